"""The ledger of commitments: bring plans in, look through them, correct, hand on."""

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Literal

from gongfu.errors import InputError
from gongfu.operations.context import Context, ReadAt
from gongfu.operations.parameters import Argument, Option
from gongfu.operations.plan import Files, each_plan
from gongfu.operations.registry import operation
from gongfu.operations.results import Layout, Lines, ReadBy, Record, Report, Table
from gongfu.text import Text

if TYPE_CHECKING:
    from gongfu.loops.plan.ledger import Ledger, Wanted

LABELS = {
    "id": Text("编号", "id"),
    "doc": Text("简称", "plan"),
    "plan": Text("规划", "plan title"),
    "title": Text("名称", "title"),
    "title_en": Text("英文名称", "English title"),
    "issuer": Text("发布机关", "issuing body"),
    "published_on": Text("公布", "published"),
    "period_start": Text("起始年", "from"),
    "period_end": Text("目标年", "to"),
    "group": Text("行动", "action"),
    "action": Text("专项行动", "special action"),
    "indicator": Text("指标", "indicator"),
    "amount": Text("数值", "value"),
    "deadline": Text("期限", "by"),
    "units": Text("责任单位", "responsible"),
    "place": Text("出处", "characters"),
    "shown": Text("原句", "sentence"),
    "kind": Text("类别", "kind"),
    "status": Text("状态", "status"),
    "corrected_by": Text("更正人", "corrected by"),
    "extracted": Text("原提取值", "as extracted"),
    "targets": Text("目标", "targets"),
    "outcomes": Text("成效", "outcomes"),
    "baselines": Text("基期值", "baselines"),
    "tasks": Text("任务", "tasks"),
    "actions": Text("行动", "actions"),
    "corrected": Text("已更正", "corrected"),
    "node": Text("内容", "node"),
    "name_zh": Text("单位", "unit"),
    "name_en": Text("英文名称", "English name"),
    "written": Text("文中写法", "as written"),
    "plans": Text("规划", "plans"),
    "commitments": Text("承诺", "commitments"),
    "lead": Text("牵头", "leads"),
    "support": Text("配合", "supports"),
    "version": Text("版本", "version"),
    "added": Text("新增", "added"),
    "changed": Text("改动", "changed"),
    "removed": Text("移除", "removed"),
    "carried": Text("沿用更正", "corrections carried"),
    "stranded": Text("未再找到", "not found again"),
    "value": Text("数值", "value"),
    "value_high": Text("上限", "upper value"),
    "unit": Text("单位", "unit"),
    "comparator": Text("比较", "comparator"),
    "mode": Text("方式", "mode"),
    "size_class": Text("规模门槛", "size class"),
    "responsible": Text("责任单位", "responsible"),
    "section": Text("标题路径", "section"),
    "sentence": Text("原句", "sentence"),
    "quote": Text("原文", "quote"),
    "start": Text("起", "start"),
    "end": Text("止", "end"),
    "same_as": Text("首次提及", "same as"),
    "note": Text("备注", "note"),
    "direction": Text("方向", "direction"),
    "relative_to": Text("参照对象", "relative to"),
    "aggregation": Text("汇总方式", "aggregation"),
    "field": Text("字段", "field"),
    "before": Text("原值", "before"),
    "made_by": Text("更正人", "by"),
    "made_at": Text("时间", "at"),
    "reason": Text("理由", "why"),
    "step": Text("序次", "step"),
    "publisher": Text("登载者", "publisher"),
    "locator": Text("出处", "place"),
    "file": Text("文件", "file"),
    "kept": Text("原件在库", "original kept"),
    "sha256": Text("内容哈希", "sha256"),
}
TERMS = {
    "kind": {
        "target": Text("目标", "target"),
        "outcome": Text("成效", "outcome"),
        "baseline": Text("基期", "baseline"),
        "department": Text("部门", "department"),
        "government": Text("政府", "government"),
        "committee": Text("管委会", "committee"),
        "party": Text("党委部门", "party organ"),
        "group": Text("一组单位", "group"),
        "other": Text("其他", "other"),
    },
    "status": {
        "extracted": Text("提取", "extracted"),
        "accepted": Text("认可", "accepted"),
        "changed": Text("更正", "changed"),
        "rejected": Text("否定", "rejected"),
        "added": Text("补录", "added"),
    },
    "action": {
        "accept": Text("认可", "accept"),
        "change": Text("更正", "change"),
        "reject": Text("否定", "reject"),
        "add": Text("补录", "add"),
    },
}

PlanName = Annotated[
    str | None,
    Option(zh="规划：简称、编号或名称的一部分", en="plan: short name, id or part of the title", metavar="PLAN"),
]
UnitName = Annotated[
    str | None, Option(zh="责任单位（任何写法）", en="responsible unit, in any spelling", metavar="UNIT")
]
ActionName = Annotated[
    str | None, Option(zh="专项行动名称的一部分", en="part of the name of a special action", metavar="TEXT")
]
Kind = Annotated[Literal["target", "outcome", "baseline"] | None, Option(zh="类别", en="kind")]
Indicator = Annotated[str | None, Option(zh="指标名称的一部分", en="part of the indicator", metavar="TEXT")]
Deadline = Annotated[int | None, Option(zh="期限（年）", en="year of the deadline", metavar="YEAR")]
Status = Annotated[
    Literal["extracted", "accepted", "changed", "rejected", "added"] | None,
    Option(zh="状态；默认不含已否定的", en="status; by default all but the rejected"),
]
Commitment = Annotated[
    str,
    Argument(
        zh="承诺编号：如 001-024，或内部编号的开头几位",
        en="id of a commitment: 001-024, or how its key begins",
        metavar="ID",
    ),
]


@operation(
    "plan import",
    zh="把规划文件导入工作区：章节、行动、任务、承诺、单位与原件",
    en="Bring plan documents into the workspace: sections, actions, tasks, commitments, units and the originals",
    permission="write",
    examples=["plan import plan.docx", "plan import *.txt", "plan import new.pdf --replaces 001"],
    notes=Text(
        "每个文件一次提交，可单独撤销。同一文件再次导入不产生改动；读不了的文件会一一列出，其余照常导入，退出码为 1。",
        "One commit a file, to be undone one by one. The same file again changes nothing. Files that cannot be read are "
        "named at the end, the others come in all the same, and the exit code is 1.",
    ),
)
def import_plans(
    context: Context,
    files: Files,
    replaces: Annotated[
        str | None,
        Option(
            zh="此文件取代哪个规划的文件；更正会沿用",
            en="the plan whose document this one replaces; corrections are carried over",
            metavar="PLAN",
        ),
    ] = None,
    title: Annotated[
        str | None, Option(zh="规划名称；默认取自文件", en="title; by default that of the document")
    ] = None,
    issuer: Annotated[str | None, Option(zh="发布机关", en="issuing body")] = None,
    region: Annotated[
        str | None,
        Option(zh="行政区划代码或名称；默认取自文件", en="division code or name; by default from the document"),
    ] = None,
    published_on: Annotated[
        date | None,
        Option(zh="公布日期；默认取自文件", en="day of publication; by default from the document", metavar="DAY"),
    ] = None,
) -> Table:
    import polars as pl

    from gongfu.loops.plan.ledger import find_plan
    from gongfu.loops.plan.storing import store_plan
    from gongfu.loops.plan.tables import About
    from gongfu.workspace.codes import code_list

    if len(files) > 1 and (replaces or title or issuer or published_on):
        raise InputError("--replaces, --title, --issuer and --published-on speak of one file", mend="Import it alone.")
    workspace = context.workspace
    code = code_list("divisions").find(region).id if region else None
    earlier = find_plan(workspace.read("plan"), replaces) if replaces else {}
    about = About(title, issuer, code, published_on, earlier.get("plan_id"), earlier.get("document_id"))
    rows = []
    for plan in each_plan(context, files):
        done = store_plan(workspace, plan, about, author=context.author)
        rows.append({"file": plan.name, **{name: getattr(done, name) for name in done.__slots__}})
    schema = dict.fromkeys(("file", "doc", "plan_id", "title"), pl.String()) | dict.fromkeys(
        ("version", "commitments", "tasks", "added", "changed", "removed", "carried", "stranded"), pl.Int64()
    )
    shown = ("doc", "title", "commitments", "tasks", "added", "changed", "removed", "carried", "stranded", "version")
    return Table(pl.DataFrame(rows, schema=schema), labels=LABELS, layout=Layout(columns=shown))


@operation(
    "plan list",
    zh="列出规划及其承诺、任务、行动、单位数",
    en="List the plans with their commitments, tasks, actions and units",
    permission="read",
    examples=["plan list", "plan list --as-of 2021-12-31"],
)
def list_plans(context: Context, at: ReadAt) -> Table:
    from gongfu.loops.plan.views import plan_view

    ledger, read_by = _ledger(context, at)
    shown = (
        "doc",
        "title",
        "published_on",
        "period_end",
        "targets",
        "outcomes",
        "tasks",
        "actions",
        "units",
        "corrected",
    )
    return Table(
        plan_view(ledger), labels=LABELS, read_by=read_by, sources=ledger.sources, layout=Layout(columns=shown)
    )


@operation(
    "plan tree",
    zh="按文件次序显示一个规划：章节、任务、承诺",
    en="Show one plan in the order of its document: sections, tasks, commitments",
    permission="read",
    examples=["plan tree 001", "plan tree 001 --no-tasks --limit 200"],
)
def tree(
    context: Context,
    at: ReadAt,
    plan: Annotated[str, Argument(zh="规划：简称、编号或名称的一部分", en="plan: short name, id or part of the title")],
    tasks: Annotated[bool, Option(zh="列出任务", en="list the tasks")] = True,
) -> Table:
    from gongfu.loops.plan.ledger import Wanted, find_plan, select
    from gongfu.loops.plan.views import tree_view

    ledger, read_by = _ledger(context, at)
    found = find_plan(ledger.plans, plan)
    frame = tree_view(select(ledger, Wanted(plan=found["plan_id"])), found, context.lang, tasks=tasks)
    shown = ("node", "amount", "deadline", "units")
    title = Text(found["title"], found["title_en"] or found["title"])
    return Table(frame, labels=LABELS, title=title, read_by=read_by, layout=Layout(columns=shown))


@operation(
    "plan ledger",
    zh="承诺台账：按规划、行动、单位、指标、期限查找",
    en="The ledger of commitments: find them by plan, action, unit, indicator, deadline",
    permission="read",
    examples=[
        "plan ledger --plan 001 --unit 市经信委",
        "plan ledger --indicator 专精特新 --format csv",
        "plan ledger -o ledger.xlsx",
    ],
    notes=Text(
        "数值为更正后的；原提取值在其旁。", "Values are those after corrections; what was extracted stands beside them."
    ),
)
def ledger(
    context: Context,
    at: ReadAt,
    plan: PlanName = None,
    action: ActionName = None,
    unit: UnitName = None,
    kind: Kind = None,
    indicator: Indicator = None,
    deadline: Deadline = None,
    status: Status = None,
) -> Table:
    from gongfu.loops.plan.ledger import Wanted
    from gongfu.loops.plan.views import commitment_view

    wanted = Wanted(plan, action, unit, kind, indicator, deadline, status)
    chosen, read_by = _ledger(context, at, wanted)
    shown = ("id", "indicator", "amount", "deadline", "units", "status")
    return Table(
        commitment_view(chosen, context.lang), labels=LABELS, terms=TERMS, title=Text("承诺台账", "ledger"),
        read_by=read_by, sources=chosen.sources, layout=Layout(columns=shown, group="group"),
    )  # fmt: skip


@operation(
    "plan export",
    zh="把承诺写成 JSON 行，字段与提取时相同，值为更正后的",
    en="Write the commitments as JSON lines, with the fields of extraction and the values after corrections",
    permission="read",
    examples=["plan export -o commitments.jsonl", "plan export --plan 001"],
)
def export(
    context: Context,
    at: ReadAt,
    plan: PlanName = None,
    action: ActionName = None,
    unit: UnitName = None,
    kind: Kind = None,
    indicator: Indicator = None,
    deadline: Deadline = None,
    status: Status = None,
) -> Lines:
    from gongfu.loops.plan.ledger import Wanted, lines

    chosen, _ = _ledger(context, at, Wanted(plan, action, unit, kind, indicator, deadline, status))
    return Lines(iter(lines(chosen)))


@operation(
    "plan units",
    zh="列出责任单位：全称、文中写法、承诺与任务数、牵头与配合",
    en="List the responsible units: full name, names as written, commitments and tasks, as lead or support",
    permission="read",
    examples=["plan units", "plan units --plan 001"],
)
def units(context: Context, at: ReadAt, plan: PlanName = None) -> Table:
    from dataclasses import replace

    import polars as pl

    from gongfu.loops.plan.ledger import Wanted, find_plan
    from gongfu.loops.plan.views import unit_view

    chosen, read_by = _ledger(context, at, Wanted(plan=plan))
    if plan is not None:
        here = pl.col("plan_id") == find_plan(chosen.plans, plan)["plan_id"]
        chosen = replace(chosen, responsibilities=chosen.responsibilities.filter(here))
    shown = ("name_zh", "kind", "written", "plans", "commitments", "tasks", "lead", "support")
    return Table(unit_view(chosen), labels=LABELS, terms=TERMS, read_by=read_by, layout=Layout(columns=shown))


@operation(
    "plan show",
    zh="显示一条承诺：原句、来源、更正与前后承诺",
    en="Show one commitment: its sentence, source, corrections and neighbours",
    permission="read",
    examples=["plan show 001-024"],
)
def show(context: Context, at: ReadAt, commitment: Commitment) -> Report:
    import json

    import polars as pl

    from gongfu.loops.plan.ledger import find_commitment
    from gongfu.loops.plan.views import commitment_view

    ledger, _ = _ledger(context, at)
    key = find_commitment(ledger, commitment)["commitment_id"]
    view = commitment_view(ledger, context.lang)
    row = view.row(by_predicate=pl.col("commitment_id") == key, named=True)
    place = view["commitment_id"].to_list().index(key)
    names = (
        "id", "plan", "action", "section", "indicator", "amount", "kind", "value", "value_high", "unit", "comparator",
        "mode", "period_start", "deadline", "size_class", "responsible", "same_as", "note", "direction", "relative_to",
        "aggregation", "status", "commitment_id",
    )  # fmt: skip
    values = {name: row[name] for name in names}
    if row["extracted"]:
        values["extracted"] = json.loads(row["extracted"])
    source = ledger.sources.filter(pl.col("source_id") == row["source_id"])
    document = ledger.documents.filter(pl.col("document_id") == row["document_id"])
    told = source.row(0, named=True) if source.height else {}
    origin = {
        "title": told.get("title"), "publisher": told.get("publisher"), "published_on": told.get("published_on"),
        "file": document["file"][0] if document.height else None, "locator": row["locator"],
        "quote": row["quote"], "sentence": row["shown"], "sha256": row["document_id"],
        "kept": row["document_id"] in context.workspace.originals,
    }  # fmt: skip
    corrections = ledger.corrections.filter(pl.col("commitment_id") == key).sort("step")
    corrections = corrections.select("step", "action", "field", "before", "value", "made_by", "made_at", "reason")
    neighbours = view[max(place - 2, 0) : place + 3].filter(pl.col("plan_id") == row["plan_id"])
    return Report(
        Text(f"{row['id']} {row['indicator']}", f"{row['id']} {row['indicator']}"),
        {
            "commitment": Record(values, labels=LABELS, terms=TERMS, title=Text("承诺", "commitment")),
            "source": Record(origin, labels=LABELS, title=Text("来源", "source")),
            "corrections": Table(corrections, labels=LABELS, terms=TERMS, title=Text("更正", "corrections")),
            "neighbours": Table(
                neighbours.select("id", "indicator", "amount", "deadline", "place"),
                labels=LABELS,
                title=Text("前后承诺", "neighbours"),
            ),
        },
    )


By = Annotated[
    str | None,
    Option(zh="更正人；默认为命令的修改者", en="who says so; by default the author of the command", metavar="NAME"),
]
Why = Annotated[str | None, Option(zh="理由", en="why", metavar="TEXT")]
Set = Annotated[
    list[str],
    Option(
        zh="字段=新值，可多次；等号后为空表示未知",
        en="field and new value; nothing after the sign stands for unknown",
        name="--set",
        metavar="FIELD=VALUE",
    ),
]


@operation(
    "plan correct",
    zh="更正一条承诺：认可、否定或改字段；原提取值保留",
    en="Correct a commitment: accept it, reject it or change fields; what was extracted stays beside it",
    permission="write",
    examples=[
        "plan correct 001-024 --accept --by 李工",
        "plan correct 001-024 --set value=5 --set comparator='>=' --by 李工 --why 原文为五个以上",
    ],
    notes=Text("撤销：gongfu workspace undo 版本", "To take it back: gongfu workspace undo VERSION"),
)
def correct(
    context: Context,
    commitment: Commitment,
    accept: Annotated[bool, Option(zh="认可", en="accept it as it stands")] = False,
    reject: Annotated[bool, Option(zh="否定：不是承诺", en="reject it: it is no commitment")] = False,
    changes: Set = [],  # noqa: B006 - a default of the command line, never changed
    by: By = None,
    why: Why = None,
) -> Record:
    from gongfu.loops.plan import correcting
    from gongfu.loops.plan.ledger import find_commitment

    if accept and reject:
        raise InputError("a commitment is accepted or rejected, not both")
    ledger, _ = _ledger(context, ReadAt())
    found = find_commitment(ledger, commitment)
    verdict: correcting.Verdict | None = "accept" if accept else "reject" if reject else None
    commit = correcting.correct(
        context.workspace, found, verdict=verdict, changes=_changes(changes), by=by or context.author, why=why,
        author=context.author,
    )  # fmt: skip
    return _after(context, found["commitment_id"], commit.version)


@operation(
    "plan add",
    zh="补录一条文件里有而未提取的承诺",
    en="Add a commitment that stands in a document and was not extracted",
    permission="write",
    examples=[
        "plan add 001 120-125 --set indicator=绿色工厂数 --set value=20 --set unit=家 --set deadline=2025 --by 李工"
    ],
)
def add(
    context: Context,
    plan: Annotated[str, Argument(zh="规划：简称、编号或名称的一部分", en="plan: short name, id or part of the title")],
    span: Annotated[
        str,
        Argument(zh="数量在文件中的字符位置，如 120-125", en="characters of the quantity in the file, such as 120-125"),
    ],
    changes: Set = [],  # noqa: B006 - a default of the command line, never changed
    by: By = None,
    why: Why = None,
) -> Record:
    from gongfu.loops.plan import correcting
    from gongfu.loops.plan.ledger import find_plan
    from gongfu.plan.keys import commitment_id

    first, sign, last = span.partition("-")
    if not (sign and first.isdecimal() and last.isdecimal()):
        raise InputError(f"{span!r} is no span of characters", mend="Write it as 120-125: from, and the one behind.")
    ledger, _ = _ledger(context, ReadAt())
    found = find_plan(ledger.plans, plan)
    at = (int(first), int(last))
    commit = correcting.add(
        context.workspace, ledger, found, at, _changes(changes), by=by or context.author, why=why, author=context.author
    )
    return _after(context, commitment_id(found["document_id"], *at), commit.version)


def _changes(written: list[str]) -> list[tuple[str, Any]]:
    """Each change as field and value; everything that is wrong is named."""
    from gongfu.plan.corrections import parse_change

    changes, wrong = [], []
    for each in written:
        try:
            changes.append(parse_change(each))
        except InputError as error:
            wrong.append(error.message + (f" ({error.mend})" if error.mend else ""))
    if wrong:
        raise InputError("changes cannot be read", offenders=wrong)
    return changes


def _after(context: Context, commitment_id: str, version: int) -> Record:
    """How a commitment stands after a correction, and the version that can be taken back."""
    import json

    import polars as pl

    from gongfu.loops.plan.views import commitment_view

    ledger, _ = _ledger(context, ReadAt())
    row = commitment_view(ledger, context.lang).row(by_predicate=pl.col("commitment_id") == commitment_id, named=True)
    names = ("id", "indicator", "amount", "deadline", "responsible", "status", "corrected_by")
    values = {name: row[name] for name in names}
    values["extracted"] = json.loads(row["extracted"]) if row["extracted"] else None
    return Record({**values, "version": version}, labels=LABELS, terms=TERMS)


def _ledger(context: Context, at: ReadAt, wanted: "Wanted | None" = None) -> "tuple[Ledger, ReadBy]":
    """The ledger at the version and day asked for, and what it was read by."""
    from gongfu.loops.plan.ledger import read_ledger, select
    from gongfu.operations.tables import version_read

    version = version_read(context.workspace, at)
    ledger = read_ledger(lambda table: context.workspace.read(table, version=version, as_of=at.as_of))
    return (select(ledger, wanted) if wanted else ledger), ReadBy(version, at.as_of)
