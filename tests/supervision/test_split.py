"""Whether parts add up to the whole; sums worked by hand."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongfu.supervision import check_splits
from gongfu.supervision.split import rule_of

WHOLE = {"value": 20.0, "value_high": None, "unit": "家", "mode": "level", "aggregation": "stock", "deadline": 2025}
WHOLES = {
    "commitment_id": pl.String, "value": pl.Float64, "value_high": pl.Float64, "unit": pl.String, "mode": pl.String,
    "aggregation": pl.String, "deadline": pl.Int64,
}  # fmt: skip
PARTS = {"commitment_id": pl.String, "dimension": pl.String, "part": pl.String, "value": pl.Float64}


def check(parts, dimension="district", **whole):
    wholes = pl.DataFrame([{"commitment_id": "c", **WHOLE, **whole}], schema=WHOLES)
    rows = [("c", dimension, name, value) for name, value in parts.items()]
    found = check_splits(wholes, pl.DataFrame(rows, schema=PARTS, orient="row")).row(0, named=True)
    return found["outcome"], found["bound"], found["total"], found["difference"]


def test_counts_and_amounts_are_summed():
    assert check({"甲": 12, "乙": 8}) == ("matches", "exact", 20, 0)
    assert check({"甲": 12, "乙": 9}) == ("over", "exact", 21, 1)
    assert check({"甲": 12, "乙": 5}) == ("under", "exact", 17, -3)
    assert check({"甲": 1.1e12, "乙": 1.5e12}, value=2.6e12, unit="元")[0] == "matches"


def test_with_unknown_parts_the_sum_is_at_least_that():
    assert check({"甲": 12, "乙": None}) == ("open", "at_least", 12, None)
    assert check({"甲": 20, "乙": None}) == ("open", "at_least", 20, None)
    assert check({"甲": 21, "乙": None}) == ("over", "at_least", 21, 1)
    assert check({"甲": None}) == ("open", None, None, None)
    assert check({"甲": 20}, value=None) == ("open", "exact", 20, None)


def test_a_range_is_met_anywhere_in_it():
    assert check({"甲": 22}, value_high=25) == ("matches", "exact", 22, 0)
    assert check({"甲": 27}, value_high=25) == ("over", "exact", 27, 2)
    assert check({"甲": 18}, value_high=25) == ("under", "exact", 18, -2)


@pytest.mark.parametrize(
    ("mode", "unit"),
    [
        ("share", "%"),
        ("growth", "%"),
        ("multiple", "倍"),
        ("level", "台/万人"),
        ("level", "%"),
        ("increment", "个百分点"),
    ],
)
@pytest.mark.parametrize("dimension", ["district", "year", "unit"])
def test_shares_ratios_growth_and_multiples_cannot_be_summed(mode, unit, dimension):
    assert check({"2024": 10, "2025": 10}, dimension, mode=mode, unit=unit) == ("not_summable", None, None, None)


def test_over_years_it_counts_what_the_target_is():
    years = {"2023": 5.0, "2024": 12.0, "2025": 20.0}
    assert check(years, "year") == ("matches", "exact", 20, 0)
    assert check(years, "year", value=37, aggregation="total") == ("matches", "exact", 37, 0)
    assert check(years, "year", value=5, mode="flow", aggregation="per_period") == ("matches", "exact", 5, 0)
    assert check(years, "year", value=6, mode="flow", aggregation="per_period") == ("under", "exact", 5, -1)
    assert check({"2023": 5, "2024": 12}, "year") == ("open", None, None, None)
    assert check({"2024": 12, "2025": None}, "year") == ("open", None, None, None)


def test_each_dimension_of_a_target_is_checked_by_itself():
    wholes = pl.DataFrame([{"commitment_id": "c", **WHOLE}], schema=WHOLES)
    rows = [("c", "district", "甲", 20.0), ("c", "unit", "甲局", 15.0), ("gone", "unit", "甲局", 1.0)]
    found = check_splits(wholes, pl.DataFrame(rows, schema=PARTS, orient="row"))
    assert found.select("dimension", "outcome").rows() == [("district", "matches"), ("unit", "under")]


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=30), st.integers(-1, 1))
def test_the_sum_of_whole_numbers_is_never_off_by_one(values, off):
    outcome, _, total, difference = check({f"d{n}": value for n, value in enumerate(values)}, value=sum(values) + off)
    assert (total, difference) == (sum(values), -off)
    assert outcome == {0: "matches", 1: "under", -1: "over"}[off]


def test_what_a_level_is_of_by_district_does_not_depend_on_how_years_add_up():
    assert {rule_of("level", "家", each, "district") for each in (None, "stock", "per_period", "total")} == {"sum"}
