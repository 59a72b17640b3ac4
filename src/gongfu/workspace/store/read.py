"""Read a declared table as a version left it and as the world knew it on a day."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

import polars as pl

from gongfu.errors import NotFoundError
from gongfu.workspace.schema import Table
from gongfu.workspace.store import names
from gongfu.workspace.store.sqltypes import SQL_TYPES

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
    ordered: bool = True,
    touched: bool = False,
    written: Collection[str] | None = None,
    only: str = "true",
) -> pl.DataFrame:
    """Rows of ``table`` in the order of its key, or in any.

    ``touched`` says that the transaction of this connection changed the table already; ``written`` names the tables that
    :func:`ever_written` gave, where they are known; ``only`` is a condition in SQL.

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
    clause, parameters = names.condition(where or {})
    if as_of is not None and PUBLISHED_ON in table.polars_schema:
        clause += f" AND {names.quoted(PUBLISHED_ON)} <= ?"
        parameters.append(as_of)
    empty = not touched and table.name not in (ever_written(connection) if written is None else written)
    rows = nothing(table) if empty else relation(connection, table, version)
    order = f"ORDER BY {names.listed(table.key)}" if ordered else ""
    query = f"SELECT {names.listed(wanted)} FROM {rows} WHERE {clause} AND {only} {order}"
    return connection.execute(query, parameters).pl().cast({name: table.polars_schema[name] for name in wanted})


def whole(connection: "duckdb.DuckDBPyConnection", table: Table, version: int, most_rows: int) -> pl.DataFrame | None:
    """The whole table in the order of its key; null where it has more rows than ``most_rows``."""
    if table.name in ever_written(connection):
        counted = f"SELECT count(*) FROM (SELECT 1 FROM {relation(connection, table, version)} LIMIT {most_rows + 1})"
        found = connection.execute(counted).fetchall()
        if found[0][0] > most_rows:
            return None
    return read_rows(connection, table, version=version)


def count_rows(connection: "duckdb.DuckDBPyConnection", table: Table, version: int | None) -> int:
    """How many rows ``table`` has at a version, or now."""
    return int(connection.execute(f"SELECT count(*) FROM {relation(connection, table, version)}").fetchall()[0][0])


def read_versions(connection: "duckdb.DuckDBPyConnection", table: Table) -> pl.DataFrame:
    """The key of each row with the ``version`` that wrote it last."""
    keys = names.listed(table.key)
    if table.name not in ever_written(connection):
        return table.empty().select(table.key).with_columns(version=pl.lit(None, pl.Int64))
    return connection.execute(
        f"SELECT {keys}, snapshot_id AS version FROM {names.lake(table.name)} ORDER BY {keys}"
    ).pl()


def relation(connection: "duckdb.DuckDBPyConnection", table: Table, version: int | None = None) -> str:
    """The table with its declared columns, as SQL; those that it did not have at that version are null."""
    present = _columns(connection, table, version)
    if not present:
        return f"(FROM {names.lake(table.name)} LIMIT 0)"
    if present.issuperset(table.polars_schema):
        return names.lake(table.name, version)
    selected = ", ".join(
        names.quoted(name) if name in present else f"NULL::{SQL_TYPES[column.type]} AS {names.quoted(name)}"
        for name, column in ((column.name, column) for column in table.columns)
    )
    return f"(SELECT {selected} FROM {names.lake(table.name, version)})"


def ever_written(connection: "duckdb.DuckDBPyConnection") -> frozenset[str]:
    """The tables that a commit ever put rows into. DuckLake takes several times as long to read one that has none."""
    return frozenset(name for (name,) in connection.execute("SELECT name FROM memory.main.written").fetchall())


def nothing(table: Table) -> str:
    """A table without rows, as SQL."""
    columns = ", ".join(f"NULL::{SQL_TYPES[column.type]} AS {names.quoted(column.name)}" for column in table.columns)
    return f"(SELECT {columns} WHERE false)"


def _columns(connection: "duckdb.DuckDBPyConnection", table: Table, version: int | None) -> set[str]:
    """Columns of the table at that version; none when it did not exist."""
    import duckdb

    try:
        described = connection.execute(f"FROM {names.lake(table.name, version)} LIMIT 0").description
    except duckdb.CatalogException:
        return set()
    return {column[0] for column in described or []}
