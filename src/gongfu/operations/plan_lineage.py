"""Indicators followed through successive plans."""

from typing import TYPE_CHECKING

from gongfu.operations.context import Context, ReadAt
from gongfu.operations.ledger import Indicator, ledger_at
from gongfu.operations.plan_labels import LABELS, TERMS
from gongfu.operations.registry import operation
from gongfu.operations.results import Layout, Report, Table
from gongfu.text import Text

if TYPE_CHECKING:
    import polars as pl


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
    from gongfu.loops.plan.ledger import Wanted, select
    from gongfu.loops.plan.lineage import conflict_view, ledger_lineage, link_view, near_view

    ledger, read_by = ledger_at(context, at)
    found = ledger_lineage(ledger)
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
