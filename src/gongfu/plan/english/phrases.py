"""Noun phrases in English text: objects and subjects of verbs in front of a position, and what follows a preposition."""

import re

from gongfu.plan.english.verbs import BASES, GERUNDS, PARTICIPLE, PAST, either

_AUXILIARY = (
    r"will|shall|should|would|could|may|might|must|can|is|are|was|were|be|been|being|has|have|had|stood|stands?|account(?:s|ed|ing)?|contributes|represent(?:s|ed|ing)?|remains?"
    r"|aims?|aiming|expects?|expected|estimated|projected|planned|set|intends?|seeks?|plans to|hosts|employs|exceeds|reaches|attracts|provides|includes|grew|rose|fell|amount(?:s|ed|ing)? to"
    r"|total(?:l?ed|l?ing|s)|needs? to|constitutes?|consumes|makes up|comprises|targets (?=\w)|is to|are to|likely|able|home to|saw|sets|envisages|foresees|sees|covers|comprised?|displaces?|there are|there is"
)
_VERB = re.compile(
    rf"(?<!-)\b(?:(?P<auxiliary>{_AUXILIARY})|(?P<base>{either(BASES)})|(?P<past>{either({*PAST, *PARTICIPLE.values()} - {*BASES})})|(?P<gerund>{either(GERUNDS)}))\b", re.IGNORECASE
)
_BEFORE_A_BASE = re.compile(r"(?:\b(?:to|will|shall|should|must|would|could|can|may|and|or|help|also|further|\w+ly|we|they|I|not)|[,;:(•–-]|^) *$", re.IGNORECASE)
_BEFORE_AN_ADJECTIVE = re.compile(
    r"(?:\b(?:the|an?|of|its|their|our|new|newly|total|all|in|for|from|to|on|with|and|or|other|more|less|per|currently|existing|each|every|between|through|via)|[,;:(“\"•–-]|^) *$", re.IGNORECASE
)
_BREAK = re.compile(
    rf"[;:](?: |$)|\. (?=[A-Z])| [–—-] | –(?=\w)|(?<=\w)- |, (?:and|but|or|while|whereas|which|with|of which|as well as|thereby|including)\b|, (?:{either([*GERUNDS, *({*PAST, *PARTICIPLE.values()} - {*BASES})])}) (?!by)|\b(?:while|whereas|which|that|where|whose|including|said|says|means|shows?|indicates?|specifies|reported|notes|calls for)\b|\band (?=to )",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"(?:^|(?<=[ ,]))(?:(?:in|by|during|since|until|till|from|between|over|on|up to|for|as of|as|before|after|of) )?(?:(?:the|a|end|next|last|past|coming|current|year|FY|financial|fiscal|period|mid|just|March|June|September|December|of|"
    r"\d{1,2}|two|three|four|five|ten) ?-?)*(?:(?:19|20)\d\d(?: ?[-–/] ?\d{2,4})?(?: (?:to|and) (?:19|20)\d\d)?|years?|decades?)(?: (?:levels?|onwards|running|values?))?(?=[ ,.;)]|$),?",
    re.IGNORECASE,
)
_YEARLY = re.compile(r"^ ?(?:/ ?(?:year|yr|a)\b|(?:per|a|each|every) year|annually|per annum|on average)\b,?", re.IGNORECASE)
_LEADING = re.compile(
    r"^(?:[^\w“\"]|(?:and|or|the|an?|its|their|our|this|these|those|his|with|of|also|to|would|which|that|in|by|for|further|all|at|from|as|is|are|it|there|be|just|only|some|each|both|thereby|thus"
    r"|overall|including|than|about|around|nearly|has|have|been|will|approximately|part of|up|least|total of|on|well|followed by|plus|over|them|worth|up to|respectively|nationally|before|roughly|level|levels|existing|current|modest|year-on-year|(?:target of |an? )*(?:increase|rise|reduction|improvement) in)\b\s*)+",
    re.IGNORECASE,
)
_TRAILING = re.compile(
    r"(?:[^\w)”\"%]|\b(?:of|to|at|by|is|was|were|are|be|been|from|worth|for|in|over|an?|the|and|or|about|around|nearly|with|on|as|up|down|reach(?:es|ed|ing)?|valued|its|currently|only|just|further"
    r"|rise|rose|fall|grow|average|will|should|would|shall|than|more|another|additional|between|including|per|also|now|not|their|it|some|level|levels|near|that|which|every|each|amount(?:s|ing)? to"
    r"|expected|estimated|projected|total(?:l?ing)?|as much as|as many as|dramatically|significantly|exceed|exceeding|below|above|under|against|low|high|currently|current|present|existing|today|compound|still|at a CAGR|modest|target is|target|targets|goal)\b)+$",
    re.IGNORECASE,
)
_END = re.compile(
    rf" (?:{_AUXILIARY}|by|per|each|every|via|under|during|until|till|as|while|which|that|who|where|so|than|when|compared|within|between|against|throughout|annually|yearly|and (?:to )?(?:{either([*BASES, *GERUNDS])})"
    rf"|and (?:an?|the|about|around|over|up)|to (?:{either(BASES)}|be|meet)|this|last|next|(?:in|from|by|over|until) (?:FY|19|20|the (?:next|last|short|coming|first)|just|order)\S*|on|over|a year|at|and|through|amounting|after|before|if|from)(?= |$)",
    re.IGNORECASE,
)
_SPAN = re.compile(r"[^,.;:()\[\]\n\t]+(?:(?<=\d)[.,](?=\d)[^,.;:()\[\]\n\t]+)*")
_PREPOSITION = re.compile(r" ?(?P<word>worth of|of|in|for|from|to|into|on|as) (?:the |its |all |total |our |their |an? )*(?P<rest>.*)", re.IGNORECASE | re.DOTALL)
_NO_NOUN = re.compile(r"(?:19|20)\d\d(?! [A-Z])|which|them\b|whom|Q\d|FY|March|(?:the )?(?:next|last|past|end|order|addition|total)\b|(?:be|have)\b|\d|[₹€£$~≥]|(?:Rs|US|INR|EUR|USD|over|about|approximately|nearly|around|at least|almost|more than|existing|current)\b", re.IGNORECASE)
_DIRECT = re.compile(
    r" (?!(?:of|in|for|to|by|from|and|or|will|shall|should|is|are|was|were|has|have|per|each|an?|the|with|on|at|over|under|worth|as|which|that|every|between|annually|through|respectively|compared|towards|since|until"
    r"|across|into|more|during|within|would|could|may|must|but|while|before|after|against|above|below|higher|lower|\w+ly|this|it|than|if|when|not|up|via|vs|versus|relative|available|when|who|where|year-on-year|y-o-y|onwards?)\b)(?P<rest>[A-Za-z“\"].*)",
    re.DOTALL,
)
_PARENTHESIS = re.compile(r"\([^)]*\)|\([^)]*$")
_LONGEST = 9  # words


def has_verb(text: str) -> bool:
    """Whether a verb stands in a text."""
    return bool(_verbs(text))


def of_the_left(left: str) -> str:
    """The object of the last verb in front of a quantity, or else the subject of its clause."""
    clause = _clause(_PARENTHESIS.sub(" ", left))
    bare = _without_trailing(clause)
    verbs = _verbs(bare)
    phrase = stripped(bare[verbs[-1].end() :]) if verbs else stripped(bare)
    return short(phrase) if len(phrase) > 3 else subject_of(left)


def subject_of(left: str) -> str:
    """What stands before the first verb of the last clause."""
    clause = _clause(_PARENTHESIS.sub(" ", left))
    verbs = _verbs(clause)
    subject = clause[: verbs[0].start()] if verbs else clause
    parts = [part for part in re.split(r", (?=\w)", without_time(subject)) if len(stripped(part)) > 3]
    return short(stripped(parts[-1])) if parts else ""


def direct_phrase(right: str) -> str:
    """The noun that a quantity stands before like an adjective: "a $2 billion Innovation Fund"."""
    match = _DIRECT.match(_PARENTHESIS.sub("", right).replace("  ", " "))
    return _noun_of(match["rest"]) if match else ""


def prepositional_phrase(right: str, prepositions: str = "of in for") -> tuple[str, str]:
    """Preposition and noun phrase behind a quantity, time left out ("in 2030 for small hydro": for, small hydro)."""
    right = _YEARLY.sub("", _PARENTHESIS.sub("", right).replace("  ", " "))
    time = _TIME.match(right.lstrip())
    if time and time[0]:
        right = right.lstrip()[time.end() :]
    match = _PREPOSITION.match(right)
    if match is None or match["word"].lower().removeprefix("worth ") not in prepositions.split() or _NO_NOUN.match(match["rest"]):
        return "", ""
    return match["word"].lower(), _noun_of(match["rest"])


def predicate(right: str) -> str:
    """What a sentence says of the quantity that is its subject: "allocated to public facilities"."""
    match = re.match(r"[^.;]*?\b(?:will|shall|should|would|may|must|has|have|is|are|was|were|to)(?: been| be| hold| have)?(?: an?)? (?P<rest>[^.;]{3,90})", right)
    return short(re.sub(r"\b\d[\d,.]* ", "", without_time(match["rest"]))) if match else ""


def without_time(phrase: str) -> str:
    """A phrase without the years and periods in it."""
    return re.sub(r" {2,}", " ", _TIME.sub("", phrase)).strip(" ,.")


def stripped(phrase: str) -> str:
    """A phrase without function words and times at its ends."""
    phrase = without_time(phrase)
    while True:
        shorter = _without_trailing(_LEADING.sub("", phrase))
        if shorter == phrase:
            return phrase
        phrase = shorter


def short(phrase: str) -> str:
    """The first words of a phrase."""
    return " ".join(phrase.split()[:_LONGEST]).strip(" ,.;:")


def _without_trailing(text: str) -> str:
    return _TRAILING.sub("", text[-200:])


def _noun_of(text: str) -> str:
    match = _SPAN.match(text)
    if match is None:
        return ""
    phrase = match[0]
    position = 2
    while (end := _END.search(phrase, position)) and end[0] == " and" and _goes_on(phrase[end.end() :]):
        position = end.end()
    return short(without_time(phrase[: end.start()] if end else phrase))


def _goes_on(text: str) -> bool:
    """Whether "and" joins another noun of the phrase rather than a new quantity."""
    return bool(re.match(r" (?!\d|over |about |up |around |an? |the |to )[\w-]+", text)) and not re.match(r"[^\d]{0,30}\d", text)


def _clause(left: str) -> str:
    """The part of the left behind its last break that still says something."""
    for match in reversed(list(_BREAK.finditer(left))):
        if len(stripped(left[match.end() :])) > 3:
            return left[match.end() :]
    return left


def _verbs(text: str) -> list[re.Match[str]]:
    """The verbs of a text; participles like adjectives ("installed capacity") and nouns like verbs ("the supply") are none."""
    found: list[re.Match[str]] = []
    for match in _VERB.finditer(text):
        before = text[max(0, match.start() - 16) : match.start()]
        if match["base"] and not _BEFORE_A_BASE.search(before):
            continue
        if (match["past"] or match["gerund"] and match.start() > 3) and _BEFORE_AN_ADJECTIVE.search(before) and not re.match(r" (?:of|by|to|in|for)\b", text[match.end() :]):
            continue
        found.append(match)
    return found
