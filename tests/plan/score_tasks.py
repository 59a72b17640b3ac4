"""Score tasks against annotated ones, by the rules of tests/cases/tasks/README.md."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

Record = dict[str, Any]


@dataclass(frozen=True)
class Score:
    """Counts of one or more documents; the attributes are counted over matched pairs alone."""

    gold: int = 0
    predicted: int = 0
    matched: int = 0
    responsible: int = 0
    deadline: int = 0
    object: int = 0

    @property
    def f1(self) -> float:
        """2 * matched / (gold + predicted); 0 where there is nothing."""
        total = self.gold + self.predicted
        return 2 * self.matched / total if total else 0.0

    def __add__(self, other: "Score") -> "Score":
        return Score(*(getattr(self, name) + getattr(other, name) for name in self.__dataclass_fields__))


def match(gold: Sequence[Record], predicted: Sequence[Record]) -> list[tuple[int, int]]:
    """Pairs of indices: same action and an overlap of at least half of the longer span; larger overlaps first."""
    pairs = []
    for i, wanted in enumerate(gold):
        for j, found in enumerate(predicted):
            overlap = _overlap(wanted, found, "start", "end")
            longer = max(wanted["end"] - wanted["start"], found["end"] - found["start"])
            if wanted["action"] == found["action"] and 2 * overlap >= longer:
                pairs.append((-overlap, i, j))
    result: list[tuple[int, int]] = []
    left, right = set(range(len(gold))), set(range(len(predicted)))
    for _, i, j in sorted(pairs):
        if i in left and j in right:
            left.discard(i)
            right.discard(j)
            result.append((i, j))
    return result


def score(gold: Sequence[Record], predicted: Sequence[Record]) -> Score:
    """Count matches and, over the matched pairs, equal attributes and objects that overlap by half."""
    pairs = [(gold[i], predicted[j]) for i, j in match(gold, predicted)]
    return Score(
        len(gold),
        len(predicted),
        len(pairs),
        sum(wanted["responsible"] == found["responsible"] for wanted, found in pairs),
        sum(wanted["deadline"] == found["deadline"] for wanted, found in pairs),
        sum(_same_object(wanted, found) for wanted, found in pairs),
    )


def _overlap(one: Record, other: Record, start: str, end: str) -> int:
    return max(0, min(one[end], other[end]) - max(one[start], other[start]))


def _same_object(one: Record, other: Record) -> bool:
    longer = max(record["object_end"] - record["object_start"] for record in (one, other))
    return 2 * _overlap(one, other, "object_start", "object_end") >= longer
