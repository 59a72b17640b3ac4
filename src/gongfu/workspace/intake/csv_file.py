"""CSV: blocks of bytes go through a fast parser; a block that is not clean is read again with care."""

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path

import polars as pl

from gongfu.workspace.intake.encoding import find_encoding
from gongfu.workspace.intake.errors import UnreadableFileError
from gongfu.workspace.intake.raw import Broken, Head, RawBatch

BLOCK = 1 << 23  # bytes
TOP_ROWS = 30
MOST_LINES = 1000  # lines that one row may stand on; more is a quotation mark that was never closed
DELIMITERS = (",", "\t", ";", "|")
_END = "\x00end of block\x00"


@dataclass
class CsvPart:
    """A CSV file. Encoding and delimiter are found out unless they are given."""

    path: Path
    encoding: str
    delimiter: str
    pad_short: bool
    sheet: str | None = None
    steps: int = 0
    _ends: dict[int, int] = field(default_factory=dict)  # last line of each row at the top

    @classmethod
    def open(cls, path: Path, encoding: str | None, delimiter: str | None, *, pad_short: bool) -> "CsvPart":
        """Look at a file; raises ``UnreadableFileError`` where it is no text."""
        found = find_encoding(path, encoding)
        part = cls(path, found, ",", pad_short, steps=path.stat().st_size)
        try:
            part.delimiter = delimiter or find_delimiter(part._first_lines())
            part.top()
        except csv.Error as error:
            raise UnreadableFileError(f"{path.name} is no CSV file: {error}") from None
        return part

    def top(self) -> list[tuple[int, list[str]]]:
        """The first rows, each with its line."""
        rows: list[tuple[int, list[str]]] = []
        reader = csv.reader(self._first_lines(), delimiter=self.delimiter)
        before = 0
        for row in islice(reader, TOP_ROWS):
            rows.append((before + 1, row))
            self._ends[before + 1] = reader.line_num
            before = reader.line_num
        return rows

    def batches(self, head: Head | None) -> Iterator[RawBatch]:
        """The rows below the head, a block of bytes at a time."""
        assert head is not None
        skip = self._ends[head.line]
        line, rest = 1, b""
        blocks = self._blocks()
        block, size = next(blocks, (b"", 0))
        while block or rest:
            following, following_size = next(blocks, (b"", 0))
            data = rest + block
            if following:
                cut = data.rfind(b"\n") + 1
                data, rest = data[:cut], data[cut:]
            else:
                rest = b""
            if skip:
                data, skipped = _without_lines(data, skip)
                line, skip = line + skipped, skip - skipped
            batch, used = self._parse(data, line, head.names, size, last=not following)
            line += data[:used].count(b"\n")
            rest = data[used:] + rest
            yield batch
            block, size = following, following_size

    def _parse(self, data: bytes, line: int, heads: tuple[str, ...], size: int, *, last: bool) -> tuple[RawBatch, int]:
        """The rows of some whole lines, and how many bytes of them were used."""
        count = data.count(b"\n") + (bool(data) and not data.endswith(b"\n"))
        cells = _fast(data, len(heads), self.delimiter) if data.count(b'"') % 2 == 0 else None
        if cells is not None and cells.height == count:
            return RawBatch(heads, cells, pl.int_range(line, line + count, eager=True), size), len(data)
        text = data.decode("utf-8", "replace")
        rows = _careful(text, line, len(heads), self.delimiter, pad_short=self.pad_short, last=last)
        columns = list(zip(*rows.cells, strict=True)) or [()] * len(heads)
        cells = pl.DataFrame([pl.Series(str(index), column, dtype=pl.String) for index, column in enumerate(columns)])
        used = len(text[: rows.used].encode()) if rows.used < len(text) else len(data)
        return RawBatch(heads, cells, pl.Series(rows.lines, dtype=pl.Int64), size, rows.broken), used

    def _first_lines(self) -> list[str]:
        block, _ = next(self._blocks(1 << 18), (b"", 0))
        lines = block.decode("utf-8", "replace").split("\n")
        whole = lines if len(lines) == 1 or len(block) < 1 << 18 else lines[:-1]
        return [text + "\n" for text in whole[:200] if text or text is not whole[-1]]

    def _blocks(self, size: int = BLOCK) -> Iterator[tuple[bytes, int]]:
        """The file in UTF-8 without a byte order mark, lines ended by a line feed; beside each block its size as read."""
        decoder = codecs.getincrementaldecoder(self.encoding)(errors="replace")
        old_mac: bool | None = None
        with self.path.open("rb") as file:
            while block := file.read(size):
                data = decoder.decode(block).encode()
                if old_mac is None:
                    old_mac = b"\r" in data and b"\n" not in data
                yield (data.replace(b"\r", b"\n") if old_mac else data), len(block)
            if end := decoder.decode(b"", final=True):
                yield end.encode(), 0


def find_delimiter(lines: list[str]) -> str:
    """The sign that cuts most lines, and most of those into equally many cells; a comma where none does."""
    if lines and lines[0].lower().startswith("sep=") and len(lines[0].strip()) == len("sep=;"):
        return lines[0].strip()[-1]
    best, best_score = ",", (0, 0, 0)
    for delimiter in DELIMITERS:
        rows_cut = csv.reader(lines[:100], delimiter=delimiter)
        widths = Counter(len(row) for row in rows_cut if any(cell.strip() for cell in row))
        cut = widths.total() - widths[1]
        width, rows = max(widths.items(), key=lambda entry: (entry[0] > 1, entry[1], entry[0]), default=(1, 0))
        if (score := (cut, rows, width)) > best_score and cut:
            best, best_score = delimiter, score
    return best


@dataclass
class _Rows:
    cells: list[list[str]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    broken: list[Broken] = field(default_factory=list)
    used: int = 0  # characters


def _fast(data: bytes, width: int, delimiter: str) -> pl.DataFrame | None:
    """All rows of a block, or None if one of them is not of that width."""
    import pyarrow as pa
    from pyarrow import csv as arrow

    names = [str(index) for index in range(width)]
    if not data:
        return pl.DataFrame(schema=dict.fromkeys(names, pl.String))
    try:
        table = arrow.read_csv(
            io.BytesIO(data),
            read_options=arrow.ReadOptions(column_names=names, use_threads=False, block_size=len(data) + 1),
            parse_options=arrow.ParseOptions(delimiter=delimiter, newlines_in_values=True, ignore_empty_lines=False),
            convert_options=arrow.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False
            ),
        )
    except pa.ArrowInvalid:
        return None
    frame = pl.from_arrow(table)
    assert isinstance(frame, pl.DataFrame)
    return frame


def _careful(text: str, line: int, width: int, delimiter: str, *, pad_short: bool, last: bool) -> _Rows:
    """Row by row: each with its line, wrong ones set apart, and after a quotation mark left open the next line again."""
    found = _Rows(used=len(text))
    lines = [part + "\n" for part in text.split("\n")]
    if lines[-1] == "\n":
        lines.pop()
    elif lines:
        lines[-1] = lines[-1][:-1]
    begin = 0
    while begin < len(lines):
        reader = csv.reader(chain(islice(lines, begin, None), [_END]), delimiter=delimiter)
        start, reason = begin, "unclosed_quote"
        try:
            for row in reader:
                end = begin + reader.line_num
                if row == [_END]:
                    return found
                if end > len(lines) or end - start > MOST_LINES:
                    break
                _keep(found, row, line + start, lines[start:end], width, pad_short=pad_short)
                start = end
        except csv.Error:
            reason = "unreadable_row"
        if not last and len(lines) - start <= MOST_LINES:
            found.used = sum(map(len, lines[:start]))
            return found
        found.broken.append(Broken(line + start, lines[start].rstrip("\r\n"), reason))
        begin = start + 1
    return found


def _keep(found: _Rows, row: list[str], line: int, lines: list[str], width: int, *, pad_short: bool) -> None:
    if not any(cell.strip() for cell in row):
        return
    if len(row) > width and not any(cell.strip() for cell in row[width:]):
        row = row[:width]
    if len(row) < width and pad_short:
        row = row + [""] * (width - len(row))
    if len(row) != width:
        text = "".join(lines).rstrip("\r\n")
        found.broken.append(Broken(line, text, "ragged_row", f"{len(row)} / {width}"))
        return
    found.cells.append(row)
    found.lines.append(line)


def _without_lines(data: bytes, count: int) -> tuple[bytes, int]:
    """The data without up to ``count`` lines at its start, and how many those were."""
    position = 0
    for skipped in range(count):
        end = data.find(b"\n", position)
        if end < 0:
            return b"", skipped + 1
        position = end + 1
    return data[position:], count
