"""Find the commitments of one version of a document again in another, by their words and the words around them."""

import re
from collections import defaultdict
from difflib import SequenceMatcher

import polars as pl

from gongfu.documents.shadow import shadow

LEAST_LIKENESS = 0.6  # of the sentences, for the same quantity to be the same commitment
_BLANKS = re.compile(r"\s+")


def carry(old: pl.DataFrame, new: pl.DataFrame) -> pl.DataFrame:
    """Pair commitments that say the same in two versions of a document.

    Parameters
    ----------
    old, new
        Rows of the table ``commitment`` with ``commitment_id``, ``quote``, ``sentence``, ``sentence_at``, ``value``,
        ``unit`` and ``start``.

    Returns
    -------
    One row a pair, each commitment in one at most: ``old_id``, ``new_id``, ``likeness`` (of the sentences, 1 where
    they are equal). Only commitments of the same quantity are paired, whose sentences agree by at least
    :data:`LEAST_LIKENESS`; the more alike first, then the nearer in the order of the document. A target whose number
    was changed is another commitment.

    """
    waiting: dict[tuple[str, float, str], list[_Place]] = defaultdict(list)
    for place in _places(new):
        waiting[place.quantity].append(place)
    found: list[tuple[float, float, str, str]] = []
    for before in _places(old):
        for after in waiting[before.quantity]:
            likeness = before.likeness(after)
            if likeness >= LEAST_LIKENESS:
                found.append((-likeness, abs(before.rank - after.rank), before.id, after.id))
    pairs, used = [], set[str]()
    for likeness, _, old_id, new_id in sorted(found):
        if old_id not in used and new_id not in used:
            used |= {old_id, new_id}
            pairs.append((old_id, new_id, -likeness))
    schema = {"old_id": pl.String(), "new_id": pl.String(), "likeness": pl.Float64()}
    return pl.DataFrame(pairs, schema=schema, orient="row")


class _Place:
    """A commitment as it is compared: its quantity, and the words before and behind it in its sentence."""

    def __init__(self, identifier: str, row: dict[str, object], rank: float) -> None:
        quote, sentence, at = str(row["quote"]), str(row["sentence"] or ""), int(str(row["sentence_at"] or 0))
        self.id = identifier
        self.rank = rank
        self.quantity = (_folded(quote), float(str(row["value"])), str(row["unit"]))
        self._before = _folded(sentence[:at])
        self._behind = _folded(sentence[at:])

    def likeness(self, other: "_Place") -> float:
        """How far the words around agree: 1 is to the letter."""
        here, there = self._before + "\0" + self._behind, other._before + "\0" + other._behind
        return 1.0 if here == there else min(SequenceMatcher(None, here, there, autojunk=False).ratio(), 0.999)


def _places(frame: pl.DataFrame) -> list[_Place]:
    count = max(frame.height, 1)
    ordered = frame.filter(pl.col("quote").is_not_null()).sort("start")
    return [_Place(row["commitment_id"], row, n / count) for n, row in enumerate(ordered.iter_rows(named=True))]


def _folded(text: str) -> str:
    return _BLANKS.sub("", shadow(text))
