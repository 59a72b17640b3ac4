"""Search across everything."""

from typing import TYPE_CHECKING, Annotated, Literal

from gongfu.operations.context import Context, ReadAt
from gongfu.operations.kept import kept
from gongfu.operations.ledger import ledger_at
from gongfu.operations.parameters import Argument, Option
from gongfu.operations.registry import operation
from gongfu.operations.results import Layout, ReadBy, Table
from gongfu.text import Text

if TYPE_CHECKING:
    import polars as pl

    from gongfu.loops.searching.entries import Things
    from gongfu.loops.searching.index import Index

LABELS = {
    "kind": Text("类别", "kind"),
    "id": Text("编号", "id"),
    "title": Text("名称", "title"),
    "within": Text("所属", "in"),
    "field": Text("匹配项", "matched"),
    "matched": Text("匹配的文字", "text"),
    "start": Text("起", "from"),
    "end": Text("止", "to"),
    "how": Text("方式", "how"),
}
FIELDS = {
    "id": Text("编号", "id"),
    "title": Text("名称", "name"),
    "title_en": Text("英文名称", "English name"),
    "issuer": Text("发布机关", "issuing body"),
    "written": Text("文中写法", "as written"),
    "part": Text("部分", "part"),
    "publisher": Text("发布单位", "publisher"),
    "text": Text("原文", "text"),
}
WAYS = {
    "exact": Text("相同", "the same"),
    "prefix": Text("开头相同", "begins with it"),
    "inside": Text("含有", "holds it"),
    "pinyin": Text("拼音", "pinyin"),
}
AROUND = 40  # characters of a long text that are shown on each side of the match
MOST = 500


@operation(
    "search",
    zh="在规划、承诺、任务、指标、序列、单位、地区、原文、督办事项、来源中查找；简繁、全半角、大小写通用，名称可用拼音或首字母",
    en="Look through plans, commitments, tasks, indicators, series, units, regions, texts, items and sources; either script, names by pinyin",
    permission="read",
    examples=["search 专精特新", "search 專精特新", "search jxw", "search 智能工厂 --kind commitment"],
    notes=Text(
        "先列相同的，再列开头相同的、含有的、拼音相符的。start、end 为匹配在文字中的位置。",
        "The same first, then what begins with it, what holds it, and what sounds like it. start and end say where in the text it matched.",
    ),
)
def search(
    context: Context,
    at: ReadAt,
    text: Annotated[str, Argument(zh="要找的文字", en="what to look for")],
    kind: Annotated[
        Literal["plan", "indicator", "unit", "region", "series", "commitment", "task", "item", "source", "sentence"]
        | None,
        Option(zh="只找此类", en="only this kind"),
    ] = None,
) -> Table:
    import polars as pl

    from gongfu.loops.searching.entries import KINDS

    (index, things), read_by = index_at(context, at)
    hits = [hit for hit in index.search(text) if kind is None or hit.entry.kind == kind][:MOST]
    rows = []
    for hit in hits:
        thing = things[hit.entry.kind, hit.entry.id]
        shown, start, end = _around(hit.entry.text, hit.start, hit.end)
        rows.append(
            (
                hit.entry.kind,
                hit.entry.id,
                thing.named(context.lang),
                thing.within,
                hit.entry.field,
                shown,
                start,
                end,
                hit.how,
            )
        )
    schema = {name: pl.Int64 if name in ("start", "end") else pl.String for name in LABELS}
    return Table(
        pl.DataFrame(rows, schema=schema, orient="row"), labels=LABELS, terms={"kind": KINDS, "field": FIELDS, "how": WAYS},
        title=Text(f"查找：{text}", f"search: {text}"), read_by=read_by, layout=Layout(columns=("kind", "title", "within", "matched", "how")),
    )  # fmt: skip


def index_at(context: Context, at: ReadAt) -> "tuple[tuple[Index, Things], ReadBy]":
    """The index of the version and day asked for, made once while the workspace is open."""
    ledger, read_by = ledger_at(context, at)
    workspace = context.workspace

    def make() -> "tuple[Index, Things]":
        from gongfu.loops.searching.entries import collect
        from gongfu.loops.searching.index import Index
        from gongfu.operations.plan_document import laid_out

        def read(table: str) -> "pl.DataFrame":
            as_of = None if table == "register" else at.as_of
            return workspace.read(table, version=read_by.version, as_of=as_of)

        texts = {key: laid for key in ledger.plans["document_id"] if (laid := laid_out(context, key)) is not None}
        entries, things = collect(ledger, read, texts)
        return Index(entries), things

    return kept(workspace, "search", (read_by.version, read_by.as_of), make), read_by


def _around(text: str, start: int, end: int) -> tuple[str, int, int]:
    """A text cut to what stands around a match, and the match in it."""
    first, last = max(start - AROUND, 0), min(end + AROUND, len(text))
    before, behind = "…" if first else "", "…" if last < len(text) else ""
    moved = len(before) - first
    return before + text[first:last].replace("\n", " ") + behind, start + moved, end + moved
