"""A document as text, with a map from every character of the text back to the source."""

from dataclasses import asdict, dataclass, field
from typing import Any, Literal, Protocol

Format = Literal["txt", "md", "html", "docx", "pdf"]


class Locator(Protocol):
    """A place in a source: a small dataclass whose ``as_dict`` can be written as JSON."""

    def as_dict(self) -> dict[str, Any]:
        """Give the place as plain values, with its ``kind``."""
        ...


class AsDict:
    """Gives ``as_dict`` to a locator that is a dataclass."""

    __slots__ = ()

    def as_dict(self) -> dict[str, Any]:
        """Give the place as plain values, with its ``kind``."""
        return asdict(self)  # type: ignore[call-overload, no-any-return]


@dataclass(frozen=True, slots=True)
class CharacterSpan(AsDict):
    """Characters of a text file, counted in the file as it is decoded."""

    start: int
    end: int
    kind: Literal["characters"] = "characters"


class OffsetMap(Protocol):
    """A monotone map from positions in a document's text to its source."""

    def locate(self, start: int, end: int) -> list[Locator]:
        """List the places in the source that the text from ``start`` to ``end`` came from, in order."""
        ...

    def to_source(self, start: int, end: int) -> tuple[int, int] | None:
        """Give the span in the characters of the source, or null if the source is not made of characters."""
        ...


@dataclass(frozen=True, slots=True)
class IdentityMap:
    """The map of a text that is its source, character for character."""

    def locate(self, start: int, end: int) -> list[Locator]:
        """List the one place: the same characters of the file."""
        return [CharacterSpan(start, end)]

    def to_source(self, start: int, end: int) -> tuple[int, int]:
        """Give the same span."""
        return start, end


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading or table row of the text, where the source says so.

    ``level`` is the heading's level (1 is the highest), else null. A ``row`` is one line of the text, its cells
    parted by tabs; ``table`` counts the tables of the document from 0, ``row`` the rows of the table, and
    ``head`` is true where the source marks the row as a head row.
    """

    kind: Literal["paragraph", "heading", "row", "note"]
    start: int
    end: int
    level: int | None = None
    table: int | None = None
    row: int | None = None
    head: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A document read: its text, what is known of it, and the way back to the source.

    Parameters
    ----------
    text
        The text. For txt and md the decoded file exactly as it is: no line end changed, a byte order mark
        kept as U+FEFF. For the others what a reader of the document sees: one line a paragraph; a table row is
        one line with cells parted by tabs, and a cell that spans n columns is followed by n - 1 empty ones, so
        that a cell stands under its head; pages of a pdf are parted by a form feed.
    format
        Which reader read it.
    encoding
        Encoding of the characters (txt, md, html), else null.
    sha256
        Of the bytes, in hexadecimal digits.
    title
        A guess, or null.
    offsets
        The map that ``locate`` and ``to_source`` ask.
    blocks
        Paragraphs, headings and table rows in order, where the source marks them (docx, html); else empty.
    pages
        Span of each page in the text (pdf), else empty.
    notes
        What the user should know: characters that could not be decoded, pages without text.

    """

    text: str = field(repr=False)
    format: Format
    encoding: str | None
    sha256: str
    title: str | None
    offsets: OffsetMap = field(repr=False)
    blocks: tuple[Block, ...] = field(default=(), repr=False)
    pages: tuple[tuple[int, int], ...] = field(default=(), repr=False)
    notes: tuple[str, ...] = ()

    def locate(self, start: int, end: int) -> list[Locator]:
        """List the places in the source that a span of the text came from.

        Parameters
        ----------
        start, end
            Characters of ``text``; ``end`` is exclusive.

        Returns
        -------
        Places in order. Empty where the span holds only what the reader put in (tabs, newlines).

        Raises
        ------
        ValueError
            The span does not lie in the text.

        """
        self._check(start, end)
        return self.offsets.locate(start, end)

    def to_source(self, start: int, end: int) -> tuple[int, int] | None:
        """Give a span of the text as a span in the characters of the decoded file.

        Parameters
        ----------
        start, end
            Characters of ``text``; ``end`` is exclusive.

        Returns
        -------
        The smallest span of the file that holds it (txt, md, html), or null (docx, pdf).

        Raises
        ------
        ValueError
            The span does not lie in the text.

        """
        self._check(start, end)
        return self.offsets.to_source(start, end)

    def _check(self, start: int, end: int) -> None:
        if not 0 <= start <= end <= len(self.text):
            raise ValueError(f"span {start}:{end} does not lie in a text of {len(self.text)} characters")
