"""Every task of a plan text, without a model and without a network."""

import re
from bisect import bisect_right

from gongfu.documents.shadow import shadow
from gongfu.plan.extract import is_english
from gongfu.plan.flat import FlatText, flatten
from gongfu.plan.outline import RUN_IN, Outline, outline
from gongfu.plan.periods import Term, YearMention, mentions, term_of
from gongfu.plan.repair import repair
from gongfu.plan.responsible import Naming, namings
from gongfu.plan.tasks.chapters import stretches
from gongfu.plan.tasks.clauses import closed, sentences
from gongfu.plan.tasks.english import english_tasks
from gongfu.plan.tasks.sentence import Found, tasks_of
from gongfu.plan.tasks.task import Task

_BASE_BEFORE = re.compile(r"(?:比|较|在|与|自|从|由|相比)$")
_BASE_AFTER = re.compile(r"^(?:的?基础|为基|以来|相比|水平|为基期|的\d)")


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
    plain = shadow(text)
    mended, _ = repair(plain)
    flat = flatten(text, mended)
    if is_english(flat.text):
        return english_tasks(text, flat, document)
    written = _Written(text, plain, flat)
    term = term_of(flat.text, plain)
    sections = outline(flat.text)
    named = namings(flat.text, sections.sections)
    blotted = closed(flat.text)
    units = _Units(named, sections)
    result: list[Task] = []
    for first, last in stretches(flat.text, sections, named):
        for start, end in sentences(blotted, first, last):
            found = tasks_of(flat.text, blotted, start, end)
            if not found:
                continue
            sentence = flat.text[start:end]
            years = mentions(sentence, term)
            for task in found:
                path = sections.path(task.start)
                deadline = _year(sentence, years, task, start, term)
                for section in reversed(path):
                    if deadline is None:
                        deadline = _section_year(section.title, term)
                result.append(
                    written.task(
                        f"{document}-t{len(result) + 1:03d}", task, units.at(task.start), deadline if deadline is not None else term.end,
                        " > ".join(written.name(section.start, section.title_end) for section in path),
                    )
                )  # fmt: skip
    return result


class _Written:
    """The source behind the flat text."""

    def __init__(self, text: str, plain: str, flat: FlatText) -> None:
        self._text, self._plain, self._flat = text, plain, flat

    def name(self, start: int, end: int) -> str:
        """A name as the source writes it: its own script, slips mended, blanks left out."""
        characters = []
        for position in range(start, end):
            source = self._flat.source(position)
            mended = self._flat.text[position]
            characters.append(self._text[source] if self._plain[source] == mended else mended)
        return "".join(characters).strip()

    def task(self, identifier: str, found: Found, units: tuple[tuple[int, int], ...], deadline: int | None, section: str) -> Task:
        start, end = self._flat.source_span(found.start, found.end)
        object_start, object_end = self._flat.source_span(found.object_start, found.object_end)
        return Task(
            id=identifier,
            start=start,
            end=end,
            quote=self._text[start:end],
            action=found.action,
            object=self._text[object_start:object_end],
            object_start=object_start,
            object_end=object_end,
            responsible=[self.name(*unit) for unit in units],
            deadline=deadline,
            section=section,
        )


class _Units:
    """Units named behind a position, in the same article."""

    def __init__(self, named: list[Naming], sections: Outline) -> None:
        self._named = named
        self._starts = [naming.start for naming in named]
        self._headings = [section.start for section in sections.sections if section.level != RUN_IN]

    def at(self, position: int) -> tuple[tuple[int, int], ...]:
        index = bisect_right(self._starts, position)
        if index == len(self._named):
            return ()
        naming = self._named[index]
        heading = bisect_right(self._headings, position)
        if heading < len(self._headings) and self._headings[heading] < naming.start:
            return ()
        return naming.units


def _year(sentence: str, years: list[YearMention], task: Found, start: int, term: Term) -> int | None:
    """The year that the sentence names for a task: the last in front of its end, else the next one."""
    goals = [mention for mention in years if mention.last is not None and _is_goal(sentence, mention, term)]
    before = [mention for mention in goals if mention.position < task.end - start]
    if before:
        return before[-1].last
    return goals[0].last if goals else None


def _is_goal(sentence: str, mention: YearMention, term: Term) -> bool:
    earliest = term.issued or term.start
    if mention.last is None or earliest is not None and mention.last < earliest:
        return False
    return mention.kind != "year" or not (_BASE_BEFORE.search(sentence[: mention.position]) or _BASE_AFTER.match(sentence[mention.after :]))


def _section_year(title: str, term: Term) -> int | None:
    goals = [mention.last for mention in mentions(title, term) if mention.last is not None and _is_goal(title, mention, term)]
    return goals[-1] if goals else None
