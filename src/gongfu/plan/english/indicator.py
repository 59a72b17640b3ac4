"""What an English quantity measures, as a short noun phrase in the words and the order of the text."""

import re
from dataclasses import dataclass

from gongfu.plan.english.phrases import (
    direct_phrase,
    has_verb,
    of_the_left,
    predicate,
    prepositional_phrase,
    short,
    stripped,
    subject_of,
)  # fmt: skip
from gongfu.plan.english.quantities import COUNT, MEASURE, MULTIPLE, PERCENT, POINTS
from gongfu.plan.english.sentences import Statement, without_bullet
from gongfu.plan.english.verbs import ANY_FORM, BASE_OF, PARTICIPLE, words_of
from gongfu.plan.mode import GROWTH, SHARE

_TIES = re.compile(
    r"^(?:[\s,()+]|\b(?:and|or|to|by|from|in|of|the|their|its|until|till|about|around|at|over|nearly|as|an?"
    r"|further|levels?|then|rising|falling|increasing|growing|decreasing|up|below|above|end|target|well|now|respectively|FY|with|before|least|"
    r"another|was|which|than|more|each|every|year|March|currently|currently at|today|up|twice|over)\b|/ ?year"
    r"|[$%–-]|(?:19|20)\d\d(?:[-–/]\d\d(?:\d\d)?)?)*$",
    re.IGNORECASE,
)
_OF_THE_PREVIOUS = re.compile(
    r"^ (?:of|in|for|from|to|at|on|into|across) [^,;]{2,60}(?:,| and(?= (?:\w+ ){0,3}$)) ?", re.IGNORECASE
)
_LAST_LABEL = re.compile(r"(?:^|[,;(]|\band\b)(?P<label>(?:(?![,;(]|\band\b).)*)$")
_OTHER_PART = re.compile(r"^,? and (?P<word>in|for|of|from) (?P<part>[^(),]{3,60})")
_PREFIX = re.compile(r"^.*?\b(?:of|for|from|in)\b ")
_GENERIC = frozenset("jobs people persons units workers women houses beneficiaries".split())
_CHANGE = re.compile(
    r"growth|increase|reduction|decrease|rate|decline|cagr|rise|cut|saving|improvement|expansion|efficiency",
    re.IGNORECASE,
)
_CHANGE_ONLY = re.compile(rf"(?:\w+ )?(?:{_CHANGE.pattern})(?: rate)?", re.IGNORECASE)
_DOWN = re.compile(
    r"\b(?:reduc\w*|cut\w*|decreas\w*|declin\w*|lower\w*|f[ae]ll\w*|sav(?:e|ing)\w*|drop\w*)\b", re.IGNORECASE
)
_ENDS_IN_OF = re.compile(r"[\w)”\"] of (?:an? |the |about |over )*$")
_BRACKETS = re.compile(r"\([^()]*\)")
_DIVIDES = re.compile(
    r"\b(?:account\w*|contribut\w*|represent\w*|constitut\w*|mak\w* up|compris\w*|me(?:e)?t|suppl\w+|provid\w+"
    r"|cover\w*|generat\w+|produc\w+)(?: (?:for|up|about|only|to|\w+ly))* $",
    re.IGNORECASE,
)
_CONTRIBUTES = re.compile(r"\bcontribut\w+(?: \w+ly)? $", re.IGNORECASE)
_OF_A_TARGET = re.compile(
    r"\b(?:targets?|goals?|objectives?|minimum|maximum|total|it|this|them) (?:(?:was|is|were|are|has been"
    r"|have been) )?(?:set |fixed )?(?:to|of|at|is) (?:an? |the )?$",
    re.IGNORECASE,
)
_ENDS_IN_COPULA = re.compile(
    r"\b(?:to|at|by|is|are|was|were|be|than|reach\w*|exceed\w*|stood|contributed|worth|total\w*|capacity|cap"
    r"|generation|save as much as|as much as) (?:an? )?$|: ?$",
    re.IGNORECASE,
)
_ENDS_IN_ACTIVE_VERB = re.compile(
    rf"\b(?:{ANY_FORM}|account\w* for|contribut\w*|represent\w*|constitut\w*|mak\w* up|compris\w*|met|earmark"
    r"|set aside|cover)(?: an? (?:additional|further|total of))? $",
    re.IGNORECASE,
)
_HEADS_ITS_PHRASE = re.compile(
    r"(?:^|[,:;]|\b(?:while|and|whereas|but|with))(?: ?(?:an?|the|additional|further|extra|another|new"
    r"|total of|with|and))* ?$",
    re.IGNORECASE,
)
_COVERING = re.compile(r"\b(?:covering|spanning|spread (?:over|across)|on|over) $")
_LABEL = re.compile(r"^(?P<label>[A-Z][^:\d]{2,60}): ?")


@dataclass(frozen=True, slots=True)
class Previous:
    """The quantity before in the same sentence: its indicator and its form."""

    indicator: str
    form: str


def is_tied(statement: Statement, previous: Previous) -> bool:
    """Whether only ties ("in 2015 and", "to") stand between a quantity and the one before, whose name it shares."""
    between = _inside_out(statement.before)
    if previous.indicator and previous.indicator in between:
        between = between.split(previous.indicator, 1)[1]
    return bool(_TIES.match(between) or _TIES.match(_OF_THE_PREVIOUS.sub("", between)))


def indicator_of(statement: Statement, mode: str, previous: Previous | None) -> str:
    """A short noun phrase for what is measured.

    Parameters
    ----------
    statement
        The quantity in its sentence.
    mode
        Its mode; a growth is named as one.
    previous
        The quantity before it in the sentence, if any, from which an elliptical one takes its name.
    """
    form = statement.quantity.form
    if form == COUNT:
        return _counted(statement)
    if previous is not None:
        carried = _carried(statement, mode, previous)
        if carried:
            return carried
    left = _left(statement, previous)
    if form == MULTIPLE:
        phrase = direct_phrase(statement.right.removeprefix(" the").removeprefix(" its").removeprefix(" their"))
        phrase = re.sub(r"^(?:size|number|value|amount|share) of (?:the |its )?", "", phrase)
        return phrase if len(phrase) > 3 else _labelled(statement, left)
    if form in (PERCENT, POINTS):
        return _percentage(statement, mode, left, previous)
    return _labelled(statement, _amount(statement, left))


def _left(statement: Statement, previous: Previous | None) -> str:
    """The text in front that may name the quantity: since the one before it, if that says something."""
    own = _OF_THE_PREVIOUS.sub(", ", _inside_out(statement.before))
    if previous is not None and len(stripped(own)) > 3:
        return own
    return without_bullet(statement.left) if previous is None else ""


def _labelled(statement: Statement, phrase: str) -> str:
    """The phrase, or what the label of the line adds to it ("Roads: total length doubled")."""
    phrase = of_the_left(phrase) if phrase and phrase in statement.left and phrase.endswith(" ") else phrase
    label = _LABEL.match(without_bullet(statement.left))
    rest = without_bullet(statement.left)[label.end() :] if label else ""
    if (
        label
        and len(rest.split()) <= 4
        and not has_verb(rest)
        and (len(phrase) < len(label["label"]) or " " not in phrase)
        and label["label"] not in phrase
        and len(rest) > 3
    ):
        return short(f"{phrase} {label['label']}")
    return phrase


def _carried(statement: Statement, mode: str, previous: Previous) -> str:
    """The name that an elliptical quantity takes from the one before it; "" if it has one of its own."""
    form, name = statement.quantity.form, previous.indicator
    own_of = form == PERCENT and statement.right.startswith(" of ")
    if own_of and re.match(r" of (?:them|these|those|which)\b", statement.right):
        return short(f"share of {name} {prepositional_phrase(statement.right[8:], 'for in of')[1]}")
    if re.search(r"\bof which\b[\w ]*$", statement.before) and form == PERCENT:
        rest = predicate(statement.right) or " ".join(prepositional_phrase(statement.right, "from in for to"))
        return short(f"share of {name} {rest}")
    if form == MEASURE and previous.form == COUNT and _COVERING.search(statement.before):
        return f"area of {name}"
    between = _inside_out(statement.before)
    if re.match(r" of which\b", statement.right) and form != PERCENT and (said := predicate(statement.right)):
        return said
    if statement.before.rstrip().endswith("(") and previous.form != COUNT:
        return name
    if own_of:
        return ""
    if is_tied(statement, previous):
        if mode == GROWTH and previous.form == COUNT:
            return f"{name} growth"
        if previous.form not in (form, MULTIPLE) and statement.before.strip(" ,")[-2:] not in ("or", "e."):
            return ""
        return _of_the_same_kind(statement, name)
    change = of_the_left(between)
    if mode == GROWTH and _CHANGE_ONLY.fullmatch(change) and _CHANGE_ONLY.fullmatch(change.split()[-1]):
        return f"{name} {change}"
    if (
        previous.form != form
        or mode == GROWTH
        or has_verb(re.sub(r"followed by|was|is", "", between))
        or _ENDS_IN_OF.search(between)
    ):
        return ""
    if (other := _OTHER_PART.search(between)) and (prefix := re.match(rf"^.*\b{other['word']}\b ", name)):
        return prefix[0] + stripped(other["part"])
    found = _LAST_LABEL.search(_OF_THE_PREVIOUS.sub("", between))
    label = stripped(found["label"]) if found else ""
    if not label:
        return _of_the_same_kind(statement, name)
    prefix = _PREFIX.match(name)
    return prefix[0] + label if prefix else label


def _of_the_same_kind(statement: Statement, name: str) -> str:
    """The previous name, its last part exchanged for the one behind the quantity ("for pumps and 2 GW for mills")."""
    word, noun = prepositional_phrase(statement.right, "for from of")
    if not noun or statement.quantity.form == PERCENT:
        return name
    prefix = re.match(rf"^.*?\b{word}\b ", name)
    if prefix:
        return prefix[0] + noun
    return noun if word == "of" or name in statement.before else short(f"{name} {word} {noun}")


def _inside_out(between: str) -> str:
    """What stands between two quantities without the end of a bracket that the first stands in."""
    return re.sub(r"^[^()]*\)", " ", between)


def _counted(statement: Statement) -> str:
    quantity = statement.quantity
    noun = quantity.noun
    if " " in noun:
        return noun
    behind = (
        statement.sentence.text[quantity.noun_end - statement.sentence.start :]
        if quantity.noun_end > quantity.end
        else ""
    )
    word, tail = prepositional_phrase(behind, "of")
    if tail:
        return short(f"{noun} {word} {tail}")
    purpose = re.match(r" (?:across|in|to|for|with) (?!(?:19|20)\d)[^,.;()\d]{3,60}", behind)
    if noun.lower() == "projects" and purpose:
        return short(noun + purpose[0])
    if (
        noun.lower() in _GENERIC
        and re.search(r"[a-z]{3} (?:for|to|of) $", statement.left)
        and (phrase := of_the_left(statement.left))
    ):
        return short(f"{phrase} for {noun}")
    verb = _last_verb(statement.left) if noun.lower() in _GENERIC else None
    if verb == "employ" and (subject := subject_of(statement.left)):
        return f"{noun} employed in {subject}"
    return f"{noun} {PARTICIPLE[verb]}" if verb else noun


def _last_verb(left: str) -> str | None:
    """The verb nearest in front of the quantity, in its base form."""
    verbs = [BASE_OF[word.text] for word in words_of(left[-40:]) if word.text in BASE_OF]
    return verbs[-1] if verbs else None


def _percentage(statement: Statement, mode: str, left: str, previous: Previous | None) -> str:
    direct = direct_phrase(statement.right)
    if direct and left.endswith("share of "):
        return f"share of {direct}"
    if direct and (mode == GROWTH or not _ENDS_IN_OF.search(left)):
        if mode == GROWTH and _CHANGE_ONLY.fullmatch(direct):
            phrase = of_the_left(left)
            _, noun = prepositional_phrase(statement.right[1 + len(direct) :], "in of")
            return f"{noun or phrase} {direct}"
        return direct
    phrase = of_the_left(left)
    if mode == GROWTH:
        phrase = phrase or (previous.indicator if previous else "")
        if _CHANGE_ONLY.fullmatch(phrase):
            phrase = f"{phrase} {prepositional_phrase(statement.right, 'in of')[1]}".strip()
        if _CHANGE.search(phrase):
            return phrase
        return f"{phrase} reduction" if _DOWN.search(statement.left[-160:]) else f"{phrase} growth"
    _, whole = prepositional_phrase(statement.right, "of")
    contributes, (word, to_what) = _CONTRIBUTES.search(left), prepositional_phrase(statement.right, "to towards")
    if contributes and to_what:
        return f"{subject_of(left)} contribution {word} {to_what}"
    of_target = _OF_A_TARGET.search(left)
    if (
        whole
        and mode == SHARE
        and (of_target or not re.search(r"\b(?:to|at|reach|exceed|below|above|from) (?:the |an? )?$", left))
    ):
        part = subject_of(left)
        if part and _DIVIDES.search(left):
            return f"{part} share of {whole}"
        return short(
            f"share of {whole} with {part}"
            if left.endswith(" in ")
            else f"share of {whole} {predicate(statement.right)}"
        )
    if of_target and len(phrase) < 4:
        return prepositional_phrase(statement.right, "in for")[1]
    return phrase or (previous.indicator if previous else "") or prepositional_phrase(statement.right, "in for")[1]


def _amount(statement: Statement, left: str) -> str:
    """The name of a sum or a measure.

    Behind a copula ("reach", "is") it is the subject, behind "of" the noun before that; at the head of its phrase it is
    what follows ("£2 billion Fund", "9 GW of wind", "£5 million for skills"); as a subject itself it is its predicate.
    """
    right = statement.right
    word, noun = prepositional_phrase(right, "of in for from to on into as under towards")
    phrase = of_the_left(left)
    heads_its_phrase = bool(_HEADS_ITS_PHRASE.search(left)) and not _LABEL.match(left)
    if word == "of" and _OF_A_TARGET.search(left):
        return noun
    if len(phrase) >= 3 and not heads_its_phrase and (_ENDS_IN_OF.search(left) or _ENDS_IN_COPULA.search(left)):
        if not noun or len(phrase.split()) > 3 and word != "of":
            return phrase
        return short(f"{_last_noun(phrase)} {word} {noun}")
    if re.match(r" available (?:for|to)\b", right):
        return short(right.strip())
    if direct := direct_phrase(right):
        return direct
    if heads_its_phrase and word == "of" and len(noun.split()) <= 2 and (said := predicate(_BRACKETS.sub("", right))):
        return short(f"{noun} {said}")
    if (
        heads_its_phrase
        and word != "of"
        and (said := predicate(re.split(r", (?=and|while|but)", _BRACKETS.sub("", right))[0]))
    ):
        return short(f"{word} {noun} {said}".strip()) if noun else said
    if word == "of" or noun and (heads_its_phrase or len(phrase) < 3 or _ENDS_IN_ACTIVE_VERB.search(left)):
        return noun
    if len(phrase) < 3:
        verb = _last_verb(left)
        return PARTICIPLE[verb] if verb else short(without_bullet(right)) or statement.quantity.unit
    return short(f"{phrase} {word} {noun}") if noun and len(phrase.split()) <= 3 else phrase


def _last_noun(phrase: str) -> str:
    """A long phrase from its last determiner on."""
    return re.split(r"\b(?:the|an?|its|their) ", phrase)[-1] if len(phrase.split()) > 5 else phrase
