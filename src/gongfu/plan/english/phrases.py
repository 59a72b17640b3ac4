"""Noun phrases in English text: object or subject in front of a position, and what follows a preposition."""

import re

from gongfu.plan.english.verbs import BASE_OF, BASES, GERUNDS, PAST_FORMS, THIRD_PERSONS, Word, either, words_of

_AUXILIARIES = frozenset(
    "will shall should would could may might must can is are was were be been being has have had stood stand"
    " stands account accounts accounted accounting contributes represent represents"
    " represented remain remains aims aiming expects expected estimated projected planned set sets intends"
    " seeks hosts employs exceeds reaches attracts provides includes include grew rose fell"
    " totalled totaled totals totalling constitute constitutes consumes comprises comprised likely able saw"
    " envisages foresees sees covers displace displaces".split()
)  # fmt: skip
_BEFORE_TO = frozenset("plans needs amount amounts amounted amounting home".split())  # verbs only in front of "to"
_BEFORE_A_BASE = re.compile(
    r"(?:\b(?:be|been|to|will|shall|should|must|would|could|can|may|and|or|help|also|further|\w+ly|we|they|I"
    r"|not)|[,;:(•–-]|^) *$",
    re.IGNORECASE,
)
_BEFORE_AN_ADJECTIVE = re.compile(
    r"(?:\b(?:the|an?|of|its|their|our|new|newly|total|all|in|for|from|to|on|with|and|or|other|more|less|per"
    r"|currently|existing|each|every|between|through|via)|[,;:(“\"•–-]|^) *$",
    re.IGNORECASE,
)
_DETERMINER = re.compile(r" (?:the|an?|its|their)\b")
_OBJECT = re.compile(r" (?!for|of|by|in|to|were|are|is|will|should|under|set|from|and|at)[a-z]")
_BEHIND_A_VERB = re.compile(r" (?:of|by|to|in|for)\b")
_BREAK = re.compile(
    r"[;:](?: |$)|\. (?=[A-Z])| [–—-] | –(?=\w)|(?<=\w)- |, (?:and|but|or|while|whereas|which|with|of which"
    rf"|as well as|thereby|including)\b|, (?:{either([*GERUNDS, *PAST_FORMS])}) (?!by)|\b(?:while|whereas|which"
    r"|that|where|whose|including|said|says|means|shows?|indicates?|specifies|reported|notes|calls for)\b"
    r"|\band (?=to )",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"(?:^|(?<=[ ,]))(?:(?:in|by|during|since|until|till|from|between|over|on|up to|for|as of|as|before|after"
    r"|of) )?(?:(?:the|a|end|next|last|past|coming|current|year|FY|financial|fiscal|period|mid|just|March|June"
    r"|September|December|of|"
    r"\d{1,2}|two|three|four|five|ten) ?-?)*(?:(?:19|20)\d\d(?: ?[-–/] ?\d{2,4})?(?: (?:to|and) (?:19"
    r"|20)\d\d(?: ?[-–/] ?\d{2,4})?)?|years?|decades?)(?: (?:levels?|onwards|running|values?))?(?=[ ,.;)]|$),?",
    re.IGNORECASE,
)
_YEARLY = re.compile(
    r"^ ?(?:/ ?(?:year|yr|a)\b|(?:per|a|each|every) year|annually|per annum|on average)\b,?", re.IGNORECASE
)
_LEADING = frozenset(
    "and or the a an its their our this these those his with of also to would which that in by for further"
    " all at from as is are it there be just only some each both thereby thus overall including"
    " than about around nearly has have been will approximately up least on well plus over them worth"
    " respectively nationally before roughly level levels existing current modest year-on-year"
    " followed total part".split()
)  # fmt: skip
_LEADING_NOUN = re.compile(
    r"(?:target of |an? )*(?:increase|rise|reduction|improvement) in (?:the )?|(?:total|part) of (?:the )?",
    re.IGNORECASE,
)
_TRAILING = frozenset(
    "of to at by is was were are be been from worth for in over a an the and or about around nearly with on"
    " as up down reach reaches reached reaching valued its currently only just further rise rose"
    " fall grow average will should would shall than more another additional between including per also now"
    " not their it some level levels near that which every each expected estimated projected"
    " total totalling totaling many much dramatically significantly exceed exceeding below above under"
    " against low high current present existing today compound still cagr modest target targets goal"
    " goals".split()
)  # fmt: skip
_FIRST_WORD = re.compile(r"[^\w“\"]*(?P<word>[\w-]*)")
_LAST_WORD = re.compile(r"(?P<word>[\w-]*)[^\w)”\"%]*$")
_END = re.compile(
    rf" (?:{either(_AUXILIARIES)}|by|per|each|every|via|under|during|until|till|as|while|which|that|who|where"
    r"|so|than|when|compared|within|between|against|throughout|annually|yearly"
    rf"|and (?:to )?(?:{either([*BASES, *GERUNDS])})"
    rf"|and (?:an?|the|about|around|over|up)|to (?:{either(BASES)}|be|meet)|this|last|next|subject|(?:in|from"
    r"|by|over|until) (?:FY|19|20|the (?:next|last|short|coming|first)|just|order)\S*|on|over|a year|at|and"
    r"|through|amounting|after|before|if|from)(?= |$)",
    re.IGNORECASE,
)
_SPAN = re.compile(r"[^,.;:()\[\]\n\t]+(?:(?<=\d)[.,](?=\d)[^,.;:()\[\]\n\t]+)*")
_PREPOSITION = re.compile(
    r" ?(?P<word>worth of|of|in|for|from|to|into|on|as|under|towards) (?:the |its |all |total |our |their "
    r"|an? )*(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_NO_NOUN = re.compile(
    r"(?:19|20)\d\d(?! [A-Z])|which|them\b|whom|Q\d|FY|March|(?:the )?(?:next|last|past|end|order|addition"
    r"|total)\b|(?:be|have)\b|\d|[₹€£$~≥]|(?:Rs|US|INR|EUR|USD|over|about|approximately|nearly|around|at least"
    r"|almost|more than|existing|current)\b",
    re.IGNORECASE,
)
_DIRECT = re.compile(
    r" (?!(?:of|in|for|to|by|from|and|or|will|shall|should|is|are|was|were|has|have|per|each|an?|the|with|on"
    r"|at|over|under|worth|as|which|that|every|between|annually|through|respectively|compared|towards|since"
    r"|until"
    r"|across|into|more|during|within|would|could|may|must|but|while|before|after|against|above|below|higher"
    r"|lower|\w+ly|this|it|than|if|when|not|up|via|vs|versus|relative|available|when|who|where|year-on-year"
    r"|y-o-y|onwards?|faster|cheaper|fewer|less)\b)(?P<rest>[A-Za-z“\"].*)",
    re.DOTALL,
)
_PROPER_NAME = re.compile(r"(?:[A-Z][\w’'-]* (?:(?:of|and|for|the|&) (?=[A-Z]))?)+[A-Z][\w’'-]*")
_SAYS_OF_THE_OUTSIDE = re.compile(r"\( ?(?:which |it |this )?(?:was|were|is|are|up|down|now|currently)\b")
_PARENTHESIS = re.compile(r"\([^)]*\)|\([^)]*$")
_LONGEST = 9  # words


def has_verb(text: str) -> bool:
    """Whether a verb stands in a text."""
    return bool(_verbs(text))


def of_the_left(left: str) -> str:
    """The object of the last verb in front of a quantity, or else the subject of its clause."""
    clause = _clause(_outside_brackets(left))
    bare = _without_trailing(clause)
    verbs = _verbs(bare)
    phrase = stripped(bare[verbs[-1][1] :]) if verbs else stripped(bare)
    return short(phrase) if len(phrase) >= 3 else subject_of(left)


def subject_of(left: str) -> str:
    """What stands before the first verb of the last clause."""
    clause = _clause(_outside_brackets(left))
    verbs = _verbs(clause)
    subject = clause[: verbs[0][0]] if verbs else clause
    parts = [part for part in re.split(r", (?=\w)", without_time(subject)) if len(stripped(part)) > 3]
    return short(stripped(parts[-1])) if parts else ""


def direct_phrase(right: str) -> str:
    """The noun that a quantity stands before like an adjective: "a $2 billion Innovation Fund"."""
    match = _DIRECT.match(_PARENTHESIS.sub("", right).replace("  ", " "))
    noun = _noun_of(match["rest"]) if match else ""
    name = _PROPER_NAME.match(noun)
    return name[0].strip() if name else noun


def prepositional_phrase(right: str, prepositions: str = "of in for") -> tuple[str, str]:
    """Preposition and noun phrase behind a quantity, time left out ("in 2030 for small hydro": for, small hydro)."""
    right = _YEARLY.sub("", _PARENTHESIS.sub("", right).replace("  ", " "))
    time = _TIME.match(right.lstrip())
    if time and time[0]:
        right = right.lstrip()[time.end() :]
    match = _PREPOSITION.match(right)
    if (
        match is None
        or match["word"].lower().removeprefix("worth ") not in prepositions.split()
        or _NO_NOUN.match(match["rest"])
    ):
        return "", ""
    return match["word"].lower(), _noun_of(match["rest"])


def predicate(right: str) -> str:
    """What a sentence says of the quantity that is its subject: "allocated to public facilities"."""
    match = re.match(
        r"[^.;]*?\b(?:will|shall|should|would|may|must|has|have|is|are|was|were|to)(?: been| be| hold"
        r"| have)?(?: an?)? (?P<rest>[^.;]{3,90})",
        right,
    )
    return short(re.sub(r"\b\d[\d,.]* ", "", without_time(match["rest"]))) if match else ""


def without_time(phrase: str) -> str:
    """A phrase without the years and periods in it."""
    return re.sub(r" {2,}", " ", _TIME.sub("", phrase)).strip(" ,.")


def stripped(phrase: str) -> str:
    """A phrase without function words and times at its ends."""
    phrase = without_time(phrase)
    while True:
        shorter = _without_trailing(_without_leading(phrase))
        if shorter == phrase:
            return phrase
        phrase = shorter


def short(phrase: str) -> str:
    """The first words of a phrase."""
    return " ".join(phrase.split()[:_LONGEST]).strip(" ,.;:")


def _outside_brackets(left: str) -> str:
    """A left part without brackets; in an open one that says something, what stands in it."""
    opened = left.rfind("(")
    if opened > left.rfind(")") and has_verb(left[opened:]) and not _SAYS_OF_THE_OUTSIDE.match(left, opened):
        return left[opened + 1 :]
    return _PARENTHESIS.sub(" ", left)


def _without_leading(text: str) -> str:
    while text:
        noun = _LEADING_NOUN.match(text)
        first = _FIRST_WORD.match(text)
        if noun:
            text = text[noun.end() :]
        elif first and first["word"].lower() in _LEADING:
            text = text[first.end() :]
        else:
            return text[first.start("word") :] if first and first["word"] else text
    return text


def _without_trailing(text: str) -> str:
    text = text[-200:]
    while text and (last := _LAST_WORD.search(text, max(0, len(text) - 40))):
        if last["word"].lower() not in _TRAILING:
            return text[: last.end("word")] if last["word"] else text[: last.start()] or text
        text = text[: last.start()]
    return text


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
    return bool(re.match(r" (?!\d|over |about |up |around |an? |the |to )[\w-]+", text)) and not re.match(
        r"[^\d]{0,30}\d", text
    )


def _clause(left: str) -> str:
    """The part of the left behind its last break that still says something."""
    for match in reversed(list(_BREAK.finditer(left))):
        if len(stripped(left[match.end() :])) > 3:
            return left[match.end() :]
    return left


def _verbs(text: str) -> list[tuple[int, int]]:
    """Where the verbs of a text stand.

    Participles like adjectives ("installed capacity") and nouns like verbs ("the supply") are none.
    """
    return [(word.start, word.end) for word in words_of(text) if _is_verb(text, word)]


def _is_verb(text: str, word: Word) -> bool:
    if word.text in _AUXILIARIES:
        return True
    if word.text in _BEFORE_TO:
        return text.startswith(" to", word.end) or not text[word.end :].strip()
    if word.text == "targets":
        return bool(_OBJECT.match(text, word.end))
    if word.text not in BASE_OF:
        return False
    if word.text in THIRD_PERSONS:
        return not text[word.end :].strip() or bool(_DETERMINER.match(text, word.end))
    before = text[max(0, word.start - 16) : word.start]
    if word.text in BASES:
        return bool(_BEFORE_A_BASE.search(before))
    is_past = word.text in PAST_FORMS
    if not is_past and word.text not in GERUNDS:
        return False
    if is_past or word.start > 3:
        return not _BEFORE_AN_ADJECTIVE.search(before) or bool(_BEHIND_A_VERB.match(text, word.end))
    return True
