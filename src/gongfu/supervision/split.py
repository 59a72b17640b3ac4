"""Whether the parts of a target, by district, year or unit, add up to the whole."""

import math
from typing import Any

import polars as pl

from gongfu.text import Text

DISTRICT, YEAR, UNIT = "district", "year", "unit"
DIMENSIONS: dict[str, Text] = {
    DISTRICT: Text("区县", "district"),
    YEAR: Text("年度", "year"),
    UNIT: Text("单位", "unit"),
}

SUM, LAST, EACH, NONE = "sum", "last", "each", "none"
RULES: dict[str, Text] = {
    SUM: Text("各部分相加", "the parts are summed"),
    LAST: Text("水平值：取目标年", "a level: the year of the deadline counts"),
    EACH: Text("每年的量：取最小的一年", "an amount a year: the smallest year counts"),
    NONE: Text("占比、比率、增速、倍数不能相加", "shares, ratios, growth and multiples cannot be summed"),
}

MATCHES, OVER, UNDER, OPEN, NOT_SUMMABLE = "matches", "over", "under", "open", "not_summable"
OUTCOMES: dict[str, Text] = {
    MATCHES: Text("一致", "matches"),
    OVER: Text("超出", "over"),
    UNDER: Text("不足", "under"),
    OPEN: Text("有未知部分，未定", "open: parts are unknown"),
    NOT_SUMMABLE: Text("不能相加", "cannot be summed"),
}

EXACT, AT_LEAST = "exact", "at_least"
BOUNDS: dict[str, Text] = {EXACT: Text("确切", "exact"), AT_LEAST: Text("至少", "at least")}

_SUMMED_MODES = frozenset({"level", "increment", "flow"})
_RATIO_SIGNS = ("%", "‰", "百分点", "/")
_SCHEMA = {
    "commitment_id": pl.String, "dimension": pl.String, "rule": pl.String, "whole": pl.Float64, "parts": pl.Int64,
    "unknown": pl.Int64, "total": pl.Float64, "bound": pl.String, "difference": pl.Float64, "outcome": pl.String,
}  # fmt: skip


def rule_of(mode: str, unit: str, aggregation: str | None, dimension: str) -> str:
    """How the parts of a target stand for the whole: a key of :data:`RULES`.

    ``mode``, ``unit`` and ``aggregation`` are those of the commitment. Over years a stock is reached in the year of the
    deadline, an amount a year in each, and what is added up over the term is summed; a level of which the plan does not say which it
    is counts as a stock.
    """
    if mode not in _SUMMED_MODES or any(sign in unit for sign in _RATIO_SIGNS):
        return NONE
    if dimension != YEAR or aggregation == "total" or mode == "increment":
        return SUM
    return EACH if mode == "flow" else LAST


def check_splits(wholes: pl.DataFrame, parts: pl.DataFrame) -> pl.DataFrame:
    """Hold the parts of targets against the wholes.

    Parameters
    ----------
    wholes
        ``commitment_id``, ``value``, ``value_high`` (upper end of a range; null is unknown or none), ``unit``, ``mode``, ``aggregation``, ``deadline`` (year).
    parts
        ``commitment_id``, ``dimension`` (a key of :data:`DIMENSIONS`), ``part`` (name; of a year its number), ``value`` in the
        unit of the whole (null is unknown).

    Returns
    -------
    A row for each commitment and dimension: ``rule`` (a key of :data:`RULES`), ``whole``, ``parts``, ``unknown`` (how many are),
    ``total`` (what the parts come to; null where they cannot be summed or none is known), ``bound`` (``at_least`` where
    unknown parts are left out of a sum), ``difference`` (total less
    whole, or less the nearer end of a range; null while it is open), ``outcome`` (a key of :data:`OUTCOMES`).
    """
    whole_of = {row["commitment_id"]: row for row in wholes.iter_rows(named=True)}
    groups = parts.sort("commitment_id", "dimension", "part").group_by(
        "commitment_id", "dimension", maintain_order=True
    )
    rows = [
        {"commitment_id": key, "dimension": dimension, **_checked(whole_of[str(key)], str(dimension), group)}
        for (key, dimension), group in groups
        if key in whole_of
    ]
    return pl.DataFrame(rows, schema=_SCHEMA)


def _checked(whole: dict[str, Any], dimension: str, parts: pl.DataFrame) -> dict[str, Any]:
    rule = rule_of(whole["mode"], whole["unit"], whole["aggregation"], dimension)
    values = parts["value"].to_list()
    if rule == LAST:
        total = dict(parts.select("part", "value").iter_rows()).get(str(whole["deadline"]))
        bound = None if total is None else EXACT
    else:
        total, bound = _total(rule, values)
    difference = (
        None if total is None or whole["value"] is None else _beyond(total, whole["value"], whole["value_high"])
    )
    outcome = NOT_SUMMABLE if rule == NONE else _outcome(difference, bound)
    return {
        "rule": rule, "whole": whole["value"], "parts": len(values), "unknown": values.count(None), "total": total,
        "bound": bound, "difference": None if outcome == OPEN else difference, "outcome": outcome,
    }  # fmt: skip


def _beyond(total: float, low: float, high: float | None) -> float:
    """By how much a total lies outside a goal, or the range that it is; nothing, where they differ by rounding alone."""
    nearest = min(max(total, low), low if high is None else high)
    return 0.0 if math.isclose(total, nearest, rel_tol=1e-13) else total - nearest


def _total(rule: str, values: list[float | None]) -> tuple[float | None, str | None]:
    """What the parts come to, and whether that is exact."""
    known = [value for value in values if value is not None]
    if rule == NONE or not known:
        return None, None
    if rule == EACH:
        return (min(known), EXACT) if len(known) == len(values) else (None, None)
    if len(known) == len(values):
        return math.fsum(known), EXACT
    return math.fsum(known), AT_LEAST


def _outcome(difference: float | None, bound: str | None) -> str:
    if difference is not None and difference > 0:
        return OVER
    if difference is None or bound != EXACT:
        return OPEN
    return UNDER if difference < 0 else MATCHES
