"""A monthly or quarterly table as an array without a hole in time."""

import numpy as np
import polars as pl

from gongfu.methods.errors import MethodError
from gongfu.methods.robust import Array

SEASONS = {"month": 12, "quarter": 4}
"""Periods a year."""


def regular(series: pl.DataFrame, every: str) -> tuple[int, Array]:
    """Check a table and fill its holes in time.

    Parameters
    ----------
    series
        ``period`` (int: year x 12 + month - 1, or year x 4 + quarter - 1; each once, any order) and ``value`` (number;
        null, NaN or infinite = unknown).
    every
        ``month`` or ``quarter``.

    Returns
    -------
    The first period, and a value for it and every period up to the last; NaN where nothing is known.

    Raises
    ------
    MethodError
        A column is missing, a period stands twice or is not known, or ``every`` is neither.
    """
    if every not in SEASONS:
        raise MethodError(f"a series has a figure every month or every quarter, not every {every!r}")
    absent = [name for name in ("period", "value") if name not in series.columns]
    if absent:
        raise MethodError("the series needs more columns", offenders=absent)
    given = series.select(pl.col("period").cast(pl.Int64), pl.col("value").cast(pl.Float64)).sort("period")
    if given["period"].null_count():
        raise MethodError("the periods are whole numbers, and known")
    twice = given.filter(pl.col("period").is_duplicated())["period"].unique().sort()
    if twice.len():
        raise MethodError("a period stands twice", offenders=[period_name(period, every) for period in twice])
    if given.is_empty():
        return 0, np.empty(0)
    first, last = int(given["period"][0]), int(given["period"][-1])
    values = np.full(last - first + 1, np.nan)
    values[given["period"].to_numpy() - first] = given["value"].fill_null(float("nan")).to_numpy()
    values[~np.isfinite(values)] = np.nan
    return first, values


def period_name(period: int, every: str) -> str:
    """Name of a period: ``2026-03`` or ``2026-Q1``."""
    year, place = divmod(period, SEASONS[every])
    return f"{year}-{place + 1:02d}" if every == "month" else f"{year}-Q{place + 1}"
