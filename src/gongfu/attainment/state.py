"""A state at the deadline, by itself or against the base year, and the pace towards it."""

import polars as pl

from gongfu.attainment.rules import Rule, first_that_holds
from gongfu.attainment.words import (
    ABOUT,
    ATTAINED,
    BASE_YEARS,
    BEHIND,
    FROM_BASE,
    MISSED,
    NOT_MEASURABLE,
    ON_TRACK,
    RELATIVE,
)
from gongfu.methods.pace import pace

_KEY = ["goal_id", "series_id"]


def state(pairs: pl.DataFrame, points: pl.DataFrame) -> pl.DataFrame:
    """Judge pairs by the figure of the deadline, before it by the pace.

    The pace begins at the figure of the base year; a goal that needs no base begins at the earliest figure of the five years
    before, where that of the base year is missing or nothing later is known.

    Parameters
    ----------
    pairs
        Goals joined with their series.
    points
        Their figures up to the deadline, in the unit of the goal.

    Returns
    -------
    The pairs with the columns of a verdict.
    """
    chosen = _chosen(pairs, points)
    paced = pace(_asked(chosen), tolerance=ABOUT)
    found = chosen.with_columns(
        paced.select(
            "goal", "goal_high", "sense", "required_per_year", "actual_per_year", "needed_per_year", "gap", "on_pace"
        )
    )
    return _decided(found.with_columns(**_reached()))


def _chosen(pairs: pl.DataFrame, points: pl.DataFrame) -> pl.DataFrame:
    """The figures that matter: latest, that of the base year, and the one that the pace begins at."""
    mine = points.filter(pl.col("span_start").is_null()).join(
        pairs.select(*_KEY, "deadline", "base_year"), on=_KEY, how="semi"
    )
    dated = mine.join(pairs.select(*_KEY, "base_year"), on=_KEY).sort(*_KEY, "time")
    latest = dated.unique(_KEY, keep="last", maintain_order=True)
    base = dated.filter(pl.col("year") == pl.col("base_year")).unique(_KEY, keep="last", maintain_order=True)
    before = dated.join(latest.select(*_KEY, _last="time"), on=_KEY)
    early = before.filter(
        (pl.col("time") < pl.col("_last"))
        & (pl.col("base_year").is_null() | (pl.col("time") >= pl.col("base_year") - BASE_YEARS))
    ).unique(_KEY, keep="first", maintain_order=True)
    of_base = base.select(*_KEY, _base="value", _base_time="time", _base_ids="observation_ids")
    of_early = early.select(*_KEY, _early="value", _early_time="time", _early_ids="observation_ids")
    of_latest = latest.select(
        *_KEY,
        "year",
        "sources",
        observed="value",
        observed_low="low",
        observed_high="high",
        observed_time="time",
        _ids="observation_ids",
    )
    joined = pairs
    for frame in (of_latest, of_base, of_early):
        joined = joined.join(frame, on=_KEY, how="left", maintain_order="left")
    from_base = pl.col("way") == FROM_BASE
    useful = from_base | (pl.col("_base_time") < pl.col("observed_time"))
    return joined.with_columns(
        base_value=pl.when(useful).then("_base").when(~from_base).then("_early"),
        base_time=pl.when(useful).then("_base_time").when(~from_base).then("_early_time"),
        observation_ids=pl.concat_list(
            pl.coalesce(pl.when(useful).then("_base_ids").when(~from_base).then("_early_ids"), pl.lit([])),
            pl.coalesce("_ids", pl.lit([])),
        ).list.unique(maintain_order=True),
    )


def _asked(chosen: pl.DataFrame) -> pl.DataFrame:
    mode = (
        pl.when(pl.col("way") == RELATIVE)
        .then(pl.lit("level"))
        .when((pl.col("mode") == "growth") & ~pl.col("annual"))
        .then(pl.lit("growth_total"))
        .when(pl.col("mode").is_in(["growth", "increment", "multiple", "share"]))
        .then("mode")
        .otherwise(pl.lit("level"))
    )
    return chosen.select(
        "comparator",
        "direction",
        "base_value",
        "base_time",
        "observed",
        "observed_time",
        mode=mode,
        target="value",
        target_high="value_high",
        deadline=pl.col("deadline").cast(pl.Float64),
    )


def _reached() -> dict[str, pl.Expr]:
    """Whether the bounds of the latest figure lie on the good side of the goal, or wholly on the other."""
    slack = pl.when(pl.col("comparator") == "~").then(pl.col("goal").abs() * ABOUT).otherwise(0.0)
    low, high, goal = pl.col("observed_low"), pl.col("observed_high"), pl.col("goal")
    inside = (low >= goal) & (high <= pl.col("goal_high"))
    outside = (high < goal) | (low > pl.col("goal_high"))
    even = (low >= goal - slack) & (high <= goal + slack)
    uneven = (high < goal - slack) | (low > goal + slack)
    ranged, sense = pl.col("goal_high").is_not_null(), pl.col("sense")
    return {
        "met": pl.when(ranged)
        .then(inside)
        .when(sense == 1)
        .then(low >= goal - slack)
        .when(sense == -1)
        .then(high <= goal + slack)
        .otherwise(even),
        "short": pl.when(ranged)
        .then(outside)
        .when(sense == 1)
        .then(high < goal - slack)
        .when(sense == -1)
        .then(low > goal + slack)
        .otherwise(uneven),
    }


def _decided(found: pl.DataFrame) -> pl.DataFrame:
    met, short = pl.col("met").fill_null(False), pl.col("short").fill_null(False)
    final = (pl.col("year") == pl.col("deadline")).fill_null(False)
    early = met & pl.col("kind").is_in(["stock", "total"]) & (pl.col("sense") == 1)
    unclear = (
        pl.when((pl.col("sources") > 1) & (pl.col("observed_low") != pl.col("observed_high")))
        .then(pl.lit("sources_disagree"))
        .otherwise(pl.lit("only_bound"))
    )
    rules: list[Rule] = [
        (pl.col("observed").is_null(), NOT_MEASURABLE, "no_figure"),
        (pl.col("goal").is_null(), NOT_MEASURABLE, "no_base"),
        (final & met, ATTAINED, "reached"),
        (final & short, MISSED, "short"),
        (final, NOT_MEASURABLE, unclear),
        (early, ATTAINED, "reached_early"),
        (pl.col("deadline").is_null(), NOT_MEASURABLE, "no_deadline"),
        (pl.col("passed"), NOT_MEASURABLE, "no_final_figure"),
        (met, ON_TRACK, "pace_enough"),
        (pl.col("on_pace").is_null(), NOT_MEASURABLE, "one_figure"),
        (pl.col("on_pace"), ON_TRACK, "pace_enough"),
    ]
    status, reason = first_that_holds(rules, otherwise=(BEHIND, "pace_too_slow"))
    at = pl.col("reason")
    missing = (
        pl.when(at.is_in(["no_figure", "no_final_figure", "only_bound", "sources_disagree"]))
        .then(pl.concat_list("deadline"))
        .when(at.is_in(["no_base", "one_figure"]))
        .then(pl.concat_list("base_year"))
        .otherwise(pl.lit([], pl.List(pl.Int64)))
    )
    return found.with_columns(status=status, reason=reason).with_columns(missing_years=missing)
