"""What an English quantity measures, as a short noun phrase in the words and the order of the text."""

import re

from gongfu.plan.english.nouns import noun_phrase
from gongfu.plan.english.quantities import COUNT, MULTIPLE, PERCENT, POINTS
from gongfu.plan.english.sentences import Statement, without_bullet
from gongfu.plan.english.verbs import ANY_FORM, BASE_OF, PARTICIPLE
from gongfu.plan.mode import GROWTH

_AUXILIARY = (
    r"will|shall|should|would|could|may|must|can|is|are|was|were|be|been|has|have|had|stood|stands|account(?:s|ed|ing)?|contribut(?:e|es|ed|ing)|represent(?:s|ed|ing)?|remains?|aims?|aiming"
    r"|expects?|intends?|seeks?|plans to|hosts|grew|rose|fell|amount(?:s|ed|ing)|totall?(?:ed|ing)|met|need(?:s|ed)?|targets|constitutes?|consumes?|makes up|comprises"
)
_VERB = re.compile(rf"\b(?:{_AUXILIARY}|{ANY_FORM})\b", re.IGNORECASE)
_FINITE = re.compile(rf"\b(?:{_AUXILIARY})\b", re.IGNORECASE)
_HARD_BREAK = re.compile(r"[;:](?: |$)|\. (?=[A-Z])| [–—-] |–|, (?:and|but|while|whereas|which|with|of which)\b|\b(?:while|whereas|which|that|where)\b|\band (?=(?:to )?(?:" + ANY_FORM + r")\b)", re.IGNORECASE)
_TIME = re.compile(
    r"(?:^|[ ,])(?:(?:in|by|during|since|until|till|from|between|over|on|up to|for|as of|as)(?: the)?(?: end of)?(?: (?:FY|financial year|fiscal year|period|year|end|next|last|past|March|June|December|the|short|medium|long|\d{1,2}))*"
    r" (?:(?:19|20)\d\d(?: ?[-–/] ?\d{2,4})?(?: (?:to|and) (?:19|20)\d\d)?|(?:next |last |past )?(?:\w+ )?(?:years?|decades?|term|run)),?)(?= |$|,)",
    re.IGNORECASE,
)
_LEADING = re.compile(
    r"^(?:\W|(?:and|or|the|a|an|its|their|our|this|these|those|his|with|of|also|total|to|would|which|that|in|by|for|further|all|at|from|as|is|are|it|there|be|more|just|only|some|each|both|thereby|thus|overall|including|targets? for)\b\s*)+", re.IGNORECASE
)
_TRAILING = re.compile(
    r"(?:\W|\b(?:of|to|at|by|is|was|were|are|be|been|from|worth|for|in|over|an?|the|and|or|about|around|nearly|with|on|as|up|down|reach(?:es|ed|ing)?|totall?ing|valued|estimated|its|currently|only|just|rise|rose|fall|increase|grow|further|average|"
    r"annual|will|should|would|shall|a total|than|more|another|additional|between|including|per|also|now|not|their|it|amounting|approximately|some|dramatically|followed|than|level|near|exceed))+$",
    re.IGNORECASE,
)
_PHRASE = re.compile(r"[^,.;:()\[\]\n\t]+")
_PHRASE_END = re.compile(
    rf" (?:{_AUXILIARY}|by|from|through|per|each|every|via|under|over|during|until|till|as|while|which|that|who|where|so|than|when|compared|within|between|across|against|throughout|annually|yearly|and (?:to )?(?:{ANY_FORM})"
    rf"|and (?:an?|the|about|around|over|up)|to (?:{ANY_FORM}|the|be|support|meet)|in (?:FY|19|20|the next|the short|just|order)\S*|by|with|on|a year|at|and)(?= |$)",
    re.IGNORECASE,
)
_OF = re.compile(r"^ ?(?:worth of|of|in|for) (?:the |its |all |total |our |their )*", re.IGNORECASE)
_ONLY_TIES = re.compile(
    r"^(?:[\s,()]|\b(?:and|or|to|by|from|in|of|the|until|till|about|around|at|over|nearly|as|a|further|level|levels|then|up|below|above|end|target|well|now|respectively|FY|with|before|least)\b|\$|%|(?:19|20)\d\d(?:[-–/]\d\d(?:\d\d)?)?)*$",
    re.IGNORECASE,
)
_GENERIC = frozenset("jobs people persons projects units workers youth women schemes houses beneficiaries".split())
_CHANGE_WORD = re.compile(r"growth|increase|reduction|decrease|rate|decline|cagr|rise|cut|saving|improvement|expansion", re.IGNORECASE)
_DOWN = re.compile(r"\b(?:reduc\w*|cut\w*|decreas\w*|declin\w*|lower\w*|f[ae]ll\w*|sav(?:e|ing)\w*|drop\w*)\b", re.IGNORECASE)
_SHARES_OUT = re.compile(r"\b(?:account\w*|contribut\w*|represent\w*|constitut\w*|mak\w* up|compris\w*|met|supply|provide|cover)\b", re.IGNORECASE)
_LONGEST = 9  # words


def indicator_of(statement: Statement, mode: str, previous: str | None) -> str:
    """A short noun phrase for what is measured.

    ``previous`` is the indicator of the quantity before it in the sentence; a quantity that only ties ("in 2015 and",
    "to") set apart from that one measures the same.
    """
    form = statement.quantity.form
    if form == COUNT:
        return _counted(statement)
    if previous is not None and _ONLY_TIES.match(statement.before) and not (form == PERCENT and statement.right.startswith(" of ")):
        return previous
    if form == MULTIPLE:
        return _multiplied(statement)
    if form in (PERCENT, POINTS):
        return _percentage(statement, mode, previous)
    return _amount(statement)


def _counted(statement: Statement) -> str:
    noun = statement.quantity.noun
    behind = statement.sentence.text[statement.quantity.noun_end - statement.sentence.start :] if statement.quantity.noun_end else ""
    if noun.split()[-1].lower() == noun.lower() and noun.lower() in _GENERIC:
        tail = re.match(r" (?:to|for|in|of|with|across) (?!(?:19|20)\d)" + _PHRASE.pattern, behind)
        if noun.lower() == "projects" and tail:
            return _short(noun + _cut_at_end(tail[0]))
        verb = _last_verb(statement.left)
        if verb == "employ":
            subject = _subject(statement.left)
            return f"{noun} employed in {subject}" if subject else f"{noun} employed"
        if verb:
            return f"{noun} {PARTICIPLE[verb]}"
    return noun


def _last_verb(left: str) -> str | None:
    found = None
    for found in re.finditer(rf"\b({ANY_FORM})\b", left[-40:], re.IGNORECASE):
        pass
    return BASE_OF.get(found[1].lower()) if found else None


def _multiplied(statement: Statement) -> str:
    behind = re.match(r" (?:the |its |their |our )?(?:size |number |value |amount |share )?(?:of (?:the |its )?)?" + _PHRASE.pattern, statement.right)
    phrase = _cut_at_end(_LEADING.sub("", behind[0])) if behind else ""
    return phrase if len(phrase) > 3 else _of_the_left(statement)


def _percentage(statement: Statement, mode: str, previous: str | None) -> str:
    left = _of_the_left(statement)
    own = _of_phrase(statement.right)
    if mode == GROWTH:
        if len(left) < 4 or re.fullmatch(_CHANGE_WORD.pattern, left, re.IGNORECASE):
            own = re.match(r" ?(?:[\w-]+ )?(?:growth|increase|reduction|improvement|decline|decrease|cut|rise)s? (?:in|of) " + _PHRASE.pattern, statement.right)
            left = _cut_at_end(own[0].strip()) if own else left or previous or ""
            return _short(left)
        if not _CHANGE_WORD.search(left):
            left = f"{left} reduction" if _DOWN.search(statement.left[-160:]) else f"{left} growth"
        return left
    if own and statement.right.startswith(" of "):
        if left and _SHARES_OUT.search(statement.left[-40:]):
            return f"{left} share of {own}"
        installed = re.search(r"\bin $", statement.left)
        return f"share of {own} with {_subject(statement.left)}" if installed else f"share of {own}{_predicate(statement.right)}"
    if len(left) > 3:
        return left
    direct = _direct_phrase(statement.right)
    return direct or own or previous or ""


def _predicate(right: str) -> str:
    """What the rest of "of the plants will be met via X" says of its subject, in short."""
    match = re.search(r"\b(?:will|shall|should|would|to|must)(?: be)?(?: hold| have)? (?:an? )?(?P<rest>[^,.;\d]{3,60})", right)
    return f" {_short(_cut_at_time(match['rest']))}" if match else ""


def _amount(statement: Statement) -> str:
    left, right = statement.left, statement.right
    own = _of_phrase(right)
    if re.search(r"[\w)] of (?:an? |the |around |about |up to )?$", left) or re.search(r"\b(?:of|worth|to|at|is|are|was|were|be|reach\w*|by|exceed\w*|stood|contributed|than|totall?ing|capacity|generation) (?:an? )?$|: ?$", left):
        phrase = _of_the_left(statement)
        if len(phrase) > 3 and not (own and right.startswith(" of ") and re.search(r"\bby $|\btarget is $|^including", left) and len(phrase) < 12):
            return phrase if not (_DOWN.search(left[-80:]) and own and right.startswith(" of ")) else f"{phrase} of {own}"
    direct = _direct_phrase(right)
    if direct:
        return direct
    if own:
        return own
    phrase = _of_the_left(statement)
    return phrase if len(phrase) > 3 else _short(without_bullet(right).strip(" .")) or statement.quantity.unit


def _of_phrase(right: str) -> str:
    """The noun phrase of "of NOUN", "worth of NOUN" or "in NOUN" behind a quantity."""
    of = _OF.match(right)
    if of is None or re.match(r"(?:19|20)\d\d|which|them|the [Ss]tate|Q\d|(?:FY|March)", right[of.end() :]):
        return ""
    phrase = _PHRASE.match(right, of.end())
    return _short(_cut_at_end(phrase[0])) if phrase else ""


def _direct_phrase(right: str) -> str:
    """The noun that a quantity stands before like an adjective: "a $2 billion Innovation Fund"."""
    match = re.match(r" (?!(?:of|in|for|to|by|from|and|or|will|shall|is|are|was|were|has|have|per|each|a|an|the|with|on|at|over|under|worth|as|which|that|every|between|annually|through|respectively|compared|towards|since|until|across|into|more|during|within)\b)" + _PHRASE.pattern, right)
    if match is None:
        return ""
    return _short(_cut_at_end(match[0].strip()))


def _cut_at_end(phrase: str) -> str:
    """A noun phrase without the verb or the adverbial that follows it."""
    end = _PHRASE_END.search(phrase, 2)
    if end and end[0].strip() == "and" and noun_phrase(phrase, end.end() + 1).lower() in phrase.lower() and end.end() < len(phrase):
        later = _PHRASE_END.search(phrase, end.end())
        end = later
    return phrase[: end.start()].strip() if end else phrase.strip()


def _cut_at_time(phrase: str) -> str:
    return _TIME.sub("", phrase).strip(" ,.")


def _short(phrase: str) -> str:
    return " ".join(phrase.split()[:_LONGEST]).strip(" ,.;:")


def _of_the_left(statement: Statement) -> str:
    """The object of the last verb in front of the quantity, or else the subject of the clause."""
    left = re.sub(r"\([^)]*\)", " ", without_bullet(statement.left))
    left = re.sub(r"\([^)]*$", " ", left)
    clause = _clause(left)
    bare = _TRAILING.sub("", clause)
    verbs = list(_VERB.finditer(bare))
    phrase = bare[verbs[-1].end() :] if verbs else bare
    if len(_stripped(phrase)) < 4 and verbs:
        phrase = _subject(clause)
    return _short(_stripped(phrase))


def _clause(left: str) -> str:
    """The part of the left behind its last hard break that still says something."""
    breaks = [match.end() for match in _HARD_BREAK.finditer(left)]
    for start in reversed(breaks):
        rest = left[start:]
        if len(_stripped(_VERB.sub("", rest))) > 3:
            return rest
    return left


def _subject(left: str) -> str:
    """What stands before the first verb of the last clause that has a subject."""
    clause = _clause(left)
    finite = _VERB.search(clause, 1)
    subject = clause[: finite.start()] if finite else clause
    last = re.split(r", (?=\w)", _cut_at_time(subject))[-1]
    return _short(_stripped(last))


def _stripped(phrase: str) -> str:
    phrase = _cut_at_time(phrase)
    while True:
        shorter = _TRAILING.sub("", _LEADING.sub("", phrase))
        if shorter == phrase:
            return phrase
        phrase = shorter


