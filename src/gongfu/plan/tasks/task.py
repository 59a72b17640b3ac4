"""The record of a task."""

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Task:
    """One undertaking of a plan: a clause that says that something will be done.

    ``start``, ``end`` and ``quote`` are of the file as it is, as are ``object_start`` and ``object_end``;
    ``action`` is the first content verb, in simplified script with slips mended (English: its base form);
    ``object`` is what follows it; ``deadline`` is a year, None if none is known.
    """

    id: str
    start: int
    end: int
    quote: str
    action: str
    object: str
    object_start: int
    object_end: int
    responsible: list[str]
    deadline: int | None
    section: str

    def as_dict(self) -> dict[str, Any]:
        """The record as plain values."""
        return asdict(self)
