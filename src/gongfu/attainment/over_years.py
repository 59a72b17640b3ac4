"""Sums over the term, amounts of each year, and rates of change compounded over the years."""

import polars as pl

from gongfu.attainment.rules import Rule, first_that_holds
from gongfu.attainment.words import (
    ABOUT,
    ATTAINED,
    BEHIND,
    MISSED,
    NOT_MEASURABLE,
    ON_TRACK,
    RELATIVE,
    SUM,
    YEARLY,
)

_KEY = ["goal_id", "series_id"]


def over_years(pairs: pl.DataFrame, points: pl.DataFrame) -> pl.DataFrame:
    """Judge pairs whose goal is about every year of the term together.

    A sum that a source prints for just the years of the term stands for them all. A sum whose years are not all known is
    reached once those known suffice; a rate is judged on the years known until the term is over.

    Parameters
    ----------
    pairs
        Goals joined with their series.
    points
        Their figures up to the deadline, in the unit of the goal.

    Returns
    -------
    The pairs with the columns of a verdict; ``observed`` is the sum, the worst year or the mean rate so far.
    """
    known = pairs.join(_years(pairs, points), on=_KEY, how="left", maintain_order="left")
    length = pl.col("deadline") - pl.col("period_start") + 1
    framed = known.with_columns(
        goal=_signed(),
        whole=(pl.col("known").list.len() == length).fill_null(False) | pl.col("spanned").fill_null(False),
        missing_years=pl.int_ranges("period_start", pl.col("deadline") + 1)
        .list.set_difference(pl.coalesce("known", pl.lit([], pl.List(pl.Int64))))
        .list.sort(),
    ).with_columns(slack=pl.when(pl.col("comparator") == "~").then(pl.col("goal").abs() * ABOUT).otherwise(0.0))
    return _decided(framed)


def _signed() -> pl.Expr:
    """A fall of 13.5 % is a rate of at most -13.5."""
    falls = (pl.col("direction") == "down") & pl.col("mode").is_in(["growth"])
    return pl.when(falls).then(-pl.col("value")).otherwise("value")


def _years(pairs: pl.DataFrame, points: pl.DataFrame) -> pl.DataFrame:
    asked = pairs.select(*_KEY, "way", "mode", "annual", "period_start", "deadline", "comparator")
    mine = points.join(asked, on=_KEY, how="inner")
    span = mine.filter(
        (pl.col("span_start") == pl.col("period_start")) & (pl.col("year") == pl.col("deadline"))
    ).select(
        *_KEY,
        _value="value",
        _low="low",
        _high="high",
        _span_ids="observation_ids",
        spanned=pl.lit(True),
    )
    within = mine.filter(
        pl.col("span_start").is_null()
        & (pl.col("year") >= pl.col("period_start"))
        & (pl.col("year") <= pl.col("deadline"))
    ).sort(*_KEY, "year")
    at_most = pl.col("comparator").first() == "<="

    def gathered(name: str) -> pl.Expr:
        rate = ((1 + pl.col(name) / 100).product().pow(1 / pl.len()) - 1) * 100
        grown = ((1 + pl.col(name) / 100).product() - 1) * 100
        worst = pl.when(at_most).then(pl.col(name).max()).otherwise(pl.col(name).min())
        kind = pl.col("way").first()
        return (
            pl.when(kind == SUM)
            .then(pl.col(name).sum())
            .when(kind == YEARLY)
            .then(worst)
            .when(kind == RELATIVE)
            .then(pl.col(name).mean())
            .when(pl.col("annual").first())
            .then(rate)
            .otherwise(grown)
        )

    years = within.group_by(_KEY, maintain_order=True).agg(
        known=pl.col("year"),
        observed=gathered("value"),
        observed_low=gathered("low"),
        observed_high=gathered("high"),
        observed_time=pl.col("time").last(),
        _ids=pl.col("observation_ids").explode(),
    )
    both = years.join(span, on=_KEY, how="full", coalesce=True)
    return both.with_columns(
        observed=pl.coalesce("_value", "observed"),
        observed_low=pl.coalesce("_low", "observed_low"),
        observed_high=pl.coalesce("_high", "observed_high"),
        observation_ids=pl.coalesce("_span_ids", "_ids"),
    ).drop("_value", "_low", "_high", "_span_ids", "_ids")


def _decided(found: pl.DataFrame) -> pl.DataFrame:
    goal, slack = pl.col("goal"), pl.col("slack")
    at_most = (pl.col("comparator") == "<=") | (pl.col("direction") == "down") & (pl.col("mode") == "growth")
    kind, low, high = pl.col("way"), pl.col("observed_low"), pl.col("observed_high")
    met = pl.when(at_most).then(high <= goal + slack).otherwise(low >= goal - slack)
    short = pl.when(at_most).then(low > goal + slack).otherwise(high < goal - slack)
    length = (pl.col("deadline") - pl.col("period_start") + 1).cast(pl.Float64)
    so_far = pl.when(kind == SUM).then(goal * pl.col("known").list.len() / length).otherwise(goal)
    enough = pl.when(at_most).then(pl.col("observed") <= so_far + slack).otherwise(pl.col("observed") >= so_far - slack)
    rules: list[Rule] = [
        (pl.col("deadline").is_null() | pl.col("period_start").is_null(), NOT_MEASURABLE, "no_deadline"),
        (pl.col("observed").is_null() & (kind == RELATIVE), NOT_MEASURABLE, "no_reference"),
        (pl.col("observed").is_null(), NOT_MEASURABLE, "no_figure"),
        (pl.col("whole") & met, ATTAINED, "reached"),
        (pl.col("whole") & short, MISSED, "short"),
        (pl.col("whole"), NOT_MEASURABLE, "only_bound"),
        ((kind == SUM) & met & ~at_most, ATTAINED, "reached_early"),
        ((kind == YEARLY) & short & pl.col("passed"), MISSED, "a_year_short"),
        ((kind == YEARLY) & short, BEHIND, "a_year_short"),
        (pl.col("passed"), NOT_MEASURABLE, "years_missing"),
        ((kind == YEARLY) & met, ON_TRACK, "every_year_met"),
        (kind == YEARLY, NOT_MEASURABLE, "only_bound"),
        (enough, ON_TRACK, "pace_enough"),
    ]
    status, reason = first_that_holds(rules, otherwise=(BEHIND, "pace_too_slow"))
    done = pl.col("status").is_in([ATTAINED, MISSED])
    gap = pl.when(at_most).then(pl.col("observed") - goal).otherwise(goal - pl.col("observed")).clip(lower_bound=0)
    return found.with_columns(
        status=status,
        reason=reason,
        gap=gap,
        base_value=pl.lit(None, pl.Float64),
        base_time=pl.lit(None, pl.Float64),
        required_per_year=pl.when(kind == SUM).then(goal / length).otherwise(goal),
        actual_per_year=pl.when(kind == SUM)
        .then(pl.col("observed") / pl.col("known").list.len())
        .otherwise("observed"),
        needed_per_year=pl.lit(None, pl.Float64),
    ).with_columns(missing_years=pl.when(done).then(pl.lit([], pl.List(pl.Int64))).otherwise("missing_years"))
