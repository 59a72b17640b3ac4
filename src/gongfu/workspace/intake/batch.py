"""What the intake gives back for some rows of a file."""

from dataclasses import dataclass

import polars as pl

BAD_SCHEMA: dict[str, pl.DataType] = {
    "file": pl.String(),
    "sheet": pl.String(),
    "line": pl.Int64(),
    "locator": pl.String(),
    "column_name": pl.String(),
    "head": pl.String(),
    "value": pl.String(),
    "reason": pl.String(),
    "detail": pl.String(),
    "row": pl.String(),
}


@dataclass(frozen=True, slots=True)
class Batch:
    """Some rows of a file.

    Parameters
    ----------
    good
        Rows that fit the table: those of its columns that the file fills.
    bad
        One row for each thing that is wrong (``BAD_SCHEMA``); a row of the file may have several. ``row`` is the
        whole row of the file as JSON, head by head.
    steps
        How far this batch went, in the steps of the file (bytes, or rows).
    """

    good: pl.DataFrame
    bad: pl.DataFrame
    steps: int

    @property
    def bad_rows(self) -> int:
        """Number of rows of the file that are bad."""
        return self.bad.select("sheet", "line").n_unique()


def locators(sheet: str | None, lines: pl.Series, kind: str) -> pl.Series:
    """Where each row stands: ``line:12``, ``row:12``, or ``Sheet1!12``."""
    return pl.select(pl.lit(prefix(sheet, kind)) + lines.cast(pl.String)).to_series().alias("locator")


def prefix(sheet: str | None, kind: str) -> str:
    """What stands before the line in a locator."""
    return f"{sheet}!" if sheet is not None else f"{kind}:"
