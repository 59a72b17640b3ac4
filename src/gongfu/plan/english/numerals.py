"""What an English numeral is worth: digits, number words, fractions, multiples and the scales behind them."""

import re

_UNITS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
WORDS = {
    **{word: value for value, word in enumerate(_UNITS.split(), 1)},
    **{word: 10 * value for value, word in enumerate(_TENS.split(), 2)},
    "dozen": 12,
}
SCALES = {
    **dict.fromkeys(("hundred", "hundreds"), 1e2),
    **dict.fromkeys(("thousand", "thousands", "k"), 1e3),
    **dict.fromkeys(("lakh", "lakhs", "lac", "lacs"), 1e5),
    **dict.fromkeys(("million", "millions", "mn", "mln", "m"), 1e6),
    **dict.fromkeys(("crore", "crores", "cr"), 1e7),
    **dict.fromkeys(("billion", "billions", "bn", "b"), 1e9),
    **dict.fromkeys(("trillion", "trillions", "tn"), 1e12),
}
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}
_OVER = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "nine": 9}
FRACTIONS = {
    "half": 50.0,
    **{
        f"{over}{gap}{part}{'s' if top > 1 else ''}": round(100 * top / bottom, 4)
        for over, top in _OVER.items()
        for part, bottom in _PARTS.items()
        for gap in ("-", " ")
        if top < bottom
    },
}
_FOLDS = "two three four five six seven eight nine ten"
MULTIPLES = {
    **dict.fromkeys(("double", "doubles", "doubled", "doubling"), 2.0),
    **dict.fromkeys(("triple", "triples", "tripled", "tripling", "treble", "trebled", "trebling"), 3.0),
    **dict.fromkeys(("quadruple", "quadrupled", "quadrupling"), 4.0),
    **{f"{word}{gap}fold": float(value) for value, word in enumerate(_FOLDS.split(), 2) for gap in ("", "-")},
}

DIGITS = r"\d{1,3}(?:,\d{2,3})+(?:\.\d+)?|\d{1,3}, 000\b|\d+(?:\.\d+)?"
_WORD = (
    rf"(?:{'|'.join(_TENS.split())})(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?"
    rf"|{'|'.join(sorted(WORDS, key=len, reverse=True))}"
)
_BIG = "hundred|thousand|lakh|million|crore|billion|trillion|dozen"
NUMBER_WORD = rf"(?:{_WORD})\b(?! (?:{'|'.join(_PARTS)})s?\b)|(?:a|half a|several) (?={_BIG})"
_SCALE = re.compile(rf"(?: ?-?(?P<word>{'|'.join(sorted(SCALES, key=len, reverse=True))}|dozen)\b)(?!-)", re.IGNORECASE)


def scale_behind(text: str, position: int) -> tuple[float, int]:
    """The factor of the scale words at ``position`` ("lakh crore": 1e12) and where they end; 1 without any.

    A lone ``k``, ``m`` or ``b`` must touch the digits, so that "5 m" stays a length.
    """
    factor = 1.0
    while match := _SCALE.match(text, position):
        word = match["word"].lower()
        if len(word) == 1 and (match[0].startswith(" ") or word == "m" and text[position : position + 1] == " "):
            break
        factor *= SCALES.get(word, 12.0)
        position = match.end()
    return factor, position


def value_of(numeral: str) -> float:
    """The value of digits ("2,00,000") or of number words ("forty-five", "a")."""
    if numeral[0].isdigit():
        return float(numeral.replace(",", "").replace(" ", ""))
    words = re.findall(r"[a-z]+", numeral.lower())
    return 0.5 if words[0] == "half" else float(sum(WORDS.get(word, 1) for word in words))
