"""Any figure of a verdict worked out: its formula, the figures put in, and what opens each of these."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from gongfu.attainment.goals import plain_goals
from gongfu.attainment.words import ABOUT, FROM_BASE, RATES, RELATIVE, STATE, SUM, YEARLY
from gongfu.loops.attainment.board import Board
from gongfu.loops.attainment.chances import chances
from gongfu.loops.attainment.explain import Step, steps
from gongfu.loops.series.forecasting import sisters_of, yearly_figures
from gongfu.methods.pace import GOALS, PACES
from gongfu.text import Text

OF_VERDICT = ("goal", "observed", "gap", "required_per_year", "actual_per_year", "needed_per_year")
OF_STEPS = ("actual", "needed", "reached", "enough")
OF_CHANCES = ("probability", "probability_low", "probability_high", "progress_score")
FIGURES = (*OF_VERDICT, *OF_STEPS, *OF_CHANCES)
INPUTS: dict[str, pl.DataType | type[pl.DataType]] = {
    "name": pl.String, "about": pl.String, "period": pl.String, "value": pl.Float64, "unit": pl.String,
    "of_table": pl.String, "of_column": pl.String, "of_key": pl.List(pl.String), "explains": pl.String,
}  # fmt: skip
"""An input stands in a table (``of_table``, ``of_column``, ``of_key``) or is itself worked out (``explains``)."""

METHODS: dict[str, Text] = {
    "probability": Text(
        "预测分布中期限年达到目标的份额（决策 0070）",
        "the share of the forecast distribution that reaches the goal at the deadline (decision 0070)",
    ),
    "progress_score": Text(
        "Open SDG 进度方法：由首年、末年数据与目标值计算",
        "the Open SDG progress method, from first and last year and the goal",
    ),
}
_NAME = re.compile(r"[a-z_]+")
_CALLS = {"max": max, "min": min, "abs": abs}
_DIGITS = 12


@dataclass(frozen=True, slots=True)
class Worked:
    """A figure, the formula that it comes out of, the formula with figures put in, and the inputs.

    ``inputs`` has the columns :data:`INPUTS`; ``value`` is null where the figure is unknown.
    """

    figure: str
    value: float | bool | None
    unit: str | None
    formula: str | Text
    worked: str | None
    inputs: pl.DataFrame = field(repr=False)


def work_out(found: Board, whole: Board, goal_id: str, figure: str) -> Worked | None:
    """Work a figure of a verdict out; null where the verdict has none.

    Parameters
    ----------
    found
        The board of the target alone.
    whole
        The board of all.
    goal_id
        The target.
    figure
        One of :data:`FIGURES`.
    """
    verdict = found.verdicts.row(by_predicate=pl.col("goal_id") == goal_id, named=True)
    target = found.targets.row(by_predicate=pl.col("commitment_id") == goal_id, named=True)
    known = _Known(found, verdict, target)
    if figure in OF_CHANCES:
        value = chances(whole, goal_id, "en")[figure]
        if value is None:
            return None
        method = METHODS["progress_score" if figure == "progress_score" else "probability"]
        return Worked(figure, value, None, method, None, known.of_years(whole))
    own = {step.name: step for step in steps(found, goal_id)}
    step = own.get(figure) or _step(figure, verdict, known.values)
    if step is None:
        return None
    unit = None if isinstance(step.result, bool) else target["unit"]
    return Worked(figure, step.result, unit, step.formula, step.worked, known.named(step.formula))


def _step(figure: str, verdict: Mapping[str, Any], known: Mapping[str, Any]) -> Step | None:
    """The first formula that gives the figure of the verdict."""
    value = verdict.get(figure) if figure in OF_VERDICT else None
    if value is None:
        return None
    for formula in _formulas(figure, verdict):
        names = [name for name in _NAME.findall(formula) if name not in _CALLS]
        if any(known.get(name) is None for name in names):
            continue
        worked = _NAME.sub(lambda m: f"{known[m[0]]:.{_DIGITS}g}" if m[0] not in _CALLS else m[0], formula)
        result = eval(worked, {"__builtins__": _CALLS})
        if abs(result - value) <= 1e-6 * max(1.0, abs(value)):
            return Step(figure, formula, worked, float(f"{value:.{_DIGITS}g}"))
    return Step(figure, _over_years(verdict["way"]), "", float(f"{value:.{_DIGITS}g}"))


def _formulas(figure: str, verdict: Mapping[str, Any]) -> list[str]:
    if figure == "goal":
        return ["target", "-target", *(GOALS[mode] for mode in ("increment", "multiple", "growth", "growth_total"))]
    if figure == "observed":
        return ["figure", "figure * factor"] if verdict["way"] in (STATE, FROM_BASE) else []
    if figure == "gap":
        off = ("goal - observed", "observed - goal")
        plain = [f"max(0, {each})" for each in off]
        return [
            *plain,
            *(f"max(0, {each} - {ABOUT} * abs(goal))" for each in off),
            "abs(goal - observed)",
            "abs(target_high - observed)",
        ]
    if verdict["way"] in (STATE, FROM_BASE):
        return [PACES[figure].replace("goal_from_now", "goal").replace("start", "base_value")]
    return {
        "required_per_year": ["goal / length", "goal"], "actual_per_year": ["observed / years", "observed"],
    }.get(figure, [])  # fmt: skip


def _over_years(way: str) -> str:
    return {
        SUM: "sum(figure)",
        YEARLY: "min(figure)",
        RELATIVE: "mean(figure - reference)",
        RATES: "(product(1 + figure / 100) ** (1 / years) - 1) * 100",
    }.get(way, "figure")


class _Known:
    """What is known of a target and its verdict by name, and where each comes from."""

    def __init__(self, found: Board, verdict: Mapping[str, Any], target: Mapping[str, Any]) -> None:
        self._found, self._verdict, self._target = found, verdict, target
        goal = plain_goals(found.goals).row(by_predicate=pl.col("goal_id") == verdict["goal_id"], named=True)
        self._used = self._observations(list(verdict["observation_ids"] or []))
        latest = [row["value"] for row in self._used if row["_latest"]]
        length = goal["deadline"] - goal["period_start"] + 1 if goal["deadline"] and goal["period_start"] else None
        factor = next((m.factor for m in found.matches if m.used and m.series_id == verdict["series_id"]), None)
        self.values: dict[str, Any] = {
            **{name: verdict[name] for name in ("goal", "observed", "observed_time", "base_value", "base_time")},
            "target": goal["value"], "target_high": goal["value_high"], "deadline": goal["deadline"], "length": length,
            "years": len(self._used) or None, "figure": latest[-1] if latest else None, "factor": factor,
        }  # fmt: skip

    def _observations(self, ids: list[str]) -> list[dict[str, Any]]:
        """The figures used; those of the latest time are marked."""
        chosen = self._found.observations.filter(pl.col("observation_id").is_in(ids)).sort("period_end", "published_on")
        named = chosen.join(
            self._found.series.select("series_id", "indicator", "unit"),
            on="series_id",
            how="left",
            maintain_order="left",
        )
        last = named["period_end"].max()
        return [{**row, "_latest": row["period_end"] == last} for row in named.iter_rows(named=True)]

    def named(self, formula: str) -> pl.DataFrame:
        """The inputs that a formula names, each once."""
        rows: list[dict[str, Any]] = []
        for name in dict.fromkeys(_NAME.findall(formula)):
            rows += self._rows(name)
        return pl.DataFrame(rows, schema=INPUTS).unique(
            ["of_table", "of_column", "of_key", "explains"], maintain_order=True
        )

    def of_years(self, whole: Board) -> pl.DataFrame:
        """The goal, and the yearly figures of the series that decides and of those like it."""
        chosen = sisters_of(whole.series, self._verdict["series_id"])
        figures = yearly_figures(
            whole.series.filter(pl.col("series_id").is_in(chosen)),
            whole.observations.filter(pl.col("series_id").is_in(chosen)),
        )
        return pl.DataFrame([*self._rows("goal"), *map(observed_input, figures.iter_rows(named=True))], schema=INPUTS)

    def _rows(self, name: str) -> list[dict[str, Any]]:
        if name == "goal" and self._verdict["way"] == FROM_BASE:
            return [self._explained("goal")]
        if name in ("actual", "needed"):
            return [self._explained(name)]
        if name == "observed" and self._verdict["way"] not in (STATE, FROM_BASE):
            return [self._explained(name)]
        column = {
            "target": "value", "goal": "value", "target_high": "value_high", "deadline": "deadline", "length": "period_start",
        }.get(name)  # fmt: skip
        if column is not None:
            return [self._stated(name, column), *([self._stated("deadline", "deadline")] if name == "length" else [])]
        if name in ("base_value", "base_time"):
            return [observed_input({**row, "name": "base_value"}) for row in self._used if not row["_latest"]]
        if name in ("observed", "observed_time", "lowest", "highest") or (
            name == "figure" and self._verdict["way"] in (STATE, FROM_BASE)
        ):
            return [observed_input({**row, "name": "observed"}) for row in self._used if row["_latest"]]
        if name in ("figure", "reference", "years"):
            return [observed_input({**row, "name": name}) for row in self._used]
        return []

    def _stated(self, name: str, column: str) -> dict[str, Any]:
        """A field of the commitment."""
        key = self._target["commitment_id"]
        return {
            "name": name, "about": self._target["indicator"], "value": self._target[column],
            "unit": self._target["unit"] if column in ("value", "value_high") else None,
            "of_table": "commitment", "of_column": column, "of_key": [key],
        }  # fmt: skip

    def _explained(self, name: str) -> dict[str, Any]:
        step = next((s for s in steps(self._found, self._verdict["goal_id"]) if s.name == name), None)
        value = step.result if step else self._verdict.get(name)
        return {
            "name": name,
            "about": self._target["indicator"],
            "value": value,
            "unit": self._target["unit"],
            "explains": name,
        }


def observed_input(row: Mapping[str, Any]) -> dict[str, Any]:
    """A figure as an input; one that a plan states stands among its commitments."""
    return {
        "name": row.get("name", "figure"), "about": row.get("indicator"), "period": row["period"], "value": row["value"],
        "unit": row.get("unit"), "of_table": "commitment" if row.get("source_kind") == "plan" else "observation",
        "of_column": "value", "of_key": [row["observation_id"]],
    }  # fmt: skip
