"""Bytes to a document: find the format, and hand over to its reader."""

import re
from pathlib import Path

from gongfu.documents.document import Document, Format
from gongfu.documents.errors import NoTextError, TooLargeError, UnsupportedFormatError
from gongfu.documents.limits import DEFAULT, Limits

_TEXT_SUFFIXES: dict[str, Format] = {
    ".txt": "txt", ".text": "txt", ".sql": "txt", ".csv": "txt", ".tsv": "txt", ".json": "txt", ".log": "txt",
    ".md": "md", ".markdown": "md",
    ".html": "html", ".htm": "html", ".xhtml": "html", ".shtml": "html",
}  # fmt: skip
_HTML_START = re.compile(
    rb"\s*(?:<!--.{0,2000}?-->\s*|<\?xml[^>]{0,200}\?>\s*)*<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL
)
_MARKUP = re.compile(rb"</?[a-z][a-z0-9]*[\s/>]", re.IGNORECASE)
_SAVE_AS_DOCX = "Open it in Word, WPS or LibreOffice and save it as docx."
_FOREIGN = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a Word 97-2003 document (doc), or a docx with a password",
     "Open it in Word, WPS or LibreOffice and save it as docx without a password."),
    (b"{\\rtf", "a rich text file (rtf)", _SAVE_AS_DOCX),
    (b"\x89PNG", "an image (png)", "Recognise its text first, for example with OCRmyPDF, and give the pdf."),
    (b"\xff\xd8\xff", "an image (jpeg)", "Recognise its text first, for example with OCRmyPDF, and give the pdf."),
    (b"II*\x00", "an image (tiff)", "Recognise its text first, for example with OCRmyPDF, and give the pdf."),
    (b"GIF8", "an image (gif)", "Recognise its text first, for example with OCRmyPDF, and give the pdf."),
    (b"7z\xbc\xaf\x27\x1c", "an archive (7z)", "Unpack it and give the documents inside."),
    (b"Rar!", "an archive (rar)", "Unpack it and give the documents inside."),
    (b"\x1f\x8b", "an archive (gzip)", "Unpack it and give the documents inside."),
    (b"\x7fELF", "a program", "Give a docx, pdf, html, markdown or plain text file."),
    (b"MZ\x90", "a program", "Give a docx, pdf, html, markdown or plain text file."),
)  # fmt: skip


def read(data: bytes, *, name: str | None = None, limits: Limits = DEFAULT) -> Document:
    """Read a document of any known format.

    Parameters
    ----------
    data
        The file as it is.
    name
        Its name, of which only the suffix counts, and only where the first bytes do not settle the format:
        text called ``.txt`` or ``.md`` is taken as it is even if it holds HTML.
    limits
        What is refused as too large.

    Returns
    -------
    The document. Formats: docx, pdf with a text layer, html, markdown, plain text.

    Raises
    ------
    TooLargeError
        The document, or what it unpacks to, is beyond the limits.
    UnsupportedFormatError
        The bytes are of another kind.
    DamagedDocumentError
        The document is cut off or broken.
    EncryptedDocumentError
        It needs a password.
    NoTextError
        There is no text in it.

    """
    if len(data) > limits.max_bytes:
        raise _too_large(len(data), limits)
    if not data:
        raise NoTextError("the file is empty", mend="Give a file with text in it.")
    for magic, kind, mend in _FOREIGN:
        if data.startswith(magic):
            raise UnsupportedFormatError(f"the file is {kind}, which no reader takes", mend=mend)
    form = find_format(data, name=name)
    if form == "docx":
        from gongfu.documents.readers.docx import read_docx

        return read_docx(data, limits=limits)
    if form == "pdf":
        from gongfu.documents.readers.pdf import read_pdf

        return read_pdf(data, limits=limits)
    if form == "html":
        from gongfu.documents.readers.html import read_html

        return read_html(data, limits=limits)
    from gongfu.documents.readers.plain import read_plain

    return read_plain(data, kind=form)


def find_format(data: bytes, *, name: str | None = None) -> Format:
    """Tell the format from the first bytes, then from the name.

    Parameters
    ----------
    data
        The file, or its first few thousand bytes.
    name
        Name of the file, if it has one.

    Returns
    -------
    ``txt`` where nothing speaks for another format.

    """
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "docx"
    if b"%PDF-" in data[:1024]:
        return "pdf"
    suffix = Path(name).suffix.lower() if name else ""
    form = _TEXT_SUFFIXES.get(suffix)
    plain = data[:4096].lstrip(b"\xef\xbb\xbf\xff\xfe").replace(b"\x00", b"")  # utf-16 too
    if form == "html":
        return "html" if _MARKUP.search(plain) or _MARKUP.search(data) else "txt"
    return form or ("html" if _HTML_START.match(plain) else "txt")


def read_file(path: Path, *, limits: Limits = DEFAULT) -> Document:
    """Read a document from a file; its size is looked at before its bytes.

    Parameters
    ----------
    path
        The file.
    limits
        What is refused as too large.

    Returns
    -------
    As :func:`read` does.

    Raises
    ------
    DocumentError
        As :func:`read` does.
    OSError
        The file cannot be opened.

    """
    size = path.stat().st_size
    if size > limits.max_bytes:
        raise _too_large(size, limits)
    return read(path.read_bytes(), name=path.name, limits=limits)


def _too_large(size: int, limits: Limits) -> TooLargeError:
    return TooLargeError(
        f"the file has {size / 1e6:,.0f} MB, more than the limit of {limits.max_bytes / 1e6:,.0f} MB",
        mend="Split it, or raise the limit (max_bytes).",
    )
