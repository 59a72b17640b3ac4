"""Pdf with a text layer: pages of lines; boxes of characters are looked up only when asked for."""

import ctypes
from bisect import bisect_right
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Literal

from gongfu.documents.document import AsDict, Document, Locator
from gongfu.documents.errors import NoTextError
from gongfu.documents.limits import Limits
from gongfu.documents.readers.pdf_pages import clean, opened, read_pages
from gongfu.documents.readers.plain import guess_title

_PAGE_BREAK = "\f"


@dataclass(frozen=True, slots=True)
class PdfSpan(AsDict):
    """Characters of one line on a page of a pdf.

    ``page`` counts from 0; ``start`` and ``end`` count the characters of the page as PDFium does. ``box`` is left,
    bottom, right and top in points from the lower left corner of the page; null where nothing is drawn.
    """

    page: int
    start: int
    end: int
    box: tuple[float, float, float, float] | None
    kind: Literal["pdf"] = "pdf"


def read_pdf(data: bytes, *, limits: Limits) -> Document:
    """Read the text layer of a pdf.

    Parameters
    ----------
    data
        The file.
    limits
        What is refused as too large or too slow.

    Returns
    -------
    The lines of each page as they are drawn; pages are parted by a form feed, lines by a newline. Pages without
    text are named in ``notes``.

    Raises
    ------
    EncryptedDocumentError
        It opens only with a password.
    DamagedDocumentError
        PDFium can make nothing of it, or dies of it.
    NoTextError
        No page has a text layer.
    TooLargeError
        Too many pages or characters, or reading takes too long.

    """
    texts = read_pages(data, limits=limits)
    empty = [number for number, text in enumerate(texts, 1) if not text.strip()]
    if len(empty) == len(texts):
        raise NoTextError(
            "the pdf has no text layer: its pages are images",
            mend="Recognise its text first, for example with `ocrmypdf -l chi_sim in.pdf out.pdf`, and give out.pdf.",
        )
    pages: list[tuple[int, int]] = []
    position = 0
    for page in texts:
        pages.append((position, position + len(page)))
        position += len(page) + len(_PAGE_BREAK)
    text = _PAGE_BREAK.join(texts)
    return Document(
        text,
        "pdf",
        None,
        sha256(data).hexdigest(),
        guess_title(text),
        PdfMap(data, tuple(pages)),
        pages=tuple(pages),
        notes=(f"pages without text: {', '.join(map(str, empty))}",) if empty else (),
    )


@dataclass(frozen=True, slots=True)
class PdfMap:
    """The map of a pdf: it opens the file again when it is asked."""

    data: bytes
    pages: tuple[tuple[int, int], ...]

    def locate(self, start: int, end: int) -> list[Locator]:
        """List the lines of characters that a span came from, with their boxes."""
        found: list[Locator] = []
        first = max(0, bisect_right([page_start for page_start, _end in self.pages], start) - 1)
        with opened(self.data) as pdf:
            for number in range(first, len(self.pages)):
                page_start, page_end = self.pages[number]
                if page_start >= end:
                    break
                found += _lines(pdf, number, max(0, start - page_start), min(page_end, end) - page_start)
        return found

    def to_source(self, start: int, end: int) -> None:
        """Give null: a pdf is not made of characters."""


def _lines(pdf: Any, number: int, start: int, end: int) -> list[Locator]:
    """Find the lines of one page that hold a span of its text, with what they hold of it."""
    from pypdfium2 import raw

    text_page = pdf[number].get_textpage()
    written = text_page.get_text_range()
    signs = clean(written)
    places = [place for place in range(len(written)) if not written.startswith("\r\n", place)]
    found: list[Locator] = []
    line: list[int] = []
    for position in range(start, end + 1):
        if position == end or signs[position] == "\n":
            if line:
                found.append(PdfSpan(number, line[0], line[-1] + 1, _box(raw, text_page, line)))
            line = []
        else:
            index = raw.FPDFText_GetCharIndexFromTextIndex(text_page, places[position])
            if index >= 0:
                line.append(index)
    return found


def _box(raw: Any, text_page: Any, indices: list[int]) -> tuple[float, float, float, float] | None:
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    boxes = [
        (left.value, bottom.value, right.value, top.value)
        for index in indices
        if raw.FPDFText_GetCharBox(text_page, index, left, right, bottom, top) and right.value > left.value
    ]
    if not boxes:
        return None
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return round(min(lefts), 2), round(min(bottoms), 2), round(max(rights), 2), round(max(tops), 2)
