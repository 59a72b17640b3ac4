"""The texts of a pdf's pages, from PDFium: here, or in a process of its own that may die without harm.

PDFium is native code, and a small pdf can unpack to gigabytes of drawing that Python cannot interrupt. So the pages
are read in a child process with bounds on memory and time, unless the caller itself is such a process
(``Limits.isolated``). Run as a module, this file is that child: pdf in, JSON out.
"""

import json
import math
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any

from gongfu.documents.errors import DamagedDocumentError, DocumentError, EncryptedDocumentError, TooLargeError
from gongfu.documents.limits import Limits

_SIGNS = str.maketrans({"\x02": "-", "\ufffe": "-", "\x00": " ", "\f": " ", "\r": " "})  # one for one: positions hold
_LOCK = Lock()  # PDFium is not safe for threads
_START_SECONDS = 20.0  # for the child to start and stop on a busy machine
_ERRORS: dict[str, type[DocumentError]] = {
    error.__name__: error for error in (DamagedDocumentError, EncryptedDocumentError, TooLargeError)
}


def read_pages(data: bytes, *, limits: Limits) -> list[str]:
    """Read the text of every page.

    Parameters
    ----------
    data
        The pdf.
    limits
        Bounds; ``isolated`` says whether a child process does it.

    Returns
    -------
    One text a page, lines ended by a newline.

    Raises
    ------
    EncryptedDocumentError
        It opens only with a password.
    DamagedDocumentError
        PDFium can make nothing of it, or dies of it.
    TooLargeError
        Too many pages or characters, or reading takes too long.

    """
    return _read_isolated(data, limits) if limits.isolated else _read_here(data, limits)


@contextmanager
def opened(data: bytes) -> Iterator[Any]:
    """Open a pdf in this process, one at a time.

    Parameters
    ----------
    data
        The pdf.

    Yields
    ------
    PDFium's document; it is closed behind the block.

    Raises
    ------
    EncryptedDocumentError
        It opens only with a password.
    DamagedDocumentError
        PDFium can make nothing of it.

    """
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


def clean(raw: str) -> str:
    """Give a page's text as documents hold it: two characters of PDFium become one only at the ends of lines.

    Parameters
    ----------
    raw
        Text as PDFium gives it.

    Returns
    -------
    The text with newlines, without control characters.

    """
    return raw.replace("\r\n", "\n").translate(_SIGNS)


def _read_here(data: bytes, limits: Limits) -> list[str]:
    texts: list[str] = []
    until = time.monotonic() + limits.max_seconds
    length = 0
    with opened(data) as pdf:
        if len(pdf) > limits.max_pages:
            raise TooLargeError(
                f"the pdf has {len(pdf):,} pages, more than the limit of {limits.max_pages:,}",
                mend="Split it, or raise the limit (max_pages).",
            )
        for number in range(len(pdf)):
            page = pdf[number]
            text_page = page.get_textpage()
            texts.append(clean(text_page.get_text_range()))
            text_page.close()
            page.close()
            length += len(texts[-1])
            if length > limits.max_characters or time.monotonic() > until:
                raise TooLargeError(
                    f"the pdf is too large: only page {number + 1} of {len(pdf)} was reached",
                    mend="Split it, or raise the limits (max_characters, max_seconds).",
                )
    return texts


def _read_isolated(data: bytes, limits: Limits) -> list[str]:
    bounds = [limits.max_pages, limits.max_characters, limits.max_seconds, limits.max_memory]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONIOENCODING": "utf-8"}
    try:
        child = subprocess.run(
            [sys.executable, "-P", "-m", __name__, *map(str, bounds)],
            input=data, capture_output=True, timeout=limits.max_seconds + _START_SECONDS, env=environment, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise TooLargeError(
            f"reading the pdf took more than {limits.max_seconds:.0f} s and was stopped",
            mend="Do not trust this file; if you do, raise the limit (max_seconds).",
        ) from error
    if child.returncode:
        raise DamagedDocumentError(
            f"reading the pdf took more than {limits.max_seconds:.0f} s or {limits.max_memory / 1e9:.1f} GB, or crashed",
            mend="Do not trust this file; if you do, print it to a new pdf, or raise max_seconds and max_memory.",
        )
    answer = json.loads(child.stdout.decode("utf-8"))
    if "error" in answer:
        raise _ERRORS[answer["error"]](answer["message"], mend=answer["mend"])
    texts: list[str] = answer["texts"]
    return texts


def _refusal(reason: str) -> DocumentError:
    if "password" in reason.lower() or "security" in reason.lower():
        return EncryptedDocumentError(
            "the pdf opens only with a password", mend="Open it with the password and save or print it without."
        )
    return DamagedDocumentError(
        f"the pdf is cut off or broken: {reason}", mend="Get the file again, or print it to a new pdf."
    )


def _bound(memory: int, seconds: float) -> None:
    """Let the system end this process where it takes too much; between pages it looks at the time itself."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(seconds) + 1, math.ceil(seconds) + 2))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _work(arguments: list[str]) -> None:
    max_pages, max_characters, max_seconds, max_memory = arguments
    _bound(int(max_memory), float(max_seconds))
    limits = Limits(
        max_pages=int(max_pages), max_characters=int(max_characters), max_seconds=float(max_seconds), isolated=False
    )
    try:
        answer: dict[str, Any] = {"texts": _read_here(sys.stdin.buffer.read(), limits)}
    except DocumentError as error:
        answer = {"error": type(error).__name__, "message": error.message, "mend": error.mend}
    json.dump(answer, sys.stdout, ensure_ascii=False)


if __name__ == "__main__":
    _work(sys.argv[1:])
