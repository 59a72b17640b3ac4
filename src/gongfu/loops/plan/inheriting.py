"""Units of commitments whose own text names none: those of the same commitment elsewhere."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

import polars as pl

from gongfu.loops.plan.ledger import Ledger
from gongfu.loops.plan.lineage import ledger_lineage
from gongfu.plan.lineage.decisions import APART
from gongfu.plan.lineage.results import REDEFINED

REPEAT = "repeat"
INHERITED: dict[str, pl.DataType | type[pl.DataType]] = {
    "commitment_id": pl.String, "units": pl.List(pl.String), "from_ids": pl.List(pl.String), "from_plan": pl.String,
    "by": pl.String, "from_commitment_ids": pl.List(pl.String),
}  # fmt: skip
Pair = tuple[str, str]


def inherited_units(ledger: Ledger, decided: Mapping[Pair, str], wanted: pl.Series | None = None) -> pl.DataFrame:
    """Find who answers for commitments that name nobody.

    Its repeats in the plan come first, then the same commitment in other plans of the region: the fewest links away, and of
    two plans as near the earlier. A link that redefines leads nowhere, and nothing comes from a commitment that a
    person keeps apart from it.

    Parameters
    ----------
    ledger
        As of the day.
    decided
        What persons decided of two commitments, by their keys.
    wanted
        Ids of the commitments that are asked for; null is all.

    Returns
    -------
    A row for each commitment (no repeat, not rejected) that names no unit and inherits some, columns :data:`INHERITED`: ``units``
    as written there, ``from_ids`` (as in exports) and ``from_plan`` (title) say where, ``by`` is ``repeat``, or for another plan the
    word ``rule`` or ``person`` of the link.
    """
    said = ledger.commitments.select(_USED).filter(pl.col("status") != "rejected")
    names_any = (pl.col("responsible").list.len() > 0).fill_null(False)
    asked = said if wanted is None else said.filter(pl.col("commitment_id").is_in(wanted.implode()))
    silent = asked.filter(~names_any)
    firsts = said.filter(pl.col("commitment_id").is_in(silent["same_as"].drop_nulls().unique().implode()))
    silent = silent.join(firsts.select(same_as="commitment_id"), on="same_as", how="anti", maintain_order="left")
    repeats = said.filter(names_any & pl.col("same_as").is_in(silent["commitment_id"].implode()))
    found = [
        _row(str(key), REPEAT, rows.to_dicts()) for (key,), rows in repeats.group_by("same_as", maintain_order=True)
    ]
    rest = silent.filter(~pl.col("commitment_id").is_in(repeats["same_as"].implode()))
    return pl.DataFrame([*found, *_from_other_plans(ledger, said, rest, decided)], schema=INHERITED)


_USED = ("commitment_id", "same_as", "responsible", "id", "plan", "plan_id", "status")


def _from_other_plans(
    ledger: Ledger, said: pl.DataFrame, silent: pl.DataFrame, decided: Mapping[Pair, str]
) -> Iterator[dict[str, Any]]:
    """What the silent ones inherit over links, which lead only between plans of one region."""
    several = ledger.plans.filter(pl.len().over("region_id") > 1)
    asking = several.join(silent.select("plan_id"), on="plan_id", how="semi")["region_id"].unique()
    plans = several.filter(pl.col("region_id").is_in(asking.implode(), nulls_equal=True))
    if plans.is_empty():
        return
    there = ledger.of(plans)
    mentions: dict[str, list[dict[str, Any]]] = defaultdict(list)
    rows = {}
    for row in said.join(plans, on="plan_id", how="semi", maintain_order="left").iter_rows(named=True):
        rows[row["commitment_id"]] = row
    for row in rows.values():
        mentions[_first(row, rows)].append(row)
    links = _links(there, rows, decided)
    for key in silent["commitment_id"]:
        naming, by = _elsewhere(key, mentions, links, decided) if key in links else ([], "")
        if naming:
            yield _row(key, by, naming)


def _first(row: Mapping[str, Any], rows: Mapping[str, Any]) -> str:
    """The mention that a repeat goes with; its own where that is not there."""
    return str(row["same_as"] if row["same_as"] in rows else row["commitment_id"])


def _row(key: str, by: str, naming: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "commitment_id": key, "by": by, "from_plan": naming[0]["plan"],
        "units": list(dict.fromkeys(unit for row in naming for unit in row["responsible"])),
        "from_ids": [row["id"] for row in naming],
        "from_commitment_ids": [row["commitment_id"] for row in naming],
    }  # fmt: skip


def _naming(mentions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [row for row in mentions if row["responsible"]]


def _links(ledger: Ledger, rows: Mapping[str, dict[str, Any]], decided: Mapping[Pair, str]) -> dict[str, list[Pair]]:
    """From each commitment to those it is linked with, in order of publication, and who says so."""
    regions = dict(ledger.plans.select("plan_id", "region_id").iter_rows())
    keys = {row["id"]: _first(row, rows) for row in rows.values()}
    order = {key: number for number, key in enumerate(rows)}
    found: dict[str, list[Pair]] = defaultdict(list)
    for link in ledger_lineage(ledger, decided).links:
        one, other = keys[link.earlier], keys[link.later]
        same_region = regions[rows[one]["plan_id"]] == regions[rows[other]["plan_id"]]
        if link.relation != REDEFINED and same_region:
            found[one].append((other, link.origin))
            found[other].append((one, link.origin))
    return {key: sorted(pairs, key=lambda pair: order[pair[0]]) for key, pairs in found.items()}


def _elsewhere(
    key: str, mentions: Mapping[str, list[dict[str, Any]]], links: Mapping[str, list[Pair]], decided: Mapping[Pair, str]
) -> tuple[list[dict[str, Any]], str]:
    for there, by in _nearest(key, links):
        apart = {decided.get((one["commitment_id"], other["commitment_id"]))
                 for one in [*mentions[key], *mentions[there]] for other in [*mentions[key], *mentions[there]]}  # fmt: skip
        if naming := ([] if APART in apart else _naming(mentions[there])):
            return naming, by
    return [], ""


def _nearest(key: str, links: Mapping[str, list[Pair]]) -> Iterator[Pair]:
    """The commitments linked with one, the nearest first; a way through a person's link is the person's."""
    seen, ring = {key}, [(key, "rule")]
    while ring:
        ahead = []
        for here, by in ring:
            for there, said in links.get(here, ()):
                if there not in seen:
                    seen.add(there)
                    ahead.append((there, "person" if "person" in (by, said) else said))
        yield from ahead
        ring = ahead
