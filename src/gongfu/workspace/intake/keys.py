"""Which keys a file has had so far: two hashes and a place for each, in bounded memory."""

from dataclasses import dataclass, field

import polars as pl

_SEEDS = (20_260_101, 77_003_141)
IN_WORKSPACE = -1  # stands for the place of a key that is in the workspace already


@dataclass
class SeenKeys:
    """Keys seen, as sorted runs of doubling size; 24 bytes a key.

    Two different keys are taken for one only if both 64-bit hashes agree: at a million keys 1 in 10^27.
    """

    key: tuple[str, ...]
    _runs: list[pl.DataFrame] = field(default_factory=list)

    def find(self, rows: pl.DataFrame) -> pl.Series:
        """For each row the place at which its key was seen, null where it was not."""
        hashed = self._hashed(rows)
        found = pl.Series("place", [None] * rows.height, dtype=pl.Int64)
        for run in self._runs:
            found_at = run["first"].search_sorted(hashed["first"], side="left")
            inside = pl.select(pl.min_horizontal(found_at, pl.lit(run.height - 1))).to_series()
            there = run[inside]
            same = (there["first"] == hashed["first"]) & (there["second"] == hashed["second"])
            found = pl.select(pl.when(same).then(there["place"]).otherwise(found)).to_series()
        return found

    def add(self, rows: pl.DataFrame, places: pl.Series | None = None) -> None:
        """Note the keys of some rows; without places they stand in the workspace."""
        if rows.is_empty():
            return
        place = pl.lit(IN_WORKSPACE, pl.Int64) if places is None else places.cast(pl.Int64)
        self._runs.append(self._hashed(rows).with_columns(place=place).sort("first"))
        while len(self._runs) > 1 and self._runs[-1].height * 2 > self._runs[-2].height:
            self._runs[-2:] = [pl.concat(self._runs[-2:]).sort("first")]

    def _hashed(self, rows: pl.DataFrame) -> pl.DataFrame:
        keys = rows.select(self.key)
        return pl.DataFrame({"first": keys.hash_rows(seed=_SEEDS[0]), "second": keys.hash_rows(seed=_SEEDS[1])})
