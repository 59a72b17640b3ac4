"""Hold every goal against every series that measures it."""

from datetime import date

import polars as pl

from gongfu.attainment.goals import plain_goals, way
from gongfu.attainment.over_years import over_years
from gongfu.attainment.state import state
from gongfu.attainment.words import FROM_BASE, REFERENCE, RELATIVE, STATE

VERDICT: dict[str, pl.DataType | type[pl.DataType]] = {
    "goal_id": pl.String, "series_id": pl.String, "way": pl.String, "status": pl.String, "reason": pl.String,
    "missing_years": pl.List(pl.Int64), "goal": pl.Float64, "observed": pl.Float64, "observed_low": pl.Float64,
    "observed_high": pl.Float64, "observed_time": pl.Float64, "base_value": pl.Float64, "base_time": pl.Float64,
    "required_per_year": pl.Float64, "actual_per_year": pl.Float64, "needed_per_year": pl.Float64, "gap": pl.Float64,
    "observation_ids": pl.List(pl.String),
}  # fmt: skip


def judge(goals: pl.DataFrame, pairs: pl.DataFrame, points: pl.DataFrame, day: date) -> pl.DataFrame:
    """Judge each pair of a goal and a series as of a day.

    Parameters
    ----------
    goals
        Columns of :data:`gongfu.attainment.goals.GOALS`, each goal once.
    pairs
        ``goal_id``, ``series_id``, ``role`` (see :mod:`gongfu.attainment.words`), ``factor`` (what a figure is multiplied
        by to come into the unit of the goal), ``new`` (the series counts what was added in each period).
    points
        What :func:`gongfu.attainment.figures.points` makes of the figures known on the day.
    day
        The day. A deadline is over on the first of January after its year.

    Returns
    -------
    One row a pair, columns :data:`VERDICT`; of a relative goal one row a pair with its reference. Values are in the unit of
    the goal, times in years (the end of 2023 is 2023.0), paces in the unit a year (of a share: percentage points).
    ``missing_years`` are those whose figure would decide. What is not known is null.
    """
    judged = plain_goals(goals)
    kinds = points.select("series_id", kind="aggregation").unique("series_id")
    joined = (
        pairs.join(judged, on="goal_id", how="inner")
        .join(kinds, on="series_id", how="left")
        .with_columns(passed=pl.col("deadline") < day.year)
    )
    measured = joined.filter(pl.col("role") != REFERENCE).with_columns(way=way())
    seen = _scaled(measured.filter(pl.col("way") != RELATIVE), points)
    apart, distance = _distances(measured, joined, points)
    seen = pl.concat([seen, distance.select(seen.columns)])
    plain = pl.concat([measured.filter(pl.col("way") != RELATIVE), apart])
    steady = plain["way"].is_in([STATE, FROM_BASE]) | ((plain["way"] == RELATIVE) & (plain["mode"] != "growth"))
    verdicts = [state(plain.filter(steady), seen), over_years(plain.filter(~steady), seen)]
    return pl.concat([one.select(pl.col(name).cast(kind) for name, kind in VERDICT.items()) for one in verdicts])


def _scaled(pairs: pl.DataFrame, points: pl.DataFrame) -> pl.DataFrame:
    """The points of each pair in the unit of its goal, up to the deadline."""
    found = pairs.select("goal_id", "series_id", "factor", "deadline").join(points, on="series_id", how="inner")
    due = found.filter(pl.col("deadline").is_null() | (pl.col("time") <= pl.col("deadline")))
    return due.with_columns(pl.col("value", "low", "high") * pl.col("factor")).drop("factor", "deadline")


def _distances(measured: pl.DataFrame, joined: pl.DataFrame, points: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Relative goals, and the distance of their series to the reference in the years that both have."""
    asked = measured.filter(pl.col("way") == RELATIVE)
    references = joined.filter(pl.col("role") == REFERENCE)
    mine, theirs = _scaled(asked, points), _scaled(references, points)
    both = mine.join(theirs.drop("series_id"), on=["goal_id", "time", "span_start"], nulls_equal=True, suffix="_other")
    distance = both.with_columns(
        value=pl.col("value") - pl.col("value_other"),
        low=pl.col("low") - pl.col("high_other"),
        high=pl.col("high") - pl.col("low_other"),
        observation_ids=pl.col("observation_ids").list.concat("observation_ids_other"),
    )
    return asked, distance
