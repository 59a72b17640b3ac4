"""Which period a commitment is for: the sentence says it, else its paragraph or heading, else the plan's term."""

import re

from gongfu.plan.context import Context
from gongfu.plan.kind import BASELINE, OUTCOME
from gongfu.plan.mode import FLOW, GROWTH, INCREMENT
from gongfu.plan.outline import Section
from gongfu.plan.periods import Term, YearMention, mentions

_BASE_YEAR_BEFORE = re.compile(r"(?:比|较|高于|低于|快于|以|与|从|由|相比|基数|分别比)$")
_BASE_YEAR_AFTER = re.compile(
    r"^(?:的?基础|为基|以来|相比|水平|的?(?:\d[\d.]*|[一二两三四五六七八九十]+)倍|为基期|的[^,。]{0,8}(?:提高|增加|提升|增长)到|基数)"
)


def governing(years: list[YearMention], context: Context) -> YearMention | None:
    """The mention that a quantity answers to: the last before it that is no base year, else the first after it."""
    left, sentence = context.left, context.sentence
    before = [m for m in years if m.position < len(left)]
    shared = _distributed(before, context)
    if shared is not None:
        return shared
    for mention in reversed(before):
        if not _is_base(mention, sentence):
            return mention
    for mention in years:
        if mention.position >= len(left) and not _is_base(mention, sentence):
            return mention
    following = _BY_THEN.match(context.right)
    return _year_in(following[0], len(left)) if following else None


_BY_THEN = re.compile(r"^[^,。;\d]{0,20},(?:力争|确保)?[到至](?:19|20)\d\d年[^,。;\d]{0,6}(?=完成|实现|建成|达成|全部)")


def _year_in(text: str, offset: int) -> YearMention | None:
    found = re.findall(r"(?:19|20)\d\d", text)
    return YearMention(offset, offset + len(text), None, int(found[-1]), "year") if found else None


def _distributed(before: list[YearMention], context: Context) -> YearMention | None:
    """The n-th of the years listed answers to the n-th number: "2023年、2024年分别新增50家、60家"."""
    place, length, head = context.run
    if length < 2 or "分别" not in head:
        return None
    listed = [m for m in before if m.kind == "year" and m.position < head.rfind("分别")][-length:]
    return listed[place] if len(listed) == length and listed[0].position >= head.rfind("。") else None


def _is_base(mention: YearMention, sentence: str) -> bool:
    return bool(
        _BASE_YEAR_BEFORE.search(sentence[: mention.position]) and (mention.kind in ("year", "five") or sentence[mention.position : mention.position + 2] in ("上年", "去年"))
        and not re.search(r"(?:到|至)$", sentence[: mention.position])
    ) or bool(_BASE_YEAR_AFTER.match(sentence[mention.after :])) or bool(
        sentence[: mention.position].endswith("在") and re.match(r"[^,。;]{0,30}基础上", sentence[mention.after :])
    )  # fmt: skip


def period_of(
    context: Context,
    kind: str,
    mode: str,
    mention: YearMention | None,
    intro: str,
    path: list[Section],
    term: Term,
    retrospect: bool,
) -> tuple[int | None, int | None]:
    """First and last year of the commitment.

    A target takes them from its sentence, else from the line that introduces its list (``intro``), else from a
    heading, else from the plan's term. An outcome has no first year; where its sentence and headings name none,
    a work report's is of the year before, a present state of the year of the document, and a change in a plan of no
    known year.
    """
    if kind == BASELINE:
        return None, _baseline_year(context, term)
    if kind == OUTCOME:
        return None, _outcome_year(context, mode, mention, path, term, retrospect)
    named = _named_for_target(mention, intro, path, term)
    if named is None:
        if term.is_report and retrospect and term.issued:
            return None, term.issued - 1
        return term.start, term.end
    return (named.first if named.first is not None else term.start), named.last


def _named_for_target(mention: YearMention | None, intro: str, path: list[Section], term: Term) -> YearMention | None:
    if mention is not None and mention.last is not None:
        return mention
    for text in (intro, *(section.title for section in reversed(path))):
        goals = [m for m in mentions(text, term) if m.last is not None and (term.start is None or m.last >= term.start)]
        if goals:
            return goals[-1]
    return None


def _outcome_year(
    context: Context, mode: str, mention: YearMention | None, path: list[Section], term: Term, retrospect: bool
) -> int | None:
    if (own := _own_start(context)) is not None:
        return own
    if _SINCE.search(context.clause_left):
        return term.issued
    if mention is not None and not (term.is_report and mention.kind == "relative" and retrospect):
        return mention.last
    if _SINCE.search(context.left):
        return term.issued
    if term.is_report:
        return term.issued - 1 if term.issued else None
    for section in reversed(path):
        years = [m for m in mentions(section.title, term) if m.last is not None]
        if years and years[-1].last is not None and (term.issued is None or years[-1].last <= term.issued):
            return years[-1].last
    if term.is_plan and mode in (GROWTH, INCREMENT, FLOW) and not _NOW.search(context.left):
        return None
    return term.issued


def _own_start(context: Context) -> int | None:
    """The year of a figure that a development began with: "由2015年的862家增加到…"."""
    named = re.search(r"[由从]((?:19|20)\d\d)年(?:末|底)?的?$", context.lead)
    return int(named[1]) if named and _TO.match(context.right) else None


_TO = re.compile(r"^[^,。]{0,6}(?:到|至|为)")
_SINCE = re.compile(r"年以来[^。]*$")
_NOW = re.compile(r"同比|目前|现有|已|截至|累计|以来|\d月|季度|上半年|现(?:认定|公布|批准)|会上|签约|授牌")


def _baseline_year(context: Context, term: Term) -> int | None:
    named = [m for m in mentions(context.clause_left, term) if m.last is not None]
    return named[-1].last if named else None
