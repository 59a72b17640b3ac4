"""Rows as a file has them into rows of the table, and into problems."""

from collections.abc import Mapping as Lookup
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from gongfu.workspace.codes.errors import UnitError
from gongfu.workspace.codes.lists import CodeList
from gongfu.workspace.codes.units import parse_unit
from gongfu.workspace.intake.batch import BAD_SCHEMA, Batch, locators, prefix
from gongfu.workspace.intake.heads import Resolution
from gongfu.workspace.intake.keys import IN_WORKSPACE, SeenKeys
from gongfu.workspace.intake.mapping import Mapping
from gongfu.workspace.intake.raw import Broken, RawBatch
from gongfu.workspace.intake.values import Habits, no_problems, parse, problems_at
from gongfu.workspace.schema import Table

TOTALS = ("合计", "总计", "小计", "Total", "total", "TOTAL", "Sum", "Grand total")
_LINES = 1 << 32  # more than a sheet has: a place is its sheet's number times this, and the line
_FINDING = [*no_problems().columns, "column_name", "head"]


@dataclass(frozen=True)
class Converter:
    """How the rows of one sheet become rows of one table.

    ``seen`` remembers keys from batch to batch and sheet to sheet; ``sheets`` are those of the file, this one at
    ``part``.
    """

    table: Table
    mapping: Mapping
    file: str
    habits: Habits
    codes: Lookup[str, CodeList]
    seen: SeenKeys
    place: str
    sheets: tuple[str | None, ...]
    part: int
    source_id: str | None = None
    partial: bool = False

    def batch(self, raw: RawBatch, resolution: Resolution) -> Batch:
        """Good rows of the table, and what is wrong with the others."""
        sheet = self.sheets[self.part]
        raw = _without_blank_rows(raw)
        values, findings = self._columns(raw, resolution)
        values, unit_findings = self._units(values)
        findings += unit_findings
        findings += self._missing(values, raw, resolution, findings)
        if no_data := self._no_data(raw, resolution):
            others = ~_rows_of(no_data, raw.cells.height)
            findings = [each.filter(others.gather(each["row"])) for each in findings] + no_data
        wrong = _rows_of(findings, raw.cells.height)
        repeated = self._keys(values, raw, wrong)
        findings += repeated
        wrong = wrong | _rows_of(repeated, raw.cells.height)
        place = locators(sheet, raw.lines, self.place)
        good = self._with_provenance(values, place).filter(~wrong)
        bad = _quarantined(findings, raw, place, self.file, sheet)
        if raw.broken:
            bad = pl.concat([bad, _broken(raw.broken, raw.heads, self.file, sheet, self.place)])
        return Batch(good, bad.sort("line", maintain_order=True), raw.steps)

    def _columns(self, raw: RawBatch, resolution: Resolution) -> tuple[pl.DataFrame, list[pl.DataFrame]]:
        """The columns that the file, the constants and the defaults fill, in the order of the table."""
        filled: dict[str, pl.Series] = {}
        findings: list[pl.DataFrame] = []
        for meaning in resolution.meanings:
            codes = self.codes.get(meaning.column.codes) if meaning.column.codes else None
            parsed = parse(raw.cells.to_series(meaning.index), meaning, self.habits, codes)
            filled[meaning.column.name] = parsed.values
            findings.append(_finding(parsed.problems, meaning.column.name, meaning.head))
        height = raw.cells.height
        for name, value in self.mapping.constants.items():
            filled[name] = _repeated(self.table, name, value, height)
        for name, value in self.mapping.defaults.items():
            default = _repeated(self.table, name, value, height)
            filled[name] = pl.select(pl.coalesce(filled[name], default)).to_series() if name in filled else default
        ordered = {name: filled[name].alias(name) for name in self.table.polars_schema if name in filled}
        return pl.DataFrame(ordered), [finding for finding in findings if finding.height]

    def _units(self, values: pl.DataFrame) -> tuple[pl.DataFrame, list[pl.DataFrame]]:
        """Where each row names its own unit, its figures go into the canonical one: 1.3, 万亿元 → 1.3e12, 元."""
        amounts = [
            column.name
            for column in self.table.columns
            if column.type == "number" and column.unit is None and column.name in VALUE_COLUMNS & set(values.columns)
        ]
        if "unit" not in values.columns or not amounts or self.table.column("unit").type != "text":
            return values, []
        units = values["unit"].unique().drop_nulls()
        known = {text: found for text in units if (found := _unit_or_none(text))}
        unknown = values["unit"].is_not_null() & ~values["unit"].is_in(list(known))
        factor = pl.col("unit").replace_strict(
            {text: found[1] for text, found in known.items()}, default=None, return_dtype=pl.Float64
        )
        symbol = pl.col("unit").replace_strict(
            {text: found[0] for text, found in known.items()}, default=None, return_dtype=pl.String
        )
        scaled = [
            pl.when(factor != 1).then((pl.col(name) * factor).round_sig_figs(15)).otherwise(pl.col(name)).alias(name)
            for name in amounts
        ]
        problems = problems_at(unknown, values["unit"], "unknown_unit")
        findings = [_finding(problems, "unit", "unit")] if problems.height else []
        return values.with_columns(*scaled, unit=symbol), findings

    def _no_data(self, raw: RawBatch, resolution: Resolution) -> list[pl.DataFrame]:
        """Rows that are no data: the head again, or totals; both show in the first column, or the first that is used."""
        begins = {0, min((meaning.index for meaning in resolution.meanings), default=0)}
        findings = []
        for index in sorted(begins.intersection(range(raw.cells.width))):
            if raw.cells.dtypes[index] != pl.String:
                continue
            cells, head = raw.cells.to_series(index).str.strip_chars(), raw.heads[index]
            findings.append(_finding(problems_at(cells.is_in(TOTALS), cells, "total_row"), None, head))
            if (cells == head.strip()).any():
                again = _equal_to_heads(raw)
                findings.append(_finding(problems_at(again, cells, "repeated_head"), None, head))
        return [finding for finding in findings if finding.height][:1]

    def _missing(
        self, values: pl.DataFrame, raw: RawBatch, resolution: Resolution, findings: Sequence[pl.DataFrame]
    ) -> list[pl.DataFrame]:
        """Values that a row needs and does not have, unless the cell is known to be wrong already."""
        heads = {meaning.column.name: meaning.head for meaning in resolution.meanings}
        needed = {
            *self.table.key,
            *(column.name for column in self.table.columns if column.required and not self.partial),
        }
        found = []
        for name in needed.intersection(values.columns):
            gaps = values[name].is_null()
            for finding in findings:
                if gaps.any() and (finding["column_name"] == name).any():
                    gaps = gaps & ~_rows_of([finding], raw.cells.height)
            problems = problems_at(gaps, pl.repeat(None, raw.cells.height, dtype=pl.String, eager=True), "missing")
            if problems.height:
                found.append(_finding(problems, name, heads.get(name)))
        return found

    def _keys(self, values: pl.DataFrame, raw: RawBatch, wrong: pl.Series) -> list[pl.DataFrame]:
        """Keys that stood in the file before, or in the workspace; only good rows count."""
        rows = (~wrong).arg_true()
        keys = values.select(self.table.key)[rows]
        places = raw.lines.gather(rows).cast(pl.Int64) + self.part * _LINES
        same = keys.lazy().with_columns(_place=places).select(pl.col("_place").first().over(self.table.key))
        first = same.collect().to_series()
        before = pl.select(pl.coalesce(self.seen.find(keys), pl.when(first != places).then(first))).to_series()
        fresh = before.is_null()
        self.seen.add(keys.filter(fresh), places.filter(fresh))
        if fresh.all():
            return []
        texts = keys.select(pl.concat_str(pl.all().cast(pl.String), separator=" | ")).to_series()
        reason = pl.when(before == IN_WORKSPACE).then(pl.lit("key_exists")).otherwise(pl.lit("duplicate_key"))
        prefixes = {index: prefix(sheet, self.place) for index, sheet in enumerate(self.sheets)}
        sheets = (before // _LINES).replace_strict(prefixes, default=None, return_dtype=pl.String)
        detail = pl.when(before != IN_WORKSPACE).then(sheets + (before % _LINES).cast(pl.String))
        problems = pl.select(row=rows, value=texts, reason=reason, detail=detail).filter(~fresh)
        return [_finding(problems.cast(no_problems().schema), ", ".join(self.table.key), None)]

    def _with_provenance(self, values: pl.DataFrame, place: pl.Series) -> pl.DataFrame:
        """Say where each row comes from, in the columns that the table has for it and the file does not fill."""
        schema = self.table.polars_schema
        added: dict[str, Any] = {}
        if self.source_id is not None and "source_id" in schema:
            source = pl.lit(self.source_id)
            if "source_id" not in values.columns:
                added = {"source_id": source, "locator": place} if "locator" in schema else {"source_id": source}
        ordered = values.with_columns(**added)
        return ordered.select(name for name in schema if name in ordered.columns)


VALUE_COLUMNS = {"value", "value_high", "value_low"}


def _equal_to_heads(raw: RawBatch) -> pl.Series:
    texts = [index for index, kind in enumerate(raw.cells.dtypes) if kind == pl.String]
    same = pl.all_horizontal(pl.nth(index).str.strip_chars() == raw.heads[index].strip() for index in texts)
    return raw.cells.select(same).to_series()


def _without_blank_rows(raw: RawBatch) -> RawBatch:
    if not raw.cells.width:
        return RawBatch(raw.heads, raw.cells, raw.lines.clear(), raw.steps, raw.broken)
    texts = [index for index, kind in enumerate(raw.cells.dtypes) if kind == pl.String]
    others = [index for index, kind in enumerate(raw.cells.dtypes) if kind != pl.String]
    filled = raw.cells.select(
        pl.any_horizontal(
            *(pl.nth(i).str.strip_chars().str.len_bytes().fill_null(0) > 0 for i in texts),
            *(pl.nth(i).is_not_null() for i in others),
        )
    ).to_series()
    if filled.all():
        return raw
    return RawBatch(raw.heads, raw.cells.filter(filled), raw.lines.filter(filled), raw.steps, raw.broken)


def _repeated(table: Table, name: str, value: object, height: int) -> pl.Series:
    wanted = table.column(name).polars_type
    return pl.Series(name, [value], dtype=wanted, strict=False).new_from_index(0, height)


def _unit_or_none(text: str) -> tuple[str, float] | None:
    try:
        return parse_unit(text)
    except UnitError:
        return None


def _finding(problems: pl.DataFrame, column: str | None, head: str | None) -> pl.DataFrame:
    return problems.with_columns(column_name=pl.lit(column, dtype=pl.String), head=pl.lit(head, dtype=pl.String))


def _rows_of(findings: Sequence[pl.DataFrame], height: int) -> pl.Series:
    """Which rows the findings are about."""
    wrong = pl.repeat(False, height, dtype=pl.Boolean, eager=True)
    for finding in findings:
        wrong = wrong.scatter(finding["row"].unique(), True)
    return wrong


def _quarantined(
    findings: Sequence[pl.DataFrame], raw: RawBatch, place: pl.Series, file: str, sheet: str | None
) -> pl.DataFrame:
    if not findings:
        return pl.DataFrame(schema=BAD_SCHEMA)
    import orjson

    found = pl.concat([finding.select(_FINDING) for finding in findings])
    rows = found["row"].unique().sort()
    names = unique_heads(raw.heads)
    texts = [
        orjson.dumps(dict(zip(names, row, strict=True)), default=str).decode() for row in raw.cells[rows].iter_rows()
    ]
    whole = pl.DataFrame(
        {
            "row": rows,
            "line": raw.lines.gather(rows),
            "locator": place.gather(rows),
            "cells": pl.Series(texts, dtype=pl.String),
        }
    )
    joined = found.join(whole, on="row", how="left", maintain_order="left").drop("row").rename({"cells": "row"})
    return joined.with_columns(file=pl.lit(file), sheet=pl.lit(sheet, dtype=pl.String)).select(*BAD_SCHEMA)


def _broken(broken: list[Broken], heads: Sequence[str], file: str, sheet: str | None, kind: str) -> pl.DataFrame:
    import orjson

    lines = pl.Series([each.line for each in broken], dtype=pl.Int64)
    return pl.DataFrame(
        {
            "file": [file] * len(broken),
            "sheet": [sheet] * len(broken),
            "line": lines,
            "locator": locators(sheet, lines, kind),
            "column_name": [None] * len(broken),
            "head": [None] * len(broken),
            "value": [each.text for each in broken],
            "reason": [each.reason for each in broken],
            "detail": [each.detail for each in broken],
            "row": [orjson.dumps({WHOLE_LINE: each.text}).decode() for each in broken],
        },
        schema=BAD_SCHEMA,
    )


WHOLE_LINE = "_line"  # stands in place of the heads where a line could not be cut into cells


def unique_heads(heads: Sequence[str]) -> list[str]:
    """The heads, those without a text or met before with their number behind."""
    names: list[str] = []
    for number, head in enumerate(heads, start=1):
        names.append(head if head and head not in names else f"{head}#{number}")
    return names
