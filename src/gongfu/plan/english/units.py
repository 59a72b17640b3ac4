"""Units of English quantities: currencies before and behind the numeral, and physical measures."""

import re
from collections.abc import Iterable

BEFORE_NUMERAL = {
    "US$": "USD", "U.S.$": "USD", "USD": "USD", "$": "$", "₹": "INR", "Rs.": "INR", "Rs": "INR", "INR": "INR", "€": "EUR", "EUR": "EUR", "£": "GBP",
    "GBP": "GBP", "HK$": "HKD", "HKD": "HKD", "A$": "AUD", "AU$": "AUD", "AUD": "AUD", "S$": "SGD", "SGD": "SGD", "C$": "CAD", "CA$": "CAD",
    "CAD": "CAD", "NT$": "TWD", "NZ$": "NZD", "NZD": "NZD", "RM": "MYR", "MYR": "MYR", "RMB": "元", "CNY": "元", "¥": "元", "KRW": "KRW", "₩": "KRW",
    "JPY": "JPY", "KSh": "KES", "KSh.": "KES", "Ksh": "KES", "KES": "KES", "₦": "NGN", "NGN": "NGN", "N": "NGN", "ZAR": "ZAR", "R": "ZAR",
    "Tk": "BDT", "Tk.": "BDT", "BDT": "BDT", "PKR": "PKR", "VND": "VND", "Rp": "IDR", "IDR": "IDR", "THB": "THB", "SAR": "SAR", "AED": "AED",
    "CHF": "CHF", "SEK": "SEK", "NOK": "NOK", "DKK": "DKK", "R$": "BRL", "BRL": "BRL", "LKR": "LKR", "NPR": "NPR", "PHP": "PHP", "₱": "PHP",
    "GHS": "GHS", "UGX": "UGX", "TZS": "TZS", "RWF": "RWF", "ETB": "ETB", "EGP": "EGP", "TRY": "TRY", "PLN": "PLN", "Frw": "RWF", "FRw": "RWF", "XOF": "XOF", "FCFA": "XOF", "CFA": "XOF", "ZMW": "ZMW", "BWP": "BWP", "Nu.": "BTN", "OMR": "OMR", "QAR": "QAR",
    "Birr": "ETB", "Shs": "UGX", "GH¢": "GHS", "GH₵": "GHS", "MUR": "MUR", "MMK": "MMK", "KZT": "KZT", "HUF": "HUF", "CZK": "CZK",
}  # fmt: skip
BEHIND_NUMERAL = {
    **{code: code for code in BEFORE_NUMERAL.values() if code.isascii() and len(code) == 3},
    "US dollars": "USD", "dollars": "$", "Rupees": "INR", "rupees": "INR", "euro": "EUR", "euros": "EUR", "Euro": "EUR", "Euros": "EUR",
    "pounds": "GBP", "yuan": "元", "RMB": "元", "CNY": "元", "yen": "JPY", "won": "KRW", "baht": "THB", "ringgit": "MYR", "rand": "ZAR",
    "naira": "NGN", "€": "EUR",
}  # fmt: skip
_DOLLARS = {
    "Hong Kong": "HKD", "Singapore": "SGD", "Australia": "AUD", "New Zealand": "NZD", "Canada": "CAD", "Taiwan": "TWD",
}  # fmt: skip
_SI = (
    r"(?:[kKMGTP]|m)?(?:W(?:h|p|e|th)?|J|VA|bps)|[kMGT]?toe|[kMGT]?tce|(?:k|M|G|T)?g(?:CO2e?|ce)?"
    r"|[kMG]?t(?:CO2|Co2|CO₂)?(?:-?e(?:q\.?)?)?|[kc]?m[23²³]?"
    r"|[Mm]?[Ll]|ha|mw|gw|kwh|MMT|MT|mt|MTPA|mtpa|MMTPA|BCM|bcm|TEUs?|PJ|GL|bpd"
)
_NAMED = (
    "gigatonnes", "megatonnes", "kilotonnes", "tonnes", "tonne", "tons", "ton", "metric tonnes", "metric tons", "kilograms", "grams", "gram", "kilowatts", "megawatts", "gigawatts",
    "kilowatt-hours", "megawatt hours", "gigawatt hours", "terawatt hours", "terawatt-hours", "acres", "acre", "hectares", "hectare", "km", "kms",
    "kilometres", "kilometers", "miles", "metres", "meters", "sq km", "sq. km", "sq. kms", "sq m", "sq. m", "sqm", "sq ft", "sq. ft.", "sq. ft",
    "square feet", "square metres", "square meters", "square kilometres", "square kilometers", "cubic metres", "cubic meters", "cubic feet", "litres",
    "liters", "kilolitres", "kiloliters", "barrels", "bales", "quintals", "job years", "job-years", "person-years", "man-days", "mandays", "person days",
    "person-days", "bed nights", "basis points", "units of electricity",
)  # fmt: skip


def _either(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


SYMBOL = rf"(?:(?:{_either(name for name in BEFORE_NUMERAL if len(name) > 1 or not name.isalpha())})\s?-?|[NR](?=\d))"
_CURRENCY = re.compile(rf" ?(?P<name>{_either(BEHIND_NUMERAL)})(?!\w)")
_PERCENT = re.compile(r"[ -]?(?:%|per ?cent\b|pct\b|pc\b)(?!-?age)", re.IGNORECASE)
_POINTS = re.compile(r"[ -]?(?:percentage[ -]points?\b|% points?\b|per ?cent points?\b|pps?\b|ppts?\b)", re.IGNORECASE)
_TIMES = re.compile(r" ?(?:times\b(?! (?:a|per) )|-fold\b|x\b(?! ?\d))")
_MEASURE = re.compile(rf"(?: |-)?(?P<name>{_either(_NAMED)}|{_SI})(?![\w-])")
_PER = re.compile(
    r"(?: of [a-z]+(?: [a-z]+)?)? ?/ ?(?P<per>kWh|MWh|km|kg|tonne|ton|t|ha|hectare|m2|m3|capita|GDP|day)\b"
)


def unit_behind(text: str, position: int) -> tuple[str, str, int]:
    """Read the unit behind a numeral.

    Returns
    -------
    The unit, its form (``points``, ``percent``, ``money``, ``multiple``, ``measure``, or "" where there is none)
    and where it ends.
    """
    if match := _POINTS.match(text, position):
        return "percentage points", "points", match.end()
    if match := _PERCENT.match(text, position):
        return "%", "percent", match.end()
    if match := _CURRENCY.match(text, position):
        return BEHIND_NUMERAL[match["name"]], "money", match.end()
    if match := _TIMES.match(text, position):
        return "倍", "multiple", match.end()
    if match := _MEASURE.match(text, position):
        per = _PER.match(text, match.end())
        if per:
            return f"{match['name']}/{per['per']}", "measure", per.end()
        return match["name"], "measure", match.end()
    return "", "", position


def local_dollar(text: str) -> str:
    """The currency that a bare $ means: of the dollar country that the text speaks of most, else of the USA."""
    counts = {code: text.count(country) for country, code in _DOLLARS.items()}
    code = max(counts, key=lambda name: counts[name])
    return code if counts[code] else "USD"
