"""One line about long work on the error stream: rewritten on a terminal, a new one every few seconds elsewhere."""

import time
from typing import TextIO

from gongfu.cli import words
from gongfu.cli.width import cut, pad, width
from gongfu.text import Lang
from gongfu.workspace.jobs import Standing

LINE_EVERY = 5.0  # seconds between two lines where a line cannot be rewritten
COLUMNS = 79


class ProgressLine:
    """Draws how far the work is.

    Parameters
    ----------
    stream
        Where to.
    lang
        In which language.
    silent
        Draw nothing.
    """

    def __init__(self, stream: TextIO, lang: Lang, *, silent: bool = False) -> None:
        self._stream = stream
        self._lang = lang
        self._silent = silent
        self._drawn = ""
        self._written = time.monotonic()

    def show(self, standing: Standing) -> None:
        """Draw STANDING."""
        if self._silent:
            return
        if self._stream.isatty():
            line = cut(describe(standing, self._lang), COLUMNS)
            self._stream.write("\r" + pad(line, max(width(self._drawn), width(line))))
            self._drawn = line
        elif time.monotonic() - self._written >= LINE_EVERY:
            self._written = time.monotonic()
            self._stream.write(describe(standing, self._lang) + "\n")
        self._stream.flush()

    def end(self) -> None:
        """Leave the line blank."""
        if self._drawn:
            self._stream.write("\r" + " " * width(self._drawn) + "\r")
            self._stream.flush()
            self._drawn = ""


def describe(standing: Standing, lang: Lang) -> str:
    """Stage, count of total, share and time left, as far as they are known."""
    parts = [standing.stage.to(lang)] if standing.stage else []
    if standing.total:
        parts.append(f"{standing.count:,}/{standing.total:,} ({standing.count / standing.total:.0%})")
    elif standing.count:
        parts.append(f"{standing.count:,}")
    if standing.seconds_left is not None:
        parts.append(words.LEFT.fill(time=clock(standing.seconds_left)).to(lang))
    return "  ".join(parts)


def clock(seconds: float) -> str:
    """Seconds as minutes and hours: ``0:07``, ``1:02:03``."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
