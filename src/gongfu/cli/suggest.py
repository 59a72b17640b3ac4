"""Did you mean …?"""

from collections.abc import Iterable

from gongfu.cli import words
from gongfu.text import Lang


def suggestion(given: str, known: Iterable[str], lang: Lang) -> str | None:
    """A question that names what is near to GIVEN, if anything is."""
    from difflib import get_close_matches

    near = get_close_matches(given, list(known), n=3, cutoff=0.6)
    return words.DID_YOU_MEAN.fill(names=", ".join(near)).to(lang) if near else None
