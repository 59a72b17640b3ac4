"""In which encoding a CSV or JSON lines file is written; a million rows are looked through, not only the first."""

import codecs
from pathlib import Path

from gongfu.documents.encoding import decode
from gongfu.errors import InputError
from gongfu.workspace.intake.errors import UnreadableFileError

_MARKS = (  # UTF-32 first: its mark starts like that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BLOCK = 1 << 22
_SAMPLE = 1 << 15


def find_encoding(path: Path, given: str | None = None) -> str:
    """The encoding that a text file is read in.

    Parameters
    ----------
    given
        What the user says; it only has to exist.

    Raises
    ------
    UnreadableFileError
        The encoding given is not known, or the file is no text.
    """
    if given is not None:
        try:
            return codecs.lookup(given).name
        except LookupError:
            raise UnreadableFileError(
                f"there is no encoding {given!r}", mend="Write utf-8, gb18030, big5 or cp1252."
            ) from None
    with path.open("rb") as file:
        start = file.read(4)
        for mark, encoding in _MARKS:
            if start.startswith(mark):
                return encoding
        file.seek(0)
        decoder = codecs.getincrementaldecoder("utf-8")()
        position = 0
        try:
            while block := file.read(_BLOCK):
                if b"\x00" in block:  # UTF-16 without a mark, or no text at all
                    return _looks_like(block[:_SAMPLE], path)
                decoder.decode(block)
                position += len(block)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError as error:
            return _looks_like(_lines_around(path, position + error.start), path)
    return "utf-8"


def _lines_around(path: Path, position: int) -> bytes:
    """Lines from shortly before a place on that are no ASCII."""
    start = max(0, position - _SAMPLE)
    sample = b""
    with path.open("rb") as file:
        file.seek(start)
        if start:
            file.readline()
        while len(sample) < _SAMPLE and (line := file.readline(_SAMPLE)):
            if not line.isascii():
                sample += line
    return sample


def _looks_like(sample: bytes, path: Path) -> str:
    try:
        _, encoding, _ = decode(sample)
    except InputError:
        raise UnreadableFileError(
            f"{path.name} is no text in any encoding known here",
            mend="Save it as CSV in UTF-8, or name its encoding in the mapping (encoding: gb18030).",
        ) from None
    return encoding
