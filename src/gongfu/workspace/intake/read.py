"""Read a file batch by batch into good rows of a table and bad rows with a reason. Nothing is written."""

from collections.abc import Callable, Iterator, Sequence
from collections.abc import Mapping as Lookup
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from gongfu.workspace.codes.lists import CodeList, code_list
from gongfu.workspace.intake.batch import Batch
from gongfu.workspace.intake.convert import Converter
from gongfu.workspace.intake.errors import HeadError
from gongfu.workspace.intake.files import open_file
from gongfu.workspace.intake.heads import Resolution, Unmapped, columns_named, find_head, missing_columns, resolve
from gongfu.workspace.intake.keys import SeenKeys
from gongfu.workspace.intake.mapping import Mapping, Target
from gongfu.workspace.intake.raw import Head, Part
from gongfu.workspace.intake.record_files import ParquetPart
from gongfu.workspace.intake.values import Habits
from gongfu.workspace.intake.xlsx_file import XlsxPart
from gongfu.workspace.schema import Table


@dataclass
class Heads:
    """What was made of the heads of a file, filled while it is read.

    Parameters
    ----------
    targets
        For each head the column it fills and the unit of its cells.
    factors
        For each head the factor into the column's unit.
    unmapped
        Heads that fill no column.
    skipped_sheets
        Sheets without a head of the table.
    """

    targets: dict[str, Target] = field(default_factory=dict)
    factors: dict[str, float] = field(default_factory=dict)
    unmapped: dict[str, Unmapped] = field(default_factory=dict)
    skipped_sheets: list[str] = field(default_factory=list)

    def note(self, resolution: Resolution) -> None:
        """Add what one batch found."""
        for meaning in resolution.meanings:
            self.targets[meaning.head] = Target(meaning.column.name, meaning.unit, meaning.format)
            self.factors[meaning.head] = meaning.factor
        for head in resolution.unmapped:
            self.unmapped.setdefault(head.head or f"#{head.index + 1}", head)


def read_batches(
    source: Path,
    table: Table,
    mapping: Mapping | None = None,
    *,
    source_id: str | None = None,
    codes: Lookup[str, CodeList] | None = None,
    existing: pl.DataFrame | None = None,
    partial: bool = False,
    heads: Heads | None = None,
    begin: Callable[[int], None] | None = None,
) -> Iterator[Batch]:
    """Read a file into rows of a table.

    Parameters
    ----------
    source
        CSV, XLSX (and what else calamine reads), Parquet or JSON lines.
    mapping
        What the user says about the file; by default everything is found out.
    source_id
        What goes into the table's ``source_id``; ``locator`` then says the line, or the sheet and row.
    codes
        Code lists that are used instead of those that ship.
    existing
        Key columns of the rows that stand in the workspace; rows of the file with such a key are bad.
    partial
        Whether rows may change only some columns of rows that exist, so that only the key is needed.
    heads
        Filled with what was made of the heads.
    begin
        Called once with the number of steps of all parts.

    Returns
    -------
    Batches in the order of the file. Every row that is not blank is in exactly one batch, good or bad.

    Raises
    ------
    UnreadableFileError, MappingError, HeadError, UnknownCodeError
        Nothing in the file can be used as it is.
    """
    mapping = mapping or Mapping()
    mapping.check(table)
    heads = heads if heads is not None else Heads()
    parts = open_file(source, mapping)
    found = _parts_with_head(parts, table, mapping, heads, source, partial=partial)
    if begin is not None:
        begin(sum(part.steps for part, _ in found))
    seen = SeenKeys(table.key)
    if existing is not None:
        seen.add(existing)
    lists = {name: (codes or {}).get(name) or code_list(name) for name in _lists_of(table)}
    sheets = tuple(part.sheet for part, _ in found)
    for index, (part, head) in enumerate(found):
        habits = Habits(mapping.decimal, mapping.timezone, mapping.unknown, serials=isinstance(part, XlsxPart))
        place = "row" if isinstance(part, ParquetPart) else "line"
        converter = Converter(
            table, mapping, source.name, habits, lists, seen, place, sheets, index, source_id, partial=partial
        )
        resolution: Resolution | None = None
        last: tuple[str, ...] | None = None
        for raw in part.batches(head):
            if resolution is None or raw.heads != last:
                resolution = resolve(raw.heads, table, mapping, head.units if head else ())
                heads.note(resolution)
                last = raw.heads
                _refuse_missing(resolution, table, mapping, source, partial=partial)
            yield converter.batch(raw, resolution)


def _parts_with_head(
    parts: Sequence[Part], table: Table, mapping: Mapping, heads: Heads, source: Path, *, partial: bool
) -> list[tuple[Part, Head | None]]:
    """The parts that hold rows of the table; sheets about something else are noted and left."""
    found: list[tuple[Part, Head | None]] = []
    for part in parts:
        top = part.top()
        if top is None:
            found.append((part, None))
            continue
        head = find_head(top, table, mapping)
        if head is None or (
            len(parts) > 1 and _lacking(columns_named(head, table, mapping), table, mapping, partial=partial)
        ):
            heads.skipped_sheets.append(part.sheet or source.name)
        else:
            found.append((part, head))
    if not found:
        known = ", ".join(column.zh for column in table.columns)
        raise HeadError(
            f"{source.name} has no row that names columns of {table.name!r}",
            offenders=[f"looked at: {name}" for name in heads.skipped_sheets],
            mend=f"Columns: {known}. Or say in a mapping file which head is which column (and head_row).",
        )
    return found


def _refuse_missing(resolution: Resolution, table: Table, mapping: Mapping, source: Path, *, partial: bool) -> None:
    given = {meaning.column.name for meaning in resolution.meanings}
    if missing := _lacking(given, table, mapping, partial=partial):
        raise HeadError(
            f"{source.name} lacks columns that {table.name!r} needs",
            offenders=[f"{name} ({table.column(name).zh}, {table.column(name).en})" for name in missing]
            + [f"not used: {head.head!r}" + (f", {head.hint}" if head.hint else "") for head in resolution.unmapped],
            mend="Add them to the file, or give a mapping with columns, constants or defaults.",
        )


def _lacking(given: set[str], table: Table, mapping: Mapping, *, partial: bool) -> list[str]:
    return missing_columns(table, given | set(mapping.constants) | set(mapping.defaults), partial=partial)


def _lists_of(table: Table) -> set[str]:
    return {column.codes for column in table.columns if column.codes}
