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
