"""What a commit was: who changed how many rows of which table, when and why."""

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Changes:
    """Rows of one table that were added, changed and removed."""

    added: int = 0
    changed: int = 0
    removed: int = 0

    def __add__(self, other: "Changes") -> "Changes":
        return Changes(self.added + other.added, self.changed + other.changed, self.removed + other.removed)

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)


@dataclass(frozen=True, slots=True)
class Commit:
    """One commit. ``version`` names what the tables hold after it; ``time`` is in UTC.

    ``kind`` is ``commit``, ``undo`` or ``upgrade``; ``undoes`` is the version that an undo took back.
    ``readable`` is false once the version has been expired. ``result`` is what the function given to
    :meth:`Workspace.commit` returned; it is not stored.
    """

    version: int
    time: datetime
    author: str
    message: str
    tables: dict[str, Changes] = field(default_factory=dict)
    kind: str = "commit"
    undoes: int | None = None
    readable: bool = True
    result: Any = None


def to_extra(tables: dict[str, Changes], kind: str, undoes: int | None) -> str:
    """The part of a commit that the catalogue keeps as JSON."""
    counts = {name: [c.added, c.changed, c.removed] for name, c in sorted(tables.items()) if c}
    return json.dumps({"kind": kind, "tables": counts} | ({} if undoes is None else {"undoes": undoes}))


def from_row(row: tuple[int, datetime, str, str, str], *, readable: bool = True, result: Any = None) -> Commit:
    """A commit from version, time, author, message and the JSON of :func:`to_extra`."""
    version, time, author, message, extra = row
    kept = json.loads(extra)
    return Commit(
        version=version,
        time=time.astimezone(UTC),
        author=author,
        message=message,
        tables={name: Changes(*counts) for name, counts in kept["tables"].items()},
        kind=kept["kind"],
        undoes=kept.get("undoes"),
        readable=readable,
        result=result,
    )
