"""How an English quantity is counted: level, share, growth, increment, flow or multiple."""

import re

from gongfu.plan.english.quantities import COUNT, PERCENT, POINTS
from gongfu.plan.english.quantities import MULTIPLE as MULTIPLE_FORM
from gongfu.plan.english.sentences import Statement
from gongfu.plan.mode import FLOW, GROWTH, INCREMENT, LEVEL, MULTIPLE, SHARE

_CHANGE = (
    r"(?:gr[eo]w(?:s|n|ing|th)?|increas(?:e|es|ed|ing)|ris(?:e|en|es|ing)|rose|rais(?:e|es|ed|ing)|reduc(?:e"
    r"|es|ed|ing|tions?)|cut(?:s|ting)?|decreas\w+|declin\w+|f[ae]ll(?:s|en|ing)?"
    r"|expand(?:s|ed|ing)?|expansion|improv\w+|CAGR|lower(?:s|ed|ing)?|boost\w*|shr[aiu]nk|contract(?:s|ed"
    r"|ion)?|jump(?:s|ed)?|climb(?:s|ed)?|surg(?:e|es|ed)|drop(?:s|ped)?|enhanc\w+"
    r"|sav(?:e|es|ings?)|limit|slash\w*|curb\w*|abat\w+|uptick|gain(?:s|ed)?)"
)
_BY = re.compile(
    rf"\b{_CHANGE}\b[^.;]{{0,200}}?\bby (?:a further |an additional |another |an average of |only |an )?$",
    re.IGNORECASE,
)
_BY_AND_BY = re.compile(r"\band by $", re.IGNORECASE)
_OF_CHANGE = re.compile(
    rf"\b{_CHANGE}(?: rates?)?(?: (?:in|of|for) [^.;,]{{2,60}}?)? (?:of|at|rate of|was|is|were|averaged"
    r"|averaging|by)?(?: ?(?:an?|the) )?(?:(?:average|annual|compound|real|year-on-year|growth|rate|of|at|an?"
    r"|about) ?)*$",
    re.IGNORECASE,
)
_CHANGED_DIRECTLY = re.compile(
    r"\b(?:gr[eo]w(?:n|s|ing)?|increased|rose|fell|declined|up|down|cut(?:ting)? [^.;,]{2,60}?)(?: (?:a|an"
    r"|annually|further|at|by))* $",
    re.IGNORECASE,
)
_CHANGE_BEHIND = re.compile(
    r"^ ?-?(?:(?:annual|average|year-on-year|yearly|per annum|compound|real|export|GDP|a year|per year|overall"
    r"|absolute|relative|net) )*(?:growth|increase|reduction|decrease|decline|rise|cuts?|CAGR|year-on-year"
    r"|y-o-y|higher|lower|faster|cheaper|fewer|less|improvement|fall|savings?|drop|expansion)\b",
    re.IGNORECASE,
)
_TO = re.compile(r"\b(?:to|at|of|reach|below|above)(?: an?| the)? $", re.IGNORECASE)
_YEARLY = re.compile(
    r"(?:\b(?:every|each|per|a) (?:financial |fiscal |calendar )?year\b|\bannually\b|\byearly\b|\bper annum\b"
    r"|\bp\.a\.|\b(?:/|a )yr\b|/ ?y(?:ea)?r\b)",
    re.IGNORECASE,
)
_YEARLY_BEFORE = re.compile(
    r"\b(?:annual(?:ly)?|yearly)\b[^.;,]{0,45}$|^\W*(?:every|each) year\b[^.;]{0,60}$", re.IGNORECASE
)
_CAP_PER_YEAR = re.compile(r"^ ?(?:[\w ]{0,20})/ ?y(?:ea)?r\b", re.IGNORECASE)
_ADDED = r"(?:additional|extra|fresh|further|another|incremental|more|newly|new)"
_ADDED_NOUN = re.compile(rf"^(?:\w+[ -]){{0,1}}{_ADDED}\b", re.IGNORECASE)
_ADDED_BEFORE = re.compile(
    r"\b(?:(?:additional|extra|fresh|further|another|incremental)(?: [\w'-]+){0,4}? (?:of )?"
    r"|(?:an? )?(?:additional|extra|further|another)(?: of)? |new [\w-]+ ?[\w-]* of )$",
    re.IGNORECASE,
)
_ADDING_VERB = re.compile(
    r"\b(?:add(?:s|ed|ing)?|attract(?:s|ed|ing)?|recruit(?:s|ed|ing)?|hir(?:e|es|ed|ing)|draw(?:s|ing)? in"
    r"|drew in|bring(?:ing)? in|crowd(?:ing)? in|increase|increasing|infus\w+|inject\w*)"
    r" (?:(?!\b(?:to|from|and)\b)[\w'’-]+ ){0,4}(?:of )?$",
    re.IGNORECASE,
)
_ADDITION_OF = re.compile(
    r"\b(?:growth|increase|decrease|rise|reduction|infusion|injection|addition|extension|expansion"
    r"|inflow)s?\b(?: (?:in|to|of) [^.;,\d]{2,50}?)?[”\"]? of $|\bextension\b[^.;,\d]{2,40} of $",
    re.IGNORECASE,
)
_ADDED_BEHIND = re.compile(
    r"^[^.;,\d]{0,60}?\b(?:(?:to|should|will|shall) be added|growth|increase|decrease|reduction)\b", re.IGNORECASE
)


def mode_of(statement: Statement) -> str:
    """Level, share, growth, increment, flow or multiple."""
    form = statement.quantity.form
    if form == MULTIPLE_FORM:
        return MULTIPLE
    if form == POINTS:
        return INCREMENT
    if form == PERCENT:
        return GROWTH if _is_growth(statement) else SHARE
    return _mode_of_amount(statement)


def _is_growth(statement: Statement) -> bool:
    left = statement.left
    if _CHANGE_BEHIND.match(statement.right) or _BY.search(left) or _CHANGED_DIRECTLY.search(left):
        return True
    if _BY_AND_BY.search(left) and re.search(rf"\b{_CHANGE}\b", left, re.IGNORECASE):
        return True
    if re.search(r"\b(?:growth(?: rate)?|CAGR)[^.;,]{0,40} (?:to|of|at) (?:an? )?$", left, re.IGNORECASE):
        return True
    return bool(_OF_CHANGE.search(left[-140:])) and not re.search(r"\bfrom $", left)


def _mode_of_amount(statement: Statement) -> str:
    left, right, quantity = statement.left, statement.right, statement.quantity
    clause = re.split(r"[,;(] ?|\.$", statement.after)[0]
    by_change = bool(_BY.search(left))
    if _YEARLY.search(clause) or _CAP_PER_YEAR.match(right) or not by_change and _YEARLY_BEFORE.search(left):
        return FLOW
    if by_change or _ADDED_BEFORE.search(left) or _ADDING_VERB.search(left) or _ADDITION_OF.search(left):
        return INCREMENT
    if quantity.form == COUNT:
        return INCREMENT if _ADDED_NOUN.match(quantity.noun) else LEVEL
    if re.match(r"^ (?:of )?(?:additional|extra|fresh|further|incremental|new)\b", right) or _ADDED_BEHIND.match(
        statement.after
    ):
        return INCREMENT
    return LEVEL
