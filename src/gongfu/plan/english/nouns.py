"""The counted noun behind a number, or in front of it ("the number of firms to 500")."""

import re

_TOKEN = re.compile(r"(?P<comma>,)? ?(?P<word>&|[A-Za-z][\w'’./&-]*)")
_STOPPERS = frozenset(
    "of in for by with to at on from that which who whose will shall should would can could may might must"
    " are is was were be been being has have had as per each every"
    " under across over through during including such into than while where when within between among after"
    " before since until or but aged worth throughout"
    " annually yearly against about around the their its our a an via not also this these those both all if"
    " so then there it they we".split()
)  # fmt: skip
_IRREGULAR = frozenset(
    "people men women children personnel staff youth youths manpower employment livestock aircraft".split()
)
_NO_PLURALS = frozenset(
    "across previous various business less access process progress plus focus virus status campus class mass"
    " gas basis analysis thus".split()
)
_PARTICIPLE = re.compile(r"[a-z]{3,}(?:ing|ed)$")
_MOST_WORDS = 8
_NUMBER_OF = re.compile(
    r"\b(?:number|total|count) of (?P<noun>[A-Za-z][\w'’ &-]{2,60}?)(?= (?:to|from|will|shall|should|has|have"
    r"|is|are|was|were|reach\w*|stood|rose|grew|by|at|in|which|that)\b|[,:(]|$)",
    re.IGNORECASE,
)


def noun_phrase(text: str, position: int) -> str:
    """The noun phrase of a count that ends at ``position``: "notified special economic zones"; "" if none follows.

    It runs to the last plural before a preposition, a verb or a mark; adjectives may be joined by commas
    ("micro, small and medium enterprises").
    """
    words: list[str] = []
    end = 0  # of the phrase, in words
    while len(words) < _MOST_WORDS and (match := _TOKEN.match(text, position)):
        word = match["word"].rstrip(".")
        lower = word.lower()
        if (
            match["comma"]
            and not words
            or lower in _STOPPERS
            or end
            and (match["comma"] or lower in ("and", "&") or _PARTICIPLE.match(lower))
        ):
            break
        if match["comma"] and words:
            words[-1] += ","
        words.append(word)
        if is_plural(word):
            end = len(words)
        position = match.end()
        if match["word"].endswith("."):
            break
    return " ".join(words[:end]).removeprefix("of ")


def is_plural(word: str) -> bool:
    """Whether a word looks like a plural noun."""
    lower = word.lower().strip(".,")
    if lower in _IRREGULAR:
        return True
    return (
        len(lower) > 3
        and lower.endswith("s")
        and lower not in _NO_PLURALS
        and not lower.endswith(("ss", "us", "is", "'s", "’s"))
    )


def head_of(phrase: str) -> str:
    """The head of a counted noun phrase, lower case: "notified special economic zones" gives "zones"."""
    return phrase.split()[-1].lower().strip(".,") if phrase else ""


def number_of(left: str) -> str:
    """The noun of "the number of NOUN to" in front of a quantity, or ""."""
    found = list(_NUMBER_OF.finditer(left))
    noun = found[-1]["noun"] if found else ""
    return noun if noun and is_plural(noun.split(" of ")[0].split()[-1]) else ""
