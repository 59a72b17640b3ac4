"""Watched series as a person reads them."""

import polars as pl

from gongfu.loops.watching.rhythm import period_of
from gongfu.loops.watching.watch import ALARM, NORMAL, OUTSIDE, Watched
from gongfu.loops.watching.words import next_look, overdue_reason, shown, state_reason
from gongfu.methods.alarms import SEASONS
from gongfu.text import Lang

ORDER = (ALARM, OUTSIDE)  # what comes first; then what is overdue, then the rest
WATCH: dict[str, pl.DataType | type[pl.DataType]] = {
    "state": pl.String, "indicator": pl.String, "region": pl.String, "part": pl.String, "boundary": pl.String,
    "definition": pl.String, "period": pl.String, "amount": pl.String, "since": pl.String, "reason": pl.String,
    "overdue": pl.String, "behind": pl.List(pl.String), "next": pl.String, "rhythm": pl.String, "known": pl.Int64,
    "bounds": pl.Int64, "value": pl.Float64, "expected": pl.Float64, "low": pl.Float64, "high": pl.Float64,
    "level": pl.Float64, "trend_per_year": pl.Float64, "season": pl.Float64, "step": pl.Float64, "statistic": pl.Float64,
    "needed": pl.Float64, "unit": pl.String, "next_period": pl.String, "next_low": pl.Float64, "next_high": pl.Float64,
    "overdue_periods": pl.List(pl.String), "targets": pl.List(pl.String), "alarm_figures": pl.List(pl.String),
    "series_id": pl.String, "observation_id": pl.String, "source_id": pl.String,
}  # fmt: skip
PERIODS: dict[str, pl.DataType | type[pl.DataType]] = {
    "period": pl.String, "value": pl.Float64, "expected": pl.Float64, "low": pl.Float64, "high": pl.Float64,
    "level": pl.Float64, "season": pl.Float64, "state": pl.String, "since": pl.String, "reason": pl.String,
    "observation_id": pl.String, "source_id": pl.String,
}  # fmt: skip


def watch_view(watched: list[Watched], paces: pl.DataFrame, regions: pl.DataFrame, lang: Lang) -> pl.DataFrame:
    """A row a series, those that need somebody first.

    Parameters
    ----------
    watched
        The series.
    paces
        Rows of :func:`gongfu.loops.watching.pace.paces`.
    regions
        Rows of ``region``.

    Returns
    -------
    Columns :data:`WATCH`. Figures are in ``unit``; ``trend_per_year`` is how much the level of a period changes in a year;
    ``since`` the first period of an alarm; ``alarm_figures`` the observations that it speaks of; ``behind`` the targets to which
    the trend does not lead.
    """
    names = {
        key: (lang == "en" and en) or zh
        for key, zh, en in regions.select("region_id", "name_zh", "name_en").iter_rows()
    }
    targets = dict(paces.group_by("series_id").agg(pl.col("id")).iter_rows())
    behind = dict(paces.filter(~pl.col("on_pace")).group_by("series_id").agg(pl.col("id")).iter_rows())
    rows = []
    for one in watched:
        series, last, every = one.series, one.last, one.rhythm.every or ""
        rows.append(
            {
                **{name: last.get(name) for name in _JUDGED}, **{name: series[name] for name in _NAMED},
                "state": one.state, "indicator": (lang == "en" and series["indicator_en"]) or series["indicator"],
                "region": names.get(series["region_id"]), "amount": shown(last.get("value"), series["unit"], lang),
                "since": _name(last.get("since"), every), "reason": state_reason(one, lang),
                "overdue": overdue_reason(one, lang), "overdue_periods": [str(each) for each in one.overdue.periods],
                "next": next_look(one, lang), "rhythm": one.rhythm.every, "known": one.known, "bounds": one.rhythm.bounds,
                "trend_per_year": None if last.get("slope") is None else last["slope"] * SEASONS[every],
                "next_period": one.ahead.get("period"), "next_low": one.ahead.get("low"), "next_high": one.ahead.get("high"),
                "alarm_figures": one.alarmed, "targets": targets.get(series["series_id"], []),
                "behind": behind.get(series["series_id"], []),
            }
        )  # fmt: skip
    frame = pl.DataFrame(rows, schema=WATCH)
    place = pl.when(pl.col("state").is_in(ORDER)).then(pl.col("state").replace_strict(
        {name: number for number, name in enumerate(ORDER)}, default=None, return_dtype=pl.Int64
    )).when(pl.col("overdue").is_not_null()).then(2).when(pl.col("state") == NORMAL).then(3).otherwise(4)  # fmt: skip
    return frame.sort(place, "indicator", "series_id", maintain_order=True)


_NAMED = ("part", "boundary", "definition", "unit", "series_id")
_JUDGED = (
    "period", "value", "expected", "low", "high", "level", "season", "step", "statistic", "needed", "observation_id",
    "source_id",
)  # fmt: skip


def periods_view(one: Watched, lang: Lang, years: int) -> pl.DataFrame:
    """The last years of a series period by period, and the one to come: columns :data:`PERIODS`, the latest first."""
    every = one.rhythm.every or ""
    if one.judged.is_empty():
        return pl.DataFrame(schema=PERIODS)
    last = one.judged.tail(years * SEASONS[every] + 1)
    since = pl.Series([_name(number, every) for number in last["since"]], dtype=pl.String)
    return last.with_columns(since=since, reason=f"reason_{lang}").select(list(PERIODS)).reverse()


def season_view(one: Watched) -> pl.DataFrame:
    """What each month or quarter of the last year is usually above or below the level.

    Returns
    -------
    ``period`` and ``season`` (unit of the series; null where that month was never known), the earliest first.
    """
    if one.judged.is_empty():
        return pl.DataFrame(schema={"period": pl.String, "season": pl.Float64})
    year = one.judged.head(-1).tail(SEASONS[one.rhythm.every or ""])
    return year.filter(pl.col("level").is_not_null()).select("period", "season")


def _name(number: int | None, every: str) -> str | None:
    return None if number is None else str(period_of(number, every))
