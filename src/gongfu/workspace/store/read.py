"""Read a declared table as a version left it and as the world knew it on a day."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

import polars as pl

from gongfu.errors import NotFoundError
from gongfu.workspace.schema import Table
from gongfu.workspace.store import names

if TYPE_CHECKING:
    import duckdb

PUBLISHED_ON = "published_on"


def read_rows(
    connection: "duckdb.DuckDBPyConnection",
    table: Table,
    *,
    version: int | None = None,
    as_of: date | None = None,
    columns: Sequence[str] | None = None,
    where: Mapping[str, object] | None = None,
) -> pl.DataFrame:
    """Rows of ``table`` in the order of its key.

    Columns that the table did not have yet at that version are null; a table that did not exist is empty.

    Raises
    ------
    NotFoundError
        Names each column that the table does not have.
    """
    wanted = list(table.polars_schema) if columns is None else list(columns)
    unknown = [name for name in [*wanted, *(where or {})] if name not in table.polars_schema]
    if unknown:
        raise NotFoundError(f"{table.name!r} has no such columns", offenders=unknown)
    present = _columns(connection, table, version)
    if not present:
        return table.empty().select(wanted)
    clause, parameters = names.condition({name: value for name, value in (where or {}).items() if name in present})
    if any(name not in present and not _allows_null(value) for name, value in (where or {}).items()):
        clause = "false AND " + clause
    if as_of is not None and PUBLISHED_ON in present:
        clause += f" AND {names.quoted(PUBLISHED_ON)} <= ?"
        parameters.append(as_of)
    selected = ", ".join(names.quoted(n) if n in present else f"NULL AS {names.quoted(n)}" for n in wanted)
    order = names.listed(name for name in table.key if name in present)
    query = f"SELECT {selected} FROM {names.lake(table.name, version)} WHERE {clause} ORDER BY {order}"
    frame = connection.execute(query, parameters).pl()
    return frame.cast({name: table.polars_schema[name] for name in wanted})


def _columns(connection: "duckdb.DuckDBPyConnection", table: Table, version: int | None) -> set[str]:
    """Columns of the table at that version; none when it did not exist."""
    import duckdb

    try:
        described = connection.execute(f"FROM {names.lake(table.name, version)} LIMIT 0").description
    except duckdb.CatalogException:
        return set()
    return {column[0] for column in described or []}


def _allows_null(wanted: object) -> bool:
    return wanted is None or (isinstance(wanted, list | tuple | set | frozenset) and None in wanted)
