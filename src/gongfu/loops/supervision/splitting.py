"""A target split over districts, years and units: read from a file, kept in the unit of the target."""

import mimetypes
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from gongfu.errors import InputError
from gongfu.loops.supervision.items import Subject, successors
from gongfu.loops.supervision.steps import Doing, frame_of
from gongfu.plan.keys import source_id
from gongfu.supervision.split import DIMENSIONS, YEAR
from gongfu.workspace.intake import Mapping, read_batches
from gongfu.workspace.intake.quarantine import sentence
from gongfu.workspace.schema import Table, table

if TYPE_CHECKING:
    from gongfu.workspace import Commit, Transaction, Workspace

_IN_FILE = ("commitment_id", "dimension", "part", "value", "note", "source_id", "locator")
_WORDS = {word: name for name, said in DIMENSIONS.items() for word in (name, said.zh, said.en)}


def split(workspace: "Workspace", subject: Subject, file: Path, doing: Doing) -> "Commit":
    """Split a target as a file says; in its dimensions it takes the place of what was there.

    Parameters
    ----------
    subject
        A commitment.
    file
        CSV or XLSX with the columns dimension, part, value and, if need be, note; a unit in the head of value ("数值（亿元）")
        is converted. An empty value is unknown.

    Raises
    ------
    InputError
        It is no commitment, or the file has bad rows: all are named with line, column and reason. As half a split would
        be summed as if it were whole, nothing of such a file is kept.
    """
    if subject.kind != "commitment":
        raise InputError(f"{subject.id} is a task and has no amount to split", mend="Give the id of a commitment.")
    sha256 = workspace.originals.put(_content(file))
    parts = _parts(subject, file, source_id(sha256)).with_columns(
        unit=pl.lit(subject.row["unit"]), set_by=pl.lit(doing.by), made_at=pl.lit(datetime.now(UTC)),
        origin=pl.lit("observed"),
    )  # fmt: skip
    source = {
        "source_id": source_id(sha256), "kind": "file", "title": file.name, "sha256": sha256,
        "media_type": mimetypes.guess_type(file.name)[0], "retrieved_on": doing.on,
    }  # fmt: skip

    def change(tx: "Transaction") -> None:
        now = pl.col("commitment_id").replace(successors(tx.read))
        again = pl.col("dimension").is_in(parts["dimension"].implode())
        gone = tx.read("target_split").filter((now == subject.key) & again)
        if gone.height:
            tx.delete("target_split", gone.select("commitment_id", "dimension", "part"))
        tx.append("target_split", parts)
        if tx.read("source", where={"source_id": source["source_id"]}).is_empty():
            tx.append("source", frame_of("source", [source]))

    return workspace.commit(change, message=f"Split {subject.id} as {file.name} says", author=doing.author)


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise InputError(f"{file} cannot be read: {error.strerror}") from None


def _parts(subject: Subject, file: Path, source: str) -> pl.DataFrame:
    """The rows of a file, all of them good."""
    mapping = Mapping(constants={"commitment_id": subject.key})
    batches = list(read_batches(file, _declared(subject.row["unit"]), mapping, source_id=source))
    bad = [
        f"{cell['locator']}: {sentence(cell, 'en')}" for batch in batches for cell in batch.bad.iter_rows(named=True)
    ]
    good = pl.concat([batch.good for batch in batches], how="diagonal") if batches else pl.DataFrame()
    if good.is_empty() and not bad:
        raise InputError(f"{file.name} holds no parts")
    rows = good.iter_rows(named=True)
    bad += [f"{row['locator']}: {reason}" for row in rows if (reason := _wrong(row["dimension"], row["part"]))]
    if bad:
        raise InputError(
            f"{file.name} has rows that cannot be used, and none of it was kept", offenders=bad,
            mend="Mend them in the file; an unknown value stays empty.",
        )  # fmt: skip
    named = good.with_columns(
        dimension=pl.col("dimension").replace(_WORDS), part=pl.col("part").str.strip_chars().str.strip_suffix("年")
    )
    twice = named.filter(named.select("dimension", "part").is_duplicated())
    if twice.height:
        raise InputError(
            f"{file.name} names parts twice",
            offenders=[f"{row['locator']}: {row['part']}" for row in twice.iter_rows(named=True)],
        )
    return named


def _wrong(dimension: str, part: str) -> str | None:
    """What is wrong with the name of a part."""
    if dimension not in _WORDS:
        return f"dimension = {dimension}: it is one of {', '.join(sorted(_WORDS))}"
    year = part.strip().removesuffix("年")
    if _WORDS[dimension] == YEAR and not (len(year) == 4 and year.isdecimal()):
        return f"part = {part}: a year is written 2025"
    return None


def _declared(unit: str) -> Table:
    """The table as a file of one commitment fills it: values in the unit of the commitment."""
    declared = table("target_split")
    columns = tuple(column for column in declared.columns if column.name in _IN_FILE)
    return replace(declared, columns=tuple(replace(c, unit=unit) if c.name == "value" else c for c in columns))
