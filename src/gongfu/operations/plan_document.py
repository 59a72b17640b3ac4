"""The text of a plan's document, with every commitment in it."""

from typing import TYPE_CHECKING, Annotated

from gongfu.operations.context import Context, ReadAt
from gongfu.operations.kept import kept
from gongfu.operations.ledger import ledger_at
from gongfu.operations.parameters import Argument, Option
from gongfu.operations.plan_labels import LABELS as PLAN_LABELS
from gongfu.operations.registry import operation
from gongfu.operations.results import Layout, Table
from gongfu.text import Text

if TYPE_CHECKING:
    from gongfu.loops.plan.document import Laid

LABELS = {
    **PLAN_LABELS,
    "piece": Text("序号", "piece"),
    "kind": Text("类别", "kind"),
    "depth": Text("层级", "depth"),
    "page": Text("页", "page"),
    "table": Text("表", "table"),
    "row": Text("表行", "row"),
    "column": Text("表列", "column"),
    "text": Text("文字", "text"),
    "start": Text("起", "from"),
    "end": Text("止", "to"),
    "commitments": Text("承诺", "commitments"),
}
TERMS = {
    "kind": {
        "heading": Text("标题", "heading"),
        "paragraph": Text("段落", "paragraph"),
        "cell": Text("表格单元", "table cell"),
        "fact": Text("事实", "fact"),
    }
}
FACTS = Text("{title}：原文未存，只有事实", "{title}: the text is not kept, only facts")


@operation(
    "plan document",
    zh="按次序显示规划的原文：标题、段落、表格单元，及其中的承诺",
    en="Show the text of a plan's document in order: headings, paragraphs, table cells, and the commitments in each",
    permission="read",
    examples=["plan document 001", "plan document 007 --at 120 --json"],
    notes=Text(
        "start、end 为读出文字的字符位置；承诺的 start、end 在本段之内。只有事实而没有原件的，列出标题与承诺，文字为未知。",
        "start and end count characters of the text that was read; those of commitments count inside the piece. Where only facts are "
        "kept and not the document, headings and commitments are listed, and the text is unknown.",
    ),
)
def document(
    context: Context,
    at: ReadAt,
    plan: Annotated[str, Argument(zh="规划：简称、编号或名称的一部分", en="plan: short name, id or part of the title")],
    place: Annotated[
        int | None,
        Option(
            zh="只要此字符处的一段及其前后",
            en="only the piece at this character, and those beside it",
            name="--at",
            metavar="CHARS",
        ),
    ] = None,
) -> Table:
    import polars as pl

    from gongfu.loops.plan.document import around, facts_view, pieces_view
    from gongfu.loops.plan.ledger import find_plan

    ledger, read_by = ledger_at(context, at)
    found = find_plan(ledger.plans, plan)
    key = found["document_id"]
    title = Text(found["title"], found["title_en"] or found["title"])
    laid = laid_out(context, key)
    if laid is None:
        frame = facts_view(ledger, key)
        title = Text(FACTS.zh.format(title=title.zh), FACTS.en.format(title=title.en))
    else:
        frame = pieces_view(laid, ledger.commitments.filter(pl.col("document_id") == key))
    return Table(
        frame if place is None else around(frame, place), labels=LABELS, terms=TERMS, title=title, read_by=read_by,
        layout=Layout(columns=("kind", "page", "start", "text")),
        sources=ledger.sources.filter(pl.col("source_id") == found["source_id"]),
    )  # fmt: skip


def laid_out(context: Context, document_id: str) -> "Laid | None":
    """The document in pieces, read once while the workspace is open; null where its original is not kept."""
    from gongfu.loops.plan.document import lay_out

    workspace = context.workspace
    if document_id not in workspace.originals:
        return None
    known = workspace.read("document", columns=["file"], where={"document_id": document_id})
    name = known["file"][0] if known.height else None
    return kept(workspace, "document", document_id, lambda: lay_out(workspace.originals.get(document_id), name))
