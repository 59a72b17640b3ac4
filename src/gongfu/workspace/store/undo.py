"""Take a commit back, key by key, where nobody has changed the key since."""

from contextlib import suppress
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
    import duckdb

    key = names.listed(table.key)
    before = relation(connection, table, version - 1)
    later = f"SEMI JOIN ({_changed(table, version + 1, newest)}) USING ({key})" if newest > version else "LIMIT 0"
    connection.execute(f"CREATE TEMP TABLE touched AS {_changed(table, version, version)}")
    try:
        left = connection.execute(f"FROM touched {later}").pl()
        connection.register("left_alone", left)
        connection.execute(
            f"DELETE FROM touched AS t WHERE EXISTS (FROM left_alone AS s WHERE {names.joined(table.key, 's', 't')})"
        )
        connection.execute(f"CREATE TEMP TABLE earlier AS SELECT * FROM {before} SEMI JOIN touched USING ({key})")
        return _put_back(connection, table), left.sort(table.key)
    finally:
        connection.unregister("left_alone")
        with suppress(duckdb.Error):  # in a transaction that has failed nothing can be dropped, nor need it be
            connection.execute("DROP TABLE temp.touched; DROP TABLE IF EXISTS temp.earlier")


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


def _changed(table: Table, first: int, last: int) -> str:
    """Keys whose row differs after one of these versions from what it was before it."""
    name = table.name.replace("'", "''")
    net = "sum(CASE WHEN change_type IN ('insert', 'update_postimage') THEN 1 ELSE -1 END)"
    return (
        f"SELECT DISTINCT {names.listed(table.key)} FROM (SELECT * EXCLUDE (rowid, change_type), {net} AS net"
        f" FROM lake.table_changes('{name}', {first}, {last}) GROUP BY ALL HAVING net <> 0)"
    )


def _number(connection: "duckdb.DuckDBPyConnection", statement: str) -> int:
    return int(connection.execute(statement).fetchall()[0][0])
