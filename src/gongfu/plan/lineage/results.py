"""What comes out: lines, links, conflicts and near misses, each with its reason in both languages."""

from dataclasses import dataclass
from typing import Any

from gongfu.text import Text

RAISED, LOWERED, HELD = "raised", "lowered", "held"
REDEFINED, RENAMED, ANSWERED = "redefined", "renamed", "answered"
RELATIONS = (RAISED, LOWERED, HELD, REDEFINED, RENAMED, ANSWERED)
RULE, PERSON = "rule", "person"


@dataclass(frozen=True, slots=True)
class Link:
    """``earlier`` and ``later`` are ids of records; ``line`` is the id of a line; ``origin`` is ``rule`` or ``person``."""

    earlier: str
    later: str
    line: str
    relation: str
    renamed: bool
    reason: Text
    origin: str = RULE
    note: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """The link as the exchange format has it, with the reason besides."""
        return {
            "from": self.earlier, "to": self.later, "line": self.line, "relation": self.relation, "renamed": self.renamed,
            "note": self.note, "reason_zh": self.reason.zh, "reason_en": self.reason.en, "origin": self.origin,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """What is measured. ``id`` is that of the first record on it, so that a plan added at the end changes no id;
    ``records`` are the ids of all mentions, repeats included, in order of publication.
    """

    id: str
    name: Text
    records: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two values of one line for the same year in the same mode.

    ``kind`` is ``inside`` (one plan says both) or ``between`` (two plans in force at once); ``records`` are the ids in the
    order of publication, ``values`` theirs.
    """

    kind: str
    line: str
    records: tuple[str, ...]
    values: tuple[float, ...]
    deadline: int | None
    mode: str
    reason: Text


@dataclass(frozen=True, slots=True)
class NearMiss:
    """Two records that look alike and were not joined, and why: for a person to decide."""

    earlier: str
    later: str
    reason: Text


@dataclass(frozen=True, slots=True)
class Lineage:
    """All that was found. ``undated`` are ids of plans without a day or a term: they stand on no line."""

    lines: tuple[Line, ...]
    links: tuple[Link, ...]
    conflicts: tuple[Conflict, ...]
    near_misses: tuple[NearMiss, ...]
    undated: tuple[str, ...]
