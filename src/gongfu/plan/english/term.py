"""The term of an English plan and the year it was issued."""

import re

from gongfu.plan.english.periods import Term, years_in

_MONTH = r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
_DATE = re.compile(rf"\b\d{{1,2}}(?:st|nd|rd|th)?(?:[-–]\d{{1,2}})?,? {_MONTH}\.?,? ((?:19|20)\d\d)\b|\b{_MONTH}\.? \d{{1,2}}(?:st|nd|rd|th)?,? ((?:19|20)\d\d)\b")
_PUBLISHING = r"(?:adopt|publish|launch|approv|announc|releas|issu|introduc|unveil|present|enact|promulgat)(?:e?d)"
_PUBLISHED = re.compile(rf"\bIn (?:{_MONTH} )?((?:19|20)\d\d),? [^.\n]{{0,90}}?\b{_PUBLISHING}\b|\b{_PUBLISHING}\b[^.\n\d]{{0,30}}? (?:in|on) (?:\d{{1,2}} )?(?:{_MONTH} )?((?:19|20)\d\d)\b")
_OF_A_LAW = re.compile(r"\b(?:Law|Act|Regulation|Decree|Directive|Order|No)\b[^\n]*$", re.IGNORECASE)
_ISSUED = re.compile(rf"(?:\b(?:dated|issued|published|adopted|approved|notified|released|launched)\b[^.\n]{{0,30}}?|^|\n)(?:\d{{1,2}}(?:st|nd|rd|th)?,? )?{_MONTH},? ((?:19|20)\d\d)\b")
_PLAN = r"(?:Plan|Policy|Strategy|Vision|Agenda|Programme|Program|Roadmap|Mission|Scheme|Budget|Outlook|Framework|Blueprint|Initiative)"
_NAMED_SPAN = re.compile(rf"\b{_PLAN}\b[^.\n\d]{{0,40}}?((?:19|20)\d\d) ?(?:-|–|—|to) ?((?:20)?\d\d)\b|\b((?:19|20)\d\d) ?(?:-|–|—|to) ?((?:20)?\d\d) (?:[A-Z]\w+ ){{0,4}}{_PLAN}\b", re.IGNORECASE)
_NAMED_GOAL = re.compile(rf"\b{_PLAN}\b[ ,:–-]{{1,3}}(?:for |to |towards )?(20\d\d)\b|\b(20\d\d) {_PLAN}\b", re.IGNORECASE)
_WORK_OF = re.compile(r"\b(?:work|tasks?|targets?|goals?|sector|budget|plan)\b[^.\n]{0,40}? (?:of|for|in) (?:the year )?(?:FY ?)?(20\d\d)\b(?! ?[-–/])", re.IGNORECASE)
_LOOKS_TO = re.compile(rf"\b{_PLAN}\b[^.\n]{{0,110}}? (?:for|until|to|towards|by) (?:the year )?(20\d\d)\b(?! ?[-–/])", re.IGNORECASE)
_IN_FORCE = re.compile(
    rf"\b(?:policy|plan|strategy|scheme|guidelines|programme|it)\b[^.\n]{{0,80}}?\b(?:valid|in force|in effect|operative|operational|effective|validity)\b[^.\n]{{0,60}}?\b(?:until|till|up ?to|to) (?:\d{{1,2}}(?:st|nd|rd|th)? {_MONTH},? |{_MONTH} \d{{1,2}}, |\d\d[./-]\d\d[./-])?(20\d\d)\b",
    re.IGNORECASE,
)
_FOR_YEARS = re.compile(
    r"\b(?:policy|plan|strategy|scheme|guidelines|programme|it)\b[^.\n]{0,80}?\b(?:valid|in force|in effect|operative|operational|effective|validity|period)\b[^.\n]{0,60}?\b(?P<years>five|ten|three|seven|four|\d{1,2})(?: \(\d+\))?[- ]years? from (?:the )?(?:date|day)",
    re.IGNORECASE,
)
_LENGTHS = {"three": 3, "four": 4, "five": 5, "seven": 7, "ten": 10}
_FIVE_YEAR_PLAN = re.compile(r"\b(?:(\d{1,2})th|(tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth)) (?:Five[- ]Year|FYP)", re.IGNORECASE)
_ORDINALS = {"tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15}
_CHINA = re.compile(r"\b(?:China|Chinese|NDRC|State Council|Beijing|Shanghai)\b")
_HEAD, _TITLE = 1500, 400  # characters


def term_of(flat: str) -> Term:
    """Read the term off the title, the clause on validity and the names of the plan, the date of issue off the head.

    Undated texts whose full dates all lie in one year are of that year.
    """
    head = flat[:_HEAD]
    issued = _issued(flat, head)
    first, last = _title_span(flat[:_TITLE], head)
    if last is None:
        last = _in_force(flat, issued)
    if last is None and (goal := _NAMED_GOAL.search(head[:_TITLE])):
        year = int(goal[1] or goal[2])
        last = year if issued is None or year >= issued else None
    if last is None and (looks := [int(year) for year in _LOOKS_TO.findall(head)]):
        last = max(looks)
    if last is None and (work := _WORK_OF.search(head[:_TITLE])):
        last = issued = int(work[1])
    if first is None and last is not None and issued is not None and issued < last:
        first = issued
    return Term(first, last, issued if issued is not None else first)


def _title_span(title: str, head: str) -> tuple[int | None, int | None]:
    for line in title.split("\n")[:4]:
        if len(line) > 160 or line.endswith("."):
            break
        spans = [year for year in years_in(line) if year.first is not None]
        if spans:
            return spans[0].first, spans[0].last
    named = _NAMED_SPAN.search(head)
    if named:
        start, end = named[1] or named[3], named[2] or named[4]
        last = int(end) if len(end) == 4 else int(start[:2] + end)
        if int(start) < last <= int(start) + 40:
            return (int(start) if last > int(start) + 1 else None), last
    plan = _FIVE_YEAR_PLAN.search(title)
    if plan and _CHINA.search(head):
        number = int(plan[1]) if plan[1] else _ORDINALS[plan[2].lower()]
        return 1951 + 5 * number, 1955 + 5 * number
    return None, None


def _in_force(flat: str, issued: int | None) -> int | None:
    until = _IN_FORCE.search(flat)
    if until:
        return int(until[1])
    length = _FOR_YEARS.search(flat)
    if length and issued:
        return issued + (_LENGTHS.get(length["years"].lower()) or int(length["years"]))
    return None


def _issued(flat: str, head: str) -> int | None:
    dated = _ISSUED.search(head)
    if dated:
        return int(dated[1])
    published = _PUBLISHED.search(flat, 0, _TITLE)
    if published:
        return int(published[1] or published[2])
    full = {int(match[1] or match[2]) for match in _DATE.finditer(flat) if not _OF_A_LAW.search(flat, max(0, match.start() - 40), match.start())}
    if len(full) == 1:
        return full.pop()
    budget = re.search(r"\bBudget\b[^.\n]{0,12}?(20\d\d)[-–](\d\d)\b|\b(20\d\d)[-–](\d\d) Budget\b", head)
    return int((budget[1] or budget[3])[:2] + (budget[2] or budget[4])) if budget else None
