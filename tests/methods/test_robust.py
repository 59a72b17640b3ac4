"""Robust statistics beside those of scipy."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from gongfu.methods.robust import median, repeated_median, robust_sd

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
