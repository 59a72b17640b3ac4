"""Tables of indicators in English: a head row with years or the words baseline and target, and figures below."""

import re
from dataclasses import dataclass

from gongfu.plan.english.comparators import EQUAL, comparator_before, comparator_behind
from gongfu.plan.english.numerals import DIGITS, scale_behind, value_of
from gongfu.plan.english.periods import Term, years_in
from gongfu.plan.english.quantities import COUNT, MONEY, PERCENT, Quantity
from gongfu.plan.english.units import BEFORE_NUMERAL, SYMBOL, local_dollar, unit_behind
from gongfu.plan.kind import BASELINE, OUTCOME, TARGET
from gongfu.plan.mode import GROWTH, LEVEL, SHARE

_BASE = re.compile(
    r"\b(?:base ?line|base|current|actual|achieved|achievement|present|status|existing)\b", re.IGNORECASE
)
_GOAL = re.compile(r"\b(?:targets?|goals?|planned|proposed|projected|expected)\b", re.IGNORECASE)
_NAME = re.compile(
    r"\b(?:indicators?|parameters?|items?|kpis?|measures?|metric|description|particulars|goal|outcome|sector"
    r"|activity)\b",
    re.IGNORECASE,
)
_UNIT = re.compile(r"^units?(?: of measure(?:ment)?)?$", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\s*[(\[](?:in )?([^()\[\]]{1,30})[)\]]$")
_FIGURE = re.compile(rf"(?P<symbol>{SYMBOL})?(?P<low>{DIGITS})")
_HIGH = re.compile(rf" ?(?:-|–|to) ?(?P<high>{DIGITS})")
_GROWTH = re.compile(r"\bgrowth\b|\bCAGR\b|\bincrease\b|\breduction\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure of a table, and what its row and its column say of it."""

    quantity: Quantity
    kind: str
    mode: str
    indicator: str
    year: int | None


@dataclass(frozen=True, slots=True)
class _Column:
    role: str  # name, unit, base, goal, year
    year: int | None = None


def cells(flat: str, term: Term) -> tuple[list[Cell], list[tuple[int, int]]]:
    """Read the figures of all tables that have a head.

    Parameters
    ----------
    flat
        Flat text; a row is a line of three cells or more, set apart by tabs.
    term
        The plan's own term: a column headed "Target" is of its last year.

    Returns
    -------
    The figures, and the spans of head and rows.
    """
    found: list[Cell] = []
    spans: list[tuple[int, int]] = []
    head: list[_Column] | None = None
    position = 0
    for line in flat.split("\n") if "\t" in flat else ():
        parts = line.split("\t")
        if len(parts) >= 3:
            columns = _head(parts, term)
            if columns is not None:
                head = columns
                spans.append((position, position + len(line)))
            elif head is not None and len(parts) == len(head):
                found += _row(parts, position, head, local_dollar(flat))
                spans.append((position, position + len(line)))
        elif line.strip():
            head = None
        position += len(line) + 1
    return found, spans


def _head(parts: list[str], term: Term) -> list[_Column] | None:
    """The columns of a head row: one names the rows, and at least one is of figures."""
    columns = [_column(part.strip(), term) for part in parts]
    if not any(column.role in ("base", "goal", "year") for column in columns[1:]) or columns[0].role not in (
        "name",
        "unit",
    ):
        return None
    has_goal = any(column.role == "goal" for column in columns)
    return [
        _Column("base" if has_goal or _is_past(column.year, term) else "goal", column.year)
        if column.role == "year" else column
        for column in columns
    ]  # fmt: skip


def _is_past(year: int | None, term: Term) -> bool:
    since = term.first or term.issued
    return year is not None and since is not None and year <= since


def _column(title: str, term: Term) -> _Column:
    years = years_in(title)
    year = years[-1].last if years else None
    if _UNIT.match(title):
        return _Column("unit")
    if _BASE.search(title):
        return _Column("base", year)
    if _GOAL.search(title) and (year or not _NAME.search(title)):
        return _Column("goal", year or term.last)
    if year and len(title) <= 16:
        return _Column("year", year)
    return _Column("name")


def _row(parts: list[str], position: int, head: list[_Column], dollar: str) -> list[Cell]:
    names = [
        part.strip()
        for part, column in zip(parts, head, strict=True)
        if column.role == "name" and re.search(r"[A-Za-z]{3}", part)
    ]
    if not names:
        return []
    name, unit = (
        names[0],
        next((part.strip() for part, column in zip(parts, head, strict=True) if column.role == "unit"), ""),
    )
    bracket = _IN_BRACKETS.search(name)
    if bracket:
        name, unit = name[: bracket.start()], unit or bracket[1]
    found: list[Cell] = []
    has_base = False
    for part, column in zip(parts, head, strict=True):
        if column.role in ("base", "goal") and (quantity := _figure(part, position, unit, dollar)):
            has_base = has_base or column.role == "base"
            kind = BASELINE if column.role == "base" else TARGET
            found.append(Cell(quantity, kind, _mode(quantity, name), name, column.year))
        position += len(part) + 1
    goals = any(cell.kind == TARGET for cell in found)
    return found if goals else [Cell(cell.quantity, OUTCOME, cell.mode, cell.indicator, cell.year) for cell in found]


def _mode(quantity: Quantity, name: str) -> str:
    if quantity.form != PERCENT:
        return LEVEL
    return GROWTH if _GROWTH.search(name) else SHARE


def _figure(part: str, position: int, row_unit: str, dollar: str) -> Quantity | None:
    """The figure of a cell; scale and unit stand in the cell, or else in the row."""
    match = _FIGURE.search(part)
    if (
        match is None
        or len(part.strip()) > 40
        or re.search(r"[A-Za-z]{4}", part[: match.start()].replace("about", "").replace("least", ""))
    ):
        return None
    scale, end = scale_behind(part, match.end())
    high = _HIGH.match(part, end)
    high_value = value_of(high["high"]) if high else None
    if high:
        scale, end = scale_behind(part, high.end())
    unit, form, end = unit_behind(part, end)
    if match["symbol"]:
        unit, form = BEFORE_NUMERAL.get(match["symbol"].strip(), "USD"), MONEY
    if not unit:
        unit, form, factor = _row_unit(row_unit)
        scale *= factor
    comparator, begin = comparator_before(part, match.start())
    behind, end = comparator_behind(part, end)
    return Quantity(
        position + begin, position + end, value_of(match["low"]) * scale,
        None if high_value is None else high_value * scale,
        dollar if unit == "$" else unit, comparator or behind or EQUAL, form or COUNT,
    )  # fmt: skip


def _row_unit(written: str) -> tuple[str, str, float]:
    """Unit, form and factor of a unit column or a bracket: "₹ crore", "million tonnes", "%", "number"."""
    symbol = re.match(rf"(?:{SYMBOL}) ?", written)
    scale, end = scale_behind(written, symbol.end() if symbol else 0)
    if symbol:
        return BEFORE_NUMERAL.get(symbol[0].strip(), "USD"), MONEY, scale
    unit, form, _end = unit_behind(written, end)
    rest = written[end:].strip().lower()
    return (
        (unit, form, scale)
        if unit
        else ("" if re.fullmatch(r"(?:number|no\.?|nos\.?|#)?", rest) else rest, COUNT, scale)
    )
