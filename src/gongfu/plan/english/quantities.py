"""Find quantities in English: "over 2.1 million people", "₹3.4 lakh crore", "between 3 and 5 clusters"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

WORDS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
    "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
FRACTIONS = {"half": 50.0, "one-half": 50.0, "one half": 50.0, "a half": 50.0, "one-third": 33.3333, "one third": 33.3333,
             "a third": 33.3333, "two-thirds": 66.6667, "two thirds": 66.6667, "a quarter": 25.0, "one-quarter": 25.0,
             "one quarter": 25.0, "three-quarters": 75.0, "three quarters": 75.0, "one-fifth": 20.0, "a fifth": 20.0,
             "one fifth": 20.0, "two-fifths": 40.0, "three-fifths": 60.0, "four-fifths": 80.0, "a tenth": 10.0,
             "one-tenth": 10.0}  # fmt: skip
MULTIPLES = {"double": 2.0, "doubling": 2.0, "doubled": 2.0, "doubles": 2.0, "twofold": 2.0, "two-fold": 2.0, "triple": 3.0,
             "tripling": 3.0, "tripled": 3.0, "treble": 3.0, "threefold": 3.0, "three-fold": 3.0, "quadruple": 4.0,
             "fourfold": 4.0, "four-fold": 4.0, "fivefold": 5.0, "five-fold": 5.0, "tenfold": 10.0, "ten-fold": 10.0,
             "2x": 2.0, "3x": 3.0}  # fmt: skip
SCALES = {"hundred": 10**2, "thousand": 10**3, "k": 10**3, "lakh": 10**5, "lakhs": 10**5, "lac": 10**5, "lacs": 10**5,
          "million": 10**6, "mn": 10**6, "m": 10**6, "crore": 10**7, "crores": 10**7, "cr": 10**7, "billion": 10**9,
          "bn": 10**9, "b": 10**9, "trillion": 10**12, "tn": 10**12, "lakh crore": 10**12, "lakh crores": 10**12,
          "thousand crore": 10**10, "million million": 10**12}  # fmt: skip
CURRENCIES = {
    "US$": "USD", "USD": "USD", "$": "USD", "dollars": "USD", "US dollars": "USD", "₹": "INR", "Rs.": "INR", "Rs": "INR",
    "INR": "INR", "rupees": "INR", "€": "EUR", "EUR": "EUR", "euros": "EUR", "euro": "EUR", "£": "GBP", "GBP": "GBP",
    "pounds": "GBP", "HK$": "HKD", "HKD": "HKD", "A$": "AUD", "AUD": "AUD", "S$": "SGD", "SGD": "SGD", "C$": "CAD",
    "CAD": "CAD", "NT$": "TWD", "RM": "MYR", "RMB": "元", "CNY": "元", "yuan": "元", "¥": "元", "KRW": "KRW", "won": "KRW",
    "JPY": "JPY", "yen": "JPY", "KSh": "KES", "Ksh": "KES", "KES": "KES", "N": "NGN", "₦": "NGN", "NGN": "NGN", "R": "ZAR",
    "ZAR": "ZAR", "Tk": "BDT", "BDT": "BDT", "PKR": "PKR", "VND": "VND", "Rp": "IDR", "IDR": "IDR", "THB": "THB", "baht": "THB",
    "SAR": "SAR", "AED": "AED", "NZ$": "NZD", "CHF": "CHF", "SEK": "SEK", "BRL": "BRL", "R$": "BRL", "€ ": "EUR",
}  # fmt: skip
MEASURES = {
    "MW", "GW", "kW", "KW", "kWh", "MWh", "GWh", "TWh", "MWp", "GWp", "MT", "Mt", "MTPA", "MMT", "MMTPA", "mtpa", "kt", "GtCO2", "MtCO2e",
    "tonnes", "tons", "tonne", "acres", "hectares", "ha", "km", "kms", "kilometres", "kilometers", "sq km", "sq. km",
    "sq m", "sq ft", "sq. ft.", "square feet", "square metres", "square meters", "square kilometres", "square kilometers",
    "litres", "liters", "barrels", "TEUs", "TEU", "cubic metres", "cubic meters", "MTOE", "Mtoe", "Gbps", "Mbps", "PJ", "GL", "megawatts",
    "gigawatts", "metric tonnes", "metric tons", "tonnes per annum", "bpd", "miles", "GWh/year",
}  # fmt: skip
AT_LEAST, AT_MOST, ABOUT, EQUAL = ">=", "<=", "~", "="
BEFORE = {
    **dict.fromkeys(("at least", "more than", "over", "no fewer than", "no less than", "not less than", "not fewer than", "exceeding",
                     "in excess of", "above", "upwards of", "a minimum of", "minimum of", "greater than", "exceed", "surpassing",
                     "surpass", ">=", "≥", ">", "minimum"), AT_LEAST),
    **dict.fromkeys(("up to", "below", "less than", "fewer than", "no more than", "not more than", "at most", "under", "a maximum of",
                     "maximum of", "not exceeding", "<=", "≤", "<", "within"), AT_MOST),
    **dict.fromkeys(("nearly", "about", "around", "approximately", "some", "roughly", "almost", "close to", "an estimated",
                     "approx.", "circa", "~", "just over", "just under", "estimated"), ABOUT),
}  # fmt: skip
AFTER = {
    **dict.fromkeys(("or more", "or above", "or higher", "and above", "and more", "or greater", "+", "plus"), AT_LEAST),
    **dict.fromkeys(("or less", "or below", "or lower", "or fewer", "and below"), AT_MOST),
}
_OUTSIDE = {"within", "exceed", "minimum", "surpass"}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity at ``start:end`` of the flat text; ``noun`` is the counted noun phrase behind it."""

    start: int
    end: int
    value: float
    value_high: float | None
    unit: str
    comparator: str
    form: str  # count, money, percent, points, multiple, measure
    noun: str = ""


def _either(words: object) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))  # type: ignore[call-overload]


_WORD_NUMBER = r"(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?|" + _either(WORDS) + ")"
_DIGITS = r"\d{1,3}(?:,\d{2,3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_SCALE = rf"(?:\s?-?(?:{_either(SCALES)})\b)"
_SYMBOL = rf"(?:{_either(CURRENCIES)})\s?"
_NUMBER = rf"(?:(?:{_DIGITS}|\b{_WORD_NUMBER}\b){_SCALE}*|\b(?:a|one)\s(?:hundred|thousand|million|billion|lakh|crore|trillion)\b)"
_QUANTITY = re.compile(
    rf"(?P<before>(?:\bbetween|\b(?:{_either(w for w in BEFORE if w[0].isalpha())}))\s|(?:{_either(w for w in BEFORE if not w[0].isalpha())})\s?)?"
    rf"(?P<symbol>(?<![A-Za-z]){_SYMBOL})?(?P<low>{_NUMBER})"
    rf"(?:\s?(?P<lowpercent>%|per ?cent\b))?"
    rf"(?:\s?(?:-|–|—|to|and|or)\s?(?:{_SYMBOL})?(?P<high>{_NUMBER}))?"
    rf"(?:(?P<points>[ -]?(?:percentage[ -]points?|pp\b|ppts?\b|percent points?))|(?P<percent>\s?(?:%|per ?cent\b|percent\b|pct\b))"
    rf"|\s(?P<currency>US dollars|dollars|rupees|euros?|pounds|yuan|yen|won|USD|EUR|INR|RMB|baht|HKD|GBP)\b"
    rf"|(?:\s|-)?(?P<measure>{_either(MEASURES)})\b|(?P<times>\s?(?:times|-fold)\b))?"
    rf"(?P<after>\s?\+|\s(?:{_either(w for w in AFTER if w[0].isalpha())})\b)?",
    re.IGNORECASE,
)
_START = re.compile(r"\d|[₹€£¥$₦]|\b(?:a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thir|four|fif|six|seven|eigh|nine|twen|for|hundred|half|third|double|doubling|doubled|doubles|trip|treb|quadru)", re.IGNORECASE)
_FRACTION = re.compile(
    rf"(?P<before>\b(?:{_either(w for w in BEFORE if w[0].isalpha())})\s)?\b(?P<fraction>{_either(FRACTIONS)})\b(?!-)(?=\s(?:of|the|all|to|or|and|will|by|for)|[,.;)])", re.IGNORECASE
)
_MULTIPLE = re.compile(rf"\b(?P<word>{_either(MULTIPLES)})\b(?!-(?:digit|decker|edged|check|track)|\sdigit|\sclick|\staxation)", re.IGNORECASE)
_STOPPERS = re.compile(
    r"\b(?:of|in|for|by|with|to|at|on|from|that|which|who|whose|will|shall|should|would|can|may|are|is|were|was|be|been|being|has|have|had|as|per|each"
    r"|every|under|across|over|through|during|including|such|into|than|while|where|when|within|between|among|after|before|since|until|or|but|aged|worth"
    r"|covering|employing|employed|trained|created|supported|generated|operating|based|using|about|around|against|throughout|annually|yearly|participated|hold|held)\b|[,.;:()\n•\[\]!?]"
)
_IRREGULAR = {"people", "men", "women", "children", "personnel", "staff", "youth", "companies", "msmes", "smes", "workers"}


def find(flat: str) -> Iterator[Quantity]:
    """All quantities of an English flat text in order, dates and ordinals left out."""
    position = 0
    found: list[Quantity] = []
    for match in _FRACTION.finditer(flat):
        comparator = BEFORE.get((match["before"] or "").strip().lower(), EQUAL)
        start = match.start() if match["before"] else match.start("fraction")
        found.append(Quantity(start, match.end("fraction"), FRACTIONS[match["fraction"].lower()], None, "%", comparator, "percent"))
    for match in _MULTIPLE.finditer(flat):
        found.append(Quantity(match.start(), match.end(), MULTIPLES[match["word"].lower()], None, "倍", EQUAL, "multiple"))
    taken = sorted((quantity.start, quantity.end) for quantity in found)
    while match := _QUANTITY.search(flat, position):
        position = match.end("low")
        if any(a < match.end() and match.start() < b for a, b in taken):
            continue
        quantity = _read(flat, match, found[-1] if found else None)
        if quantity is not None:
            position = max(quantity.end, position)
            found.append(quantity)
    yield from sorted(found, key=lambda quantity: quantity.start)


def _read(flat: str, match: re.Match[str], previous: Quantity | None) -> Quantity | None:
    start = match.start("low")
    before_character = flat[match.start("symbol") - 1 if match["symbol"] else start - 1 : start][:1] if start else ""
    if before_character and (before_character.isalnum() or before_character in "/-.#") and not match["symbol"]:
        return None
    low, high = _value(match["low"]), _value(match["high"]) if match["high"] else None
    if low is None:
        return None
    comparator_word = (match["before"] or "").strip().lower()
    end = match.end()
    symbol = (match["symbol"] or "").strip()
    joined = flat[match.end("low") : match.start("high")].strip() if match["high"] else ""
    split = match["lowpercent"] and re.search(r"\bfrom\s$", flat[: match.start()], re.IGNORECASE)
    if high is not None and (split or re.fullmatch(r"(?:19|20)\d\d", match["low"]) or joined in ("and", "or") and comparator_word != "between" and joined != "or" or high <= low and not _scaled(match)):
        high, end = None, match.end("low")
        match = _QUANTITY.match(flat[: match.start("high") - len(joined)].rstrip(), match.start()) or match
        end = match.end()
    if high is not None and _scaled(match):
        low *= _scale_of(match["high"])
    comparator = BEFORE.get(comparator_word) or AFTER.get((match["after"] or "").strip().lower()) or EQUAL
    begin = match.start() if match["before"] and comparator_word not in _OUTSIDE else (match.start("symbol") if symbol else start)
    unit, form = "", "count"
    if match["points"]:
        unit, form = "percentage points", "points"
    elif match["percent"] or match["lowpercent"]:
        unit, form = "%", "percent"
    elif symbol or match["currency"]:
        unit, form = _currency(symbol or match["currency"]), "money"
    elif match["measure"]:
        unit, form = _measure(match["measure"]), "measure"
    elif match["times"]:
        unit, form = "倍", "multiple"
    noun = ""
    if form == "count":
        noun = noun_after(flat, end)
        unit = head_of(noun)
        if not unit and _scale_of(match["low"]) > 1 and previous is not None and previous.form == "count" and start - previous.end < 60:
            noun, unit = previous.noun, previous.unit
        if not unit or not _is_count(flat, match, unit):
            return None
    return Quantity(begin, end, low, high, unit, comparator, form, noun)


def _scaled(match: re.Match[str]) -> bool:
    """3-5 million: the scale of the second numeral counts for the first as well."""
    return bool(match["high"]) and _scale_of(match["high"]) > 1 and _scale_of(match["low"]) == 1


def _scale_of(numeral: str) -> float:
    scale = 1.0
    for word in re.findall(r"[A-Za-z]+", numeral):
        scale *= SCALES.get(word.lower(), 1)
    return scale


def _value(numeral: str) -> float | None:
    number = re.match(rf"{_DIGITS}", numeral)
    if number:
        value = float(number[0].replace(",", ""))
        rest = numeral[number.end() :]
    else:
        words = re.findall(r"[a-z]+", numeral.lower())
        plain = [word for word in words if word not in SCALES]
        if any(word not in WORDS and word != "a" for word in plain):
            return None
        value = float(sum(WORDS.get(word, 1) for word in plain)) if plain else 1.0
        rest = " ".join(word for word in words if word in SCALES)
    return round(value * _scale_of(rest), 6)


def _currency(written: str) -> str:
    for name, code in CURRENCIES.items():
        if name.lower() == written.lower():
            return code
    return written


def _measure(written: str) -> str:
    return next((measure for measure in MEASURES if measure == written), written.lower() if written.islower() else written)


def noun_after(flat: str, position: int) -> str:
    """The noun phrase behind a number, up to the first preposition, verb or mark."""
    tail = flat[position : position + 90]
    stop = _STOPPERS.search(tail)
    phrase = tail[: stop.start()] if stop else tail
    words: list[str] = []
    for word in phrase.split():
        if word.lower() in ("and", "&") and words and _is_plural(words[-1]):
            break
        words.append(word)
        if _is_plural(word) and len(words) > 5:
            break
    while words and words[-1].lower() in ("and", "&", "the", "a", "not", "also", "new"):
        words.pop()
    for index, word in enumerate(words):
        if _is_plural(word) and index + 1 < len(words) and not _is_plural(words[index + 1]) and words[index + 1].lower() != "and" and not any(_is_plural(w) for w in words[index + 1 :]):
            return " ".join(words[: index + 1])
    return " ".join(words)


def _is_plural(word: str) -> bool:
    plain = re.sub(r"[^A-Za-z]", "", word)
    return plain.lower() in _IRREGULAR or len(plain) > 3 and plain.endswith("s") and not plain.endswith(("ss", "us", "is", "ous"))


def head_of(noun: str) -> str:
    """The head of a counted noun phrase, lower case: "notified special economic zones" → "zones"."""
    words = noun.split()
    plural = [word for word in words if _is_plural(word)]
    head = plural[-1] if plural else ""
    return re.sub(r"[^A-Za-z-]", "", head).lower()


_NEVER = {
    "years", "months", "days", "weeks", "hours", "minutes", "decades", "quarters", "pillars", "priorities", "chapters", "sections", "phases",
    "themes", "parts", "objectives", "goals", "principles", "steps", "ways", "categories", "verticals", "stages", "levels", "aspects", "factors",
    "dimensions", "annexes", "paragraphs", "pages", "seconds", "points", "times", "series", "others", "things", "terms", "sides", "lakhs", "crores",
    "basis", "sustainable", "tiers", "generations", "thrusts", "missions", "components", "headings", "windows", "cents", "elements", "reasons", "options",
}  # fmt: skip


def _is_count(flat: str, match: re.Match[str], unit: str) -> bool:
    number = match["low"]
    left = flat[max(0, match.start() - 24) : match.start("low")]
    if unit in _NEVER:
        return False
    if re.fullmatch(r"(?:19|20)\d\d", number):
        return False
    if re.search(r"(?:\b(?:FY|phase|tier|article|section|chapter|no\.?|page|figure|table|top|class|level|act|rule|para|zone|highway|part|part-|room|schedule|industry|scope|stage|step|annex|clause|goal|sdg|web|ipv|version|form|g-?)\s?)$", left, re.IGNORECASE):
        return False
    if re.search(r"\b(?:all|the|these|those|our|its|their|other|of the|last|past|next|first|previous)\s$", left, re.IGNORECASE) and not match["before"] and number.isalpha():
        return False
    if re.search(r"\b(?:all)\s$", left, re.IGNORECASE):
        return False
    if re.search(r"(?:January|February|March|April|May|June|July|August|September|October|November|December)\s?$", left):
        return False
    if number.lower() == "one" and not match["before"]:
        return False
    if re.search(r"(?:^|\n)[\s(]*$", left) and re.match(r"\d{1,2}(?:\.\d+)*\.?\s[A-Z]", flat[match.start("low") :]):
        return False
    return not re.match(r"(?:st|nd|rd|th)\b|[-/x]\w", flat[match.end("low") :])
