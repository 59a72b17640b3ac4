"""Sentences of an English flat text, and what stands around a quantity in them."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from gongfu.plan.english.quantities import Quantity

_END = re.compile(
    r"(?P<stop>[.!?])[”\"'’)\]]{0,2}(?: (?=[A-Z(“\"•\d£€₹$])|(?=[A-Z£€₹$][\w£€₹$])|(?=\d\. ?[A-Z])|(?=\n|$))"
    r"|[;:](?= ?(?:and|or)? ?\([a-z]{1,4}\))|\n+"
)
_ABBREVIATION = re.compile(
    r"(?:\b(?:Rs|Nos?|approx|e\.g|i\.e|vs|cf|al|Govt|Ltd|Co|Inc|St|Dr|Mr|Mrs|Ms|sq|Fig|Art|Sec|para|p\.a|viz"
    r"|G\.O|U\.S|U\.K|Tk|dt|incl|[A-Z]|\d))$"
)
_BULLET = re.compile(r"\s*(?:[•●▪◦·*–—-]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)])\s?")
_INTRODUCES = re.compile(r"(?::|\bfollowing|\bas follows?) ?[-–—]?\s*$")
_GOALS_FOLLOW = re.compile(r"^[^:]*\b(?:targets?|goals?|objectives?|follow(?:s|ing)?)\b[^:]{0,60}:")
_FINITE = re.compile(r"\b(?:will|shall|should|would|is|are|was|were|has|have)\b")
_LONGEST_ITEM = 160


@dataclass(frozen=True, slots=True)
class Sentence:
    """The sentence at ``start`` and the line that introduces the list it stands in ("" outside a list)."""

    start: int
    text: str
    intro: str


@dataclass(frozen=True, slots=True)
class Statement:
    """A quantity in its sentence.

    ``left`` and ``right`` run to the ends of the sentence; ``before`` and ``after`` only to the neighbouring
    quantities of the sentence.
    """

    quantity: Quantity
    sentence: Sentence
    left: str
    right: str
    before: str
    after: str


def sentences(flat: str) -> list[Sentence]:
    """All sentences in order; a newline ends one, and so does a full stop that ends no abbreviation."""
    found: list[Sentence] = []
    intro = ""
    position = 0
    for line in flat.split("\n"):
        is_item = bool(_BULLET.match(line)) or len(line) <= _LONGEST_ITEM and not line.endswith(".")
        if not is_item:
            intro = ""
        inner = intro
        for start, end in _spans(line):
            text = line[start:end]
            is_part = inner == intro or bool(_BULLET.match(text)) or not _FINITE.search(text)
            found.append(Sentence(position + start, text, inner if is_part else intro))
            if goals := _GOALS_FOLLOW.search(text):
                inner = goals[0]
        if _INTRODUCES.search(line):
            intro = line
        position += len(line) + 1
    return found


def _spans(line: str) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _END.finditer(line):
        if (
            match["stop"] == "."
            and match.end() < len(line)
            and _ABBREVIATION.search(line, max(0, match.start() - 8), match.start())
        ):
            is_numbered = re.match(r" ?[A-Z]", line[match.start() + 1 :]) and re.search(
                r"[a-z%\])]\d{1,3}$|\d{2,}$", line[: match.start()]
            )
            if not is_numbered:
                continue
        spans.append((start, match.end()))
        start = match.end()
    if start < len(line):
        spans.append((start, len(line)))
    return spans


def statements(found: Sequence[Sentence], quantities: Sequence[Quantity]) -> list[Statement]:
    """Each quantity with what stands around it."""
    starts = [sentence.start for sentence in found]
    result: list[Statement] = []
    for index, quantity in enumerate(quantities):
        sentence = found[bisect_right(starts, quantity.start) - 1]
        stop = sentence.start + len(sentence.text)
        at, behind = quantity.start - sentence.start, quantity.end - sentence.start
        left, right = sentence.text[:at], sentence.text[behind:]
        since, until = 0, len(right)
        if index and quantities[index - 1].end > sentence.start:
            since = quantities[index - 1].end - sentence.start
        if index + 1 < len(quantities) and quantities[index + 1].start < stop:
            until = quantities[index + 1].start - quantity.end
        result.append(Statement(quantity, sentence, left, right, left[since:], right[:until]))
    return result


def without_bullet(text: str) -> str:
    """A line without the mark or number of a list item."""
    return text[match.end() :] if (match := _BULLET.match(text)) else text
