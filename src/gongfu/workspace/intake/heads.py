"""Find the head of a sheet, and what each of its texts means in the table."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from gongfu.workspace.codes.errors import UnitError
from gongfu.workspace.codes.text import fold, suggestion
from gongfu.workspace.codes.units import factor_between, multiplier, parse_unit
from gongfu.workspace.intake.errors import HeadError
from gongfu.workspace.intake.mapping import Mapping, Target
from gongfu.workspace.intake.raw import Head
from gongfu.workspace.schema import Column, Table

PROVENANCE = ("source_id", "locator")  # filled by the import where a table has them

_IN_BRACKETS = re.compile(r"(.+?)\s*[(\[【〔]([^()\[\]【】〔〕]*(?:\([^()]*\))?[^()]*)[)\]】〕]")
_AFTER_SIGN = re.compile(r"(.+?)\s*[/:,;_](.+)")
_UNIT_ABOVE = re.compile(r"(?:计量)?单位[:：]?\s*(.+?)\s*[)）]?$|unit[s]?:\s*(.+?)\s*\)?$", re.IGNORECASE)
_LIST = re.compile(r"[、，,;；]\s*")
_MARKS = " *:：﹡＊"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What one head means: its column, the unit of its cells and the factor into the column's unit."""

    index: int
    head: str
    column: Column
    unit: str | None = None
    factor: float = 1.0
    format: str | None = None


@dataclass(frozen=True, slots=True)
class Unmapped:
    """A head that fills no column; ``dropped`` where the mapping says so."""

    index: int
    head: str
    hint: str | None = None
    dropped: bool = False


@dataclass(frozen=True, slots=True)
class Resolution:
    """What all heads mean."""

    meanings: tuple[Meaning, ...]
    unmapped: tuple[Unmapped, ...]


def find_head(top: Sequence[tuple[int, list[str]]], table: Table, mapping: Mapping) -> Head | None:
    """The row among the first ones that names most columns of the table; None where no row names any.

    Titles may stand above it, and with them the unit of the amounts ("单位：万元"). Of a head on two rows, joined by
    merged cells, it is the second.
    """
    best, most = None, 0
    for index, (line, cells) in enumerate(top):
        if mapping.head_row not in (None, line):
            continue
        named = sum(_column_of(cell, table, mapping) is not None for cell in set(cells) if cell.strip())
        second_of_two = best is not None and named == most > 0 and index == best + 1 and cells != top[best][1]
        if named > most or second_of_two or mapping.head_row is not None:
            best, most = index, named
    if best is None:
        return None
    line, cells = top[best]
    above = [cell for _, row in top[:best] for cell in row]
    return Head(line, tuple(cells), tuple(_units_in(above)))


def resolve(heads: Sequence[str], table: Table, mapping: Mapping, units_above: Sequence[str] = ()) -> Resolution:
    """Say what each head means.

    Parameters
    ----------
    units_above
        Units that stand above the head and hold for amounts whose head names none.

    Raises
    ------
    HeadError
        Two heads mean one column, a name means several columns, or a unit does not fit; names every one.
    """
    meanings: list[Meaning] = []
    unmapped: list[Unmapped] = []
    offenders: list[str] = []
    defaults = [mapping.unit] if mapping.unit else list(units_above)
    for index, head in enumerate(heads):
        target = _said(head, mapping)
        if isinstance(target, Target):
            meanings.append(_by_mapping(index, head, table.column(target.column), target))
        elif target is None:
            unmapped.append(Unmapped(index, head, dropped=True))
        else:
            try:
                meaning = _by_name(index, head, table, defaults)
            except HeadError as error:
                offenders.append(error.message)
                continue
            if isinstance(meaning, Meaning):
                meanings.append(meaning)
            else:
                unmapped.append(meaning)
    meanings, beaten = _mapping_first(meanings, mapping)
    by_column: dict[str, list[str]] = {}
    for meaning in meanings:
        by_column.setdefault(meaning.column.name, []).append(meaning.head)
    offenders += [
        f"{' and '.join(map(repr, names))} both mean {name}" for name, names in by_column.items() if len(names) > 1
    ]
    if offenders:
        raise HeadError(
            f"the heads do not say clearly which column of {table.name!r} they fill",
            offenders=offenders,
            mend="Say it in a mapping file (columns: head → column, or nothing to drop it).",
        )
    return Resolution(tuple(meanings), tuple(unmapped + beaten))


def columns_named(head: Head, table: Table, mapping: Mapping) -> set[str]:
    """Columns that a head seems to fill, whether or not it says so clearly."""
    return {name for cell in head.names if cell.strip() and (name := _column_of(cell, table, mapping))}


def missing_columns(table: Table, given: Iterable[str], *, partial: bool) -> list[str]:
    """Columns of which no row may lack a value and that nothing fills; of a partial row only the key is needed."""
    needed = {*table.key, *(column.name for column in table.columns if column.required and not partial)}
    return sorted(needed - set(given) - set(PROVENANCE))


def _by_mapping(index: int, head: str, column: Column, target: Target) -> Meaning:
    unit = target.unit or _unit_of(head)
    if unit is None:
        return Meaning(index, head, column, format=target.format)
    factor = parse_unit(unit)[1] if column.unit is None else factor_between(unit, column.unit)
    return Meaning(index, head, column, unit, factor, target.format)


def _by_name(index: int, head: str, table: Table, defaults: Sequence[str]) -> Meaning | Unmapped:
    if not head.strip():
        return Unmapped(index, head)
    names = _names(table)
    for text, unit in _readings(head):
        columns = names.get(_key(text), [])
        if len(columns) > 1:
            raise HeadError(f"{head!r} may mean {' or '.join(column.name for column in columns)}")
        if columns:
            return _with_unit(index, head, columns[0], unit, defaults)
    known = [text for column in table.columns for text in (column.zh, column.name, *column.aliases)]
    return Unmapped(index, head, suggestion(head, known))


def _with_unit(index: int, head: str, column: Column, unit: str | None, defaults: Sequence[str]) -> Meaning | Unmapped:
    if unit is None:
        for above in defaults:
            if column.unit is not None and _converts(above, column.unit):
                return Meaning(index, head, column, above, factor_between(above, column.unit))
        return Meaning(index, head, column)
    if times := multiplier(unit):
        return Meaning(index, head, column, unit, times)
    try:
        factor = parse_unit(unit)[1]
    except UnitError:
        if column.unit is None:
            return Meaning(index, head, column)
        return Unmapped(index, head, f"{unit!r} is no unit that is known")
    if column.unit is None:
        if factor == 1 and column.type in ("integer", "text"):
            return Meaning(index, head, column)
        return Unmapped(index, head, f"{column.name} has no unit of its own: say in a mapping what {unit!r} means")
    try:
        return Meaning(index, head, column, unit, factor_between(unit, column.unit))
    except UnitError as error:
        raise HeadError(f"{head!r}: {error.message}") from None


def _readings(head: str) -> list[tuple[str, str | None]]:
    """The head as it stands, then split into a name and what may be its unit."""
    text = fold(head.replace("\n", "")).strip(_MARKS)
    readings: list[tuple[str, str | None]] = [(text, None)]
    if bracketed := _IN_BRACKETS.fullmatch(text):
        readings.append((bracketed[1], bracketed[2]))
    if signed := _AFTER_SIGN.fullmatch(text):
        readings.append((signed[1], signed[2]))
    return readings


def _unit_of(head: str) -> str | None:
    """The unit that a head names beside a text that the mapping knows."""
    for _, unit in _readings(head)[1:]:
        if unit and _known(unit):
            return unit
    return None


def _said(head: str, mapping: Mapping) -> Target | str | None:
    """What the mapping says of a head; the head itself where it says nothing."""
    if head in mapping.columns:
        return mapping.columns[head]
    by_key = {_key(name): target for name, target in mapping.columns.items()}
    return by_key.get(_key(head), head)


def _column_of(head: str, table: Table, mapping: Mapping) -> str | None:
    said = _said(head, mapping)
    if isinstance(said, Target):
        return said.column
    names = _names(table)
    return next((columns[0].name for text, _ in _readings(head) if (columns := names.get(_key(text)))), None)


@lru_cache(64)
def _names(table: Table) -> dict[str, list[Column]]:
    """For each spelling the columns that it means; a column's name beats a label, and a label an alias."""
    ranks: list[dict[str, list[Column]]] = [{}, {}, {}]
    for column in table.columns:
        spellings = ([column.name], [column.zh, column.en], [*column.aliases, *_without_unit(column)])
        for rank, texts in zip(ranks, spellings, strict=True):
            for key in {_key(text) for text in texts}:
                rank.setdefault(key, []).append(column)
    return {**ranks[2], **ranks[1], **ranks[0]}


def _without_unit(column: Column) -> list[str]:
    ending = f"_{column.unit}"
    return [column.name.removesuffix(ending)] if column.name.endswith(ending) else []


def _key(text: str) -> str:
    return fold(text.replace("\n", "")).strip(_MARKS).replace("_", " ").replace("-", " ")


def _mapping_first(meanings: list[Meaning], mapping: Mapping) -> tuple[list[Meaning], list[Unmapped]]:
    """Where the mapping names the head of a column, heads that only sound like it are set aside."""
    said = {m.column.name for m in meanings if isinstance(_said(m.head, mapping), Target)}
    kept = [m for m in meanings if m.column.name not in said or isinstance(_said(m.head, mapping), Target)]
    beaten = [
        Unmapped(m.index, m.head, f"the mapping fills {m.column.name} otherwise") for m in meanings if m not in kept
    ]
    return kept, beaten


def _units_in(cells: Iterable[str]) -> list[str]:
    found = []
    for cell in cells:
        if match := _UNIT_ABOVE.search(cell.strip()):
            found += [text for text in _LIST.split(match[1] or match[2]) if _known(text)]
    return list(dict.fromkeys(found))


def _known(unit: str) -> bool:
    try:
        parse_unit(unit)
    except UnitError:
        return False
    return True


def _converts(unit: str, target: str) -> bool:
    try:
        factor_between(unit, target)
    except UnitError:
        return False
    return True
