"""Hold frames against the declared table before they go in."""

from collections.abc import Collection, Iterator, Sequence

import polars as pl

from gongfu.errors import InputError
from gongfu.workspace.schema import Table

NAMED_OFFENDERS = 1000

_FITS: dict[pl.DataType, tuple[type[pl.DataType], ...]] = {
    pl.Int64(): (pl.Int8, pl.Int16, pl.Int32, pl.UInt8, pl.UInt16, pl.UInt32),
    pl.Float64(): (pl.Float32, pl.Int8, pl.Int16, pl.Int32, pl.UInt8, pl.UInt16, pl.UInt32, pl.Int64),
    pl.String(): (pl.Categorical, pl.Enum),
}


def conform(frame: pl.DataFrame, table: Table, columns: Collection[str]) -> pl.DataFrame:
    """The frame with ``columns`` in their declared order and type.

    Columns that the frame does not have become null; types that fit without loss are widened.

    Raises
    ------
    InputError
        Names every column that is unknown or of another type, and every row that lacks a value it needs.
    """
    offenders = [f"{name}: no such column" for name in frame.columns if name not in table.polars_schema]
    offenders += [f"{name}: part of the key, not given" for name in table.key if name not in frame.columns]
    for name, wanted in table.polars_schema.items():
        if name in frame.columns and not _fits(frame.schema[name], wanted):
            offenders.append(f"{name}: {frame.schema[name]}, but {wanted} is declared")
    if offenders:
        raise InputError(f"these columns do not fit the table {table.name!r}", offenders=offenders)
    shaped = frame.select(
        (pl.col(name) if name in frame.columns else pl.lit(None)).cast(wanted).alias(name)
        for name, wanted in table.polars_schema.items()
        if name in columns
    )
    _refuse_gaps(shaped, table)
    _refuse_nul(shaped, table)
    return shaped


def needed(table: Table) -> set[str]:
    """Columns of which no row may lack a value."""
    return {*table.key, *(column.name for column in table.columns if column.required)}


def named(rows: Sequence[tuple[object, ...]], key: Sequence[str], total: int, reason: str) -> list[str]:
    """One line for each key, and one for those beyond :data:`NAMED_OFFENDERS`."""
    lines = [f"{', '.join(f'{k}={v!r}' for k, v in zip(key, row, strict=True))}: {reason}" for row in rows]
    return lines + ([f"and {total - len(rows)} more"] if total > len(rows) else [])


def _fits(given: pl.DataType, wanted: pl.DataType) -> bool:
    if given in (wanted, pl.Null()) or isinstance(given, _FITS.get(wanted, ())):
        return True
    if isinstance(given, pl.Datetime) and isinstance(wanted, pl.Datetime):
        return given.time_zone is not None and given.time_unit != "ns"
    return isinstance(given, pl.List) and wanted == pl.List(pl.String()) and given.inner in (pl.Null(), pl.String())


def _refuse_gaps(frame: pl.DataFrame, table: Table) -> None:
    gaps = [name for name in frame.columns if name in needed(table) and frame[name].null_count()]
    if gaps:
        offenders = [line for name in gaps for line in _gaps(frame, table, name)]
        raise InputError(f"rows of {table.name!r} lack a value that they need", offenders=offenders)


def _gaps(frame: pl.DataFrame, table: Table, name: str) -> Iterator[str]:
    lacking = frame.with_row_index("row").filter(pl.col(name).is_null()).select("row", *table.key)
    yield from named(lacking.head(NAMED_OFFENDERS).rows(), lacking.columns, lacking.height, f"{name} is missing")


def _refuse_nul(frame: pl.DataFrame, table: Table) -> None:
    """The character U+0000 cannot stand in every catalogue, and means nothing in a text."""
    held = pl.selectors.string().str.contains("\0", literal=True), pl.selectors.by_dtype(pl.List(pl.String))
    texts = frame.select(
        held[0].any(), held[1].list.eval(pl.element().str.contains("\0", literal=True)).list.any().any()
    )
    offenders = [f"{name}: holds the character U+0000" for name in texts.columns if texts[name].any()]
    if offenders:
        raise InputError(f"texts for {table.name!r} cannot be kept", offenders=offenders, mend="remove that character")
