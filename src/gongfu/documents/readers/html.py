"""Html pages: the text as a browser shows it, with every character's place in the source."""

import html
import re
from hashlib import sha256
from typing import Literal

from gongfu.documents.document import Document
from gongfu.documents.encoding import decode
from gongfu.documents.errors import NoTextError
from gongfu.documents.limits import Limits
from gongfu.documents.pieces import TextBuilder
from gongfu.documents.readers.html_nodes import HtmlMap, NodeTable
from gongfu.documents.readers.html_tokens import Token, tokens
from gongfu.documents.readers.plain import guess_title

_CHARSET = re.compile(rb"<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]{2,30})", re.IGNORECASE)
_UNSHOWN = frozenset(("script", "style", "noscript", "template", "svg", "iframe", "object", "select", "head"))
_LINES = frozenset(
    (
        "address|article|aside|blockquote|body|br|caption|center|dd|div|dl|dt|fieldset|figcaption|figure|footer|form"
        "|header|hr|html|legend|li|main|nav|ol|p|pre|section|table|tbody|td|textarea|tfoot|th|thead|tr|ul"
    ).split("|")
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_CHUNK = re.compile(
    r"(?P<blank>[ \t\n\r\f]+)|&(?P<entity>#[0-9]{1,7};?|#[xX][0-9a-fA-F]{1,6};?|[A-Za-z][A-Za-z0-9]{1,30};?)"
    r"|(?P<text>[^ \t\n\r\f&]+(?: [^ \t\n\r\f&]+)*+|&)"
)
_SPAN = re.compile(r"(?<![\w-])(?P<which>colspan|rowspan)\s*=\s*[\"']?\s*(?P<count>\d{1,4})", re.IGNORECASE)
_WIDEST, _TALLEST = 200, 1_000  # a cell spans no more columns or rows than that
_SITE_NAME = re.compile(r"\s*[_|]\s*[^_|]*$|\s+[-–—]\s+[^-–—]*$")


def read_html(data: bytes, *, limits: Limits) -> Document:
    """Read a html page.

    Parameters
    ----------
    data
        The file.
    limits
        What is refused as too large.

    Returns
    -------
    One line a block; blanks are run together as a browser does, and line ends of the source beside Chinese
    characters vanish. A table row is one line with its cells parted by tabs; a cell that spans columns or rows leaves
    empty cells. A table that holds another table, or in which no row has two cells with text, is a frame, and read
    as blocks. Scripts, style sheets and lists to choose from are left out.

    Raises
    ------
    UnsupportedFormatError
        The bytes are no text.
    NoTextError
        The page shows no text.
    TooLargeError
        More text or tags than the limits allow.

    """
    declared = _CHARSET.search(data[:4096])
    source, encoding, lost = decode(data, declared=declared[1].decode("ascii") if declared else None)
    reader = _Reader(source, limits)
    reader.read()
    text = reader.builder.text()
    if not text.strip():
        raise NoTextError(
            "the page shows no text; perhaps a script fetches it",
            mend="Open the page in a browser, save it as it is shown, and give that.",
        )
    title = reader.heading or _SITE_NAME.sub("", reader.title) or guess_title(text)
    notes = (f"{lost:.2%} of the characters could not be decoded as {encoding}",) if lost else ()
    return Document(
        text, "html", encoding, sha256(data).hexdigest(), title, HtmlMap(reader.builder.pieces, reader.nodes),
        blocks=tuple(reader.builder.blocks), notes=notes,
    )  # fmt: skip


class _Grid:
    """A table of data while it is read: the columns that cells from the rows above still take."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.row = -1
        self.column = 0
        self.written = 0  # tabs on the line
        self.head = False
        self._taken: dict[int, int] = {}

    def start_row(self) -> None:
        self._taken = {column: rows - 1 for column, rows in self._taken.items() if rows > 1}
        self.row += 1
        self.column = self.written = 0
        self.head = True

    def place(self, columns: int, rows: int) -> int:
        """Place a cell in the first free column, and say which."""
        while self._taken.get(self.column):
            self.column += 1
        column = self.column
        for taken in range(column, column + columns):
            if rows > 1:
                self._taken[taken] = rows
        self.column += columns
        return column


class _Reader:
    """Goes through the tokens and writes lines."""

    def __init__(self, source: str, limits: Limits) -> None:
        self.builder = TextBuilder(limits.max_characters)
        self.nodes = NodeTable(limits.max_elements)
        self.title = ""
        self.heading: str | None = None
        self._source = source
        self._frames = _find_frames(source)
        self._grids: list[_Grid | None] = []  # of the open tables; null is a frame
        self._table_count = 0
        self._unshown = 0
        self._pre = 0
        self._level: int | None = None
        self._blank: tuple[int, int, int] | None = None  # a run of blanks not yet written: start, end, element
        self._last = ""
        self._tabs = 0  # to be written before the next text of the row

    def read(self) -> None:
        """Read the page."""
        for token in tokens(self._source):
            if token.name == "svg" and token.rest.endswith("/"):
                continue
            if token.kind == "open":
                for name in self.nodes.open(token.name, token.end):
                    self._ended(name)
                self._opened(token)
            elif token.kind == "close":
                ended = self.nodes.close(token.name)
                for name in ended:
                    self._ended(name)
                if not ended and token.name in ("p", "br"):
                    self._end_line()
            elif token.kind == "raw" and token.name == "title":
                self.title = self.title or " ".join(html.unescape(self._source[token.start : token.end]).split())
            elif token.kind == "raw" and token.name not in ("textarea", "xmp"):
                continue
            elif not self._unshown:
                self._text(token.start, token.end)
        self._end_line()

    # --- tags

    def _opened(self, token: Token) -> None:
        name = token.name
        if name in _UNSHOWN:
            self._unshown += 1
        elif self._unshown and name == "body":
            self._unshown = 0  # a head that was never closed
        elif name == "table":
            self._end_line()
            frame = self._table_count in self._frames
            self._grids.append(None if frame else _Grid(self._table_count))
            self._table_count += 1
        elif name in _HEADINGS:
            self._end_line()
            self._level = _HEADINGS[name]
        elif name == "pre":
            self._end_line()
            self._pre += 1
        elif (grid := self._grid()) and name in ("tr", "td", "th"):
            self._open_cell_or_row(grid, token)
        elif name in _LINES:
            self._end_line()

    def _open_cell_or_row(self, grid: _Grid, token: Token) -> None:
        if token.name == "tr":
            self._end_row(grid)
            grid.start_row()
            return
        if grid.row < 0:
            grid.start_row()
        spans = {match["which"].lower(): int(match["count"]) for match in _SPAN.finditer(token.rest)}
        column = grid.place(
            min(max(1, spans.get("colspan", 1)), _WIDEST), min(max(1, spans.get("rowspan", 1)), _TALLEST)
        )
        self._tabs = column - grid.written
        self._blank = None
        grid.head = grid.head and token.name == "th"

    def _ended(self, name: str) -> None:
        if name in _UNSHOWN:
            self._unshown = max(0, self._unshown - 1)
        elif name == "table":
            if grid := self._grid():
                self._end_row(grid)
            self._end_line()
            if self._grids:
                self._grids.pop()
        elif name == "tr" and (grid := self._grid()):
            self._end_row(grid)
        elif name in _HEADINGS or name in _LINES:
            self._end_line()
            if name == "pre":
                self._pre = max(0, self._pre - 1)
            if name in _HEADINGS:
                self._level = None

    def _grid(self) -> _Grid | None:
        return self._grids[-1] if self._grids else None

    # --- lines

    def _end_line(self) -> None:
        """End the line; inside a cell of data, a blank stands for that."""
        if self._unshown:
            return
        if grid := self._grid():
            if grid.row >= 0 and not self.builder.line_is_empty and self._blank is None and not self._tabs:
                self._blank = (-1, -1, 0)
            elif grid.row < 0:
                self._finish("paragraph")  # a caption
            return
        self._finish("heading" if self._level else "paragraph")

    def _finish(self, kind: Literal["paragraph", "heading"]) -> None:
        start = self.builder.length
        if kind == "heading" and not self.builder.line_is_empty and self.heading is None and self._level == 1:
            self.heading = self.builder.line().strip()
        self.builder.end_line(kind, level=self._level if kind == "heading" else None)
        self._blank = None
        if self.builder.length != start:
            self._last = ""

    def _end_row(self, grid: _Grid) -> None:
        self.builder.end_line("row", table=grid.number, row=max(0, grid.row), head=grid.head)
        self._blank = None
        self._tabs = 0
        self._last = ""

    # --- text

    def _text(self, start: int, end: int) -> None:
        node = self.nodes.stack[-1]
        for match in _CHUNK.finditer(self._source, start, end):
            if match["blank"] and not (self._pre and not self._grid()):
                if self._blank is None:
                    self._blank = (match.start(), match.end(), node)
                continue
            written = match[0]
            shown = html.unescape(written) if match["entity"] else written
            if shown in ("\t", "\n", "\r") and self._grid():
                shown = " "
            self._write(shown, match.start(), len(written), node)

    def _write(self, shown: str, start: int, length: int, node: int) -> None:
        if self._tabs and (grid := self._grid()):
            self.builder.put("\t" * self._tabs)
            grid.written += self._tabs
            self._tabs = 0
            self._blank = None
        elif self._blank and not self.builder.line_is_empty:
            self._write_blank(self._blank, shown)
        self._blank = None
        self.builder.add(shown, start, length, node)
        self._last = shown[-1:]

    def _write_blank(self, blank: tuple[int, int, int], following: str) -> None:
        start, end, node = blank
        if start < 0:
            self.builder.put(" ")
        elif not ("\n" in self._source[start:end] and (_is_wide(self._last) or _is_wide(following[:1]))):
            self.builder.add(" ", start, end - start, node)


def _is_wide(sign: str) -> bool:
    return "\u2e80" <= sign < "\ufff0"


def _find_frames(source: str) -> set[int]:
    """Number the tables that only lay the page out: they hold a table, or no row has two cells with text."""
    frames: set[int] = set()
    stack: list[tuple[int, list[int]]] = []  # number, and the cells with text in the row, in the fullest row
    count = 0
    cell_is_new = False
    for token in tokens(source):
        if token.name == "table" and token.kind == "open":
            frames |= {number for number, _cells in stack[-1:]}
            stack.append((count, [0, 0]))
            count += 1
        elif token.name == "table" and token.kind == "close" and stack:
            number, cells = stack.pop()
            if max(cells) < 2:
                frames.add(number)
        elif token.kind == "open" and token.name == "tr" and stack:
            cells = stack[-1][1]
            cells[:] = 0, max(cells)
        elif token.kind == "open" and token.name in ("td", "th"):
            cell_is_new = True
        elif token.kind == "text" and stack and cell_is_new and not source[token.start : token.end].isspace():
            stack[-1][1][0] += 1
            cell_is_new = False
    return frames | {number for number, cells in stack if max(cells) < 2}
