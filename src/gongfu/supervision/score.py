"""How units score: a published formula over their items, from parts that each are shown."""

from datetime import date
from typing import Any

import polars as pl

from gongfu.supervision.life import REPORTED, SENT_BACK, VERIFIED, WITHDRAWN, same_person
from gongfu.text import Text

WEIGHTS: dict[str, float] = {"timely": 0.4, "sound": 0.2, "result": 0.4}
"""What each part of an item's score weighs."""

PARTS: dict[str, Text] = {
    "timely": Text("按期报送", "reported in time"),
    "sound": Text("一次核实", "verified at once"),
    "result": Text("目标达成", "goal attained"),
}

LATE = 0.5
"""Part ``timely`` of a first report that came late."""

RESULTS: dict[str, float | None] = {
    "attained": 1.0, "on_track": 1.0, "behind": 0.5, "missed": 0.0, "not_measurable": None,
}  # fmt: skip
"""Part ``result`` for each verdict."""

FORMULA = Text(
    "单位得分＝各事项得分的平均。事项得分＝100×（各已知部分的分值×权重之和）÷（已知部分权重之和），未知的部分不计入，"
    "全部未知的事项和已撤销的事项不计分。按期报送（{timely:g}）：首次报送不晚于期限 1，晚于期限 {late:g}，逾期未报 0，未到期未报为未知。"
    "一次核实（{sound:g}）：由他人核实为 1÷（1＋退回次数），退回未复 0，其余（包括报送人自行核实）为未知。"
    "目标达成（{result:g}）：已达成或进度正常 1，进度滞后 {behind:g}，未达成 0，无法判断为未知。",
    "The score of a unit is the mean of those of its items. The score of an item is 100 × the sum of part × weight over the known "
    "parts ÷ the sum of their weights; an unknown part does not count, an item without a known part has no score. "
    "Reported in time ({timely:g}): first report by the day due 1, later {late:g}, overdue and none 0, not yet due and none "
    "unknown. Verified at once ({sound:g}): 1 ÷ (1 + times sent back) once another person verified it, 0 while sent back, else "
    "unknown, as where who reported verified it too. Withdrawn items do not count. "
    "Goal attained ({result:g}): attained or on track 1, behind {behind:g}, missed 0, not measurable unknown.",
).fill(**WEIGHTS, late=LATE, behind=RESULTS["behind"])
"""The formula as it is published, with the weights that are used."""


def item_scores(items: pl.DataFrame, statuses: pl.DataFrame, verdicts: pl.DataFrame, *, day: date) -> pl.DataFrame:
    """The score of each item on a day, and the parts that it is made of.

    Parameters
    ----------
    items
        ``entry_id``, ``subject_id`` (the commitment or task), ``unit_id``, ``due`` (null is unknown).
    statuses
        Rows of ``register_status`` of these items; those after the day are left out.
    verdicts
        ``commitment_id``, ``status``: what became of each commitment; one that is missing is unknown.
    day
        The day asked for.

    Returns
    -------
    A row an item that had begun by then and was not withdrawn: ``entry_id``, ``unit_id``, ``timely``, ``sound``, ``result`` (each 0 to 1, null is
    unknown), ``known`` (share of the weights that is known, 0 to 1), ``score`` (0 to 100, null where nothing is known).
    """
    past = statuses.filter(pl.col("since") <= day).sort("entry_id", "step")
    lives = past.group_by("entry_id", maintain_order=True).agg(
        first_report=pl.col("since").filter(pl.col("status") == REPORTED).first(),
        sent_back=(pl.col("status") == SENT_BACK).sum(),
        _reporters=pl.col("set_by").filter(pl.col("status") == REPORTED),
        _verifier=pl.col("set_by").filter(pl.col("status") == VERIFIED).first(),
        _verified=(pl.col("status") == VERIFIED).any(),
        last=pl.col("status").last(),
    )
    own = pl.struct("_verifier", "_reporters").map_elements(_own, return_dtype=pl.Boolean)
    lives = lives.filter(pl.col("last") != WITHDRAWN).with_columns(verified=pl.col("_verified") & ~own)
    told = verdicts.select(
        subject_id="commitment_id",
        result=pl.col("status").replace_strict(RESULTS, default=None, return_dtype=pl.Float64),
    ).unique("subject_id", keep="last", maintain_order=True)
    reported, overdue = pl.col("first_report").is_not_null(), pl.col("due") < day
    timely = (
        pl.when(reported & (pl.col("first_report") <= pl.col("due"))).then(1.0)
        .when(reported & (pl.col("first_report") > pl.col("due"))).then(LATE)
        .when(~reported & overdue).then(0.0)
    )  # fmt: skip
    sound = pl.when("verified").then(1 / (1 + pl.col("sent_back"))).when(pl.col("last") == SENT_BACK).then(0.0)
    scored = items.join(lives, on="entry_id", maintain_order="left").join(
        told, on="subject_id", how="left", maintain_order="left"
    )
    parts = scored.with_columns(timely=timely, sound=sound)
    known = pl.sum_horizontal(pl.col(part).is_not_null() * weight for part, weight in WEIGHTS.items())
    earned = pl.sum_horizontal(pl.col(part).fill_null(0.0) * weight for part, weight in WEIGHTS.items())
    return parts.with_columns(known=known.round(10), score=pl.when(known > 0).then(100 * earned / known)).select(
        "entry_id", "unit_id", *WEIGHTS, "known", "score"
    )


def _own(names: dict[str, Any]) -> bool:
    """Whether the verifier of an item is one who reported it."""
    verifier = names["_verifier"]
    return verifier is not None and any(same_person(verifier, name) for name in names["_reporters"] if name)


def unit_scores(items: pl.DataFrame) -> pl.DataFrame:
    """The score of each unit out of those of its items.

    Parameters
    ----------
    items
        As :func:`item_scores` gives them.

    Returns
    -------
    A row a unit, the highest first and those without a score last: ``unit_id``, ``items``, ``scored`` (items that have a
    score), the mean of each part over the items where it is known, ``known`` (mean share of the weights that is known),
    ``score`` (0 to 100; null where no item has one).
    """
    return (
        items.group_by("unit_id")
        .agg(
            pl.len().alias("items"), pl.col("score").count().alias("scored"), pl.col(*WEIGHTS, "known", "score").mean()
        )
        .with_columns(pl.col("items", "scored").cast(pl.Int64))
        .sort("score", "unit_id", descending=[True, False], nulls_last=True)
    )
