"""Results as text for a screen."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from gongfu.cli import words
from gongfu.cli.width import cut, pad, width, wrap
from gongfu.operations.results import Record, Report, Table, Terms
from gongfu.text import Lang, Text

if TYPE_CHECKING:
    import polars as pl

GAP = "  "
NO_TERMS: Terms = {}
PRINTED = 100  # columns to which what stands below a row is wrapped where this is no screen
NARROWEST = 6  # a column is not cut below this; rows that still do not fit are written as records


def table_text(table: Table, lang: Lang, *, offset: int, limit: int | None, columns: int | None) -> str:
    """A page of TABLE.

    Parameters
    ----------
    offset, limit
        Rows to skip, and rows at most (null: all).
    columns
        Width of the screen, to which cells are cut; null: nothing is cut.

    """
    frame = table.frame.slice(offset, limit)
    if frame.is_empty():
        return words.NO_ROWS.to(lang)
    layout = table.layout
    shown = frame.select(
        layout.columns or [n for n in frame.columns if n not in (layout.group, layout.below, *table.hidden)]
    )
    names = [_label(table.labels, name, lang) for name in shown.columns]
    terms = [table.terms.get(name, {}) for name in shown.columns]
    cells = [[cell(value, lang, t) for value, t in zip(row, terms, strict=True)] for row in shown.iter_rows()]
    above = _column(table, frame, layout.group, lang)
    below = _column(table, frame, layout.below, lang)
    right = [kind.is_numeric() for kind in shown.dtypes]
    widths = [max(map(width, column)) for column in zip(names, *cells, strict=True)]
    indent = GAP if layout.group else ""
    if columns is not None:
        fitted = fit(widths, columns - len(indent) - len(GAP) * (len(widths) - 1))
        if fitted is None:
            return "\n\n".join(_pairs(zip(names, row, strict=True)) for row in cells)
        widths = fitted
    lines = [indent + _line(row, widths, right) for row in (names, ["─" * width_ for width_ in widths])]
    for number, row in enumerate(cells):
        if layout.group and (number == 0 or above[number] != above[number - 1]):
            lines += ["", above[number]] if number else [above[number]]
        lines.append(indent + _line(row, widths, right))
        if layout.below:
            margin = indent + GAP
            lines += [margin + line for line in wrap(below[number], (columns or PRINTED) - len(margin))]
    return "\n".join(lines)


def table_notes(table: Table, lang: Lang, *, offset: int, limit: int | None) -> str:
    """What stands under a table: rows shown of all, how many cells are unknown, what it was read by."""
    shown, total = table.frame.slice(offset, limit), table.frame.height
    page = words.ROWS.fill(total=f"{total:,}")
    if 0 < shown.height < total:
        first, last = f"{offset + 1:,}", f"{offset + shown.height:,}"
        page = words.ROWS_SHOWN.fill(first=first, last=last, total=f"{total:,}")
    visible = shown.select(table.layout.columns) if table.layout.columns else shown
    unknown = sum(visible.null_count().row(0)) if visible.width else 0
    notes = [page, *([words.UNKNOWN.fill(count=f"{unknown:,}")] if unknown else [])]
    if table.read_by and table.read_by.version is not None:
        notes.append(words.READ_BY_VERSION.fill(version=table.read_by.version))
    if table.read_by and table.read_by.as_of is not None:
        notes.append(words.READ_BY_DAY.fill(day=table.read_by.as_of))
    return " · ".join(note.to(lang) for note in notes)


def record_text(record: Record, lang: Lang) -> str:
    """A record as lines of label and value."""
    return _pairs(
        (_label(record.labels, name, lang), cell(value, lang, record.terms.get(name, {})))
        for name, value in record.values.items()
    )


def report_text(report: Report, lang: Lang, *, columns: int | None) -> str:
    """A report: its title, each part under its own title, and the notes."""
    blocks = [_titled(report.title, "", lang, "═")]
    for part in report.parts.values():
        if isinstance(part, Table):
            body = table_text(part, lang, offset=0, limit=None, columns=columns)
        else:
            body = record_text(part, lang)
        blocks.append(_titled(part.title, body, lang, "─"))
    blocks += [note.to(lang) for note in report.notes]
    return "\n\n".join(blocks)


def cell(value: Any, lang: Lang, terms: Terms = NO_TERMS) -> str:
    """One value as a person reads it, on one line; a code by its term."""
    if isinstance(value, str) and value in terms:
        return terms[value].to(lang)
    if value is None or value != value:
        return words.UNKNOWN_CELL
    if isinstance(value, bool):
        return (words.YES if value else words.NO).to(lang)
    if isinstance(value, float):
        return f"{value:.15g}" if abs(value) < 1e15 else f"{value:.0f}"
    if isinstance(value, datetime):
        return value.astimezone().strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(value, Mapping):
        return ", ".join(f"{name}: {cell(item, lang)}" for name, item in value.items())
    if isinstance(value, list | tuple):
        return ("、" if lang == "zh" else ", ").join(cell(item, lang) for item in value)
    return " ".join(str(value).split())


def fit(widths: list[int], columns: int) -> list[int] | None:
    """Widths cut so that they fill at most COLUMNS, the widest first; null if that would be unreadable."""
    if sum(min(width_, NARROWEST) for width_ in widths) > columns:
        return None
    widest = max(widths)
    while sum(min(width_, widest) for width_ in widths) > columns:
        widest -= 1
    return [min(width_, widest) for width_ in widths]


def _line(cells: Iterable[str], widths: list[int], right: list[bool]) -> str:
    padded = (pad(cut(text, columns), columns, right=r) for text, columns, r in zip(cells, widths, right, strict=True))
    return GAP.join(padded).rstrip()


def _column(table: Table, frame: "pl.DataFrame", name: str | None, lang: Lang) -> list[str]:
    """The cells of one column, or nothing."""
    return [cell(value, lang, table.terms.get(name, {})) for value in frame[name]] if name else []


def _pairs(pairs: Iterable[tuple[str, str]]) -> str:
    pairs = list(pairs)
    names = max((width(name) for name, _ in pairs), default=0)
    return "\n".join(f"{pad(name, names)}{GAP}{value}" for name, value in pairs)


def _titled(title: Text | None, body: str, lang: Lang, rule: str) -> str:
    heading = [title.to(lang), rule * width(title.to(lang))] if title else []
    return "\n".join([*heading, *([body] if body else [])])


def _label(labels: Mapping[str, Text], name: str, lang: Lang) -> str:
    return labels[name].to(lang) if name in labels else name
