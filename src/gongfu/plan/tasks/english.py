"""Tasks of an English plan: "The Board will develop 18 parks and train ...", "Cut water use by 20%"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gongfu.plan.english.outline import outline
from gongfu.plan.english.periods import Term, Year, year_of_headings, years_in
from gongfu.plan.english.responsible import namings, responsible_for
from gongfu.plan.english.sentences import Sentence, sentences, without_bullet
from gongfu.plan.english.term import term_of
from gongfu.plan.english.verbs import BASES, either
from gongfu.plan.tasks.sentence import Found

_NO_ACTS = frozenset(
    "account attain cover exceed fall go include keep match meet reach receive record represent rise see stand surpass".split()
)
_MORE_ACTS = (
    "advance align amend apply appoint assess attach build champion collaborate conduct consolidate coordinate deepen define diversify document embed encourage enforce"
    " engage ensure evaluate examine explore form formulate harmonise harmonize incentivise incentivize integrate introduce issue leverage manage monitor"
    " optimise optimize partner pass phase prepare preserve prioritise prioritize protect publish pursue put rationalise rationalize reform remove report research"
    " restructure review revise revitalise revitalize rewrite set share simplify streamline study submit test tighten trial undertake update use work"
)
_ACTS = sorted({*BASES, *_MORE_ACTS.split()} - _NO_ACTS)
_VERB = rf"(?P<verb>{either(_ACTS)})\b(?! ?[’'-])"
_MANNER = r"(?:(?:also|further|then|jointly|not only|[a-z]+ly) )*"
_PROMISE = re.compile(
    rf"\b(?:will|shall|must|(?:is|are) to|(?:intends?|plans?|aims?|seeks?|proposes?|commits?) to)(?:, [^,]{{3,80}},)? (?P<phrase>{_MANNER}{_VERB})",
    re.IGNORECASE,
)
_ORDER = re.compile(rf"(?:to )?(?P<phrase>{_MANNER}{_VERB}) (?!of\b|by\b|is\b|are\b|will\b|has\b|in\b)", re.IGNORECASE)
_NEXT = re.compile(
    rf"(?:,|;)? (?:and|as well as) (?:to |will |shall )?(?P<phrase>{_MANNER}{_VERB}) (?!of\b)|[,;] (?:to |will )?(?P<listed>{_MANNER}(?P<act>{either(_ACTS)})\b(?! ?[’'-])) (?!of\b)"
)
_END = re.compile(
    r"[;:]|, (?:while|whereas|but|which|so that|thereby|with a view|each)\b|, and (?=[^,]{3,60} (?:will|shall|is to|are to)\b)| \((?:Lead|Responsible)|\.?[”\"']?\s*$"
)
_NO_TASKS = re.compile(
    r"\b(?:background|introduction|context|where we stand|current (?:situation|state)|overview|foreword|preamble|vision|goals?|objectives?|targets?|principles|achievements|progress|review of|definitions|glossary|contents)\b",
    re.IGNORECASE,
)
_SHORTEST_OBJECT = 4


@dataclass(frozen=True, slots=True)
class Draft:
    """A task before it is numbered; spans are of the flat text."""

    found: Found
    units: tuple[str, ...]
    deadline: int | None
    section: str


def english_tasks(flat: str) -> Iterator[Draft]:
    """All tasks of an English flat text in order: what somebody will, shall or is to do, and imperative list items."""
    term = term_of(flat)
    headings = outline(flat)
    starts = set(headings.starts())
    named = namings(flat, headings.starts())
    for sentence in sentences(flat):
        path = headings.path(sentence.start)
        if any(_NO_TASKS.search(title) for title in path) or "\t" in sentence.text:
            continue
        years = [year for year in years_in(sentence.text) if year.role == "due"]
        for found in _tasks_of(sentence, sentence.start in starts):
            deadline = _deadline(years, found.end - sentence.start, sentence, path, term)
            yield Draft(found, responsible_for(found.start, named), deadline, " > ".join(path))


def _tasks_of(sentence: Sentence, is_heading: bool) -> Iterator[Found]:
    text = sentence.text
    promise = _PROMISE.search(text)
    first = promise
    if first is None and not is_heading:
        bullet = len(text) - len(without_bullet(text))
        bullet += len(text[bullet:]) - len(text[bullet:].lstrip())
        if bullet or sentence.intro or text.rstrip().endswith("."):
            first = _ORDER.match(text, bullet)
    if first is None:
        return
    start, verb, position = first.start("phrase"), first["verb"], first.end("verb")
    while True:
        stop = _END.search(text, position)
        end = stop.start() if stop else len(text)
        following = _NEXT.search(text, position, end)
        object_end = following.start() if following else end
        object_start = position + (text[position : position + 1] == " ")
        if object_end - object_start >= _SHORTEST_OBJECT:
            at = sentence.start
            yield Found(at + start, at + object_end, verb.lower(), at + object_start, at + object_end)
        if following is None:
            return
        group = "phrase" if following["phrase"] else "listed"
        start, verb = following.start(group), following["verb"] or following["act"]
        position = following.end("verb" if following["verb"] else "act")


def _deadline(years: list[Year], end: int, sentence: Sentence, path: tuple[str, ...], term: Term) -> int | None:
    """The year of the sentence (the last in front of the task's end, else the next), its list, its headings, the plan."""
    before = [year for year in years if year.start < end]
    if years:
        return (before[-1] if before else years[0]).last
    introduced = [year for year in years_in(sentence.intro) if year.role == "due"]
    if introduced:
        return introduced[-1].last
    named = year_of_headings(path)
    return named.last if named is not None else term.last
