"""Years in English: what a sentence, a heading or a title says of when."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from gongfu.plan.english.numerals import WORDS
from gongfu.plan.english.sentences import Statement

_RANGE = re.compile(
    r"(?<![\d.,/-])((?:19|20)\d\d) ?(?:-|–|—|/|to|and|until|till) ?((?:19|20)?\d\d)(?![\d%]|[.,]\d| ?(?:%"
    r"|per ?cent))"
)
_FISCAL = re.compile(r"\b(?:FY|F\.Y\.|fiscal year|financial year|fiscal) ?'?((?:20)?\d\d)(?![\d%]|,\d)", re.IGNORECASE)
_SINGLE = re.compile(
    r"(?<![\w.,/$-])((?:19|20)\d\d)(?![\d/%]|,\d|\.\d|s\b| ?(?:%|per ?cent|MW|GW|crore|lakh|million|billion"
    r"|jobs|people))"
)
_BASE = re.compile(
    r"\b(?:from|compared (?:to|with)|relative to|versus|vs\.?|against|over|on|than(?: in)?|since|of|up from"
    r"|above|below)(?: (?:the|its|their|year|base year))*(?: FY)? ?$"
    r"|\bfrom [\d.,]+ ?(?:%|per ?cent|percent|million|billion|trillion|lakh|crore|[A-Z]{2,3})? in (?:FY )?$",
    re.IGNORECASE,
)
_BASE_BEHIND = re.compile(
    r"'?s? ?(?:levels?|baseline|base[- ]year|values?|figures?|emissions|prices|[A-Z]{2,3} emissions)\b", re.IGNORECASE
)
_START = re.compile(
    r"\b(?:start\w*|begin\w*|commenc\w*|effective|with effect|launch\w*)(?: (?:in|from"
    r"|on))?(?: [A-Z][a-z]+)?(?: FY)? ?$",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"\b(?:Plan|Policy|Strategy|Vision|Agenda|Programme|Program|Roadmap|Act|Law|Mission|Scheme|Budget|Outlook"
    r"|Scenario|Horizon|Declaration|Agreement|Report|Guidelines|Regulations|Framework|Summit)(?: (?:for"
    r"|of))?(?: the)?[ (,:–-]{0,3}$"
)
_MAY_HOLD_A_YEAR = re.compile(r"(?:19|20)\d\d|\bF\.?Y|fiscal|financial", re.IGNORECASE)
_TO = re.compile(r" ?(?:to|until|through|-|–) ?(?:FY ?)?")
_LENGTH = re.compile(
    rf"\b(?:over|for|within|in|during) (?:the |a period of |an? )?(?:next |coming )?(?P<years>\d{{1,2}}"
    rf"|{'|'.join(WORDS)})[- ]years?\b(?: period)?,?(?: starting| beginning| commencing)?(?: in| from)? $",
    re.IGNORECASE,
)
_CURRENT_YEAR = re.compile(r"\b(?:this|current) (?:financial |fiscal )?year\b", re.IGNORECASE)
_BRACKETS = re.compile(r"\([^()]*\)")
_IN_BRACKETS = re.compile(r" ?\(((?:by |in )?(?:19|20)\d\d)\)")
BASE, START, TITLE, DUE = "base", "start", "title", "due"


@dataclass(frozen=True, slots=True)
class Year:
    """A year, or a span of years, at ``start:end`` of a text, and its role there: base, start, title or due."""

    start: int
    end: int
    first: int | None
    last: int
    role: str


@dataclass(frozen=True, slots=True)
class Term:
    """The term of a plan and the year it was issued; null where the text does not say."""

    first: int | None
    last: int | None
    issued: int | None


@lru_cache(maxsize=1024)
def years_in(text: str) -> tuple[Year, ...]:
    """All years of a text in order; a fiscal year ("2019-20", "FY25") counts as the year it ends in."""
    if not _MAY_HOLD_A_YEAR.search(text):
        return ()
    found: list[Year] = []
    reach = -1
    for match in sorted(
        [*_RANGE.finditer(text), *_FISCAL.finditer(text), *_SINGLE.finditer(text)], key=lambda m: (m.start(1), -m.end())
    ):
        if match.start() < reach:
            continue
        first: int | None = None
        if match.re is _RANGE:
            first, last = _span(match[1], match[2])
            if last is None:
                continue
        else:
            last = int(match[1]) if len(match[1]) == 4 else 2000 + int(match[1])
        reach = match.end()
        year = Year(match.start(), match.end(), first, last, _role(text, match, first))
        if (
            found
            and _TO.fullmatch(text, found[-1].end, year.start)
            and found[-1].first is None
            and found[-1].last < year.last
        ):
            year = Year(found[-1].start, year.end, found[-1].last, year.last, DUE)
            found.pop()
        found.append(year)
    return tuple(found)


def _span(first: str, last: str) -> tuple[int | None, int | None]:
    start = int(first)
    end = int(last) if len(last) == 4 else start - start % 100 + int(last)
    if not start < end <= start + 40:
        return None, None
    return (None, end) if len(last) == 2 and end == start + 1 else (start, end)


def _role(text: str, match: re.Match[str], first: int | None) -> str:
    left, right = text[max(0, match.start() - 40) : match.start()], text[match.end() : match.end() + 24]
    if _TITLE.search(left) or left.endswith("(") and re.match(r"\)", right) and re.search(r"[A-Z][\w&]* \($", left):
        return TITLE
    if first is not None:
        return DUE
    if _BASE_BEHIND.match(right):
        return BASE
    if re.search(
        r"\b(?:end|beginning|start|March|June|September|December|quarter|half) of (?:the )?(?:year |FY ?)?$"
        r"|\bas (?:of|from) $",
        left,
        re.IGNORECASE,
    ):
        return DUE
    if first is None and _LENGTH.search(text, max(0, match.start() - 60), match.start()):
        return START
    if re.match(r" onwards?\b", right):
        return DUE
    if _START.search(left) and not re.match(r" levels", right):
        return START
    return BASE if _BASE.search(left) else DUE


def _plain(text: str) -> str:
    """A text with what stands in brackets blanked, so that only its own years are seen."""
    return _BRACKETS.sub(lambda match: " " * len(match[0]), text)


def due_year(statement: Statement) -> Year | None:
    """The year by which the sentence wants the quantity, or in which it saw it.

    Between this quantity and the next, else before it in the sentence (the nearest), else behind it.
    """
    if bracketed := _IN_BRACKETS.match(statement.after):
        return years_in(bracketed[1])[0]
    after = [year for year in years_in(_plain(statement.after)) if year.role == DUE]
    if after and not _starts_the_next(statement.after[: after[0].start]):
        return after[0]
    before = [year for year in years_in(_plain(statement.left)) if year.role == DUE]
    if before:
        return before[-1]
    later = [year for year in years_in(_plain(statement.right)) if year.role == DUE]
    return later[0] if later else None


def _starts_the_next(text: str) -> bool:
    """Whether a year behind ``text`` opens the next clause ("5 parks, and in 2025" speaks of what follows)."""
    return bool(
        re.search(r"(?:[;:]|, (?:and|but|while)|\bwhile) (?:in|by|since|from)(?: \w+){0,2} ?$", text, re.IGNORECASE)
    )


def end_of_length(text: str) -> int | None:
    """The last year of "over five years from 2020": a length counts the year it begins in."""
    for year in years_in(text):
        length = _LENGTH.search(text, max(0, year.start - 60), year.start)
        if length:
            count = length["years"].lower()
            return year.last + (int(count) if count.isdigit() else WORDS[count]) - 1
    return None


def start_year(statement: Statement) -> int | None:
    """The year from which the sentence wants it ("starting in 2023")."""
    starts = [year.last for year in [*years_in(statement.left), *years_in(statement.after)] if year.role == START]
    return starts[-1] if starts else None


def own_year(statement: Statement) -> int | None:
    """The year that stands at the quantity itself ("50 MW in 2015", "in 2015, 50 MW"), as a baseline has it."""
    behind = [year for year in years_in(statement.after) if year.role != TITLE]
    if behind and not re.search(r"\bby (?:the end of )?$|\bto\b[^,]*\bby\b", statement.after[: behind[0].start]):
        return behind[0].last
    before = [year for year in years_in(statement.before) if year.end > len(statement.before) - 30]
    return before[-1].last if before else None


def speaks_of_the_current_year(text: str) -> bool:
    """Whether a sentence names "this year" or "the current financial year"."""
    return bool(_CURRENT_YEAR.search(text))


def year_of_headings(headings: Sequence[str]) -> Year | None:
    """The year that the nearest heading names."""
    for heading in reversed(headings):
        years = [year for year in years_in(heading) if year.role != BASE]
        if years:
            return years[-1]
    return None
