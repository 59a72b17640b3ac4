"""Take a commit back, key by key, where nobody has changed the key since."""

from typing import TYPE_CHECKING

import polars as pl

from gongfu.workspace.schema import Table
from gongfu.workspace.store import names
from gongfu.workspace.store.commit import Changes
from gongfu.workspace.store.read import relation

if TYPE_CHECKING:
    import duckdb


def take_back(
    connection: "duckdb.DuckDBPyConnection", table: Table, version: int, newest: int
) -> tuple[Changes, pl.DataFrame]:
    """Give each key that ``version`` changed the row that it had before, unless a later version changed it.

    Parameters
    ----------
    connection
        Stands in a transaction; the writer lock is held.
    table
        The table whose rows are taken back.
    version, newest
        The version to take back, and the last one.

    Returns
    -------
    The rows changed, and the keys left as they are because a later version changed them.
    """
    key = names.listed(table.key)
    before, after = relation(connection, table, version - 1), relation(connection, table, version)
    written = f"SELECT DISTINCT {key} FROM {_changes(table, version, version)}"
    later = f"SELECT DISTINCT {key} FROM {_changes(table, version + 1, newest)}" if newest > version else None
    rows_before, rows_after = (
        f"(SELECT * FROM {rows} SEMI JOIN ({written}) USING ({key}))" for rows in (before, after)
    )
    connection.execute(
        "CREATE TEMP TABLE touched AS"
        f" SELECT DISTINCT {key} FROM ((FROM {rows_before} EXCEPT FROM {rows_after})"
        f" UNION ALL (FROM {rows_after} EXCEPT FROM {rows_before}))"
    )
    try:
        left = connection.execute(f"FROM touched {f'SEMI JOIN ({later}) USING ({key})' if later else 'LIMIT 0'}").pl()
        connection.register("left_alone", left)
        connection.execute(
            f"DELETE FROM touched AS t WHERE EXISTS (FROM left_alone AS s WHERE {names.joined(table.key, 's', 't')})"
        )
        connection.execute(
            f"CREATE TEMP TABLE earlier AS SELECT * FROM {before} SEMI JOIN touched USING ({key})"
        )
        return _put_back(connection, table), left.sort(table.key)
    finally:
        connection.unregister("left_alone")
        connection.execute("DROP TABLE IF EXISTS temp.touched")
        connection.execute("DROP TABLE IF EXISTS temp.earlier")


def _put_back(connection: "duckdb.DuckDBPyConnection", table: Table) -> Changes:
    target, columns = names.lake(table.name), names.listed(table.polars_schema)
    same = f"SELECT count(*) FROM earlier SEMI JOIN {target} USING ({names.listed(table.key)})"
    changed = _number(connection, same)
    gone = _number(
        connection,
        f"DELETE FROM {target} AS t WHERE EXISTS (FROM touched AS s WHERE {names.joined(table.key, 's', 't')})",
    )
    put = _number(connection, f"INSERT INTO {target} ({columns}) SELECT {columns} FROM earlier")
    return Changes(added=put - changed, changed=changed, removed=gone - changed)


def _changes(table: Table, first: int, last: int) -> str:
    name = table.name.replace("'", "''")
    return f"lake.table_changes('{name}', {first}, {last})"


def _number(connection: "duckdb.DuckDBPyConnection", statement: str) -> int:
    return int(connection.execute(statement).fetchall()[0][0])
