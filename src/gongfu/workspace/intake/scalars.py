"""One cell at a time: numbers, days, truth and lists in every spelling met. Used where the fast path gives up."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from gongfu.workspace.codes.errors import PeriodError, UnitError
from gongfu.workspace.codes.periods import parse_period
from gongfu.workspace.codes.units import factor_between, multiplier, parse_unit

TRUE = ("true", "yes", "y", "t", "1", "1.0", "是", "有", "真", "对", "√", "✓", "✔")
FALSE = ("false", "no", "n", "f", "0", "0.0", "否", "无", "假", "错", "×", "✗", "✘", "x")

_NUMBER = re.compile(r"([+-]?)(\d{1,3}(?:,\d{3})+|\d+|(?=\.\d))(\.\d*)?(e[+-]?\d+)?\s*(.*)", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\((.+)\)")
_SIGNS = {"¥": "元", "￥": "元", "$": "USD", "€": "EUR", "£": "GBP"}
_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_CHINESE_DAY = re.compile(
    r"([〇零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})[日号]"
)
_LIST = re.compile(r"\s*[、;；|\n]\s*")
_FIRST_SERIAL, _LAST_SERIAL = 10_000, 99_999  # 1927 to 2173; smaller numbers are more likely years
_EXCEL_ZERO = date(1899, 12, 30)


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a cell does not parse: a code of the list of reasons, and what else there is to say."""

    reason: str
    detail: str | None = None


def parse_number(text: str, *, unit: str | None, factor: float) -> float | Refused:
    """A number with thousands separators, full-width digits, a multiplier or a unit of its own.

    Parameters
    ----------
    unit
        The unit of the column; None if it has none.
    factor
        What a bare number is multiplied by. A cell that names its unit does not follow it.
    """
    cleaned = unicodedata.normalize("NFKC", text).strip().replace("−", "-").replace("，", ",")
    if bracketed := _IN_BRACKETS.fullmatch(cleaned):
        cleaned = "-" + bracketed[1]
    sign_unit = _SIGNS.get(cleaned[:1])
    match = _NUMBER.fullmatch(cleaned[1:] if sign_unit else cleaned)
    if match is None:
        return Refused("not_a_number")
    sign, whole, decimals, power, rest = match.groups()
    number = float(f"{sign}{whole.replace(',', '') or '0'}{decimals or ''}{power or ''}")
    if rest and (times := multiplier(rest)):
        if sign_unit is None and factor != 1:
            return Refused("double_multiplier", rest)
        number, rest = number * times, ""
        if sign_unit is None:
            return _rounded(number)
    stated = rest or sign_unit
    if not stated:
        return _rounded(number * factor)
    return _in_unit(number, stated, unit)


def _in_unit(number: float, stated: str, unit: str | None) -> float | Refused:
    try:
        symbol, _ = parse_unit(stated)
    except UnitError:
        return Refused("not_a_number")
    if unit is None:
        return Refused("wrong_unit", symbol)
    try:
        return _rounded(number * factor_between(stated, unit))
    except UnitError:
        return Refused("wrong_unit", f"{symbol} / {parse_unit(unit)[0]}")


def _rounded(number: float) -> float:
    """Without the noise that a factor leaves in the last digit: 3 ‰ is 0.3 %."""
    return float(f"{number:.15g}")


def parse_day(text: str, *, format: str | None = None, serials: bool = False) -> date | Refused:  # noqa: A002
    """A day in Chinese, ISO or the given spelling.

    Parameters
    ----------
    format
        As ``datetime.strptime`` takes it; it alone is tried.
    serials
        Whether a bare five-digit number is a day of Excel.
    """
    text = unicodedata.normalize("NFKC", text).strip()
    if format is not None:
        try:
            return datetime.strptime(text, format).date()  # noqa: DTZ007
        except ValueError:
            return Refused("not_a_date", format)
    if serials and re.fullmatch(r"\d{5}(?:\.0+)?", text):
        number = int(float(text))
        if _FIRST_SERIAL <= number <= _LAST_SERIAL:
            return _EXCEL_ZERO + timedelta(days=number)
    if match := _CHINESE_DAY.fullmatch(text):
        text = f"{match[1].translate(_DIGITS)}年{_small(match[2])}月{_small(match[3])}日"
    text = re.sub(r"号$", "日", re.sub(r"[T ]00:00(?::00(?:\.0+)?)?(?:Z|[+-]00:?00)?$", "", text))
    try:
        period = parse_period(text)
    except PeriodError:
        return Refused("not_a_date")
    return period.start if period.kind == "day" else Refused("not_a_date", period.kind)


def parse_time(text: str, *, timezone: str, format: str | None = None) -> datetime | Refused:  # noqa: A002
    """A point in time in UTC; one without an offset is in ``timezone``."""
    text = unicodedata.normalize("NFKC", text).strip()
    try:
        found = datetime.strptime(text, format) if format else datetime.fromisoformat(text.replace("/", "-"))  # noqa: DTZ007
    except ValueError:
        day = parse_day(text)
        if isinstance(day, Refused):
            return Refused("not_a_time")
        found = datetime(day.year, day.month, day.day)  # noqa: DTZ001
    return (found if found.tzinfo else found.replace(tzinfo=ZoneInfo(timezone))).astimezone(UTC)


def parse_boolean(text: str) -> bool | Refused:
    """Yes or no, in either language or as a mark."""
    word = unicodedata.normalize("NFKC", text).strip().casefold()
    if word in TRUE or word in FALSE:
        return word in TRUE
    return Refused("not_a_boolean")


def parse_json(text: str) -> str | Refused:
    """The text, if it is valid JSON."""
    import orjson

    try:
        orjson.loads(text)
    except orjson.JSONDecodeError as error:
        return Refused("not_json", str(error))
    return text


def parse_list(text: str) -> list[str] | Refused:
    """Entries between 、 ; | or line breaks, or a JSON list of texts."""
    import orjson

    if text.startswith("["):
        try:
            found = orjson.loads(text)
        except orjson.JSONDecodeError as error:
            return Refused("not_json", str(error))
        if all(isinstance(entry, str) for entry in found):
            return list(found)
        return Refused("wrong_type")
    return [entry for entry in _LIST.split(text.strip()) if entry]


def _small(text: str) -> int:
    """A Chinese numeral up to 39."""
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return int(ones.translate(_DIGITS))
    return 10 * int((tens or "一").translate(_DIGITS)) + int((ones or "〇").translate(_DIGITS))
