"""XLSX: cells become text as a reader of the sheet would write it; percent cells keep their sign, merged cells fill."""

import datetime
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import polars as pl

from gongfu.workspace.intake.errors import UnreadableFileError
from gongfu.workspace.intake.raw import Head, RawBatch

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

BATCH = 20_000  # rows
TOP_ROWS = 30
_MOST_STYLES = 1 << 26  # bytes of styles.xml and workbook.xml; more is no office file
_XML = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_OFFICE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_PERCENT_IDS = {9, 10}  # built-in formats 0% and 0.00%
_CELL = re.compile(rb"<c\b([^>]*)>")
_STYLE = re.compile(rb'\bs="(\d+)"')
_PLACE = re.compile(rb'\br="([A-Z]+)(\d+)"')
_EXACT = 10**15  # whole numbers from here on have lost digits in Excel

Cell = int | float | str | bool | datetime.time | datetime.date | datetime.datetime | datetime.timedelta


@dataclass
class XlsxPart:
    """One sheet of a workbook."""

    path: Path
    sheet: str | None
    _sheet: "CalamineSheet"
    steps: int = 0

    def top(self) -> list[tuple[int, list[str]]]:
        """The first rows, each with its row number."""
        return [(number, row) for number, row in islice(self._rows(), TOP_ROWS) if any(row)]

    def batches(self, head: Head | None) -> Iterator[RawBatch]:
        """The rows below the head."""
        assert head is not None
        width = len(head.names)
        rows = ((number, row) for number, row in self._rows() if number > head.line)
        while batch := list(islice(rows, BATCH)):
            columns = list(zip(*(_padded(row, width) for _, row in batch), strict=True))
            cells = pl.DataFrame([pl.Series(str(i), column, dtype=pl.String) for i, column in enumerate(columns)])
            lines = pl.Series([number for number, _ in batch], dtype=pl.Int64)
            yield RawBatch(head.names, cells, lines, len(batch))

    def _rows(self) -> Iterator[tuple[int, list[str]]]:
        _, first_column = self._sheet.start or (0, 0)  # rows begin at the top of the sheet, cells at this column
        percents = percent_cells(self.path, self.sheet or "")
        merged = _spans(self._sheet)
        fill: dict[
            int, tuple[int, str]
        ] = {}  # for each column the last row of the merged cell it stands in, and its text
        for number, row in enumerate(self._sheet.iter_rows()):
            texts = [""] * first_column + [as_text(cell) for cell in row]
            for column in percents.get(number, ()):
                if isinstance(row[column - first_column], int | float):
                    texts[column] = _percent(float(row[column - first_column]))  # type: ignore[arg-type]
            for column, last, right in merged.get(number, ()):
                for beside in range(column, min(right + 1, len(texts))):
                    fill[beside] = (last, texts[column])
            for column, (last, text) in list(fill.items()):
                if number > last:
                    del fill[column]
                else:
                    texts[column] = text
            yield number + 1, texts


def open_workbook(path: Path, sheets: tuple[str, ...] = ()) -> list[XlsxPart]:
    """The visible sheets of a workbook, or those that are named.

    Raises
    ------
    UnreadableFileError
        It is damaged or locked by a password, or has no sheet of a name given.
    """
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

    try:
        workbook = CalamineWorkbook.from_path(str(path))
        seen = {meta.name: meta.visible == SheetVisibleEnum.Visible for meta in workbook.sheets_metadata}
        if absent := [name for name in sheets if name not in seen]:
            raise UnreadableFileError(
                f"{path.name} has no such sheet", offenders=absent, mend=f"Sheets: {', '.join(seen)}."
            )
        wanted = sheets or [name for name, visible in seen.items() if visible]
        parts = [XlsxPart(path, name, workbook.get_sheet_by_name(name)) for name in wanted]
    except PasswordError:
        raise UnreadableFileError(f"{path.name} is locked by a password", mend="Save it without one.") from None
    except CalamineError as error:
        raise UnreadableFileError(f"{path.name} is no workbook that can be read: {error}") from None
    for part in parts:
        part.steps = part._sheet.height
    return parts


def as_text(cell: Cell) -> str:
    """A cell as text: whole numbers without a point, days in ISO spelling, truth as true and false."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < _EXACT else repr(cell)
    if isinstance(cell, datetime.datetime):
        midnight = cell.time() == datetime.time.min
        return cell.date().isoformat() if midnight else cell.isoformat(sep=" ")
    return str(cell)


def percent_cells(path: Path, sheet: str) -> dict[int, list[int]]:
    """For each row the columns whose number is shown as a percentage; both counted from 0."""
    try:
        with zipfile.ZipFile(path) as archive:
            styles = _percent_styles(archive)
            if not styles:
                return {}
            return _cells_of_style(archive, _sheet_file(archive, sheet), styles)
    except (zipfile.BadZipFile, KeyError, ElementTree.ParseError):
        return {}  # .xls and .ods have no such parts


def _percent_styles(archive: zipfile.ZipFile) -> set[bytes]:
    root = _parsed(archive, "xl/styles.xml")
    own = {
        int(entry.get("numFmtId", "0"))
        for entry in root.iter(_XML + "numFmt")
        if re.sub(r'"[^"]*"|\\.', "", entry.get("formatCode", "")).rstrip().endswith("%")
    }
    formats = root.find(_XML + "cellXfs")
    entries = [] if formats is None else list(formats)
    return {
        str(index).encode()
        for index, entry in enumerate(entries)
        if int(entry.get("numFmtId", "0")) in own | _PERCENT_IDS
    }


def _sheet_file(archive: zipfile.ZipFile, sheet: str) -> str:
    entries = _parsed(archive, "xl/workbook.xml").iter(_XML + "sheet")
    relation = next(entry.get(_OFFICE) for entry in entries if entry.get("name") == sheet)
    targets = {entry.get("Id"): entry.get("Target", "") for entry in _parsed(archive, "xl/_rels/workbook.xml.rels")}
    target = targets[relation]
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _cells_of_style(archive: zipfile.ZipFile, name: str, styles: set[bytes]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    with archive.open(name) as file:
        rest = b""
        while block := file.read(1 << 20):
            data = rest + block
            cut = data.rfind(b"<")
            rest, data = data[cut:], data[:cut]
            for cell in _CELL.finditer(data):
                style, place = _STYLE.search(cell[1]), _PLACE.search(cell[1])
                if style and place and style[1] in styles:
                    found.setdefault(int(place[2]) - 1, []).append(_column(place[1]))
    return found


def _parsed(archive: zipfile.ZipFile, name: str) -> ElementTree.Element:
    with archive.open(name) as file:
        data = file.read(_MOST_STYLES + 1)
    if len(data) > _MOST_STYLES or b"<!ENTITY" in data:
        raise UnreadableFileError(f"{name} inside {archive.filename} is no part of an office file")
    return ElementTree.fromstring(data)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number - 1


def _percent(value: float) -> str:
    return f"{round(value * 100, 10):.12g}%"


def _spans(sheet: "CalamineSheet") -> dict[int, list[tuple[int, int, int]]]:
    """For each row the merged cells that begin there: first column, last row, last column."""
    spans: dict[int, list[tuple[int, int, int]]] = {}
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or []:
        spans.setdefault(top, []).append((left, bottom, right))
    return spans


def _padded(row: list[str], width: int) -> list[str]:
    return row[:width] + [""] * (width - len(row))
