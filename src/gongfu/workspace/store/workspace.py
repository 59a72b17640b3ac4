"""The workspace: a folder of tables that change by commits and are read as of any of them."""

import random
import time
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeVar

import polars as pl

from gongfu.errors import InputError, NotFoundError
from gongfu.workspace.schema import Table, tables as declared_tables
from gongfu.workspace.store import history, upgrade
from gongfu.workspace.store.catalogue import Catalogue, check_url, read_config, write_config
from gongfu.workspace.store.commit import Commit, to_extra
from gongfu.workspace.store.lock import postgres, writer_lock
from gongfu.workspace.store.read import read_rows
from gongfu.workspace.store.transaction import Transaction

if TYPE_CHECKING:
    import duckdb

T = TypeVar("T")

LOCK_TIMEOUT = 600.0
RETRY_SECONDS = 0.05


class Workspace:
    """One folder of tables. Safe to use from several threads, and beside other processes."""

    def __init__(self, catalogue: Catalogue, tables: Mapping[str, Table], lock_timeout: float) -> None:
        self.folder = catalogue.folder
        self.tables = tables
        self._catalogue = catalogue
        self._lock_timeout = lock_timeout
        self._connection = catalogue.connect()

    @classmethod
    def create(
        cls,
        folder: Path | str,
        catalogue_url: str | None = None,
        *,
        tables: Mapping[str, Table] | None = None,
        lock_timeout: float = LOCK_TIMEOUT,
    ) -> Self:
        """Make a workspace in an empty or new folder and open it.

        Parameters
        ----------
        catalogue_url
            ``postgresql://user@host/database`` keeps the catalogue there; by default it is an SQLite file in
            the folder. The URL is remembered; keep its password in ``~/.pgpass`` rather than in it.
        tables
            The tables it holds; by default all that Gongfu declares.
        lock_timeout
            Seconds that a commit waits for other writers.

        Raises
        ------
        InputError
            The folder is not empty, or the URL is of another kind.
        """
        folder = Path(folder).resolve()
        if folder.exists() and any(folder.iterdir()):
            raise InputError(f"{folder} is not empty", mend="name a new folder, or open the workspace that is there")
        catalogue = Catalogue(folder, uuid.uuid4().hex, check_url(catalogue_url))
        catalogue.data.mkdir(parents=True)
        if catalogue.url is not None:
            with postgres(catalogue.url) as connection:
                connection.execute(f"CREATE SCHEMA {catalogue.schema}")
        write_config(catalogue)
        return cls.open(folder, tables=tables, lock_timeout=lock_timeout)

    @classmethod
    def open(
        cls, folder: Path | str, *, tables: Mapping[str, Table] | None = None, lock_timeout: float = LOCK_TIMEOUT
    ) -> Self:
        """Open the workspace in a folder; an older one is brought up to date first.

        Raises
        ------
        NotFoundError
            The folder holds no workspace.
        InputError
            The workspace was written by a newer Gongfu.
        """
        catalogue = read_config(Path(folder).resolve())
        workspace = cls(catalogue, declared_tables() if tables is None else tables, lock_timeout)
        workspace._upgrade()
        return workspace

    def close(self) -> None:
        """Let go of the catalogue."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def commit(self, change: Callable[[Transaction], T], *, message: str, author: str) -> Commit:
        """Change several tables at once, or none of them.

        Parameters
        ----------
        change
            Reads and changes tables through the transaction that it gets. It runs while no other writer does,
            and again from its start when a fault of the catalogue broke it off.
        message, author
            Why, and who; both stay in the history.

        Returns
        -------
        The commit; its ``result`` is what ``change`` returned. A change of nothing makes no new version.

        Raises
        ------
        ConflictError
            Other writers held the workspace for too long, or a row is there already.
        InputError
            A frame does not fit its table.
        """
        return self._write(change, message=message, author=author, kind="commit")

    def read(
        self,
        table: str,
        *,
        version: int | None = None,
        known_at: datetime | None = None,
        as_of: date | None = None,
        columns: Sequence[str] | None = None,
        where: Mapping[str, object] | None = None,
    ) -> pl.DataFrame:
        """Rows of a table in the order of its key.

        Parameters
        ----------
        version, known_at
            Read what that commit, or the last one up to that time, had left; by default the last one.
        as_of
            Read only rows that were published up to that day. Rows whose ``published_on`` is not known are
            left out; a table without that column is read whole.
        columns
            The columns wanted; all by default.
        where
            For each column the value, or a list of values of which one must hold; None matches null.

        Raises
        ------
        NotFoundError
            There is no such table, column or version, or the version has been expired.
        """
        declared = self._table(table)
        with self._cursor() as cursor:
            at = self._resolve(cursor, version, known_at)
            return read_rows(cursor, declared, version=at, as_of=as_of, columns=columns, where=where)

    def history(self) -> list[Commit]:
        """All commits, oldest first."""
        with self._cursor() as cursor:
            return history.commits(cursor)

    def version(self) -> int:
        """The version that the last commit left."""
        with self._cursor() as cursor:
            return history.current_version(cursor)

    def _upgrade(self) -> None:
        with self._cursor() as cursor:
            if not upgrade.plan(cursor, self.tables):
                return
        with writer_lock(self._catalogue, timeout=self._lock_timeout), self._cursor() as cursor:
            steps = upgrade.plan(cursor, self.tables)
            with history.transaction(cursor):
                for statement in steps.statements:
                    cursor.execute(statement)
                history.describe(cursor, "gongfu", "Bring the tables to what is declared", to_extra({}, "upgrade", None))

    def _table(self, name: str) -> Table:
        if name not in self.tables:
            raise NotFoundError(f"there is no table {name!r}", mend=f"tables: {', '.join(self.tables)}")
        return self.tables[name]

    def _resolve(
        self, cursor: "duckdb.DuckDBPyConnection", version: int | None, known_at: datetime | None
    ) -> int | None:
        if version is not None and known_at is not None:
            raise InputError("give a version or a time, not both")
        if known_at is not None:
            return history.version_at(cursor, known_at)
        if version is not None:
            history.require_readable(cursor, version)
        return version

    @contextmanager
    def _cursor(self) -> "Iterator[duckdb.DuckDBPyConnection]":
        cursor = self._connection.cursor()
        try:
            yield cursor
        finally:
            cursor.close()

    def _write(
        self, change: Callable[[Transaction], Any], *, message: str, author: str, kind: str, undoes: int | None = None
    ) -> Commit:
        import duckdb

        consumed: list[object] = []
        deadline = time.monotonic() + self._lock_timeout
        while True:
            try:
                with writer_lock(self._catalogue, timeout=max(0.0, deadline - time.monotonic())), self._cursor() as cursor:
                    return _write_once(cursor, Transaction(cursor, self.tables, consumed), change, message, author, kind, undoes)
            except duckdb.Error as error:
                if not _passing(error) or time.monotonic() > deadline:
                    raise
                time.sleep(random.uniform(0, RETRY_SECONDS))


def _write_once(
    cursor: "duckdb.DuckDBPyConnection",
    transaction: Transaction,
    change: Callable[[Transaction], Any],
    message: str,
    author: str,
    kind: str,
    undoes: int | None,
) -> Commit:
    with history.transaction(cursor):
        result = change(transaction)
        if any(transaction.changes.values()):
            history.describe(cursor, author, message, to_extra(transaction.changes, kind, undoes))
    return history.last_commit(cursor, result)


def _passing(error: Exception) -> bool:
    """Whether the same work may succeed when it is done again."""
    text = str(error).lower()
    return any(sign in text for sign in ("locked", "conflict", "could not serialize", "deadlock"))
