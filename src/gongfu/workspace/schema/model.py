"""What a declared table is."""

from dataclasses import dataclass
from typing import Literal

import polars as pl

ColumnType = Literal["text", "integer", "number", "boolean", "date", "timestamp", "json", "list[text]"]

POLARS_TYPES: dict[str, pl.DataType] = {
    "text": pl.String(),
    "integer": pl.Int64(),
    "number": pl.Float64(),
    "boolean": pl.Boolean(),
    "date": pl.Date(),
    "timestamp": pl.Datetime("us", "UTC"),
    "json": pl.String(),
    "list[text]": pl.List(pl.String()),
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: ``unit`` is the canonical unit that values are stored in (``yuan``, ``percent`` …)."""

    name: str
    type: ColumnType
    zh: str
    en: str
    meaning: str
    unit: str | None = None
    required: bool = False
    aliases: tuple[str, ...] = ()
    codes: str | None = None

    @property
    def polars_type(self) -> pl.DataType:
        return POLARS_TYPES[self.type]


@dataclass(frozen=True, slots=True)
class Access:
    """Who may see the rows of a table, where there are accounts; without a word they are for the whole workspace alone.

    Parameters
    ----------
    kind
        ``public`` rows are read by everybody who signed in, ``internal`` ones within their region, ``private`` ones by
        the offices of their region and by the firm that they are about.
    region, firm
        The columns that say to which region and to which firm a row belongs.
    of
        For a column the tables whose rows it names: where no region is said, a row belongs where they belong.
    by
        The column that says which account brought the row in; it is filled in by the commit.
    named_in, named_as
        Rows that belong wherever rows of other tables name their key: the column of those, and what stands before it.
    cell
        Each row is about a cell of another table, and belongs where that row belongs.
    unique
        Columns beside the key in which no two rows may be alike, wherever they belong.
    """

    kind: Literal["public", "internal", "private"] = "private"
    region: str | None = None
    firm: str | None = None
    of: tuple[tuple[str, tuple[str, ...]], ...] = ()
    by: str | None = None
    named_in: str | None = None
    named_as: str = ""
    cell: bool = False
    unique: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """One table: ``key`` columns identify a row; ``version`` grows with each change of its columns.

    ``signed`` names the columns that say who entered a row, and when: such a row vouches for itself.
    """

    name: str
    zh: str
    en: str
    meaning: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    version: int = 1
    signed: tuple[str, str] | None = None
    access: Access = Access()

    def column(self, name: str) -> Column:
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"{self.name} has no column {name!r}")

    @property
    def polars_schema(self) -> dict[str, pl.DataType]:
        return {column.name: column.polars_type for column in self.columns}

    def empty(self) -> pl.DataFrame:
        return pl.DataFrame(schema=self.polars_schema)
