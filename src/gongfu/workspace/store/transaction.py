"""What may be done inside one commit. Keys are checked here, while the writer lock is held."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from itertools import chain, count
from typing import TYPE_CHECKING

import polars as pl

from gongfu.errors import ConflictError, InputError, NotFoundError
from gongfu.workspace.schema import Table
from gongfu.workspace.store import history, names
from gongfu.workspace.store.commit import Changes, Commit
from gongfu.workspace.store.frames import NAMED_OFFENDERS, conform, named, needed
from gongfu.workspace.store.read import read_rows
from gongfu.workspace.store.undo import take_back

if TYPE_CHECKING:
    import duckdb

Frames = pl.DataFrame | Iterable[pl.DataFrame]


class Transaction:
    """Reads and changes of several tables that become one version, or nothing.

    It reads what the commit before left, and its own changes. A function that is given to ``commit`` runs
    again when another writer came between, so it should make its frames itself.
    """

    def __init__(
        self, connection: "duckdb.DuckDBPyConnection", tables: Mapping[str, Table], consumed: list[object]
    ) -> None:
        self.changes: dict[str, Changes] = {}
        self._connection = connection
        self._tables = tables
        self._consumed = consumed
        self._numbers = count()

    def read(
        self, table: str, *, columns: Sequence[str] | None = None, where: Mapping[str, object] | None = None
    ) -> pl.DataFrame:
        """Rows of a table in the order of its key.

        Parameters
        ----------
        table
            Its name.
        columns
            The columns wanted; all by default.
        where
            For each column the value, or a list of values of which one must hold; None matches null.

        Raises
        ------
        NotFoundError
            There is no such table or column.
        """
        declared = self._table(table)
        touched = table in self.changes
        return read_rows(self._connection, declared, columns=columns, where=where, touched=touched)

    def append(self, table: str, frames: Frames) -> int:
        """Add rows that must not be there yet.

        Parameters
        ----------
        table
            Its name.
        frames
            One frame, or many of which only one is held in memory at a time. Columns not given are null.

        Returns
        -------
        Number of rows added.

        Raises
        ------
        InputError
            A frame does not fit the table, or holds a key twice.
        ConflictError
            Names each key that stands in the table already.
        """
        declared = self._table(table)
        with self._staged(declared, frames, declared.polars_schema) as staged:
            self._refuse_twice(declared, staged)
            self._refuse_present(declared, staged)
            added = self._insert(declared, staged)
        self._count(table, Changes(added=added))
        return added

    def merge(self, table: str, frames: Frames) -> Changes:
        """Add the rows whose key is new, and change those whose key stands in the table.

        Columns not given keep their value; in a new row they are null. Rows that are equal are left alone.

        Returns
        -------
        Number of rows added and changed.

        Raises
        ------
        InputError
            A frame does not fit the table, holds a key twice, or adds a row without a value it needs.
        """
        declared = self._table(table)
        with self._staged(declared, frames) as staged:
            self._refuse_twice(declared, staged)
            changes = self._upsert(declared, staged)
        self._count(table, changes)
        return changes

    def replace(self, table: str, frames: Frames) -> Changes:
        """Make the table hold exactly these rows. Rows that are equal are left alone.

        Returns
        -------
        Number of rows added, changed and removed.

        Raises
        ------
        InputError
            A frame does not fit the table, or holds a key twice.
        """
        declared = self._table(table)
        with self._staged(declared, frames, declared.polars_schema) as staged:
            self._refuse_twice(declared, staged)
            gone = f"NOT EXISTS (FROM {staged} AS s WHERE {names.joined(declared.key, 's', 't')})"
            removed = self._number(f"DELETE FROM {names.lake(table)} AS t WHERE {gone}")
            changes = self._upsert(declared, staged) + Changes(removed=removed)
        self._count(table, changes)
        return changes

    def delete(self, table: str, keys: pl.DataFrame) -> int:
        """Remove the rows with these keys.

        Parameters
        ----------
        table
            Its name.
        keys
            The key columns; others are not looked at.

        Returns
        -------
        Number of rows removed.

        Raises
        ------
        NotFoundError
            Names each key that the table does not hold.
        """
        declared = self._table(table)
        given = keys.select(name for name in declared.key if name in keys.columns).unique()
        with self._staged(declared, given) as staged:
            with self._kept(f"SELECT {names.listed(declared.key)} {self._held(declared, staged)}") as held:
                absent = f"FROM {staged} AS s ANTI JOIN {held} AS t ON {names.joined(declared.key, 's', 't')}"
                if offenders := self._offenders(declared, absent, "is not there"):
                    raise NotFoundError(f"{table!r} does not hold these rows", offenders=offenders)
            removed = self._delete_matching(declared, staged)
        self._count(table, Changes(removed=removed))
        return removed

    def take_back(self, commit: Commit) -> dict[str, pl.DataFrame]:
        """Undo a commit, key by key, where no later commit changed the key.

        Returns
        -------
        For each table the keys that are left as they are because a later commit changed them.

        Raises
        ------
        InputError
            The commit changed the tables themselves.
        """
        if commit.kind == "upgrade":
            raise InputError(f"version {commit.version} changed the tables themselves and cannot be undone")
        newest = history.newest(self._connection)
        left: dict[str, pl.DataFrame] = {}
        for name in commit.tables:
            changes, keys = take_back(self._connection, self._table(name), commit.version, newest)
            self._count(name, changes)
            if keys.height:
                left[name] = keys
        return left

    def check(self) -> None:
        """Refuse what may not be changed, before it is committed."""

    def _table(self, name: str) -> Table:
        if name not in self._tables:
            raise NotFoundError(f"there is no table {name!r}", mend=f"tables: {', '.join(self._tables)}")
        return self._tables[name]

    def _count(self, table: str, changes: Changes) -> None:
        self.changes[table] = self.changes.get(table, Changes()) + changes

    @contextmanager
    def _staged(self, table: Table, frames: Frames, columns: Collection[str] | None = None) -> Iterator[str]:
        """The frames as one relation; its columns are those of the first frame unless they are given."""
        if isinstance(frames, pl.DataFrame):
            with self._shown(conform(frames, table, frames.columns if columns is None else columns)) as staged:
                yield staged
            return
        if iter(frames) is frames:
            self._refuse_consumed(frames)
        batches = iter(frames)
        first = next(batches, table.empty())
        wanted = first.columns if columns is None else columns
        with self._shown(conform(first.clear(), table, wanted)) as empty, self._kept(f"FROM {empty}") as staged:
            for number, batch in enumerate(chain([first], batches), start=1):
                if columns is None and set(batch.columns) != set(wanted):
                    raise InputError(f"frame {number} for {table.name!r} has other columns than the first")
                with self._shown(conform(batch, table, wanted)) as shown:
                    self._connection.execute(f"INSERT INTO {staged} FROM {shown}")
            yield staged

    @contextmanager
    def _shown(self, frame: pl.DataFrame) -> Iterator[str]:
        """A frame as a relation."""
        name = f"shown_{next(self._numbers)}"
        self._connection.register(name, frame)
        try:
            yield name
        finally:
            self._connection.unregister(name)

    @contextmanager
    def _kept(self, query: str) -> Iterator[str]:
        """The rows that a query gives, as a temporary table."""
        import duckdb

        name = f"temp.kept_{next(self._numbers)}"
        self._connection.execute(f"CREATE TEMP TABLE {name} AS {query}")
        try:
            yield name
        finally:
            with suppress(duckdb.Error):  # in a transaction that has failed nothing can be dropped, nor need it be
                self._connection.execute(f"DROP TABLE {name}")

    def _refuse_consumed(self, frames: object) -> None:
        if any(frames is earlier for earlier in self._consumed):
            raise ConflictError(
                "the commit must run again, but its frames can be read only once",
                mend="make the iterator inside the function that is given to commit",
            )
        self._consumed.append(frames)

    def _refuse_twice(self, table: Table, staged: str) -> None:
        twice = f"FROM {staged} GROUP BY ALL HAVING count(*) > 1"
        if offenders := self._offenders(table, twice, "given more than once"):
            raise InputError(f"keys of {table.name!r} must be unique", offenders=offenders)

    def _refuse_present(self, table: Table, staged: str) -> None:
        if offenders := self._offenders(table, self._held(table, staged), "is there already"):
            message = f"{table.name!r} holds these rows already"
            raise ConflictError(message, offenders=offenders, mend="merge them instead")

    @staticmethod
    def _held(table: Table, staged: str) -> str:
        """Those rows of the table ``t`` whose key is staged. The large table stands left: DuckDB hashes the right one."""
        return f"FROM {names.lake(table.name)} AS t SEMI JOIN {staged} AS s ON {names.joined(table.key, 's', 't')}"

    def _offenders(self, table: Table, rows: str, reason: str) -> list[str]:
        query = f"SELECT {names.listed(table.key)} {rows}"
        total = self._number(f"SELECT count(*) FROM ({query})")
        if not total:
            return []
        first = self._connection.execute(f"{query} ORDER BY ALL LIMIT {NAMED_OFFENDERS}").fetchall()
        return named(first, table.key, total, reason)

    def _upsert(self, table: Table, staged: str) -> Changes:
        """Write the staged rows that are new or differ from what stands there."""
        given = [row[0] for row in self._connection.execute(f"DESCRIBE {staged}").fetchall()]
        values = ", ".join(f"{'s' if n in given else 't'}.{names.quoted(n)}" for n in table.polars_schema)
        key = names.quoted(table.key[0])
        compared = [name for name in given if name not in table.key]
        with (
            self._kept(f"SELECT t.* {self._held(table, staged)}") as held,
            self._kept(
                f"SELECT {values}, t.{key} IS NOT NULL AS _held"
                f" FROM {staged} AS s LEFT JOIN {held} AS t ON {names.joined(table.key, 's', 't')}"
                f" WHERE t.{key} IS NULL OR {names.differ(compared, 's', 't')}"
            ) as delta,
        ):
            self._refuse_incomplete(table, given, delta)
            changed = self._delete_matching(table, f"(FROM {delta} WHERE _held)")
            return Changes(added=self._insert(table, delta) - changed, changed=changed)

    def _refuse_incomplete(self, table: Table, given: Sequence[str], delta: str) -> None:
        for name in sorted(needed(table) - set(given)):
            gaps = f"FROM {delta} WHERE NOT _held AND {names.quoted(name)} IS NULL"
            if offenders := self._offenders(table, gaps, f"{name} is missing"):
                raise InputError(f"new rows of {table.name!r} lack a value that they need", offenders=offenders)

    def _delete_matching(self, table: Table, rows: str) -> int:
        matching = f"EXISTS (FROM {rows} AS s WHERE {names.joined(table.key, 's', 't')})"
        return self._number(f"DELETE FROM {names.lake(table.name)} AS t WHERE {matching}")

    def _insert(self, table: Table, rows: str) -> int:
        columns = names.listed(table.polars_schema)
        return self._number(f"INSERT INTO {names.lake(table.name)} ({columns}) SELECT {columns} FROM {rows}")

    def _number(self, statement: str) -> int:
        """The count that a statement gives: of rows found, or of rows touched."""
        return int(self._connection.execute(statement).fetchall()[0][0])
