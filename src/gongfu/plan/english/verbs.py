"""The verbs of plans, in all their forms."""

import re

_REGULAR = (
    "achieve add accelerate adopt allocate announce approve assist attract augment award boost bring-about catalyse catalyze certify commission complete construct"
    " convert cover create deliver deploy designate develop digitise digitize disburse double earmark employ enable enhance enrol enroll ensure equip establish expand"
    " export extend facilitate finance foster fund generate handle help host identify implement improve increase incubate install invest launch lift limit link lower maintain"
    " mobilise mobilize modernise modernize notify nurture open operate organise organize plant position prepare process procure produce promote provide qualify raise reach"
    " recruit recycle reduce register rehabilitate release renovate replace restore retain retrofit roll-out sanction save scale secure select serve sponsor start"
    " strengthen substitute supply support sustain target train transform treat triple unlock upgrade upskill reskill welcome decrease initiate commence capture store"
    " electrify connect empower engage offer contribute grant pilot plan realise realize stimulate attain surpass exceed promise unveil inaugurate comprise oblige displace incentivise incentivize cater reserve source retrain fill receive record represent account include raise"
)  # fmt: skip
_IRREGULAR = {
    "bring": "brought", "build": "built", "cut": "cut", "draw in": "drew in", "grow": "grew", "hold": "held", "keep": "kept", "make": "made", "meet": "met", "put": "put",
    "rise": "rose", "fall": "fell", "set up": "set up", "set aside": "set aside", "see": "saw", "spend": "spent", "sell": "sold", "take": "took", "win": "won", "hire": "hired",
    "run": "ran", "give": "gave", "shrink": "shrank", "scale up": "scaled up", "go": "went", "stand": "stood",
}  # fmt: skip
_PARTICIPLES = {"grow": "grown", "rise": "risen", "fall": "fallen", "take": "taken", "see": "seen", "give": "given", "draw in": "drawn in"}


def _past(verb: str) -> str:
    if verb in _IRREGULAR:
        return _IRREGULAR[verb]
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ied"
    doubled = ("plan", "enrol", "equip", "commit", "cap", "step")
    return verb + verb[-1] + "ed" if verb in doubled else verb + "ed"


def _gerund(verb: str) -> str:
    first, _, rest = verb.partition(" ")
    doubled = ("cut", "put", "set", "plan", "enrol", "equip", "win", "run")
    stem = first[:-1] if first.endswith("e") and not first.endswith("ee") else first + first[-1] if first in doubled else first
    return f"{stem}ing {rest}".strip()


def _third(verb: str) -> str:
    first, _, rest = verb.partition(" ")
    if first.endswith("y") and first[-2] not in "aeiou":
        first = first[:-1] + "ies"
    else:
        first += "es" if first.endswith(("ch", "sh", "ss", "o")) else "s"
    return f"{first} {rest}".strip()


BASES = tuple(dict.fromkeys([*(verb.replace("-", " ") for verb in _REGULAR.split()), *_IRREGULAR]))
PAST = {_past(verb): verb for verb in BASES}
GERUNDS = {_gerund(verb): verb for verb in BASES}
THIRD_PERSONS = {_third(verb): verb for verb in BASES}
PARTICIPLE = {verb: _PARTICIPLES.get(verb, _past(verb)) for verb in BASES}
BASE_OF = {**THIRD_PERSONS, **GERUNDS, **PAST, **{form: verb for verb, form in PARTICIPLE.items()}, **{verb: verb for verb in BASES}}


def either(words: object) -> str:
    """Alternatives of a pattern, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))  # type: ignore[call-overload]


ANY_FORM = either(BASE_OF)
