"""The life of an item under supervision, step by step: assign, set milestones, report, remind, verify, send back, close."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from gongfu.errors import InputError
from gongfu.operations.context import Context, ReadVersion
from gongfu.operations.parameters import Argument, Option
from gongfu.operations.registry import group, operation
from gongfu.operations.results import Record, Report, Table
from gongfu.operations.supervise_common import By, Item, On, Unit, Why, doing, item_now, read_at
from gongfu.operations.supervise_labels import LABELS, terms
from gongfu.text import Text

if TYPE_CHECKING:
    from gongfu.workspace import Commit

group(
    "supervise",
    zh="督办：交办、报送、催办、核实、办结、得分",
    en="supervision: assign, report, remind, verify, close, score",
)

UNDO = Text("撤销：gongfu workspace undo 版本", "To take it back: gongfu workspace undo VERSION")
SHOWN = ("id", "title", "kind", "unit", "person", "due", "round", "status", "since", "set_by", "reason")


@operation(
    "supervise assign",
    zh="把一条承诺或任务交办给单位，或按规划写明的牵头单位整体交办",
    en="Assign a commitment or task to a unit, or all of a plan to the lead units that it names",
    permission="write",
    examples=[
        "supervise assign 001-024 --unit 市经信委 --person 王工 --due 2026-12-31",
        "supervise assign --from-plan 001 --due 2026-12-31",
    ],
    notes=Text(
        "办结后可再次交办，成为下一轮。撤销：gongfu workspace undo 版本",
        "Once closed it may be assigned again, as its next round. To take it back: gongfu workspace undo VERSION",
    ),
)
def assign(
    context: Context,
    due: Annotated[date, Option(zh="报送期限", en="last day to report", metavar="DAY")],
    item: Annotated[
        str | None,
        Argument(
            zh="事项：如 001-024、任务编号，或内部编号的开头几位",
            en="item: 001-024, the id of a task, or how a key begins",
            metavar="ITEM",
        ),
    ] = None,
    unit: Unit = None,
    person: Annotated[str | None, Option(zh="责任人", en="person who answers for it", metavar="NAME")] = None,
    from_plan: Annotated[
        str | None,
        Option(
            zh="整个规划：简称、编号或名称的一部分",
            en="a whole plan: short name, id or part of the title",
            metavar="PLAN",
        ),
    ] = None,
    tasks: Annotated[bool, Option(zh="连同没有数值的任务", en="tasks as well as targets, with --from-plan")] = False,
    by: By = None,
    on: On = None,
    why: Why = None,
) -> Report:
    import polars as pl

    from gongfu.loops.plan.ledger import find_plan
    from gongfu.loops.supervision import acting
    from gongfu.loops.supervision.assigning import of_plan
    from gongfu.loops.supervision.items import find_subject, find_unit, read_items
    from gongfu.loops.supervision.views import supervised

    if (item is None) == (from_plan is None):
        raise InputError("name what is assigned", mend="Give one ITEM with --unit, or --from-plan PLAN.")
    who = doing(context, by, on, why)
    read, ledger, _ = read_at(context, ReadVersion())
    left = pl.DataFrame(schema=dict.fromkeys(("id", "title", "reason"), pl.String))
    if item is not None:
        if unit is None or tasks:
            mend = "Give --unit UNIT; gongfu plan units lists them. --tasks goes with --from-plan."
            raise InputError("an item is assigned to a unit", mend=mend)
        subject = find_subject(ledger, item)
        chosen = [acting.Task(subject, find_unit(ledger, unit)["unit_id"], person)]
        message = f"Assign {subject.id}"
    else:
        if unit is not None or person is not None:
            raise InputError("--from-plan takes units from the plan", mend="Leave out --unit and --person.")
        plan = find_plan(ledger.plans, from_plan or "")
        items = supervised(read, ledger, date.max).items
        chosen, left = of_plan(ledger, items, plan, tasks=tasks)
        message = f"Assign what {plan['doc']} promises"
    version = acting.assign(context.workspace, chosen, due, who, message).version
    read, ledger, _ = read_at(context, ReadVersion())
    keys = [each.subject.key for each in chosen]
    held = read_items(read, ledger).filter(pl.col("subject_id").is_in(keys) & (pl.col("due") == due))
    assigned = (
        held.group_by("subject_id", maintain_order=True).last().select("id", "title", "unit", "person", "due", "kind")
    )
    return Report(
        Text("交办", "assigned"),
        {
            "assigned": Table(assigned, labels=LABELS, terms=_terms("kind"), title=Text("已交办", "assigned")),
            "left_out": Table(left, labels=LABELS, terms=_terms("reason"), title=Text("未交办", "left out")),
            "commit": Record({"version": version}, labels=LABELS),
        },
    )


@operation(
    "supervise milestone",
    zh="给事项定一个节点，或记下节点已完成",
    en="Set a milestone of an item, or say that it was reached",
    permission="write",
    examples=[
        "supervise milestone 001-024 --on 2026-06-30 --what 完成一半",
        "supervise milestone 001-024 --on 2026-06-30 --done 2026-06-20",
    ],
    notes=UNDO,
)
def milestone(
    context: Context,
    item: Item,
    on: Annotated[date, Option(zh="节点日", en="day of the milestone", metavar="DAY")],
    what: Annotated[str | None, Option(zh="节点内容", en="what is to stand by then", metavar="TEXT")] = None,
    done: Annotated[date | None, Option(zh="完成日", en="day that it was reached", metavar="DAY")] = None,
    by: By = None,
) -> Record:
    from gongfu.loops.supervision import acting

    if (what is None) == (done is None):
        raise InputError("a milestone is set or reached", mend="Give --what TEXT, or --done DAY.")
    found, who = item_now(context, item), doing(context, by, None)
    if what is not None:
        commit = acting.set_milestone(context.workspace, found, on, what, who)
    elif done is not None:
        commit = acting.meet_milestone(context.workspace, found, on, done, who)
    return _after(context, found, commit)


@operation(
    "supervise report",
    zh="报送事项进展，附数值、文件或说明",
    en="Report on an item, with a figure, a file or a note",
    permission="report",
    examples=["supervise report 001-024 --value 18 --period 2026 --file list.xlsx --note 另有两家在建"],
    notes=Text(
        "数值的单位默认为承诺的单位；文件按内容哈希存入原件。撤销：gongfu workspace undo 版本",
        "The unit of a figure is that of the commitment unless given; the file is kept among the originals by the hash of its "
        "content. To take it back: gongfu workspace undo VERSION",
    ),
)
def report(
    context: Context,
    item: Item,
    value: Annotated[float | None, Option(zh="数值", en="figure", metavar="NUMBER")] = None,
    unit: Annotated[str | None, Option(zh="计量单位，如 亿元", en="its unit, such as yuan", metavar="UNIT")] = None,
    period: Annotated[str | None, Option(zh="时期，如 2026、2026H1", en="its period, such as 2026H1")] = None,
    file: Annotated[Path | None, Option(zh="依据文件", en="file that shows it", metavar="FILE")] = None,
    note: Annotated[str | None, Option(zh="说明", en="note", metavar="TEXT")] = None,
    by: By = None,
    on: On = None,
) -> Record:
    from gongfu.loops.supervision import reporting

    found = item_now(context, item)
    evidence = reporting.Evidence(value, unit, period, file, note)
    return _after(context, found, reporting.report(context.workspace, found, evidence, doing(context, by, on)))


@operation(
    "supervise remind",
    zh="记下一次催办",
    en="Keep that the unit was reminded of an item",
    permission="write",
    examples=["supervise remind 001-024 --why 逾期十天"],
    notes=UNDO,
)
def remind(context: Context, item: Item, by: By = None, on: On = None, why: Why = None) -> Record:
    from gongfu.loops.supervision import acting

    found = item_now(context, item)
    commit = acting.remind(context.workspace, found, doing(context, by, on, why))
    return _after(context, found, commit, reminders=commit.result)


@operation(
    "supervise verify",
    zh="核实报送；报送人不得核实自己报送的事项",
    en="Verify what was reported; who reported an item may not verify it",
    permission="write",
    examples=["supervise verify 001-024 --by 督查室", "supervise verify 001-024 --alone --why 本室仅一人"],
    notes=Text(
        "只有一人的单位可用 --alone 自行核实，须以 --why 写明理由；此时“一次核实”不计分。撤销：gongfu workspace undo 版本",
        "An office of one person verifies with --alone, and says why; the score then takes the report as not verified by another. "
        "To take it back: gongfu workspace undo VERSION",
    ),
)
def verify(
    context: Context,
    item: Item,
    by: By = None,
    on: On = None,
    why: Why = None,
    alone: Annotated[
        bool, Option(zh="单位只有一人，自行核实", en="an office of one person verifies its own report")
    ] = False,
) -> Record:
    from gongfu.loops.supervision import acting

    found = item_now(context, item)
    return _after(context, found, acting.verify(context.workspace, found, doing(context, by, on, why), alone=alone))


@operation(
    "supervise send-back",
    zh="退回报送，写明理由",
    en="Send back what was reported, and say why",
    permission="write",
    examples=["supervise send-back 001-024 --why 缺名单"],
    notes=UNDO,
)
def send_back(
    context: Context,
    item: Item,
    why: Annotated[str, Option(zh="理由", en="why", metavar="TEXT")],
    by: By = None,
    on: On = None,
) -> Record:
    if not why.strip():
        raise InputError("a report is sent back for a reason", mend="Give --why TEXT.")
    return _moved(context, item, "sent_back", by, on, why)


@operation(
    "supervise close",
    zh="办结已核实的事项；之后只能开新一轮",
    en="Close an item that was verified; after that only a new round may begin",
    permission="write",
    examples=["supervise close 001-024"],
    notes=UNDO,
)
def close(context: Context, item: Item, by: By = None, on: On = None, why: Why = None) -> Record:
    return _moved(context, item, "closed", by, on, why)


@operation(
    "supervise withdraw",
    zh="撤销一个交办的事项，写明理由；不再列入待办，也不计分",
    en="Withdraw an item that was assigned, and say why; it is no longer due and does not count in scores",
    permission="write",
    examples=["supervise withdraw 001-024 --why 交办有误"],
    notes=Text(
        "已核实或办结的不能撤销；撤销后可再次交办，成为下一轮。撤销本步：gongfu workspace undo 版本",
        "What is verified or closed cannot be withdrawn. Once withdrawn it may be assigned again, as its next round. To take this "
        "step back: gongfu workspace undo VERSION",
    ),
)
def withdraw(
    context: Context,
    item: Item,
    why: Annotated[str, Option(zh="理由", en="why", metavar="TEXT")],
    by: By = None,
    on: On = None,
) -> Record:
    if not why.strip():
        raise InputError("an item is withdrawn for a reason", mend="Give --why TEXT.")
    return _moved(context, item, "withdrawn", by, on, why)


@operation(
    "supervise hand-over",
    zh="把事项移交另一单位或另一人；此前各日仍记在原单位名下",
    en="Hand an item over to another unit or person; for the days before it stays with the first",
    permission="write",
    examples=[
        "supervise hand-over 001-024 --unit 市科委 --person 张工 --why 职责调整",
        "supervise hand-over 001-024 --person 张工",
    ],
    notes=UNDO,
)
def hand_over(
    context: Context,
    item: Item,
    unit: Unit = None,
    person: Annotated[str | None, Option(zh="责任人", en="person who answers for it", metavar="NAME")] = None,
    by: By = None,
    on: On = None,
    why: Why = None,
) -> Record:
    from gongfu.loops.supervision import acting
    from gongfu.loops.supervision.items import find_unit

    if unit is None and person is None:
        raise InputError(
            "an item is handed over to a unit or a person", mend="Give --unit UNIT, --person NAME or both."
        )
    _, ledger, _ = read_at(context, ReadVersion())
    found = item_now(context, item)
    unit_id = found["unit_id"] if unit is None else find_unit(ledger, unit)["unit_id"]
    commit = acting.hand_over(context.workspace, found, unit_id, person, doing(context, by, on, why))
    return _after(context, item_now(context, found["entry_id"]), commit)


def _moved(context: Context, item: str, status: str, by: str | None, on: date | None, why: str | None) -> Record:
    from gongfu.loops.supervision import acting

    found = item_now(context, item)
    return _after(context, found, acting.move(context.workspace, found, status, doing(context, by, on, why)))


def _after(context: Context, item: dict[str, Any], commit: "Commit", **more: Any) -> Record:
    """How an item stands after a step, and the version that can be taken back."""
    last = (
        context.workspace.read("register_status", where={"entry_id": item["entry_id"]}).sort("step").row(-1, named=True)
    )
    values = {name: {**item, **last}[name] for name in SHOWN}
    return Record({**values, **more, "version": commit.version}, labels=LABELS, terms=_terms("kind", "status"))


def _terms(*names: str) -> dict[str, Any]:
    return {name: terms()[name] for name in names}
