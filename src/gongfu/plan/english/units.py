"""Units of English quantities: currencies before and behind the numeral, and physical measures."""

import re
from collections.abc import Iterable

_SPELLINGS = """
USD: US$ U.S.$
$: $
INR: ₹ Rs. Rs
EUR: €
GBP: £
HKD: HK$
AUD: A$ AU$
SGD: S$
CAD: C$ CA$
TWD: NT$
NZD: NZ$
MYR: RM
元: RMB CNY ¥
KRW: ₩
JPY:
KES: KSh KSh. Ksh
NGN: ₦ N
ZAR: R
BDT: Tk Tk.
PKR:
VND:
IDR: Rp
THB:
SAR:
AED:
ARS:
CLP:
COP:
MXN:
PEN:
UYU:
RUB:
UAH:
ILS:
JOD:
MAD:
TND:
DZD:
ISK:
GEL:
MNT:
KHR:
LAK:
FJD:
XAF:
NAD:
MWK:
MZN:
RON:
BGN:
CHF:
SEK:
NOK:
DKK:
BRL: R$
LKR:
NPR:
PHP: ₱
GHS: GH¢ GH₵
UGX: Shs
TZS:
RWF: Frw FRw
ETB: Birr
EGP:
TRY:
PLN:
XOF: FCFA CFA
ZMW:
BWP:
BTN: Nu.
OMR:
QAR:
MUR:
MMK:
KZT:
HUF:
CZK:
"""
BEFORE_NUMERAL = {
    spelling: code
    for row in _SPELLINGS.split("\n")
    if row
    for code, spellings in [row.split(":")]
    for spelling in (*spellings.split(), *([code] if code.isalpha() and code.isascii() else []))
}
_NAMES = (
    "dollars:$ Rupees:INR rupees:INR euro:EUR euros:EUR Euro:EUR Euros:EUR pounds:GBP yuan:元 RMB:元 CNY:元 yen:JPY"
    " won:KRW baht:THB ringgit:MYR rand:ZAR naira:NGN €:EUR"
)
BEHIND_NUMERAL = {
    **{code: code for code in BEFORE_NUMERAL.values() if code.isascii() and len(code) == 3},
    **dict(name.split(":") for name in _NAMES.split()),
    "US dollars": "USD",
}
_DOLLARS = {
    "Hong Kong": "HKD", "Singapore": "SGD", "Australia": "AUD", "New Zealand": "NZD", "Canada": "CAD", "Taiwan": "TWD",
}  # fmt: skip
_SI = (
    r"(?:[kKMGTP]|m)?(?:W(?:h|p|e|th)?|J|VA|bps)|[kMGT]?toe|[kMGT]?tce|(?:k|M|G|T)?g(?:CO2e?|ce)?"
    r"|[kMG]?t(?:CO2|Co2|CO₂)?(?:-?e(?:q\.?)?)?|[kc]?m[23²³]?"
    r"|[Mm]?[Ll]|ha|mw|gw|kwh|MMT|MT|mt|MTPA|mtpa|MMTPA|BCM|bcm|TEUs?|PJ|GL|bpd"
)
_NAMED = (
    "gigatonnes, megatonnes, kilotonnes, tonnes, tonne, tons, ton, metric tonnes, metric tons, kilograms, grams, "
    "gram, kilowatts, megawatts, gigawatts, kilowatt-hours, megawatt hours, gigawatt hours, terawatt hours, "
    "terawatt-hours, acres, acre, hectares, hectare, km, kms, kilometres, kilometers, miles, metres, meters, sq "
    "km, sq. km, sq. kms, sq m, sq. m, sqm, sq ft, sq. ft., sq. ft, square feet, square metres, square meters, "
    "square kilometres, square kilometers, cubic metres, cubic meters, cubic feet, litres, liters, kilolitres, "
    "kiloliters, barrels, bales, quintals, job years, job-years, person-years, man-days, mandays, person days, "
    "person-days, bed nights, basis points, units of electricity"
).split(", ")


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
