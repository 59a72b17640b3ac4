"""Whether an English quantity is to be reached, was reached, or is where a target starts from."""

import re
from collections.abc import Sequence

from gongfu.plan.english.periods import BASE, Term, Year, years_in
from gongfu.plan.english.phrases import has_verb
from gongfu.plan.english.quantities import COUNT, MONEY, MULTIPLE
from gongfu.plan.english.sentences import Statement, without_bullet
from gongfu.plan.english.verbs import BASES, GERUNDS, PAST_FORMS, either, words_of
from gongfu.plan.kind import BASELINE, OUTCOME, TARGET

_AHEAD = re.compile(
    r"\b(?:will|shall|should|must|would|could|may|might|ought|aim(?:s|ed|ing)?|goals?|targets?|targeted"
    r"|targeting|objectives?|ambitions?|intention|plans? to|planned|intend(?:s|ed)?"
    r"|expect(?:s|ed)?|seeks?|envisag\w+|envision\w*|foresees?|propos(?:e|es|ed|ing)|project(?:ed|s) (?:to|at)"
    r"|projections?|forecast|estimated to|announc(?:e|es|ed|ing) (?=an?\b|the|plans|new|additional|its|$)"
    r"|pledg\w+|promis\w+|commit(?:s|ted|ting|ment)?|set out to|aspir\w+|strives?|(?:is|are|was|were) to|to be"
    r"|to have|hopes?|wants? to|looking to|on track|potential(?:ly)?"
    r"|in order to|requir(?:es?|ed|ing)|mandat\w+|oblig\w+|stipulat\w+|calls? for|(?:was|were|is|are|been"
    r"|be) (?:set|fixed) (?:at|to)|scheduled|slated|set to|by 20[2-9]\d"
    rf"|to (?:\w+ly )?(?:{either(BASES)}))(?:\b|(?<= ))",
    re.IGNORECASE,
)
_STATE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|currently|already|today|presently|at present|now|hosts|employs"
    r"|contributes|account(?:s|ed) for|(?:existing|current) (?:\w+ ){1,4}of $|houses|remains?|represents"
    r"|comprises|constitutes?|home to|witnessed|declined|crossed|stands|since|totall?ed|amounted|consumes?"
    r"|became|relied|produces|generates|handles|grew|rose|fell|saw|took|gave|went|stood)(?:\b|$)",
    re.IGNORECASE,
)
_BY_SOMEONE = re.compile(r" by (?:the |an? )?[a-z]")
_CLAUSE_BREAK = re.compile(r"[;,] |\b(?:and|while|whereas|but)\b|^", re.IGNORECASE)
_ADJECTIVE = re.compile(
    r"(?:\b(?:the|an?|of|its|their|our|new|newly|total|all|in|for|from|up|on|with|more|existing|currently)"
    r"|[(“\"]) ?$",
    re.IGNORECASE,
)
_PASSIVE = re.compile(r"\b(?:be|being|to be|get|newly|to|set)(?: \w+ly)? $", re.IGNORECASE)
_RELATIVE = re.compile(r"\b(?:which|that|who|where|what) $", re.IGNORECASE)
_NOT_A_STATE = re.compile(r" (?:expected|estimated to|planned|projected|proposed|targeted|to )")
_ORDER = re.compile(rf"^\W*(?:to )?(?:\w+ly )?(?:{either(BASES)})\b", re.IGNORECASE)
_GERUND_FIRST = re.compile(rf"^\W*(?:{either(GERUNDS)})\b", re.IGNORECASE)
_PARTICIPLE_FIRST = re.compile(rf"^\W*(?:{either(PAST_FORMS)})\b", re.IGNORECASE)
_OTHERS = re.compile(r"\([^()]*\)|, (?:which|who|whose)\b[^,]*,")
_DUE_BY = re.compile(
    r"^[^,;.]{0,60}?\bby (?:the end of |end-|March |December |June )?(?:the )?(?:FY ?|year )?'?(?:20\d\d"
    r"|this decade|the decade)",
    re.IGNORECASE,
)
_FIRM_PAST = re.compile(r"\b(?:was|were|had|has|have|grew|rose|fell|reached|stood)\b[^,;]*$", re.IGNORECASE)
_CLAUSE = re.compile(r"(?:; ?|, ?(?:and|while|whereas|but)?\b|\b(?:while|whereas|but)\b)", re.IGNORECASE)
_AHEAD_BEHIND = re.compile(r"\b(?:will|shall|should|must|to be|would|could|may)\b", re.IGNORECASE)
_DONE_BEHIND = re.compile(
    r"\b(?:was|were|has|have|had|are|is|already|currently|relied|produces|generates|handles|grew|rose|fell"
    r"|went|came|accounted)\b(?! to\b| expected| planned| targeted| estimated to| projected| proposed)",
    re.IGNORECASE,
)
_PARTICIPLE_BEHIND = re.compile(rf"\b(?:{either(PAST_FORMS)})\b", re.IGNORECASE)
_BRACKETS = re.compile(r"\([^()]*\)")
_FUND = re.compile(r"\b(?:budget|fund|package|scheme|programme|program|plan|facility|envelope)s?\b", re.IGNORECASE)
_SPENT = re.compile(
    r"\b(?:was|were|been|had|made|spent|invested|disbursed|allocated|approved|sanctioned|received|mobili[sz]ed|attracted"
    r"|generated|existing|current|currently|so far|to date|since"
    r"|(?:has|have) (?!launch|introduc|establish|adopt)\w+ed)\b",
    re.IGNORECASE,
)
_GOALS = re.compile(
    r"\b(?:targets?|goals?|vision|objectives?|aims?|milestones?|ambitions?|commitments?|will|shall|should"
    r"|by 20\d\d|to be)\b",
    re.IGNORECASE,
)
_GOAL_AS_SUBJECT = re.compile(
    r"\b(?:targets?|goals?|objectives?|aims?|ambitions?|milestones?)\b[^,;.]*$", re.IGNORECASE
)
_ENDS_IN_PAST = re.compile(r"(?<!be )\b[a-z]{3,}ed(?: (?:by|to|at|of|from|for|in|as|into|about|with))? (?:an? )?$")
_RECORD = re.compile(
    r"\b(?:achievements?|progress|current (?:status|situation)|where we (?:stand|are)|background|baseline"
    r"|overview|context|so far|to date|key facts|performance|results)\b",
    re.IGNORECASE,
)
_STARTS_FROM = re.compile(
    r"\b(?:up from|down from|compared (?:to|with)|against|versus|as opposed to|on top of|over and above"
    r"|in addition to|in comparison (?:to|with)|from)(?: (?:the|its|a|an|current|existing|present|some|just"
    r"|only|baseline|level|levels|of|modest|mere|estimated|average|total|previous|around|about))*\s*\(?$",
    re.IGNORECASE,
)
_MOVED_FROM = re.compile(r"[^.;]{0,60}\bfrom\b[^,.;]*$")
_MOVES_TO = re.compile(r"[^.;]{0,110}?(?:\bto\b|\bbelow\b|\babove\b)", re.IGNORECASE)
_PARENTHESIS_WAS = re.compile(
    r"\((?:which |it )?(?:was|were|stood at|is|currently|now|baseline:?|base:?|from)[^)\d]*$", re.IGNORECASE
)
_THEN_TO = re.compile(r"[^)]*\)\s*(?:to|below|above|up to|at least|over|by)\b", re.IGNORECASE)


def kind_of(statement: Statement, year: Year | None, term: Term, headings: Sequence[str]) -> str:
    """Target, outcome or baseline.

    The start of a move ("from 2 % to 5 %", "up from 2 %", "(which was 2 %) to 5 %") is a baseline. Else the nearest
    cue in front of the quantity decides: a modal or a word of intent means a target, a past tense or a present state
    an outcome; where the quantity is the subject of its clause, the verb behind it does. Without any, the line that
    introduces a list decides, then the headings.
    """
    if is_baseline(statement):
        return BASELINE
    left = _OTHERS.sub(" ", without_bullet(statement.left))
    cue = _cue(left)
    is_future = year is not None and term.issued is not None and year.last > term.issued and year.first is None
    if _ORDER.match(left) or is_future and cue != OUTCOME:
        return TARGET
    if _DUE_BY.match(statement.after) and not _FIRM_PAST.search(left):
        return TARGET
    behind = _cue_behind(_BRACKETS.sub(" ", statement.right))
    if behind and not has_verb(_CLAUSE.split(left)[-1]) and not statement.before.endswith((" to ", "(")):
        return behind
    if cue == OUTCOME and statement.quantity.form == MONEY and _is_a_fund(statement):
        return TARGET
    if cue:
        return cue
    if _GERUND_FIRST.match(left):
        return TARGET
    if behind:
        return behind
    for line in (statement.sentence.intro, *reversed(headings)):
        if _GOALS.search(line):
            return TARGET
        if _RECORD.search(line):
            return OUTCOME
    return OUTCOME if _PARTICIPLE_FIRST.match(left) or _ENDS_IN_PAST.search(left) else TARGET


def is_baseline(statement: Statement) -> bool:
    """Whether the quantity is where a move starts from."""
    left = statement.left
    if _PARENTHESIS_WAS.search(left) and _THEN_TO.match(statement.right) or _is_of_the_base_year(statement):
        return True
    if statement.quantity.value_high is not None:
        return False
    if starts := _STARTS_FROM.search(left):
        return not starts[0].lower().startswith("from") or bool(
            _MOVES_TO.match(statement.right) or _MOVED_FROM.match(statement.before)
        )
    return statement.quantity.form not in (COUNT, MULTIPLE) and statement.after == " to "


def _is_a_fund(statement: Statement) -> bool:
    """Whether a sum is what a scheme that runs, or was launched, is to spend, and not what was spent."""
    around = statement.left[-60:] + statement.right[:40]
    return bool(_FUND.search(around)) and not _SPENT.search(statement.left) and not _SPENT.search(statement.right[:60])


def _is_of_the_base_year(statement: Statement) -> bool:
    """Whether the quantity is of the year that the sentence measures from ("by 15 % on 2007 (9 Gt in 2007)")."""
    own = re.match(r" in ((?:19|20)\d\d)\b", statement.right)
    return own is not None and any(year.role == BASE and year.last == int(own[1]) for year in years_in(statement.left))


def _cue(left: str) -> str | None:
    """What the nearest cue of a sentence's left part says.

    A participle says nothing behind a modal of its own clause, nor as an adjective ("installed capacity").
    """
    ahead = done = -1
    for match in _AHEAD.finditer(left):
        ahead = match.end()
    for match in _STATE.finditer(left):
        if (
            ahead > match.start()
            or match[0].lower() in ("is", "are")
            and (
                _RELATIVE.search(left, max(0, match.start() - 8), match.start())
                or _NOT_A_STATE.match(left, match.end())
            )
        ):
            continue
        if not _GOAL_AS_SUBJECT.search(left, max(0, match.start() - 60), match.start()):
            done = match.start()
    for word in words_of(left):
        if word.text not in PAST_FORMS or word.start < max(ahead, 2) or _BY_SOMEONE.match(left, word.end):
            continue
        since = max(0, word.start - 24)
        is_part = _PASSIVE.search(left, since, word.start) or _ADJECTIVE.search(left, since, word.start)
        if not is_part and (ahead < 0 or _CLAUSE_BREAK.search(left, ahead, word.start)):
            done = max(done, word.start)
    if ahead < 0 and done < 0:
        return None
    return OUTCOME if done > ahead else TARGET


def _cue_behind(right: str) -> str | None:
    """What the first finite verb behind the quantity, in its clause, says."""
    clause = re.split(r"[.;,] |\.$", right, maxsplit=1)[0]
    ahead, done = _AHEAD_BEHIND.search(clause), _DONE_BEHIND.search(clause)
    if ahead and (done is None or ahead.start() < done.start()):
        return TARGET
    if done is None and ahead is None:
        done = _PARTICIPLE_BEHIND.search(clause)
    return OUTCOME if done else None
