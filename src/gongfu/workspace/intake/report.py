"""What an import did, or would do."""

from dataclasses import dataclass
from typing import Literal

import polars as pl

from gongfu.workspace.intake.heads import Unmapped
from gongfu.workspace.intake.mapping import Target

Mode = Literal["append", "merge"]


@dataclass(frozen=True, slots=True)
class ImportReport:
    """The outcome of one import.

    Parameters
    ----------
    good_rows, bad_rows
        Rows of the file that fit the table, and that went to quarantine.
    added, changed
        Rows of the table that are new, and that differ from before. Of a merge that is tried out only, ``changed``
        counts the rows whose key exists, equal ones too.
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
