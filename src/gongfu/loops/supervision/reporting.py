"""What a unit reports of an item, with its evidence."""

import math
import mimetypes
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gongfu.errors import InputError
from gongfu.loops.supervision.steps import Doing, frame_of, message_of, take_step
from gongfu.plan.keys import source_id
from gongfu.supervision.life import REPORTED
from gongfu.workspace.codes.periods import parse_period
from gongfu.workspace.codes.units import convert, parse_unit
from gongfu.workspace.ids import id_of
from gongfu.workspace.provenance import Entry

if TYPE_CHECKING:
    from gongfu.workspace import Commit, Transaction, Workspace


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is reported: a figure with unit and period, a file, a note; null is not given."""

    value: float | None = None
    unit: str | None = None
    period: str | None = None
    file: Path | None = None
    note: str | None = None


def report(workspace: "Workspace", item: dict[str, Any], evidence: Evidence, doing: Doing) -> "Commit":
    """Keep a report, and give the item the status that waits for verification.

    Parameters
    ----------
    item
        A row of ``read_items``. A figure is kept in the canonical unit, in that of the commitment where it has one.
    evidence
        At least a figure, a file or a note.

    Raises
    ------
    InputError
        There is no evidence, or what there is cannot be read.
    ConflictError
        The item does not wait for a report.
    """
    if evidence.value is None and evidence.file is None and evidence.note is None:
        raise InputError("a report needs evidence", mend="Give --value, --file or --note.")
    value, unit = _figure(evidence, item["measure"])
    period = None if evidence.period is None else str(parse_period(evidence.period))
    content = None if evidence.file is None else _content(evidence.file)
    sha256 = None if content is None else workspace.originals.put(content)

    def change(tx: "Transaction") -> None:
        step = take_step(tx, item, REPORTED, doing)
        source = _source(item, step, sha256, evidence.file, doing)
        if tx.read("source", where={"source_id": source["source_id"]}).is_empty():
            tx.append("source", frame_of("source", [source]))
        row = {
            "entry_id": item["entry_id"], "step": step, "reported_on": doing.on, "reported_by": doing.by,
            "value": value, "unit": unit, "period": period, "file_sha256": sha256,
            "file_name": evidence.file.name if evidence.file else None, "note": evidence.note,
            "made_at": datetime.now(UTC), "origin": "observed", "source_id": source["source_id"],
            "locator": None if sha256 else str(Entry(str(step))),
        }  # fmt: skip
        tx.append("report", frame_of("report", [row]))

    return workspace.commit(change, message=message_of("Report on", item, evidence.note), author=doing.author)


def _figure(evidence: Evidence, measure: str | None) -> tuple[float | None, str | None]:
    """The figure in the unit that it is kept in."""
    if evidence.value is None:
        if evidence.unit is not None:
            raise InputError("a unit is given without a figure", mend="Give --value.")
        return None, None
    if not math.isfinite(evidence.value):
        raise InputError(f"{evidence.value} is no figure")
    given = evidence.unit or measure
    if given is None:
        raise InputError("the unit of the figure is not known", mend="Give --unit.")
    kept = measure or parse_unit(given)[0]
    return convert(evidence.value, given, kept) if given != kept else evidence.value, kept


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise InputError(f"{file} cannot be read: {error.strerror}") from None


def _source(item: dict[str, Any], step: int, sha256: str | None, file: Path | None, doing: Doing) -> dict[str, Any]:
    """The source of a report: the file that came with it, else the word of who reported."""
    if sha256 is not None and file is not None:
        return {
            "source_id": source_id(sha256), "kind": "file", "title": file.name, "sha256": sha256,
            "media_type": mimetypes.guess_type(file.name)[0], "retrieved_on": doing.on,
        }  # fmt: skip
    return {
        "source_id": id_of("report", item["entry_id"], str(step), doing.by, doing.on.isoformat()), "kind": "entry",
        "title": f"{item['id']} {item['title']}", "signed_by": doing.by, "retrieved_on": doing.on,
    }  # fmt: skip
