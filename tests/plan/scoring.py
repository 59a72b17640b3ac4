"""Score extracted commitments against annotated ones, as the definition of commitments says.

A prediction matches when its span overlaps and its value (and upper value) agree within 0.1 %; each is matched
once, the widest overlap first.
"""

import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Record = dict[str, Any]
EXACT = ("unit", "kind", "comparator", "mode", "deadline", "responsible")


@dataclass
class Score:
    gold: int = 0
    predicted: int = 0
    matched: int = 0
    complete: int = 0
    right: Counter[str] = field(default_factory=Counter)

    @property
    def f1(self) -> float:
        return 2 * self.matched / (self.gold + self.predicted) if self.gold + self.predicted else 1.0

    @property
    def completeness(self) -> float:
        return self.complete / self.matched if self.matched else 0.0

    def __add__(self, other: "Score") -> "Score":
        return Score(
            self.gold + other.gold, self.predicted + other.predicted, self.matched + other.matched,
            self.complete + other.complete, self.right + other.right,
        )  # fmt: skip


def read_records(path: Path) -> list[Record]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def score(gold: list[Record], predicted: list[Record]) -> Score:
    result = Score(len(gold), len(predicted))
    for first, second in match(gold, predicted):
        right = [name for name in EXACT if (first[name] or None) == (second[name] or None)]
        if dice(first["indicator"], second["indicator"]) >= 0.5:
            right.append("indicator")
        result.matched += 1
        result.complete += len(right) == len(EXACT) + 1
        result.right.update(right)
    return result


def match(gold: list[Record], predicted: list[Record]) -> list[tuple[Record, Record]]:
    candidates = sorted(
        (-_overlap(first, second), i, j)
        for i, first in enumerate(gold)
        for j, second in enumerate(predicted)
        if _overlap(first, second) > 0 and _agree(first, second, "value") and _agree(first, second, "value_high")
    )
    pairs, used_gold, used_predicted = [], set(), set()
    for _, i, j in candidates:
        if i not in used_gold and j not in used_predicted:
            used_gold.add(i)
            used_predicted.add(j)
            pairs.append((gold[i], predicted[j]))
    return pairs


def dice(first: str, second: str) -> float:
    a, b = (Counter(phrase[i : i + 2] for i in range(len(phrase) - 1)) for phrase in (first, second))
    total = a.total() + b.total()
    return 2 * (a & b).total() / total if a and b else float(first == second)


def _overlap(first: Record, second: Record) -> int:
    return min(first["end"], second["end"]) - max(first["start"], second["start"])


def _agree(first: Record, second: Record, name: str) -> bool:
    a, b = first.get(name), second.get(name)
    if a is None or b is None:
        return a is None and b is None
    return abs(a - b) <= 0.001 * abs(a) * (1 + 1e-9)
