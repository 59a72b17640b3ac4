"""How a part of a score, and the sum of a split, are worked out: formula and inputs, each of which opens."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from gongfu.loops.attainment.working import INPUTS
from gongfu.loops.plan.ledger import Ledger
from gongfu.loops.supervision.items import Read, successors
from gongfu.loops.supervision.splitting import waiting_parts
from gongfu.loops.supervision.verdicts import verdicts_of
from gongfu.loops.supervision.views import Supervised, score_view, split_view
from gongfu.supervision.life import REPORTED, STATUSES
from gongfu.supervision.score import LATE, PARTS, WEIGHTS
from gongfu.supervision.split import EACH, LAST
from gongfu.text import Lang, Text

FIGURES = (*WEIGHTS, "known", "score")
SCHEMA = {
    **INPUTS, "in_words": pl.String, "verdict_of": pl.String, "of_item": pl.String, "quarantine_id": pl.String,
}  # fmt: skip
"""An input may be said in words, be the verdict on a commitment (``verdict_of``), or the same figure of an item (``of_item``)."""

FORMULAS = {
    "timely": Text(
        f"首次报送不晚于期限为 1，晚于期限为 {LATE:g}，逾期未报为 0",
        f"1 if first reported by the day due, {LATE:g} if later, 0 if overdue and not reported",
    ),
    "sound": Text("1 / (1 + 退回次数)；退回未复为 0", "1 / (1 + times sent back); 0 while sent back"),
    "result": Text(
        "已达成或进度正常为 1，进度滞后为 0.5，未达成为 0", "1 if attained or on track, 0.5 if behind, 0 if missed"
    ),
    "known": Text("已知各部分的权重之和", "sum of the weights of the known parts"),
    "score": Text(
        "100 × 已知各部分（分值 × 权重）之和 / 已知权重之和",
        "100 × sum of part × weight over the known parts / sum of their weights",
    ),
}
OF_UNIT = Text("各事项的平均（未知的不计）", "mean over the items where it is known")


@dataclass(frozen=True, slots=True)
class Reckoned:
    """A figure, its formula in words, what it is of, and its inputs (columns :data:`SCHEMA`)."""

    value: float | None
    formula: Text
    about: str
    unit: str | None = None
    inputs: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=SCHEMA), repr=False)


def of_unit(read: Read, found: Supervised, figure: str, year: int | None) -> Reckoned | None:
    """A figure of the unit whose items were read: the mean over its items."""
    units, items = score_view(read, found, year)
    if units.is_empty():
        return None
    known = items.filter(pl.col(figure).is_not_null())
    rows = [
        {"name": figure, "about": f"{row['id']} {row['title']}", "value": row[figure], "of_item": row["entry_id"]}
        for row in known.iter_rows(named=True)
    ]
    return Reckoned(units[figure][0], OF_UNIT, units["unit"][0], None, pl.DataFrame(rows, schema=SCHEMA))


def of_item(read: Read, found: Supervised, entry_id: str, figure: str, lang: Lang) -> Reckoned | None:
    """A figure of one item: its statuses, the verdict on its commitment, or its parts with their weights."""
    _, items = score_view(read, found)
    mine = items.filter(pl.col("entry_id") == entry_id)
    if mine.is_empty():
        return None
    row = mine.row(0, named=True)
    about = f"{row['id']} {row['title']}"
    if figure in ("known", "score"):
        rows = [
            {"name": part, "about": PARTS[part].to(lang), "value": row[part], "unit": f"× {weight:g}", "explains": part}
            for part, weight in WEIGHTS.items()
            if row[part] is not None
        ]
    elif figure == "result":
        subject = found.items.row(by_predicate=pl.col("entry_id") == entry_id, named=True)["subject_id"]
        said = verdicts_of(read, found.day).filter(pl.col("commitment_id") == subject)
        rows = [
            {"name": "verdict", "about": about, "in_words": status, "verdict_of": key}
            for key, status in said.iter_rows()
        ]
    else:
        rows = _statuses(found, entry_id, row, figure, lang)
    return Reckoned(row[figure], FORMULAS[figure], about, None, pl.DataFrame(rows, schema=SCHEMA))


def _statuses(
    found: Supervised, entry_id: str, row: Mapping[str, Any], figure: str, lang: Lang
) -> list[dict[str, Any]]:
    """The day due, and the steps that count for a part."""
    steps = found.statuses.filter(pl.col("entry_id") == entry_id).sort("step")
    if figure == "timely":
        first = steps.filter(pl.col("status") == REPORTED).head(1)
        steps = pl.concat([steps.head(1), first]).unique("step", maintain_order=True)
    rows = []
    for step in steps.iter_rows(named=True):
        said = (
            f"{STATUSES[step['status']].to(lang)}，{step['set_by']}"
            if lang == "zh"
            else f"{STATUSES[step['status']].en}, {step['set_by']}"
        )
        due = f"（期限 {row['due']}）" if lang == "zh" else f" (due {row['due']})"
        rows.append(
            {
                "name": step["status"], "about": str(row["title"]), "period": str(step["since"]),
                "in_words": said + (due if step["step"] == 1 else ""), "of_table": "register_status", "of_column": "since",
                "of_key": [step["entry_id"], str(step["step"])],
            }
        )  # fmt: skip
    return rows


SUMS = {
    LAST: Text("目标年的部分", "the part of the year of the deadline"),
    EACH: Text("各年中最小的", "the smallest of the years"),
}
SUM = Text("各已知部分之和", "sum of the known parts")
DIFFERENCE = Text("合计 - 总目标（或区间的近端）", "total - whole, or the nearer end of its range")


def of_split(read: Read, ledger: Ledger, commitment_id: str, dimension: str, figure: str) -> Reckoned | None:
    """What the parts of a target come to in one dimension, or by how much that is off the whole."""
    checked, _ = split_view(read, ledger, commitment_id)
    mine = checked.filter(pl.col("dimension") == dimension)
    if mine.is_empty():
        return None
    row = mine.row(0, named=True)
    now = successors(read)
    parts = read("target_split").with_columns(_now=pl.col("commitment_id").replace(now))
    parts = parts.filter((pl.col("_now") == commitment_id) & (pl.col("dimension") == dimension)).sort("part")
    rows: list[dict[str, Any]] = [
        {
            "name": part["part"], "about": row["indicator"], "value": part["value"], "unit": part["unit"], "of_table": "target_split",
            "of_column": "value", "of_key": [part["commitment_id"], part["dimension"], part["part"]],
        }
        for part in parts.iter_rows(named=True)
    ]  # fmt: skip
    current = parts.drop("commitment_id").rename({"_now": "commitment_id"})
    waiting = waiting_parts(read("quarantine"), read("import"), current)
    waiting = waiting.filter((pl.col("commitment_id") == commitment_id) & (pl.col("dimension") == dimension))
    rows += [{"name": part, "about": row["indicator"], "quarantine_id": part} for part in waiting["part"]]
    if figure == "difference":
        rows = [
            {"name": "total", "about": row["indicator"], "value": row["total"], "unit": row["unit"], "explains": "total"},
            {
                "name": "whole", "about": row["indicator"], "value": row["whole"], "unit": row["unit"], "of_table": "commitment",
                "of_column": "value", "of_key": [commitment_id],
            },
        ]  # fmt: skip
    formula = DIFFERENCE if figure == "difference" else SUMS.get(row["rule"], SUM)
    return Reckoned(
        row[figure], formula, f"{row['id']} {row['indicator']}", row["unit"], pl.DataFrame(rows, schema=SCHEMA)
    )
