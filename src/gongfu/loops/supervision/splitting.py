"""A target split over districts, years and units: read from a file, kept in the unit of the target."""

import json
import mimetypes
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from gongfu.errors import InputError
from gongfu.loops.supervision.items import Subject, successors
from gongfu.loops.supervision.steps import Doing, frame_of
from gongfu.plan.keys import source_id
from gongfu.supervision.split import DIMENSIONS, YEAR
from gongfu.workspace.codes.lists import Code, CodeList
from gongfu.workspace.ids import id_of
from gongfu.workspace.intake import Mapping, read_batches
from gongfu.workspace.intake.batch import BAD_SCHEMA
from gongfu.workspace.intake.quarantine import is_export, mapping_again, origin_of
from gongfu.workspace.intake.read import Heads
from gongfu.workspace.schema import Table, table

if TYPE_CHECKING:
    from gongfu.workspace import Commit, Transaction, Workspace

TABLE = "target_split"
_IN_FILE = ("commitment_id", "dimension", "part", "value", "note", "source_id", "locator")
_LIST = "split_dimensions"
_CODES = CodeList(
    _LIST, "维度", "dimensions", {name: Code(name, said.zh, said.en) for name, said in DIMENSIONS.items()}
)


@dataclass(frozen=True, slots=True)
class _Read:
    """What a file says: good parts, bad rows of ``BAD_SCHEMA``, and what its heads mean."""

    parts: pl.DataFrame
    bad: pl.DataFrame
    heads: Heads


def split(workspace: "Workspace", subject: Subject, file: Path, doing: Doing) -> "Commit":
    """Split a target as a file says; in its dimensions it takes the place of what was there.

    Good rows go in and bad ones into quarantine, in one commit. While a row of a file waits there, the split that came from
    the file is not whole (:func:`waiting_parts`). A file of bad rows that was written out and mended adds to its split.

    Parameters
    ----------
    subject
        A commitment.
    file
        CSV or XLSX with the columns dimension, part, value and, if need be, note; a unit in the head of value ("数值（亿元）")
        is converted. An empty value is unknown.

    Returns
    -------
    The commit; its result is the id of the import.

    Raises
    ------
    InputError
        It is no commitment, or the file has no row of parts.
    """
    if subject.kind != "commitment":
        raise InputError(f"{subject.id} is a task and has no amount to split", mend="Give the id of a commitment.")
    sha256 = workspace.originals.put(_content(file))
    mends, places = origin_of(file) if is_export(file) else (None, [])
    mapping = Mapping(constants={"commitment_id": subject.key})
    if mends is not None:
        mapping = replace(mapping_again(_import(workspace, mends)), constants=mapping.constants)
    import_id, source_key = id_of("import", sha256, TABLE, subject.key), source_id(sha256)
    source = {
        "source_id": source_key, "kind": "file", "title": file.name, "sha256": sha256,
        "media_type": mimetypes.guess_type(file.name)[0], "retrieved_on": doing.on,
    }  # fmt: skip
    before = workspace.read(TABLE, where={"commitment_id": subject.key}) if mends else table(TABLE).empty()
    read = _parts(subject, file, source_key, mapping, before)
    parts = read.parts.with_columns(
        unit=pl.lit(subject.row["unit"]), set_by=pl.lit(doing.by), made_at=pl.lit(datetime.now(UTC)),
        origin=pl.lit("observed"),
    )  # fmt: skip
    bad_rows = read.bad.select("sheet", "line").n_unique()
    entry = {
        "import_id": import_id, "source_id": source_key, "table_name": TABLE, "file": file.name, "mode": "merge",
        "mapping": json.dumps(asdict(mapping), ensure_ascii=False, default=str),
        "heads": json.dumps({head: asdict(target) for head, target in read.heads.targets.items()}, ensure_ascii=False),
        "unmapped": list(read.heads.unmapped), "good_rows": parts.height, "bad_rows": bad_rows,
    }  # fmt: skip

    def change(tx: "Transaction") -> str:
        if mends is None:
            _clear(tx, subject, parts)
        tx.append(TABLE, parts)
        if tx.read("source", where={"source_id": source_key}).is_empty():
            tx.append("source", frame_of("source", [source]))
        tx.merge("import", frame_of("import", [entry]))
        if mends is not None:
            left = tx.read("quarantine", columns=["quarantine_id", "locator"], where={"import_id": mends})
            closed = left.filter(pl.col("locator").is_in(places)).select("quarantine_id", mended_by=pl.lit(import_id))
            tx.merge("quarantine", closed)
        if read.bad.height:
            tx.merge("quarantine", _quarantined(read.bad, import_id))
        return import_id

    return workspace.commit(change, message=f"Split {subject.id} as {file.name} says", author=doing.author)


def waiting_parts(quarantine: pl.DataFrame, imports: pl.DataFrame, parts: pl.DataFrame) -> pl.DataFrame:
    """Parts of splits that wait in quarantine: whatever they are, they are not known.

    Parameters
    ----------
    quarantine, imports
        Rows of the tables.
    parts
        Rows of ``target_split``.

    Returns
    -------
    ``commitment_id``, ``dimension``, ``part``, ``value`` (null): one for each row that waits and each dimension that came from its file
    or from a mended part of it.
    """
    mine = quarantine.filter(pl.col("table_name") == TABLE)
    waiting = mine.filter(pl.col("mended_by").is_null()).select("import_id", part="locator")
    files = imports.select("import_id", "source_id")
    mending = mine.drop_nulls("mended_by").select("import_id", _by="mended_by").unique(maintain_order=True)
    mended = mending.join(files, left_on="_by", right_on="import_id").select("import_id", "source_id")
    split_from = parts.select("commitment_id", "dimension", "source_id").unique(maintain_order=True)
    found = waiting.join(pl.concat([files, mended]), on="import_id").join(split_from, on="source_id")
    named = found.select("commitment_id", "dimension", "part", value=pl.lit(None, pl.Float64))
    return named.unique(["commitment_id", "dimension", "part"], maintain_order=True)


def _clear(tx: "Transaction", subject: Subject, parts: pl.DataFrame) -> None:
    """Take away what stood in the dimensions of a file."""
    now = pl.col("commitment_id").replace(successors(tx.read))
    again = pl.col("dimension").is_in(parts["dimension"].implode())
    gone = tx.read(TABLE).filter((now == subject.key) & again)
    if gone.height:
        tx.delete(TABLE, gone.select("commitment_id", "dimension", "part"))


def _import(workspace: "Workspace", import_id: str) -> dict[str, Any]:
    found = workspace.read("import", where={"import_id": import_id, "table_name": TABLE})
    if found.is_empty():
        raise InputError("the file holds bad rows of another table", mend="gongfu quarantine import FILE")
    return found.row(0, named=True)


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise InputError(f"{file} cannot be read: {error.strerror}") from None


def _parts(subject: Subject, file: Path, source: str, mapping: Mapping, before: pl.DataFrame) -> _Read:
    """The rows of a file; a part that BEFORE has, or that stands twice, is bad."""
    heads = Heads()
    declared = _declared(subject.row["unit"])
    batches = list(
        read_batches(file, declared, mapping, source_id=source, codes={_LIST: _CODES}, heads=heads)
    )  # fmt: skip
    bad = pl.concat([batch.bad for batch in batches]) if batches else pl.DataFrame(schema=BAD_SCHEMA)
    good = pl.concat([batch.good for batch in batches], how="diagonal") if batches else pl.DataFrame()
    if good.is_empty() and bad.is_empty():
        raise InputError(f"{file.name} holds no parts")
    if good.is_empty():
        return _Read(table(TABLE).empty().select(*_IN_FILE), bad, heads)
    short = pl.col("part").str.strip_chars()
    year = pl.when(pl.col("dimension") == YEAR).then(short.str.replace(r"^(\d{4})年度?$", "$1")).otherwise(short)
    named = good.with_columns(part=year, written="part")
    known = set(before.select("dimension", "part").iter_rows())
    faults = []
    for row in named.iter_rows(named=True):
        place = (row["dimension"], row["part"])
        if row["dimension"] == YEAR and not (len(row["part"]) == 4 and row["part"].isdecimal()):
            faults.append(_fault(row, "not_a_period", file, heads, subject.row["unit"]))
        elif place in known:
            faults.append(_fault(row, "duplicate_key", file, heads, subject.row["unit"]))
        known.add(place)
    wrong = pl.DataFrame(faults, schema=BAD_SCHEMA)
    kept = named.filter(~pl.col("locator").is_in(wrong["locator"].implode())).drop("written")
    return _Read(kept, pl.concat([bad, wrong]), heads)


def _fault(row: dict[str, Any], reason: str, file: Path, heads: Heads, unit: str) -> dict[str, Any]:
    """A row that only the whole file, or its dimension, shows to be bad; under the heads of the file, so that it can be mended."""
    told = {**row, "part": row["written"], "dimension": DIMENSIONS[row["dimension"]].zh}
    if row["value"] is not None:
        told["value"] = f"{row['value']:.15g}{unit}"
    sheet, _, line = row["locator"].replace("line:", "!").replace("row:", "!").rpartition("!")
    head = next((name for name, target in heads.targets.items() if target.column == "part"), None)
    texts = {name: told.get(target.column) for name, target in heads.targets.items()}
    return {
        "file": file.name, "sheet": sheet or None, "line": int(line), "locator": row["locator"], "column_name": "part",
        "head": head, "value": row["written"], "reason": reason, "detail": None, "row": json.dumps(texts, ensure_ascii=False),
    }  # fmt: skip


def _quarantined(bad: pl.DataFrame, import_id: str) -> pl.DataFrame:
    places = bad.select("locator", "column_name", "reason").iter_rows()
    ids = pl.Series([id_of(import_id, *place) for place in places], dtype=pl.String)
    return bad.with_columns(quarantine_id=ids, import_id=pl.lit(import_id), table_name=pl.lit(TABLE))


def _declared(unit: str) -> Table:
    """The table as a file of one commitment fills it: values in the unit of the commitment, dimensions by their words."""
    declared = table(TABLE)
    columns = tuple(column for column in declared.columns if column.name in _IN_FILE)
    units, lists = {"value": unit}, {"dimension": _LIST}
    return replace(
        declared,
        columns=tuple(
            replace(each, unit=units.get(each.name, each.unit), codes=lists.get(each.name, each.codes))
            for each in columns
        ),
    )
