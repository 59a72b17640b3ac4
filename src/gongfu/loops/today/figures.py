"""Series whose level moved, whose figure is out of its range, or whose next figure is overdue."""

from datetime import date

import polars as pl

from gongfu.loops.series.views import describe
from gongfu.loops.today.entries import Entry, Group, Link, command, page
from gongfu.loops.today.kinds import ALARM, OUTSIDE, STALE
from gongfu.loops.watching.rhythm import FEWEST_FIGURES, period_of
from gongfu.loops.watching.watch import Watched, watch_all
from gongfu.loops.watching.words import overdue_reason, state_reason
from gongfu.text import Lang, Text

_ALSO = Text("；该地区共 {count} 个序列逾期", "; {count} series of this region are overdue")


def watched(series: pl.DataFrame, observations: pl.DataFrame, day: date) -> list[Watched]:
    """Every series with so many figures that something can be said of it."""
    counts = observations.group_by("series_id").len()
    enough = counts.filter(pl.col("len") >= FEWEST_FIGURES)["series_id"].implode()
    mine = pl.col("series_id").is_in(enough)
    return watch_all(series.filter(mine), observations.filter(mine), day)


def alarms(found: list[Watched], lang: Lang, *, each: int, past: date | None) -> list[Group]:
    """Series whose level moved, and those whose last figure is out of its range."""
    groups = []
    for kind in (ALARM, OUTSIDE):
        mine = [one for one in found if one.state == kind]
        entries = [
            Entry(
                describe(one.series), state_reason(one, lang),
                Link(page(f"/series/{one.series['series_id']}", as_of=past), command("series", "outlook", one.series["series_id"], day=past)),
                None, _since(one),
            )
            for one in sorted(mine, key=lambda one: (_since(one) or date.max, one.series["series_id"]))[:each]
        ]  # fmt: skip
        everything = Link(
            page("/data", tab="series", state=kind, as_of=past), command("series", "watch", "--state", kind, day=past)
        )
        groups.append(Group(kind, entries, len(mine), everything))
    return groups


def stale(found: list[Watched], regions: pl.DataFrame, lang: Lang, *, each: int, past: date | None) -> Group:
    """Of each region the series that is overdue longest."""
    names = {
        key: (lang == "en" and en) or zh
        for key, zh, en in regions.select("region_id", "name_zh", "name_en").iter_rows()
    }
    late: dict[str, list[Watched]] = {}
    for one in found:
        if one.overdue.periods:
            late.setdefault(one.series["region_id"], []).append(one)
    everything = Link(
        page("/data", tab="series", state="overdue", as_of=past),
        command("series", "watch", "--state", "overdue", day=past),
    )
    entries = []
    for region, mine in late.items():
        oldest = min(mine, key=lambda one: (one.overdue.due or date.max, one.series["series_id"]))
        key = oldest.series["series_id"]
        also = _ALSO.fill(count=len(mine)).to(lang) if len(mine) > 1 else ""
        link = (
            Link(page(f"/series/{key}", as_of=past), command("series", "show", key, day=past))
            if len(mine) == 1
            else everything
        )
        title = ("：" if lang == "zh" else ": ").join(filter(None, (names.get(region), describe(oldest.series))))
        entries.append(Entry(title, (overdue_reason(oldest, lang) or "") + also, link, None, oldest.overdue.due))
    entries.sort(key=lambda entry: (entry.day or date.max, entry.title))
    return Group(STALE, entries[:each], len(entries), everything)


def _since(one: Watched) -> date | None:
    """The first day of the period from which on the level moved, or of the figure out of its range."""
    number = one.last.get("since") if one.state == ALARM else one.last.get("number")
    return None if number is None else period_of(int(number), str(one.rhythm.every)).start
