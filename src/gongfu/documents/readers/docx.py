"""Word documents: paragraphs, tables and notes, read as a stream, with every character's run.

What counts as text: what a reader sees in the body, in text boxes (behind the paragraph that holds them), in
footnotes and endnotes (behind the body). Deleted and moved-away text, field codes, phonetic guides, headers and
footers do not. Numbers that Word itself counts ("automatic numbering") are not characters of the document.
"""

from collections.abc import Mapping
from hashlib import sha256
from typing import Literal

from gongfu.documents.archive import Archive
from gongfu.documents.document import Document
from gongfu.documents.errors import DamagedDocumentError, NoTextError, UnsupportedFormatError
from gongfu.documents.limits import Limits
from gongfu.documents.pieces import TextBuilder
from gongfu.documents.readers.docx_model import Cell, DocxMap, Paragraph, Part, Piece, Place, Row, RunTable, Table
from gongfu.documents.readers.docx_styles import read_levels
from gongfu.documents.readers.plain import guess_title
from gongfu.documents.xml_stream import stream

_MAIN = "word/document.xml"
_NOTES: tuple[tuple[Part, str, str], ...] = (
    ("footnotes", "word/footnotes.xml", "footnote"),
    ("endnotes", "word/endnotes.xml", "endnote"),
)
_UNSEEN = ("moveFrom", "del", "Fallback", "rt", "instrText", "delText")
_WIDEST = 1_000  # columns of a table
_OTHERS = (
    ("xl/workbook.xml", "a workbook (xlsx)", "Import it as a table, or save its text as docx."),
    ("ppt/presentation.xml", "a presentation (pptx)", "Export it as pdf and give that."),
    ("content.xml", "an OpenDocument file", "Open it in LibreOffice and save it as docx."),
)


def read_docx(data: bytes, *, limits: Limits) -> Document:
    """Read a Word document.

    Parameters
    ----------
    data
        The file.
    limits
        What is refused as too large.

    Returns
    -------
    One line a paragraph; a table row is one line with its cells parted by tabs, the paragraphs of a cell by
    blanks. A table in which no row has two cells with text is a frame, and read as paragraphs.

    Raises
    ------
    UnsupportedFormatError
        A zip archive, but no Word document.
    DamagedDocumentError
        Cut off, broken, or declaring a document type.
    EncryptedDocumentError
        It has a password.
    TooLargeError
        It unpacks to more than the limits allow.
    NoTextError
        No text in it.

    """
    archive = Archive(data, limits=limits)
    if _MAIN not in archive.names:
        raise _no_word_document(archive)
    levels = read_levels(archive.unpack("word/styles.xml")) if "word/styles.xml" in archive.names else {}
    reader = _Reader(TextBuilder(limits.max_characters), levels)
    reader.read(archive.unpack(_MAIN), "document", _MAIN)
    for part, name, _element in _NOTES:
        if name in archive.names:
            reader.read(archive.unpack(name), part, name)
    text = reader.builder.text()
    if not text.strip():
        raise NoTextError(
            "the Word document holds no text, perhaps images alone",
            mend="Recognise the text of the images first (OCR), and give the result.",
        )
    return Document(
        text,
        "docx",
        None,
        sha256(data).hexdigest(),
        reader.title or guess_title(text),
        DocxMap(reader.builder.pieces, reader.runs),
        blocks=tuple(reader.builder.blocks),
    )


def _no_word_document(archive: Archive) -> UnsupportedFormatError | DamagedDocumentError:
    for part, kind, mend in _OTHERS:
        if part in archive.names:
            return UnsupportedFormatError(f"the file is {kind}, which no reader takes", mend=mend)
    if "[Content_Types].xml" in archive.names:
        return DamagedDocumentError(
            f"the Word document lacks its main part, {_MAIN}", mend="Open it in Word and save it anew."
        )
    return UnsupportedFormatError(
        "the file is a zip archive, but no Word document", mend="Unpack it and give the documents inside."
    )


class _Reader:
    """Hears the elements of one part after the other, and writes lines."""

    def __init__(self, builder: TextBuilder, levels: Mapping[str, int]) -> None:
        self.builder = builder
        self.runs = RunTable()
        self.title: str | None = None
        self._levels = levels
        self._part: Part = "document"
        self._holders: list[Cell | Paragraph | None] = []  # what paragraphs go into: a cell, a text box, the body
        self._paragraphs: list[Paragraph] = []  # open ones; those inside others are in text boxes
        self._tables: list[Table] = []
        self._run: int | None = None
        self._offset = 0
        self._outer_runs: list[tuple[int | None, int]] = []  # those that hold the open text boxes
        self._run_numbers: list[int] = []
        self._unseen = 0
        self._in_text = False
        self._note_is_separator = False
        self._paragraph_count: dict[Part, int] = {}
        self._table_count = 0

    def read(self, xml: bytes, part: Part, name: str) -> None:
        """Read one part of the document."""
        self._part = part
        self._holders = [None]
        starts = {
            "p": self._start_paragraph, "pStyle": self._style, "outlineLvl": self._outline, "r": self._start_run,
            "t": self._start_text, "tab": self._tab, "br": self._break, "cr": self._break,
            "noBreakHyphen": self._hyphen, "sym": self._symbol, "txbxContent": self._start_box,
            "tbl": self._start_table, "tr": self._start_row, "tc": self._start_cell, "gridSpan": self._span,
            "gridBefore": self._before, "tblHeader": self._head, "footnote": self._start_note,
            "endnote": self._start_note, **dict.fromkeys(_UNSEEN, self._start_unseen),
        }  # fmt: skip
        ends = {
            "p": self._end_paragraph, "r": self._end_run, "t": self._end_text, "txbxContent": self._end_box,
            "tbl": self._end_table, "tc": self._end_cell, "footnote": self._end_note, "endnote": self._end_note,
            **dict.fromkeys(_UNSEEN, self._end_unseen),
        }  # fmt: skip
        stream(xml, part=name, starts=starts, ends=ends, characters=self._characters)

    # --- paragraphs and runs

    def _start_paragraph(self, _attributes: Mapping[str, str]) -> None:
        self._paragraphs.append(Paragraph(place=len(self.runs.places)))
        self.runs.places.append(self._place())
        self._run_numbers.append(0)

    def _place(self) -> Place:
        holder = self._holders[-1]
        if isinstance(holder, Cell) and self._tables:
            table = self._tables[0]
            if table.number is not None:
                outer = next(held for held in self._holders if isinstance(held, Cell))
                return Place(self._part, len(outer.paragraphs), table.number, len(table.rows) - 1, outer.column)
        part: Part = "textbox" if len(self._holders) > 1 else self._part
        count = self._paragraph_count.get(part, 0)
        self._paragraph_count[part] = count + 1
        return Place(part, count, None, None, None)

    def _style(self, attributes: Mapping[str, str]) -> None:
        if self._paragraphs:
            self._paragraphs[-1].style = attributes.get("val")

    def _outline(self, attributes: Mapping[str, str]) -> None:
        level = attributes.get("val", "")
        if self._paragraphs and level.isdecimal():
            self._paragraphs[-1].outline = int(level) + 1

    def _start_run(self, _attributes: Mapping[str, str]) -> None:
        if self._paragraphs:
            self._run = len(self.runs.place_of_run)
            self._offset = 0
            self.runs.place_of_run.append(self._paragraphs[-1].place)
            self.runs.number_of_run.append(self._run_numbers[-1])
            self._run_numbers[-1] += 1

    def _end_run(self) -> None:
        self._run = None

    def _start_text(self, _attributes: Mapping[str, str]) -> None:
        self._in_text = True

    def _end_text(self) -> None:
        self._in_text = False

    def _characters(self, text: str) -> None:
        if self._in_text:
            self._put(text)

    def _tab(self, attributes: Mapping[str, str]) -> None:
        if "pos" not in attributes:  # a tab stop of the style otherwise
            self._put("\t")

    def _break(self, _attributes: Mapping[str, str]) -> None:
        self._put("\n")

    def _hyphen(self, _attributes: Mapping[str, str]) -> None:
        self._put("-")

    def _symbol(self, attributes: Mapping[str, str]) -> None:
        """A sign of a symbol font stands at a private place; which sign it is, only the font knows."""
        self._put("\ufffd" if attributes.get("char") else "")

    def _put(self, text: str) -> None:
        if self._run is not None and self._paragraphs and not self._unseen and text:
            self._paragraphs[-1].pieces.append(Piece(text, self._run, self._offset))
            self._offset += len(text)

    def _end_paragraph(self) -> None:
        if not self._paragraphs:
            return
        paragraph = self._paragraphs.pop()
        self._run_numbers.pop()
        self._run = None
        if not self._note_is_separator:
            self._deliver([paragraph, *paragraph.after])

    def _deliver(self, paragraphs: list[Paragraph]) -> None:
        holder = self._holders[-1]
        if isinstance(holder, Cell):
            holder.paragraphs += paragraphs
        elif isinstance(holder, Paragraph):
            holder.after += paragraphs
        else:
            for paragraph in paragraphs:
                self._write_paragraph(paragraph)

    # --- text boxes, notes and what is not seen

    def _start_box(self, _attributes: Mapping[str, str]) -> None:
        self._holders.append(self._paragraphs[-1] if self._paragraphs else None)
        self._outer_runs.append((self._run, self._offset))

    def _end_box(self) -> None:
        self._holders.pop()
        self._run, self._offset = self._outer_runs.pop()

    def _start_note(self, attributes: Mapping[str, str]) -> None:
        self._note_is_separator = attributes.get("type", "normal") != "normal"

    def _end_note(self) -> None:
        self._note_is_separator = False

    def _start_unseen(self, _attributes: Mapping[str, str]) -> None:
        self._unseen += 1

    def _end_unseen(self) -> None:
        self._unseen -= 1

    # --- tables

    def _start_table(self, _attributes: Mapping[str, str]) -> None:
        number = None
        if len(self._holders) == 1 and self._part == "document":
            number = self._table_count
            self._table_count += 1
        self._tables.append(Table(number))

    def _start_row(self, _attributes: Mapping[str, str]) -> None:
        if self._tables:
            self._tables[-1].rows.append(Row())

    def _row(self) -> Row | None:
        return self._tables[-1].rows[-1] if self._tables and self._tables[-1].rows else None

    def _start_cell(self, _attributes: Mapping[str, str]) -> None:
        row = self._row() or Row()
        cell = Cell(row.column)
        row.column = min(row.column + 1, _WIDEST)
        row.cells.append(cell)
        self._holders.append(cell)

    def _span(self, attributes: Mapping[str, str]) -> None:
        columns = attributes.get("val", "")
        if (row := self._row()) and columns.isdecimal():
            row.column = min(row.column + int(columns) - 1, _WIDEST)

    def _before(self, attributes: Mapping[str, str]) -> None:
        columns = attributes.get("val", "")
        if (row := self._row()) and columns.isdecimal():
            row.column = min(row.column + int(columns), _WIDEST)

    def _head(self, attributes: Mapping[str, str]) -> None:
        if (row := self._row()) and attributes.get("val", "true") not in ("0", "false", "off"):
            row.head = True

    def _end_cell(self) -> None:
        if len(self._holders) > 1 and isinstance(self._holders[-1], Cell):
            self._holders.pop()

    def _end_table(self) -> None:
        if not self._tables:
            return
        table = self._tables.pop()
        is_frame = all(sum(any(_has_text(p) for p in c.paragraphs) for c in row.cells) < 2 for row in table.rows)
        if is_frame or self._holders[-1] is not None:
            self._deliver([p for row in table.rows for cell in row.cells for p in cell.paragraphs])
        else:
            self._write_table(table)

    # --- lines

    def _write_paragraph(self, paragraph: Paragraph) -> None:
        for piece in paragraph.pieces:
            self.builder.add(piece.text, piece.offset, len(piece.text), piece.run)
        level = paragraph.outline or self._levels.get(paragraph.style or "")
        kind: Literal["paragraph", "heading", "note"] = "heading" if level and level < 10 else "paragraph"
        if self._part in ("footnotes", "endnotes"):
            kind = "note"
        if level == 0 and self.title is None:
            self.title = "".join(piece.text for piece in paragraph.pieces).strip() or None
        self.builder.end_line(kind, level=level if kind == "heading" else None)

    def _write_table(self, table: Table) -> None:
        for number, row in enumerate(table.rows):
            column = 0
            for cell in row.cells:
                separator = "\t" * (cell.column - column)
                for paragraph in filter(_has_text, cell.paragraphs):
                    self.builder.put(separator)
                    separator = " "
                    column = cell.column
                    for piece in paragraph.pieces:
                        text = piece.text.replace("\n", " ").replace("\t", " ")
                        self.builder.add(text, piece.offset, len(piece.text), piece.run)
            self.builder.end_line("row", table=table.number, row=number, head=row.head)


def _has_text(paragraph: Paragraph) -> bool:
    return any(not piece.text.isspace() for piece in paragraph.pieces)
