"""Whether an English quantity is to be reached, was reached, or is where a target starts from."""

import re
from collections.abc import Sequence

from gongfu.plan.english.periods import Term, Year, years_in
from gongfu.plan.english.sentences import Statement, without_bullet
from gongfu.plan.english.verbs import BASES, GERUNDS, PAST, either
from gongfu.plan.kind import BASELINE, OUTCOME, TARGET

_AHEAD = re.compile(
    rf"\b(?:will|shall|should|must|would|could|may|might|ought|"
    rf"aim(?:s|ed|ing)?|goals?|targets?|targeted|targeting|objectives?|ambitions?|plans? to|planned|intend(?:s|ed)?|expect(?:s|ed)?|seeks?|envisag\w+|envision\w*|foresees?"
    rf"|propos(?:e|es|ed)|project(?:ed|s) (?:to|at)|projections?|estimated to|announc(?:e|es|ed|ing)|pledg\w+|committ?(?:ed|s|ing|ment)? (?:to|of)|set out to|aspir\w+|strives?"
    rf"|(?:is|are|was|were) to|to be|to have|hopes?|wants? to|looking to|on track|potential(?:ly)?|in order to|scheduled|slated|set to|by 20[2-9]\d"
    rf"|to (?:\w+ly )?(?:{either(BASES)}))\b",
    re.IGNORECASE,
)
_DONE = re.compile(
    rf"\b(?:is|are|was|were|has|have|had|currently|already|today|presently|at present|now|hosts|employs|contributes|accounts for|(?:existing|current) (?:\w+ ){{1,4}}of $|houses|remains?"
    rf"|represents|comprises|constitutes?|home to|witnessed|declined|crossed|stands|since|totalled|totaled|amounted|consumes|became|(?:{either(set(PAST) - set(BASES))})(?! by\b))(?:\b|$)",
    re.IGNORECASE,
)
_PASSIVE = re.compile(r"\b(?:be|being|to be|get|newly|to|set)(?: \w+ly)? $", re.IGNORECASE)
_RELATIVE = re.compile(r"\b(?:which|that|who|where|what) $", re.IGNORECASE)
_ORDER = re.compile(rf"^\W*(?:to )?(?:\w+ly )?(?:{either(BASES)})\b|^\W*(?:{either(GERUNDS)})\b[^,]*$", re.IGNORECASE)
_PARTICIPLE_FIRST = re.compile(rf"^\W*(?:{either(set(PAST) - set(BASES))})\b", re.IGNORECASE)
_OTHERS = re.compile(r"\([^()]*\)|, (?:which|who|whose)\b[^,]*,")
_AHEAD_BEHIND = re.compile(r"^[^.;]{0,60}?\b(?:will|shall|should|must|to be|would|by (?:the end of )?20\d\d)\b", re.IGNORECASE)
_DONE_BEHIND = re.compile(r"^[^.;]{0,60}?\b(?:was|were|has been|have been|had been|are|is)\b(?! to\b| expected| planned| targeted| estimated to| projected| proposed)", re.IGNORECASE)
_GOALS = re.compile(r"\b(?:targets?|goals?|vision|objectives?|aims?|milestones?|ambitions?|commitments?|will|shall|should|by 20\d\d|to be)\b", re.IGNORECASE)
_RECORD = re.compile(r"\b(?:achievements?|progress|current (?:status|situation)|where we (?:stand|are)|background|baseline|overview|context|so far|to date|key facts|performance|results)\b", re.IGNORECASE)
_STARTS_FROM = re.compile(
    r"\b(?:up from|down from|compared (?:to|with)|against|versus|as opposed to|on top of|over and above|in addition to|from)(?: (?:the|its|a|an|current|existing|present|some|just|only|baseline|level|levels|of))*\s*\(?$",
    re.IGNORECASE,
)
_COMPARED = re.compile(r"\bfrom\b", re.IGNORECASE)
_MOVES_TO = re.compile(r"[^.;]{0,110}?(?:\bto\b|\bbelow\b|\babove\b)", re.IGNORECASE)
_PARENTHESIS_WAS = re.compile(r"\((?:which |it )?(?:was|were|stood at|is|currently|now|baseline:?|base:?|from)[^)\d]*$", re.IGNORECASE)
_THEN_TO = re.compile(r"[^)]*\)\s*(?:to|below|above|up to|at least|over|by)\b", re.IGNORECASE)
_RANGE_END = re.compile(r"^ to $")


def kind_of(statement: Statement, year: Year | None, term: Term, headings: Sequence[str]) -> str:
    """Target, outcome or baseline.

    The start of a move ("from 2 % to 5 %", "up from 2 %", "(which was 2 %) to 5 %") is a baseline. Else the nearest
    cue in front of the quantity decides: a modal or a word of intent means a target, a past tense or a present state
    an outcome. Without any, the words behind, then the line that introduces a list, then the headings decide.
    """
    if is_baseline(statement):
        return BASELINE
    if year is not None and term.issued is not None and year.last > term.issued and year.first is None and not _is_done(statement.left):
        return TARGET
    left = _OTHERS.sub(" ", without_bullet(statement.left))
    if _ORDER.match(left):
        return TARGET
    done_label = _PARTICIPLE_FIRST.match(left)
    cue = _cue(left[done_label.end() :] if done_label else left)
    if cue:
        return cue
    if _AHEAD_BEHIND.match(statement.right):
        return TARGET
    if _DONE_BEHIND.match(statement.right):
        return OUTCOME
    for line in (statement.sentence.intro, *reversed(headings)):
        if _GOALS.search(line):
            return TARGET
        if _RECORD.search(line):
            return OUTCOME
    return OUTCOME if done_label else TARGET


def is_baseline(statement: Statement) -> bool:
    """Whether the quantity is where a move starts from."""
    left = statement.left
    if _PARENTHESIS_WAS.search(left) and _THEN_TO.match(statement.right):
        return True
    if _is_of_the_base_year(statement):
        return True
    if starts := _STARTS_FROM.search(left):
        is_from = starts[0].lower().startswith("from")
        return not is_from or bool(_MOVES_TO.match(statement.right))
    return statement.quantity.form != "count" and statement.after == " to " and bool(statement.right)


def _is_of_the_base_year(statement: Statement) -> bool:
    """Whether the quantity is of the year that the sentence measures the change from ("by 15 % on 2007 (9 Gt in 2007)")."""
    own = re.match(r" in ((?:19|20)\d\d)\b", statement.right)
    return bool(own) and any(year.role == "base" and year.last == int(own[1]) for year in years_in(statement.left))


def _is_done(left: str) -> bool:
    return _cue(left) == OUTCOME


def _cue(left: str) -> str | None:
    """What the nearest cue of a sentence's left part says."""
    ahead = done = -1
    for match in _AHEAD.finditer(left):
        ahead = match.end()
    for match in _DONE.finditer(left):
        if ahead > match.start() or _PASSIVE.search(left, max(0, match.start() - 24), match.start()):
            continue
        if match[0].lower() in ("is", "are") and (_RELATIVE.search(left, max(0, match.start() - 8), match.start()) or re.match(r" (?:expect|estimat|plan|project|to )", left[match.end() :])):
            continue
        if _GOALS.search(left, max(0, match.start() - 10), match.start()):
            continue
        done = match.start()
    if ahead < 0 and done < 0:
        return None
    return OUTCOME if done > ahead else TARGET


