"""One verdict worked out again: formula, figures put in, result; and every figure with its source."""

import re
from dataclasses import dataclass
from typing import Any

import polars as pl

from gongfu.attainment.goals import plain_goals
from gongfu.attainment.words import ABOUT, ATTAINED, BEHIND, FROM_BASE, MISSED, ON_TRACK, STATE
from gongfu.loops.attainment.board import Board
from gongfu.methods.pace import GOALS

_NAME = re.compile(r"[a-z_]+")
DIGITS = 12  # as many as are printed; the rest is the noise of binary fractions
_MODES = {"growth": "growth", "increment": "increment", "multiple": "multiple"}


@dataclass(frozen=True, slots=True)
class Step:
    """A formula that Python can evaluate, once by names and once with the figures put in, and its result."""

    name: str
    formula: str
    worked: str
    result: float | bool


def steps(found: Board, goal_id: str) -> list[Step]:
    """The verdict on one target step by step; nothing where no figure bears on it.

    The last step is the comparison that the verdict rests on: it is true for ``attained`` and ``on_track``, and false for
    ``missed`` and ``behind``.
    """
    verdict = found.verdicts.row(by_predicate=pl.col("goal_id") == goal_id, named=True)
    if verdict["status"] not in (ATTAINED, MISSED, ON_TRACK, BEHIND):
        return []
    goal = plain_goals(found.goals).row(by_predicate=pl.col("goal_id") == goal_id, named=True)
    if verdict["way"] in (STATE, FROM_BASE):
        return _of_state(verdict, goal)
    return _of_years(found, verdict, goal)


def _of_state(verdict: dict[str, Any], goal: dict[str, Any]) -> list[Step]:
    known = {
        "target": goal["value"], "base_value": verdict["base_value"], "base_time": verdict["base_time"],
        "deadline": goal["deadline"], "observed": verdict["observed"], "observed_time": verdict["observed_time"],
        "goal": verdict["goal"], "lowest": verdict["observed_low"], "highest": verdict["observed_high"],
    }  # fmt: skip
    done = []
    if verdict["way"] == FROM_BASE:
        mode = "growth_total" if goal["mode"] == "growth" and not goal["annual"] else _MODES[goal["mode"]]
        falls = goal["direction"] == "down" and mode != "multiple"
        done.append(_step("goal", GOALS[mode], known | {"target": -goal["value"] if falls else goal["value"]}))
    if verdict["reason"] == "pace_enough" and not _reached(verdict, goal) or verdict["reason"] == "pace_too_slow":
        done += [
            _step("actual", "(observed - base_value) / (observed_time - base_time)", known),
            _step("needed", "(goal - observed) / (deadline - observed_time)", known),
        ]
        paces = known | {"actual": done[-2].result, "needed": done[-1].result}
        sign = "<=" if goal["direction"] == "down" or goal["comparator"] == "<=" else ">="
        return [*done, _step("enough", f"actual {sign} needed", paces)]
    return [*done, _step("reached", _comparison(goal), known)]


def _reached(verdict: dict[str, Any], goal: dict[str, Any]) -> bool:
    known = {"goal": verdict["goal"], "lowest": verdict["observed_low"], "highest": verdict["observed_high"]}
    return bool(_step("reached", _comparison(goal), known).result)


def _comparison(goal: dict[str, Any]) -> str:
    """Bounds are compared, not the printed figure: a figure "over 22,000" is at least that."""
    if goal["direction"] == "hold" and goal["comparator"] in ("=", "~"):
        return "lowest == goal"
    if goal["direction"] == "down" or goal["comparator"] == "<=":
        return f"highest <= goal * (1 + {ABOUT})" if goal["comparator"] == "~" else "highest <= goal"
    return f"lowest >= goal * (1 - {ABOUT})" if goal["comparator"] == "~" else "lowest >= goal"


def _of_years(found: Board, verdict: dict[str, Any], goal: dict[str, Any]) -> list[Step]:
    known = {
        "goal": verdict["goal"], "lowest": verdict["observed_low"], "highest": verdict["observed_high"],
        "observed": verdict["observed"],
    }  # fmt: skip
    if verdict["reason"] in ("reached", "reached_early", "short", "a_year_short", "every_year_met"):
        return [_step("reached", _comparison(goal), known)]
    if verdict["way"] == "sum":
        length = goal["deadline"] - goal["period_start"] + 1
        years = len(verdict["observation_ids"] or [])
        return [_step("enough", "observed >= goal * years / length", known | {"years": years, "length": length})]
    return [_step("enough", "observed >= goal", known)]


def _step(name: str, formula: str, known: dict[str, Any]) -> Step:
    worked = _NAME.sub(lambda m: f"{known[m[0]]:.{DIGITS}g}" if m[0] in known else m[0], formula)
    result = eval(worked, {"__builtins__": {}})
    return Step(name, formula, worked, result if isinstance(result, bool) else float(f"{result:.{DIGITS}g}"))


def figures(found: Board, goal_id: str) -> pl.DataFrame:
    """Every figure that bears on a target, with where it comes from.

    Returns
    -------
    ``indicator``, ``period``, ``value``, ``comparator``, ``unit``, ``used`` (for the verdict), ``by`` (why the series
    measures the target), ``published``, ``source_kind``, ``source`` (of a derived figure its formula), ``publisher``, ``note``, ``observation_id``.
    """
    mine = {m.series_id: m for m in found.matches if m.goal_id == goal_id and m.used}
    verdict = found.verdicts.row(by_predicate=pl.col("goal_id") == goal_id, named=True)
    used = list(verdict["observation_ids"] or [])
    named = found.series.select("series_id", "indicator", "unit")
    told = found.sources.select("source_id", source="title", publisher="publisher", _day="published_on")
    return (
        found.observations.filter(pl.col("series_id").is_in(list(mine)))
        .join(named, on="series_id", how="left")
        .join(told, on="source_id", how="left")
        .with_columns(
            of_table=pl.when(pl.col("source_kind") == "plan").then(pl.lit("commitment")).otherwise(pl.lit("observation")),
            source=pl.coalesce("source", pl.when(pl.col("origin") == "derived").then("note")),
            used=pl.col("observation_id").is_in(used),
            published=pl.coalesce("published", pl.col("published_on").cast(pl.String), pl.col("_day").cast(pl.String)),
            by=pl.col("series_id").replace_strict(
                {key: m.by for key, m in mine.items()}, default=None, return_dtype=pl.String
            ),
        )
        .sort("series_id", "period_end", "published_on", nulls_last=True)
        .select(
            "indicator", "period", "value", "comparator", "unit", "used", "by", "published", "source_kind", "source",
            "publisher", "note", "locator", "observation_id", "series_id", "source_id", "of_table",
        )
    )  # fmt: skip
