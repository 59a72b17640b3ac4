"""How much a reader takes on before it refuses."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds that keep a hostile document from eating the machine.

    Parameters
    ----------
    max_bytes
        Size of the document as it comes.
    max_unpacked_bytes
        Size of what a packed document (docx) unpacks to.
    max_ratio
        Unpacked size over packed size, of any part above 1 MB; Word itself stays under 100.
    max_pages
        Pages of a pdf.
    max_characters
        Length of the text that comes out.
    max_seconds
        Time for a pdf, looked at between two pages.

    """

    max_bytes: int = 100_000_000
    max_unpacked_bytes: int = 200_000_000
    max_ratio: float = 200.0
    max_pages: int = 5_000
    max_characters: int = 100_000_000
    max_seconds: float = 60.0


DEFAULT = Limits()
