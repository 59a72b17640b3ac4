"""The ledger: commitments as they stand after corrections, with their plan, action, units and sources."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import polars as pl

from gongfu.documents import shadow_text as shadow
from gongfu.errors import NotFoundError
from gongfu.plan.commitment import BASE_FIELDS
from gongfu.plan.corrections import effective
from gongfu.plan.register import unit_of
from gongfu.plan.tree import responsibilities
from gongfu.workspace.codes.text import fold

Read = Callable[[str], pl.DataFrame]


@dataclass(frozen=True, slots=True)
class Ledger:
    """The tables of all plans as their present documents tell them.

    ``commitments`` are the effective ones in the order of plans and text, with ``id`` and ``same_as_id`` (as in
    exports), ``doc``, ``plan``, ``action`` (name), ``status``, ``corrected_by`` and ``extracted``; ``responsibilities`` follow
    corrected names.
    """

    plans: pl.DataFrame
    documents: pl.DataFrame
    regions: pl.DataFrame
    sections: pl.DataFrame
    actions: pl.DataFrame
    tasks: pl.DataFrame
    commitments: pl.DataFrame
    responsibilities: pl.DataFrame
    units: pl.DataFrame
    corrections: pl.DataFrame
    sources: pl.DataFrame

    def of(self, plans: pl.DataFrame) -> "Ledger":
        """The same with the commitments of some of its plans alone."""
        said = self.commitments.join(plans, on="plan_id", how="semi", maintain_order="left")
        return replace(self, plans=plans, commitments=said)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which commitments: null is any. Texts are looked for inside names, whatever their script and width."""

    plan: str | None = None
    action: str | None = None
    unit: str | None = None
    kind: str | None = None
    indicator: str | None = None
    deadline: int | None = None
    status: str | None = None


def read_ledger(read: Read) -> Ledger:
    """Read the ledger.

    Parameters
    ----------
    read
        Gives the rows of a table at the version and day asked for.

    Returns
    -------
    Everything that the present documents of the plans say. Rows of documents that a later one took the place of
    stay in the workspace, and are left out.

    """
    plans = read("plan").sort("published_on", "doc", nulls_last=True)
    current = plans["document_id"].implode()

    def of(table: str) -> pl.DataFrame:
        return read(table).filter(pl.col("document_id").is_in(current))

    actions, units, regions = of("action"), read("unit"), read("region")
    corrections = read("correction")
    everything = effective(read("commitment"), corrections)
    numbered = _numbered(everything.filter(pl.col("document_id").is_in(current)), plans)
    named = numbered.join(actions.select("action_id", action="name"), on="action_id", how="left", maintain_order="left")
    held, found = _responsible(of("responsibility"), named, plans, regions)
    units = pl.concat([units, found.select(units.columns)]) if found.height else units
    return Ledger(
        plans=plans,
        documents=read("document").filter(pl.col("document_id").is_in(current)),
        regions=regions,
        sections=of("section").sort("document_id", "position"),
        actions=actions.sort("document_id", "position"),
        tasks=of("task").sort("document_id", "start"),
        commitments=named,
        responsibilities=held,
        units=units,
        corrections=corrections,
        sources=read("source").filter(pl.col("source_id").is_in(plans["source_id"].implode())),
    )


def _numbered(commitments: pl.DataFrame, plans: pl.DataFrame) -> pl.DataFrame:
    """The commitments in the order of plans and text, each with the id that exports give it.

    Those that persons added are numbered behind the others, and the rejected keep their number, so that no id shifts.
    """
    order = plans.select("plan_id", "doc", plan="title").with_row_index("_plan")
    joined = commitments.join(order, on="plan_id", how="inner").with_columns(_added=pl.col("origin") == "reviewed")
    later = (pl.col("_added") & (pl.col("status") == "added")).alias("_later")
    counted = joined.with_columns(later).sort("_plan", "_later", "start", "end")
    number = pl.int_range(1, pl.len() + 1).over("plan_id").cast(pl.String).str.zfill(3)
    ids = counted.with_columns(id=pl.col("doc") + "-" + number)
    ordered = ids.sort("_plan", "start", "end").drop("_plan", "_added", "_later")
    firsts = ordered.select(same_as="commitment_id", same_as_id="id")
    return ordered.join(firsts, on="same_as", how="left", maintain_order="left")


def _responsible(
    held: pl.DataFrame, commitments: pl.DataFrame, plans: pl.DataFrame, regions: pl.DataFrame
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Who is named for what, with corrected names in the place of those that were read; and the units new by that."""
    changed = commitments.filter(
        (pl.col("status") == "added")
        | pl.col("extracted").str.contains('"responsible"', literal=True).fill_null(value=False)
    )
    if changed.is_empty():
        return held, pl.DataFrame()
    region_of = dict(plans.select("plan_id", "region_id").iter_rows())
    names = dict(regions.select("region_id", "name_zh").iter_rows())
    rows, units = [], {}
    for row in changed.iter_rows(named=True):
        region_id = region_of[row["plan_id"]]
        written = row["responsible"] or []
        for found in responsibilities(
            region_id, names.get(region_id), row["commitment_id"], written, [None] * len(written)
        ):
            unit = found.pop("unit")
            units[unit["unit_id"]] = {**unit, "written": [found["written"]], "source_id": row["source_id"]}
            common = ("document_id", "plan_id", "published_on", "source_id", "locator")
            rows.append({**found, "item_kind": "commitment", **{name: row[name] for name in common}})
    kept = held.filter(~pl.col("item_id").is_in(changed["commitment_id"].implode()))
    fresh = pl.DataFrame(rows, schema=held.schema) if rows else held.clear()
    known = set(held["unit_id"])
    new = [unit for key, unit in units.items() if key not in known]
    return pl.concat([kept, fresh]), pl.DataFrame(new, infer_schema_length=None)


def select(ledger: Ledger, wanted: Wanted) -> Ledger:
    """The ledger with only those commitments that are wanted.

    Raises
    ------
    NotFoundError
        There is no such plan; names those that there are.

    """
    frame = ledger.commitments
    if wanted.plan is not None:
        frame = frame.filter(pl.col("plan_id") == find_plan(ledger.plans, wanted.plan)["plan_id"])
    for column, text in (("action", wanted.action), ("indicator", wanted.indicator)):
        if text is not None:
            frame = frame.filter([_holds(value, text) for value in frame[column]])
    if wanted.unit is not None:
        named = find_units(ledger, wanted.unit)
        items = ledger.responsibilities.filter(pl.col("unit_id").is_in(named["unit_id"].implode()))["item_id"]
        frame = frame.filter(pl.col("commitment_id").is_in(items.implode()))
    for column, value in (("kind", wanted.kind), ("deadline", wanted.deadline), ("status", wanted.status)):
        if (column, value) == ("status", "corrected"):
            frame = frame.filter(pl.col(column) != "extracted")
        elif value is not None:
            frame = frame.filter(pl.col(column) == value)
    if wanted.status is None:
        frame = frame.filter(pl.col("status") != "rejected")
    return replace(ledger, commitments=frame)


def find_units(ledger: Ledger, text: str) -> pl.DataFrame:
    """The units that a name means, in whatever way it is written, or that hold it in one of their names; or the one of this id."""
    one = ledger.units.filter(pl.col("unit_id") == text)
    if one.height:
        return one
    meant = {unit_of(text, region=region).name for region in (None, *ledger.regions["name_zh"])}
    return ledger.units.filter(
        [
            zh in meant or any(_holds(name, text) for name in (zh, en, *names))
            for zh, en, names in ledger.units.select("name_zh", "name_en", "written").iter_rows()
        ]
    )


def find_plan(plans: pl.DataFrame, text: str) -> dict[str, Any]:
    """The plan that a text means: its id, its short name, or a part of its title that no other has.

    Raises
    ------
    NotFoundError
        There is none, or there are several; names them.

    """
    rows = list(plans.iter_rows(named=True))
    exact = [row for row in rows if text in (row["plan_id"], row["doc"])]
    found = exact or [row for row in rows if _holds(row["title"], text) or _holds(row["title_en"], text)]
    if len(found) != 1:
        what = f"{text!r} names several plans" if found else f"there is no plan {text!r}"
        raise NotFoundError(
            what, offenders=[f"{r['doc']}: {r['title']}" for r in found or rows], mend="Give its short name."
        )
    return found[0]


def find_commitment(ledger: Ledger, text: str) -> dict[str, Any]:
    """The commitment that a text means: ``001-024`` as in exports, or the beginning of its id.

    An id of an earlier version of the document leads to the commitment that took its place.

    Raises
    ------
    NotFoundError
        There is none, or there are several.

    """
    frame = ledger.commitments
    found = frame.filter((pl.col("id") == text) | (pl.col("commitment_id") == text) | (pl.col("continues") == text))
    if found.is_empty() and len(text) >= 6:
        found = frame.filter(pl.col("commitment_id").str.starts_with(text))
    if found.height != 1:
        what = f"{text!r} is the beginning of several ids" if found.height else f"there is no commitment {text!r}"
        raise NotFoundError(what, offenders=found["id"].to_list(), mend="see: gongfu plan ledger")
    return found.row(0, named=True)


def lines(ledger: Ledger) -> list[dict[str, Any]]:
    """The commitments with exactly the fields of the definition; ids as in exports."""
    found = []
    for row in ledger.commitments.iter_rows(named=True):
        record = {name: row[name] for name in BASE_FIELDS}
        record["same_as"] = row["same_as_id"]
        for name in ("value", "value_high", "size_class"):
            number = record[name]
            record[name] = int(number) if number is not None and float(number).is_integer() else number
        found.append(record)
    return found


def _holds(value: str | None, text: str) -> bool:
    return value is not None and fold(shadow(text)) in fold(shadow(value))
