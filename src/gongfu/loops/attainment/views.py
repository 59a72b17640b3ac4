"""The scoreboard as a person reads it."""

from datetime import timedelta
from typing import Any

import polars as pl

from gongfu.attainment.words import ATTAINED, BEHIND, MISSED, NOT_MEASURABLE, ON_TRACK, REASONS, STATUSES
from gongfu.loops.attainment.board import Board
from gongfu.loops.plan.views import short_units
from gongfu.plan.readable import value_text
from gongfu.text import Lang

STALE = timedelta(days=548)  # a year and a half: the figure of a year should be out by then
GROUPS = ("plan", "action", "indicator", "unit", "district", "year")
ORDER = (MISSED, BEHIND, ON_TRACK, ATTAINED, NOT_MEASURABLE)


def board_view(found: Board, lang: Lang) -> pl.DataFrame:
    """One row a target, those that need somebody first.

    Returns
    -------
    ``id``, ``indicator``, ``amount``, ``deadline``, ``status``, ``reason`` (in words), ``observed`` (with its period),
    ``behind_by`` (what is missing to the goal), ``missing`` (the figures that would decide), ``evidence`` (the source of the
        figure that decides, else what is missing), ``stale``, ``units``,
    ``inherited`` (where the text of the target names no unit, and that of a repeat does), ``district``, ``plan``, ``action``,
    numbers and ids.
    """
    held = _units(found)
    periods = dict(found.observations.select("observation_id", "period").iter_rows())
    ends = dict(found.observations.select("observation_id", "period_end").iter_rows())
    titles = dict(found.sources.select("source_id", "title").iter_rows())
    told = {
        one: titles.get(source) for one, source in found.observations.select("observation_id", "source_id").iter_rows()
    }
    targets = {row["commitment_id"]: row for row in found.targets.iter_rows(named=True)}
    place = {name: number for number, name in enumerate(ORDER)}
    rows = []
    for verdict in found.verdicts.iter_rows(named=True):
        target = targets[verdict["goal_id"]]
        used = verdict["observation_ids"] or []
        last = max((one for one in used if ends.get(one)), key=lambda one: ends[one], default=None)
        names, inherited = held[verdict["goal_id"]]
        rows.append(
            {
                "id": target["id"], "indicator": target["indicator"],
                "amount": value_text(target["value"], target["value_high"], target["unit"], target["comparator"], target["mode"], lang=lang),
                "deadline": target["deadline"], "status": verdict["status"], "reason": REASONS[verdict["reason"]].to(lang),
                "observed": _observed(verdict, target, periods.get(last) if last else None, lang),
                "behind_by": _gap(verdict, target, lang),
                "missing": _missing(verdict, target),
                "stale": None if last is None else found.day - ends[last] > STALE and verdict["status"] not in (ATTAINED, MISSED),
                "units": short_units(names, lang), "inherited": inherited, "district": _region(found, target),
                "evidence": told.get(last) if verdict["status"] != NOT_MEASURABLE and last else _missing(verdict, target),
                "plan": target["plan"], "action": target["action"], "doc": target["doc"], "responsible": names,
                "why": verdict["reason"], "goal": verdict["goal"], "observed_value": verdict["observed"],
                "gap": verdict["gap"], "required_per_year": verdict["required_per_year"],
                "actual_per_year": verdict["actual_per_year"], "needed_per_year": verdict["needed_per_year"],
                "commitment_id": target["commitment_id"], "series_id": verdict["series_id"], "plan_id": target["plan_id"],
                "source_id": target["source_id"], "_place": place[verdict["status"]],
            }
        )  # fmt: skip
    schema: dict[str, pl.DataType | type[pl.DataType]] = {"stale": pl.Boolean, "behind_by": pl.String, "observed": pl.String, "missing": pl.String, "evidence": pl.String, "units": pl.String,
              "action": pl.String, "responsible": pl.List(pl.String)}  # fmt: skip
    frame = pl.DataFrame(rows, schema_overrides=schema, infer_schema_length=None)
    return frame.sort("_place", "deadline", "id", nulls_last=True).drop("_place") if rows else frame


def summary_view(board: pl.DataFrame, by: str) -> pl.DataFrame:
    """How many targets of each group are decided and how, worst first.

    Parameters
    ----------
    board
        Rows of :func:`board_view`.
    by
        One of :data:`GROUPS`; a target of several units counts for each.
    """
    columns = {"unit": "responsible", "year": "deadline"}
    name = columns.get(by, by)
    frame = board.explode(name) if by == "unit" else board
    counts = [pl.col("status").eq(status).sum().alias(status) for status in ORDER]
    grouped = frame.group_by(pl.col(name).cast(pl.String).alias("group")).agg(
        pl.len().alias("targets"), *counts, pl.col("stale").sum().alias("stale_figures")
    )
    decided = pl.col(ATTAINED) + pl.col(MISSED)
    return grouped.with_columns(attained_percent=pl.when(decided > 0).then(pl.col(ATTAINED) / decided * 100)).sort(
        pl.col(MISSED) + pl.col(BEHIND), "targets", "group", descending=[True, True, False]
    )


def missing_view(found: Board) -> pl.DataFrame:
    """The figures that would decide something, those that decide most first: ``indicator``, ``year``, ``targets``, ``ids``."""
    rows = [
        (target["indicator"], target["unit"], year, target["id"])
        for verdict, target in zip(
            found.verdicts.iter_rows(named=True), found.targets.iter_rows(named=True), strict=True
        )
        for year in (verdict["missing_years"] or [])
        if year is not None and verdict["status"] == NOT_MEASURABLE
    ]
    frame = pl.DataFrame(
        rows, schema={"indicator": pl.String, "unit": pl.String, "year": pl.Int64, "id": pl.String}, orient="row"
    )
    return (
        frame.group_by("indicator", "unit", "year", maintain_order=True)
        .agg(targets=pl.len(), ids=pl.col("id"))
        .sort("targets", "year", "indicator", descending=[True, False, False])
    )


def change_view(before: pl.DataFrame, after: pl.DataFrame) -> pl.DataFrame:
    """The targets whose status is another one than before, and new ones: ``id``, ``indicator``, ``was``, ``status``, ``reason``."""
    was = before.select("commitment_id", was="status", was_observed="observed")
    joined = after.join(was, on="commitment_id", how="left", maintain_order="left")
    return joined.filter(pl.col("was").is_null() | (pl.col("was") != pl.col("status")))


def _units(found: Board) -> dict[str, tuple[list[str], bool]]:
    """Who answers for each target, and whether that is inherited from another mention of it."""
    said = found.ledger.commitments
    repeats: dict[str, list[str]] = {}
    for first, names in said.filter(pl.col("same_as").is_not_null()).select("same_as", "responsible").iter_rows():
        for name in names or []:
            mine = repeats.setdefault(first, [])
            if name not in mine:
                mine.append(name)
    result = {}
    for key, names in found.targets.select("commitment_id", "responsible").iter_rows():
        own = list(names or [])
        result[key] = (own, False) if own else (repeats.get(key, []), key in repeats)
    return result


def _region(found: Board, target: dict[str, Any]) -> str | None:
    names = dict(found.ledger.regions.select("region_id", "name_zh").iter_rows())
    return names.get(target["region_id"])


def _observed(verdict: dict[str, Any], target: dict[str, Any], period: str | None, lang: Lang) -> str | None:
    if verdict["observed"] is None:
        return None
    unit = "%" if verdict["way"] == "rates" else target["unit"]
    mode = "level" if target["mode"] != "flow" else "flow"
    if target["mode"] in ("multiple", "growth") and verdict["way"] == "from_base":
        unit = ""
    said = value_text(verdict["observed"], None, unit, "=", mode, lang=lang).strip()
    return f"{said} ({period})" if period else said


def _gap(verdict: dict[str, Any], target: dict[str, Any], lang: Lang) -> str | None:
    if verdict["status"] not in (MISSED, BEHIND) or not verdict["gap"]:
        return None
    unit = "百分点" if target["unit"] == "%" and lang == "zh" else "pp" if target["unit"] == "%" else target["unit"]
    return value_text(
        verdict["gap"], None, "" if verdict["way"] == "from_base" else unit, "=", "level", lang=lang
    ).strip()


def _missing(verdict: dict[str, Any], target: dict[str, Any]) -> str | None:
    years = [str(year) for year in verdict["missing_years"] or [] if year is not None]
    return f"{target['indicator']} {', '.join(years)}" if years and verdict["status"] == NOT_MEASURABLE else None


def counted(board: pl.DataFrame, lang: Lang) -> str:
    """Each status with its number, in words."""
    counts = dict(board["status"].value_counts().iter_rows()) if board.height else {}
    return (
        "，".join(f"{STATUSES[s].zh} {counts.get(s, 0)}" for s in (ATTAINED, MISSED, ON_TRACK, BEHIND, NOT_MEASURABLE))
        if lang == "zh"
        else ", ".join(
            f"{counts.get(s, 0)} {STATUSES[s].en}" for s in (ATTAINED, MISSED, ON_TRACK, BEHIND, NOT_MEASURABLE)
        )
    )
