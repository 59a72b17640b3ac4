"""How often a series has figures, and which figures of it are overdue on a day."""

from dataclasses import dataclass
from datetime import date, timedelta

import polars as pl

from gongfu.workspace.codes import Period
from gongfu.workspace.codes.periods import Kind

MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}
"""Length of the periods of each rhythm."""
TO_DATE = "to_date"
"""Figures that run from January on, such as 1-5月: no two of them are equally long."""

DELAYS = {"month": 30, "quarter": 45, "half": 60, "year": 90}
"""Days from the end of a period to its publication where too few days of publication are known: a convention of this program."""
FEWEST_PUBLICATIONS = 3
FEWEST_FIGURES = 3
"""Figures of a rhythm from which on the next one is waited for; a month or two in which something was counted are no rhythm."""
LAST_PUBLICATIONS = 12
EVERY = "_every"
_KINDS: dict[int, Kind] = {1: "month", 3: "quarter", 6: "half", 12: "year"}
_NEVER_YEARS = 2  # years in which a month was left out before it counts as one that is never published


@dataclass(frozen=True, slots=True)
class Rhythm:
    """``every`` is a key of :data:`MONTHS`, :data:`TO_DATE`, or null where no figure has such a period.

    ``figures`` are those of that rhythm, one a period: ``number`` (of the period, counted from year 0), ``period``, ``value``
    (null is unknown), ``observation_id``, ``source_id``, ``published_on``, ``bound`` (only a bound is known); ``bounds`` counts those of which only a bound is known.
    """

    every: str | None
    figures: pl.DataFrame
    bounds: int = 0


@dataclass(frozen=True, slots=True)
class Overdue:
    """Periods that should be out; ``delay`` are the days a figure usually takes, ``known_delay`` whether that was seen."""

    periods: tuple[Period, ...]
    due: date | None
    delay: int
    known_delay: bool


def rhythm(observations: pl.DataFrame) -> Rhythm:
    """Find how often a series has figures, and keep those of that rhythm.

    Parameters
    ----------
    observations
        Rows of ``observation`` of one series. Of several of one period the one published last counts. A figure of which
        only a bound is known (``>=``, ``<=``) is unknown here.

    Returns
    -------
    The rhythm that most figures have; of two as frequent, the quicker.
    """
    dated = (observations if EVERY in observations.columns else with_every(observations)).drop_nulls(EVERY)
    if dated.is_empty():
        return Rhythm(None, dated)
    counts = dict(dated.group_by(EVERY).agg(pl.col("period").n_unique()).iter_rows())
    every = max((*MONTHS, TO_DATE), key=lambda name: counts.get(name, 0))
    months = MONTHS.get(every, 1)
    start = pl.col("period_start")
    bound = ~pl.col("comparator").is_in(["=", "~"])
    mine = dated.filter(pl.col(EVERY) == every).with_columns(
        number=(start.dt.year().cast(pl.Int64) * 12 + start.dt.month() - 1) // months,
        _bound=bound & pl.col("value").is_not_null(),
        value=pl.when(~bound).then("value"),
    )
    ordered = mine.sort("number", pl.col("value").is_not_null(), "published_on", "observation_id", nulls_last=False)
    figures = ordered.unique(["number", "period"], keep="last", maintain_order=True)
    columns = ("number", "period", "period_end", "value", "observation_id", "source_id", "published_on")
    only_bound = pl.col("value").is_null() & pl.col("_bound")
    chosen = figures.select(*columns, bound=only_bound)
    return Rhythm(every, chosen, int(chosen["bound"].sum()))


def with_every(observations: pl.DataFrame) -> pl.DataFrame:
    """The figures of any number of series with the rhythm that the period of each belongs to, in a column :data:`EVERY`."""
    return observations.with_columns(_every().alias(EVERY))


def _every() -> pl.Expr:
    """The rhythm to which the period of a figure belongs; null where it is none, as a day or several years."""
    start, end = pl.col("period_start"), pl.col("period_end")
    whole = (start.dt.day() == 1) & (end.dt.offset_by("1d").dt.day() == 1)
    months = (end.dt.year() - start.dt.year()) * 12 + end.dt.month() - start.dt.month() + 1
    place = start.dt.month() - 1
    to_date = pl.col("period").str.contains("/") & (place == 0) & (months < 12)
    kinds = [pl.when(to_date).then(pl.lit(TO_DATE))]
    kinds += [pl.when((months == length) & (place % length == 0)).then(pl.lit(name)) for name, length in MONTHS.items()]
    return pl.when(whole).then(pl.coalesce(kinds))


def overdue(found: Rhythm, day: date) -> Overdue:
    """Which periods should have a figure by now.

    A period is overdue half its length after the day by which figures of this series usually are out. A month that was
    left out in every year so far is never missed; a series of one or two figures has no next one that could be; a period of which a source says that there is no figure was answered.

    Parameters
    ----------
    found
        Rhythm and figures, those alone that were known on the day.
    day
        The day asked for.
    """
    months = MONTHS.get(found.every or "")
    if months is None or found.every is None or found.figures.height < FEWEST_FIGURES:
        return Overdue((), None, 0, False)
    delays = _delays(found.figures)
    known = len(delays) >= FEWEST_PUBLICATIONS
    delay = sorted(delays)[len(delays) // 2] if known else DELAYS[found.every]
    grace = months * 15
    numbers = set(found.figures["number"])
    last, per_year = max(numbers), 12 // months
    late, due = [], None
    number = last + 1
    while (end := period_of(number, found.every).end + timedelta(days=delay + grace)) < day:
        if not _never(number, numbers, per_year):
            late.append(period_of(number, found.every))
            due = due or end
        number += 1
    return Overdue(tuple(late), due, delay, known)


def _delays(figures: pl.DataFrame) -> list[int]:
    """Days that the newest figure of each publication took; a yearbook that prints old months again tells nothing of those."""
    published = figures.drop_nulls("published_on").sort("number")
    newest = published.unique("published_on", keep="last", maintain_order=True).tail(LAST_PUBLICATIONS)
    days = (newest["published_on"] - newest["period_end"]).dt.total_days()
    return [max(int(each), 0) for each in days]


def _never(number: int, numbers: set[int], per_year: int) -> bool:
    before = [number - per_year * years for years in range(1, _NEVER_YEARS + 1)]
    return before[-1] > min(numbers) and not any(each in numbers for each in before)


def period_of(number: int, every: str) -> Period:
    """The period with a number: months, quarters, halves or years since year 0."""
    months = MONTHS[every]
    year, place = divmod(number * months, 12)
    after = date(year + (place + months) // 12, (place + months) % 12 + 1, 1)
    return Period(date(year, place + 1, 1), after - timedelta(days=1), _KINDS[months])
