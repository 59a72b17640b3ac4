"""What a person reads of supervision: what is due, the list for a meeting, scores, splits, the life of an item."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from gongfu.loops.plan.ledger import Ledger
from gongfu.loops.supervision.items import Read, read_items, successors
from gongfu.loops.supervision.splitting import waiting_parts
from gongfu.loops.supervision.verdicts import verdicts_of
from gongfu.plan.readable import value_text
from gongfu.supervision import check_splits, due, item_scores, unit_scores
from gongfu.supervision.due import NEXT_STEPS
from gongfu.supervision.life import ASSIGNED, SENT_BACK
from gongfu.text import Lang
from gongfu.workspace.registers import status_on


@dataclass(frozen=True, slots=True)
class Supervised:
    """Everything under supervision as of a day: items with their status, and what was set, reported, reminded and handed over by then."""

    day: date
    items: pl.DataFrame
    statuses: pl.DataFrame
    milestones: pl.DataFrame
    reports: pl.DataFrame
    reminders: pl.DataFrame
    handovers: pl.DataFrame


def supervised(read: Read, ledger: Ledger, day: date, *, unit_id: str | None = None) -> Supervised:
    """Read what is under supervision on a day, of one unit or of all."""
    items = read_items(read, ledger, day)
    if unit_id is not None:
        items = items.filter(pl.col("unit_id") == unit_id)
    keys = items["entry_id"].implode()

    def of(table: str, since: str) -> pl.DataFrame:
        return read(table).filter(pl.col("entry_id").is_in(keys) & (pl.col(since) <= day))

    statuses = of("register_status", "since")
    held = items.join(status_on(statuses, day), on="entry_id", how="inner", maintain_order="left")
    return Supervised(
        day, held, statuses, of("milestone", "set_on"), of("report", "reported_on"), of("reminder", "reminded_on"),
        of("handover", "handed_on"),
    )  # fmt: skip


def due_view(found: Supervised, lang: Lang, *, ahead: int) -> pl.DataFrame:
    """What needs somebody, the most pressing first.

    Returns
    -------
    The rows of ``due`` with ``id``, ``title``, ``unit``, ``status``, ``next`` (step in words) and ``reminders`` (how many).
    """
    listed = due(found.items, found.milestones, day=found.day, ahead=ahead)
    last = found.statuses.group_by("entry_id").agg(_last=pl.col("step").max())
    told = found.items.select("entry_id", "id", "title", "unit", "status", "kind", "subject_id").join(
        last, on="entry_id", how="left", maintain_order="left"
    )
    of_status, milestone = pl.col("reason").is_in(["sent_back", "to_verify", "to_close"]), pl.col("what").is_not_null()
    steps = {reason: step.to(lang) for reason, step in NEXT_STEPS.items()}
    return (
        listed.join(told, on="entry_id", how="left", maintain_order="left")
        .join(_reminded(found), on="entry_id", how="left", maintain_order="left")
        .with_columns(pl.col("reminders").fill_null(0), next=pl.col("reason").replace(steps),
            milestone_on=pl.when(milestone).then("day"), since_step=pl.when(~milestone).then(pl.when(of_status).then("_last").otherwise(1)),
        )
        .select(
            "reason", "id", "title", "unit", "person", "day", "days_late", "what", "who", "next", "reminders", "status",
            "kind", "subject_id", "entry_id", "unit_id", "milestone_on", "since_step",
        )
    )  # fmt: skip


def meeting_view(found: Supervised, lang: Lang, *, ahead: int) -> pl.DataFrame:
    """The list for the next meeting: a row for each thing to do, unit by unit, with what was last reported.

    Returns
    -------
    ``unit``, ``id``, ``title``, ``amount`` (the target in words), ``person``, ``status``, ``reason``, ``what``, ``day``, ``days_late``,
    ``reported_on``, ``reported`` (figure in words), ``file_name``, ``note``, ``reminders``, ``last_reminded``, ``who``, ``next``.
    """
    amounts = {row["entry_id"]: _amount(row, lang) for row in found.items.iter_rows(named=True)}
    last = found.reports.sort("entry_id", "step").group_by("entry_id", maintain_order=True).last()
    said = {row["entry_id"]: _figure(row, lang) for row in last.iter_rows(named=True)}
    listed = due_view(found, lang, ahead=ahead).join(
        last.select("entry_id", "reported_on", "file_name", "note", of_report="step"),
        on="entry_id",
        how="left",
        maintain_order="left",
    )
    return (
        listed.join(
            _reminded(found).select("entry_id", "last_reminded"), on="entry_id", how="left", maintain_order="left"
        )
        .with_columns(
            amount=pl.col("entry_id").replace_strict(amounts, default=None, return_dtype=pl.String),
            reported=pl.col("entry_id").replace_strict(said, default=None, return_dtype=pl.String),
        )
        .sort("unit", maintain_order=True, nulls_last=True)
        .select(
            "unit", "id", "title", "amount", "person", "status", "reason", "what", "day", "days_late", "reported_on",
            "reported", "file_name", "note", "reminders", "last_reminded", "who", "next", "entry_id", "of_report", "milestone_on",
            "since_step", of_commitment=pl.when(pl.col("kind") == "commitment").then("subject_id"),
        )
    )  # fmt: skip


def score_view(read: Read, found: Supervised, year: int | None = None) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Scores of units, and of the items that they are made of; of the items due in one year, or of all."""
    items = found.items if year is None else found.items.filter(pl.col("due").dt.year() == year)
    scores = item_scores(items, found.statuses, verdicts_of(read, found.day), day=found.day)
    names = items.select("entry_id", "id", "title", "unit", "due", "status")
    units = unit_scores(scores).join(
        items.select("unit_id", "unit").unique(), on="unit_id", how="left", maintain_order="left"
    )
    parts = ("timely", "sound", "result", "known", "score")
    told = names.join(scores, on="entry_id", maintain_order="left")
    return (
        units.select("unit", "items", "scored", *parts, "unit_id"),
        told.select("unit", "id", "title", "due", "status", *parts, "entry_id"),
    )


def split_view(read: Read, ledger: Ledger, commitment_id: str | None = None) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Splits held against their targets, and their parts; of one commitment, or of all.

    Returns
    -------
    The rows of ``check_splits`` with ``id``, ``indicator``, ``unit`` and ``quarantined`` (rows of its file that wait there; they count as
    unknown parts); the parts with ``id``.
    """
    parts = read("target_split").with_columns(
        pl.col("commitment_id").replace(successors(read)), of_target="commitment_id"
    )
    if commitment_id is not None:
        parts = parts.filter(pl.col("commitment_id") == commitment_id)
    told = ledger.commitments.select("commitment_id", "id", "indicator", "unit", "comparator")
    waiting = waiting_parts(read("quarantine"), read("import"), parts)
    counted = pl.concat([parts.select(waiting.columns), waiting])
    waits = waiting.group_by("commitment_id", "dimension").agg(quarantined=pl.len().cast(pl.Int64))
    checked = check_splits(ledger.commitments, counted).join(
        told, on="commitment_id", how="left", maintain_order="left"
    )
    checked = checked.join(waits, on=["commitment_id", "dimension"], how="left", maintain_order="left").with_columns(
        pl.col("quarantined").fill_null(0)
    )
    listed = parts.join(told.select("commitment_id", "id"), on="commitment_id", how="left", maintain_order="left")
    return (
        checked.select(
            "id", "indicator", "dimension", "rule", "comparator", "whole", "bound", "total", "difference", "unit",
            "outcome", "parts", "unknown", "quarantined", "commitment_id",
        ),
        listed.select(
            "id", "dimension", "part", "value", "unit", "note", "set_by", "source_id", "locator", "of_target"
        ),
    )  # fmt: skip


def to_come(found: Supervised) -> tuple[pl.DataFrame, pl.DataFrame]:
    """What a calendar shows: the items still to be reported on, and the milestones of these that are not reached."""
    waiting = found.items.filter(pl.col("status").is_in([ASSIGNED, SENT_BACK]))
    unmet = found.milestones.filter(pl.col("met_on").is_null() | (pl.col("met_on") > found.day))
    return waiting, unmet


def life_of(found: Supervised, item: dict[str, Any]) -> dict[str, pl.DataFrame]:
    """The whole history of an item: statuses, reports, milestones, reminders, hand-overs."""
    mine = pl.col("entry_id") == item["entry_id"]
    return {
        "statuses": found.statuses.filter(mine).sort("step").drop("published_on", "source_id", "locator"),
        "reports": found.reports.filter(mine).sort("step"),
        "milestones": found.milestones.filter(mine).sort("due_on"),
        "reminders": found.reminders.filter(mine).sort("number"),
        "handovers": found.handovers.filter(mine).sort("number"),
    }


def _reminded(found: Supervised) -> pl.DataFrame:
    return found.reminders.group_by("entry_id").agg(
        reminders=pl.len().cast(pl.Int64), last_reminded=pl.col("reminded_on").max()
    )


def _amount(row: dict[str, Any], lang: Lang) -> str | None:
    if row["value"] is None:
        return None
    return value_text(row["value"], row["value_high"], row["measure"], row["comparator"], row["mode"], lang=lang)


def _figure(row: dict[str, Any], lang: Lang) -> str | None:
    return None if row["value"] is None else value_text(row["value"], None, row["unit"], "=", "level", lang=lang)
