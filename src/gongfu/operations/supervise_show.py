"""What is under supervision: the life of an item, what is due, the list for a meeting, scores."""

from datetime import date
from pathlib import Path
from typing import Annotated, Any

from gongfu.operations.context import Context, ReadVersion
from gongfu.operations.export import whole_file
from gongfu.operations.opens import Given, Of, Opens, Ways, source_of
from gongfu.operations.parameters import Option
from gongfu.operations.registry import operation
from gongfu.operations.results import Layout, ReadBy, Record, Report, Table
from gongfu.operations.supervise_common import Ahead, Item, On, Unit, read_at, supervised_at
from gongfu.operations.supervise_labels import LABELS, terms
from gongfu.text import Text

PARTS = ("timely", "sound", "result", "known", "score")
HISTORIES = {
    "statuses": Text("过程", "statuses"),
    "reports": Text("报送", "reports"),
    "milestones": Text("节点", "milestones"),
    "reminders": Text("催办", "reminders"),
    "handovers": Text("移交", "hand-overs"),
}
HISTORY_SHOWN = {
    "statuses": ("step", "status", "since", "set_by", "reason"),
    "reports": ("step", "reported_on", "reported_by", "value", "unit", "period", "file_name", "note"),
    "milestones": ("due_on", "what", "met_on", "set_by", "set_on"),
    "reminders": ("number", "reminded_on", "reminded_by", "person", "note"),
    "handovers": ("number", "handed_on", "from_unit", "from_person", "to_unit", "person", "handed_by", "reason"),
}
HISTORY_LABELS = {
    **LABELS,
    "reason": Text("说明", "said"),
    "unit": Text("计量单位", "unit of measure"),
    "made_at": Text("录入时间", "entered at"),
    "origin": Text("性质", "origin"),
}
OPENS_REPORT = {"value": source_of("report", "value", "entry_id", "step")}
OPENS_DUE: Ways = {
    "days_late": (
        source_of("milestone", "due_on", "entry_id", "milestone_on"),
        source_of("register_status", "since", "entry_id", "since_step"),
    ),
    "reminders": Opens("supervise show", {"item": Of("entry_id")}, counts="rows", part="reminders"),
    "reported": source_of("report", "value", "entry_id", "of_report"),
    "amount": source_of("commitment", "value", "of_commitment"),
}
HIDDEN_DUE = ("milestone_on", "since_step")
ITEM_SHOWN = ("id", "title", "unit", "person", "due", "status", "since")
GAP = Text("过程有缺：中间一步被撤销过。", "The statuses have a gap: a step between was taken back.")


@operation(
    "supervise show",
    zh="显示一个事项的全过程：交办、报送与依据、节点、催办、移交",
    en="Show the whole life of an item: statuses, reports with their evidence, milestones, reminders, hand-overs",
    permission="read",
    examples=["supervise show 001-024"],
)
def show(context: Context, at: ReadVersion, item: Item) -> Report:
    import polars as pl

    from gongfu.loops.supervision.items import find_item
    from gongfu.loops.supervision.views import life_of, supervised
    from gongfu.supervision import LIFE
    from gongfu.workspace.registers import broken_steps

    read, ledger, _ = read_at(context, at)
    found = supervised(read, ledger, date.max)
    chosen = find_item(found.items, ledger, item)
    names = ("id", "title", "kind", "unit", "person", "due", "round", "status", "since", "subject_id", "entry_id")
    life = life_of(found, chosen)
    names_of = dict(ledger.units.select("unit_id", "name_zh").iter_rows())
    life["handovers"] = life["handovers"].with_columns(
        from_unit=pl.col("from_unit_id").replace(names_of), to_unit=pl.col("unit_id").replace(names_of)
    )
    parts = {
        name: Table(
            life[name],
            labels=HISTORY_LABELS,
            terms=_terms("status"),
            title=title,
            layout=Layout(columns=HISTORY_SHOWN[name]),
            opens=OPENS_REPORT if name == "reports" else {},
        )
        for name, title in HISTORIES.items()
    }
    head = Record({name: chosen[name] for name in names}, labels=LABELS, terms=_terms("kind", "status"))
    title = Text(f"{chosen['id']} {chosen['title']}", f"{chosen['id']} {chosen['title']}")
    notes = (GAP,) if broken_steps(life["statuses"], LIFE).height else ()
    return Report(title, {"item": head, **parts}, notes=notes)


@operation(
    "supervise list",
    zh="列出督办中的全部事项：单位、责任人、期限、状态",
    en="List everything under supervision: unit, person, last day, status",
    permission="read",
    examples=["supervise list", "supervise list --unit 市经信委 --on 2026-12-01"],
)
def list_items(context: Context, at: ReadVersion, on: On = None, unit: Unit = None) -> Table:
    found, _, version = supervised_at(context, at, on, unit)
    columns = (*ITEM_SHOWN, "kind", "subject_id", "entry_id", "unit_id")
    items = found.items.select(columns).sort("unit", "due", "id", maintain_order=True, nulls_last=True)
    return Table(
        items, labels=LABELS, terms=_terms("status", "kind"), title=Text(f"督办事项（{found.day}）", f"under supervision on {found.day}"),
        read_by=ReadBy(version), layout=Layout(columns=ITEM_SHOWN, group="unit"),
    )  # fmt: skip


@operation(
    "supervise due",
    zh="列出某日需要办理的：到期与逾期、退回未复、待核实、节点；可写出日历文件",
    en="List what needs somebody on a day: due and overdue, sent back, to verify, milestones; and write a calendar file",
    permission="read",
    examples=["supervise due", "supervise due --on 2026-12-01 --unit 市经信委", "supervise due --calendar days.ics"],
)
def due(
    context: Context,
    at: ReadVersion,
    on: On = None,
    unit: Unit = None,
    ahead: Ahead = 30,
    calendar: Annotated[
        Path | None,
        Option(
            zh="日历文件：全部待报送的期限与节点，提前一周提醒",
            en="calendar file: all days of reports and milestones to come, with an alarm a week before",
            file="write",
            metavar="FILE.ics",
        ),
    ] = None,
) -> Table:
    from gongfu.loops.supervision.views import due_view, to_come

    found, _, version = supervised_at(context, at, on, unit)
    if calendar is not None:
        from gongfu.loops.supervision.calendar import calendar as made

        content = made(*to_come(found), day=found.day, lang=context.lang)
        with whole_file(calendar) as out:
            out.write(content)
    title = Text(f"待办（{found.day}）", f"to do on {found.day}")
    shown = ("id", "title", "unit", "person", "day", "days_late", "what", "next", "reminders")
    return Table(
        due_view(found, context.lang, ahead=ahead), labels=LABELS, terms=_terms("reason", "who", "status", "kind"),
        title=title, read_by=ReadBy(version), layout=Layout(columns=shown, group="reason"),
        opens={name: OPENS_DUE[name] for name in ("days_late", "reminders")}, hidden=HIDDEN_DUE,
    )  # fmt: skip


@operation(
    "supervise calendar",
    zh="待报送的期限与节点，作为日历文件（iCalendar）的内容",
    en="All days of reports and milestones to come, as the content of a calendar file (iCalendar)",
    permission="read",
    examples=["supervise calendar --unit 市经信委 --json"],
    notes=Text(
        "写成文件：gongfu supervise due --calendar days.ics",
        "To write the file: gongfu supervise due --calendar days.ics",
    ),
)
def calendar_content(context: Context, at: ReadVersion, on: On = None, unit: Unit = None) -> Record:
    from gongfu.loops.supervision.calendar import calendar as made
    from gongfu.loops.supervision.views import to_come

    found, _, _ = supervised_at(context, at, on, unit)
    content = made(*to_come(found), day=found.day, lang=context.lang)
    return Record({"calendar": content.decode()}, labels=LABELS)


@operation(
    "supervise meeting",
    zh="下次会议的清单：按单位列出待办、目标、最近报送与催办；-o 写成 XLSX",
    en="The list for the next meeting: by unit what is to do, the target, the last report and reminders; -o writes XLSX",
    permission="read",
    examples=["supervise meeting -o meeting.xlsx", "supervise meeting --on 2026-12-01 --unit 市经信委 -o meeting.xlsx"],
)
def meeting(context: Context, at: ReadVersion, on: On = None, unit: Unit = None, ahead: Ahead = 30) -> Table:
    from gongfu.loops.supervision.views import meeting_view

    found, _, version = supervised_at(context, at, on, unit)
    shown = ("id", "title", "amount", "reason", "day", "days_late", "reported", "reminders", "next")
    return Table(
        meeting_view(found, context.lang, ahead=ahead), labels=LABELS, terms=_terms("reason", "who", "status"),
        title=Text(f"会议清单（{found.day}）", f"meeting list {found.day}"), read_by=ReadBy(version),
        layout=Layout(columns=shown, group="unit"), opens=OPENS_DUE, hidden=(*HIDDEN_DUE, "entry_id", "of_report", "of_commitment"),
    )  # fmt: skip


@operation(
    "supervise score",
    zh="单位得分：公开的公式、权重，及各事项的分值",
    en="Scores of units: the published formula, its weights, and the parts of each item",
    permission="read",
    examples=["supervise score", "supervise score --unit 市经信委 --year 2026"],
    notes=Text(
        "未知的部分不计入得分；全部未知则无得分。",
        "Unknown parts do not count; where all are unknown there is no score.",
    ),
)
def score(
    context: Context,
    at: ReadVersion,
    on: On = None,
    unit: Unit = None,
    year: Annotated[
        int | None, Option(zh="只计期限在这一年的事项", en="only items due in this year", metavar="YEAR")
    ] = None,
) -> Report:
    import polars as pl

    from gongfu.loops.supervision.views import score_view
    from gongfu.supervision.score import FORMULA, WEIGHTS

    found, read, _ = supervised_at(context, at, on, unit)
    units, items = score_view(read, found, year)
    day: dict[str, Given] = {} if on is None else {"on": on.isoformat()}
    asked: dict[str, Given] = day if year is None else {**day, "year": year}
    weights = pl.DataFrame({"part": list(WEIGHTS), "weight": list(WEIGHTS.values())})
    return Report(
        Text(f"单位得分（{found.day}）", f"scores of units on {found.day}"),
        {
            "units": Table(
                units, labels=LABELS, title=Text("单位", "units"), layout=Layout(columns=tuple(units.columns[:-1])),
                opens={
                    **{part: Opens("supervise explain", {"figure": part, "unit": Of("unit_id"), **asked}) for part in PARTS},
                    "items": Opens("supervise score", {"unit": Of("unit_id"), **asked}, counts="rows", part="items"),
                    "scored": Opens("supervise score", {"unit": Of("unit_id"), **asked}, counts="known:score", part="items"),
                },
            ),
            "items": Table(
                items, labels=LABELS, terms=_terms("status"), title=Text("事项", "items"),
                layout=Layout(columns=tuple(items.columns[:-1])),
                opens={part: Opens("supervise explain", {"figure": part, "item": Of("entry_id"), **day}) for part in PARTS},
            ),
            "weights": Table(weights, labels=LABELS, terms=_terms("part"), title=Text("权重", "weights")),
        },
        notes=(FORMULA,),
    )  # fmt: skip


def _terms(*names: str) -> dict[str, Any]:
    return {name: terms()[name] for name in names}
