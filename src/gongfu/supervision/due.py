"""What needs somebody on a day: of whom, how late, and which step is next."""

from datetime import date

import polars as pl

from gongfu.supervision.life import ASSIGNED, REPORTED, SENT_BACK, VERIFIED
from gongfu.text import Text

UNIT, COMMISSION = "unit", "commission"
WHO: dict[str, Text] = {UNIT: Text("责任单位", "the unit"), COMMISSION: Text("督办方", "the commission")}

REASONS: dict[str, Text] = {
    "report_overdue": Text("逾期未报", "report overdue"),
    "sent_back": Text("退回未复", "sent back, no answer yet"),
    "milestone_overdue": Text("节点逾期", "milestone overdue"),
    "report_due": Text("即将到期", "report due soon"),
    "milestone_due": Text("节点临近", "milestone soon"),
    "to_verify": Text("待核实", "waiting for verification"),
    "to_close": Text("待办结", "verified, waiting to be closed"),
    "no_day": Text("未定期限", "no day was set"),
}
"""Why an item needs somebody, the most pressing first."""

NEXT_STEPS: dict[str, Text] = {
    "report_overdue": Text("立即报送，说明逾期原因", "report at once, and say why it is late"),
    "sent_back": Text("按退回意见补充后重新报送", "answer what was asked, and report again"),
    "milestone_overdue": Text("说明节点进展", "say how the milestone stands"),
    "report_due": Text("按期报送并附依据", "report in time, with evidence"),
    "milestone_due": Text("按期完成节点", "reach the milestone in time"),
    "to_verify": Text("核实或退回", "verify it or send it back"),
    "to_close": Text("办结", "close it"),
    "no_day": Text("补定期限", "set a day"),
}
"""What is to be done for each reason."""

_BY_COMMISSION = ("to_verify", "to_close", "no_day")
_RANK = pl.Enum(list(REASONS))
_COLUMNS = ("entry_id", "reason", "day", "days_late", "what", "who", "unit_id", "person")


def due(items: pl.DataFrame, milestones: pl.DataFrame, *, day: date, ahead: int = 30) -> pl.DataFrame:
    """What needs somebody on a day.

    Parameters
    ----------
    items
        A row an item that has a status on that day: ``entry_id``, ``unit_id``, ``person``, ``due`` (last day to report,
        null is unknown), ``status``, ``since`` (first day of the status).
    milestones
        ``entry_id``, ``due_on``, ``what``, ``met_on`` (null: not reached).
    day
        The day asked for.
    ahead
        How many days before it is due a report or milestone is listed.

    Returns
    -------
    A row for each thing to do, the most pressing reason first and the longest waiting first in it: ``entry_id``,
    ``reason`` (a key of :data:`REASONS`), ``day`` (when it was or is due; of a status its first day), ``days_late``
    (negative while there is time; of a status the days that it has waited; null without a day), ``what`` (of a
    milestone), ``who`` (a key of :data:`WHO`), ``unit_id``, ``person`` (null where the commission is to act).
    """
    listed = pl.concat([_reports(items, day, ahead), _waiting(items), _milestones(items, milestones, day, ahead)])
    by_commission = pl.col("reason").is_in(_BY_COMMISSION)
    told = listed.with_columns(
        days_late=(pl.lit(day) - pl.col("day")).dt.total_days(),
        who=pl.when(by_commission).then(pl.lit(COMMISSION)).otherwise(pl.lit(UNIT)),
        person=pl.when(~by_commission).then("person"),
    )
    order = told.with_columns(_rank=pl.col("reason").cast(_RANK))
    return order.sort("_rank", "day", "entry_id", nulls_last=True).select(_COLUMNS)


def _reports(items: pl.DataFrame, day: date, ahead: int) -> pl.DataFrame:
    """Items that nobody has reported on yet."""
    left = (pl.col("due") - pl.lit(day)).dt.total_days()
    reason = (
        pl.when(pl.col("due").is_null()).then(pl.lit("no_day"))
        .when(left < 0).then(pl.lit("report_overdue"))
        .when(left <= ahead).then(pl.lit("report_due"))
    )  # fmt: skip
    open_ones = items.filter(pl.col("status") == ASSIGNED).with_columns(reason=reason, day="due", what=_no_text())
    return _listed(open_ones.filter(pl.col("reason").is_not_null()))


def _waiting(items: pl.DataFrame) -> pl.DataFrame:
    """Items whose status itself waits for somebody."""
    waits = {SENT_BACK: "sent_back", REPORTED: "to_verify", VERIFIED: "to_close"}
    waiting = items.filter(pl.col("status").is_in(list(waits)))
    return _listed(waiting.with_columns(reason=pl.col("status").replace(waits), day="since", what=_no_text()))


def _milestones(items: pl.DataFrame, milestones: pl.DataFrame, day: date, ahead: int) -> pl.DataFrame:
    """Milestones not reached, of items still in the hands of the unit."""
    unmet = milestones.filter(pl.col("met_on").is_null() | (pl.col("met_on") > day)).select(
        "entry_id", "due_on", "what"
    )
    in_hand = items.filter(pl.col("status").is_in([ASSIGNED, SENT_BACK, REPORTED]))
    left = (pl.col("due_on") - pl.lit(day)).dt.total_days()
    reason = pl.when(left < 0).then(pl.lit("milestone_overdue")).when(left <= ahead).then(pl.lit("milestone_due"))
    found = in_hand.join(unmet, on="entry_id").with_columns(reason=reason, day="due_on")
    return _listed(found.filter(pl.col("reason").is_not_null()))


def _no_text() -> pl.Expr:
    return pl.lit(None, pl.String)


def _listed(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.select("entry_id", pl.col("reason").cast(pl.String), "day", "what", "unit_id", "person")
