"""Say once by which formula figures were made, be it one of them or a column of 400,000."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import polars as pl

from gongfu.workspace.ids import id_of
from gongfu.workspace.provenance.figures import Figure, row_key
from gongfu.workspace.provenance.locators import Derivation

Value = str | int | float | bool | None
Origin = Literal["observed", "derived", "estimated", "synthetic", "reviewed"]

WHOLE_COLUMN = "*"


@dataclass(frozen=True, slots=True)
class Input:
    """A column whose rows go into a formula.

    ``rows`` gives for each column the value that the rows have. ``same`` gives for each column the column of
    the derived figure's own row whose value they have: ``{"firm_id": "firm_id"}``.
    """

    name: str
    table: str
    column: str
    rows: Mapping[str, Value] = field(default_factory=dict)
    same: Mapping[str, str] = field(default_factory=dict)

    def picked(self) -> str:
        """Which rows, as JSON."""
        columns = {column: {"column": own} for column, own in self.same.items()}
        return json.dumps({**self.rows, **columns}, ensure_ascii=False, sort_keys=True)


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula written with the names of its inputs, and who works it out."""

    formula: str
    inputs: Sequence[Input]
    made_by: str | None = None
    parameters: Mapping[str, Value] = field(default_factory=dict)
    note_zh: str | None = None
    note_en: str | None = None

    @property
    def id(self) -> str:
        """The same formula with the same inputs has the same id."""
        return id_of(self.formula, self.made_by, self._parameters, *(self._input(given) for given in self.inputs))

    @property
    def locator(self) -> str:
        """What stands in the column ``locator`` of a row that the formula made."""
        return str(Derivation(self.id))

    @property
    def _parameters(self) -> str:
        return json.dumps(dict(self.parameters), ensure_ascii=False, sort_keys=True)

    @staticmethod
    def _input(given: Input) -> str:
        return json.dumps([given.name, given.table, given.column, given.picked()], ensure_ascii=False)


def recorded(formulas: Sequence[Formula]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The rows of ``derivation`` and ``derivation_input`` that keep the formulas; merge them into the tables."""
    kept = {formula.id: formula for formula in formulas}
    rows = [(f.id, f.formula, f.made_by, f._parameters, f.note_zh, f.note_en) for f in kept.values()]
    columns = ["derivation_id", "formula", "made_by", "parameters", "note_zh", "note_en"]
    inputs = [(f.id, g.name, g.table, g.column, g.picked()) for f in kept.values() for g in f.inputs]
    input_columns = ["derivation_id", "name", "table_name", "column_name", "rows"]
    return (
        pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.String), orient="row"),
        pl.DataFrame(inputs, schema=dict.fromkeys(input_columns, pl.String), orient="row"),
    )


def evidence(
    place: Figure | tuple[str, str], *, origin: Origin, source_id: str | None = None, locator: str | None = None
) -> pl.DataFrame:
    """The row of ``evidence`` that says where a cell, or a whole column (table, column), comes from."""
    table, column = (place.table, place.column) if isinstance(place, Figure) else place
    return pl.DataFrame(
        {
            "table_name": [table],
            "column_name": [column],
            "row_key": [row_key(place.key) if isinstance(place, Figure) else WHOLE_COLUMN],
            "origin": [origin],
            "source_id": [source_id],
            "locator": [locator],
        },
        schema_overrides={"source_id": pl.String, "locator": pl.String},
    )
