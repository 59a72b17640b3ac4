"""Periods that a fact is valid for: year, half, quarter, month, day, interval; part years never pass for years."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from gongfu.workspace.codes.errors import PeriodError
from gongfu.workspace.codes.text import fold

Kind = Literal["year", "half", "quarter", "month", "day", "interval"]

_NUMBERS = {"一": 1, "二": 2, "三": 3, "四": 4, "上": 1, "下": 2, "首": 1}
_PLANS = {name: 6 + index for index, name in enumerate("六 七 八 九 十 十一 十二 十三 十四 十五 十六".split())}
_FIRST_PLAN_YEAR, _FIRST_PLAN = 1981, 6  # the sixth five-year plan; earlier ones do not follow on each other
_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

_YEAR = r"(?P<year>\d{4})年?度?"
_DATE = re.compile(r"(\d{4})(?:年|[-/.])(\d{1,2})(?:月|[-/.])(\d{1,2})日?|(\d{4})(\d{2})(\d{2})")
_MONTH = re.compile(r"(\d{4})(?:年|[-/.]|-?m)(\d{1,2})月?(?:份)?|(\d{4})(\d{2})")
_QUARTER = re.compile(
    _YEAR + r"[- ]?(?:q(?P<n>[1-4])|第?(?P<zh>[一二三四1-4首])季度?)|q(?P<first>[1-4])[ /-]?(?P<last_year>\d{4})"
)
_HALF = re.compile(_YEAR + r"[- ]?(?:[hs](?P<n>[12])|(?P<zh>[上下])半年)|h(?P<first>[12])[ /-]?(?P<last_year>\d{4})")
_MONTHS = re.compile(rf"(?:{_YEAR})?(?P<from>\d{{1,2}})月?(?:-|至|到|~|—|–)(?P<to>\d{{1,2}})月(?:份)?(?:累计)?")
_TO_QUARTER = re.compile(_YEAR + r"前(?P<zh>[一二三四1-4])季度?")
_PLAN = re.compile(r"[“\"'「]?([六七八九]|十[一二三四五六]?)五[”\"'」]?(?:规划)?(?:时期|期间)?")
_ENGLISH_MONTH = re.compile(r"(?P<name>[a-z]{3,9})\.? (?P<year>\d{4})")
_LENGTH = re.compile(r"(\d{4}-\d{2}-\d{2})/p(\d+)([ymd])")
_RANGE = re.compile(r"(.+?)(?:/| - |至|到|~|—|–)(.+)")
_YEARS = re.compile(r"(\d{4})年?-(\d{4})年?")


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """The days from ``start`` to ``end``, both included; ``kind`` says which shape of calendar they fill."""

    start: date
    end: date
    kind: Kind

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise PeriodError(f"the period ends on {self.end}, before it starts on {self.start}")

    def __str__(self) -> str:
        """``2023``, ``2023H1``, ``2023Q1``, ``2023-01``, ``2023-01-15``, ``2022-01/2022-06``, ``2021/2025``."""
        year = f"{self.start.year:04d}"
        match self.kind:
            case "year":
                return year
            case "half":
                return f"{year}H{(self.start.month + 5) // 6}"
            case "quarter":
                return f"{year}Q{(self.start.month + 2) // 3}"
            case "month":
                return f"{self.start:%Y-%m}"
            case "day":
                return self.start.isoformat()
        if _whole_years(self.start, self.end):
            return f"{year}/{self.end.year:04d}"
        if self.months is not None:
            return f"{self.start:%Y-%m}/{self.end:%Y-%m}"
        return f"{self.start.isoformat()}/{self.end.isoformat()}"

    @property
    def sdmx(self) -> str:
        """The spelling of SDMX: ``2023-S1``, ``2023-Q1``, an interval as its first day and length."""
        text = str(self)
        match self.kind:
            case "half":
                return text.replace("H", "-S")
            case "quarter":
                return text.replace("Q", "-Q")
            case "interval":
                length = f"P{self.months}M" if self.months is not None else f"P{self.days}D"
                return f"{self.start.isoformat()}/{length}"
        return text

    @property
    def zh(self) -> str:
        """The label in Chinese: ``2023年上半年``, ``2023年1-6月``."""
        year = f"{self.start.year}年"
        match self.kind:
            case "year":
                return year
            case "half":
                return year + "上下"[self.start.month // 7] + "半年"
            case "quarter":
                return year + "一二三四"[self.start.month // 3] + "季度"
            case "month":
                return f"{year}{self.start.month}月"
            case "day":
                return f"{year}{self.start.month}月{self.start.day}日"
        if _whole_years(self.start, self.end):
            return f"{self.start.year}-{self.end.year}年"
        if self.months is not None and self.start.year == self.end.year:
            return f"{year}{self.start.month}-{self.end.month}月"
        if self.months is not None:
            return f"{year}{self.start.month}月至{self.end.year}年{self.end.month}月"
        return f"{year}{self.start.month}月{self.start.day}日至{self.end.year}年{self.end.month}月{self.end.day}日"

    @property
    def en(self) -> str:
        """The label in English: the spelling of ``str``, an interval with "to"."""
        return str(self).replace("/", " to ")

    @property
    def months(self) -> int | None:
        """Number of whole calendar months that it fills; None where it starts or ends within one."""
        if self.start.day != 1 or (self.end + timedelta(days=1)).day != 1:
            return None
        return 12 * (self.end.year - self.start.year) + self.end.month - self.start.month + 1

    @property
    def days(self) -> int:
        """Number of days, the first and the last included."""
        return (self.end - self.start).days + 1

    @property
    def is_part_year(self) -> bool:
        """Whether it is shorter than twelve months."""
        return self.months < 12 if self.months is not None else self.days < 365

    @property
    def is_cumulative(self) -> bool:
        """Whether it runs from the first of January to a day before the end of the same year ("1-6月")."""
        return (self.start.month, self.start.day) == (1, 1) and self.end < date(self.start.year, 12, 31)

    def comparable(self, other: "Period") -> bool:
        """Whether flows of both periods may stand side by side: equally many months, or days within months."""
        if self.months is not None or other.months is not None:
            return self.months == other.months
        return self.days == other.days


def year(number: int) -> Period:
    """A calendar year."""
    return Period(date(number, 1, 1), date(number, 12, 31), "year")


def parse_period(text: str, *, year_of: int | None = None) -> Period:
    """Read a period in Chinese, English, ISO or SDMX spelling.

    Parameters
    ----------
    text
        "2023年", "2023H1", "2023年上半年", "一季度" with ``year_of``, "2023-01", "2023年1-6月", "十四五",
        "2022-01/2022-06", "2022-01-01/P6M", "2021-2025" …
    year_of
        The year that a text without one is about.

    Raises
    ------
    PeriodError
        The text names no period, or one that the calendar does not have.
    """
    folded = fold(text)
    try:
        found = _read(folded)
        if found is None and year_of is not None:
            found = _read(f"{year_of}年{folded}")
    except ValueError as error:
        raise PeriodError(f"{text!r} is no period: {error}") from None
    if found is None:
        raise PeriodError(
            f"{text!r} is no period", mend="Write 2023, 2023H1, 2023Q1, 2023-01, 2023-01-15 or 2022-01/2022-06."
        )
    return found


def _read(text: str) -> Period | None:
    if match := re.fullmatch(_YEAR + r"(?:全年)?", text):
        return year(int(match["year"]))
    if match := _DATE.fullmatch(text):
        day = date(*(int(part) for part in match.groups() if part))
        return Period(day, day, "day")
    if match := _YEARS.fullmatch(text):
        return _joined(year(int(match[1])), year(int(match[2])))
    if match := _MONTH.fullmatch(text):
        number, month = (int(part) for part in match.groups() if part)
        return _months(number, month, month)
    if match := _ENGLISH_MONTH.fullmatch(text):
        short = match["name"][:3]
        return _months(int(match["year"]), _MONTH_NAMES.index(short) + 1, None) if short in _MONTH_NAMES else None
    if match := _QUARTER.fullmatch(text):
        quarter = _number(match["n"] or match["zh"] or match["first"])
        return _months(int(match["year"] or match["last_year"]), 3 * quarter - 2, 3 * quarter)
    if match := _HALF.fullmatch(text):
        half = _number(match["n"] or match["zh"] or match["first"])
        return _months(int(match["year"] or match["last_year"]), 6 * half - 5, 6 * half)
    if match := _TO_QUARTER.fullmatch(text):
        return _interval(int(match["year"]), 1, 3 * _number(match["zh"]))
    if (match := _MONTHS.fullmatch(text)) and match["year"]:
        return _interval(int(match["year"]), int(match["from"]), int(match["to"]))
    if match := _PLAN.fullmatch(text):
        first = _FIRST_PLAN_YEAR + 5 * (_PLANS[match[1]] - _FIRST_PLAN)
        return _joined(year(first), year(first + 4))
    if match := _LENGTH.fullmatch(text):
        return _with_length(date.fromisoformat(match[1]), int(match[2]), match[3])
    if match := _RANGE.fullmatch(text):
        first_part, last_part = _read(match[1].strip()), _read(match[2].strip())
        return _joined(first_part, last_part) if first_part and last_part else None
    return None


def _number(text: str) -> int:
    return _NUMBERS.get(text) or int(text)


def _months(number: int, first: int, last: int | None) -> Period:
    """Whole months of one year as the half, quarter or month that they fill."""
    last = last or first
    kinds: dict[int, Kind] = {1: "month", 3: "quarter", 6: "half"}
    return Period(date(number, first, 1), _month_end(number, last), kinds[last - first + 1])


def _interval(number: int, first: int, last: int) -> Period:
    return _filling(date(number, first, 1), _month_end(number, last))


def _joined(first: Period, last: Period) -> Period:
    return _filling(first.start, last.end)


def _filling(start: date, end: date) -> Period:
    """An interval, or the year that it fills; a half stays an interval, as "1-6月" is spelt."""
    whole = start.year == end.year and _whole_years(start, end)
    return Period(start, end, "year" if whole else "interval")


def _with_length(start: date, count: int, unit: str) -> Period:
    if unit == "d":
        return Period(start, start + timedelta(days=count - 1), "interval")
    months = start.month - 1 + count * (12 if unit == "y" else 1)
    after = date(start.year + months // 12, months % 12 + 1, start.day)
    return _filling(start, after - timedelta(days=1))


def _month_end(number: int, month: int) -> date:
    after = date(number + 1, 1, 1) if month == 12 else date(number, month + 1, 1)
    return after - timedelta(days=1)


def _whole_years(start: date, end: date) -> bool:
    return (start.month, start.day, end.month, end.day) == (1, 1, 12, 31)
