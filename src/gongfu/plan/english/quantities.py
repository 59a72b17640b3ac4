"""Find quantities in English: "over 2.1 million people", "₹3.4 lakh crore", "between 3 and 5 clusters"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from gongfu.plan.english.comparators import EQUAL, between_before, comparator_before, comparator_behind
from gongfu.plan.english.gate import is_counted
from gongfu.plan.english.nouns import head_of, noun_phrase, number_of
from gongfu.plan.english.numerals import DIGITS, FRACTIONS, MULTIPLES, NUMBER_WORD, scale_behind, value_of
from gongfu.plan.english.units import BEFORE_NUMERAL, SYMBOL, local_dollar, unit_behind

COUNT, MONEY, PERCENT, POINTS, MULTIPLE, MEASURE = "count", "money", "percent", "points", "multiple", "measure"

_MENTION = re.compile(
    rf"(?<![\w/#$₹€£])(?:(?P<fraction>{'|'.join(sorted(FRACTIONS, key=len, reverse=True))})\b(?=,? (?!a )|[.;)])"
    rf"|(?P<multiple>{'|'.join(sorted(MULTIPLES, key=len, reverse=True))})\b(?!-(?:digit|decker|edged|check"
    r"|track)| digit| click| taxation| whammy)"
    rf"|(?P<symbol>{SYMBOL})?(?P<numeral>{DIGITS}|{NUMBER_WORD}))",
    re.IGNORECASE,
)
_JOINER = re.compile(rf"(?: ?[-–—~] ?| (?P<word>to|and|or) )(?:{SYMBOL})?(?=\d|{NUMBER_WORD})", re.IGNORECASE)
_NUMERAL = re.compile(rf"{DIGITS}|(?:{NUMBER_WORD})", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d(?!\d|,\d)")
_FROM = re.compile(r"\bfrom (?:the |its |a |an |about |around |over |nearly |current |the current )*$", re.IGNORECASE)
_CHANGES = re.compile(
    r"\b(?:rais|increas|reduc|grow|gr[eo]w|ris|rose|improv|bring|brought|expand|decreas|lower|cut|doubl|tripl"
    r"|lift|boost|mov|up|down|declin|f[ae]ll|scal|enhanc"
    r"|augment|chang|jump|climb|went|go|goes|shift|step)\w*\b",
    re.IGNORECASE,
)
_TO_NUMBER = re.compile(
    rf" to (?:over |about |around |nearly |at least |more than )?(?:{SYMBOL})?(?:{DIGITS})", re.IGNORECASE
)
_SPAN_OF_YEARS = re.compile(r"\bfrom (?:19|20)\d\d to (?:19|20)\d\d\b")
_HALF_A_THING = re.compile(
    r" (?:year|yearly|day|hour|time|century|dozen|million|lakh|billion|of the (?:year|decade|century)|-)", re.IGNORECASE
)
_SAID_TWICE = re.compile(r" \((?:\d[\d,]*|[a-z]+(?:[- ][a-z]+)?)\)(?= ?[a-z%])")  # "ten (10) parks"
_LABEL = re.compile(r"(?:^|[\n•|] ?)(?P<noun>[A-Z][A-Za-z '’&/-]{2,60}?)(?: \([^)]*\))?(?: ?[:–-] ?| )$")
_ELLIPTICAL = re.compile(r"\b(?:to|from|with|against|versus|and|than) (?:the |only )*$", re.IGNORECASE)
_ENDS_THERE = re.compile(r" (?:in|by|for|of|until) (?:the |end of |FY ?|\w+ )?(?:19|20)\d\d|[,.;)]|$")
_CRORES = re.compile(r"\b(?:crores?|Cr)$")
_RUPEES = re.compile(r"₹|\bRs\b|\bINR\b")
_LONGEST_ELLIPSIS = 70


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity at ``start:end`` of the flat text.

    ``form`` is one of count, money, percent, points, multiple, measure; ``noun`` is the counted noun phrase, which
    stands behind the number up to ``noun_end`` (``end`` where it stands elsewhere).
    """

    start: int
    end: int
    value: float
    value_high: float | None
    unit: str
    comparator: str
    form: str
    noun: str = ""
    noun_end: int = 0


@dataclass(frozen=True, slots=True)
class _Number:
    """A numeral with its scale and unit, before it is judged."""

    start: int
    end: int
    value: float
    scale: float
    unit: str
    form: str


def find(flat: str) -> Iterator[Quantity]:
    """All quantities of an English flat text in order; years, dates, names and references are none."""
    dollar = local_dollar(flat)
    previous: Quantity | None = None
    position = 0
    while match := _MENTION.search(flat, position):
        position = match.end()
        if match["fraction"]:
            quantity = _fraction(flat, match)
        elif match["multiple"]:
            quantity = Quantity(match.start(), match.end(), MULTIPLES[match[0].lower()], None, "倍", EQUAL, MULTIPLE)
        else:
            quantity = _number(flat, match, previous)
        if quantity is None:
            continue
        if quantity.unit == "$":
            quantity = replace(quantity, unit=dollar)
        position = max(position, quantity.end)
        previous = quantity
        yield quantity


def _fraction(flat: str, match: re.Match[str]) -> Quantity | None:
    start, end = match.span()
    word = match["fraction"].lower()
    if (
        _HALF_A_THING.match(flat, end)
        or word in ("a third", "a fourth", "a fifth", "a tenth")
        and not re.match(r" of|[,.;)]", flat[end:])
    ):
        return None
    comparator, begin = comparator_before(flat, start)
    return Quantity(begin, end, FRACTIONS[word], None, "%", comparator or EQUAL, PERCENT)


def _number(flat: str, match: re.Match[str], previous: Quantity | None) -> Quantity | None:
    symbol = BEFORE_NUMERAL.get((match["symbol"] or "").strip(" -\n"), "") if match["symbol"] else ""
    start = match.start("numeral")
    if not match["symbol"] and _is_part_of_a_name(flat, start):
        return None
    said_twice = _SAID_TWICE.match(flat, match.end("numeral"))
    low = _read(
        flat, start, match.end("numeral"), symbol, behind=said_twice.end() if said_twice else match.end("numeral")
    )
    begin = match.start()
    between = between_before(flat, begin)
    comparator, begin = comparator_before(flat, begin)
    high = None
    if not said_twice and (not _YEAR.fullmatch(match["numeral"]) or low.form):
        high = _high(flat, low, symbol, between)
    if high is not None:
        low = _Number(low.start, low.end, low.value, low.scale if low.scale > 1 else high.scale, high.unit, high.form)
    elif not low.form and _FROM.search(flat, max(0, begin - 30), begin) and (later := _TO_NUMBER.match(flat, low.end)):
        full = _read(flat, later.end() - len(_last_numeral(later[0])), later.end(), symbol)
        low = replace(low, unit=full.unit, form=full.form, scale=full.scale if low.scale == 1 else low.scale)
    end = high.end if high else low.end
    comparator_after, end = comparator_behind(flat, end)
    if between is not None and high is not None:
        begin = between
    quantity = Quantity(
        begin, end, _rounded(low.value * low.scale),
        None if high is None else _rounded(high.value * high.scale), low.unit,
        comparator or comparator_after or EQUAL, low.form,
    )  # fmt: skip
    if low.form == PERCENT and low.scale == 1 and _YEAR.fullmatch(match["numeral"]):
        return None
    if low.form:
        return quantity
    return _counted(flat, quantity, match, low.scale, previous)


def _is_part_of_a_name(flat: str, start: int) -> bool:
    """Whether a mark ties the numeral to what stands before it: "MSME-100", "3.5.1", "-47"."""
    mark = flat[start - 1 : start]
    before = flat[start - 2 : start - 1]
    return (
        mark in ("-", "–", "—", ".", ",", "×", ":")
        and (before.isdigit() or mark in "-.×" and before.isalpha() and mark != ".")
        or mark == "'"
    )


def _read(flat: str, start: int, end: int, symbol: str, *, behind: int | None = None) -> _Number:
    """The numeral at ``start:end``, with the scale and unit that follow it (from ``behind`` on, if that is later)."""
    scale, behind = scale_behind(flat, end if behind is None else behind)
    unit, form, unit_end = unit_behind(flat, behind)
    if form == MEASURE and symbol:
        unit, form, unit_end = "", "", behind
    if symbol and form not in (PERCENT, POINTS):
        unit, form, unit_end = symbol, MONEY, unit_end if form == MONEY else behind
    return _Number(start, unit_end, value_of(flat[start:end]), scale, unit, form)


def _high(flat: str, low: _Number, symbol: str, between: int | None) -> _Number | None:
    """The upper end of a range that begins with ``low``; "from 2 to 5 %" of a change is no range."""
    joiner = _JOINER.match(flat, low.end)
    if joiner is None or joiner["word"] == "and" and between is None:
        return None
    numeral = _NUMERAL.match(flat, joiner.end())
    if numeral is None or _YEAR.match(flat, numeral.start()) and not low.form and low.value < 1900:
        return None
    high = _read(flat, numeral.start(), numeral.end(), symbol)
    low_scale = low.scale if low.scale > 1 or low.form == MONEY and not symbol else high.scale
    if high.value * high.scale <= low.value * low_scale or low.form and high.form and low.form != high.form:
        return None
    if joiner["word"] and joiner["word"].lower() == "to" and _is_change(flat, low, between):
        return None
    return high


def _is_change(flat: str, low: _Number, between: int | None) -> bool:
    """Whether "2 to 5 %" is a move from one to the other: behind "raise from", or where the list is of such moves."""
    line = re.split(r"[.;] ", flat[max(0, flat.rfind("\n", 0, low.start)) : low.start])[-1]
    if between is not None:
        return False
    if re.search(r"\bfrom [^\d\n]{0,24}$", line):
        return bool(_CHANGES.search(line))
    introduced = flat[max(0, low.start - 600) : low.start].rsplit(":\n", 1)
    return len(introduced) == 2 and bool(low.form) and bool(_SPAN_OF_YEARS.search(introduced[0].rsplit("\n", 1)[-1]))


def _last_numeral(text: str) -> str:
    numeral = ""
    for match in _NUMERAL.finditer(text):
        numeral = match[0]
    return numeral


def _counted(
    flat: str, quantity: Quantity, match: re.Match[str], scale: float, previous: Quantity | None
) -> Quantity | None:
    """The quantity as a count of the noun behind it, before it, or of the count before; null if it counts nothing."""
    phrase = noun_phrase(flat, quantity.end + (flat[quantity.end : quantity.end + 1] == " "))
    if phrase:
        noun_end = flat.find(phrase.split()[-1].rstrip(","), quantity.end) + len(phrase.split()[-1])
    else:
        noun_end = quantity.end
        line = flat[max(0, flat.rfind("\n", 0, quantity.start) + 1, quantity.start - 160) : quantity.start]
        is_big = scale > 1 or "," in match["numeral"] and match["numeral"][0].isdigit()
        line = re.split(r"[.;] ", line)[-1]
        is_near = previous is not None and previous.form == COUNT and quantity.start - previous.end < _LONGEST_ELLIPSIS
        if _FROM.search(line) and (later := _TO_NUMBER.match(flat, quantity.end)):
            phrase = noun_phrase(flat, later.end() + 1) or number_of(line)
        if phrase:
            pass
        elif (
            previous is not None
            and is_near
            and (is_big or _ELLIPTICAL.search(line) and _ENDS_THERE.match(flat, quantity.end))
        ):
            phrase = previous.noun
        elif number_of(line):
            phrase = number_of(line)
        elif (
            re.match(r"\n|$", flat[quantity.end :]) and (label := _LABEL.search(line)) and noun_phrase(label["noun"], 0)
        ):
            phrase = noun_phrase(label["noun"], 0)
        elif _CRORES.search(flat, quantity.start, quantity.end) and _RUPEES.search(flat):
            return replace(quantity, unit="INR", form=MONEY)
        if re.match(r"\.\d|[.)] ?[A-Z]", flat[quantity.end : quantity.end + 3]) and not is_big:
            return None
    head = head_of(phrase)
    numeral_end = match.end("numeral") if quantity.value_high is None else quantity.end
    if not head or not is_counted(
        flat, match.start("numeral"), numeral_end, head, is_scaled=scale > 1 or quantity.comparator != EQUAL
    ):
        return None
    return replace(quantity, unit=head, form=COUNT, noun=phrase, noun_end=noun_end)


def _rounded(value: float) -> float:
    return round(value, 6)
