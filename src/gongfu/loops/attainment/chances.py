"""How likely a target is to be reached, where the figures allow it, and the Open SDG score beside it."""

from typing import Any

import polars as pl

from gongfu.attainment.words import FROM_BASE, STATE
from gongfu.loops.attainment.board import Board
from gongfu.loops.series.forecasting import sisters_of, years_of
from gongfu.methods.forecast import REASONS, fit_pool, reach
from gongfu.methods.progress import score_progress
from gongfu.text import Lang


def chances(found: Board, goal_id: str, lang: Lang) -> dict[str, Any]:
    """What the series that decides says of the deadline.

    Returns
    -------
    ``probability``, ``probability_low``, ``probability_high`` (an 80 % interval) or nulls and ``why_not``;
    ``progress`` (status) and ``progress_score`` of Open SDG.
    """
    verdict = found.verdicts.row(by_predicate=pl.col("goal_id") == goal_id, named=True)
    goal = found.goals.row(by_predicate=pl.col("goal_id") == goal_id, named=True)
    told: dict[str, Any] = {
        "probability": None, "probability_low": None, "probability_high": None, "why_not": None,
        "progress": None, "progress_score": None,
    }  # fmt: skip
    if verdict["series_id"] is None or verdict["goal"] is None or goal["deadline"] is None:
        return told
    if verdict["way"] not in (STATE, FROM_BASE):
        return told
    sisters = pl.col("series_id").is_in(sisters_of(found.series, verdict["series_id"]))
    pool = years_of(found.series.filter(sisters), found.observations.filter(sisters))
    years = pool.filter(pl.col("series_id") == verdict["series_id"])
    sense = "<=" if goal["direction"] == "down" or goal["comparator"] == "<=" else ">="
    known: list[int] = years["year"].to_list()
    if known and known[-1] < goal["deadline"]:
        asked = pl.DataFrame(
            {
                "series_id": [verdict["series_id"]],
                "year": [goal["deadline"]],
                "target": [verdict["goal"]],
                "comparator": [sense],
            }
        )
        said = reach(fit_pool(pool), asked).row(0, named=True)
        told |= {name: said[name] for name in ("probability", "probability_low", "probability_high")}
        told["why_not"] = REASONS[said["reason"]][lang == "en"] if said["reason"] else None
    if known:
        scored = score_progress(
            known, years["value"].to_list(),
            direction="negative" if sense == "<=" else "positive", target=verdict["goal"],
            base_year=known[0], target_year=goal["deadline"],
        )  # fmt: skip
        told |= {"progress": scored.status, "progress_score": scored.score}
    return told
