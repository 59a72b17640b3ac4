"""Who is to answer for the commitments and tasks of a plan, as the plan itself says."""

from typing import Any

import polars as pl

from gongfu.loops.plan.ledger import Ledger
from gongfu.loops.supervision.acting import Task
from gongfu.loops.supervision.items import Subject, commitment_subject, task_subject
from gongfu.supervision.life import ENDED
from gongfu.text import Text

UNDER_SUPERVISION, NO_UNIT, NO_LEAD = "under_supervision", "no_unit", "no_lead"
LEFT_OUT: dict[str, Text] = {
    UNDER_SUPERVISION: Text("已在督办中", "under supervision already"),
    NO_UNIT: Text("规划未写责任单位", "the plan names no unit"),
    NO_LEAD: Text("规划写了几个单位，未分牵头", "the plan names several units and none as lead"),
}
"""Why a commitment or task of a plan is not assigned."""


def of_plan(
    ledger: Ledger, items: pl.DataFrame, plan: dict[str, Any], *, tasks: bool
) -> tuple[list[Task], pl.DataFrame]:
    """What of a plan is to be assigned, and to whom.

    Parameters
    ----------
    items
        Items under supervision with their ``status``.
    plan
        A row of the ledger's plans.
    tasks
        Tasks as well, but for those whose target is assigned itself.

    Returns
    -------
    Its targets (first mentions; no outcomes, baselines or rejected ones), each with its lead unit, or the only one that is
    named; and those left out: ``id``, ``title``, ``reason`` (a key of :data:`LEFT_OUT`).
    """
    here = pl.col("plan_id") == plan["plan_id"]
    standing = here & (pl.col("kind") == "target") & (pl.col("status") != "rejected") & pl.col("same_as").is_null()
    subjects = [commitment_subject(row) for row in ledger.commitments.filter(standing).iter_rows(named=True)]
    if tasks:
        numbered = ledger.commitments.filter(standing)["task_id"].drop_nulls().implode()
        plain = ledger.tasks.filter(here & ~pl.col("task_id").is_in(numbered))
        subjects += [task_subject(row) for row in plain.iter_rows(named=True)]
    busy = set(items.filter(~pl.col("status").is_in(ENDED))["subject_id"])
    named = ledger.responsibilities.filter(here).sort("position")
    units: dict[str, list[tuple[str, str | None]]] = {}
    for item_id, unit_id, role in named.select("item_id", "unit_id", "role").iter_rows():
        units.setdefault(item_id, []).append((unit_id, role))
    chosen, left = [], []
    for subject in subjects:
        unit_id = _lead(units.get(subject.key, []))
        if subject.key in busy:
            left.append(_left(subject, UNDER_SUPERVISION))
        elif unit_id is None:
            left.append(_left(subject, NO_LEAD if units.get(subject.key) else NO_UNIT))
        else:
            chosen.append(Task(subject, unit_id))
    return chosen, pl.DataFrame(left, schema=dict.fromkeys(("id", "title", "reason"), pl.String))


def _lead(units: list[tuple[str, str | None]]) -> str | None:
    """The first lead; where no role is written, the only unit."""
    leads = [unit for unit, role in units if role == "lead"]
    if leads:
        return leads[0]
    return units[0][0] if len(units) == 1 and units[0][1] is None else None


def _left(subject: Subject, reason: str) -> dict[str, str]:
    return {"id": subject.id, "title": subject.title, "reason": reason}
