"""Bring a plan into a workspace: one commit, done twice it changes nothing, and no word of a person is lost."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import polars as pl

from gongfu.errors import NotFoundError
from gongfu.loops.plan.facts import Region
from gongfu.loops.plan.rows import NOTHING, About, PlanRows
from gongfu.plan.carry import carry
from gongfu.workspace.ids import new_id

if TYPE_CHECKING:
    from gongfu.workspace import Transaction, Workspace

TREE = ("section", "action", "task", "commitment", "responsibility")
KEYS = {"section": ["section_id"], "action": ["action_id"], "task": ["task_id"], "commitment": ["commitment_id"],
        "responsibility": ["item_id", "unit_id"]}  # fmt: skip
_READ_BY_PERSONS = ("quote", "sentence", "sentence_at", "task_id", "section_id")  # what a text adds to facts


@dataclass(frozen=True, slots=True)
class Stored:
    """What an import did. ``version`` is null where nothing changed.

    ``carried`` corrections were carried over from an earlier reading or version of the document; ``stranded`` are the
    commitments with corrections that are not found again: they stay as they were.
    """

    doc: str
    plan_id: str
    title: str
    version: int | None
    commitments: int
    tasks: int
    added: int
    changed: int
    removed: int
    carried: int
    stranded: int


def store_rows(
    workspace: "Workspace", rows: PlanRows, about: About = NOTHING, *, message: str, author: str, dry_run: bool = False
) -> Stored:
    """Write the rows of a plan in one commit; what is not found any more goes, unless a person spoke of it.

    ``dry_run`` says the same and writes nothing.
    """
    if dry_run:
        return workspace.try_out(lambda tx: _store(tx, rows, about))
    version = workspace.version()
    commit = workspace.commit(lambda tx: _store(tx, rows, about), message=message, author=author)
    stored: Stored = commit.result
    return replace(stored, version=commit.version if commit.version != version else None)


def store_region(workspace: "Workspace", region: Region, *, author: str) -> None:
    """Write the facts about all plans of a region, and its divisions, in one commit."""
    names = dict.fromkeys(name for plan in region.plans for name in plan.frames)
    frames = {
        name: pl.concat([p.frames[name] for p in region.plans if name in p.frames], how="vertical_relaxed")
        for name in names
    }
    plans = frames.pop("plan")
    units = frames.pop("unit").unique("unit_id", maintain_order=True)

    def change(tx: "Transaction") -> None:
        tx.merge("region", region.regions)
        fresh = tx.read("plan", columns=["plan_id"]).is_empty()
        if fresh:
            tx.append("plan", plans)
            tx.append("unit", units)
        else:
            for number in range(plans.height):
                _merge_plan(tx, plans[number : number + 1], NOTHING)
            tx.merge("unit", _known_names(tx, units))
        for name, frame in frames.items():
            _put(tx, name, frame, fresh=fresh and name != "source")

    workspace.commit(change, message=f"Add the facts about {region.name}", author=author)


def _store(tx: "Transaction", rows: PlanRows, about: About) -> Stored:
    frames = dict(rows.frames)
    here = {"document_id": rows.document_id}
    old = tx.read("commitment", where=here)
    new = frames.get("commitment", old.clear())
    documents = tx.read("document", columns=["file"], where=here)
    if documents["file"].drop_nulls().len():  # it keeps its first name
        frames["document"] = frames["document"].drop("file")
        frames["source"] = frames["source"].drop("title")
    corrections = tx.read("correction", where={"plan_id": rows.plan_id})
    gone = old.filter(~pl.col("commitment_id").is_in(new["commitment_id"].implode()))
    fresh = new.filter(~pl.col("commitment_id").is_in(old["commitment_id"].implode()))
    pairs = carry(gone, fresh)
    if about.replaces is not None:
        earlier = tx.read("commitment", where={"document_id": about.replaces})
        if not tx.read("document", where={"document_id": about.replaces}).height:
            raise NotFoundError(f"the document {about.replaces} is not in the workspace")
        succession = carry(earlier, new)
        frames["commitment"] = new.join(
            succession.select(commitment_id="new_id", continues="old_id"), on="commitment_id", how="left"
        )
        pairs = pl.concat([pairs, succession])
    carried = _carried(corrections, pairs)
    if carried.height:
        tx.merge("correction", carried)
    touched = set(corrections["commitment_id"]) - set(carried["commitment_id"])
    stranded = gone.filter(pl.col("commitment_id").is_in(list(touched - set(pairs["old_id"]))))
    first_time = documents.is_empty()
    if not first_time:
        for name in TREE:
            _clear(tx, name, here, frames.get(name), keep=stranded["commitment_id"].to_list())
    added = changed = 0
    if not first_time and (commitments := frames.pop("commitment", None)) is not None:
        reviewed = old.filter(pl.col("origin") == "reviewed")["commitment_id"].to_list()
        again = pl.col("commitment_id").is_in(reviewed) & (pl.col("origin") != "reviewed")
        for frame in (commitments.filter(~again), commitments.filter(again).select("commitment_id", *_READ_BY_PERSONS)):
            changes = tx.merge("commitment", frame)
            added, changed = added + changes.added, changed + changes.changed
    doc = _merge_plan(tx, frames.pop("plan"), about)
    if "unit" in frames:
        frames["unit"] = _known_names(tx, frames["unit"])
    for name, frame in frames.items():
        _put(tx, name, frame, fresh=first_time and name in (*TREE, "document"))
    return Stored(
        doc=doc,
        plan_id=rows.plan_id,
        title=rows.frames["plan"]["title"][0],
        version=None,
        commitments=new.height,
        tasks=frames["task"].height if "task" in frames else 0,
        added=new.height if first_time else added,
        changed=changed,
        removed=gone.height - stranded.height,
        carried=carried.height,
        stranded=stranded.height,
    )


def _put(tx: "Transaction", table: str, frame: pl.DataFrame, *, fresh: bool) -> None:
    """Write rows by their keys; ``fresh`` ones cannot be there yet, which is cheaper to write."""
    if fresh:
        tx.append(table, frame)
    else:
        tx.merge(table, frame)


def _clear(
    tx: "Transaction", table: str, here: Mapping[str, object], frame: pl.DataFrame | None, *, keep: list[str]
) -> None:
    """Take out the rows of the document that are not found any more."""
    key = KEYS[table]
    present = tx.read(table, columns=key, where=here)
    if frame is not None:
        present = present.join(frame.select(key), on=key, how="anti")
    if table in ("commitment", "responsibility"):
        present = present.filter(~pl.col(key[0]).is_in(keep))
    if present.height:
        tx.delete(table, present)


def _merge_plan(tx: "Transaction", plan: pl.DataFrame, about: About) -> str:
    """Write the row of the plan; what a person said of it before stays unless it is said anew. Returns its short name."""
    known = tx.read("plan", where={"plan_id": plan["plan_id"][0]})
    if known.height:
        said = {"title": about.title, "issuer": about.issuer, "published_on": about.published_on}
        told = [name for name, value in said.items() if value is not None]
        told += ["region_id"] if about.region else []
        names = ["plan_id", "document_id", *told]
        if known["document_id"][0] != plan["document_id"][0]:
            names += [n for n in ("period_start", "period_end", "published_on", "source_id") if n not in names]
        tx.merge("plan", plan.select(names))
        return str(known["doc"][0])
    doc = base = str(plan["doc"][0])
    taken = set(tx.read("plan", columns=["doc"])["doc"])
    number = 1
    while doc in taken:
        number += 1
        doc = f"{base}~{number}"
    tx.merge("plan", plan.with_columns(doc=pl.lit(doc)))
    return doc


def _known_names(tx: "Transaction", units: pl.DataFrame) -> pl.DataFrame:
    """The units with every name that any document gave them, the earlier ones first."""
    known = tx.read("unit", where={"unit_id": units["unit_id"].to_list()})
    names = {row["unit_id"]: row for row in known.iter_rows(named=True)}
    rows = []
    for row in units.iter_rows(named=True):
        before = names.get(row["unit_id"])
        written = [*before["written"], *row["written"]] if before else row["written"]
        source = before["source_id"] if before else row["source_id"]
        rows.append({**row, "written": list(dict.fromkeys(written)), "source_id": source})
    return pl.DataFrame(rows, schema=units.schema)


def _carried(corrections: pl.DataFrame, pairs: pl.DataFrame) -> pl.DataFrame:
    """The corrections of commitments that were found again, made out to these."""
    done = corrections["carried_from"].drop_nulls().to_list()
    return (
        corrections.filter(~pl.col("correction_id").is_in(done))
        .join(pairs.select("old_id", "new_id"), left_on="commitment_id", right_on="old_id")
        .with_columns(
            carried_from=pl.col("correction_id"),
            commitment_id=pl.col("new_id"),
            correction_id=pl.col("correction_id").map_elements(lambda _: new_id(), return_dtype=pl.String),
        )
        .drop("new_id")
    )
