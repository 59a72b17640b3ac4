"""Where a record of a plan stands: its sentence as written, its section, who is named for it and in which role."""

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from gongfu.documents.shadow import shadow
from gongfu.plan.actions import opening_action
from gongfu.plan.flat import FlatText, flatten
from gongfu.plan.outline import Outline, outline
from gongfu.plan.periods import Term, term_of
from gongfu.plan.repair import repair
from gongfu.plan.responsible import Naming, namings
from gongfu.plan.roles import roles

_ENDS = "。!?\n\t"
_LONGEST = 300  # characters of a sentence on each side of the record


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the text: its place, its depth from 1, and the titles that lead to it, its own the last."""

    start: int
    end: int
    path: tuple[str, ...]


@dataclass(frozen=True)
class Places:
    """A plan text, read once, to be asked about any span of it."""

    text: str

    @cached_property
    def _plain(self) -> str:
        return shadow(self.text)

    @cached_property
    def _flat(self) -> FlatText:
        return flatten(self.text, repair(self._plain)[0])

    @cached_property
    def term(self) -> Term:
        """First and last year of the plan, and the year that it was issued."""
        return term_of(self._flat.text, self._plain)

    @cached_property
    def _sections(self) -> Outline:
        return outline(self._flat.text)

    @cached_property
    def headings(self) -> list[Heading]:
        """The headings in text order."""
        sections = self._sections.sections
        titles = [self._written(section.start, section.title_end) for section in sections]
        found = []
        for number, section in enumerate(sections):
            path, index = [titles[number]], section.parent
            while index is not None:
                path.append(titles[index])
                index = sections[index].parent
            start, end = self._flat.source_span(section.start, max(section.title_end, section.start + 1))
            found.append(Heading(start, end, tuple(path[::-1])))
        return found

    def sentence(self, start: int, end: int) -> tuple[str, int]:
        """The sentence around a span, as written but without line wraps, and where in it the span begins."""
        flat = self._flat.text
        first, last = self._at(start), self._at(end - 1) + 1
        opening = max(flat.rfind(sign, max(0, first - _LONGEST), first) for sign in _ENDS) + 1
        opening = max(opening, first - _LONGEST, 0)
        stops = [place for sign in _ENDS if (place := flat.find(sign, last, last + _LONGEST)) >= 0]
        stop = min(stops, default=min(len(flat), last + _LONGEST))
        stop += stop < len(flat) and flat[stop] in "。!?"
        return self._written(opening, stop), first - opening

    def written(self, start: int, end: int) -> str:
        """A span of the text as written, without line wraps and page furniture."""
        return self._written(self._at(start), self._at(end - 1) + 1) if end > start else ""

    def opening_action(self, start: int) -> str | None:
        """The special action that the paragraph of a position, or the text of its section, begins with."""
        flat = self._flat.text
        first = self._at(start)
        section = self._sections.at(first)
        openings = [flat.rfind("\n", 0, first) + 1]
        if section is not None:
            openings.append(self._sections.sections[section].start)
        return next((found for place in openings if (found := opening_action(flat[place : place + 60]))), None)

    def roles(self, start: int) -> list[str | None]:
        """The roles of the units named for what stands at a position, in the order of the text."""
        position = self._at(start)
        for naming, found in self._roles:
            if naming.governs_from <= position < naming.start:
                return found
            if naming.governs_from > position:
                break
        return []

    @cached_property
    def _roles(self) -> list[tuple[Naming, list[str | None]]]:
        flat = self._flat.text
        return [
            (n, roles(flat[n.start : n.end], [(first - n.start, last - n.start) for first, last in n.units]))
            for n in namings(flat, self._sections.sections)
        ]

    def _at(self, position: int) -> int:
        """Place in the flat text of a character of the text."""
        flat = self._flat
        run = max(bisect_right(flat.source_starts, position) - 1, 0)
        end = flat.run_starts[run + 1] if run + 1 < len(flat.run_starts) else len(flat.text)
        return max(min(flat.run_starts[run] + position - flat.source_starts[run], end - 1), 0)

    def _written(self, start: int, end: int) -> str:
        """A stretch of the flat text in the signs of the source; slips mended, markup read."""
        signs = []
        for place in range(start, end):
            source = self._flat.source(place)
            meant = self._flat.text[place]
            signs.append(
                self.text[source] if self._plain[source] == meant and self.text[source] not in "&\\" else meant
            )
        return "".join(signs)
