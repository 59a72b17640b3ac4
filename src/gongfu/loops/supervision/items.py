"""Items under supervision, and how a person names them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import polars as pl

from gongfu.errors import NotFoundError
from gongfu.loops.plan.ledger import Ledger, find_commitment, find_units

Read = Callable[[str], pl.DataFrame]
Kind = Literal["commitment", "task"]

REGISTER = "task"
"""Items are rows of this register."""

SHORTEST = 6
"""Characters of a key that are enough to name a thing."""

_DETAILS = pl.Struct({"person": pl.String, "due": pl.String, "round": pl.Int64})


@dataclass(frozen=True, slots=True)
class Subject:
    """A commitment or task of a plan; ``id`` is what a person calls it."""

    kind: Kind
    key: str
    id: str
    title: str
    row: dict[str, Any]


def find_subject(ledger: Ledger, text: str) -> Subject:
    """The commitment or task that a text means: ``001-024``, the id of a task, or how a key begins.

    Raises
    ------
    NotFoundError
        There is none, or there are several.
    """
    tasks = ledger.tasks.filter(pl.col("task_id") == text)
    if tasks.is_empty() and len(text) >= SHORTEST:
        tasks = ledger.tasks.filter(pl.col("task_id").str.starts_with(text))
    if tasks.height > 1:
        raise NotFoundError(f"{text!r} is the beginning of several ids", offenders=tasks["task_id"].to_list())
    if tasks.height:
        return task_subject(tasks.row(0, named=True))
    try:
        return commitment_subject(find_commitment(ledger, text))
    except NotFoundError as error:
        mend = "Give an id as 001-024 (gongfu plan ledger), or how the key of a commitment or task begins."
        what = error.message if error.offenders else f"there is no commitment or task {text!r}"
        raise NotFoundError(what, offenders=error.offenders, mend=mend) from None


def commitment_subject(row: dict[str, Any]) -> Subject:
    """A row of the ledger's commitments as what is supervised."""
    return Subject("commitment", row["commitment_id"], row["id"], row["indicator"], row)


def task_subject(row: dict[str, Any]) -> Subject:
    """A row of the ledger's tasks as what is supervised."""
    return Subject("task", row["task_id"], row["task_id"][:10], row["verb"] + row["object"], row)


def find_unit(ledger: Ledger, text: str) -> dict[str, Any]:
    """The unit that a name means.

    Raises
    ------
    NotFoundError
        There is none, or there are several; names those that there are.
    """
    found = find_units(ledger, text)
    if found.height > 1:
        names = pl.concat_list("written", "name_zh", "name_en", "unit_id")
        exact = found.filter(names.list.contains(text))
        found = exact if exact.height else found
    if found.height != 1:
        what = f"{text!r} names several units" if found.height else f"there is no unit {text!r}"
        known = (found if found.height else ledger.units).sort("name_zh")["name_zh"].to_list()
        raise NotFoundError(what, offenders=known, mend="Give the full name; units come with plans: gongfu plan units")
    return found.row(0, named=True)


def read_items(read: Read, ledger: Ledger, day: date = date.max) -> pl.DataFrame:
    """The items under supervision, with the unit and person that answered for each on a day; by default the last.

    Returns
    -------
    A row an item in the order that they were begun: ``entry_id``, ``kind``, ``subject_id`` (the commitment or task as it is
    called now), ``round`` (1, 2, 3 … for the same subject), ``id``, ``title``, ``unit_id``, ``unit`` (name), ``person``, ``due``,
    ``amount`` fields of the commitment: ``value``, ``value_high``, ``measure`` (unit), ``comparator``, ``mode``.
    """
    entries = read("register").filter((pl.col("register") == REGISTER) & pl.col("type").is_in(["commitment", "task"]))
    told = entries.with_columns(pl.col("details").str.json_decode(_DETAILS)).unnest("details")
    told = told.with_columns(pl.col("subject_id").replace(successors(read))).join(
        _handed_to(read("handover"), day), on="entry_id", how="left", maintain_order="left"
    )
    handed = pl.col("_unit_id").is_not_null()
    told = told.with_columns(
        owner_id=pl.coalesce("_unit_id", "owner_id"), person=pl.when(handed).then("_person").otherwise("person")
    )
    names = ledger.commitments.select("id", *_AMOUNT, subject_id="commitment_id")
    units = ledger.units.select(owner_id="unit_id", unit="name_zh").unique("owner_id")
    joined = told.join(names, on="subject_id", how="left").join(units, on="owner_id", how="left")
    return joined.sort("valid_from", "id", "entry_id").select(
        "entry_id", "subject_id", "round", "unit", "person", "value", "value_high", "comparator", "mode", "measure",
        kind="type",
        id=pl.coalesce("id", pl.col("subject_id").str.slice(0, 10)),
        title="name_zh",
        unit_id="owner_id",
        due=pl.col("due").str.to_date(),
    )  # fmt: skip


def _handed_to(handovers: pl.DataFrame, day: date) -> pl.DataFrame:
    """Who got each item last, up to a day: ``entry_id``, ``_unit_id``, ``_person``."""
    past = handovers.filter(pl.col("handed_on") <= day).sort("entry_id", "number")
    last = past.unique("entry_id", keep="last", maintain_order=True)
    return last.select("entry_id", _unit_id="unit_id", _person="person")


_AMOUNT = (
    pl.col("value"), pl.col("value_high"), pl.col("comparator"), pl.col("mode"), pl.col("unit").alias("measure"),
)  # fmt: skip


def successors(read: Read) -> dict[str, str]:
    """For each commitment of an earlier version of a document the one that stands for it now."""
    pairs = read("commitment").filter(pl.col("continues").is_not_null()).select("continues", "commitment_id")
    step = dict(pairs.iter_rows())
    now = {}
    for first in step:
        last, seen = first, {first}
        while last in step and step[last] not in seen:
            last = step[last]
            seen.add(last)
        now[first] = last
    return now


def find_item(items: pl.DataFrame, ledger: Ledger, text: str) -> dict[str, Any]:
    """The item that a text means: the last round of what it names.

    Raises
    ------
    NotFoundError
        There is no such commitment or task, it was never assigned, or several are meant.
    """
    found = items.filter(pl.col("id") == text)
    if found.is_empty() and len(text) >= SHORTEST:
        begins = pl.col("subject_id").str.starts_with(text) | pl.col("entry_id").str.starts_with(text)
        found = items.filter(begins)
    if found["subject_id"].n_unique() > 1:
        offenders = [f"{row['id']} {row['title']}" for row in found.iter_rows(named=True)]
        raise NotFoundError(f"{text!r} names several items", offenders=offenders, mend="Give more of the key.")
    if found.is_empty():
        subject = find_subject(ledger, text)
        found = items.filter(pl.col("subject_id") == subject.key)
        if found.is_empty():
            raise NotFoundError(
                f"{subject.id} {subject.title} is not under supervision",
                mend=f"gongfu supervise assign {subject.id} --unit UNIT --due DAY",
            )
    return found.sort("round").row(-1, named=True)
