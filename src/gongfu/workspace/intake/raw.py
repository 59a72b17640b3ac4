"""What the readers of the formats hand on: cells as they stand, with the place of each row."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

import polars as pl


@dataclass(frozen=True, slots=True)
class Broken:
    """Something in the file that forms no row."""

    line: int
    text: str
    reason: str
    detail: str | None = None


@dataclass(frozen=True, slots=True)
class RawBatch:
    """Some rows of a file.

    ``cells`` has one column for each of ``heads``, named "0", "1" …; ``lines`` is the line or row of each, counted
    from 1. ``steps`` says how far this batch went, in the unit of :attr:`Part.steps`.
    """

    heads: tuple[str, ...]
    cells: pl.DataFrame
    lines: pl.Series
    steps: int
    broken: list[Broken] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a sheet: its row counted from 1, its texts, and the units that stand above it."""

    line: int
    names: tuple[str, ...]
    units: tuple[str, ...] = ()


class Part(Protocol):
    """A sheet, or the whole of a file that has none."""

    sheet: str | None
    steps: int  # bytes or rows, whatever the format counts in

    def top(self) -> list[tuple[int, list[str]]] | None:
        """The first rows with their lines; None where the heads need no looking for."""

    def batches(self, head: Head | None) -> Iterator[RawBatch]:
        """The rows below the head."""
