"""Figures as a goal sees them: at which time, how exactly known, from how many sources."""

import polars as pl

_STOCKS = ("stock", "total")
DIGITS = 6  # a figure that is printed with more is taken as exact


def printed_step(value: float) -> float:
    """One unit of the last digit other than zero: 22,000 gives 1,000; 4.4 gives 0.1."""
    digits = f"{abs(value):.{DIGITS - 1}e}"
    mantissa, exponent = digits.split("e")
    decimals = len(mantissa.rstrip("0").rstrip(".").partition(".")[2])
    return float(10.0 ** (int(exponent) - decimals))


def bounds(figures: pl.DataFrame) -> pl.DataFrame:
    """Between which values a figure lies by the way it is printed.

    "Over 22,000" lies between 22,000 and 23,000, else another round number would have been printed; "about 42" between
    41.5 and 42.5.

    Parameters
    ----------
    figures
        ``value``, ``value_high``, ``comparator`` (``=``, ``>=``, ``<=``, ``~``).

    Returns
    -------
    The rows with ``low`` and ``high`` added, in the unit of the values.
    """
    step = pl.when(pl.col("comparator") != "=").then(
        pl.col("value").map_elements(printed_step, return_dtype=pl.Float64, skip_nulls=True)
    )
    loose = figures["comparator"].ne("=").any()
    framed = figures.with_columns(_step=step if loose else pl.lit(None, pl.Float64))
    word = pl.col("comparator")
    low = pl.when(word == "<=").then(pl.col("value") - pl.col("_step")).when(word == "~")
    high = pl.when(word == ">=").then(pl.col("value") + pl.col("_step")).when(word == "~")
    return framed.with_columns(
        low=low.then(pl.col("value") - pl.col("_step") / 2).otherwise("value"),
        high=high.then(pl.col("value") + pl.col("_step") / 2).otherwise(pl.coalesce("value_high", "value")),
    ).drop("_step")


def points(figures: pl.DataFrame, series: pl.DataFrame) -> pl.DataFrame:
    """The comparable figures of series, one a series and time.

    Flows and rates count for whole years only: half a year is no year. Ratios count for a year or a month, stocks for any
    day. Sources that disagree widen the bounds.

    Parameters
    ----------
    figures
        Rows of ``observation`` that were known on the day: ``observation_id``, ``series_id``, ``period_start``,
        ``period_end``, ``value``, ``value_high``, ``comparator``, ``published_on``, ``source_id``.
    series
        ``series_id``, ``unit``, ``aggregation`` (null is guessed from the unit).

    Returns
    -------
    ``series_id``, ``time`` (years; the end of 2023 is 2023.0), ``year`` (null where it is none), ``span_start``
    (first year of a span of whole years), ``value`` (published last), ``low``, ``high``, ``sources``,
    ``observation_ids``, ``aggregation``; sorted by series and time.
    """
    start, end = pl.col("period_start"), pl.col("period_end")
    known = figures.filter(pl.col("value").is_not_null() & end.is_not_null() & start.is_not_null())
    kinds = series.select("series_id", aggregation=aggregation())
    joined = known.join(kinds, on="series_id", how="inner").with_columns(
        _months=12 * (end.dt.year() - start.dt.year()) + (end.dt.month() - start.dt.month()) + 1,
        _whole=(start.dt.month() == 1) & (end.dt.month() == 12) & (start.dt.day() == 1),
        time=(end.dt.year() - 1).cast(pl.Float64) + end.dt.month().cast(pl.Float64) / 12,
    )
    stock = pl.col("aggregation").is_in(_STOCKS)
    ratio = pl.col("aggregation") == "ratio"
    kept = joined.filter(stock | pl.col("_whole") | (ratio & (pl.col("_months") == 1)))
    span = pl.col("_whole") & (pl.col("_months") > 12) & ~stock
    dated = bounds(kept).with_columns(
        year=pl.when(end.dt.month() == 12).then(end.dt.year()).cast(pl.Int64),
        span_start=pl.when(span).then(start.dt.year()).cast(pl.Int64),
    )
    ordered = dated.sort("series_id", "time", "span_start", "published_on", nulls_last=False)
    by = ["series_id", "time", "span_start"]
    alone = ~pl.struct(by).is_duplicated()
    single, several = ordered.filter(alone), ordered.filter(~alone)
    columns = ["series_id", "time", "year", "span_start", "value", "low", "high", "sources", "observation_ids", "aggregation"]  # fmt: skip
    one = single.with_columns(sources=pl.lit(1, pl.UInt32), observation_ids=pl.concat_list("observation_id")).select(
        columns
    )
    merged = several.group_by(by, maintain_order=True).agg(
        pl.col("year", "value", "aggregation").last(),
        low=pl.col("low").min(),
        high=pl.col("high").max(),
        sources=pl.col("source_id").n_unique(),
        observation_ids=pl.col("observation_id"),
    )
    return pl.concat([one, merged.select(columns)]).sort("series_id", "time")


def aggregation() -> pl.Expr:
    """How the figures of a series add up; where it does not say, guessed from its unit."""
    unit = pl.col("unit")
    guessed = pl.when(unit == "元").then(pl.lit("per_period")).when(unit.str.contains("%|/|百分点"))
    return pl.coalesce("aggregation", guessed.then(pl.lit("ratio")).otherwise(pl.lit("stock")))
