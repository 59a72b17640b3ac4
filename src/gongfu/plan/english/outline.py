"""Headings of an English text, and the path of headings that a position stands under."""

import re
from bisect import bisect_right
from dataclasses import dataclass

from gongfu.plan.english.phrases import has_verb

_NUMBERED = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2}){0,3})[.)]? ?(?P<title>[A-Z“\"][^\n\t]{2,110})$")
_RUN_IN = re.compile(
    r"(?P<number>\d{1,2}(?:\.\d{1,2}){0,3})[.)]? ?(?P<title>[A-Z][^.:\n\t\d]{2,60})(?P<mark>[.:]) ?(?=\S)"
)
_WORDED = re.compile(
    r"(?:Chapter|Part|Section|Pillar|Goal|Objective|Priority|Point|Annex(?:ure)?|Theme|Axis|Mission"
    r"|Action) (?:\d{1,2}|[IVX]{1,5}|[A-H])\b[^\n\t]{0,110}$",
    re.IGNORECASE,
)
_ROMAN = re.compile(r"[IVX]{1,5}[.)] [A-Z][^\n\t]{2,110}$")
_SENTENCE = re.compile(
    r"^To [a-z]|\b(?:will|shall|should|is|are)\b|\d ?%|[₹€£$]|\b(?:per cent|crores?|lakhs?|million|billion)\b",
    re.IGNORECASE,
)
_SMALL_WORDS = frozenset(
    "a an and as at by for from in into of on or our per the to towards via vs we where with how what".split()
)
_LONGEST_TITLE = 90
_WORDED_LEVEL, _CAPITALS_LEVEL, _TITLE_CASE_LEVEL = 0, 1, 9


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading at ``start`` with its title as written and its depth (less is higher)."""

    start: int
    title: str
    level: int


@dataclass(frozen=True, slots=True)
class Outline:
    """All headings in order, and for each the titles above it."""

    headings: list[Heading]
    paths: list[tuple[str, ...]]

    def path(self, position: int) -> tuple[str, ...]:
        """The titles that ``position`` stands under, the highest first."""
        index = bisect_right(self.headings, position, key=lambda heading: heading.start) - 1
        return self.paths[index] if index >= 0 else ()

    def starts(self) -> list[int]:
        """Where the headings begin."""
        return [heading.start for heading in self.headings]


def outline(flat: str) -> Outline:
    """Find the headings: numbered lines, "Chapter 2", short lines in capitals or Title Case, and run-in headings.

    The first unnumbered heading at the very beginning is the document's title and belongs to no path.
    """
    headings: list[Heading] = []
    position = 0
    for line in flat.split("\n"):
        if line and "\t" not in line:
            headings += _headings(line, position)
        position += len(line) + 1
    if headings and headings[0].start == 0 and headings[0].level in (_CAPITALS_LEVEL, _TITLE_CASE_LEVEL):
        headings[0] = Heading(0, "", _CAPITALS_LEVEL)
    return Outline(headings, _paths(headings))


def _headings(line: str, position: int) -> list[Heading]:
    title = line.strip().rstrip(":")
    if len(title) <= _LONGEST_TITLE + 20 and not title.endswith((".", ";", ",")):
        if match := _NUMBERED.match(title):
            if not _SENTENCE.search(match["title"]):
                return [Heading(position, title, 2 + match["number"].count("."))]
        elif _WORDED.match(title) or _ROMAN.match(title):
            return [Heading(position, title, _WORDED_LEVEL)]
        elif len(title) <= _LONGEST_TITLE and title[0].isupper() and not re.search(r"\d[\d,.]*$|%", title):
            if title.isupper() and " " in title:
                return [Heading(position, title, _CAPITALS_LEVEL)]
            if _is_title_case(title) or line.rstrip().endswith(":") and len(title) < 60 and not has_verb(title):
                return [Heading(position, title, _TITLE_CASE_LEVEL)]
    found: list[Heading] = []
    for match in re.finditer(rf"(?:^|(?<=[.:;]))\s?{_RUN_IN.pattern}", line):
        start = match.start("number")
        found.append(Heading(position + start, line[start : match.start("mark")], 2 + match["number"].count(".")))
    return found


def _is_title_case(title: str) -> bool:
    words = [word for word in re.findall(r"[A-Za-z][\w'’-]*", title) if word.lower() not in _SMALL_WORDS]
    return 0 < len(words) <= 12 and all(word[0].isupper() for word in words)


def _paths(headings: list[Heading]) -> list[tuple[str, ...]]:
    paths: list[tuple[str, ...]] = []
    above: list[Heading] = []
    for heading in headings:
        while above and above[-1].level >= heading.level:
            above.pop()
        above.append(heading)
        paths.append(tuple(each.title for each in above if each.title))
    return paths
