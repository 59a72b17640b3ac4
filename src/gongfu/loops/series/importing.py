"""Bring a file of figures into the workspace as series, observations and sources: one commit, or nothing."""

import hashlib
import json
import mimetypes
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from gongfu.loops.series import sdmx
from gongfu.loops.series.figures import Figure, Problem, read_figure
from gongfu.loops.series.heads import FIGURE, Layout, find_layout, layout_of
from gongfu.loops.series.regions import Regions
from gongfu.loops.series.rows import rows_of
from gongfu.loops.series.wide import Cell, Unread, cells_of, is_footnote
from gongfu.workspace.ids import id_of
from gongfu.workspace.intake.batch import BAD_SCHEMA, prefix
from gongfu.workspace.intake.convert import WHOLE_LINE
from gongfu.workspace.intake.errors import HeadError, UnreadableFileError
from gongfu.workspace.intake.files import open_file
from gongfu.workspace.intake.heads import Unmapped
from gongfu.workspace.intake.mapping import Mapping, Target
from gongfu.workspace.intake.quarantine import IMPORT, LOCATOR
from gongfu.workspace.intake.raw import Part
from gongfu.workspace.intake.record_files import ParquetPart
from gongfu.workspace.intake.report import ImportReport

if TYPE_CHECKING:
    from gongfu.workspace import Transaction, Workspace

TABLE = "observation"
KEPT_BYTES = 1 << 26  # a larger file is known by its hash and name alone


@dataclass(frozen=True, slots=True)
class Given:
    """What a person says of a file: holds where its rows say nothing."""

    region: str | None = None
    published: str | None = None
    publisher: str | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """A figure with its place in the file, and the row in quarantine that it mends."""

    figure: Figure
    locator: str
    mends: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class SeriesReport(ImportReport):
    """An import of figures; ``series`` are the series that are new, ``unread`` the rows that hold no figure."""

    series: int
    unread: tuple[tuple[str, str], ...]


@dataclass
class _Read:
    """What was read from a file."""

    figures: list[Placed] = field(default_factory=list)
    bad: list[dict[str, Any]] = field(default_factory=list)
    bad_places: set[str] = field(default_factory=set)
    unread: list[tuple[str, str]] = field(default_factory=list)
    heads: dict[str, Target] = field(default_factory=dict)
    unmapped: dict[str, Unmapped] = field(default_factory=dict)
    skipped_sheets: list[str] = field(default_factory=list)


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
    given, mapping = given or Given(), mapping or Mapping()
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
    read = _read(path, given, mapping, regions)
    bad = pl.DataFrame(read.bad, schema=BAD_SCHEMA)
    file = {
        "source_id": source_id, "kind": "file", "title": path.name, "sha256": digest, "publisher": given.publisher,
        "media_type": mimetypes.guess_type(path.name)[0],
    }  # fmt: skip
    entry = {
        "import_id": import_id, "source_id": source_id, "table_name": TABLE, "file": path.name, "mode": "merge",
        "mapping": said, "heads": json.dumps({h: asdict(t) for h, t in read.heads.items()}, ensure_ascii=False),
        "unmapped": list(read.unmapped), "good_rows": len(read.figures), "bad_rows": len(read.bad_places),
    }  # fmt: skip

    def change(tx: "Transaction") -> tuple[int, int, int]:
        rows = rows_of(read.figures, source_id, tx.read("series", columns=["series_id"]), tx.read("source"))
        if (places := regions.rows()) is not None:
            tx.merge("region", places)
        tx.merge("source", pl.DataFrame([{name: value for name, value in file.items() if value is not None}]))
        if rows.sources.height:
            tx.append("source", rows.sources)
        if rows.series.height:
            tx.append("series", rows.series)
        changes = tx.merge(TABLE, rows.observations)
        tx.merge("import", pl.DataFrame([entry], schema_overrides={"unmapped": pl.List(pl.String)}))
        _quarantine(tx, bad, import_id, source_id, read.figures)
        return rows.series.height, changes.added, changes.changed

    def report(series: int, added: int, changed: int, version: int | None) -> SeriesReport:
        return SeriesReport(
            import_id=import_id, source_id=source_id, file=path.name, table=TABLE, mode="merge", dry_run=dry_run,
            good_rows=len(read.figures), bad_rows=len(read.bad_places), added=added, changed=changed, heads=read.heads,
            unmapped=tuple(read.unmapped.values()), skipped_sheets=tuple(read.skipped_sheets),
            reasons={}, bad=bad, version=version, series=series, unread=tuple(read.unread),
        )  # fmt: skip

    if dry_run:
        rows = rows_of(
            read.figures, source_id, workspace.read("series", columns=["series_id"]), workspace.read("source")
        )
        before = workspace.read(TABLE)
        known = before.select(rows.observations.columns).join(rows.observations, on="observation_id", how="semi")
        same = known.join(rows.observations, on=rows.observations.columns, how="semi", nulls_equal=True)
        added = rows.observations.height - known.height
        return report(rows.series.height, added, known.height - same.height, None)
    if len(content) <= KEPT_BYTES:
        workspace.originals.put(content)
    version = workspace.version()
    commit = workspace.commit(change, message=f"Import figures of {path.name}", author=author)
    return report(*commit.result, commit.version if commit.version != version else None)


def _read(path: Path, given: Given, mapping: Mapping, regions: Regions) -> _Read:
    read = _Read()
    found = _parts(path, mapping, read)
    default_region = given.region or mapping.constants.get("region") or mapping.defaults.get("region")
    if default_region is not None:
        regions.need(str(default_region))
    seen: dict[tuple[object, ...], str] = {}
    for part, layout in found:
        place = prefix(part.sheet, "row" if isinstance(part, ParquetPart) else "line")
        for raw in part.batches(layout.head if layout else None):
            layout_here = layout or layout_of(raw.heads, mapping)
            _note(layout_here, raw.heads, read)
            lacking = [n for n in layout_here.lacking if n not in mapping.constants]
            if default_region is None and "region" not in layout_here.columns:
                lacking.append("region")
            if lacking:
                raise HeadError(
                    f"{path.name} does not say what every figure needs",
                    offenders=[f"{name} ({FIGURE.column(name).zh})" for name in lacking],
                    mend="Add the columns, give --region, or say in a mapping file which head is which column.",
                )
            for cell in cells_of(raw, layout_here):
                if isinstance(cell, Unread):
                    read.unread.append((f"{place}{cell.line}", cell.text))
                elif (other := sdmx.not_a_figure(cell.texts)) is not None:
                    read.unread.append((f"{place}{cell.line}", other))
                else:
                    _take(cell, f"{place}{cell.line}", path.name, part.sheet, given, mapping, regions, read, seen)
            for broken in raw.broken:
                if is_footnote(broken.text.strip(",;\t \"'")):
                    read.unread.append((f"{place}{broken.line}", broken.text.strip(",;\t \"'")))
                    continue
                where = {"file": path.name, "sheet": part.sheet, "line": broken.line, "locator": f"{place}{broken.line}"}
                row = json.dumps({WHOLE_LINE: broken.text}, ensure_ascii=False)
                read.bad_places.add(where["locator"])  # type: ignore[arg-type]
                read.bad.append(
                    {**where, "value": broken.text, "reason": broken.reason, "detail": broken.detail, "row": row}
                )
    return read


def _parts(path: Path, mapping: Mapping, read: _Read) -> list[tuple[Part, Layout | None]]:
    """The sheets that hold figures, each with its head; the others are noted and left."""
    found: list[tuple[Part, Layout | None]] = []
    parts = open_file(path, mapping)
    for part in parts:
        top = part.top()
        if top is None:
            found.append((part, None))
            continue
        layout = sdmx.layout_of(top, mapping) or find_layout(top, mapping)
        if layout is None or (len(parts) > 1 and not layout.is_whole):
            read.skipped_sheets.append(part.sheet or path.name)
        else:
            found.append((part, layout))
    if not found:
        raise HeadError(
            f"{path.name} has no row that names the parts of a figure",
            offenders=[f"looked at: {name}" for name in read.skipped_sheets],
            mend=f"Heads: {', '.join(column.zh for column in FIGURE.columns)}; or 指标 and one column a period.",
        )
    return found


def _note(layout: Layout, heads: tuple[str, ...], read: _Read) -> None:
    for part, index in layout.columns.items():
        read.heads[heads[index]] = Target(part, (layout.units.get(index) or layout.unit) if part == "value" else None)
    for index in layout.periods:
        read.heads[heads[index]] = Target("value", layout.units.get(index) or layout.unit)
    for head in layout.unmapped:
        if head not in (IMPORT, LOCATOR, "_wrong"):
            read.unmapped.setdefault(head, Unmapped(0, head))


def _take(
    cell: Cell,
    locator: str,
    file: str,
    sheet: str | None,
    given: Given,
    mapping: Mapping,
    regions: Regions,
    read: _Read,
    seen: dict[tuple[object, ...], str],
) -> None:
    """Read one figure into the good ones or the bad ones."""
    texts: dict[str, str | None] = {**sdmx.without_codes(cell.texts), **{name: str(value) for name, value in mapping.constants.items()}}
    defaults = {**mapping.defaults, "region": given.region or mapping.defaults.get("region"),
                "published": given.published or mapping.defaults.get("published")}  # fmt: skip
    for name, value in defaults.items():
        if value is not None and not (texts.get(name) or "").strip():
            texts[name] = str(value)
    result = read_figure(texts, regions.find, unit=cell.unit or given.unit)
    place = f"{locator} {texts['period']}" if cell.wide else locator
    if isinstance(result, Figure):
        key = (result.region_id, result.part, result.indicator, result.boundary, result.definition, result.unit,
               str(result.period), result.source, result.publisher, result.url, result.published, result.locator)  # fmt: skip
        if key not in seen:
            seen[key] = place
            mends = (cell.row.get(IMPORT), cell.row.get(LOCATOR))
            read.figures.append(Placed(result, locator, mends if all(mends) else None))  # type: ignore[arg-type]
            return
        result = [Problem("value", texts.get("value"), "duplicate_key", seen[key])]
    read.bad_places.add(place)
    row = {head: text for head, text in cell.row.items() if head not in (IMPORT, LOCATOR, "_wrong")}
    read.bad += [
        {
            "file": file, "sheet": sheet, "line": cell.line, "locator": place, "column_name": problem.column,
            "head": cell.heads.get(problem.column or ""), "value": problem.value, "reason": problem.reason,
            "detail": problem.detail, "row": json.dumps(row, ensure_ascii=False),
        }
        for problem in result
    ]  # fmt: skip


def _quarantine(
    tx: "Transaction", bad: pl.DataFrame, import_id: str, source_id: str, figures: list[Placed]
) -> None:
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
