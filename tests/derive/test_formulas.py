"""Formulas over series against cases worked by hand, what is refused, and what holds for any figures."""

import sys
from datetime import date
from fractions import Fraction
from pathlib import Path

import polars as pl
import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from gongfu.derive.formula import ROLES
from gongfu.derive.reading import GENERAL, read_formulas
from gongfu.derive.working import READING, work_out
from gongfu.errors import InputError
from gongfu.workspace.codes import parse_period

CASES = Path(__file__).parents[1] / "cases/derive"
WORKED = yaml.safe_load((CASES / "formulas.yaml").read_text("utf-8"))
REFUSED = yaml.safe_load((CASES / "refused.yaml").read_text("utf-8"))
SERIES = dict.fromkeys(("series_id", "indicator", "part", "boundary", "definition", "unit"), pl.String)
READINGS = dict(zip(READING, (pl.String, pl.String, pl.Date, pl.Date, pl.Float64, pl.Float64, pl.Date), strict=True))


def written(tmp_path, *entries):
    path = tmp_path / "formulas.yaml"
    whole = [{"id": f"f{n}", "source": "s", "dated": date(2024, 1, 1), **entry} for n, entry in enumerate(entries)]
    path.write_text(yaml.safe_dump(whole, allow_unicode=True, sort_keys=False), "utf-8")
    return path


def tables(figures, units):
    rows = []
    for name, told in figures.items():
        for period, said in told.items():
            span = parse_period(str(period))
            sources = said["sources"] if isinstance(said, dict) and "sources" in said else [said]
            for number, one in enumerate(sources):
                low, high = one["range"] if isinstance(one, dict) else (one, one)
                day = date(2024, 1, 1 + number)
                rows.append((f"{name} {period} {number}", name, span.start, span.end, low, high, day))
    series = [(name, name, None, None, None, units[name]) for name in figures]
    return pl.DataFrame(series, schema=SERIES, orient="row"), pl.DataFrame(
        rows, schema=READINGS, orient="row", strict=False
    )


def units_of(entry):
    said = [one for role in ROLES[entry["kind"]] for one in (entry[role] if role == "parts" else [entry[role]])]
    return {one["indicator"]: one["unit"] for one in said}


@pytest.mark.parametrize("case", WORKED, ids=[case["name"] for case in WORKED])
def test_a_formula_gives_what_was_worked_out_by_hand(case, tmp_path):
    (formula,) = read_formulas(written(tmp_path, case["formula"]))
    worked = work_out(formula, *tables(case["figures"], units_of(case["formula"]) | case.get("units", {})))
    found = {}
    for row in worked.figures.iter_rows(named=True):
        found.setdefault((row["period_start"], row["period_end"]), []).append((row["value"], row["value_high"]))
    expected = {}
    for period, said in case["say"].items():
        span = parse_period(str(period))
        several = said if isinstance(said, list) else [said]
        expected[span.start, span.end] = [tuple(x["range"]) if isinstance(x, dict) else (x, None) for x in several]
    assert found.keys() == expected.keys()
    for span, values in expected.items():
        assert len(found[span]) == len(values)
        for pair, wanted in zip(sorted(found[span], key=str), sorted(values, key=str), strict=True):
            for end, expect in zip(pair, wanted, strict=True):
                assert end == (None if expect is None else pytest.approx(expect, rel=1e-7))
    lacking = {start.year for start in worked.gaps["period_start"].drop_nulls()}
    assert set(case.get("missing", [])) <= lacking
    if "why" in case:
        assert worked.gaps["why"].to_list() == [case["why"]]


@pytest.mark.parametrize("case", REFUSED, ids=[f"{n} {case['why']}" for n, case in enumerate(REFUSED)])
def test_a_formula_that_cannot_be_right_is_refused_with_its_line(case, tmp_path):
    with pytest.raises(InputError) as refused:
        read_formulas(written(tmp_path, case["formula"]))
    assert any(case["why"] in one and "formulas.yaml, line 1: f0: " in one for one in refused.value.offenders)


def test_every_offender_of_a_file_is_named_at_once(tmp_path):
    with pytest.raises(InputError) as refused:
        read_formulas(written(tmp_path, *(case["formula"] for case in REFUSED)))
    assert len({one.split(":")[0] for one in refused.value.offenders}) == len(REFUSED)


def test_formulas_that_rest_on_each_other_are_refused(tmp_path):
    def change(name, of):
        return {"kind": "change", "indicator": name, "unit": "台", "of": {"indicator": of, "unit": "台"}}

    with pytest.raises(InputError, match="rest on each other"):
        read_formulas(written(tmp_path, change("甲", "乙"), change("乙", "甲")))


def test_the_general_formulas_and_those_of_shanghai_read_without_an_error():
    assert len(read_formulas(GENERAL)) == 5
    assert len(read_formulas(Path(__file__).parents[2] / "regions/shanghai/derived.yaml", "r")) == 4


MONEY = st.floats(min_value=1, max_value=1e14)


@given(parts=st.lists(MONEY, min_size=2, max_size=2), whole=MONEY)
def test_shares_of_parts_add_up_to_the_share_of_their_sum(tmp_path_factory, parts, whole):
    entry = {"kind": "share", "indicator": "比重", "unit": "%", "of": {"indicator": "甲", "unit": "元"}, "whole": {"indicator": "乙", "unit": "元"}}  # fmt: skip
    (formula,) = read_formulas(written(tmp_path_factory.getbasetemp(), entry))

    def share(amount):
        figures = {"甲": {2023: amount}, "乙": {2023: whole}}
        return work_out(formula, *tables(figures, units_of(entry))).figures["value"][0]

    assert share(parts[0]) + share(parts[1]) == pytest.approx(share(sum(parts)), rel=1e-9)


@example(values={2000: 1.1125369292536007e-308, 2001: 1.0})
@given(values=st.dictionaries(st.integers(2000, 2020), st.none() | st.floats(0, 1e9), min_size=1))
def test_growth_is_known_exactly_where_both_years_are_and_never_made_up(tmp_path_factory, values):
    entry = {"kind": "growth", "indicator": "增速", "unit": "%", "of": {"indicator": "甲", "unit": "台"}}
    (formula,) = read_formulas(written(tmp_path_factory.getbasetemp(), entry))
    worked = work_out(formula, *tables({"甲": values}, {"甲": "台"})).figures
    known = {start.year: value for start, value in worked.select("period_start", "value").iter_rows()}
    assert known.keys() == {number for number in values if number - 1 in values}
    for number, value in known.items():
        now, before = values[number], values[number - 1]
        if now is None or not before or abs(Fraction(now) / Fraction(before) - 1) * 100 > sys.float_info.max:
            assert value is None
        else:
            assert before * (1 + value / 100) == pytest.approx(now, rel=1e-6, abs=1e-6 * before)
