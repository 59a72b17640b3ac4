"""One series on a day: where its level stands, what is usual, whether that changed, and what is overdue."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from gongfu.loops.watching.rhythm import EVERY, TO_DATE, Overdue, Rhythm, overdue, period_of, rhythm, with_every
from gongfu.methods.alarms import SEASONS, monitor

ALARM, OUTSIDE, NORMAL = "alarm", "outside", "normal"
UNKNOWN, TOO_SHORT, NO_SPREAD = "unknown", "too_short", "no_spread"
FROM_JANUARY, NOT_REGULAR = "from_january", "not_regular"


@dataclass(frozen=True, slots=True)
class Watched:
    """A series with what is known of it.

    ``state`` is that of the last known figure, one of the names of this module. ``judged`` are the rows of
    :func:`gongfu.methods.alarms.monitor` with ``period``, ``observation_id`` and ``source_id``, the period after the last known
    figure included; without rows where nothing is judged. ``last`` is the row of the last known figure, ``ahead`` that of the
    period after it; both empty where there is none.
    """

    series: dict[str, Any]
    rhythm: Rhythm
    overdue: Overdue
    state: str
    judged: pl.DataFrame
    last: dict[str, Any]
    ahead: dict[str, Any]

    @property
    def known(self) -> int:
        """How many figures are known."""
        return int(self.rhythm.figures["value"].count())

    @property
    def alarmed(self) -> list[str]:
        """The figures since the level moved, or the one outside its range: their observation ids, earliest first."""
        if self.state == OUTSIDE:
            return [str(self.last["observation_id"])]
        if self.state != ALARM:
            return []
        since = self.judged.filter((pl.col("number") >= self.last["since"]) & pl.col("value").is_not_null())
        return since["observation_id"].to_list()


def watch(series: dict[str, Any], observations: pl.DataFrame, day: date) -> Watched:
    """Judge a series by what was known on a day.

    Parameters
    ----------
    series
        A row of ``series``.
    observations
        Its rows of ``observation``, those alone that were known on the day.
    day
        The day: what is overdue is counted from it.
    """
    found = rhythm(observations)
    late = overdue(found, day)
    known = found.figures.drop_nulls("value") if found.every else found.figures
    last: dict[str, Any] = known.row(-1, named=True) if known.height else {}
    if found.every not in SEASONS or not last:
        state = FROM_JANUARY if found.every == TO_DATE else UNKNOWN if found.every and not last else NOT_REGULAR
        return Watched(series, found, late, state, pl.DataFrame(), last, {})
    judged = _judged(found, last["number"])
    standing, ahead = judged.row(-2, named=True), judged.row(-1, named=True)
    return Watched(series, found, late, standing["state"], judged, standing, ahead)


def _judged(found: Rhythm, last: int) -> pl.DataFrame:
    """Every period up to the one after the last known figure, judged."""
    every = str(found.every)
    up_to_last = found.figures.filter(pl.col("number") <= last)
    given = up_to_last.select("value", period="number")
    rows = monitor(pl.concat([given, pl.DataFrame({"value": [None], "period": [last + 1]}, given.schema)]), every=every)
    named = rows.rename({"period": "number"}).join(
        up_to_last.select("number", "observation_id", "source_id", "published_on"),
        on="number", how="left", maintain_order="left",
    )  # fmt: skip
    periods = [str(period_of(number, every)) for number in named["number"]]
    return named.with_columns(period=pl.Series(periods, dtype=pl.String))


def watch_all(series: pl.DataFrame, observations: pl.DataFrame, day: date) -> list[Watched]:
    """Judge every series that has figures; takes what :func:`watch` does."""
    mine = (observations if EVERY in observations.columns else with_every(observations)).partition_by(
        "series_id", as_dict=True
    )
    return [
        watch(row, mine[row["series_id"],], day)
        for row in series.sort("indicator", "series_id").iter_rows(named=True)
        if (row["series_id"],) in mine
    ]
