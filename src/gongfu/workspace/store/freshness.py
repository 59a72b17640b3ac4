"""Whether a catalogue may have changed, told without opening it."""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

RACY = 2.0
"""Seconds for which the stamp of a file that has just been written is not trusted: clocks of file systems are coarse."""
LONGEST = 1.0
"""Seconds after which even an unchanged file is looked into again, as a writer may lie still between writing and publishing."""
PAUSE = 0.005
"""Seconds for which what a catalogue that is no file said is good enough where only :meth:`Freshness.known` is asked."""

Stamp = tuple[tuple[int, int, int] | None, ...]


@dataclass(frozen=True, slots=True)
class _Seen:
    version: int
    stamp: Stamp
    looked: float
    settled: bool


class Freshness:
    """The last version of a catalogue, remembered for as long as its files stay as they are.

    The files are never opened: SQLite locks belong to the process, so that a second library in it that closes one would release
    those of DuckDB.

    Parameters
    ----------
    path
        The SQLite catalogue, or null where it is in a database server.
    look
        Asks the catalogue for its last version.
    """

    def __init__(self, path: Path | None, look: Callable[[], int]) -> None:
        self._paths = () if path is None else tuple(f"{path}{end}" for end in ("", "-wal"))
        self._look = look
        self._seen: _Seen | None = None
        self._forgotten = 0
        self._due = False

    def known(self) -> int | None:
        """The last version where that is known without asking; null where the catalogue has to be asked. Takes microseconds."""
        seen = self._seen
        if seen is None:
            return None
        age = time.monotonic() - seen.looked
        if not self._paths:
            return seen.version if age < PAUSE else None
        if not seen.settled or _stamp(self._paths) != seen.stamp:
            return None
        if age >= LONGEST:  # one asks again, the others need not wait for it
            self._seen, self._due = replace(seen, looked=time.monotonic()), True
            return None
        return seen.version

    def version(self) -> int:
        """The last version; a database server is asked each time."""
        known = None if self._due or not self._paths else self.known()
        return self._asked() if known is None else known

    def _asked(self) -> int:
        self._due = False
        looked, stamp, now = time.monotonic(), _stamp(self._paths), time.time_ns()
        settled = all(part is None or part[1] < now - RACY * 1e9 for part in stamp)
        forgotten = self._forgotten
        version = self._look()
        if forgotten == self._forgotten:
            self._seen = _Seen(version, stamp, looked, settled)
        return version

    def forget(self) -> None:
        """Ask again the next time: something was just written from here."""
        self._forgotten += 1
        self._seen = None


def _stamp(paths: tuple[str, ...]) -> Stamp:
    return tuple(map(_of, paths))


def _of(path: str) -> tuple[int, int, int] | None:
    try:
        found = os.stat(path)  # noqa: PTH116 - a path object costs more than the call
    except FileNotFoundError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size
