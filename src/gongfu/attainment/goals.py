"""Goals in the shape in which they are judged."""

import polars as pl

from gongfu.attainment.words import FROM_BASE, RATE, RATES, RELATIVE, STATE, SUM, YEARLY

GOALS = {
    "goal_id": pl.String, "mode": pl.String, "comparator": pl.String, "direction": pl.String, "value": pl.Float64,
    "value_high": pl.Float64, "period_start": pl.Int64, "deadline": pl.Int64, "base_year": pl.Int64,
    "aggregation": pl.String, "relative": pl.Boolean,
}  # fmt: skip
"""What :func:`gongfu.attainment.judge` needs of a commitment; ``goal_id`` and ``mode`` are as in the ledger.

``base_year`` is null where the text names none: the year before the term then. ``relative`` says that the value is a
distance to a reference.
"""


def plain_goals(goals: pl.DataFrame) -> pl.DataFrame:
    """Goals with one bound and one direction each.

    What a plan promises is meant as "at least" unless it says otherwise; a range is reached at its nearer end. Amounts a
    year and sums count what was done, so that more is better even where the thing itself is to fall.
    """
    sums = (pl.col("mode") == "flow") | (pl.col("aggregation") == "total")
    falls = (pl.col("direction") == "down").fill_null(False) & ~(sums & (pl.col("comparator") != "<="))
    hold = (pl.col("direction") == "hold").fill_null(False)
    ranged = pl.col("value_high").is_not_null() & ~hold
    at_most = (pl.col("comparator") == "<=") | (falls & ~pl.col("mode").is_in(["growth", "increment"]))
    return goals.with_columns(
        direction=pl.when(falls).then(pl.lit("down")).when(hold).then(pl.lit("hold")).otherwise(pl.lit("up")),
        value=pl.when(ranged & at_most).then("value_high").otherwise("value"),
        value_high=pl.when(~ranged).then("value_high"),
        comparator=pl.when(ranged)
        .then(pl.when(at_most).then(pl.lit("<=")).otherwise(pl.lit(">=")))
        .otherwise("comparator"),
        base_year=pl.coalesce("base_year", pl.col("period_start") - 1),
        annual=pl.col("aggregation").eq("per_period").fill_null(True),
    )


def way() -> pl.Expr:
    """How figures of a pair bear on its goal; see :mod:`gongfu.attainment.words`.

    Looks at ``mode``, ``relative``, ``aggregation`` (of the goal), ``role``, ``kind`` (aggregation of the series) and
    ``new`` (the series counts what was added in each period).
    """
    mode, flows = pl.col("mode"), pl.col("kind") == "per_period"
    total = (pl.col("aggregation") == "total").fill_null(False)
    return (
        pl.when(pl.col("relative"))
        .then(pl.lit(RELATIVE))
        .when(pl.col("role") == RATE)
        .then(pl.lit(RATES))
        .when(mode == "flow")
        .then(pl.lit(YEARLY))
        .when((mode == "increment") & flows & pl.col("new"))
        .then(pl.lit(SUM))
        .when(mode.is_in(["increment", "growth", "multiple"]))
        .then(pl.lit(FROM_BASE))
        .when(total & flows)
        .then(pl.lit(SUM))
        .otherwise(pl.lit(STATE))
    )
