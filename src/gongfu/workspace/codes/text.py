"""The spelling under which names and aliases are compared."""

import re
import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches

_BLANKS = re.compile(r"\s+")
_BETWEEN_CHINESE = re.compile(r"(?<=[^\x00-\x7f]) | (?=[^\x00-\x7f])")


def fold(text: str) -> str:
    """The text in half-width lower case, blanks joined, none beside a Chinese character."""
    text = unicodedata.normalize("NFKC", text).casefold()
    return _BETWEEN_CHINESE.sub("", _BLANKS.sub(" ", text).strip())


def near(word: str, known: Iterable[str]) -> list[str]:
    """Up to three of the known words that look like this one, the nearest first."""
    by_fold = {fold(name): name for name in known}
    return [by_fold[name] for name in get_close_matches(fold(word), by_fold, n=3, cutoff=0.6)]


def suggestion(word: str, known: Iterable[str]) -> str | None:
    """A sentence "did you mean …" with the words that are near; None if none is."""
    words = near(word, known)
    return "did you mean " + ", ".join(map(repr, words)) + "?" if words else None
