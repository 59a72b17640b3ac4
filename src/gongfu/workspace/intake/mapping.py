"""What a user says about a file: which head is which column, in which unit, and where the table stands."""

from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Literal, Self

import yaml

from gongfu.workspace.codes.errors import UnitError
from gongfu.workspace.codes.text import suggestion
from gongfu.workspace.codes.units import factor_between, parse_unit
from gongfu.workspace.intake.errors import MappingError
from gongfu.workspace.schema import Table


@dataclass(frozen=True, slots=True)
class Target:
    """What one head means: a ``column``, and the ``unit`` and date ``format`` of its cells."""

    column: str
    unit: str | None = None
    format: str | None = None


@dataclass(frozen=True, slots=True)
class Mapping:
    """Everything a mapping file may say; all of it is optional.

    Parameters
    ----------
    columns
        For each head its target; None drops the head on purpose.
    constants
        For each column the value that all rows have.
    defaults
        For each column the value of rows whose cell is empty.
    sheets
        The sheets to read; by default every sheet with a head of the table.
    head_row
        Row of the head, counted from 1; by default it is looked for.
    unit
        Unit of the amounts whose head names none, as "单位：万元" above a table does.
    encoding, delimiter
        Of a CSV file; by default found out.
    decimal
        Sign before the decimals of a number.
    timezone
        Of times that name none.
    unknown
        More words that mean "not known".
    short_rows
        What a CSV row with too few cells is: bad, or one whose last cells are not known.
    """

    columns: dict[str, Target | None] = field(default_factory=dict)
    constants: dict[str, Any] = field(default_factory=dict)
    defaults: dict[str, Any] = field(default_factory=dict)
    sheets: tuple[str, ...] = ()
    head_row: int | None = None
    unit: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    decimal: Literal[".", ","] = "."
    timezone: str = "UTC"
    unknown: tuple[str, ...] = ()
    short_rows: Literal["bad", "unknown"] = "bad"

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read a mapping file.

        Raises
        ------
        MappingError
            It cannot be read or is not well formed; names every entry that is wrong.
        """
        try:
            declared = yaml.safe_load(path.read_text("utf-8"))
        except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
            raise MappingError(f"the mapping file {path} cannot be read: {error}") from None
        return cls.of(declared or {})

    @classmethod
    def of(cls, declared: object) -> Self:
        """A mapping out of plain data, as YAML or JSON gives it; raises ``MappingError`` as :meth:`read`."""
        if not isinstance(declared, dict):
            raise MappingError("a mapping consists of named entries", mend="Begin with columns:")
        known = {entry.name for entry in fields(cls)}
        offenders = [f"{key}: {suggestion(str(key), known) or 'no such entry'}" for key in declared if key not in known]
        for key, kind in _KINDS.items():
            if key in declared and not isinstance(declared[key], kind):
                offenders.append(f"{key}: {declared[key]!r} has the wrong type")
        for key, allowed in _CHOICES.items():
            if declared.get(key, allowed[0]) not in allowed:
                offenders.append(f"{key}: {declared[key]!r} is none of {', '.join(map(repr, allowed))}")
        if offenders:
            raise MappingError(
                "the mapping is not well formed", offenders=offenders, mend=f"Entries: {', '.join(sorted(known))}."
            )
        columns = {str(head): _target(str(head), given) for head, given in (declared.get("columns") or {}).items()}
        listed = {key: _listed(declared[key]) for key in ("sheets", "unknown") if key in declared}
        return cls(**{**declared, **listed, "columns": columns})

    def check(self, table: Table) -> None:
        """Hold the mapping against the table that is to be filled.

        Raises
        ------
        MappingError
            Names every column that the table does not have, and every unit that does not fit its column.
        """
        declared = table.polars_schema
        named = [target.column for target in self.columns.values() if target]
        offenders = [
            f"{name}: {suggestion(name, declared) or f'no column of {table.name}'}"
            for name in [*named, *self.constants, *self.defaults]
            if name not in declared
        ]
        units = [(target.column, target.unit) for target in self.columns.values() if target and target.unit]
        for name, unit in units:
            if name in declared:
                offenders += _unit_offence(table.column(name).unit, name, unit)
        if self.unit is not None:
            offenders += _unit_offence(None, "unit", self.unit)
        if offenders:
            raise MappingError(f"the mapping does not fit the table {table.name!r}", offenders=offenders)


_KINDS: dict[str, type | tuple[type, ...]] = {
    "columns": dict,
    "constants": dict,
    "defaults": dict,
    "sheets": (str, list),
    "head_row": int,
    "unit": str,
    "encoding": str,
    "delimiter": str,
    "timezone": str,
    "unknown": (str, list),
}
_CHOICES: dict[str, tuple[str, ...]] = {"decimal": (".", ","), "short_rows": ("bad", "unknown")}


def _target(head: str, given: object) -> Target | None:
    if given is None:
        return None
    if isinstance(given, str):
        return Target(given)
    allowed = {entry.name for entry in fields(Target)}
    if not isinstance(given, dict) or "column" not in given or not set(given) <= allowed:
        raise MappingError(
            f"the entry for the head {head!r} is not well formed",
            mend=f"Give a column, nothing (to drop it), or {', '.join(sorted(allowed))}.",
        )
    return Target(**{key: str(value) for key, value in given.items() if value is not None})


def _listed(given: str | list[Any]) -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else tuple(str(entry) for entry in given)


def _unit_offence(wanted: str | None, name: str, unit: str) -> list[str]:
    try:
        if wanted is None:
            parse_unit(unit)
        else:
            factor_between(unit, wanted)
    except UnitError as error:
        return [f"{name}: {error.message}"]
    return []
