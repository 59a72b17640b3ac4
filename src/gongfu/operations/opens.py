"""What opens a figure: another operation of the registry, with what it is given."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Of:
    """The value that the column of this name has in the row of the figure; for a record, the value of this name."""

    column: str


Given = str | int | bool | Of | tuple[str | Of, ...]


@dataclass(frozen=True, slots=True)
class Opens:
    """An operation and its parameters, which show where a figure comes from.

    A parameter is a fixed value, :class:`Of` another column of the row, or several of both. A list in a
    column is given as several values. What reads the figure's version and day is added by who asks.

    Of a figure that counts, ``counts`` says what of the result is counted: ``rows``, ``known:COLUMN`` (rows in which the column is
    known), ``unknown:COLUMN`` or ``different:COLUMN`` (its different values). ``part`` names the part of a report that is meant.
    """

    operation: str
    given: Mapping[str, Given]
    counts: str | None = None
    part: str | None = None

    def filled(self, row: Mapping[str, Any]) -> dict[str, Any] | None:
        """The parameters for one row; null where one of them is not known, and nothing opens.

        Raises
        ------
        KeyError
            The row lacks a column that is named.
        """
        filled = {name: _filled(given, row) for name, given in self.given.items()}
        return None if any(value is None or value == [] for value in filled.values()) else filled

    @property
    def columns(self) -> set[str]:
        """The columns that the parameters are taken from."""
        parts = (part for given in self.given.values() for part in (given if isinstance(given, tuple) else (given,)))
        return {part.column for part in parts if isinstance(part, Of)}

    def to_json(self) -> dict[str, Any]:
        """As the answer of a table says it."""
        return self.answer({name: _said(given) for name, given in self.given.items()})

    def answer(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """The operation with parameters, and what of its result is meant."""
        more = {"counts": self.counts, "part": self.part}
        return {
            "operation": self.operation,
            "given": dict(given),
            **{name: said for name, said in more.items() if said is not None},
        }


Ways = Mapping[str, Opens | tuple[Opens, ...]]
"""For a column what opens its figures; of several, the first whose parameters are all known in the row."""


def source_of(table: str, column: str, *key: str) -> Opens:
    """Opens the figure in COLUMN of a declared table; KEY names the columns of the row that hold the table's key."""
    parts = tuple(map(Of, key))
    return Opens("source open", {"table": table, "column": column, "key": parts[0] if len(parts) == 1 else parts})


def ways_of(ways: Ways, name: str) -> tuple[Opens, ...]:
    """What may open the figures of a column, in order."""
    found = ways.get(name, ())
    return found if isinstance(found, tuple) else (found,)


def named_by(ways: Ways, name: str) -> set[str]:
    """The columns that opening the figures of a column takes values from."""
    return {column for way in ways_of(ways, name) for column in way.columns}


def opened_by(ways: Ways, name: str, row: Mapping[str, Any]) -> dict[str, Any] | None:
    """What opens the figure NAME of a row: operation and parameters; null where nothing does, as where it is unknown."""
    if row.get(name) is None:
        return None
    for way in ways_of(ways, name):
        filled = way.filled(row)
        if filled is not None:
            return way.answer(filled)
    return None


def _filled(given: Given, row: Mapping[str, Any]) -> Any:
    if isinstance(given, tuple):
        parts = [_filled(part, row) for part in given]
        return None if None in parts else parts
    if isinstance(given, Of):
        value = row[given.column]
        return value.isoformat() if hasattr(value, "isoformat") else value
    return given


def _said(given: Given) -> Any:
    if isinstance(given, tuple):
        return [_said(part) for part in given]
    return {"of": given.column} if isinstance(given, Of) else given
