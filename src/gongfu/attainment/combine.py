"""One verdict for each goal out of the verdicts by its series."""

import polars as pl

from gongfu.attainment.judge import VERDICT
from gongfu.attainment.words import ATTAINED, BEHIND, MISSED, NOT_MEASURABLE, ON_TRACK

_RANK = {ATTAINED: 0, MISSED: 0, ON_TRACK: 1, BEHIND: 1, NOT_MEASURABLE: 2}
_OPPOSED = ((ATTAINED, MISSED), (ON_TRACK, BEHIND))
_KNOWS = {"no_figure": 2, "no_base": 1, "no_reference": 2}


def combine(goals: pl.DataFrame, verdicts: pl.DataFrame) -> pl.DataFrame:
    """Combine the verdicts by several series; where they oppose each other, none is given.

    Parameters
    ----------
    goals
        ``goal_id`` and ``deadline`` of every goal.
    verdicts
        Rows of :func:`gongfu.attainment.judge.judge`.

    Returns
    -------
    One row a goal in the order given: the columns of a verdict, that of the series that decides, and ``series_ids`` (all
    that were looked at).
    """
    ranked = verdicts.with_columns(
        _rank=pl.col("status").replace_strict(_RANK, return_dtype=pl.Int64),
        _knows=pl.col("reason").replace_strict(_KNOWS, default=0, return_dtype=pl.Int64),
    ).sort(
        "goal_id", "_rank", "_knows", pl.col("observed_time"), descending=[False, False, False, True], nulls_last=True
    )
    best = ranked.unique("goal_id", keep="first", maintain_order=True)
    said = ranked.group_by("goal_id").agg(
        _said=pl.col("status").unique(), series_ids=pl.col("series_id").unique().sort()
    )
    opposed = pl.any_horizontal(
        pl.col("_said").list.contains(one) & pl.col("_said").list.contains(other) & (pl.col("status") == which)
        for one, other in _OPPOSED
        for which in (one, other)
    )
    told = best.join(said, on="goal_id").with_columns(
        status=pl.when(opposed).then(pl.lit(NOT_MEASURABLE)).otherwise("status"),
        reason=pl.when(opposed).then(pl.lit("sources_disagree")).otherwise("reason"),
    )
    columns = [name for name in VERDICT if name != "goal_id"]
    found = goals.select("goal_id", "deadline").join(
        told.select("goal_id", *columns, "series_ids"), on="goal_id", how="left", maintain_order="left"
    )
    silent = pl.col("status").is_null()
    years = (
        pl.when(pl.col("deadline").is_null()).then(pl.lit([], pl.List(pl.Int64))).otherwise(pl.concat_list("deadline"))
    )
    return found.with_columns(
        status=pl.when(silent).then(pl.lit(NOT_MEASURABLE)).otherwise("status"),
        reason=pl.when(silent).then(pl.lit("no_series")).otherwise("reason"),
        missing_years=pl.when(silent).then(years).otherwise("missing_years"),
    ).drop("deadline")
