"""Every mode of a goal against cases that were worked by hand."""

from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import yaml

from gongfu.attainment import combine, judge
from gongfu.attainment.figures import points
from gongfu.attainment.goals import GOALS
from gongfu.workspace.codes import parse_period

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases/attainment/modes.yaml").read_text("utf-8"))


def rows(series_id: str, figures: dict[Any, Any]) -> list[dict[str, Any]]:
    found = []
    for period, said in figures.items():
        several = said if isinstance(said, list) and isinstance(said[0], list) else [said]
        for number, one in enumerate(several):
            value, comparator = one if isinstance(one, list) else (one, "=")
            span = parse_period(str(period))
            found.append(
                {
                    "observation_id": f"{series_id} {period} {number}", "series_id": series_id,
                    "period_start": span.start, "period_end": span.end, "value": value, "value_high": None,
                    "comparator": comparator, "published_on": span.end, "source_id": f"s{number}",
                }
            )  # fmt: skip
    return found


def verdict(case: dict[str, Any]) -> dict[str, Any]:
    ask = {"goal_id": "g", "relative": False, **{name: None for name in GOALS if name not in ("goal_id", "relative")}}
    goals = pl.DataFrame([ask | case["ask"]], schema=GOALS)
    told = case["series"]
    series = [{"series_id": "a", "unit": "x", "aggregation": told["aggregation"]}]
    pairs = [{"goal_id": "g", "series_id": "a", "role": told.get("role", "value"), "factor": 1.0, "new": told.get("new", False)}]  # fmt: skip
    figures = rows("a", case["figures"])
    if "reference" in case:
        series.append({"series_id": "b", "unit": "x", "aggregation": "ratio"})
        pairs.append({"goal_id": "g", "series_id": "b", "role": "reference", "factor": 1.0, "new": False})
        figures += rows("b", case["reference"])
    schema = {"value": pl.Float64, "value_high": pl.Float64}
    seen = points(pl.DataFrame(figures, schema_overrides=schema), pl.DataFrame(series))
    day = case["day"] if isinstance(case["day"], date) else date.fromisoformat(case["day"])
    found = combine(goals, judge(goals, pl.DataFrame(pairs), seen, day))
    return found.row(0, named=True)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_goal_is_judged_as_worked_by_hand(case):
    found = verdict(case)
    for name, expected in case["say"].items():
        if isinstance(expected, int | float):
            assert found[name] == pytest.approx(expected, rel=1e-6, abs=1e-9), name
        else:
            assert found[name] == expected, name


def test_every_mode_comparator_and_status_has_a_worked_case():
    assert {case["ask"]["mode"] for case in CASES} == {"level", "share", "growth", "increment", "flow", "multiple"}
    assert {case["ask"]["comparator"] for case in CASES} == {"=", ">=", "<=", "~"}
    assert {case["say"]["status"] for case in CASES} == {"attained", "missed", "on_track", "behind", "not_measurable"}
