"""Read a plan document and find what it promises, with spans in the file as it is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from gongfu.documents import Document, Limits, read
from gongfu.plan.commitment import BASE_FIELDS, Commitment
from gongfu.plan.extract import extract
from gongfu.plan.tasks import tasks

MORE_FIELDS = ("direction", "relative_to", "aggregation")
_NUMBERED = re.compile(r"(\d+)_")


@dataclass(frozen=True, slots=True)
class PlanFile:
    """A plan document and its commitments, whose spans are in ``document.text``.

    ``name`` is the name of the file, ``doc`` the prefix of exported ids, ``content`` the bytes.
    """

    name: str
    doc: str
    content: bytes = field(repr=False)
    document: Document
    commitments: tuple[Commitment, ...] = field(repr=False)


def read_plan(path: Path, *, doc: str | None = None, limits: Limits | None = None) -> PlanFile:
    """Read a document of any known format and extract its commitments.

    Parameters
    ----------
    path
        The file.
    doc
        Prefix of the ids; by default :func:`prefix_of` the name of the file.
    limits
        What is refused as too large.

    Raises
    ------
    DocumentError
        The file cannot be read as a document.
    OSError
        The file cannot be opened.

    """
    limits = limits or Limits()
    with path.open("rb") as file:
        content = file.read(limits.max_bytes + 1)  # one more than allowed is refused by the reader
    document = read(content, name=path.name, limits=limits)
    doc = doc or prefix_of(path.name)
    return PlanFile(path.name, doc, content, document, tuple(extract(document.text, document=doc)))


def prefix_of(name: str) -> str:
    """What exported ids of a file begin with: the number that its name begins with, else its name without suffix."""
    stem = Path(name).stem
    numbered = _NUMBERED.match(stem)
    return numbered[1] if numbered else stem


def records(plan: PlanFile, *, more: bool = False) -> list[dict[str, Any]]:
    """The commitments as JSON objects with exactly the fields of the ledger.

    Parameters
    ----------
    plan
        A plan that was read.
    more
        Add direction, relative_to and aggregation, and where in the source the span lies.

    Returns
    -------
    One object a commitment. ``start``, ``end`` and ``quote`` are of the decoded file for txt, md and html; a docx or
    a pdf is not made of characters, so there they are of the text that the reader gave.

    """
    written = source_text(plan)
    found = []
    for commitment in plan.commitments:
        placed = commitment if written is None else in_source(commitment, plan.document, written)
        record = placed.as_dict()
        kept = {name: record[name] for name in BASE_FIELDS}
        if more:
            kept |= {name: record[name] for name in MORE_FIELDS}
            places = plan.document.locate(commitment.start, commitment.end)
            kept |= {"file": plan.name, "locators": [place.as_dict() for place in places]}
        found.append(kept)
    return found


def task_records(plan: PlanFile) -> list[dict[str, Any]]:
    """The tasks as JSON objects; spans as in :func:`records`, the object's span too."""
    written = source_text(plan)
    found = []
    for task in tasks(plan.document.text, document=plan.doc):
        record = task.as_dict()
        if written is not None:
            for first, last in (("start", "end"), ("object_start", "object_end")):
                span = plan.document.to_source(record[first], record[last])
                record[first], record[last] = span or (record[first], record[last])
            record["quote"] = written[record["start"] : record["end"]]
        found.append(record)
    return found


def source_text(plan: PlanFile) -> str | None:
    """The characters of the file, where they are others than those of the text; else null."""
    if plan.document.format != "html" or plan.document.encoding is None:
        return None
    return plan.content.decode(plan.document.encoding, "replace")


def in_source(commitment: Commitment, document: Document, written: str) -> Commitment:
    """The commitment with its span and quote in the characters of the file."""
    span = document.to_source(commitment.start, commitment.end)
    if span is None:
        return commitment
    start, end = span
    return replace(commitment, start=start, end=end, quote=written[start:end])


def prefixes(names: Sequence[str]) -> list[str]:
    """A prefix for each file: those that would have the same one get a number behind it."""
    taken: dict[str, int] = {}
    given = []
    for name in names:
        prefix = prefix_of(name)
        taken[prefix] = taken.get(prefix, 0) + 1
        given.append(prefix if taken[prefix] == 1 else f"{prefix}~{taken[prefix]}")
    return given
