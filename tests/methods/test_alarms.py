"""Alarms of monthly and quarterly series, on series made by hand and on a fixed set of made ones."""

import time

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.alarms import run
from gongfu.methods.alarms import STATES, monitor, toward
from gongfu.methods.errors import MethodError

JANUARY_2016 = 2016 * 12
SEASON = np.array([-30, -40, 5, 10, 5, 15, -5, 0, 10, 5, 10, 15.0])  # sums to 0; a Spring Festival and a year's end


def figures(years=10, season=SEASON, slope=0.0, seed=1, noise=2.0):
    """Level 200 in the first period, a season, a line, and noise of a known standard deviation."""
    times = np.arange(years * len(season))
    return 200 + slope * times + season[times % len(season)] + np.random.default_rng(seed).normal(0, noise, times.size)


def table(values, first=JANUARY_2016):
    return pl.DataFrame({"period": np.arange(first, first + len(values)), "value": values})


def judged(values, **options):
    return monitor(table(values), **options)


def test_a_shift_is_found_within_five_periods_with_its_first_month_size_and_reason():
    values = figures()
    values[90:] -= 16  # 2023-07; 8 standard deviations
    found = judged(values)
    alarms = found.filter(pl.col("state") == "alarm")
    assert JANUARY_2016 + 92 <= alarms["period"][0] <= JANUARY_2016 + 94
    first = alarms.row(0, named=True)
    assert first["since"] == JANUARY_2016 + 90
    assert first["step"] == pytest.approx(-16, abs=3)
    assert abs(first["statistic"]) >= first["needed"]
    assert "2023-07" in first["reason_zh"]
    assert "低" in first["reason_zh"]
    assert "since 2023-07" in first["reason_en"]
    assert "below" in first["reason_en"]


def test_an_alarm_ends_when_the_new_level_has_lasted_nine_months():
    values = figures()
    values[70:] += 16
    found = judged(values)
    on = np.flatnonzero((found["state"] == "alarm").to_numpy())
    assert on[-1] == 70 + 9 - 1
    assert (np.diff(on) == 1).all()
    assert found["level"][-1] == pytest.approx(216, abs=3)


def test_level_trend_and_season_are_those_the_series_was_made_of():
    values = figures(slope=0.5)
    last = judged(values).row(-1, named=True)
    assert last["season"] == pytest.approx(15, abs=2.5)  # December
    assert last["level"] == pytest.approx(200 + 0.5 * 119, abs=2.5)
    assert last["slope"] == pytest.approx(0.5, abs=0.05)
    assert last["high"] - last["low"] == pytest.approx(2 * 3 * 2, rel=0.4)


@pytest.mark.parametrize("wild", [[80], [80, 86], [77, 92, 101]])
def test_single_wild_figures_lie_outside_and_are_no_alarm(wild):
    values = figures()
    values[wild] += 200
    states = judged(values)["state"]
    assert [states[place] for place in wild] == ["outside"] * len(wild)
    assert "alarm" not in states.to_list()


def test_a_wild_figure_does_not_move_what_is_expected_later():
    calm, wild = figures(), figures()
    wild[80] = 1e6
    one, other = (judged(values)["expected"].to_numpy()[-12:] for values in (calm, wild))
    np.testing.assert_allclose(other, one, atol=1.5)


def test_a_shift_is_found_across_a_gap_and_the_gap_is_unknown():
    values = figures()
    values[90:] += 16
    values[91] = np.nan
    found = judged(values)
    assert found["state"][91] == "unknown"
    assert found["value"][91] is None
    assert "alarm" in found["state"].to_list()[92:96]


def test_a_month_that_is_never_published_is_unknown_and_costs_nothing_else():
    values = figures()
    values[::12] = np.nan
    states = judged(values)["state"].to_list()
    assert set(states[48::12]) == {"unknown"}
    assert set(states[48:]) <= {"unknown", "normal", "outside"}
    values[90:] += 16
    assert "alarm" in judged(values)["state"].to_list()[90:95]


def test_rows_left_out_are_gaps_and_the_order_of_rows_changes_nothing():
    whole = table(figures())
    some = whole.filter(~pl.col("period").is_in([JANUARY_2016 + 60, JANUARY_2016 + 99]))
    nulled = whole.with_columns(value=pl.when(pl.col("period").is_in(some["period"].implode())).then("value"))
    assert monitor(some).equals(monitor(nulled))
    assert monitor(some.sample(fraction=1, shuffle=True, seed=3)).equals(monitor(some))


def test_a_long_gap_after_the_history_gives_no_answer_and_no_error():
    values = np.concatenate([figures(3), np.full(90, np.nan), [200.0, 201.0]])
    states = judged(values)["state"].to_list()
    assert states[-1] == "too_short"


def test_a_series_without_season_gets_none():
    last = judged(figures(season=np.zeros(12))).row(-1, named=True)
    assert last["season"] == pytest.approx(0, abs=2.5)
    assert last["state"] == "normal"


def test_less_than_four_years_are_too_short():
    states = judged(figures(5))["state"].to_list()
    assert states[:48] == ["too_short"] * 48
    assert "too_short" not in states[48:]
    assert judged(figures(5))["expected"][:48].null_count() == 48


@pytest.mark.parametrize("values", [np.full(80, 7.0), np.full(80, 0.1), np.tile(SEASON, 7) / 3])
def test_a_series_that_only_repeats_itself_tells_nothing(values):
    states = judged(values)["state"].to_list()
    assert set(states[48:]) == {"no_spread"}


def test_quarters_are_judged_too():
    values = figures(16, season=np.array([-20, 5, 5, 10.0]))
    values[50:] += 20
    found = monitor(table(values, first=2010 * 4), every="quarter")
    alarm = found.filter(pl.col("state") == "alarm").row(0, named=True)
    assert 2010 * 4 + 52 <= alarm["period"] <= 2010 * 4 + 54
    assert alarm["since"] == 2010 * 4 + 50
    assert "2022-Q3" in alarm["reason_en"]


def test_every_state_is_said_in_both_languages():
    values = figures()
    values[100] = np.nan
    values[60] += 100
    values[90:] += 16
    found = judged(values)
    assert set(found["state"].unique()) == {"too_short", "normal", "outside", "alarm", "unknown"}
    for state, zh, en in found.select("state", "reason_zh", "reason_en").iter_rows():
        assert zh.startswith(STATES[state][0])
        assert en.startswith(STATES[state][1])


@pytest.mark.parametrize(
    ("frame", "every", "words"),
    [
        (pl.DataFrame({"period": [1]}), "month", "value"),
        (pl.DataFrame({"period": [24195, 24195], "value": [1.0, 2.0]}), "month", "2016-04"),
        (pl.DataFrame({"period": [None, 5], "value": [1.0, 2.0]}), "month", "known"),
        (pl.DataFrame({"period": [1], "value": [1.0]}), "week", "week"),
    ],
)
def test_a_table_that_is_no_series_is_refused(frame, every, words):
    with pytest.raises(MethodError, match=words):
        monitor(frame, every=every)


def test_an_empty_series_has_no_rows():
    assert monitor(pl.DataFrame(schema={"period": pl.Int64, "value": pl.Float64})).is_empty()


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10**6), scale=st.floats(1e-3, 1e6), shift=st.floats(-100, 100))
def test_unit_and_origin_do_not_matter(seed, scale, shift):
    values = figures(6, seed=seed)
    values[60:] += 12
    one, other = judged(values), judged((values + shift) * scale)
    assert one["state"].equals(other["state"])
    np.testing.assert_allclose(
        other["expected"].to_numpy()[48:],
        (one["expected"].to_numpy()[48:] + shift) * scale,
        rtol=1e-6,
        atol=scale * 1e-6,
    )


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10**6), later=st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=12))
def test_what_comes_later_changes_nothing_that_was_said(seed, later):
    values = figures(6, seed=seed)
    assert judged(np.concatenate([values, later]))[: values.size].equals(judged(values))


def test_a_rising_trend_reaches_its_target_or_not():
    series = table(figures(slope=0.5))  # level 259.5 in 2025-12
    asked = {"deadline": JANUARY_2016 + 119 + 24, "comparator": ">="}
    near, far = (toward(series, target=target, **asked) for target in (265, 300))
    assert near.projected == pytest.approx(259.5 + 12, abs=3)
    assert (near.on_pace, far.on_pace) == (True, False)
    assert far.needed == pytest.approx((300 - 259.5) / 24, abs=0.12)
    assert (
        eval(far.formula.split("; ")[0].split("= ")[1], {"level": far.level, "slope": far.slope, "left": far.left})
        == far.projected
    )


def test_a_falling_trend_is_held_against_its_target_from_above():
    series = table(figures(slope=-0.5))  # level 140.5 in 2025-12
    asked = {"deadline": JANUARY_2016 + 119 + 24, "comparator": "<="}
    assert toward(series, target=135, **asked).on_pace
    assert not toward(series, target=110, **asked).on_pace


def test_after_the_deadline_no_pace_is_needed_and_unknown_months_are_not_counted():
    values = np.concatenate([figures(), [np.nan] * 3])
    found = toward(table(values), target=190, deadline=JANUARY_2016, comparator=">=")
    assert found.needed is None
    assert found.projected == found.level
    assert found.on_pace


def test_less_than_two_years_lead_nowhere():
    assert toward(table(figures(1)), target=1, deadline=JANUARY_2016 + 50, comparator=">=") is None
    assert toward(table([]), target=1, deadline=JANUARY_2016 + 50, comparator=">=") is None


@pytest.mark.parametrize(("target", "comparator", "words"), [(1.0, "=", "'='"), (float("nan"), ">=", "nan")])
def test_what_is_no_target_is_refused(target, comparator, words):
    with pytest.raises(MethodError, match=words):
        toward(table(figures()), target=target, deadline=JANUARY_2016 + 130, comparator=comparator)


def test_alarms_find_shifts_and_seldom_cry_wolf():
    """Floors below what ``benchmarks/alarms.py`` measures, as far as so few series may differ by chance."""
    planted, _ = run(range(40), 4.0, "month", 10)
    large, _ = run(range(100, 120), 6.0, "month", 10)
    quiet, _ = run(range(200, 260), 0.0, "month", 10)
    assert planted.share >= 0.75
    assert large.share >= 0.95
    assert quiet.rate <= 1.5


def test_ten_years_of_months_are_judged_quickly():
    series = table(figures())
    monitor(series)
    started = time.process_time()
    for _ in range(3):
        monitor(series)
    assert (time.process_time() - started) / 3 < 0.2  # 0.04 s on an idle core
