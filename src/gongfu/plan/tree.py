"""The plan tree: plan, section, special action, task, commitment, as tables whose ids outlive a second reading."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

import polars as pl

from gongfu.plan import keys
from gongfu.plan.actions import action_of
from gongfu.plan.register import unit_of

Kind = Literal["commitment", "task"]
SEPARATOR = " > "


@dataclass(frozen=True, slots=True)
class Head:
    """What the rows of one document have in common.

    ``region`` is the full name of the region (上海市), which tells whose 市 a unit is of.
    """

    document_id: str
    plan_id: str
    source_id: str
    region_id: str | None = None
    region: str | None = None
    published_on: date | None = None
    origin: str = "observed"


@dataclass(frozen=True, slots=True)
class Item:
    """A commitment or a task at a span of the document.

    ``fields`` go into the row as they are; ``path`` holds the headings from the outermost in; ``roles`` go with
    ``fields["responsible"]`` one by one, and may be fewer. ``action`` names the special action where no heading
    does. ``same_as`` is the span of the first mention.
    """

    kind: Kind
    start: int
    end: int
    locator: str
    path: tuple[str, ...]
    fields: dict[str, Any]
    roles: tuple[str | None, ...] = ()
    action: str | None = None
    same_as: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Title:
    """A heading of the document, with its place if it is known."""

    path: tuple[str, ...]
    locator: str | None = None


@dataclass(frozen=True, slots=True)
class PlanTables:
    """Rows for the tables of the same names."""

    section: pl.DataFrame
    action: pl.DataFrame
    task: pl.DataFrame
    commitment: pl.DataFrame
    unit: pl.DataFrame
    responsibility: pl.DataFrame = field(repr=False)


def tree(head: Head, items: Sequence[Item], titles: Sequence[Title] = ()) -> PlanTables:
    """Lay out the records of one document as tables.

    Parameters
    ----------
    head
        What all rows share.
    items
        Commitments and tasks in any order. Of several at one span the first counts.
    titles
        Headings of the document in its order. Headings that only items name are put behind the last one that the
        items before them stand under.

    Returns
    -------
    The tables. Each id is made of the document and of what the row itself is, never of its number: a record more
    or less changes no other id.

    """
    ordered = sorted(items, key=lambda item: (item.start, item.end))
    sections = _sections(head, ordered, titles)
    actions = _actions(head, ordered, sections)
    tasks = _unique([item for item in ordered if item.kind == "task"])
    commitments = _unique([item for item in ordered if item.kind == "commitment"])
    task_rows = [_row(head, item) for item in tasks]
    commitment_rows = [_row(head, item) | {"task_id": None} for item in commitments]
    _inside(commitments, commitment_rows, tasks, task_rows)
    units, responsibilities = _units(
        head, [*zip(commitments, commitment_rows, strict=True), *zip(tasks, task_rows, strict=True)]
    )
    return PlanTables(
        section=pl.DataFrame(list(sections.values()), infer_schema_length=None),
        action=pl.DataFrame(list(actions.values()), infer_schema_length=None),
        task=pl.DataFrame(task_rows, infer_schema_length=None),
        commitment=pl.DataFrame(commitment_rows, infer_schema_length=None),
        unit=pl.DataFrame(units, infer_schema_length=None),
        responsibility=pl.DataFrame(responsibilities, infer_schema_length=None),
    )


def path_of(section: str) -> tuple[str, ...]:
    """The headings of a section path; none where it is empty."""
    return tuple(section.split(SEPARATOR)) if section else ()


def _sections(head: Head, items: Sequence[Item], titles: Sequence[Title]) -> dict[str, dict[str, Any]]:
    rows: dict[str, dict[str, Any]] = {}
    named = [*titles, *(Title(item.path, item.locator) for item in items)]
    for title in named:
        for depth in range(1, len(title.path) + 1):
            path = title.path[:depth]
            key = keys.section_id(head.document_id, path)
            if key in rows:
                continue
            rows[key] = {
                "section_id": key,
                "document_id": head.document_id,
                "plan_id": head.plan_id,
                "parent_id": keys.section_id(head.document_id, path[:-1]) if depth > 1 else None,
                "depth": depth,
                "position": len(rows) + 1,
                "title": path[-1],
                "path": SEPARATOR.join(path),
                "published_on": head.published_on,
                "source_id": head.source_id,
                "locator": title.locator,
            }
    return rows


def _action_name(item: Item) -> str | None:
    return action_of(item.path) or item.action


def _actions(head: Head, items: Sequence[Item], sections: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    named = [(action_of(row["path"].split(SEPARATOR)), row["section_id"], row["locator"]) for row in sections.values()]
    named += [
        (item.action, keys.section_id(head.document_id, item.path) if item.path else None, item.locator)
        for item in items
        if not action_of(item.path)
    ]
    rows: dict[str, dict[str, Any]] = {}
    for name, section, locator in named:
        key = keys.action_id(head.document_id, name) if name else None
        if name is None or key is None or key in rows:
            continue
        rows[key] = {
            "action_id": key,
            "document_id": head.document_id,
            "plan_id": head.plan_id,
            "section_id": section,
            "position": len(rows) + 1,
            "name": name,
            "published_on": head.published_on,
            "source_id": head.source_id,
            "locator": locator,
        }
    return rows


def _unique(items: Sequence[Item]) -> list[Item]:
    return list({(item.start, item.end): item for item in reversed(items)}.values())[::-1]


def _row(head: Head, item: Item) -> dict[str, Any]:
    """The row of a commitment or a task."""
    id_of = keys.commitment_id if item.kind == "commitment" else keys.task_id
    action = _action_name(item)
    row = {
        f"{item.kind}_id": id_of(head.document_id, item.start, item.end),
        "document_id": head.document_id,
        "plan_id": head.plan_id,
        "section_id": keys.section_id(head.document_id, item.path) if item.path else None,
        "action_id": keys.action_id(head.document_id, action) if action else None,
        "start": item.start,
        "end": item.end,
        **item.fields,
        "published_on": head.published_on,
        "origin": head.origin,
        "source_id": head.source_id,
        "locator": item.locator,
    }
    if item.kind == "commitment":
        row["same_as"] = keys.commitment_id(head.document_id, *item.same_as) if item.same_as else None
    return row


def _inside(
    commitments: Sequence[Item], rows: list[dict[str, Any]], tasks: Sequence[Item], task_rows: Sequence[dict[str, Any]]
) -> None:
    """Give each commitment the task whose span holds it; both are in text order, and tasks do not overlap."""
    number = 0
    for item, row in zip(commitments, rows, strict=True):
        while number < len(tasks) and tasks[number].end <= item.start:
            number += 1
        if number < len(tasks) and tasks[number].start <= item.start and item.end <= tasks[number].end:
            row["task_id"] = task_rows[number]["task_id"]


def _units(
    head: Head, rows: Sequence[tuple[Item, dict[str, Any]]]
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The units that the items name, and which item names which."""
    units: dict[str, dict[str, Any]] = {}
    named: dict[tuple[str, str], dict[str, Any]] = {}
    for item, row in rows:
        roles = [*item.roles, *[None] * len(row["responsible"])]
        for responsible in responsibilities(
            head.region_id, head.region, row[f"{item.kind}_id"], row["responsible"], roles
        ):
            unit = responsible.pop("unit")
            known = units.setdefault(unit["unit_id"], {**unit, "written": [], "source_id": head.source_id})
            if responsible["written"] not in known["written"]:
                known["written"].append(responsible["written"])
            more = {"item_kind": item.kind, "document_id": head.document_id, "plan_id": head.plan_id}
            place = {"published_on": head.published_on, "source_id": head.source_id, "locator": row["locator"]}
            named.setdefault((responsible["item_id"], responsible["unit_id"]), {**responsible, **more, **place})
    return list(units.values()), list(named.values())


def responsibilities(
    region_id: str | None, region: str | None, item_id: str, written: Sequence[str], roles: Sequence[str | None]
) -> list[dict[str, Any]]:
    """What the names of one item say: a row a unit, with the unit itself under ``unit``."""
    rows = []
    for position, (name, role) in enumerate(zip(written, roles, strict=False), start=1):
        unit = unit_of(name, region=region)
        key = keys.unit_id(region_id, unit.name)
        rows.append(
            {
                "item_id": item_id,
                "unit_id": key,
                "written": name,
                "position": position,
                "role": role,
                "unit": {
                    "unit_id": key,
                    "region_id": region_id,
                    "name_zh": unit.name,
                    "name_en": unit.english,
                    "kind": unit.kind,
                },
            }
        )
    return rows
