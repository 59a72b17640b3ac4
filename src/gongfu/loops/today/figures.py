"""Series whose level moved, whose figure is out of its range, or whose next figure is overdue."""

from dataclasses import dataclass
from datetime import date

import polars as pl

from gongfu.loops.series.views import describe
from gongfu.loops.today.entries import Entry, Group, Link, command, page
from gongfu.loops.today.kinds import ALARM, OUTSIDE, STALE
from gongfu.loops.watching.rhythm import FEWEST_FIGURES, period_of, with_every
from gongfu.loops.watching.watch import Watched, watch_all
from gongfu.loops.watching.words import overdue_reason, state_reason
from gongfu.loops.watching.yearly import YEAR, rhythms, yearly_overdue
from gongfu.text import Lang, Text

_ALSO = Text("；该地区共 {count} 个序列逾期", "; {count} series of this region are overdue")


@dataclass(frozen=True, slots=True)
class Looked:
    """Series on a day: those looked at one by one; of each region, by its id, the one overdue longest and how many are.

    ``late`` has the day by which each overdue series should have had its next figure.
    """

    watched: list[Watched]
    oldest: dict[str, Watched]
    counts: dict[str, int]
    late: dict[str, date]


def look(series: pl.DataFrame, observations: pl.DataFrame, day: date) -> Looked:
    """Look at all series: at quarters, months and halves one by one, at years all at once."""
    figures = with_every(observations)
    every = rhythms(figures)
    counts = figures.group_by("series_id").len().filter(pl.col("len") >= FEWEST_FIGURES)
    enough = every.join(counts, on="series_id", how="semi")
    often = enough.filter(pl.col("every").is_in(["month", "quarter", "half"]))
    yearly = enough.filter(pl.col("every") == YEAR)
    late = yearly_overdue(figures.join(yearly, on="series_id", how="semi"), day).join(
        series.select("series_id", "region_id"), on="series_id", how="inner", maintain_order="left"
    )
    oldest = late.unique("region_id", keep="first", maintain_order=True)

    def chosen(keys: pl.DataFrame) -> list[Watched]:
        mine = figures.join(keys, on="series_id", how="semi", maintain_order="left")
        return watch_all(series.join(keys, on="series_id", how="semi"), mine, day)

    watched = chosen(often)
    first = {one.series["region_id"]: one for one in chosen(oldest)}
    number = dict(late.group_by("region_id").len().iter_rows())
    for one in watched:
        if one.overdue.periods:
            region = one.series["region_id"]
            number[region] = number.get(region, 0) + 1
            if region not in first or _due(one) < _due(first[region]):
                first[region] = one
    days = dict(late.select("series_id", "due").iter_rows())
    days |= {one.series["series_id"]: one.overdue.due for one in watched if one.overdue.due is not None}
    return Looked(watched, first, number, days)


def alarms(found: list[Watched], lang: Lang, *, each: int, past: date | None) -> list[Group]:
    """Series whose level moved, and those whose last figure is out of its range."""
    groups = []
    for kind in (ALARM, OUTSIDE):
        mine = [one for one in found if one.state == kind]
        entries = [
            Entry(
                describe(one.series), state_reason(one, lang),
                Link(page(f"/series/{one.series['series_id']}", as_of=past), command("series", "outlook", one.series["series_id"], day=past)),
                None, _since(one), ("of_series", one.series["series_id"]),
            )
            for one in sorted(mine, key=lambda one: (_since(one) or date.max, one.series["series_id"]))[:each]
        ]  # fmt: skip
        everything = Link(
            page("/data", tab="series", state=kind, as_of=past), command("series", "watch", "--state", kind, day=past)
        )
        groups.append(Group(kind, entries, len(mine), everything))
    return groups


def stale(found: Looked, regions: pl.DataFrame, lang: Lang, *, each: int, past: date | None) -> Group:
    """Of each region the series that is overdue longest."""
    names = {
        key: (lang == "en" and en) or zh
        for key, zh, en in regions.select("region_id", "name_zh", "name_en").iter_rows()
    }
    everything = Link(
        page("/data", tab="series", state="overdue", as_of=past),
        command("series", "watch", "--state", "overdue", day=past),
    )
    entries = []
    for region, oldest in found.oldest.items():
        key, count = oldest.series["series_id"], found.counts[region]
        also = _ALSO.fill(count=count).to(lang) if count > 1 else ""
        link = (
            Link(page(f"/series/{key}", as_of=past), command("series", "show", key, day=past))
            if count == 1
            else everything
        )
        title = ("：" if lang == "zh" else ": ").join(filter(None, (names.get(region), describe(oldest.series))))
        entries.append(
            Entry(
                title, (overdue_reason(oldest, lang) or "") + also, link, None, oldest.overdue.due, ("of_series", key)
            )
        )
    entries.sort(key=lambda entry: (entry.day or date.max, entry.title))
    return Group(STALE, entries[:each], len(entries), everything)


def _due(one: Watched) -> tuple[date, str]:
    return one.overdue.due or date.max, str(one.series["series_id"])


def _since(one: Watched) -> date | None:
    """The first day of the period from which on the level moved, or of the figure out of its range."""
    number = one.last.get("since") if one.state == ALARM else one.last.get("number")
    return None if number is None else period_of(int(number), str(one.rhythm.every)).start
