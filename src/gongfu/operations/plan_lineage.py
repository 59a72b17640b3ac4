"""Indicators followed through successive plans."""

from typing import TYPE_CHECKING, Annotated

from gongfu.errors import InputError
from gongfu.operations.context import Context, ReadAt
from gongfu.operations.ledger import Commitment, Indicator, ledger_at
from gongfu.operations.opens import source_of
from gongfu.operations.parameters import Argument, Option
from gongfu.operations.plan_correct import By, Why
from gongfu.operations.plan_labels import LABELS, TERMS
from gongfu.operations.registry import operation
from gongfu.operations.results import Layout, Record, Report, Table
from gongfu.text import Text

if TYPE_CHECKING:
    import polars as pl

Join = Annotated[bool, Option(zh="是同一指标", en="they are one indicator")]
Apart = Annotated[bool, Option(zh="不是同一指标", en="they are two indicators")]
Open = Annotated[bool, Option(zh="收回裁定", en="take the decision back", name="--open")]


@operation(
    "plan lineage",
    zh="同一指标在先后规划中的变化：提高、调低、不变、口径变化、改名、答复；以及冲突",
    en="Follow each indicator through successive plans: raised, lowered, held, redefined, renamed, answered; and conflicts",
    permission="read",
    examples=["plan lineage", "plan lineage --indicator 专精特新", "plan lineage --lang zh --json"],
    notes=Text(
        "只连接确定相同的指标；看似相同而未连接的，列在“未连接”中并附理由。",
        "Only what is surely the same is joined; what looks alike and was not joined is listed with the reason.",
    ),
)
def lineage(context: Context, at: ReadAt, indicator: Indicator = None) -> Report:
    from gongfu.loops.deciding import LINEAGE, decisions
    from gongfu.loops.plan.ledger import Wanted, select
    from gongfu.loops.plan.lineage import conflict_view, ledger_lineage, link_view, near_view

    ledger, read_by = ledger_at(context, at)
    said = context.workspace.read("link_decision", version=read_by.version)
    found = ledger_lineage(ledger, decisions(said, LINEAGE))
    wanted = None
    if indicator is not None:
        wanted = set(select(ledger, Wanted(indicator=indicator)).commitments["id"])
    layouts = {
        "links": (link_view, Text("演变", "links"), ("from", "from_says", "to", "to_says", "relation", "reason")),
        "conflicts": (
            conflict_view, Text("冲突", "conflicts"), ("line", "from", "from_says", "to", "to_says", "conflict", "reason")
        ),
        "near_misses": (near_view, Text("未连接", "not joined"), ("from", "from_says", "to", "to_says", "reason")),
    }  # fmt: skip
    parts = {
        name: Table(
            _about(view(found, ledger, context.lang), wanted), labels=LABELS, terms=TERMS, title=title, read_by=read_by,
            sources=ledger.sources, layout=Layout(columns=columns, group="line" if name == "links" else None),
            opens={"from_says": source_of("commitment", "value", "from_id"), "to_says": source_of("commitment", "value", "to_id")},
            hidden=("from_id", "to_id"),
        )
        for name, (view, title, columns) in layouts.items()
    }  # fmt: skip
    notes = (
        (Text(f"无日期、未排入：{'、'.join(found.undated)}", f"without a date, left out: {', '.join(found.undated)}"),)
        if found.undated
        else ()
    )
    return Report(Text("指标演变", "lineage of indicators"), parts, notes)


def _about(frame: "pl.DataFrame", wanted: set[str] | None) -> "pl.DataFrame":
    """The rows that name one of the wanted commitments."""
    import polars as pl

    return frame if wanted is None else frame.filter(pl.col("from").is_in(wanted) | pl.col("to").is_in(wanted))


@operation(
    "plan link",
    zh="裁定两条承诺是否为同一指标；人的裁定优先于规则",
    en="Decide whether two commitments are one indicator; a person's decision wins over every rule",
    permission="write",
    examples=["plan link 004-010 001-014 --join --why 同一称号", "plan link 004-010 001-014 --open"],
    notes=Text("--open 收回先前的裁定。", "--open takes an earlier decision back."),
)
def link(
    context: Context,
    earlier: Commitment,
    later: Annotated[str, Argument(zh="其后规划中的承诺", en="the commitment of the later plan", metavar="ID")],
    join: Join = False,
    apart: Apart = False,
    open_: Open = False,
    by: By = None,
    why: Why = None,
) -> Record:
    from gongfu.loops.deciding import LINEAGE, decide, decisions
    from gongfu.loops.plan.ledger import find_commitment
    from gongfu.loops.plan.lineage import ledger_lineage

    decision = one_decision(join=join, apart=apart, open_=open_)
    ledger, read_by = ledger_at(context, ReadAt())
    one, other = find_commitment(ledger, earlier), find_commitment(ledger, later)
    pair = one["commitment_id"], other["commitment_id"]
    said = decisions(context.workspace.read("link_decision", version=read_by.version), LINEAGE)
    ledger_lineage(ledger, {**said, pair: decision} if decision != "open" else said)  # refuses what cannot be kept
    commit = decide(
        context.workspace, LINEAGE, *pair, decision, by=by or context.author, why=why, author=context.author
    )
    return Record(
        {"from": one["id"], "to": other["id"], "decision": decision, "version": commit.version},
        labels=LABELS,
        terms=TERMS,
    )


def one_decision(*, join: bool, apart: bool, open_: bool) -> str:
    """The one decision that was asked for.

    Raises
    ------
    InputError
        None, or several.
    """
    said = [name for name, given in (("join", join), ("apart", apart), ("open", open_)) if given]
    if len(said) != 1:
        raise InputError("decide one thing", mend="Give --join, --apart or --open.")
    return said[0]
