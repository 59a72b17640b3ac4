"""Places in a source, written short: four million of them stand in a column of links."""

import re
from dataclasses import dataclass

from gongfu.errors import InputError
from gongfu.text import Text


@dataclass(frozen=True, slots=True)
class Characters:
    """Characters of a text: ``chars:120-188`` begins at 120, counted from 0, and ends before 188."""

    start: int
    end: int

    def __str__(self) -> str:
        return f"chars:{self.start}-{self.end}"


@dataclass(frozen=True, slots=True)
class Page:
    """A page counted from 1, and a box on it in points from its lower left corner: ``page:3:72,500,300,512``."""

    number: int
    box: tuple[float, float, float, float] | None = None

    def __str__(self) -> str:
        return f"page:{self.number}" + ("" if self.box is None else ":" + ",".join(f"{edge:g}" for edge in self.box))


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a text file, counted from 1: ``line:57``."""

    number: int

    def __str__(self) -> str:
        return f"line:{self.number}"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a file that has no lines, counted from 1: ``row:57``."""

    number: int

    def __str__(self) -> str:
        return f"row:{self.number}"


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row of a sheet of a workbook, counted from 1: ``企业!57``."""

    sheet: str
    number: int

    def __str__(self) -> str:
        return f"{self.sheet}!{self.number}"


@dataclass(frozen=True, slots=True)
class Entry:
    """What a person entered and signed: ``entry:7``."""

    id: str

    def __str__(self) -> str:
        return f"entry:{self.id}"


@dataclass(frozen=True, slots=True)
class Derivation:
    """A formula in the table ``derivation``: ``formula:`` and its id."""

    id: str

    def __str__(self) -> str:
        return f"formula:{self.id}"


Locator = Characters | Page | Line | Row | SheetRow | Entry | Derivation

_NUMBER = r"\d+(?:\.\d+)?"
_PATTERN = re.compile(
    r"chars:(?P<start>\d+)-(?P<end>\d+)"
    rf"|page:(?P<page>\d+)(?::(?P<box>-?{_NUMBER}(?:,-?{_NUMBER}){{3}}))?"
    r"|line:(?P<line>\d+)|row:(?P<row>\d+)|entry:(?P<entry>.+)|formula:(?P<formula>.+)"
    r"|(?P<sheet>.+)!(?P<sheet_row>\d+)"
)


def parse_locator(text: str) -> Locator:
    """The place that a text names.

    Raises
    ------
    InputError
        It names none.
    """
    match = _PATTERN.fullmatch(text)
    if match is None:
        raise InputError(
            f"{text!r} names no place in a source", mend="write chars:0-9, page:1, line:1, row:1 or Sheet!1"
        )
    found = match.groupdict()
    if found["start"]:
        return Characters(int(found["start"]), int(found["end"]))
    if found["page"]:
        edges = [float(edge) for edge in (found["box"] or "").split(",") if edge]
        return Page(int(found["page"]), (edges[0], edges[1], edges[2], edges[3]) if edges else None)
    if found["line"]:
        return Line(int(found["line"]))
    if found["row"]:
        return Row(int(found["row"]))
    if found["entry"]:
        return Entry(found["entry"])
    if found["formula"]:
        return Derivation(found["formula"])
    return SheetRow(found["sheet"], int(found["sheet_row"]))


def in_words(place: Locator) -> Text:
    """A place as a person reads it."""
    match place:
        case Characters(start, end):
            return Text(f"第 {start}–{end} 字符", f"characters {start}–{end}")
        case Page(number):
            return Text(f"第 {number} 页", f"page {number}")
        case Line(number):
            return Text(f"第 {number} 行", f"line {number}")
        case Row(number):
            return Text(f"第 {number} 行", f"row {number}")
        case SheetRow(sheet, number):
            return Text(f"工作表“{sheet}”第 {number} 行", f"sheet {sheet}, row {number}")
        case Entry():
            return Text("签署的记录", "signed entry")
        case Derivation():
            return Text("公式", "formula")
