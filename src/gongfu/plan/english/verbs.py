"""The verbs of plans, in all their forms."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

_REGULAR = (
    "accelerate account achieve add adopt allocate announce approve assist attain attract augment award boost"
    " capture catalyse catalyze cater certify commence commission commit complete comprise connect construct"
    " contribute convert cover create decrease deliver deploy designate develop digitise digitize disburse"
    " displace double earmark electrify employ empower enable engage enhance enrol enroll ensure equip"
    " establish exceed expand export extend facilitate fill finance foster fund generate grant handle help hire"
    " host identify implement improve inaugurate incentivise incentivize include increase incubate initiate"
    " install invest launch lift limit link lower maintain mobilise mobilize modernise modernize notify nurture"
    " oblige offer open operate organise organize pilot plan plant pledge position prepare process procure"
    " produce promise promote provide qualify raise reach realise realize receive record recruit recycle reduce"
    " register rehabilitate release renovate replace represent reserve reskill restore retain retrain retrofit"
    " sanction save scale secure select serve source sponsor start stimulate store strengthen substitute supply"
    " support surpass sustain target train transform treat triple unlock unveil upgrade upskill welcome"
)  # fmt: skip
_IRREGULAR = {
    "bring": "brought", "build": "built", "cut": "cut", "draw in": "drew in", "grow": "grew", "hold": "held",
    "keep": "kept", "make": "made", "meet": "met", "put": "put", "rise": "rose", "fall": "fell", "set up": "set up",
    "set aside": "set aside", "see": "saw", "spend": "spent", "sell": "sold", "take": "took", "win": "won", "run":
    "ran", "give": "gave", "shrink": "shrank", "scale up": "scaled up", "go": "went", "stand": "stood",
}  # fmt: skip
_PARTICIPLES = {
    "grow": "grown",
    "rise": "risen",
    "fall": "fallen",
    "take": "taken",
    "see": "seen",
    "give": "given",
    "draw in": "drawn in",
}


def _past(verb: str) -> str:
    if verb in _IRREGULAR:
        return _IRREGULAR[verb]
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ied"
    doubled = ("plan", "enrol", "equip", "commit")
    return verb + verb[-1] + "ed" if verb in doubled else verb + "ed"


def _gerund(verb: str) -> str:
    first, _, rest = verb.partition(" ")
    doubled = ("cut", "put", "set", "plan", "enrol", "equip", "win", "run")
    stem = (
        first[:-1]
        if first.endswith("e") and not first.endswith("ee")
        else first + first[-1]
        if first in doubled
        else first
    )
    return f"{stem}ing {rest}".strip()


def _third(verb: str) -> str:
    first, _, rest = verb.partition(" ")
    if first.endswith("y") and first[-2] not in "aeiou":
        first = first[:-1] + "ies"
    else:
        first += "es" if first.endswith(("ch", "sh", "ss", "o")) else "s"
    return f"{first} {rest}".strip()


BASES = tuple(dict.fromkeys([*_REGULAR.split(), *_IRREGULAR]))
PAST = {_past(verb): verb for verb in BASES}
GERUNDS = {_gerund(verb): verb for verb in BASES}
THIRD_PERSONS = {_third(verb): verb for verb in BASES}
PARTICIPLE = {verb: _PARTICIPLES.get(verb, _past(verb)) for verb in BASES}
BASE_OF = {
    **THIRD_PERSONS,
    **GERUNDS,
    **PAST,
    **{form: verb for verb, form in PARTICIPLE.items()},
    **{verb: verb for verb in BASES},
}
PAST_FORMS = frozenset({*PAST, *PARTICIPLE.values()} - {*BASES})
_WORD = re.compile(r"(?<![\w-])[A-Za-z]+(?:-[A-Za-z]+)*")


@dataclass(frozen=True, slots=True)
class Word:
    """A word at ``start:end`` of a text, in lower case."""

    start: int
    end: int
    text: str


@lru_cache(maxsize=1024)
def words_of(text: str) -> tuple[Word, ...]:
    """The words of a text; a verb with its particle ("set up") is one."""
    found: list[Word] = []
    for match in _WORD.finditer(text):
        word = match[0].lower()
        if found and found[-1].end + 1 == match.start() and f"{found[-1].text} {word}" in BASE_OF:
            found[-1] = Word(found[-1].start, match.end(), f"{found[-1].text} {word}")
        else:
            found.append(Word(match.start(), match.end(), word))
    return tuple(found)


def either(words: Iterable[str]) -> str:
    """Alternatives of a pattern, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


ANY_FORM = either(BASE_OF)
