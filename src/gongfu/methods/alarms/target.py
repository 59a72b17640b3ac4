"""Whether the trend of a monthly or quarterly series leads to a target."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from gongfu.methods.alarms.series import SEASONS, regular
from gongfu.methods.alarms.split import split
from gongfu.methods.errors import MethodError


@dataclass(frozen=True, slots=True)
class Toward:
    """Level at the last known period, pace (unit a period), pace ``needed`` from now on, periods ``left``, and where the pace leads.

    ``needed`` is None once the deadline has come. It is no forecast with an interval.
    """

    level: float
    slope: float
    needed: float | None
    left: float
    projected: float
    on_pace: bool
    formula: str = "projected = level + slope * left; needed = (target - level) / left"


def toward(
    series: pl.DataFrame, *, target: float, deadline: float, comparator: str, every: str = "month"
) -> Toward | None:
    """Hold level and trend, both without season, against a target.

    Parameters
    ----------
    series, every
        As for :func:`gongfu.methods.alarms.monitor`.
    target, deadline
        Level to be reached (unit of the values) by a period (numbered as in the series; may lie between two, as the middle
        of a year does).
    comparator
        ``>=`` or ``<=``.

    Returns
    -------
    None with less than two years of history, or less than one and a half years of figures in it.

    Raises
    ------
    MethodError
        A comparator that is neither, a target that is no number, or what :func:`~gongfu.methods.alarms.monitor` refuses.
    """
    if comparator not in (">=", "<="):
        raise MethodError(f"a target is reached from below (>=) or from above (<=), not {comparator!r}")
    if not np.isfinite(target):
        raise MethodError(f"a target is a number, not {target}")
    first, values = regular(series, every)
    known = np.flatnonzero(np.isfinite(values))
    end = int(known[-1]) + 1 if known.size else 0
    parts = split(values[:end], SEASONS[every], first=first % SEASONS[every])
    if parts is None:
        return None
    left = max(deadline - (first + end - 1), 0.0)
    projected = parts.level + parts.slope * left
    return Toward(
        level=parts.level,
        slope=parts.slope,
        needed=(target - parts.level) / left if left else None,
        left=left,
        projected=projected,
        on_pace=projected >= target if comparator == ">=" else projected <= target,
    )
