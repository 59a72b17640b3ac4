"""Build a text out of pieces of a source, and remember where each piece came from."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import Literal

from gongfu.documents.document import Block
from gongfu.documents.errors import TooLargeError


@dataclass(slots=True)
class PieceTable:
    """Pieces of a text in order: where each lies in the text, and where in the source.

    ``source_lengths`` differ from ``lengths`` only for pieces that stand or fall as a whole (an entity, a run of
    blanks). ``owners`` is for the reader: the node or run that a piece belongs to.
    """

    starts: array[int] = field(default_factory=lambda: array("q"))
    lengths: array[int] = field(default_factory=lambda: array("q"))
    source_starts: array[int] = field(default_factory=lambda: array("q"))
    source_lengths: array[int] = field(default_factory=lambda: array("q"))
    owners: array[int] = field(default_factory=lambda: array("q"))

    def add(self, start: int, length: int, source_start: int, source_length: int, owner: int) -> None:
        """Add a piece behind the last one; one that merely goes on makes the last one longer."""
        if (
            self.starts
            and length == source_length
            and self.owners[-1] == owner
            and self.lengths[-1] == self.source_lengths[-1]
            and self.starts[-1] + self.lengths[-1] == start
            and self.source_starts[-1] + self.source_lengths[-1] == source_start
        ):
            self.lengths[-1] += length
            self.source_lengths[-1] += length
            return
        self.starts.append(start)
        self.lengths.append(length)
        self.source_starts.append(source_start)
        self.source_lengths.append(source_length)
        self.owners.append(owner)

    def find(self, start: int, end: int) -> range:
        """Give the numbers of the pieces that share a character with a span of the text."""
        if start >= end or not self.starts:
            return range(0)
        first = bisect_right(self.starts, start) - 1
        if first < 0 or self.starts[first] + self.lengths[first] <= start:
            first += 1
        return range(first, bisect_left(self.starts, end))

    def cut(self, number: int, start: int, end: int) -> tuple[int, int]:
        """Give the span in the source of that part of a piece that lies in a span of the text."""
        source, length = self.source_starts[number], self.source_lengths[number]
        if length != self.lengths[number]:
            return source, source + length
        from_, to = max(0, start - self.starts[number]), min(length, end - self.starts[number])
        return source + from_, source + to

    def point(self, position: int) -> int:
        """Give the place in the source where the text at a position goes on; for empty spans."""
        number = bisect_right(self.starts, position) - 1
        if number < 0:
            return self.source_starts[0] if self.starts else 0
        inside = position - self.starts[number]
        if inside == 0 or (self.lengths[number] == self.source_lengths[number] and inside <= self.lengths[number]):
            return self.source_starts[number] + inside
        return self.source_starts[number] + self.source_lengths[number]


class TextBuilder:
    """A text as it grows: pieces of the source, and signs put in between (newlines, tabs)."""

    def __init__(self, max_characters: int) -> None:
        self.pieces = PieceTable()
        self.blocks: list[Block] = []
        self.length = 0
        self._parts: list[str] = []
        self._line_start = 0
        self._max_characters = max_characters

    def add(self, text: str, source_start: int, source_length: int, owner: int) -> None:
        """Add a piece of the source."""
        if text:
            self.pieces.add(self.length, len(text), source_start, source_length, owner)
            self.put(text)

    def put(self, text: str) -> None:
        """Add what does not stand in the source."""
        self._parts.append(text)
        self.length += len(text)
        if self.length > self._max_characters:
            raise TooLargeError(
                f"the document has more than {self._max_characters:,} characters of text",
                mend="Split it, or raise the limit (max_characters).",
            )

    @property
    def line_is_empty(self) -> bool:
        """Whether nothing stands on the line that is being built."""
        return self.length == self._line_start

    def line(self) -> str:
        """Give the line that is being built."""
        parts: list[str] = []
        missing = self.length - self._line_start
        for part in reversed(self._parts):
            if missing <= 0:
                break
            parts.append(part)
            missing -= len(part)
        return "".join(reversed(parts))

    def end_line(
        self,
        kind: Literal["paragraph", "heading", "row", "note"],
        *,
        level: int | None = None,
        table: int | None = None,
        row: int | None = None,
        head: bool = False,
    ) -> None:
        """Close the line, unless nothing stands on it, and note what it was."""
        if self.line_is_empty:
            return
        self.blocks.append(Block(kind, self._line_start, self.length, level, table, row, head))
        self.put("\n")
        self._line_start = self.length

    def text(self) -> str:
        """Give the text so far."""
        return "".join(self._parts)
