"""Names that look alike and were not joined."""

from collections import defaultdict
from dataclasses import dataclass

from gongfu.plan.lineage import reasons
from gongfu.plan.lineage.entry import Entry
from gongfu.plan.lineage.results import NearMiss

SIMILAR = 0.6  # Dice coefficient of characters' pairs
_LOOKED_AT = 20  # latest entries with the same head noun
_SHOWN = 2
_HEAD = 2  # characters


@dataclass(frozen=True, slots=True)
class _Seen:
    entry: Entry
    pairs: frozenset[str]


class Alike:
    """Entries so far by the end of their name, where the head noun stands."""

    def __init__(self) -> None:
        self._seen: dict[str, list[_Seen]] = defaultdict(list)

    def near(self, entry: Entry) -> list[NearMiss]:
        """The entries of earlier plans whose name is most like that of an entry on a line of its own, but another core."""
        text = entry.statements[0].phrase.text
        pairs = _pairs(text)
        found = sorted(
            (
                (-_dice(pairs, seen.pairs), seen.entry.id, seen.entry)
                for seen in self._seen.get(text[-_HEAD:], ())[-_LOOKED_AT:]
                if seen.entry.subject.core != entry.subject.core and _dice(pairs, seen.pairs) >= SIMILAR
            ),
            key=lambda one: one[:2],
        )
        second = entry.statements[0]
        return [
            NearMiss(other.id, second.id, reasons.alike_reason(other.statements[0], second))
            for _, _, other in found[:_SHOWN]
        ]

    def add(self, entries: list[Entry]) -> None:
        """Remember the entries of a plan."""
        for entry in entries:
            text = entry.statements[0].phrase.text
            self._seen[text[-_HEAD:]].append(_Seen(entry, _pairs(text)))


def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[i : i + 2] for i in range(len(text) - 1))


def _dice(first: frozenset[str], second: frozenset[str]) -> float:
    total = len(first) + len(second)
    return 2 * len(first & second) / total if total else 0.0
