"""Tables of a version kept in memory: a version never changes, so what was read of it once can be read again."""

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from threading import Lock

import polars as pl

from gongfu.workspace.schema import Table
from gongfu.workspace.store.read import PUBLISHED_ON

MOST_ROWS = 200_000
"""A table of more rows is read from its files each time."""

MOST_BYTES = 256_000_000


class Kept:
    """Whole tables by name and version, those asked for last, up to :data:`MOST_BYTES`; for several threads."""

    def __init__(self) -> None:
        self._frames: OrderedDict[tuple[str, int], pl.DataFrame] = OrderedDict()
        self._large: set[str] = set()
        self._bytes = 0.0
        self._lock = Lock()

    def get(self, table: str, version: int, read: Callable[[int], pl.DataFrame | None]) -> pl.DataFrame | None:
        """The whole table; null where it is too large to be kept. READ gives it unless it has more rows than it is told."""
        if table in self._large:
            return None
        with self._lock:
            found = self._frames.get((table, version))
            if found is not None:
                self._frames.move_to_end((table, version))
                return found
        frame = read(MOST_ROWS)
        if frame is None or frame.estimated_size() > MOST_BYTES / 4:
            self._large.add(table)
            return None
        self._put((table, version), frame)
        return frame

    def known(self, table: str, version: int) -> pl.DataFrame | None:
        """The whole table where it is kept already."""
        with self._lock:
            return self._frames.get((table, version))

    def keep(self, table: str, version: int, frame: pl.DataFrame) -> None:
        """Keep a whole table that was read anyway, unless it is too large."""
        if frame.height <= MOST_ROWS and frame.estimated_size() <= MOST_BYTES / 4:
            self._put((table, version), frame)

    def _put(self, key: tuple[str, int], frame: pl.DataFrame) -> None:
        with self._lock:
            if key not in self._frames:
                self._bytes += frame.estimated_size()
            self._frames[key] = frame
            while self._bytes > MOST_BYTES:
                self._bytes -= self._frames.popitem(last=False)[1].estimated_size()


_PLAIN: dict[str, type] = {"text": str, "integer": int, "boolean": bool}


def pickable(table: Table, columns: Sequence[str] | None, where: Mapping[str, object] | None) -> bool:
    """Whether :func:`picked` can answer; what it cannot is left to SQL, which also says what is wrong with it."""
    schema = table.polars_schema
    if any(name not in schema for name in [*(columns or ()), *(where or {})]):
        return False
    for name, value in (where or {}).items():
        kind = _PLAIN.get(table.column(name).type)
        values = value if isinstance(value, list | tuple | set | frozenset) else [value]
        if kind is None or not all(each is None or type(each) is kind for each in values):
            return False
    return True


def picked(
    frame: pl.DataFrame, *, as_of: date | None, columns: Sequence[str] | None, where: Mapping[str, object] | None
) -> pl.DataFrame:
    """The rows and columns of a whole table that :func:`gongfu.workspace.store.read.read_rows` would give."""
    conditions = [_holds(frame, name, value) for name, value in (where or {}).items()]
    if as_of is not None and PUBLISHED_ON in frame.columns:
        conditions.append(pl.col(PUBLISHED_ON) <= as_of)
    chosen = frame.filter(conditions) if conditions else frame
    return chosen if columns is None else chosen.select(columns)


def _holds(frame: pl.DataFrame, name: str, value: object) -> pl.Expr:
    if value is None:
        return pl.col(name).is_null()
    if isinstance(value, list | tuple | set | frozenset):
        known = [each for each in value if each is not None]
        meant = pl.col(name).is_in(pl.Series(known, dtype=frame.schema[name]).implode()) if known else pl.lit(False)
        return meant | pl.col(name).is_null() if None in value else meant
    return pl.col(name) == pl.lit(value)
