"""Which of very many yearly series are overdue, worked out for all of them at once."""

from datetime import date

import polars as pl

from gongfu.loops.watching.rhythm import (
    DELAYS,
    EVERY,
    FEWEST_FIGURES,
    FEWEST_PUBLICATIONS,
    LAST_PUBLICATIONS,
    MONTHS,
    TO_DATE,
)

YEAR = "year"
_GRACE = MONTHS[YEAR] * 15


def rhythms(figures: pl.DataFrame) -> pl.DataFrame:
    """The rhythm of every series: that of most of its periods; of two as frequent, the quicker.

    Parameters
    ----------
    figures
        As :func:`gongfu.loops.watching.rhythm.with_every` gives them.

    Returns
    -------
    ``series_id``, ``every``; without the series of which no figure has a rhythm.
    """
    place = {name: number for number, name in enumerate((*MONTHS, TO_DATE))}
    counted = figures.drop_nulls(EVERY).group_by("series_id", every=EVERY).agg(pl.col("period").n_unique())
    ordered = counted.sort(
        "series_id",
        "period",
        pl.col("every").replace_strict(place, return_dtype=pl.Int8),
        descending=[False, True, False],
    )
    return ordered.unique("series_id", keep="first", maintain_order=True).select("series_id", "every")


def yearly_overdue(figures: pl.DataFrame, day: date) -> pl.DataFrame:
    """The yearly series whose next figure should be out, by the rule of :func:`gongfu.loops.watching.rhythm.overdue`.

    Parameters
    ----------
    figures
        The figures of series of which the rhythm is a year, as :func:`gongfu.loops.watching.rhythm.with_every` gives them.
    day
        The day asked for.

    Returns
    -------
    ``series_id`` and ``due``, the day by which it should have been out.
    """
    own = figures.filter(pl.col(EVERY) == YEAR).with_columns(
        _year=pl.col("period_start").dt.year(),
        _known=pl.col("value").is_not_null() & pl.col("comparator").is_in(["=", "~"]),
    )
    ordered = own.sort("series_id", "_year", "_known", "published_on", "observation_id", nulls_last=False)
    years = ordered.unique(["series_id", "_year", "period"], keep="last", maintain_order=True)
    newest = years.drop_nulls("published_on").unique(["series_id", "published_on"], keep="last", maintain_order=True)
    took = newest.with_columns(days=(pl.col("published_on") - pl.col("period_end")).dt.total_days().clip(0))
    delays = took.group_by("series_id").agg(days=pl.col("days").tail(LAST_PUBLICATIONS).sort(), seen=pl.len())
    usual = delays.filter(pl.col("seen") >= FEWEST_PUBLICATIONS).select(
        "series_id", delay=pl.col("days").list.get(pl.col("days").list.len() // 2)
    )
    last = years.group_by("series_id").agg(last=pl.col("_year").max(), figures=pl.len())
    waited = last.filter(pl.col("figures") >= FEWEST_FIGURES).join(usual, on="series_id", how="left")
    wait = pl.col("delay").fill_null(DELAYS[YEAR]) + _GRACE
    due = pl.date(pl.col("last") + 1, 12, 31) + pl.duration(days=wait)
    return waited.select("series_id", due=due).filter(pl.col("due") < day).sort("due", "series_id")
