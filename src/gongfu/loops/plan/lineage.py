"""Indicators of the ledger followed through its plans, as tables."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from gongfu.loops.plan.ledger import Ledger
from gongfu.plan.commitment import BASE_FIELDS
from gongfu.plan.lineage import Decision, Lineage, PlanRecords, lineage
from gongfu.plan.readable import value_text
from gongfu.text import Lang


def ledger_lineage(ledger: Ledger, decided: Mapping[tuple[str, str], str]) -> Lineage:
    """Follow the indicators of all plans; records go by the ids of exports ("001-024").

    Rejected commitments say nothing; corrected ones say what they were corrected to. ``decided`` holds what persons
    decided of two commitments, by their keys; a decision on one that is gone says nothing.
    """
    said = ledger.commitments.filter(pl.col("status") != "rejected")
    regions = dict(ledger.regions.select("region_id", "name_zh").iter_rows())
    plans = []
    for plan in ledger.plans.iter_rows(named=True):
        rows = said.filter(pl.col("plan_id") == plan["plan_id"]).to_dicts()
        known = {row["id"] for row in rows}
        records = [_record(row, known) for row in rows]
        plans.append(
            PlanRecords(
                plan["doc"],
                plan["published_on"],
                records,
                term=(plan["period_start"], plan["period_end"]),
                title=plan["title"],
                region=regions.get(plan["region_id"]),
            )
        )
    names = dict(said.select("commitment_id", "id").iter_rows())
    kept = [
        Decision(names[one], names[other], "join" if verdict == "join" else "apart")
        for (one, other), verdict in decided.items()
        if one in names and other in names
    ]
    return lineage(plans, kept)


def _record(row: dict[str, Any], known: set[str]) -> dict[str, Any]:
    record = {name: row[name] for name in BASE_FIELDS if name in row}
    first = row["same_as_id"]
    return {**record, "id": row["id"], "same_as": first if first in known else None}


def link_view(found: Lineage, ledger: Ledger, lang: Lang) -> pl.DataFrame:
    """One row a link: ``line`` (its name), ``from``, ``to``, what both say, ``relation``, ``renamed``, ``reason``, ``origin``."""
    says, keys = _says(ledger, lang), dict(ledger.commitments.select("id", "commitment_id").iter_rows())
    names = {line.id: line.name.to(lang) for line in found.lines}
    rows = [
        {
            "line": names[link.line], "from": link.earlier, "from_says": says.get(link.earlier), "to": link.later,
            "to_says": says.get(link.later), "relation": link.relation, "renamed": link.renamed,
            "reason": link.reason.to(lang), "origin": link.origin, "from_id": keys.get(link.earlier), "to_id": keys.get(link.later),
        }
        for link in found.links
    ]  # fmt: skip
    columns = (
        "line",
        "from",
        "from_says",
        "to",
        "to_says",
        "relation",
        "renamed",
        "reason",
        "origin",
        "from_id",
        "to_id",
    )
    types = {name: pl.Boolean if name == "renamed" else pl.String for name in columns}
    return pl.DataFrame(rows, schema=types)


def conflict_view(found: Lineage, ledger: Ledger, lang: Lang) -> pl.DataFrame:
    """One row a conflict: ``line``, ``kind`` (inside, between), both records, what they say, ``deadline``, ``reason``."""
    says, keys = _says(ledger, lang), dict(ledger.commitments.select("id", "commitment_id").iter_rows())
    names = {line.id: line.name.to(lang) for line in found.lines}
    rows = [
        {
            "line": names[one.line], "conflict": one.kind, "from": one.records[0], "from_says": says.get(one.records[0]),
            "to": one.records[-1], "to_says": says.get(one.records[-1]), "deadline": one.deadline,
            "reason": one.reason.to(lang), "from_id": keys.get(one.records[0]), "to_id": keys.get(one.records[-1]),
        }
        for one in found.conflicts
    ]  # fmt: skip
    columns = ("line", "conflict", "from", "from_says", "to", "to_says", "deadline", "reason", "from_id", "to_id")
    types = {name: pl.Int64 if name == "deadline" else pl.String for name in columns}
    return pl.DataFrame(rows, schema=types)


def near_view(found: Lineage, ledger: Ledger, lang: Lang) -> pl.DataFrame:
    """One row a pair that looks alike and was not joined, with the reason."""
    says, keys = _says(ledger, lang), dict(ledger.commitments.select("id", "commitment_id").iter_rows())
    rows = [
        {
            "from": one.earlier, "from_says": says.get(one.earlier), "to": one.later, "to_says": says.get(one.later),
            "reason": one.reason.to(lang), "from_id": keys.get(one.earlier), "to_id": keys.get(one.later),
        }
        for one in found.near_misses
    ]  # fmt: skip
    return pl.DataFrame(
        rows, schema=dict.fromkeys(("from", "from_says", "to", "to_says", "reason", "from_id", "to_id"), pl.String)
    )


def _says(ledger: Ledger, lang: Lang) -> dict[str, str]:
    """What each commitment says, in short: its value, and the year."""
    columns = ("id", "value", "value_high", "unit", "comparator", "mode", "deadline")
    return {
        name: value_text(*amount, lang=lang) + (f" ({year})" if year else "")
        for name, *amount, year in ledger.commitments.select(columns).iter_rows()
    }
