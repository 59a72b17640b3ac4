"""The text of a plan's document in pieces, with the commitments in each."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from gongfu.documents import Document, read
from gongfu.documents.joins import joins
from gongfu.loops.plan.ledger import Ledger
from gongfu.plan.places import Places

HEADING, PARAGRAPH, CELL, FACT = "heading", "paragraph", "cell", "fact"
FOUND = pl.Struct(
    {
        "commitment_id": pl.String,
        "id": pl.String,
        "start": pl.Int64,
        "end": pl.Int64,
        "kind": pl.String,
        "status": pl.String,
    }
)
PIECES: dict[str, pl.DataType | type[pl.DataType]] = {
    "piece": pl.Int64, "kind": pl.String, "depth": pl.Int64, "page": pl.Int64, "table": pl.Int64, "row": pl.Int64,
    "column": pl.Int64, "text": pl.String, "start": pl.Int64, "end": pl.Int64, "commitments": pl.List(FOUND),
}  # fmt: skip
_BREAK = re.compile(r"[\n\f]")
_RUN_ON = 8  # characters that may follow a title on the line of a heading


@dataclass(frozen=True, slots=True)
class Piece:
    """A heading, paragraph or cell at ``start:end`` of the text of its document."""

    kind: str
    start: int
    end: int
    depth: int | None = None
    page: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None


@dataclass(frozen=True, slots=True)
class Laid:
    """A document that was read, cut into pieces in reading order."""

    document: Document
    pieces: tuple[Piece, ...]


def lay_out(content: bytes, name: str | None) -> Laid:
    """Read a document and cut it into pieces."""
    document = read(content, name=name)
    headings = {each.start: (each.end, len(each.path)) for each in Places(document.text).headings}
    starts = sorted(headings)
    pages = [first for first, _ in document.pages]
    pieces = []
    for piece in _of_blocks(document) if document.blocks else _of_lines(document.text):
        found = bisect_left(starts, piece.start)
        depth = piece.depth
        kind = piece.kind
        if kind == PARAGRAPH and found < len(starts) and starts[found] < piece.end:
            end, level = headings[starts[found]]
            if piece.end <= end + _RUN_ON and not document.text[piece.start : starts[found]].strip():
                kind, depth = HEADING, level
        page = bisect_right(pages, piece.start) if pages else None
        pieces.append(Piece(kind, piece.start, piece.end, depth, page, piece.table, piece.row, piece.column))
    return Laid(document, tuple(pieces))


def _of_blocks(document: Document) -> Iterator[Piece]:
    for block in document.blocks:
        if block.kind == "row":
            start = block.start
            for column, cell in enumerate(document.text[block.start : block.end].split("\t")):
                if cell.strip():
                    yield Piece(CELL, start, start + len(cell), table=block.table, row=block.row, column=column)
                start += len(cell) + 1
        elif document.text[block.start : block.end].strip():
            kind = HEADING if block.kind == "heading" else PARAGRAPH
            yield Piece(kind, block.start, block.end, block.level)


def _of_lines(text: str) -> Iterator[Piece]:
    """Paragraphs of a text whose lines are only wrapped: a wrap parts nothing."""
    wraps = joins(text)
    starts = [start for start, _ in wraps]
    position = 0
    for at in [*(match.start() for match in _BREAK.finditer(text)), len(text)]:
        wrap = bisect_right(starts, at) - 1
        if wrap >= 0 and at < wraps[wrap][1]:
            continue
        piece = text[position:at]
        if piece.strip():
            lead = len(piece) - len(piece.lstrip())
            yield Piece(PARAGRAPH, position + lead, position + len(piece.rstrip()))
        position = at + 1


def pieces_view(laid: Laid, commitments: pl.DataFrame) -> pl.DataFrame:
    """The pieces with what stands in each.

    Parameters
    ----------
    laid
        The document.
    commitments
        Its rows of the ledger; ``start`` and ``end`` count characters of the file.

    Returns
    -------
    A row a piece in reading order, columns :data:`PIECES`: ``start`` and ``end`` count characters of the text that was read,
    those of ``commitments`` characters of the piece. A commitment that runs over several pieces stands in each.
    """
    text = laid.document.text
    ends = [piece.end for piece in laid.pieces]
    held: dict[int, list[dict[str, Any]]] = {}
    for row in commitments.sort("start", "end").iter_rows(named=True):
        start, end = _in_text(laid, row["start"], row["end"])
        number = bisect_right(ends, start)
        while number < len(laid.pieces) and laid.pieces[number].start < end:
            piece = laid.pieces[number]
            inside = {"start": max(start, piece.start) - piece.start, "end": min(end, piece.end) - piece.start}
            held.setdefault(number, []).append(
                {**{n: row[n] for n in ("commitment_id", "id", "kind", "status")}, **inside}
            )
            number += 1
    rows = [
        {
            "piece": number, "text": text[piece.start : piece.end], "commitments": held.get(number, []),
            **{name: getattr(piece, name) for name in piece.__slots__},
        }
        for number, piece in enumerate(laid.pieces)
    ]  # fmt: skip
    return pl.DataFrame(rows, schema=PIECES)


def facts_view(ledger: Ledger, document_id: str) -> pl.DataFrame:
    """Headings and commitments of a document whose text is not kept, in order: ``text`` is null but for headings."""
    sections = ledger.sections.filter(pl.col("document_id") == document_id)
    rows: list[tuple[int, int, dict[str, Any]]] = []
    for row in sections.iter_rows(named=True):
        span = _span(row["locator"])
        rows.append(
            (
                span[0],
                0,
                {
                    "kind": HEADING,
                    "depth": row["depth"],
                    "text": row["title"],
                    "commitments": [],
                    "start": span[0],
                    "end": span[1],
                },
            )
        )
    for row in ledger.commitments.filter(pl.col("document_id") == document_id).iter_rows(named=True):
        found = {
            **{n: row[n] for n in ("commitment_id", "id", "kind", "status")},
            "start": 0,
            "end": row["end"] - row["start"],
        }
        rows.append((row["start"], 1, {"kind": FACT, "start": row["start"], "end": row["end"], "commitments": [found]}))
    rows.sort(key=lambda each: each[:2])
    return pl.DataFrame([{"piece": number, **row} for number, (_, _, row) in enumerate(rows)], schema=PIECES)


def around(pieces: pl.DataFrame, at: int) -> pl.DataFrame:
    """The piece at a character, with the one before and the one behind it."""
    number = int((pieces["start"] <= at).sum()) - 1
    return pieces.slice(max(number - 1, 0), 3)


def _span(locator: str | None) -> tuple[int, int]:
    from gongfu.workspace.provenance import Characters, parse_locator

    place = parse_locator(locator) if locator else None
    return (place.start, place.end) if isinstance(place, Characters) else (0, 0)


def _in_text(laid: Laid, start: int, end: int) -> tuple[int, int]:
    """A span of the file in the characters of the text that was read."""
    if laid.document.format != "html":
        return start, end
    firsts: Sequence[int] = range(len(laid.document.text))
    first = bisect_left(firsts, start, key=lambda at: _source(laid.document, at)[0])
    last = bisect_left(firsts, end, key=lambda at: _source(laid.document, at)[1])
    return first, max(last + 1, first + 1)


def _source(document: Document, at: int) -> tuple[int, int]:
    return document.to_source(at, at + 1) or (at, at + 1)
