"""The Open SDG measure, held against cases that another program computed."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongfu.methods.errors import MethodError
from gongfu.methods.progress import score_progress

VECTORS = Path(__file__).parents[3] / "shared" / "vectors" / "opensdg_progress.jsonl"
CASES = [json.loads(line) for line in VECTORS.read_text("utf-8").splitlines()] if VECTORS.exists() else []


@pytest.mark.skipif(not CASES, reason="needs shared/ beside the repository: the cases of Open SDG")
def test_all_cases_are_there():
    assert len(CASES) == 32


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_a_case_of_open_sdg_comes_out_the_same(case):
    years, values = zip(*case["data"], strict=True)
    found = score_progress(years, values, **case["options"])
    expected = case["expected"]
    assert found.status == expected["status"]
    for name in ("progress_value", "score"):
        assert getattr(found, name) == (None if expected[name] is None else pytest.approx(expected[name], abs=1e-9))
    if "base_year_used" in expected:
        assert (found.base_year, found.current_year) == (expected["base_year_used"], expected["current_year"])
        for name, threshold in expected["thresholds"].items():
            assert getattr(found.thresholds, name) == pytest.approx(threshold, abs=1e-9)


def test_the_formula_of_the_plan_example_gives_its_number():
    found = score_progress(
        [2020, 2023], [965.7, 1040.0], direction="positive", base_year=2020, target=1300, target_year=2025
    )
    names = {"base": 965.7, "current": 1040.0, "base_year": 2020, "current_year": 2023, "target": 1300}
    names |= {"target_year": 2025, "direction": 1, "sign": 1, "abs": abs}
    assert eval(found.formula, {"__builtins__": {}}, names) == pytest.approx(found.progress_value, abs=1e-12)


@pytest.mark.parametrize(
    ("years", "values", "options", "reason"),
    [
        ([2015, 2020], [None, float("nan")], {}, "no value at all"),
        ([2015, 2020], [100, 95], {"target": 100}, "no growth was needed"),
        ([2015, 2020], [100, 95], {"target": -3, "direction": "negative"}, "differ in sign"),
        ([2031, 2035], [100, 105], {"target": 200}, "does not follow"),
    ],
)
def test_what_cannot_be_scored_says_why(years, values, options, reason):
    found = score_progress(years, values, **{"direction": "positive", **options})
    assert (found.progress_value, found.status, found.score) == (None, "not_available", None)
    assert reason in found.reason


@pytest.mark.parametrize(
    ("years", "values", "direction", "words"),
    [([2015], [1, 2], "positive", "1 years"), ([2015, 2015], [1, 2], "positive", "twice"), ([2015], [1], "up", "'up'")],
)
def test_what_is_no_series_is_refused(years, values, direction, words):
    with pytest.raises(MethodError, match=words):
        score_progress(years, values, direction=direction)


positive = st.floats(1, 1e6)


@given(base=positive, current=positive, target=positive, scale=st.floats(1e-3, 1e3))
def test_the_unit_does_not_matter(base, current, target, scale):
    one = score_progress([2015, 2020], [base, current], direction="positive", target=target)
    other = score_progress([2015, 2020], [base * scale, current * scale], direction="positive", target=target * scale)
    if one.status == other.status and one.score is not None and abs(target / base - 1) > 1e-6:
        assert one.score == pytest.approx(other.score, abs=1e-5)


@given(base=positive, low=positive, high=positive)
def test_more_is_never_worse_where_more_is_wanted(base, low, high):
    low, high = sorted((low, high))
    scores = [score_progress([2015, 2020], [base, value], direction="positive").score for value in (low, high)]
    assert scores[0] <= scores[1] + 1e-9


@given(st.lists(st.one_of(st.none(), st.floats(0.1, 1e6)), min_size=1, max_size=12))
def test_unknown_years_change_nothing(values):
    years = list(range(2015, 2015 + len(values)))
    known = [(year, value) for year, value in zip(years, values, strict=True) if value is not None]
    whole = score_progress(years, values, direction="positive", target=50)
    if known:
        assert whole == score_progress(*zip(*known, strict=True), direction="positive", target=50)
    else:
        assert whole.score is None
