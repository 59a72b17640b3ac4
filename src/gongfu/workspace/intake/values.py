"""Cells of one column into its declared type: vectorised where they are plain, one by one where they are not."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import polars as pl

from gongfu.workspace.codes.errors import UnknownCodeError
from gongfu.workspace.codes.lists import CodeList
from gongfu.workspace.intake.heads import Meaning
from gongfu.workspace.intake.scalars import (
    Refused,
    parse_boolean,
    parse_day,
    parse_json,
    parse_list,
    parse_number,
    parse_time,
)

UNKNOWN = ("", "-", "--", "—", "——", "–", "…", "……", "...", "不详", "未知", "暂无", "N/A", "n/a", "#N/A")
UNKNOWN_NUMBER = ("NA", "NaN", "nan", "null", "NULL", "None", "/", "\\", "无", "缺失", "无数据")
PROBLEM_SCHEMA = {"row": pl.UInt32(), "value": pl.String(), "reason": pl.String(), "detail": pl.String()}

_DIGITS_LOST = r"^\d(?:\.\d+)?[eE]\+\d{2}$"
_THOUSANDS = r"^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$"
_EXACT = 2.0**53


@dataclass(frozen=True, slots=True)
class Habits:
    """How the cells of a file are written.

    Parameters
    ----------
    decimal
        Sign before the decimals.
    timezone
        Of times that name none.
    unknown
        More words that mean "not known".
    serials
        Whether a bare number in a column of days is a day of Excel.
    """

    decimal: str = "."
    timezone: str = "UTC"
    unknown: tuple[str, ...] = ()
    serials: bool = False


@dataclass(frozen=True, slots=True)
class Parsed:
    """Values of the declared type, null where not known or wrong; ``problems`` has a row for each wrong cell."""

    values: pl.Series
    problems: pl.DataFrame


def parse(cells: pl.Series, meaning: Meaning, habits: Habits, codes: CodeList | None = None) -> Parsed:
    """Give the cells of a column its declared type and unit.

    Parameters
    ----------
    cells
        As the file has them: text, or of a type of its own.
    meaning
        The column, the factor into its unit, and the spelling of days.
    codes
        The code list of the column; names and aliases become codes.

    Returns
    -------
    The values, and the cells that are wrong with the reason.
    """
    wanted = meaning.column.polars_type
    if cells.dtype == pl.Null:
        return Parsed(pl.Series(cells.name, [None] * len(cells), dtype=wanted), no_problems())
    if cells.dtype != pl.String:
        typed = _typed(cells, meaning)
        if typed is not None:
            return typed
        cells = _as_text(cells)
    kind = meaning.column.type
    words = UNKNOWN + habits.unknown + (() if kind == "text" else UNKNOWN_NUMBER)
    stripped = cells.str.strip_chars()
    known = stripped.set(stripped.is_in(words), None)
    if kind in ("number", "integer"):
        return _numbers(known, meaning, habits, whole=kind == "integer")
    if kind == "text":
        return _coded(known, codes) if codes else _texts(known)
    if kind == "date":
        fast = known.str.to_date("%Y-%m-%d", strict=False)
        regular = known.str.len_bytes() == 10
        fast = fast.set(~regular.fill_null(value=False), None) if meaning.format is None else fast.clear(len(fast))
        return _one_by_one(known, fast, partial(parse_day, format=meaning.format, serials=habits.serials), wanted)
    slow: dict[str, Callable[[str], Any]] = {
        "boolean": parse_boolean,
        "timestamp": partial(parse_time, timezone=habits.timezone, format=meaning.format),
        "json": parse_json,
        "list[text]": parse_list,
    }
    return _one_by_one(known, pl.Series([None] * len(known), dtype=wanted), slow[kind], wanted)


def no_problems() -> pl.DataFrame:
    """An empty list of problems."""
    return pl.DataFrame(schema=PROBLEM_SCHEMA)


def problems_at(mask: pl.Series, cells: pl.Series, reason: str, detail: str | None = None) -> pl.DataFrame:
    """The same problem with every cell where the mask is true."""
    rows = mask.fill_null(value=False).arg_true()
    if not len(rows):
        return no_problems()
    return pl.DataFrame({"row": rows, "value": cells.gather(rows).cast(pl.String)}).select(
        pl.col("row").cast(pl.UInt32),
        "value",
        reason=pl.lit(reason),
        detail=pl.lit(detail, dtype=pl.String),
    )


def _typed(cells: pl.Series, meaning: Meaning) -> Parsed | None:
    """Cells that have a type of their own that fits the column; None where they are better read as text."""
    kind, wanted = meaning.column.type, meaning.column.polars_type
    if kind == "number" and cells.dtype.is_numeric():
        floats = cells.cast(pl.Float64).fill_nan(None)
        return _finite(cells, _times(floats, meaning.factor))
    if kind == "integer" and cells.dtype.is_integer() and meaning.factor == 1 and cells.dtype != pl.UInt64:
        return Parsed(cells.cast(pl.Int64), no_problems())
    if kind == "timestamp" and isinstance(cells.dtype, pl.Datetime) and cells.dtype.time_zone is not None:
        return Parsed(cells.dt.convert_time_zone("UTC").cast(wanted), no_problems())
    if cells.dtype == wanted and kind in ("boolean", "date", "list[text]"):
        return Parsed(cells, no_problems())
    return None


def _as_text(cells: pl.Series) -> pl.Series:
    if isinstance(cells.dtype, pl.List | pl.Struct | pl.Array):
        import orjson

        return pl.Series(
            cells.name, [None if v is None else orjson.dumps(v, default=str).decode() for v in cells.to_list()]
        )
    if cells.dtype == pl.Binary:
        return cells.cast(pl.String, strict=False)
    if cells.dtype.is_float():
        whole = cells == cells.round(0)
        texts = cells.cast(pl.String).str.replace(
            r"e(\d)", "e+${1}"
        )  # as Excel writes a code that it took for a number
        return pl.select(pl.when(whole).then(texts.str.strip_suffix(".0")).otherwise(texts)).to_series()
    return cells.cast(pl.String)


def _numbers(known: pl.Series, meaning: Meaning, habits: Habits, *, whole: bool) -> Parsed:
    if habits.decimal == ",":
        known = known.str.replace_all(".", "", literal=True).str.replace_all(",", ".", literal=True)
    factor = meaning.factor
    if whole and factor == 1:
        direct = known.cast(pl.Int64, strict=False)
        if direct.null_count() == known.null_count():
            return Parsed(direct, no_problems())
    floats = known.cast(pl.Float64, strict=False)
    floats = floats.set(~floats.is_finite(), None)
    if floats.null_count() > known.null_count():
        grouped = floats.is_null() & known.str.contains(_THOUSANDS)
        if grouped.any():
            plain = known.str.replace_all(",", "", literal=True).cast(pl.Float64, strict=False)
            floats = pl.select(pl.when(grouped).then(plain).otherwise(floats)).to_series()
    scaled = _times(floats, factor)
    read = partial(parse_number, unit=meaning.column.unit, factor=factor)
    parsed = _one_by_one(known, scaled, read, pl.Float64())
    parsed = Parsed(parsed.values.round_sig_figs(15) if factor != 1 else parsed.values, parsed.problems)
    if not whole:
        return _finite(known, parsed.values, parsed.problems)
    exact = known.cast(pl.Int64, strict=False) if factor == 1 else pl.Series([None] * len(known), dtype=pl.Int64)
    return _whole(known, parsed, exact)


def _whole(known: pl.Series, parsed: Parsed, exact: pl.Series) -> Parsed:
    """Floats as whole numbers; ``exact`` has those that were read without going through a float."""
    values, other = parsed.values, exact.is_null()
    large = (values.abs() > _EXACT) & other
    uneven = (values != values.round(0)) & other & ~large
    kept = values.set((large | uneven).fill_null(value=False), None).cast(pl.Int64)
    problems = [parsed.problems, problems_at(uneven, known, "not_whole"), problems_at(large, known, "too_large")]
    return Parsed(pl.select(pl.coalesce(exact, kept)).to_series(), pl.concat(problems))


def _times(floats: pl.Series, factor: float) -> pl.Series:
    return floats if factor == 1 else floats * factor


def _finite(cells: pl.Series, values: pl.Series, problems: pl.DataFrame | None = None) -> Parsed:
    wild = values.is_infinite() & cells.is_not_null()
    if not wild.any():
        return Parsed(values, no_problems() if problems is None else problems)
    found = problems_at(wild, cells, "too_large")
    return Parsed(values.set(wild, None), found if problems is None else pl.concat([problems, found]))


def _texts(known: pl.Series) -> Parsed:
    lost = known.str.contains(_DIGITS_LOST)
    undecodable = known.str.contains("\ufffd", literal=True)
    if not lost.any() and not undecodable.any():
        return Parsed(known, no_problems())
    problems = [problems_at(lost, known, "digits_lost"), problems_at(undecodable, known, "undecodable")]
    return Parsed(known, pl.concat(problems))


def _coded(known: pl.Series, codes: CodeList) -> Parsed:
    def read(text: str) -> str | Refused:
        try:
            return codes.find(text).id
        except UnknownCodeError as error:
            return Refused("unknown_code", "; ".join(error.offenders or codes.near(text)) or None)

    fast = pl.select(pl.when(known.is_in(list(codes.codes))).then(known)).to_series()
    return _one_by_one(known, fast, read, pl.String())


def _one_by_one(known: pl.Series, fast: pl.Series, read: Callable[[str], Any], wanted: pl.DataType) -> Parsed:
    """Fill what the fast way left empty; every distinct text is read once."""
    left = fast.is_null() & known.is_not_null()
    if not left.any():
        return Parsed(fast.cast(wanted), no_problems())
    texts = known.filter(left).unique()
    found = [read(text) for text in texts]
    refused = [isinstance(each, Refused) for each in found]
    values = pl.Series(
        [None if bad else each for bad, each in zip(refused, found, strict=True)], dtype=wanted, strict=False
    )
    table = pl.DataFrame(
        {
            "text": texts,
            "found": values,
            "reason": pl.Series(
                [each.reason if isinstance(each, Refused) else None for each in found], dtype=pl.String
            ),
            "detail": pl.Series(
                [each.detail if isinstance(each, Refused) else None for each in found], dtype=pl.String
            ),
        }
    )
    rows = pl.DataFrame({"row": left.arg_true().cast(pl.UInt32), "text": known.filter(left)}).join(
        table, on="text", how="left", maintain_order="left"
    )
    everywhere = pl.DataFrame({"row": pl.int_range(len(known), dtype=pl.UInt32, eager=True)})
    late = everywhere.join(rows, on="row", how="left", maintain_order="left")["found"]
    filled = pl.select(pl.coalesce(fast.cast(wanted), late)).to_series()
    wrong = rows.filter(pl.col("reason").is_not_null())
    return Parsed(filled, wrong.select("row", pl.col("text").alias("value"), "reason", "detail"))
