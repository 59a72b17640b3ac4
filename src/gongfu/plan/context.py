"""The sentence around a quantity, cut the way the rules look at it."""

import re
from dataclasses import dataclass

from gongfu.plan.quantities import Quantity

_SENTENCE_END = re.compile(r"[。!?\n]")
_LONGEST = 600  # characters of a sentence on either side of a quantity
_CLAUSE_BREAK = re.compile(r"[,:。;!?\n\t]")


_NUMBER = r"(?:[约近超]|超过|不低于|不少于)?[\d.,]+[万亿]*(?:%|个百分点|[元家个项人名台件座条吨亩户倍]|亿元|平方公里)?(?:以上|左右|以内)?"
_JOINTS = re.compile("[、和及与]|以及")
_RUN_BEFORE = re.compile(rf"(?:{_NUMBER}(?:[、和及与]|以及))+$")
_RUN_AFTER = re.compile(rf"^(?:(?:[、和及与]|以及){_NUMBER})+(?=[,。;)]|$)")


@dataclass(frozen=True, slots=True)
class Context:
    """``left`` and ``right`` are the sentence before and after the quantity.

    ``lead`` is what of ``left`` belongs to the quantity's own clause: since the last comma, or since the
    quantity before it in the same clause. ``clause_left`` goes back to the comma in any case, ``previous``
    is the quantity before it in the sentence.
    """

    quantity: Quantity
    sentence_start: int
    left: str
    lead: str
    clause_left: str
    right: str
    clause_right: str
    previous: Quantity | None
    comparator_word: str
    sentence: str

    @property
    def run(self) -> tuple[int, int, str]:
        """Place in, and length of, the run of bare joined numbers that this one stands in; the text before it."""
        before = _RUN_BEFORE.search(self.left)
        place = len(_JOINTS.findall(before[0])) if before else 0
        after = _RUN_AFTER.match(self.right)
        length = place + 1 + (len(_JOINTS.findall(after[0])) if after else 0)
        return place, length, self.left[: before.start()] if before else self.left

    @property
    def since_previous(self) -> str:
        """The sentence between the quantity before and this one."""
        return self.left[self.previous.end - self.sentence_start :] if self.previous else self.left

    @property
    def touches_previous(self) -> bool:
        """Whether no comma or stop stands between the quantity before and this one."""
        return self.previous is not None and self.previous.end + len(self.lead) == self.quantity.start


def contexts(flat: str, quantities: list[Quantity]) -> list[Context]:
    """Cut the sentence around each quantity; ``quantities`` are in text order."""
    result: list[Context] = []
    previous: Quantity | None = None
    sentence_end = -1
    sentence_start = 0
    for quantity in quantities:
        if quantity.start >= sentence_end:
            sentence_start = _sentence_start(flat, quantity.start)
            end = _SENTENCE_END.search(flat, quantity.end)
            sentence_end = end.start() if end else len(flat)
            previous = None
        elif quantity.start - sentence_start > _LONGEST:
            sentence_start = quantity.start - _LONGEST
            previous = previous if previous is not None and previous.end > sentence_start else None
        left = flat[sentence_start : quantity.start]
        clause_start = _last_break(flat, sentence_start, quantity.start)
        lead_start = clause_start
        if previous is not None and previous.end > clause_start:
            lead_start = previous.end
        right = flat[quantity.end : min(sentence_end, quantity.end + _LONGEST)]
        clause_end = _CLAUSE_BREAK.search(right)
        result.append(
            Context(
                quantity, sentence_start, left, flat[lead_start : quantity.start], flat[clause_start : quantity.start],
                right, right[: clause_end.start()] if clause_end else right, previous,
                flat[quantity.start : quantity.numeral_start],
                flat[sentence_start : quantity.end + (clause_end.start() if clause_end else len(right))],
            )
        )  # fmt: skip
        previous = quantity
    return result


def _sentence_start(flat: str, position: int) -> int:
    return 1 + max(flat.rfind(mark, max(0, position - _LONGEST), position) for mark in "。!?\n") or max(
        0, position - _LONGEST
    )


def _last_break(flat: str, start: int, position: int) -> int:
    cut = start
    for mark in ",:;\t":
        found = flat.rfind(mark, cut, position)
        if found >= 0:
            cut = found + 1
    return cut
