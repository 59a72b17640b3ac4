"""Intervals hold on processes that are known; nothing is said where nothing can be known."""

import doctest

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import gongfu.methods.forecast
from gongfu.methods.errors import MethodError
from gongfu.methods.forecast import REASONS, fit_pool, forecast, reach

BOUNDS = ["forecast", "low_80", "high_80", "low_95", "high_95"]


def table(values, start=2015):
    """Rows are series, columns years."""
    rows = [
        (f"s{row}", start + column, None if np.isnan(value) else float(value))
        for row, line in enumerate(np.atleast_2d(values))
        for column, value in enumerate(line)
    ]
    return pl.DataFrame(rows, schema={"series_id": pl.String, "year": pl.Int64, "value": pl.Float64}, orient="row")


def walks(seed, series=12, years=9, drift=0.3, heavy=False, common=0.0):
    """Random walks with drift, the walk that all share among them, from 100."""
    draw = np.random.default_rng(seed)
    steps = draw.standard_t(4, (series, years)) / np.sqrt(2) if heavy else draw.standard_normal((series, years))
    steps = np.sqrt(1 - common) * steps + np.sqrt(common) * draw.standard_normal(years)
    spread = np.exp(draw.normal(0, 0.4, (series, 1)))
    return 100 + np.cumsum((steps + draw.normal(drift, 0.3, (series, 1))) * spread, axis=1)


@pytest.mark.parametrize(
    ("options", "horizon"),
    [
        ({}, 1),
        ({}, 3),
        ({"heavy": True}, 2),
        ({"common": 0.3}, 1),
        ({"years": 12}, 3),
        ({"series": 1}, 1),
        ({"series": 4}, 2),
    ],
)
def test_intervals_cover_what_they_say_on_known_processes(options, horizon):
    hits = {80: [], 95: []}
    for seed in range(120):
        values = walks(seed, **options)
        seen = values[:, : values.shape[1] - horizon]
        found = forecast(fit_pool(table(seen)), [2015 + values.shape[1] - 1])
        truth = values[:, -1]
        for level, inside in hits.items():
            inside.append(
                np.mean((truth >= found[f"low_{level}"].to_numpy()) & (truth <= found[f"high_{level}"].to_numpy()))
            )
    for level, inside in hits.items():
        error = np.std(inside) / np.sqrt(len(inside))
        assert level / 100 - 0.05 - 2 * error <= np.mean(inside) <= min(level / 100 + 0.10 + 2 * error, 1.0), (
            level,
            np.mean(inside),
        )


def test_probabilities_are_as_often_right_as_they_say():
    said, reached = [], []
    for seed in range(120):
        values = walks(seed, years=10)
        targets = values[:, 7] + np.random.default_rng(seed).normal(0.6, 2.5, 12)
        asked = pl.DataFrame(
            {"series_id": [f"s{row}" for row in range(12)], "year": 2024, "target": targets, "comparator": ">="}
        )
        said += reach(fit_pool(table(values[:, :8])), asked)["probability"].to_list()
        reached += (values[:, 9] >= targets).tolist()
    said, reached = np.array(said), np.array(reached)
    for low in (0.0, 0.2, 0.4, 0.6, 0.8):
        inside = (said >= low) & (said < low + 0.2)
        assert inside.sum() > 100
        assert abs(said[inside].mean() - reached[inside].mean()) < 0.1


def test_four_points_get_no_number_and_the_reason():
    values = np.array([[1, 2, 3, 5, 5, 6.0], [np.nan, 2, 3, np.nan, 5, 7], [np.nan] * 6])
    found = forecast(fit_pool(table(values)), [2021])
    assert found["reason"].to_list() == [None, "fewer_than_five_points", "fewer_than_five_points"]
    assert found["points"].to_list() == [6, 4, 0]
    assert found.filter(pl.col("reason").is_not_null())[BOUNDS].null_count().row(0) == (2, 2, 2, 2, 2)


def test_a_pool_of_unusable_series_answers_with_reasons():
    pool = fit_pool(table(np.array([[1.0, 2, 3]])))
    asked = pl.DataFrame(
        {"series_id": ["s0", "x"], "year": [2020, 2020], "target": [5.0, 5.0], "comparator": [">=", ">="]}
    )
    answer = reach(pool, asked)
    assert answer["reason"].to_list() == ["fewer_than_five_points", "unknown_series"]
    assert answer["probability"].to_list() == [None, None]


@pytest.mark.parametrize(
    ("year", "target", "reason"),
    [
        (2023, 5.0, "not_after_the_last_point"), (2033, 5.0, "too_far_ahead"), (2025, None, "target_unknown"),
        (2025, float("nan"), "target_unknown"), (None, 5.0, "year_unknown"),
    ],
)  # fmt: skip
def test_what_cannot_be_answered_says_why(year, target, reason):
    pool = fit_pool(table(walks(1)))
    asked = pl.DataFrame(
        {"series_id": ["s0"], "year": [year], "target": [target], "comparator": [">="]},
        schema_overrides={"year": pl.Int64, "target": pl.Float64},
    )
    assert reach(pool, asked)["reason"].to_list() == [reason]
    assert reason in REASONS


def test_series_that_never_changed_get_no_interval_of_width_nothing():
    assert forecast(fit_pool(table(np.full((4, 8), 7.0))), [2024])["reason"].unique().to_list() == ["no_spread"]


def test_unknown_later_years_change_nothing_but_the_horizon():
    values = walks(3, years=8)
    early = forecast(fit_pool(table(values)), [2024])
    hidden = forecast(fit_pool(table(np.hstack([values, np.full((12, 2), np.nan)]))), [2024])
    assert hidden["horizon"].unique().to_list() == [2]
    np.testing.assert_allclose(hidden["forecast"].to_numpy(), early["forecast"].to_numpy())


def test_a_hole_in_a_series_is_no_zero_and_no_step():
    values = np.tile(np.arange(100.0, 109.0), (5, 1)) + np.random.default_rng(0).normal(0, 0.1, (5, 9))
    holed = values.copy()
    holed[0, 4] = np.nan
    whole, with_hole = (forecast(fit_pool(table(one)), [2025]).row(0, named=True) for one in (values, holed))
    assert with_hole["points"] == 8
    assert with_hole["forecast"] == pytest.approx(whole["forecast"], abs=0.2)


def test_sisters_make_the_interval_narrower_than_a_series_alone():
    alone, together = [], []
    for seed in range(30):
        values = walks(seed, series=30, years=6)
        for widths, rows in ((alone, values[:1]), (together, values)):
            row = forecast(fit_pool(table(rows)), [2021]).row(0, named=True)
            widths.append(row["high_95"] - row["low_95"])
    assert np.mean(together) < np.mean(alone)


def test_intervals_end_where_the_scale_ends():
    values = np.clip(90 + walks(5, drift=2) - 100, 1, 99)
    found = forecast(fit_pool(table(values), relative=False), [2026], bounds=(0.0, 100.0))
    assert found["high_95"].max() <= 100
    assert found["low_95"].min() >= 0


def test_the_interval_of_a_probability_widens_where_years_are_few():
    few, many = (fit_pool(table(walks(2, years=years, series=20))) for years in (6, 10))
    width = []
    for pool, year in ((few, 2021), (many, 2025)):
        asked = pl.DataFrame({"series_id": ["s0"], "year": [year], "target": [101.0], "comparator": [">="]})
        row = reach(pool, asked).row(0, named=True)
        assert row["probability_low"] < row["probability"] < row["probability_high"]
        width.append(row["probability_high"] - row["probability_low"])
    assert width[0] > width[1]


@pytest.mark.parametrize(
    ("frame", "words"),
    [
        (pl.DataFrame({"series_id": ["a"], "year": [2020]}), "value"),
        (pl.DataFrame({"series_id": ["a", "a"], "year": [2020, 2020], "value": [1.0, 2.0]}), "a, 2020"),
    ],
)
def test_a_table_that_is_no_pool_is_refused(frame, words):
    with pytest.raises(MethodError, match=words):
        fit_pool(frame)


def test_a_comparator_of_another_kind_is_refused():
    asked = pl.DataFrame({"series_id": ["s0"], "year": [2025], "target": [1.0], "comparator": ["~"]})
    with pytest.raises(MethodError, match="~"):
        reach(fit_pool(table(walks(1))), asked)


def test_an_empty_table_gives_an_empty_answer():
    empty = pl.DataFrame(schema={"series_id": pl.String, "year": pl.Int64, "value": pl.Float64})
    assert forecast(fit_pool(empty), [2025]).is_empty()


@settings(max_examples=25)
@given(seed=st.integers(0, 10**6), scale=st.floats(1e-3, 1e6), relative=st.booleans())
def test_the_unit_does_not_matter(seed, scale, relative):
    values = walks(seed) + 200
    one, other = (forecast(fit_pool(table(v), relative=relative), [2025, 2027]) for v in (values, values * scale))
    np.testing.assert_allclose(other[BOUNDS].to_numpy(), one[BOUNDS].to_numpy() * scale, rtol=1e-6)


@settings(max_examples=25)
@given(seed=st.integers(0, 10**6), shift=st.floats(-1e4, 1e4))
def test_differences_do_not_see_a_shift(seed, shift):
    values = walks(seed)
    one, other = (forecast(fit_pool(table(v), relative=False), [2025]) for v in (values, values + shift))
    np.testing.assert_allclose(other[BOUNDS].to_numpy(), one[BOUNDS].to_numpy() + shift, rtol=1e-6, atol=1e-6)


@settings(max_examples=25)
@given(seed=st.integers(0, 10**6), targets=st.lists(st.floats(-500, 700), min_size=2, max_size=6))
def test_a_higher_target_is_never_likelier(seed, targets):
    pool = fit_pool(table(walks(seed)))
    targets = sorted(targets)

    def chances(comparator):
        asked = pl.DataFrame(
            {"series_id": ["s3"] * len(targets), "year": [2025] * len(targets), "target": targets}
        ).with_columns(comparator=pl.lit(comparator))
        return reach(pool, asked)["probability"].to_numpy()

    above, below = chances(">="), chances("<=")
    assert (np.diff(above) <= 1e-12).all()
    np.testing.assert_allclose(above + below, 1.0)
    assert ((above > 0) & (above < 1)).all()


@settings(max_examples=15)
@given(seed=st.integers(0, 10**6), hidden=st.sets(st.integers(0, 107), max_size=30))
def test_the_order_of_rows_and_rows_without_a_value_change_nothing(seed, hidden):
    frame = table(walks(seed)).with_row_index("at")
    frame = frame.with_columns(value=pl.when(pl.col("at").is_in(list(hidden))).then(None).otherwise("value")).drop("at")
    one = forecast(fit_pool(frame), [2025]).sort("series_id")
    shuffled = forecast(fit_pool(frame.sample(fraction=1, shuffle=True, seed=1)), [2025]).sort("series_id")
    for name in BOUNDS:
        np.testing.assert_allclose(shuffled[name].to_numpy(), one[name].to_numpy(), rtol=1e-9)


def test_probability_and_interval_agree():
    pool = fit_pool(table(walks(8)))
    row = forecast(pool, [2025]).row(2, named=True)
    asked = pl.DataFrame(
        {
            "series_id": ["s2"] * 2,
            "year": [2025] * 2,
            "target": [row["low_80"], row["high_80"]],
            "comparator": [">="] * 2,
        }
    )
    assert reach(pool, asked)["probability"].to_list() == pytest.approx([0.9, 0.1], abs=1e-6)


def test_the_example_of_reach_gives_its_numbers():
    assert doctest.testmod(gongfu.methods.forecast) == (0, 4)
