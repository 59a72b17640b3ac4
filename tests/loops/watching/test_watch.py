"""One series watched: an alarm, a wild figure, a gap, too few figures; expectations worked by hand."""

from datetime import date

import polars as pl
import pytest

from gongfu.loops.watching.rhythm import period_of
from gongfu.loops.watching.views import periods_view, season_view, watch_view
from gongfu.loops.watching.watch import watch
from tests.loops.watching.figures import observed

# Level 100 in 2018-01, one more every month, December 8 above and February 8 below, and a restless last digit.
SEASON = [0, -8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 8]
RESTLESS = [0.9, -0.6, 0.2, -1.0, 0.5, 1.1, -0.4, -0.9, 0.7, -0.2, -1.1, 0.8, 0.3]
SERIES = {
    "series_id": "powerpower", "region_id": "r", "part": None, "indicator": "用电量", "indicator_en": None, "boundary": None,
    "definition": None, "unit": "千瓦时", "aggregation": "per_period",
}  # fmt: skip
REGIONS = pl.DataFrame({"region_id": ["r"], "name_zh": ["临江市"], "name_en": ["Linjiang"]})
NO_PACES = pl.DataFrame(schema={"series_id": pl.String, "id": pl.String, "on_pace": pl.Boolean})


def values(months=72):
    return [100 + n + SEASON[n % 12] + RESTLESS[n % 13] for n in range(months)]


def watched(figures, day=date(2024, 1, 20), every="month", first=2018 * 12):
    rows = [(str(period_of(first + n, every)), value, None) for n, value in enumerate(figures)]
    return watch(SERIES, observed(*rows), day)


def row(one, lang="en"):
    return watch_view([one], NO_PACES, REGIONS, lang).row(0, named=True)


def test_level_trend_season_and_range_are_those_that_the_series_was_made_of():
    found = row(watched(values()))
    assert (found["state"], found["period"], found["region"]) == ("normal", "2023-12", "Linjiang")
    assert found["level"] == pytest.approx(171, abs=1.5)  # 100 + 71 months
    assert found["trend_per_year"] == pytest.approx(12, abs=0.6)
    assert found["season"] == pytest.approx(8, abs=1.5)
    assert found["low"] < 179 < found["high"]
    assert found["next_period"] == "2024-01"
    assert found["next_low"] < 172 < found["next_high"]
    season = dict(season_view(watched(values())).iter_rows())
    assert season["2023-02"] == pytest.approx(-8, abs=1.5)
    assert season["2023-06"] == pytest.approx(0, abs=1.5)


def test_a_level_that_falls_is_an_alarm_that_says_since_when_by_how_much_and_which_figures():
    moved = [value - (30 if n >= 68 else 0) for n, value in enumerate(values())]  # from 2023-09 on
    one = watched(moved)
    found = row(one)
    assert (found["state"], found["since"]) == ("alarm", "2023-09")
    assert found["step"] == pytest.approx(-30, abs=2)
    assert abs(found["statistic"]) > found["needed"]
    assert found["alarm_figures"] == ["o68", "o69", "o70", "o71"]
    assert "since 2023-09" in found["reason"]
    assert "lower" in found["reason"]
    assert "gongfu source open observation value o68" in found["next"]
    assert "自 2023-09 起水平低" in row(one, "zh")["reason"]
    assert "打开数字" in row(one, "zh")["next"]
    assert periods_view(one, "en", 1)["state"].to_list()[1] == "alarm"


def test_one_wild_figure_lies_outside_and_names_itself():
    wild = values()
    wild[-1] += 500
    found = row(watched(wild))
    assert (found["state"], found["since"], found["alarm_figures"]) == ("outside", None, ["o71"])
    assert found["level"] == pytest.approx(171, abs=1.5)
    assert "o71" in found["next"]


def test_a_wild_figure_long_ago_and_months_that_are_missing_move_nothing():
    gaps = values()
    gaps[40] *= 100
    for month in range(0, 72, 12):
        gaps[month] = None
    found = row(watched(gaps))
    assert found["state"] == "normal"
    assert found["level"] == pytest.approx(171, abs=1.5)
    assert found["known"] == 66


def test_too_few_figures_are_said_and_never_guessed():
    found = row(watched(values(30), day=date(2020, 7, 1)))
    assert found["state"] == "too_short"
    assert (found["expected"], found["low"], found["next_low"], found["level"]) == (None, None, None, None)
    assert "30 figures known, about 48 needed" in found["reason"]


def test_a_series_that_fell_silent_is_judged_by_its_last_figure_and_said_to_be_overdue():
    found = row(watched(values(), day=date(2024, 6, 1)))
    assert (found["state"], found["period"]) == ("normal", "2023-12")
    # A convention of 30 days and half a month: March is due by 15 May, April by 14 June.
    assert found["overdue_periods"] == ["2024-01", "2024-02", "2024-03"]
    assert "2024-01 to 2024-03" in found["overdue"]
    assert "convention" in found["overdue"]
    assert "bring in the figures from 2024-01" in found["next"]


def test_quarters_are_watched_too():
    figures = [200 + 2 * n + [5, -5, 0, 0][n % 4] + RESTLESS[n % 13] for n in range(60)]
    found = row(watched(figures, every="quarter", first=2009 * 4))
    assert (found["state"], found["period"], found["rhythm"]) == ("normal", "2023Q4", "quarter")
    assert found["trend_per_year"] == pytest.approx(8, abs=0.6)


def test_yearly_and_cumulative_series_are_not_judged_and_say_so():
    years = watched([1.0, 2.0, 3.0], every="year", first=2021)
    assert (row(years)["state"], row(years)["period"], row(years)["amount"]) == (
        "not_regular",
        "2023",
        "3 kilowatt-hour",
    )
    summed = watch(SERIES, observed(*((f"2023年1-{n}月", n, None) for n in (2, 4, 5))), date(2024, 1, 1))
    assert row(summed)["state"] == "from_january"


def test_a_series_without_any_known_figure_is_unknown():
    found = row(watched([None, None]))
    assert (found["state"], found["value"], found["known"]) == ("unknown", None, 0)


def test_alarms_come_first_then_what_is_overdue():
    fallen = [value - (30 if n >= 68 else 0) for n, value in enumerate(values())]
    each = [watched(values()), watched(values()[:70]), watched(fallen)]
    view = watch_view(each, NO_PACES, REGIONS, "zh")
    assert [(r["state"], bool(r["overdue_periods"])) for r in view.iter_rows(named=True)] == [
        ("alarm", False), ("normal", True), ("normal", False),
    ]  # fmt: skip
