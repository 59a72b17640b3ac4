"""The pace of watched series against the targets that they measure."""

from collections.abc import Iterator
from typing import Any

import polars as pl

from gongfu.attainment.figures import aggregation
from gongfu.attainment.words import FROM_BASE, STATE, VALUE
from gongfu.loops.attainment.board import Board
from gongfu.loops.watching.watch import Watched
from gongfu.methods.alarms import SEASONS, toward

PER_PERIOD = "per_period"
FORMULA = "leads_to = level + per_year * years_left; needed_per_year = (goal - level) / years_left"
PACE: dict[str, pl.DataType | type[pl.DataType]] = {
    "series_id": pl.String, "commitment_id": pl.String, "id": pl.String, "indicator": pl.String, "deadline": pl.Int64,
    "status": pl.String, "goal": pl.Float64, "level": pl.Float64, "per_year": pl.Float64, "needed_per_year": pl.Float64,
    "years_left": pl.Float64, "leads_to": pl.Float64, "on_pace": pl.Boolean, "unit": pl.String, "formula": pl.String,
}  # fmt: skip


def paces(found: Board, watched: list[Watched]) -> pl.DataFrame:
    """Hold level and trend, both without season, against the targets.

    Parameters
    ----------
    found
        The board of the same day.
    watched
        Series; those without months or quarters have no pace here.

    Returns
    -------
    A row for each target and series, columns :data:`PACE`, in the unit of the series. Of an amount a period ``level`` and
    ``per_year`` are those of a year, and what counts is the middle of the year of the deadline. ``on_pace`` and the figures are null
    where the series is too short, and where a target is judged year by year.
    """
    kinds = dict(found.series.select("series_id", kind=aggregation()).iter_rows())
    seasonal = {each.series["series_id"] for each in watched if each.rhythm.every in SEASONS}
    measured: dict[str, list[tuple[str, float]]] = {}
    for one in found.matches:
        if one.used and one.role == VALUE and one.series_id in seasonal:
            measured.setdefault(one.series_id, []).append((one.goal_id, one.factor))
    asked = [goal_id for goals_of in measured.values() for goal_id, _ in goals_of]
    goals = {row["goal_id"]: row for row in _rows(found.goals, "goal_id", asked)}
    names = {row["commitment_id"]: row for row in _rows(found.targets, "commitment_id", asked)}
    verdicts = {(row["goal_id"], row["series_id"]): row for row in _rows(found.by_series, "goal_id", asked)}
    rows = []
    for each in watched:
        key = each.series["series_id"]
        if each.rhythm.every not in SEASONS:
            continue
        for goal_id, factor in measured.get(key, ()):
            goal, verdict, name = goals[goal_id], verdicts[goal_id, key], names[goal_id]
            rows.append(
                {
                    "series_id": key, "commitment_id": goal_id, "id": name["id"], "indicator": name["indicator"],
                    "deadline": goal["deadline"], "status": verdict["status"], "unit": each.series["unit"],
                    **_pace(each, goal, verdict, factor, kinds[key] == PER_PERIOD),
                }
            )  # fmt: skip
    return pl.DataFrame(rows, schema=PACE).sort("deadline", "id", nulls_last=True)


def _rows(frame: pl.DataFrame, column: str, keys: list[str]) -> Iterator[dict[str, Any]]:
    return frame.filter(pl.col(column).is_in(keys)).iter_rows(named=True)


def _pace(each: Watched, goal: dict[str, Any], verdict: dict[str, Any], factor: float, flows: bool) -> dict[str, Any]:
    if verdict["goal"] is None or goal["deadline"] is None or verdict["way"] not in (STATE, FROM_BASE):
        return {}
    every = str(each.rhythm.every)
    per = SEASONS[every]
    times = per if flows else 1
    target = verdict["goal"] / factor
    end = goal["deadline"] * per + per - 1
    told = toward(
        each.rhythm.figures.select("value", period="number"),
        target=target / times,
        deadline=end - (per - 1) / 2 if flows else end,
        comparator="<=" if goal["direction"] == "down" or goal["comparator"] == "<=" else ">=",
        every=every,
    )
    if told is None:
        return {"goal": target}
    return {
        "goal": target, "level": told.level * times, "per_year": told.slope * per * times,
        "needed_per_year": None if told.needed is None else told.needed * per * times, "years_left": told.left / per,
        "leads_to": told.projected * times, "on_pace": told.on_pace, "formula": FORMULA,
    }  # fmt: skip
