"""Bring a file of figures into the workspace as series, observations and sources: one commit, or nothing."""

import hashlib
import json
import mimetypes
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from gongfu.errors import InputError
from gongfu.loops.series.files import Given, Placed, read_file
from gongfu.loops.series.heads import FIGURE
from gongfu.loops.series.regions import Regions
from gongfu.loops.series.rows import SeriesRows, rows_of
from gongfu.workspace.ids import id_of
from gongfu.workspace.intake.batch import BAD_SCHEMA
from gongfu.workspace.intake.errors import UnreadableFileError
from gongfu.workspace.intake.mapping import Mapping
from gongfu.workspace.intake.quarantine import is_export, origin_of
from gongfu.workspace.intake.report import PREVIEW, ImportReport

if TYPE_CHECKING:
    from gongfu.workspace import Transaction, Workspace

TABLE = "observation"
KEPT_BYTES = 1 << 26  # a larger file is known by its hash and name alone


@dataclass(frozen=True, slots=True)
class SeriesReport(ImportReport):
    """An import of figures; ``series`` are the series that are new, ``unread`` the rows that hold no figure."""

    series: int
    unread: tuple[tuple[str, str], ...]


def import_series(
    workspace: "Workspace",
    path: Path,
    *,
    author: str,
    given: Given | None = None,
    mapping: Mapping | None = None,
    dry_run: bool = False,
) -> SeriesReport:
    """Import a file of figures.

    Parameters
    ----------
    path
        CSV (SDMX-CSV 2.0 too), XLSX, Parquet or JSON lines; one figure a row, or one indicator a row and one period a
        column.
    given
        What holds where the rows say nothing.
    mapping
        Which head is which part of a figure, where the heads do not say it.
    dry_run
        Report the same and write nothing.

    Returns
    -------
    What came in. The same file again changes nothing.

    Raises
    ------
    InputError
        Nothing in the file can be used as it is; says how to mend it.
    NotFoundError
        The region given is not known.
    """
    given, mapping = _with_what_was_said(workspace, path, given or Given()), mapping or Mapping()
    mapping.check(FIGURE)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableFileError(f"{path} cannot be read: {error.strerror}") from None
    digest = hashlib.sha256(content).hexdigest()
    source_id = id_of("source", digest)
    said = json.dumps([asdict(mapping), asdict(given)], sort_keys=True, default=str)
    import_id = id_of("import", digest, "series", said)
    regions = Regions(workspace.read("region"))
    read = read_file(path, given, mapping, regions)
    bad = pl.DataFrame(read.bad, schema=BAD_SCHEMA)
    file = {
        "source_id": source_id, "kind": "file", "title": path.name, "sha256": digest, "publisher": given.publisher,
        "media_type": mimetypes.guess_type(path.name)[0],
    }  # fmt: skip
    entry = {
        "import_id": import_id, "source_id": source_id, "table_name": TABLE, "file": path.name, "mode": "merge",
        "mapping": said, "heads": json.dumps({h: asdict(t) for h, t in read.heads.items()}, ensure_ascii=False),
        "unmapped": list(read.unmapped), "good_rows": len(read.figures), "bad_rows": read.bad_rows,
    }  # fmt: skip

    def change(tx: "Transaction") -> tuple[int, int, int, int]:
        rows = rows_of(read.figures, source_id, tx.read("series", columns=["series_id"]), tx.read("source"))
        if (places := regions.rows()) is not None:
            tx.merge("region", places)
        tx.merge("source", pl.DataFrame([{name: value for name, value in file.items() if value is not None}]))
        if rows.sources.height:
            tx.append("source", rows.sources)
        if rows.series.height:
            tx.append("series", rows.series)
        changes = tx.merge(TABLE, rows.observations)
        same = rows.observations.height - changes.added - changes.changed
        tx.merge("import", pl.DataFrame([entry], schema_overrides={"unmapped": pl.List(pl.String)}))
        _quarantine(tx, bad, import_id, source_id, read.figures)
        return rows.series.height, changes.added, changes.changed, same

    def report(
        series: int, added: int, changed: int, same: int, version: int | None, preview: pl.DataFrame | None = None
    ) -> SeriesReport:
        return SeriesReport(
            import_id=import_id, source_id=source_id, file=path.name, table=TABLE, mode="merge", dry_run=dry_run,
            good_rows=len(read.figures), bad_rows=read.bad_rows, added=added, changed=changed, heads=read.heads,
            unmapped=tuple(read.unmapped.values()), skipped_sheets=tuple(read.skipped_sheets),
            reasons={}, bad=bad, version=version, series=series, unread=tuple(read.unread),
            same=same, preview=preview,
        )  # fmt: skip

    if dry_run:
        rows = rows_of(
            read.figures, source_id, workspace.read("series", columns=["series_id"]), workspace.read("source")
        )
        before = workspace.read(TABLE)
        known = before.select(rows.observations.columns).join(rows.observations, on="observation_id", how="semi")
        same = known.join(rows.observations, on=rows.observations.columns, how="semi", nulls_equal=True)
        added = rows.observations.height - known.height
        changed = known.height - same.height
        return report(rows.series.height, added, changed, same.height, None, _preview(workspace, rows))
    if len(content) <= KEPT_BYTES:
        workspace.originals.put(content)
    version = workspace.version()
    commit = workspace.commit(change, message=f"Import figures of {path.name}", author=author)
    series, added, changed, same = commit.result
    return report(series, added, changed, same, commit.version if commit.version != version else None)


def _with_what_was_said(workspace: "Workspace", path: Path, given: Given) -> Given:
    """For bad rows that were written out and mended: what was said of their first import holds where nothing else is."""
    if not path.is_file() or not is_export(path):
        return given
    try:
        import_id, _ = origin_of(path)
    except InputError:  # rows of several imports
        return given
    first = workspace.read("import", columns=["mapping"], where={"import_id": import_id})
    said = json.loads(first["mapping"][0]) if first.height else None
    before = said[1] if isinstance(said, list) else {}
    return Given(**{name: before.get(name) if value is None else value for name, value in asdict(given).items()})


def _preview(workspace: "Workspace", rows: SeriesRows) -> pl.DataFrame:
    """The first figures as they were understood, each with what its series is about."""
    about = ("indicator", "part", "boundary", "definition", "unit", "region_id")
    first = rows.observations.head(PREVIEW)
    known = workspace.read("series", where={"series_id": first["series_id"].unique().to_list()})
    series = pl.concat([known.select("series_id", *about), rows.series.select("series_id", *about)]).unique("series_id")
    figures = ("period", "value", "value_high", "comparator", "published_on", "locator", "series_id", "observation_id")
    told = first.join(series, on="series_id", how="left", maintain_order="left")
    return told.select(*about[:-1], *figures, "region_id")


def _quarantine(tx: "Transaction", bad: pl.DataFrame, import_id: str, source_id: str, figures: list[Placed]) -> None:
    """Put the bad rows there, and close what this import mended: of the same file, or of an export of bad rows."""
    ids = [id_of(source_id, TABLE, *place) for place in bad.select("locator", "column_name", "reason").iter_rows()]
    imports = tx.read("import", columns=["import_id"], where={"source_id": source_id})["import_id"].to_list()
    waiting = tx.read("quarantine", where={"table_name": TABLE, "mended_by": None})
    mended = list(_mended(waiting, imports, set(ids), {placed.mends for placed in figures if placed.mends}))
    if mended:
        closed = pl.DataFrame({"quarantine_id": mended}, schema={"quarantine_id": pl.String})
        tx.merge("quarantine", closed.with_columns(mended_by=pl.lit(import_id)))
    if bad.height:
        rows = bad.with_columns(
            quarantine_id=pl.Series(ids, dtype=pl.String), import_id=pl.lit(import_id), table_name=pl.lit(TABLE)
        )
        tx.merge("quarantine", rows.unique("quarantine_id", maintain_order=True))


def _mended(
    waiting: pl.DataFrame, imports: list[str], still_bad: set[str], mends: set[tuple[str, str]]
) -> Iterator[str]:
    for row in waiting.iter_rows(named=True):
        same_file = row["import_id"] in imports and row["quarantine_id"] not in still_bad
        if same_file or (row["import_id"], row["locator"]) in mends:
            yield row["quarantine_id"]
