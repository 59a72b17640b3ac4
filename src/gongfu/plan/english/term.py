"""The term of an English plan and the year it was issued."""

import re

from gongfu.plan.english.gate import MONTH
from gongfu.plan.english.periods import Term, years_in

_PLAN = (
    r"(?:Plan|Policy|Strategy|Vision|Agenda|Programme|Program|Roadmap|Mission|Scheme|Budget|Outlook|Framework|Blueprint"
    r"|Initiative|Package|Law|Act|Deal|Agreement|Bill)"
)
_TO = r" ?(?:-|–|—|to) ?"
_DATE = re.compile(
    rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)?(?:[-–]\d{{1,2}})?,? )?{MONTH}\.?,? (?:\d{{1,2}}(?:st|nd|rd"
    r"|th)?,? )?((?:19|20)\d\d)\b"
)
_ISSUED = re.compile(
    rf"\b(?:dated|issued|published|adopted|approved|notified|released|launched)\b[^.\n]{{0,30}}?{_DATE.pattern}",
    re.IGNORECASE,
)
_PUBLISHING = r"\b(?:adopt|publish|launch|approv|announc|releas|issu|introduc|unveil|present|enact|promulgat)e?d\b"
_PUBLISHED = (
    re.compile(rf"\bIn ((?:19|20)\d\d),? [^.\n]{{0,90}}?{_PUBLISHING}"),
    re.compile(rf"{_PUBLISHING}[^.\n\d]{{0,30}}? in ((?:19|20)\d\d)\b"),
)
_OF_A_LAW = re.compile(r"\b(?:Law|Act|Regulation|Decree|Directive|Order|No)\b[^\n]*$", re.IGNORECASE)
_NAMED_SPAN = (
    re.compile(rf"\b{_PLAN}\b[^.\n\d]{{0,40}}?((?:19|20)\d\d){_TO}((?:20)?\d\d)\b", re.IGNORECASE),
    re.compile(rf"\b((?:19|20)\d\d){_TO}((?:20)?\d\d) (?:[A-Z]\w+ ){{0,4}}{_PLAN}\b"),
)
_NAMED_GOAL = (
    re.compile(
        rf"\b{_PLAN}\b[ ,:–-]{{1,3}}(?:(?:for|of|in|to|towards) )?(?:the )?(?:fiscal )?(?:year "
        r"|FY ?)?(20\d\d)\b(?! ?[-–])"
    ),
    re.compile(rf"\b(20\d\d) (?:[A-Z][\w’'-]+ ){{0,3}}{_PLAN}\b"),
)
_LOOKS_TO = re.compile(
    rf"\b{_PLAN}\b[^.\n]{{0,110}}? (?:for|until|to|towards|by) (?:the year )?(20\d\d)\b(?! ?[-–/])", re.IGNORECASE
)
_WORK_OF = re.compile(
    r"\b(?:work|tasks?|targets?|goals?|sector|budget|plan)\b[^.\n]{0,40}? (?:of|for"
    r"|in) (?:the year )?(?:FY ?)?(20\d\d)\b(?! ?[-–/])",
    re.IGNORECASE,
)
_VALID = (
    r"\b(?:policy|plan|strategy|scheme|guidelines|programme|it)\b[^.\n]{0,80}?"
    r"\b(?:valid|in force|in effect|operative|operational|effective|validity|period)\b[^.\n]{0,60}?"
)
_UNTIL = re.compile(
    rf"{_VALID}\b(?:until|till|up ?to|to) (?:\d{{1,2}}(?:st|nd|rd|th)? {MONTH},? |{MONTH} \d{{1,2}}, "
    r"|\d\d[./-]\d\d[./-])?(20\d\d)\b",
    re.IGNORECASE,
)
_FOR_YEARS = re.compile(
    rf"{_VALID}\b(?P<years>three|four|five|seven|ten|\d{{1,2}})(?: \(\d+\))?[- ]years? from (?:the )?(?:date"
    r"|day)",
    re.IGNORECASE,
)
_LENGTHS = {"three": 3, "four": 4, "five": 5, "seven": 7, "ten": 10}
_ORDINALS = {"tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15}
_FIVE_YEAR_PLAN = re.compile(rf"\b(?:(\d{{1,2}})th|({'|'.join(_ORDINALS)})) (?:Five[- ]Year|FYP)", re.IGNORECASE)
_FIRST_FIVE_YEAR_PLAN = 1953  # of China; the fifteenth runs from 2026
_CHINA = re.compile(r"\b(?:China|Chinese|NDRC|State Council|Beijing|Shanghai)\b")
_BUDGET_YEAR = re.compile(r"\bBudget\b[^.\n]{0,12}?(20\d\d[-–]\d\d)\b|\b(20\d\d[-–]\d\d) Budget\b")
_HEAD, _TITLE = 1500, 400  # characters
_LONGEST_TITLE = 160


def term_of(flat: str) -> Term:
    """Read the term of a plan and the year of its issue.

    Parameters
    ----------
    flat
        Flat text.

    Returns
    -------
    The term that the title or the plan's name gives ("Strategy 2024-2030"), else the clause on validity, else the year
    that the plan's name or purpose looks to. The year of issue is that of a date of issue in the head, of any date in
    the first lines, or of all full dates if they agree; else the first year of the term.
    """
    head, title = flat[:_HEAD], flat[:_TITLE]
    issued = _issued(flat, head, title)
    first, last = _span_of_title(title, head)
    if last is None:
        last = _end_of_validity(flat, issued) or _goal(title, head, issued)
    if last is None and (work := _WORK_OF.search(title)):
        last = issued = int(work[1])
    if first is None and last is not None and issued is not None and issued < last:
        first = issued
    return Term(first, last, issued if issued is not None else first)


def _span_of_title(title: str, head: str) -> tuple[int | None, int | None]:
    for line in title.split("\n")[:4]:
        if len(line) > _LONGEST_TITLE or line.endswith("."):
            break
        spans = [year for year in years_in(line) if year.first is not None]
        if spans:
            return spans[0].first, spans[0].last
    for pattern in _NAMED_SPAN:
        named = pattern.search(head)
        spans = [*years_in(f"{named[1]}-{named[2]}")] if named else []
        if spans:
            return spans[0].first, spans[0].last
    plan = _FIVE_YEAR_PLAN.search(title)
    if plan and _CHINA.search(head):
        number = int(plan[1]) if plan[1] else _ORDINALS[plan[2].lower()]
        first = _FIRST_FIVE_YEAR_PLAN + 5 * (number - 1) + (3 if number > 5 else 0)
        return first, first + 4
    return None, None


def _end_of_validity(flat: str, issued: int | None) -> int | None:
    until = _UNTIL.search(flat)
    if until:
        return int(until[1])
    length = _FOR_YEARS.search(flat)
    if length and issued:
        return issued + (_LENGTHS.get(length["years"].lower()) or int(length["years"]))
    return None


def _goal(title: str, head: str, issued: int | None) -> int | None:
    for pattern in _NAMED_GOAL:
        named = pattern.search(title)
        if named and (issued is None or int(named[1]) >= issued):
            return int(named[1])
    return max((int(year) for year in _LOOKS_TO.findall(head)), default=None)


def _issued(flat: str, head: str, title: str) -> int | None:
    dated = _ISSUED.search(head)
    if dated is None and (bare := _DATE.search(title)) and not _OF_A_LAW.search(title, 0, bare.start()):
        dated = bare
    if dated:
        return int(dated[1])
    for pattern in _PUBLISHED:
        published = pattern.search(title)
        if published:
            return int(published[1])
    full = {
        int(match[1])
        for match in _DATE.finditer(flat)
        if match[0][0].isdigit() and not _OF_A_LAW.search(flat, max(0, match.start() - 40), match.start())
    }
    if len(full) == 1:
        return full.pop()
    budget = _BUDGET_YEAR.search(head)
    return years_in(budget[1] or budget[2])[0].last if budget else None
