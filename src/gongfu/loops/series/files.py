"""Read a file of figures: good figures with their place, bad cells with a reason, and rows that hold no figure."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gongfu.loops.series import sdmx
from gongfu.loops.series.figures import Figure, Problem, read_figure
from gongfu.loops.series.heads import FIGURE, Layout, find_layout, layout_of
from gongfu.loops.series.regions import Regions
from gongfu.loops.series.wide import Cell, Unread, cells_of, is_footnote
from gongfu.workspace.intake.batch import prefix
from gongfu.workspace.intake.convert import WHOLE_LINE
from gongfu.workspace.intake.errors import HeadError
from gongfu.workspace.intake.files import open_file
from gongfu.workspace.intake.heads import Unmapped
from gongfu.workspace.intake.mapping import Mapping, Target
from gongfu.workspace.intake.quarantine import IMPORT, LOCATOR, WRONG
from gongfu.workspace.intake.raw import Broken, Part, RawBatch
from gongfu.workspace.intake.record_files import ParquetPart

_OF_QUARANTINE = (IMPORT, LOCATOR, WRONG)  # heads of bad rows that were written out to be mended


@dataclass(frozen=True, slots=True)
class Given:
    """What a person says of a file: holds where its rows say nothing."""

    region: str | None = None
    published: str | None = None
    publisher: str | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """A figure with its place in the file, and the import and place of the row in quarantine that it mends."""

    figure: Figure
    locator: str
    mends: tuple[str, str] | None = None


@dataclass
class FileFigures:
    """What was read from a file; ``bad`` are rows for ``BAD_SCHEMA``, ``unread`` places and texts."""

    figures: list[Placed] = field(default_factory=list)
    bad: list[dict[str, Any]] = field(default_factory=list)
    unread: list[tuple[str, str]] = field(default_factory=list)
    heads: dict[str, Target] = field(default_factory=dict)
    unmapped: dict[str, Unmapped] = field(default_factory=dict)
    skipped_sheets: list[str] = field(default_factory=list)

    @property
    def bad_rows(self) -> int:
        """How many rows, or cells of a wide sheet, are bad."""
        return len({cell["locator"] for cell in self.bad})


def read_file(path: Path, given: Given, mapping: Mapping, regions: Regions) -> FileFigures:
    """Read a file to its end.

    Parameters
    ----------
    given, mapping
        What a person says of the file.
    regions
        Finds the regions that it names, and remembers those that are new.

    Raises
    ------
    InputError
        Nothing in the file can be used as it is; says how to mend it.
    NotFoundError
        The region given is not known.
    """
    reader = _Reader(path, given, mapping, regions)
    if (region := {**reader.defaults, **reader.constants}.get("region")) is not None:
        regions.need(region)
    for part, layout in reader.parts():
        place = prefix(part.sheet, "row" if isinstance(part, ParquetPart) else "line")
        for raw in part.batches(layout.head if layout else None):
            reader.batch(raw, layout or layout_of(raw.heads, mapping), part.sheet, place)
    return reader.read


class _Reader:
    """Reads the sheets of one file."""

    def __init__(self, path: Path, given: Given, mapping: Mapping, regions: Regions) -> None:
        self.read = FileFigures()
        self.constants = {name: str(value) for name, value in mapping.constants.items()}
        said = {name: text for name, text in (("region", given.region), ("published", given.published)) if text}
        self.defaults = {name: str(value) for name, value in {**mapping.defaults, **said}.items() if value is not None}
        self._path, self._unit, self._mapping, self._regions = path, given.unit, mapping, regions
        self._seen: dict[tuple[object, ...], str] = {}

    def parts(self) -> list[tuple[Part, Layout | None]]:
        """The sheets that hold figures, each with its head; the others are noted and left."""
        found: list[tuple[Part, Layout | None]] = []
        parts = open_file(self._path, self._mapping)
        for part in parts:
            top = part.top()
            if top is None:
                found.append((part, None))
                continue
            layout = sdmx.layout_of(top, self._mapping) or find_layout(top, self._mapping)
            if layout is None or (len(parts) > 1 and not layout.is_whole):
                self.read.skipped_sheets.append(part.sheet or self._path.name)
            else:
                found.append((part, layout))
        if not found:
            raise HeadError(
                f"{self._path.name} has no row that names the parts of a figure",
                offenders=[f"looked at: {name}" for name in self.read.skipped_sheets],
                mend=f"Heads: {', '.join(column.zh for column in FIGURE.columns)}; or 指标 and one column a period.",
            )
        return found

    def batch(self, raw: RawBatch, layout: Layout, sheet: str | None, place: str) -> None:
        """Read some rows of a sheet."""
        self._note(layout, raw.heads)
        self._refuse_lacking(layout)
        for cell in cells_of(raw, layout):
            locator = f"{place}{cell.line}"
            if isinstance(cell, Unread):
                self.read.unread.append((locator, cell.text))
            elif (other := sdmx.not_a_figure(cell.texts)) is not None:
                self.read.unread.append((locator, other))
            else:
                self._take(cell, locator, sheet)
        for broken in raw.broken:
            self._broken(broken, f"{place}{broken.line}", sheet)

    def _note(self, layout: Layout, heads: tuple[str, ...]) -> None:
        for part, index in layout.columns.items():
            unit = layout.units.get(index) or layout.unit if part == "value" else None
            self.read.heads[heads[index]] = Target(part, unit)
        for index in layout.periods:
            self.read.heads[heads[index]] = Target("value", layout.units.get(index) or layout.unit)
        for head in layout.unmapped:
            if head not in _OF_QUARANTINE:
                self.read.unmapped.setdefault(head, Unmapped(0, head))

    def _refuse_lacking(self, layout: Layout) -> None:
        given = {*layout.columns, *self.constants, *self.defaults}
        needed = ("region", "indicator") if layout.periods else ("region", "indicator", "period", "value")
        if lacking := [name for name in needed if name not in given]:
            raise HeadError(
                f"{self._path.name} does not say what every figure needs",
                offenders=[f"{name} ({FIGURE.column(name).zh})" for name in lacking],
                mend="Add the columns, give --region, or say in a mapping file which head is which column.",
            )

    def _take(self, cell: Cell, locator: str, sheet: str | None) -> None:
        """Read one figure into the good ones or the bad ones."""
        texts = {**sdmx.without_codes(cell.texts), **self.constants}
        for name, value in self.defaults.items():
            if not (texts.get(name) or "").strip():
                texts[name] = value
        result = read_figure(texts, self._regions.find, unit=cell.unit or self._unit)
        place = f"{locator} {texts['period']}" if cell.wide else locator
        if isinstance(result, Figure):
            first = self._seen.setdefault(result.identity, place)
            if first == place:
                origin, mended = cell.row.get(IMPORT), cell.row.get(LOCATOR)
                mends = (origin, mended) if origin and mended else None
                self.read.figures.append(Placed(result, locator, mends))
                return
            result = [Problem("value", texts.get("value"), "duplicate_key", first)]
        row = {head: text for head, text in cell.row.items() if head not in _OF_QUARANTINE}
        self.read.bad += [
            {
                "file": self._path.name, "sheet": sheet, "line": cell.line, "locator": place,
                "column_name": problem.column, "head": cell.heads.get(problem.column or ""), "value": problem.value,
                "reason": problem.reason, "detail": problem.detail, "row": json.dumps(row, ensure_ascii=False),
            }
            for problem in result
        ]  # fmt: skip

    def _broken(self, broken: Broken, locator: str, sheet: str | None) -> None:
        """A line that was not cut into cells: a note at the foot, or a bad row."""
        alone = broken.text.strip(',;\t "')
        if is_footnote(alone):
            self.read.unread.append((locator, alone))
            return
        self.read.bad.append(
            {
                "file": self._path.name, "sheet": sheet, "line": broken.line, "locator": locator,
                "value": broken.text, "reason": broken.reason, "detail": broken.detail,
                "row": json.dumps({WHOLE_LINE: broken.text}, ensure_ascii=False),
            }
        )  # fmt: skip
