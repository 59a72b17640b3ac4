"""What an import did, or would do."""

from dataclasses import dataclass, field
from typing import Literal

import polars as pl

from gongfu.workspace.intake.heads import Unmapped
from gongfu.workspace.intake.mapping import Target

Mode = Literal["append", "merge"]
PREVIEW = 20
"""Rows that an import which is only tried out shows as they were understood."""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """The outcome of one import.

    Parameters
    ----------
    good_rows, bad_rows
        Rows of the file that fit the table, and that went to quarantine.
    added, changed
        Rows of the table that are new, and that differ from before.
    same
        Rows that stand in the table already, just so.
    heads
        For each head of the file the column it fills, and the unit that its cells were read in.
    unmapped
        Heads that fill no column, each with a hint where there is one.
    reasons
        How often each column had which reason.
    bad
        The first bad cells; all of them are in the table ``quarantine`` once the import is done.
    version
        The version that the import made; None if nothing changed or nothing was to be written.
    preview
        Of an import that is only tried out: the first rows as they were understood.
    """

    import_id: str
    source_id: str
    file: str
    table: str
    mode: Mode
    dry_run: bool
    good_rows: int
    bad_rows: int
    added: int
    changed: int
    heads: dict[str, Target]
    unmapped: tuple[Unmapped, ...]
    skipped_sheets: tuple[str, ...]
    reasons: dict[tuple[str | None, str], int]
    bad: pl.DataFrame
    version: int | None
    same: int = field(default=0, kw_only=True)
    preview: pl.DataFrame | None = field(default=None, kw_only=True)
