"""Hold what was read from a file on disk until it is committed, so that memory stays bounded."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from gongfu.workspace.intake.batch import BAD_SCHEMA, Batch

SHOWN = 1000  # bad cells that a report shows; all are counted


@dataclass
class Staging:
    """Good and bad rows in a folder, one Parquet file a batch."""

    folder: Path
    good_rows: int = 0
    bad_rows: int = 0
    reasons: Counter[tuple[str | None, str]] = field(default_factory=Counter)
    shown: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=BAD_SCHEMA))
    _good: list[tuple[tuple[str, ...], Path]] = field(default_factory=list)
    _bad: list[Path] = field(default_factory=list)

    def add(self, batch: Batch) -> None:
        """Write one batch."""
        number = len(self._good) + len(self._bad)
        if batch.good.height:
            path = self.folder / f"{number}-good.parquet"
            batch.good.write_parquet(path, compression="lz4")
            self._good.append((tuple(batch.good.columns), path))
            self.good_rows += batch.good.height
        if batch.bad.height:
            path = self.folder / f"{number}-bad.parquet"
            batch.bad.write_parquet(path, compression="lz4")
            self._bad.append(path)
            self.bad_rows += batch.bad_rows
            counts = batch.bad.group_by("column_name", "reason").len()
            self.reasons.update({(column, reason): count for column, reason, count in counts.iter_rows()})
            if self.shown.height < SHOWN:
                self.shown = pl.concat([self.shown, batch.bad.head(SHOWN - self.shown.height)])

    def groups(self) -> Iterator[Iterator[pl.DataFrame]]:
        """Good rows by the columns that they fill; within a group one frame at a time."""
        by_columns: dict[tuple[str, ...], list[Path]] = {}
        for columns, path in self._good:
            by_columns.setdefault(columns, []).append(path)
        for paths in by_columns.values():
            yield (pl.read_parquet(path) for path in paths)

    def good(self) -> Iterator[pl.DataFrame]:
        """Good rows, one frame at a time."""
        return (pl.read_parquet(path) for _, path in self._good)

    def bad(self) -> Iterator[pl.DataFrame]:
        """Bad cells, one frame at a time."""
        return (pl.read_parquet(path) for path in self._bad)
