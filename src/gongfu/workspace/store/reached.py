"""The tables that a reach is held against: as a version left them, or in the middle of a commit."""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING

from gongfu.workspace.schema import Table
from gongfu.workspace.store import history, names
from gongfu.workspace.store.catalogue import quoted as text
from gongfu.workspace.store.reach import Reach, naming
from gongfu.workspace.store.read import ever_written, nothing, relation

if TYPE_CHECKING:
    import duckdb

KEPT = 512


class RowsAt:
    """The tables as a version left them; None is the last. What rows name is worked out once for each state of theirs."""

    def __init__(
        self, cursor: "duckdb.DuckDBPyConnection", tables: Mapping[str, Table], version: int | None, folder: str
    ) -> None:
        self.tables = tables
        self._cursor = cursor
        self._version = version
        self._folder = folder

    def relation(self, table: Table) -> str:
        return relation(self._cursor, table, self._version) if table.name in self._written else nothing(table)

    def named(self, table: Table, reach: Reach) -> str:
        keys = set[str]()
        for other in naming(table, self.tables):
            if other.name in self._written:
                keys |= self._named_by(other, table, reach)
        return f"SELECT unnest({names.literals(sorted(keys))}::VARCHAR[])"

    def mentioned(self, table: Table) -> Sequence[Table]:
        return _mentioned(self._cursor, self.relation(table), self.tables)

    def _named_by(self, other: Table, table: Table, reach: Reach) -> frozenset[str]:
        """The keys of a table that the rows of another one name which are seen."""
        state = tuple(self._changed.get(name, 0) for name in sorted(self._owners(other)))
        key = (self._folder, repr(reach.key), table.name, other.name, state)
        kept = _KEPT.get(key)
        if kept is None:
            column = named_key(table)
            rows = f"SELECT DISTINCT {column} FROM {self.relation(other)} WHERE {reach.seen(other, self)} AND {column} IS NOT NULL"
            kept = frozenset(str(name) for (name,) in self._cursor.execute(rows).fetchall())
            _KEPT.put(key, kept)
        return kept

    def _owners(self, table: Table) -> set[str]:
        """The table and those by which it is known where its rows belong."""
        if table.access.cell:
            return set(self.tables)
        owners = {name for _, names in table.access.of for name in names}
        return {table.name}.union(*(self._owners(self.tables[name]) for name in owners if name != table.name))

    @cached_property
    def _written(self) -> frozenset[str]:
        return ever_written(self._cursor)

    @cached_property
    def _changed(self) -> dict[str, int]:
        """For each table the version of the last commit that changed it."""
        commits = history.commits(self._cursor)
        return {
            name: commit.version
            for commit in commits
            if self._version is None or commit.version <= self._version
            for name in commit.tables
        }


class RowsNow:
    """The tables in the middle of a commit."""

    def __init__(
        self, connection: "duckdb.DuckDBPyConnection", tables: Mapping[str, Table], before: "RowsBefore"
    ) -> None:
        self.tables = tables
        self._connection = connection
        self._before = before

    def relation(self, table: Table) -> str:
        return relation(self._connection, table)

    def named(self, table: Table, reach: Reach) -> str:
        return self._before.named(table, reach)

    def mentioned(self, table: Table) -> Sequence[Table]:
        return _mentioned(self._connection, self.relation(table), self.tables)


class RowsBefore:
    """The tables as they were before a commit that is under way, copied where they are asked for.

    What a transaction of DuckLake changed shows in each version that it reads, so they are read beside it.
    """

    def __init__(self, connection: "duckdb.DuckDBPyConnection", tables: Mapping[str, Table]) -> None:
        self.tables = tables
        self._connection = connection
        self._beside = connection.cursor()
        self._copied: list[str] = []

    def relation(self, table: Table) -> str:
        name = f"before_{table.name}"
        if name not in self._copied:
            empty = table.name not in ever_written(self._beside)
            rows = nothing(table) if empty else relation(self._beside, table)
            columns = names.listed(table.polars_schema)
            self._connection.register(name, self._beside.execute(f"SELECT {columns} FROM {rows}").pl())
            self._copied.append(name)
        return names.quoted(name)

    def named(self, table: Table, reach: Reach) -> str:
        """The keys that rows beyond the reach named before the commit."""
        column, there = named_key(table), ever_written(self._beside)
        queries = [
            f"SELECT {column} FROM {self.relation(other)} WHERE ({reach.changed(other, self)}) IS NOT TRUE"
            f" AND {column} IS NOT NULL"
            for other in naming(table, self.tables)
            if other.name in there
        ]
        return " UNION ".join(queries) or "SELECT NULL::VARCHAR WHERE false"

    def mentioned(self, table: Table) -> Sequence[Table]:
        return _mentioned(self._connection, self.relation(table), self.tables)

    def close(self) -> None:
        """Forget the copies."""
        for name in self._copied:
            self._connection.unregister(name)
        self._beside.close()


def _mentioned(connection: "duckdb.DuckDBPyConnection", rows: str, tables: Mapping[str, Table]) -> list[Table]:
    found = connection.execute(f"SELECT DISTINCT table_name FROM {rows}").fetchall()
    return [tables[name] for (name,) in sorted(found) if name in tables]


def named_key(table: Table) -> str:
    """The key of a row of TABLE that a row of another table names, as SQL; null where it names none."""
    column = names.quoted(table.access.named_in or "")
    before = table.access.named_as
    if not before:
        return column
    return f"CASE WHEN starts_with({column}, {text(before)}) THEN substr({column}, {len(before) + 1}) END"


Key = tuple[str, str, str, str, tuple[int, ...]]


class _Kept:
    """Sets of keys that were worked out last; for several threads."""

    def __init__(self) -> None:
        self._sets: OrderedDict[Key, frozenset[str]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Key) -> frozenset[str] | None:
        with self._lock:
            return self._sets.get(key)

    def put(self, key: Key, found: frozenset[str]) -> None:
        with self._lock:
            self._sets[key] = found
            while len(self._sets) > KEPT:
                self._sets.popitem(last=False)


_KEPT = _Kept()
