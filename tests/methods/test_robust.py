"""Robust statistics beside those of scipy."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from gongfu.methods.robust import huber_sd, median, repeated_median, robust_sd, steady_line

samples = st.lists(st.floats(-1e6, 1e6), min_size=3, max_size=30)


@given(samples)
def test_the_spread_is_that_of_scipy(values):
    expected = stats.median_abs_deviation(values, scale="normal")
    assert robust_sd(np.array(values)) == pytest.approx(expected, rel=1e-6, abs=1e-9)


@given(samples)
def test_the_line_is_that_of_scipy(values):
    values = np.array(values)
    times = np.arange(values.size, dtype=float)
    expected = stats.siegelslopes(values, times, method="hierarchical")
    level, slope = repeated_median(times, values)
    assert slope == pytest.approx(expected.slope, rel=1e-6, abs=1e-6)
    assert level == pytest.approx(expected.intercept, rel=1e-6, abs=1e-4)


def test_nearly_half_of_the_points_may_be_wild():
    times = np.arange(21.0)
    values = 3 + 2 * times
    values[[0, 3, 5, 8, 11, 13, 16, 19, 20]] = 1e6
    assert repeated_median(times, values) == pytest.approx((3, 2))


def test_unknown_points_are_left_out():
    values = np.array([1.0, np.nan, 5.0, 7.0])
    assert repeated_median(np.arange(4.0), values) == pytest.approx((1, 2))
    assert median(values) == 5
    assert np.isnan(median(np.array([np.nan])))
    assert np.isnan(repeated_median(np.arange(2.0), np.full(2, np.nan))[0])


def test_the_spread_of_a_normal_law_is_found_more_sharply_by_huber():
    samples = np.random.default_rng(5).normal(10, 3, (400, 60))
    sharp, plain = (np.array([spread(sample) for sample in samples]) for spread in (huber_sd, robust_sd))
    assert sharp.mean() == pytest.approx(3, rel=0.03)
    assert sharp.var() < 0.7 * plain.var()


def test_one_wild_value_in_ten_moves_the_spread_by_less_than_a_third():
    sample = np.random.default_rng(6).normal(0, 1, 500)
    wild = np.where(np.arange(500) % 10 == 0, 1e9, sample)
    assert huber_sd(wild) < 1.35 * huber_sd(sample)


def test_values_that_are_all_the_same_do_not_spread():
    assert huber_sd(np.array([2.0, 2.0, np.nan, 2.0])) == 0


def test_without_wild_values_the_steady_line_is_that_of_least_squares():
    times = np.arange(12.0)
    values = 3 + 2 * times + np.tile([1.0, -1.0, 0.5, -0.5], 3)
    expected = np.polyfit(times, values, 1)
    assert steady_line(times, values) == pytest.approx((expected[1], expected[0]))


def test_the_steady_line_does_not_see_wild_points():
    times = np.arange(30.0)
    values = 3 + 2 * times + np.random.default_rng(7).normal(0, 0.1, 30)
    values[[2, 11, 20, 28]] = 1e6
    near = values < 1e5
    expected = np.polyfit(times[near], values[near], 1)
    level, slope = steady_line(times, values)
    assert slope == pytest.approx(expected[0], abs=0.01)
    assert level == pytest.approx(expected[1], abs=0.1)
    assert steady_line(np.arange(3.0), np.array([np.nan, 4.0, np.nan])) == (4, 0)
