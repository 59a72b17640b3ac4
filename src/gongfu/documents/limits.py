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
        Time for a pdf.
    max_memory
        Bytes that the process may take which reads a pdf (not on Windows).
    max_elements
        Tags of a html page.
    isolated
        Read a pdf in a process of its own, so that no file can take the machine's memory or end this process;
        costs a fifth of a second. Set it false only in a process that is itself expendable.

    """

    max_bytes: int = 100_000_000
    max_unpacked_bytes: int = 200_000_000
    max_ratio: float = 200.0
    max_pages: int = 5_000
    max_characters: int = 100_000_000
    max_seconds: float = 60.0
    max_memory: int = 2_000_000_000
    max_elements: int = 5_000_000
    isolated: bool = True


DEFAULT = Limits()
