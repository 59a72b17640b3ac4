"""Yearly series carried forward, in intervals, with their sisters."""

import polars as pl

from gongfu.attainment.figures import points
from gongfu.methods.forecast import FARTHEST_CALIBRATED, FEWEST_POINTS, FORECAST, WINDOW, fit_pool, forecast

ALIKE = ("indicator", "unit", "definition", "boundary")
MOST_SISTERS = 50  # more make the estimate no sharper, only slower


def years_of(series: pl.DataFrame, observations: pl.DataFrame) -> pl.DataFrame:
    """One figure a year of each series, that of the year's end: ``series_id``, ``year``, ``value``.

    A figure of which only a bound is known is left out.
    """
    figures = observations.filter(pl.col("comparator").is_in(["=", "~"]))
    known = points(figures, series).filter(pl.col("year").is_not_null() & pl.col("span_start").is_null())
    yearly = known.select("series_id", "year", "value").unique(["series_id", "year"], keep="last")
    return yearly.sort("series_id", "year")


def yearly_figures(series: pl.DataFrame, observations: pl.DataFrame) -> pl.DataFrame:
    """The figures that :func:`years_of` takes, as rows of ``observation`` with ``indicator`` and ``unit`` of their series."""
    figures = observations.filter(pl.col("comparator").is_in(["=", "~"]))
    known = points(figures, series).filter(pl.col("year").is_not_null() & pl.col("span_start").is_null())
    last = known.unique(["series_id", "year"], keep="last").select(
        pl.col("observation_ids").list.last().alias("observation_id")
    )
    named = series.select("series_id", "indicator", "unit")
    chosen = observations.join(last, on="observation_id", how="semi").join(named, on="series_id", how="left")
    return chosen.sort("series_id", "period_end")


def used_figures(series: pl.DataFrame, observations: pl.DataFrame, series_id: str, *, sisters: bool) -> pl.DataFrame:
    """The yearly figures that the forecast of a series uses, of itself or of those of its sisters that have enough.

    Returns
    -------
    ``indicator``, ``part``, ``period``, ``value``, ``unit``, ``series_id``, ``observation_id``, ``source_id``.
    """
    mine = pl.col("series_id").is_in(sisters_of(series, series_id))
    found = yearly_figures(series.filter(mine), observations.filter(mine))
    last = pl.col("period_end").dt.year().max().over("series_id")
    recent = found.filter(pl.col("value").is_not_null() & (pl.col("period_end").dt.year() > last - WINDOW))
    own = pl.col("series_id") == series_id
    enough = recent.filter(~own & (pl.len().over("series_id") >= FEWEST_POINTS)) if sisters else recent.filter(own)
    told = enough.join(series.select("series_id", "part"), on="series_id", how="left", maintain_order="left")
    return told.select("indicator", "part", "period", "value", "unit", "series_id", "observation_id", "source_id")


def sisters_of(series: pl.DataFrame, series_id: str) -> list[str]:
    """The series and those of the same indicator, definition, boundary and unit in other parts or regions."""
    own = series.row(by_predicate=pl.col("series_id") == series_id, named=True)
    alike = pl.all_horizontal(pl.col(name).eq_missing(pl.lit(own[name])) for name in ALIKE)
    keys: list[str] = series.filter(alike)["series_id"].to_list()
    return [series_id, *(key for key in keys if key != series_id)][:MOST_SISTERS]


def forecasts(series: pl.DataFrame, observations: pl.DataFrame, *, ahead: int = FARTHEST_CALIBRATED) -> pl.DataFrame:
    """Forecast every series that has yearly figures.

    Parameters
    ----------
    series, observations
        Rows of the tables at the day asked for; those of one indicator, definition, boundary and unit are sisters.
    ahead
        Years after the last known one.

    Returns
    -------
    A row a series and year, columns of :func:`gongfu.methods.forecast.forecast`; where there is no number ``reason`` says why, and
    the series has one row.
    """
    yearly = years_of(series, observations)
    last = yearly.group_by("series_id").agg(_last=pl.col("year").max())
    made = []
    for group in series.sort("series_id").partition_by(*ALIKE, maintain_order=True):
        for start in range(0, group.height, MOST_SISTERS):
            mine = yearly.join(group.slice(start, MOST_SISTERS).select("series_id"), on="series_id", how="semi")
            if mine.height:
                ends = mine.group_by("series_id").agg(pl.col("year").max())["year"]
                years = range(int(ends.min()) + 1, int(ends.max()) + ahead + 1)  # type: ignore[arg-type]
                made.append(forecast(fit_pool(mine), years))
    if not made:
        return pl.DataFrame(schema=FORECAST)
    told = pl.concat(made).join(last, on="series_id", maintain_order="left")
    wanted = told.filter((pl.col("year") > pl.col("_last")) & (pl.col("year") <= pl.col("_last") + ahead))
    first = pl.col("year") == pl.col("_last") + 1
    return wanted.filter(pl.col("reason").is_null() | first).drop("_last")
