"""The ledger of commitments: bring plans in, look through them, correct, hand on."""

from typing import TYPE_CHECKING, Annotated, Literal

from gongfu.operations.context import Context, ReadAt
from gongfu.operations.kept import kept
from gongfu.operations.opens import Of, Opens, Ways, source_of
from gongfu.operations.parameters import Argument, Option
from gongfu.operations.plan_labels import LABELS, TERMS
from gongfu.operations.registry import operation
from gongfu.operations.results import Layout, Lines, ReadBy, Record, Report, Table
from gongfu.text import Text

if TYPE_CHECKING:
    from gongfu.loops.plan.ledger import Ledger, Wanted

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
OPENS_COMMITMENT = {
    name: source_of("commitment", column, "commitment_id")
    for name, column in {
        "amount": "value",
        **{n: n for n in ("value", "value_high", "deadline", "period_start", "size_class")},
    }.items()
}
OPENS_ITEM: Ways = {
    "amount": source_of("commitment", "value", "commitment_id"),
    "deadline": (source_of("commitment", "deadline", "commitment_id"), source_of("task", "deadline", "task_id")),
}
Kind = Annotated[Literal["target", "outcome", "baseline"] | None, Option(zh="类别", en="kind")]
Indicator = Annotated[str | None, Option(zh="指标名称的一部分", en="part of the indicator", metavar="TEXT")]
Deadline = Annotated[int | None, Option(zh="期限（年）", en="year of the deadline", metavar="YEAR")]
Status = Annotated[
    Literal["extracted", "accepted", "changed", "rejected", "added", "corrected"] | None,
    Option(
        zh="状态；默认不含已否定的；corrected 为人说过话的全部",
        en="status; by default all but the rejected; corrected: all that a person spoke of",
    ),
]
Commitment = Annotated[
    str,
    Argument(
        zh="承诺编号：如 001-024，或内部编号的开头几位",
        en="id of a commitment: 001-024, or how its key begins",
        metavar="ID",
    ),
]


def _listed(**given: str) -> Opens:
    return Opens("plan ledger", {"plan": Of("plan_id"), **given}, counts="rows")


def _rows(table: str) -> Opens:
    return Opens("table show", {"table": table, "where": Of("of_document")}, counts="rows")


OPENS_PLAN = {
    "targets": _listed(kind="target"),
    "outcomes": _listed(kind="outcome"),
    "baselines": _listed(kind="baseline"),
    "corrected": _listed(status="corrected"),
    "tasks": _rows("task"),
    "actions": _rows("action"),
    "units": Opens("plan units", {"plan": Of("plan_id")}, counts="rows"),
}


@operation(
    "plan list",
    zh="列出规划及其承诺、任务、行动、单位数",
    en="List the plans with their commitments, tasks, actions and units",
    permission="read",
    examples=["plan list", "plan list --as-of 2021-12-31"],
)
def list_plans(context: Context, at: ReadAt) -> Table:
    import polars as pl

    from gongfu.loops.plan.views import plan_view

    ledger, read_by = ledger_at(context, at)
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
    frame = plan_view(ledger).with_columns(of_document="document_id=" + pl.col("document_id"))
    return Table(
        frame, labels=LABELS, read_by=read_by, sources=ledger.sources, layout=Layout(columns=shown),
        opens=OPENS_PLAN, hidden=("of_document",),
    )  # fmt: skip


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

    ledger, read_by = ledger_at(context, at)
    found = find_plan(ledger.plans, plan)
    frame = tree_view(select(ledger, Wanted(plan=found["plan_id"])), found, context.lang, tasks=tasks)
    shown = ("node", "amount", "deadline", "units")
    title = Text(found["title"], found["title_en"] or found["title"])
    return Table(
        frame, labels=LABELS, title=title, read_by=read_by, layout=Layout(columns=shown), opens=OPENS_ITEM,
        hidden=("commitment_id", "task_id"),
    )  # fmt: skip


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
    chosen, read_by = ledger_at(context, at, wanted)
    shown = ("id", "indicator", "amount", "deadline", "units", "status")
    return Table(
        commitment_view(chosen, context.lang), labels=LABELS, terms=TERMS, title=Text("承诺台账", "ledger"),
        read_by=read_by, sources=chosen.sources, layout=Layout(columns=shown, group="group"), opens=OPENS_COMMITMENT,
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

    chosen, _ = ledger_at(context, at, Wanted(plan, action, unit, kind, indicator, deadline, status))
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

    chosen, read_by = ledger_at(context, at, Wanted(plan=plan))
    if plan is not None:
        here = pl.col("plan_id") == find_plan(chosen.plans, plan)["plan_id"]
        chosen = replace(chosen, responsibilities=chosen.responsibilities.filter(here))
    shown = ("name_zh", "kind", "written", "plans", "commitments", "tasks", "lead", "support")
    within = {} if plan is None else {"plan": plan}

    def duties(counts: str = "rows", **given: str) -> Opens:
        return Opens("plan duties", {"unit": Of("unit_id"), **within, **given}, counts=counts)

    opens = {
        "plans": duties("different:plan_id"), "commitments": duties(kind="commitment"), "tasks": duties(kind="task"),
        "lead": duties(role="lead"), "support": duties(role="support"),
    }  # fmt: skip
    return Table(
        unit_view(chosen), labels=LABELS, terms=TERMS, read_by=read_by, layout=Layout(columns=shown), opens=opens
    )


@operation(
    "plan duties",
    zh="一个单位在各规划中的承诺与任务，牵头或配合",
    en="What a unit answers for in the plans: commitments and tasks, as lead or support",
    permission="read",
    examples=["plan duties 市经信委", "plan duties 市科委 --plan 001 --role lead"],
)
def duties(
    context: Context,
    at: ReadAt,
    unit: Annotated[str, Argument(zh="责任单位（任何写法）", en="responsible unit, in any spelling", metavar="UNIT")],
    plan: PlanName = None,
    kind: Annotated[Literal["commitment", "task"] | None, Option(zh="承诺或任务", en="commitments or tasks")] = None,
    role: Annotated[Literal["lead", "support"] | None, Option(zh="牵头或配合", en="as lead or as support")] = None,
) -> Table:
    import polars as pl

    from gongfu.loops.plan.ledger import Wanted, find_plan, find_units
    from gongfu.loops.plan.views import duty_view

    chosen, read_by = ledger_at(context, at, Wanted(plan=plan))
    frame = duty_view(chosen, find_units(chosen, unit)["unit_id"], context.lang)
    wanted = {"kind": kind, "role": role, "plan_id": plan and find_plan(chosen.plans, plan)["plan_id"]}
    for name, value in wanted.items():
        if value is not None:
            frame = frame.filter(pl.col(name) == value)
    return Table(
        frame, labels=LABELS, terms=TERMS, title=Text(f"{unit}：承诺与任务", f"{unit}: commitments and tasks"), read_by=read_by,
        layout=Layout(columns=("id", "title", "amount", "deadline", "role", "name_zh"), group="plan"), opens=OPENS_ITEM, hidden=("commitment_id", "task_id"),
    )  # fmt: skip


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

    ledger, _ = ledger_at(context, at)
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
    corrections = corrections.with_columns(pl.col("before", "value").map_elements(_as_read, return_dtype=pl.String))
    corrections = corrections.select(
        "step",
        "field",
        "before",
        "value",
        "made_by",
        "made_at",
        "reason",
        "carried_from",
        "correction_id",
        said="action",
    )
    neighbours = view[max(place - 2, 0) : place + 3].filter(pl.col("plan_id") == row["plan_id"])
    return Report(
        Text(f"{row['id']} {row['indicator']}", f"{row['id']} {row['indicator']}"),
        {
            "commitment": Record(
                values, labels=LABELS, terms=TERMS, title=Text("承诺", "commitment"), opens=OPENS_COMMITMENT
            ),
            "source": Record(origin, labels=LABELS, title=Text("来源", "source")),
            "corrections": Table(
                corrections,
                labels=LABELS,
                terms=TERMS,
                title=Text("更正", "corrections"),
                layout=Layout(columns=("step", "said", "field", "before", "value", "made_by", "made_at", "reason")),
                opens={name: source_of("correction", name, "correction_id") for name in ("before", "value")},
                hidden=("correction_id",),
            ),
            "neighbours": Table(
                neighbours.select("id", "indicator", "amount", "deadline", "place", "commitment_id"),
                labels=LABELS,
                opens=OPENS_COMMITMENT,
                hidden=("commitment_id",),
                title=Text("前后承诺", "neighbours"),
            ),
        },
    )


def _as_read(written: str) -> str:
    """A stored value as a person writes it."""
    import json

    value = json.loads(written)
    if isinstance(value, dict):
        return "、".join(f"{name}={each}" for name, each in value.items() if name in ("indicator", "value", "unit"))
    return "、".join(value) if isinstance(value, list) else f"{value:.15g}" if isinstance(value, float) else str(value)


def ledger_at(context: Context, at: ReadAt, wanted: "Wanted | None" = None) -> "tuple[Ledger, ReadBy]":
    """The ledger at the version and day asked for, and what it was read by."""
    from gongfu.loops.plan.ledger import read_ledger, select
    from gongfu.operations.tables import version_read

    version = version_read(context.workspace, at)

    def read() -> "Ledger":
        return read_ledger(lambda table: context.workspace.read(table, version=version, as_of=at.as_of))

    ledger = kept(context.workspace, "ledger", (version, at.as_of), read)
    return (select(ledger, wanted) if wanted else ledger), ReadBy(version, at.as_of)
