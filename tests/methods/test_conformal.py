"""Quantiles of scores, and the doubt about years that series share."""

import numpy as np
import pytest
from scipy import stats

from gongfu.methods.conformal import Scores, law_of_scores, shared_by_year, wilson


def cells(seed, years, series, shared):
    draw = np.random.default_rng(seed)
    return [
        Scores(1, year, np.sqrt(1 - shared) * draw.standard_normal(series) + np.sqrt(shared) * draw.standard_normal())
        for year in range(years)
    ]


@pytest.mark.parametrize("shared", [0.0, 0.3, 0.7])
def test_the_part_that_series_of_a_year_share_is_found(shared):
    found = np.mean([shared_by_year(cells(seed, 20, 40, shared)) for seed in range(40)])
    assert found == pytest.approx(shared, abs=0.15)


def test_without_scores_the_law_is_the_one_assumed_but_wider():
    law = law_of_scores([], 1, 8.0, 0.3)
    assert law.bound(0.8) > stats.t.ppf(0.9, 8)
    assert (law.scores, law.years) == (0, 0)


def test_with_many_independent_scores_the_bound_is_their_quantile():
    law = law_of_scores(cells(0, 200, 50, 0.0), 1, 8.0, shared_by_year(cells(0, 200, 50, 0.0)))
    assert law.bound(0.8) == pytest.approx(stats.norm.ppf(0.9), rel=0.03)
    assert law.bound(0.95) == pytest.approx(stats.norm.ppf(0.975), rel=0.05)


def test_shared_years_widen():
    given = cells(1, 3, 40, 0.0)
    assert law_of_scores(given, 1, 8.0, 0.8).bound(0.8) > law_of_scores(given, 1, 8.0, 0.1).bound(0.8)


def test_a_law_is_symmetric_and_never_sure():
    law = law_of_scores(cells(2, 4, 10, 0.2), 1, 8.0, 0.2)
    assert law.above(0.0) == pytest.approx(0.5)
    assert law.above(1.3) + law.above(-1.3) == pytest.approx(1)
    assert 0 < law.above(1e9) < law.above(-1e9) < 1
    assert (np.diff(law.bounds) >= 0).all()


@pytest.mark.parametrize(("hits", "count"), [(0, 5), (3, 8), (8, 8), (40, 100)])
def test_the_interval_of_a_share_is_that_of_scipy(hits, count):
    expected = stats.binomtest(hits, count).proportion_ci(0.8, method="wilson")
    assert wilson(hits / count, count, 0.8) == pytest.approx((expected.low, expected.high), abs=1e-9)
