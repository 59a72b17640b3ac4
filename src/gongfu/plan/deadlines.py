"""Which period a commitment is for: the sentence says it, else its paragraph or heading, else the plan's term."""

import re

from gongfu.plan.context import Context
from gongfu.plan.kind import BASELINE, OUTCOME
from gongfu.plan.outline import Section
from gongfu.plan.periods import Term, YearMention, mentions

_BASE_YEAR_BEFORE = re.compile(r"(?:比|较|在|以|与|自|从|由|相比|基数|分别比)$")
_BASE_YEAR_AFTER = re.compile(r"^(?:的?基础|为基|以来|相比|水平|的?\d|为基期|的[^,。]{0,8}(?:提高|增加|提升|增长)到|基数)")


def governing(years: list[YearMention], left: str, right: str) -> YearMention | None:
    """The mention that a quantity answers to: the last before it that is no base year, else the first after it."""
    before = [m for m in years if m.position < len(left)]
    for mention in reversed(before):
        if not _is_base(mention, left + right):
            return mention
    for mention in years:
        if mention.position >= len(left) and not _is_base(mention, left + right):
            return mention
    return None


def _is_base(mention: YearMention, sentence: str) -> bool:
    return bool(
        _BASE_YEAR_BEFORE.search(sentence[: mention.position]) and mention.kind == "year"
        and not re.search(r"(?:到|至)$", sentence[: mention.position])
    ) or bool(_BASE_YEAR_AFTER.match(sentence[mention.after :]))  # fmt: skip


def period_of(
    context: Context, kind: str, mention: YearMention | None, paragraph_left: str, path: list[Section], term: Term
) -> tuple[int | None, int | None]:
    """First and last year of the commitment.

    An outcome has no first year; where its sentence names none, a work report's is of the year before, a
    present state of the year of the document, and anything else of no known year.
    """
    if kind == OUTCOME:
        return None, _outcome_year(context, mention, path, term)
    if kind == BASELINE:
        return None, _baseline_year(context)
    start = end = None
    if mention is not None and mention.last is not None and not (term.start and mention.last < term.start):
        start, end = mention.first, mention.last
    if end is None:
        inherited = _inherited(paragraph_left, path, term)
        if inherited is not None:
            start, end = inherited.first, inherited.last
    return (start if start is not None else term.start), (end if end is not None else term.end)


def _inherited(paragraph_left: str, path: list[Section], term: Term) -> YearMention | None:
    for text in (paragraph_left, *(section.title for section in reversed(path))):
        goals = [m for m in mentions(text, term) if m.last is not None and m.kind != "relative" and (term.start is None or m.last >= term.start)]
        goals = [m for m in goals if re.search(r"(?:到|至|在)$", text[: m.position]) or re.match(r"^(?:底|末|前)", text[m.after :]) or text is not paragraph_left]
        if goals:
            return goals[-1]
    return None


def _outcome_year(context: Context, mention: YearMention | None, path: list[Section], term: Term) -> int | None:
    if mention is not None:
        return mention.last
    if term.is_report:
        return term.issued - 1 if term.issued else None
    for section in reversed(path):
        years = [m for m in mentions(section.title, term) if m.last is not None]
        if years and years[-1].last is not None and (term.issued is None or years[-1].last <= term.issued):
            return years[-1].last
    if re.search(r"目前|现有|已|现已|截至|累计|以来|了|大会", context.left):
        return term.issued
    return None


def _baseline_year(context: Context) -> int | None:
    named = re.search(r"((?:19|20)\d\d)年?[^,。]{0,16}$", context.left)
    if named:
        return int(named[1])
    return None
