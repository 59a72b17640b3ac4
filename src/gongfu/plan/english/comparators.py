"""Comparator words that touch an English quantity."""

import re
from collections.abc import Iterable

AT_LEAST, AT_MOST, ABOUT, EQUAL = ">=", "<=", "~", "="

_OVER = (
    "at least, a minimum of, minimum of, more than, over, above, exceeding, surpassing, in excess of, upwards "
    "of, minimum, no fewer than, no less than, not less than, not fewer than, greater than, well over, just "
    "over, ≥, >=, >"
).split(", ")
_UNDER = (
    "up to, upto, below, under, less than, fewer than, lower than, no more than, not more than, at most, a "
    "maximum of, maximum of, not exceeding, just under, within, as low as, ≤, <=, <"
).split(", ")
_NEAR = (
    "nearly, about, around, approximately, approx., approx, some, roughly, almost, close to, circa, c., ~, an "
    "estimated, estimated"
).split(", ")
_INSIDE = {**dict.fromkeys(_OVER, AT_LEAST), **dict.fromkeys(_UNDER, AT_MOST), **dict.fromkeys(_NEAR, ABOUT)}
_OUTSIDE = {
    "exceed": AT_LEAST,
    "exceeds": AT_LEAST,
    "surpass": AT_LEAST,
    "cap": AT_MOST,
    "ceiling": AT_MOST,
    "maximum": AT_MOST,
}
_BEHIND = {
    **dict.fromkeys(("or more", "or above", "or higher", "and above", "and more", "or greater", "plus", "+"), AT_LEAST),
    **dict.fromkeys(("or less", "or below", "or lower", "or fewer", "and below"), AT_MOST),
}


def _either(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_BEFORE = re.compile(rf"(?:(?<![\w-])(?P<word>{_either([*_INSIDE, *_OUTSIDE])})) ?$", re.IGNORECASE)
_AFTER = re.compile(rf" ?(?P<word>{_either(_BEHIND)})(?!\w)(?! ?\d)", re.IGNORECASE)
_LONGEST = 20
_BETWEEN = re.compile(r"\bbetween $", re.IGNORECASE)


def comparator_before(text: str, position: int) -> tuple[str | None, int]:
    """The comparator that ends at ``position``, and where the quantity begins with it.

    A verb or a noun ("exceed", "cap") compares too, but stays outside.
    """
    match = _BEFORE.search(text[max(0, position - _LONGEST) : position])
    if match is None:
        return None, position
    word = match["word"].lower()
    if word in _OUTSIDE:
        return _OUTSIDE[word], position
    return _INSIDE[word], position - (len(match.string) - match.start("word"))


def comparator_behind(text: str, position: int) -> tuple[str | None, int]:
    """The comparator that begins at ``position``, and where it ends."""
    match = _AFTER.match(text, position)
    return (_BEHIND[match["word"].lower()], match.end()) if match else (None, position)


def between_before(text: str, position: int) -> int | None:
    """Where "between" begins if it stands in front of ``position``."""
    match = _BETWEEN.search(text[max(0, position - _LONGEST) : position])
    return position - len(match[0]) if match else None
