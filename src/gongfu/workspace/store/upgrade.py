"""Bring the tables of a workspace to what is declared."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongfu.errors import InputError
from gongfu.workspace.schema import Table
from gongfu.workspace.store import history, names
from gongfu.workspace.store.commit import to_extra
from gongfu.workspace.store.sqltypes import SQL_TYPES

if TYPE_CHECKING:
    import duckdb

RECORD = "_schema"
EXPIRED = "_expired"

_OWN_TABLES = {
    RECORD: "name VARCHAR, version BIGINT",
    EXPIRED: "version BIGINT, time TIMESTAMP WITH TIME ZONE, author VARCHAR, message VARCHAR, extra VARCHAR",
}


@dataclass(frozen=True, slots=True)
class Upgrade:
    """Statements that bring the tables to what is declared; ``alters`` when tables with rows change."""

    statements: tuple[str, ...]
    alters: bool

    def __bool__(self) -> bool:
        return bool(self.statements)


def plan(cursor: "duckdb.DuckDBPyConnection", tables: Mapping[str, Table]) -> Upgrade:
    """What is to be done.

    Raises
    ------
    InputError
        Names each table that a newer Gongfu wrote, and each column whose type would have to change.
    """
    present = _present(cursor)
    recorded = dict(cursor.execute(f"FROM {names.lake(RECORD)}").fetchall()) if RECORD in present else {}
    _refuse_newer(tables, recorded)
    _refuse_other_types(tables, present)
    new = [table for table in tables.values() if table.name not in present]
    changes = [statement for table in tables.values() if table.name in present for statement in _alter(table, present)]
    statements = [
        f"CREATE TABLE {names.lake(name)} ({columns})" for name, columns in _OWN_TABLES.items() if name not in present
    ]
    statements += [_create(table) for table in new] + changes
    outdated = [table for table in tables.values() if recorded.get(table.name) != table.version]
    for table in outdated:
        name = table.name.replace("'", "''")
        statements += [
            f"DELETE FROM {names.lake(RECORD)} WHERE name = '{name}'",
            f"INSERT INTO {names.lake(RECORD)} VALUES ('{name}', {table.version})",
        ]
    return Upgrade(tuple(statements), alters=bool(changes))


def carry_out(cursor: "duckdb.DuckDBPyConnection", steps: Upgrade) -> None:
    """Do all of it as one version, or nothing; the writer lock is held."""
    with history.transaction(cursor):
        for statement in steps.statements:
            cursor.execute(statement)
        history.describe(cursor, "gongfu", "Bring the tables to what is declared", to_extra({}, "upgrade", None))


def _present(cursor: "duckdb.DuckDBPyConnection") -> dict[str, dict[str, str]]:
    present: dict[str, dict[str, str]] = {}
    query = "SELECT table_name, column_name, data_type FROM duckdb_columns() WHERE database_name = 'lake'"
    for table, column, sql_type in cursor.execute(query).fetchall():
        present.setdefault(table, {})[column] = sql_type
    return present


def _create(table: Table) -> str:
    columns = ", ".join(f"{names.quoted(column.name)} {SQL_TYPES[column.type]}" for column in table.columns)
    return f"CREATE TABLE {names.lake(table.name)} ({columns})"


def _alter(table: Table, present: Mapping[str, Mapping[str, str]]) -> list[str]:
    alter = f"ALTER TABLE {names.lake(table.name)}"
    there = present[table.name]
    added = [column for column in table.columns if column.name not in there]
    dropped = [name for name in there if name not in table.polars_schema]
    return [f"{alter} ADD COLUMN {names.quoted(column.name)} {SQL_TYPES[column.type]}" for column in added] + [
        f"{alter} DROP COLUMN {names.quoted(name)}" for name in dropped
    ]


def _refuse_newer(tables: Mapping[str, Table], recorded: Mapping[str, int]) -> None:
    newer = [
        f"{name}: version {version}, but {tables[name].version} is known here"
        for name, version in recorded.items()
        if name in tables and version > tables[name].version
    ]
    if newer:
        mend = "install that version or a later one"
        raise InputError("a newer Gongfu wrote this workspace", offenders=newer, mend=mend)


def _refuse_other_types(tables: Mapping[str, Table], present: Mapping[str, Mapping[str, str]]) -> None:
    offenders = [
        f"{table.name}.{column.name}: {present[table.name][column.name]}, but {SQL_TYPES[column.type]} is declared"
        for table in tables.values()
        for column in table.columns
        if present.get(table.name, {}).get(column.name, SQL_TYPES[column.type]) != SQL_TYPES[column.type]
    ]
    if offenders:
        mend = "declare a new column and fill it from the old one"
        raise InputError("columns cannot change their type", offenders=offenders, mend=mend)
