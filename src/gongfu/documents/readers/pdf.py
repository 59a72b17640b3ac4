"""Pdf with a text layer, through PDFium; boxes of characters are looked up only when asked for."""

import ctypes
import time
from bisect import bisect_right
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from threading import Lock
from typing import Any, Literal

from gongfu.documents.document import AsDict, Document, Locator
from gongfu.documents.errors import (
    DamagedDocumentError,
    DocumentError,
    EncryptedDocumentError,
    NoTextError,
    TooLargeError,
)
from gongfu.documents.limits import Limits
from gongfu.documents.readers.plain import guess_title

_PAGE_BREAK = "\f"
_SIGNS = str.maketrans(
    {"\x02": "-", "\ufffe": "-", "\x00": " ", "\f": " ", "\r": " "}
)  # one for one, so that positions hold
_LOCK = Lock()  # PDFium is not safe for threads
_RECOGNISE = (
    "Recognise its text first, for example with `ocrmypdf -l chi_sim in.pdf out.pdf`, and give the pdf that comes out."
)


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
        PDFium can make nothing of it.
    NoTextError
        No page has a text layer.
    TooLargeError
        Too many pages or characters, or reading takes too long.

    """
    texts: list[str] = []
    until = time.monotonic() + limits.max_seconds
    length = 0
    with _opened(data) as pdf:
        if len(pdf) > limits.max_pages:
            raise TooLargeError(
                f"the pdf has {len(pdf):,} pages, more than the limit of {limits.max_pages:,}",
                mend="Split it, or raise the limit (max_pages).",
            )
        for number in range(len(pdf)):
            texts.append(_page_text(pdf, number))
            length += len(texts[-1])
            if length > limits.max_characters or time.monotonic() > until:
                raise TooLargeError(
                    f"the pdf is too large: page {number + 1} of {len(pdf)} was reached",
                    mend="Split it, or raise the limits (max_characters, max_seconds).",
                )
    empty = [number for number, text in enumerate(texts, 1) if not text.strip()]
    if len(empty) == len(texts):
        raise NoTextError("the pdf has no text layer: its pages are images", mend=_RECOGNISE)
    notes = (f"pages without text: {', '.join(map(str, empty))}",) if empty else ()
    pages: list[tuple[int, int]] = []
    position = 0
    for page in texts:
        pages.append((position, position + len(page)))
        position += len(page) + len(_PAGE_BREAK)
    text = _PAGE_BREAK.join(texts)
    return Document(
        text, "pdf", None, sha256(data).hexdigest(), guess_title(text), PdfMap(data, tuple(pages)),
        pages=tuple(pages), notes=notes,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class PdfMap:
    """The map of a pdf: it opens the file again when it is asked."""

    data: bytes
    pages: tuple[tuple[int, int], ...]

    def locate(self, start: int, end: int) -> list[Locator]:
        """List the lines of characters that a span came from, with their boxes."""
        found: list[Locator] = []
        first = max(0, bisect_right(self.pages, (start, len(self.data) + end)) - 1)
        with _opened(self.data) as pdf:
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
    written = _raw_text(text_page)
    places = [place for place in range(len(written)) if not written.startswith("\r\n", place)]
    found: list[Locator] = []
    line: list[int] = []
    signs = _page_text(pdf, number)
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


@contextmanager
def _opened(data: bytes) -> Iterator[Any]:
    import pypdfium2

    with _LOCK:
        try:
            pdf = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            raise _refusal(str(error)) from error
        try:
            yield pdf
        except pypdfium2.PdfiumError as error:
            raise _refusal(str(error)) from error
        finally:
            pdf.close()


def _refusal(reason: str) -> DocumentError:
    if "password" in reason.lower() or "security" in reason.lower():
        return EncryptedDocumentError(
            "the pdf opens only with a password", mend="Open it with the password and save or print it without."
        )
    return DamagedDocumentError(
        f"the pdf is cut off or broken: {reason}", mend="Get the file again, or print it to a new pdf."
    )


def _page_text(pdf: Any, number: int) -> str:
    page = pdf[number]
    text_page = page.get_textpage()
    text = _raw_text(text_page).replace("\r\n", "\n").translate(_SIGNS)
    text_page.close()
    page.close()
    return text


def _raw_text(text_page: Any) -> str:
    text: str = text_page.get_text_range()
    return text
