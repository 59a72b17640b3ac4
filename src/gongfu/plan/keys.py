"""Ids of what stands in a plan: made of the hash of the document and the place, so that a second reading gives them again."""

from collections.abc import Sequence

from gongfu.documents.shadow import shadow
from gongfu.workspace.ids import id_of


def plan_id(document_id: str) -> str:
    """The id of a plan that a document is the first to tell."""
    return id_of("plan", document_id)


def commitment_id(document_id: str, start: int, end: int) -> str:
    """The id of the commitment at a span of a document."""
    return id_of("commitment", document_id, start, end)


def task_id(document_id: str, start: int, end: int) -> str:
    """The id of the task at a span of a document."""
    return id_of("task", document_id, start, end)


def section_id(document_id: str, path: Sequence[str]) -> str:
    """The id of the section that these headings lead to; script and width do not count."""
    return id_of("section", document_id, [shadow(title).replace(" ", "") for title in path])


def action_id(document_id: str, name: str) -> str:
    """The id of the special action of this name."""
    return id_of("action", document_id, name)


def region_id(code: str) -> str:
    """The id of a division by its GB/T 2260 code: divisions are the same in every workspace."""
    return id_of("GB/T 2260", code)


def unit_id(region_id: str | None, name: str) -> str:
    """The id of the unit of a region that has this full name."""
    return id_of("unit", region_id, name)


def source_id(document_id: str) -> str:
    """The id of a document as a source; the intake of files gives the same."""
    return f"source-{document_id[:20]}"
