"""Every task of a plan text, without a model and without a network."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from gongfu.documents.shadow import shadow
from gongfu.plan.english.flat import flatten as flatten_english
from gongfu.plan.flat import FlatText
from gongfu.plan.periods import Term, YearMention, mentions
from gongfu.plan.reading import is_english, read_chinese
from gongfu.plan.tasks.chapters import stretches
from gongfu.plan.tasks.clauses import closed, sentences
from gongfu.plan.tasks.english import english_tasks
from gongfu.plan.tasks.sentence import Found, tasks_of
from gongfu.plan.tasks.task import Task
from gongfu.plan.whole import whole

_BASE_BEFORE = re.compile(r"(?:比|较|在|与|自|从|由|相比)$")
_BASE_AFTER = re.compile(r"^(?:的?基础|为基|以来|相比|水平|为基期|的\d)")
_ESCAPES = "\\&"  # what starts a sign written out, as in SQL and HTML
_ARTICLE = 4  # level of the headings (一)


def tasks(text: str, *, document: str = "doc") -> list[Task]:
    """List the tasks of a text in order.

    Parameters
    ----------
    text
        The text of the file as it is; offsets of the records are into it.
    document
        Prefix of the ids (``<document>-t<nnn>``).

    Returns
    -------
    Records in text order, whose spans do not overlap; see :class:`Task`.
    """
    cut = whole(text)
    result: list[Task] = []
    for draft in _drafts(cut.text):
        start, end = cut.span(draft.start, draft.end)
        object_start, object_end = cut.span(draft.object_start, draft.object_end)
        result.append(
            Task(
                id=f"{document}-t{len(result) + 1:03d}",
                start=start,
                end=end,
                quote=text[start:end],
                action=draft.action,
                object=text[object_start:object_end],
                object_start=object_start,
                object_end=object_end,
                responsible=draft.responsible,
                deadline=draft.deadline,
                section=draft.section,
            )
        )
    return result


@dataclass(frozen=True, slots=True)
class _Draft:
    """A task with spans of the whole text."""

    start: int
    end: int
    action: str
    object_start: int
    object_end: int
    responsible: list[str]
    deadline: int | None
    section: str


def _drafts(text: str) -> Iterator[_Draft]:
    plain = shadow(text)
    if is_english(plain):
        flat = flatten_english(text, plain)
        for draft in english_tasks(flat.text):
            yield _placed(flat, draft.found, list(draft.units), draft.deadline, draft.section)
        return
    reading = read_chinese(text, plain)
    flat, term, sections = reading.flat, reading.term, reading.sections
    has_chapters = any(section.level <= _ARTICLE for section in sections.sections)
    blotted = closed(flat.text)
    heading_year = cache(lambda title: _section_year(title, term))
    for first, last in stretches(flat.text, sections, reading.named.namings):
        for start, end in sentences(blotted, first, last):
            if not has_chapters and reading.turns.looks_back(start):
                continue
            sentence = flat.text[start:end]
            years: list[YearMention] | None = None
            for task in tasks_of(flat.text, blotted, start, end):
                if years is None:
                    years = mentions(sentence, term)
                path = sections.path(task.start)
                deadline = _year(sentence, years, task.end - start, term)
                if deadline is None:
                    deadline = next(
                        (year for section in reversed(path) if (year := heading_year(section.title)) is not None), None
                    )
                yield _placed(
                    flat, task, [reading.written(*unit) for unit in reading.named.at(task.start, torn=True)],
                    deadline if deadline is not None else term.end,
                    reading.section_path(path),
                )  # fmt: skip


def _placed(flat: FlatText, found: Found, units: list[str], deadline: int | None, section: str) -> _Draft:
    start, end = flat.source_span(found.start, found.end)
    object_start, object_end = flat.source_span(found.object_start, found.object_end)
    return _Draft(start, end, found.action, object_start, object_end, units, deadline, section)


def _year(sentence: str, years: list[YearMention], end: int, term: Term) -> int | None:
    """The year that a sentence names for a task that ends at ``end``: the last in front of that, else the next one."""
    goals = [mention for mention in years if _is_goal(sentence, mention, term)]
    before = [mention for mention in goals if mention.position < end]
    if before:
        return before[-1].last
    return goals[0].last if goals else None


def _section_year(title: str, term: Term) -> int | None:
    goals = [mention.last for mention in mentions(title, term) if _is_goal(title, mention, term)]
    return goals[-1] if goals else None


def _is_goal(sentence: str, mention: YearMention, term: Term) -> bool:
    earliest = term.issued or term.start
    if mention.last is None or earliest is not None and mention.last < earliest:
        return False
    is_base = _BASE_BEFORE.search(sentence[: mention.position]) or _BASE_AFTER.match(sentence[mention.after :])
    return mention.kind != "year" or not is_base
