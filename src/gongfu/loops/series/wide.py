"""Rows of a file into texts of single figures: a row of a wide sheet gives one for each period."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gongfu.loops.series.heads import Layout
from gongfu.workspace.intake.convert import unique_heads
from gongfu.workspace.intake.raw import RawBatch

PERIOD_HEAD, VALUE_HEAD = "时期", "数值"  # under which a cell of a wide sheet goes into quarantine
_FOOTNOTE = re.compile(
    r"\s*(?:注|备注|说明|附注|资料来源|数据来源|来源|note|notes|source|sources)\s*\d*\s*[:：].*",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Cell:
    """The texts of one figure with its place; ``row`` is the row of the file, head by head, that gives it alone."""

    line: int
    texts: dict[str, str | None]
    row: dict[str, str | None]
    heads: dict[str, str]
    unit: str | None
    wide: bool


@dataclass(frozen=True, slots=True)
class Unread:
    """A row that holds no figure: a note at the foot, or a heading between the rows."""

    line: int
    text: str


def cells_of(raw: RawBatch, layout: Layout) -> Iterator[Cell | Unread]:
    """The figures of some rows; blank rows are left out.

    Parameters
    ----------
    raw
        Rows as the file has them.
    layout
        Where each part of a figure stands.
    """
    names = unique_heads(raw.heads)
    for line, values in zip(raw.lines, raw.cells.iter_rows(), strict=True):
        texts = [None if value is None else _text(value) for value in values]
        filled = [text for text in texts if text and text.strip()]
        if not filled:
            continue
        if len(filled) == 1 and is_footnote(filled[0]):
            yield Unread(line, filled[0].strip())
        elif layout.periods:
            yield from _wide(line, texts, names, layout)
        else:
            parts = {part: texts[index] for part, index in layout.columns.items()}
            heads = {part: names[index] for part, index in layout.columns.items()}
            unit = layout.units.get(layout.columns["value"]) or layout.unit
            yield Cell(line, parts, dict(zip(names, texts, strict=True)), heads, unit, wide=False)


def is_footnote(text: str) -> bool:
    """Whether a line that stands alone is a note and no row."""
    return _FOOTNOTE.fullmatch(text) is not None


def _wide(line: int, texts: list[str | None], names: list[str], layout: Layout) -> Iterator[Cell | Unread]:
    figures = {index: texts[index] for index in layout.periods}
    common = {part: texts[index] for part, index in layout.columns.items()}
    if not any(text and text.strip() for text in figures.values()):
        yield Unread(line, " ".join(text.strip() for text in texts if text and text.strip()))
        return
    heads = {part: names[index] for part, index in layout.columns.items()}
    row = {names[index]: text for index, text in enumerate(texts) if index not in layout.periods}
    for index, text in figures.items():
        period = str(layout.periods[index])
        yield Cell(
            line,
            {**common, "period": period, "value": text},
            {**row, PERIOD_HEAD: period, VALUE_HEAD: text},
            {**heads, "period": names[index], "value": names[index]},
            layout.units.get(index) or layout.unit,
            wide=True,
        )


def _text(value: object) -> str:
    """A cell of a file whose cells have types, as text."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return str(int(value))
    return str(value)
