"""What an operation gives back: data and labels; surfaces draw them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gongfu.operations.opens import Ways, opened_by
from gongfu.text import Text

if TYPE_CHECKING:
    import polars as pl

Terms = Mapping[str, Text]


@dataclass(frozen=True, slots=True)
class ReadBy:
    """What a result was read by, so that it can be made again."""

    version: int | None = None
    as_of: date | None = None

    def to_json(self) -> dict[str, Any]:
        return {"version": self.version, "as_of": self.as_of.isoformat() if self.as_of else None}


@dataclass(frozen=True, slots=True)
class Layout:
    """How the rows of a table stand on a screen; files get all columns in their order.

    Parameters
    ----------
    columns
        The columns that are shown, in this order; none: all.
    group
        A column whose value is written once, as a line above the rows that share it.
    below
        A column that is written on lines of its own under each row, over the whole width.
    """

    columns: tuple[str, ...] = ()
    group: str | None = None
    below: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Rows with labels.

    Parameters
    ----------
    frame
        The rows, all of them; surfaces cut pages. Null is unknown.
    labels
        What a person reads above each column; a column without one shows its name.
    terms
        For a column of codes, what a person reads in place of each code.
    title
        What the rows are.
    read_by
        Version and as-of day that they were read by, where they come out of a workspace.
    sources
        Sources of the rows: written as a second sheet into a workbook.
    layout
        How the rows stand on a screen, where that is not simply column by column.
    opens
        For a column that shows figures, what opens each of them; all columns that it names are in the frame.
    hidden
        Columns that only serve ``opens``: they are on no screen and in no file.
    """

    frame: "pl.DataFrame"
    labels: Mapping[str, Text] = field(default_factory=dict)
    terms: Mapping[str, Terms] = field(default_factory=dict)
    title: Text | None = None
    read_by: ReadBy | None = None
    sources: "pl.DataFrame | None" = None
    layout: Layout = Layout()
    opens: Ways = field(default_factory=dict)
    hidden: tuple[str, ...] = ()

    @property
    def shown(self) -> "pl.DataFrame":
        """The rows without the hidden columns."""
        return self.frame.drop(self.hidden)

    def rows(self) -> Iterator[dict[str, Any]]:
        """Each row as JSON."""
        return (plain(row) for row in self.shown.iter_rows(named=True))

    def to_json(self) -> dict[str, Any]:
        """The whole as one JSON object."""
        read_by = self.read_by.to_json() if self.read_by else {}
        return {**read_by, "rows": list(self.rows())}


@dataclass(frozen=True, slots=True)
class Record:
    """One thing with named values; a value may be a list or a mapping in turn.

    ``opens`` says for a value that is a figure what opens it; it may name values that are not shown (``hidden``).
    """

    values: Mapping[str, Any]
    labels: Mapping[str, Text] = field(default_factory=dict)
    terms: Mapping[str, Terms] = field(default_factory=dict)
    title: Text | None = None
    opens: Ways = field(default_factory=dict)
    hidden: Mapping[str, Any] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """The whole as one JSON object."""
        return {name: plain(value) for name, value in self.values.items()}

    def opened(self) -> dict[str, Any]:
        """For each value that opens, the operation and its parameters."""
        row = {**self.hidden, **self.values}
        found = {name: opened_by(self.opens, name, row) for name in self.opens}
        return {name: how for name, how in found.items() if how is not None}


@dataclass(frozen=True, slots=True)
class Lines:
    """JSON objects handed out one by one while they are made, each printed as one line."""

    objects: Iterator[Mapping[str, Any]]

    def to_json(self) -> dict[str, Any]:
        """The whole as one JSON object; this uses the objects up."""
        return {"rows": [plain(item) for item in self.objects]}


@dataclass(frozen=True, slots=True)
class Report:
    """Several results under one title, in order, each by its name."""

    title: Text
    parts: Mapping[str, Table | Record]
    notes: tuple[Text, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The whole as one JSON object."""
        return {name: part.to_json() for name, part in self.parts.items()}


Result = Table | Record | Lines | Report


def plain(value: Any) -> Any:
    """VALUE in types that JSON knows: days, times and paths become text, what is no number becomes null."""
    if isinstance(value, Mapping):
        return {str(name): plain(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, float) and (value != value or value in {float("inf"), float("-inf")}):
        return None
    return value
