"""The elements of a html source as they nest, and the map from text back to them."""

from __future__ import annotations

import sys
from array import array
from dataclasses import dataclass, field
from typing import Literal

from gongfu.documents.document import AsDict, Locator
from gongfu.documents.errors import TooLargeError
from gongfu.documents.pieces import PieceTable

_LONGEST_PATH = 64  # steps that a path shows, from the inside out
_DEEPEST = 400_000  # open elements
_FARTHEST = 200  # open elements that a missing end tag is looked for in
_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr")
)
_ENDS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    # an opening tag ends these open elements, looked for no farther out than those
    "li": (frozenset(("li", "p")), frozenset(("ul", "ol", "menu", "table"))),
    "dt": (frozenset(("dt", "dd", "p")), frozenset(("dl", "table"))),
    "dd": (frozenset(("dt", "dd", "p")), frozenset(("dl", "table"))),
    "td": (frozenset(("td", "th", "p")), frozenset(("tr", "table"))),
    "th": (frozenset(("td", "th", "p")), frozenset(("tr", "table"))),
    "tr": (frozenset(("tr", "td", "th", "p")), frozenset(("table",))),
    "tbody": (frozenset(("thead", "tbody", "tfoot", "tr", "td", "th", "p")), frozenset(("table",))),
    "option": (frozenset(("option",)), frozenset(("select",))),
}
_ENDS["tfoot"] = _ENDS["thead"] = _ENDS["tbody"]
_ENDS_P = frozenset(
    (
        "p|div|ul|ol|dl|table|h1|h2|h3|h4|h5|h6|section|article|blockquote|pre|form|hr|center|header|footer|main|nav"
        "|aside|figure"
    ).split("|")
)


@dataclass(frozen=True, slots=True)
class HtmlSpan(AsDict):
    """Characters of a html source.

    ``node`` is the path of the element that holds the text, as its tags are written (no element is made up; each
    number counts the elements of that name under the same parent, from 1). ``node_start`` counts from the end of
    the element's opening tag; ``start`` and ``end`` count characters of the decoded source.
    """

    node: str
    node_start: int
    start: int
    end: int
    kind: Literal["html"] = "html"


@dataclass(slots=True)
class NodeTable:
    """The elements in the order of the source; those open at the moment are the ``stack``."""

    max_elements: int
    names: list[str] = field(default_factory=lambda: [""])
    parents: array[int] = field(default_factory=lambda: array("q", [-1]))
    numbers: array[int] = field(default_factory=lambda: array("q", [1]))
    inner_starts: array[int] = field(default_factory=lambda: array("q", [0]))
    stack: list[int] = field(default_factory=lambda: [0])
    _counts: list[dict[str, int]] = field(default_factory=lambda: [{}])
    _open: dict[str, int] = field(default_factory=dict)

    def open(self, name: str, inner_start: int) -> list[str]:
        """Open an element, and give the names of those that end by it, from the inside out."""
        ended: list[str] = []
        if name in _ENDS_P and self._open.get("p"):
            ended = self._end_among(frozenset(("p",)), frozenset(("td", "th", "table", "li", "div")))
        elif name in _ENDS:
            ended = self._end_among(*_ENDS[name])
        if name in _VOID:
            return ended
        if len(self.names) > self.max_elements or len(self.stack) > _DEEPEST:
            raise TooLargeError(
                f"the page has more than {self.max_elements:,} tags, or more than {_DEEPEST:,} within each other",
                mend="Do not trust this file; save what it shows as text, or raise the limit (max_elements).",
            )
        name = sys.intern(name)
        counts = self._counts[-1]
        counts[name] = counts.get(name, 0) + 1
        self.names.append(name)
        self.parents.append(self.stack[-1])
        self.numbers.append(counts[name])
        self.inner_starts.append(inner_start)
        self.stack.append(len(self.names) - 1)
        self._counts.append({})
        self._open[name] = self._open.get(name, 0) + 1
        return ended

    def close(self, name: str) -> list[str]:
        """Close the innermost element of a name, if one is open, and give the names of all that end by it."""
        if not self._open.get(name):
            return []
        ended = []
        while True:
            ended.append(self._pop())
            if ended[-1] == name:
                return ended

    def _end_among(self, names: frozenset[str], border: frozenset[str]) -> list[str]:
        deepest = 0
        for depth, node in enumerate(reversed(self.stack[-_FARTHEST:]), 1):
            if self.names[node] in border or node == 0:
                break
            if self.names[node] in names:
                deepest = depth
        return [self._pop() for _ in range(deepest)]

    def _pop(self) -> str:
        name = self.names[self.stack.pop()]
        self._counts.pop()
        self._open[name] -= 1
        return name

    def path(self, node: int) -> str:
        """Give the path of an element; of a very deep one, only the innermost steps behind ``…``."""
        steps: list[str] = []
        while node > 0 and len(steps) < _LONGEST_PATH:
            steps.append(f"{self.names[node]}[{self.numbers[node]}]")
            node = self.parents[node]
        return ("…/" if node > 0 else "/") + "/".join(reversed(steps))


@dataclass(frozen=True, slots=True)
class HtmlMap:
    """The map of a html document: owners of pieces are elements."""

    pieces: PieceTable
    nodes: NodeTable

    def locate(self, start: int, end: int) -> list[Locator]:
        """List the spans of the source that a span of the text came from, one for each stretch in one element."""
        found: list[Locator] = []
        last: tuple[int, int, int] | None = None
        for number in self.pieces.find(start, end):
            node = self.pieces.owners[number]
            first, behind = self.pieces.cut(number, start, end)
            if last and last[0] == node and last[2] == first:
                first = last[1]
                found.pop()
            last = node, first, behind
            found.append(HtmlSpan(self.nodes.path(node), first - self.nodes.inner_starts[node], first, behind))
        return found

    def to_source(self, start: int, end: int) -> tuple[int, int]:
        """Give the smallest span of the source that holds a span of the text."""
        numbers = self.pieces.find(start, end)
        if not numbers:
            point = self.pieces.point(start)
            return point, point
        return self.pieces.cut(numbers[0], start, end)[0], self.pieces.cut(numbers[-1], start, end)[1]
