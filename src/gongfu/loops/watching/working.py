"""What a watched or forecast figure of a series is made of: the method in words, and the figures that go into it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from gongfu.loops.attainment.working import INPUTS, observed_input
from gongfu.loops.series.forecasting import forecasts, sisters_of, yearly_figures
from gongfu.loops.watching.watch import Watched
from gongfu.methods.alarms import SEASONS
from gongfu.text import Text

OF_PERIOD = ("level", "expected", "low", "high", "season", "step")
OF_LAST = ("trend_per_year", "next_low", "next_high")
OF_PACE = ("pace_level", "per_year", "needed_per_year", "leads_to")
OF_FORECAST = ("forecast", "low_80", "high_80", "low_95", "high_95")
FIGURES = (*OF_PERIOD, *OF_LAST, *OF_PACE, *OF_FORECAST)

_LEVEL = Text(
    "截至该期各数字去季节后的水平，稳健估计（决策 0071）",
    "robust level without season of the figures up to the period (decision 0071)",
)
_RANGE = Text(
    "预期 ± 截至上半年所学的离散范围（决策 0071）",
    "expected ± the spread learnt up to half a year before (decision 0071)",
)
_INTERVAL = Text(
    "预测 ± 本方法过去误差校准的区间（决策 0070）",
    "forecast ± an interval calibrated on the method's own errors of the past (decision 0070)",
)
FORMULAS: dict[str, Text] = {
    "level": _LEVEL,
    "expected": Text("水平 + 趋势 + 该期的季节差（决策 0071）", "level + trend + the season of the period (decision 0071)"),
    "low": _RANGE, "high": _RANGE, "next_low": _RANGE, "next_high": _RANGE,
    "season": Text("该月或季历年偏离水平的稳健均值（决策 0071）", "robust mean of how far that month or quarter lies from the level (decision 0071)"),
    "step": Text("变化后的水平 - 变化前的水平（决策 0071）", "level after the change - level before it (decision 0071)"),
    "trend_per_year": Text("每期趋势 × 一年的期数（决策 0071）", "trend a period × periods a year (decision 0071)"),
    "pace_level": _LEVEL,
    "per_year": Text("每期趋势 × 一年的期数（决策 0071）", "trend a period × periods a year (decision 0071)"),
    "needed_per_year": Text("(goal - level) / years_left", "(goal - level) / years_left"),
    "leads_to": Text("level + per_year * years_left", "level + per_year * years_left"),
    "forecast": Text("年度序列及同类序列的共同预测（决策 0070）", "pooled forecast of the yearly series and its sisters (decision 0070)"),
    "low_80": _INTERVAL, "high_80": _INTERVAL, "low_95": _INTERVAL, "high_95": _INTERVAL,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Made:
    """A figure of a series, how it is made, and its inputs (columns ``INPUTS``, with ``goal_of``, the target of a goal)."""

    value: float
    formula: Text
    worked: str | None
    inputs: pl.DataFrame = field(repr=False)


def made_of(one: Watched, figure: str, period: str | None, pace: Mapping[str, Any]) -> Made | None:
    """A figure that watching gives; null where it gives none.

    Parameters
    ----------
    one
        The series, watched.
    figure
        One of ``OF_PERIOD``, ``OF_LAST`` or ``OF_PACE``.
    period
        Of which period; by default that of the last known figure.
    pace
        Row of ``paces`` for the target that is meant; empty where none is.
    """
    if figure in OF_PACE:
        return _of_pace(one, figure, pace)
    if one.judged.is_empty():
        return None
    row = one.last
    if figure in ("next_low", "next_high"):
        row, figure_there = one.ahead, figure.removeprefix("next_")
    elif figure == "trend_per_year":
        slope = one.last.get("slope")
        value = None if slope is None else slope * SEASONS[str(one.rhythm.every)]
        return None if value is None else Made(value, FORMULAS[figure], None, _observed(one, one.last["number"]))
    else:
        figure_there = figure
        if period is not None:
            found = one.judged.filter(pl.col("period") == period)
            row = found.row(0, named=True) if found.height else {}
    value = row.get(figure_there)
    if value is None:
        return None
    return Made(value, FORMULAS[figure], None, _observed(one, row["number"]))


def _of_pace(one: Watched, figure: str, pace: Mapping[str, Any]) -> Made | None:
    value = pace.get("level" if figure == "pace_level" else figure)
    if value is None:
        return None
    if figure in ("pace_level", "per_year"):
        return Made(value, FORMULAS[figure], None, _observed(one, None))
    about = {"about": pace["indicator"], "unit": pace["unit"]}
    level = {"name": "level", **about, "value": pace["level"], "explains": "pace_level"}
    deadline = {
        "name": "deadline", "about": pace["indicator"], "value": pace["deadline"], "of_table": "commitment",
        "of_column": "deadline", "of_key": [pace["commitment_id"]],
    }  # fmt: skip
    numbers = {name: f"{pace[name]:.12g}" for name in ("level", "per_year", "years_left", "goal")}
    if figure == "leads_to":
        rows = [level, {"name": "per_year", **about, "value": pace["per_year"], "explains": "per_year"}, deadline]
        worked = "{level} + {per_year} * {years_left}".format(**numbers)
    else:
        rows = [{"name": "goal", **about, "value": pace["goal"], "goal_of": pace["commitment_id"]}, level, deadline]
        worked = "({goal} - {level}) / {years_left}".format(**numbers)
    return Made(value, FORMULAS[figure], worked, _frame(rows))


def forecast_of(
    series: pl.DataFrame, observations: pl.DataFrame, series_id: str, figure: str, year: int
) -> Made | None:
    """A figure of a forecast, with the yearly figures of the series and its sisters; null where none is given."""
    mine = pl.col("series_id").is_in(sisters_of(series, series_id))
    pool, figures = series.filter(mine), observations.filter(mine)
    rows = forecasts(pool, figures).filter((pl.col("series_id") == series_id) & (pl.col("year") == year))
    value = rows[figure][0] if rows.height else None
    if value is None:
        return None
    return Made(
        value,
        FORMULAS[figure],
        None,
        _frame([*map(observed_input, yearly_figures(pool, figures).iter_rows(named=True))]),
    )


def _observed(one: Watched, up_to: int | None) -> pl.DataFrame:
    """The known figures of a watched series up to the period of a number."""
    known = one.rhythm.figures.drop_nulls("value")
    chosen = known if up_to is None else known.filter(pl.col("number") <= up_to)
    about = {"indicator": one.series["indicator"], "unit": one.series["unit"]}
    return _frame(
        [observed_input({**row, **about, "period": str(row["period"])}) for row in chosen.iter_rows(named=True)]
    )


def _frame(rows: list[dict[str, Any]]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema={**INPUTS, "goal_of": pl.String})
