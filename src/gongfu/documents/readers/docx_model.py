"""A Word document on its way through the reader: paragraphs of runs, tables of cells, and the map back to them."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from gongfu.documents.document import AsDict, Locator
from gongfu.documents.pieces import PieceTable

Part = Literal["document", "textbox", "footnotes", "endnotes"]


@dataclass(frozen=True, slots=True)
class DocxSpan(AsDict):
    """Characters of one run of a Word document.

    ``paragraph`` counts the paragraphs of the body outside tables, or those of the cell; of text boxes, footnotes
    and endnotes all in a row. ``run`` counts the runs of the paragraph, those in links and insertions too.
    ``start`` and ``end`` count characters of the run, a tab or line break being one. ``table`` counts the tables
    of the body, ``row`` the rows, ``cell`` the columns of its grid; null outside tables. All from 0.
    """

    part: Part
    paragraph: int
    run: int
    start: int
    end: int
    table: int | None = None
    row: int | None = None
    cell: int | None = None
    kind: Literal["docx"] = "docx"


class Piece(NamedTuple):
    """Text of a run."""

    text: str
    run: int
    offset: int


@dataclass(slots=True)
class Paragraph:
    """A paragraph; ``after`` are those of the text boxes anchored in it."""

    pieces: list[Piece] = field(default_factory=list)
    style: str | None = None
    outline: int | None = None
    place: int = -1
    after: list[Paragraph] = field(default_factory=list)


@dataclass(slots=True)
class Cell:
    """A cell at a column of the grid."""

    column: int
    paragraphs: list[Paragraph] = field(default_factory=list)


@dataclass(slots=True)
class Row:
    """A row; ``column`` is where its next cell begins."""

    cells: list[Cell] = field(default_factory=list)
    column: int = 0
    head: bool = False


@dataclass(slots=True)
class Table:
    """A table of the body, or one inside a cell or text box (``number`` is null then)."""

    number: int | None
    rows: list[Row] = field(default_factory=list)


class Place(NamedTuple):
    """Where a paragraph stands."""

    part: Part
    paragraph: int
    table: int | None
    row: int | None
    cell: int | None


@dataclass(slots=True)
class RunTable:
    """All runs in a row: the place of their paragraph and their number in it."""

    places: list[Place] = field(default_factory=list)
    place_of_run: array[int] = field(default_factory=lambda: array("q"))
    number_of_run: array[int] = field(default_factory=lambda: array("q"))


@dataclass(frozen=True, slots=True)
class DocxMap:
    """The map of a Word document: owners of pieces are runs."""

    pieces: PieceTable
    runs: RunTable

    def locate(self, start: int, end: int) -> list[Locator]:
        """List the runs that a span came from."""
        found: list[Locator] = []
        for number in self.pieces.find(start, end):
            run = self.pieces.owners[number]
            place = self.runs.places[self.runs.place_of_run[run]]
            first, behind = self.pieces.cut(number, start, end)
            found.append(
                DocxSpan(
                    place.part, place.paragraph, self.runs.number_of_run[run], first, behind,
                    place.table, place.row, place.cell,
                )
            )  # fmt: skip
        return found

    def to_source(self, start: int, end: int) -> None:
        """Give null: a Word document is not made of characters."""
