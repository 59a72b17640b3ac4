"""Paces by hand, and each formula's text evaluated beside its number."""

import math

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongfu.methods.errors import MethodError
from gongfu.methods.pace import COLUMNS, GOALS, PACES, pace

SCHEMA = {name: pl.String if name in ("mode", "comparator", "direction") else pl.Float64 for name in COLUMNS}


def run(**given_):
    """One commitment; by default from 100 in 2020 to at least 200 in 2025, at 130 in 2023."""
    row = {
        "mode": "level", "comparator": ">=", "direction": None, "target": 200.0, "target_high": None,
        "base_value": 100.0, "base_time": 2020.0, "observed": 130.0, "observed_time": 2023.0, "deadline": 2025.0,
    } | given_  # fmt: skip
    return pace(pl.DataFrame([row], schema=SCHEMA)).row(0, named=True)


def close(value):
    return pytest.approx(value, rel=1e-12)


def test_a_level_has_a_straight_and_a_compound_pace():
    found = run()
    assert (found["required_per_year"], found["actual_per_year"], found["needed_per_year"]) == (20, 10, 35)
    assert (found["expected"], found["margin"], found["gap"]) == (160, -30, 70)
    assert found["required_percent"] == close((2 ** (1 / 5) - 1) * 100)
    assert found["actual_percent"] == close((1.3 ** (1 / 3) - 1) * 100)
    assert found["needed_percent"] == close(((200 / 130) ** 0.5 - 1) * 100)
    assert found["expected_compound"] == close(100 * 2**0.6)
    assert (found["met"], found["on_pace"], found["missing"]) == (False, False, [])


@pytest.mark.parametrize(
    ("changes", "goal", "expected", "on_pace"),
    [
        ({"mode": "share", "target": 60.0, "base_value": 50.0, "observed": 56.0}, 60, 56, True),
        ({"mode": "growth", "target": 10.0, "observed": 140.0}, 100 * 1.1**5, 100 + (1.1**5 - 1) * 60, True),
        ({"mode": "growth_total", "target": 50.0}, 150, 130, True),
        ({"mode": "growth_total", "target": 13.5, "direction": "down", "observed": 92.0}, 86.5, 91.9, False),
        ({"mode": "increment", "target": 50.0}, 150, 130, True),
        ({"mode": "increment", "target": 50.0, "direction": "down", "observed": 60.0}, 50, 70, True),
        ({"mode": "multiple", "target": 2.0, "observed": 161.0}, 200, 160, True),
        ({"mode": "total", "target": 500.0, "base_value": None, "observed": 290.0}, 500, 300, False),
        ({"mode": "flow", "target": 100.0, "base_value": None, "observed": 310.0}, 500, 300, True),
        ({"mode": "rate", "target": 5.0, "base_value": None, "observed": 4.6}, 5, 5, False),
    ],
)
def test_a_mode_comes_out_as_by_hand(changes, goal, expected, on_pace):
    found = run(**changes)
    assert (found["goal"], found["expected"], found["on_pace"]) == (close(goal), close(expected), on_pace)
    assert found["missing"] == []


def test_a_yearly_flow_requires_what_it_says():
    found = run(mode="flow", target=100.0, base_value=None, observed=240.0)
    assert (found["required_per_year"], found["actual_per_year"], found["needed_per_year"]) == (100, 80, 130)
    assert (found["required_percent"], found["expected_compound"]) == (None, None)


@pytest.mark.parametrize(
    ("observed", "met", "gap", "needed", "on_pace"),
    [
        (130.0, True, 0, 0, True),
        (110.0, False, 10, 5, False),
        (160.0, False, 10, -5, False),
        (119.0, False, 1, 0.5, False),
    ],
)
def test_a_range_counts_from_its_nearer_edge(observed, met, gap, needed, on_pace):
    found = run(comparator="=", target=120.0, target_high=150.0, base_value=125.0, observed=observed)
    assert (found["met"], found["gap"], found["needed_per_year"], found["on_pace"]) == (met, gap, needed, on_pace)
    assert (found["required_per_year"], found["sense"], found["margin"]) == (0, None, None)


def test_a_range_of_additions_starts_from_the_base():
    found = run(mode="increment", comparator="=", target=30.0, target_high=50.0, observed=118.0)
    assert (found["goal"], found["goal_high"], found["required_per_year"], found["on_pace"]) == (130, 150, 6, True)


def test_a_ceiling_may_be_approached_but_not_crossed():
    below, above = (run(comparator="<=", target=110.0, observed=value) for value in (105.0, 108.0))
    assert (below["required_per_year"], below["on_pace"], below["margin"]) == (2, True, 1)
    assert (above["met"], above["on_pace"], above["margin"]) == (True, True, -2)
    assert (run(comparator="<=", target=110.0, observed=111.0)["met"], above["sense"]) == (False, -1)


@pytest.mark.parametrize(
    ("changes", "sense"),
    [
        ({"target": 80.0}, -1), ({"target": 120.0}, 1), ({"target": 80.0, "direction": "up"}, 1), ({"target": 100.0}, None),
        ({"base_value": None}, None), ({"base_value": None, "direction": "down"}, -1), ({"mode": "total"}, 1),
    ],
)  # fmt: skip
def test_an_equal_sign_takes_its_sense_from_the_direction_or_the_base(changes, sense):
    assert run(comparator="=", **changes)["sense"] == sense


def test_a_level_without_a_base_can_be_met_but_has_no_pace():
    found = run(base_value=None, observed=210.0)
    assert (found["met"], found["gap"], found["required_per_year"], found["missing"]) == (True, 0, None, ["base_value"])
    assert run(base_value=None, observed=190.0)["on_pace"] is None


def test_about_has_the_slack_that_is_given():
    frame = pl.DataFrame(
        [{name: run()[name] for name in COLUMNS} | {"comparator": "~", "observed": 192.0}], schema=SCHEMA
    )
    assert [pace(frame, tolerance=slack)["met"].item() for slack in (0.0, 0.05)] == [False, True]


def test_held_levels_are_met_while_they_are_held():
    found = run(comparator="=", direction="hold", target=100.0, observed=100.0)
    assert (found["met"], found["on_pace"]) == (True, True)


def test_no_time_gone_and_no_time_left_give_no_pace():
    assert run(observed_time=2020.0)["actual_per_year"] is None
    assert run(observed_time=2025.0)["needed_per_year"] is None
    assert run(deadline=2020.0)["required_per_year"] is None


def test_a_change_of_sign_has_no_compound_pace():
    found = run(base_value=-5.0, target=10.0, observed=1.0)
    assert [found[name] for name in ("required_percent", "actual_percent", "expected_compound")] == [None] * 3
    assert found["required_per_year"] == 3


@pytest.mark.parametrize("name", ["target", "base_value", "base_time", "observed", "observed_time", "deadline", "mode"])
def test_an_unknown_figure_stays_unknown_and_is_named(name):
    found = run(**{name: None})
    assert name in found["missing"]
    assert found["on_pace"] is None
    assert run(**{name: math.nan})["missing"] == found["missing"] if name != "mode" else True


def test_every_offender_is_named_at_once():
    frame = pl.DataFrame([{**run(), "mode": "level"}], schema=SCHEMA).with_columns(
        mode=pl.lit("stock"), comparator=pl.lit(">")
    )
    with pytest.raises(MethodError) as caught:
        pace(frame)
    assert len(caught.value.offenders) == 2
    with pytest.raises(MethodError, match="deadline"):
        pace(frame.drop("deadline"))


number = st.floats(1, 1000)


@given(mode=st.sampled_from([mode for mode in GOALS if mode != "rate"]), base=number, observed=number, target=number)
def test_the_texts_of_the_formulas_give_the_numbers(mode, base, observed, target):
    found = run(mode=mode, base_value=base, observed=observed, target=target)
    names = {name: found[name] for name in COLUMNS}
    names["goal"] = names["goal_from_now"] = eval(found["goal_formula"], {}, names)
    names["start"] = 0.0 if mode in ("total", "flow") else base
    assert names["goal"] == pytest.approx(found["goal"], rel=1e-9)
    for name, formula in PACES.items():
        if found[name] is not None:
            assert eval(formula, {}, names) == pytest.approx(found[name], rel=1e-9, abs=1e-9)


@given(base=number, observed=number, target=number, scale=number, shift=st.floats(-1000, 1000))
def test_paces_follow_the_unit_and_do_not_see_a_shift(base, observed, target, scale, shift):
    values = {"base_value": base, "observed": observed, "target": target}
    one = run(**values)
    scaled = run(**{name: value * scale for name, value in values.items()})
    shifted = run(**{name: value + shift for name, value in values.items()})
    for name in ("required_per_year", "actual_per_year", "needed_per_year"):
        assert scaled[name] == pytest.approx(one[name] * scale, rel=1e-9, abs=1e-9)
        assert shifted[name] == pytest.approx(one[name], rel=1e-9, abs=1e-9)
    assert scaled["required_percent"] == pytest.approx(one["required_percent"], rel=1e-9, abs=1e-9)


@given(low=number, high=number)
def test_a_higher_goal_never_needs_less(low, high):
    low, high = sorted((low, high))
    easy, hard = run(target=low), run(target=high)
    assert hard["required_per_year"] >= easy["required_per_year"]
    assert hard["margin"] <= easy["margin"]
    assert not (hard["met"] and not easy["met"])


def test_a_hundred_thousand_rows_keep_their_order():
    row = {name: run()[name] for name in COLUMNS}
    frame = pl.DataFrame([row], schema=SCHEMA).select(pl.all().repeat_by(100_000).explode()).with_row_index("id")
    assert pace(frame)["id"].is_sorted()
