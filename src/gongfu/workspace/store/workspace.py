"""The workspace: a folder of tables that change by commits and are read as of any of them."""

import random
import time
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeVar

import polars as pl

from gongfu.errors import ConflictError, InputError, NotFoundError
from gongfu.workspace.schema import Table
from gongfu.workspace.schema import tables as declared_tables
from gongfu.workspace.store import backup as backups
from gongfu.workspace.store import history, upgrade
from gongfu.workspace.store.analyse import answer
from gongfu.workspace.store.catalogue import BACKUPS, ORIGINALS, Catalogue, check_url, read_config, write_config
from gongfu.workspace.store.commit import Commit, to_extra
from gongfu.workspace.store.compact import Compaction, data_files, expire_versions, merge_files, remove_unused
from gongfu.workspace.store.freshness import Freshness
from gongfu.workspace.store.kept import Kept, pickable, picked
from gongfu.workspace.store.lock import postgres, writer_lock
from gongfu.workspace.store.originals import Originals
from gongfu.workspace.store.read import count_rows, ever_written, read_rows, read_versions, whole
from gongfu.workspace.store.transaction import Transaction

if TYPE_CHECKING:
    import duckdb

T = TypeVar("T")

LOCK_TIMEOUT = 600.0
RETRY_SECONDS = 0.05
FILE_OPTIONS = {
    "parquet_compression": "zstd",  # with version 2 half the bytes of the default
    "parquet_version": "2",
    "data_inlining_row_limit": "200",  # smaller changes stand in the catalogue until compaction writes them to a file
}
GRACE = timedelta(days=1)
ALL = "true"  # the condition that every row meets


class Workspace:
    """One folder of tables. Safe to use from several threads, and beside other processes."""

    def __init__(self, catalogue: Catalogue, tables: Mapping[str, Table], lock_timeout: float) -> None:
        self.folder = catalogue.folder
        self.tables = tables
        self.originals = Originals(catalogue.folder / ORIGINALS)
        self._catalogue = catalogue
        self._lock_timeout = lock_timeout
        self._connection = catalogue.connect()
        self._kept = Kept()

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
            mend = "name a new folder, or delete this one if making a workspace in it was broken off"
            raise InputError(f"{folder} is not empty", mend=mend)
        catalogue = Catalogue(folder, uuid.uuid4().hex, check_url(catalogue_url))
        catalogue.data.mkdir(parents=True)
        if catalogue.url is not None:
            with postgres(catalogue.url) as connection:
                connection.execute(f"CREATE SCHEMA {catalogue.schema}".encode())
        workspace = cls._opened(catalogue, tables, lock_timeout)
        with workspace._cursor() as cursor:
            for option, value in FILE_OPTIONS.items():
                cursor.execute("CALL lake.set_option(?, ?)", [option, value])
        write_config(catalogue)
        return workspace

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
        return cls._opened(read_config(Path(folder).resolve()), tables, lock_timeout)

    @classmethod
    def restore(
        cls,
        backup: Path | str,
        folder: Path | str,
        catalogue_url: str | None = None,
        *,
        tables: Mapping[str, Table] | None = None,
        lock_timeout: float = LOCK_TIMEOUT,
    ) -> Self:
        """Make a workspace in a new folder from a backup, with all its versions, and open it.

        Parameters
        ----------
        backup
            A folder that :meth:`backup` made.
        folder
            Where the workspace is to be.
        catalogue_url
            Needed when the catalogue of the backup was in PostgreSQL, and not to be given otherwise.
        tables, lock_timeout
            As in :meth:`create`.

        Raises
        ------
        NotFoundError
            There is no backup.
        InputError
            The folder exists, or the backup does not fit this Gongfu or the URL.
        """
        backups.restore(Path(backup).resolve(), Path(folder).resolve(), catalogue_url)
        return cls.open(folder, tables=tables, lock_timeout=lock_timeout)

    @classmethod
    def _opened(cls, catalogue: Catalogue, tables: Mapping[str, Table] | None, lock_timeout: float) -> Self:
        workspace = cls(catalogue, declared_tables() if tables is None else tables, lock_timeout)
        try:
            workspace._upgrade()
        except BaseException:
            workspace.close()
            raise
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

    def try_out(self, change: Callable[[Transaction], T]) -> T:
        """Make a change as :meth:`commit` does, and take it back at once: what it would give, and nothing stays.

        Raises
        ------
        ConflictError
            Other writers held the workspace for too long, or a row is there already.
        InputError
            A frame does not fit its table.
        """
        try:
            self._write(lambda tx: _stop(change(tx)), message="", author="", kind="commit")
        except _TriedOutError as tried:
            result: T = tried.result
            return result
        raise AssertionError("unreachable: the change is stopped")

    def read(
        self,
        table: str,
        *,
        version: int | None = None,
        known_at: datetime | None = None,
        as_of: date | None = None,
        columns: Sequence[str] | None = None,
        where: Mapping[str, object] | None = None,
        ordered: bool = True,
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
        ordered
            False gives the rows in any order: millions of them come three times as fast.

        Raises
        ------
        NotFoundError
            There is no such table, column or version, or the version has been expired.
        """
        declared = self._table(table)
        with self._cursor() as cursor:
            at = self._resolve(cursor, version, known_at)
            only = self._seen(cursor, declared, at)
            if only == ALL and at is not None and pickable(declared, columns, where):
                kept = self._kept.get(table, at, lambda most: whole(cursor, declared, at, most))
                if kept is not None:
                    return picked(kept, as_of=as_of, columns=columns, where=where)
            return read_rows(
                cursor, declared, version=at, as_of=as_of, columns=columns, where=where, ordered=ordered, only=only
            )

    def read_several(self, tables: Sequence[str], *, version: int | None = None) -> dict[str, pl.DataFrame]:
        """Several tables as one version left them, each whole; in one go it takes half the time.

        Raises
        ------
        NotFoundError
            There is no such table or version, or the version has been expired.
        """
        declared = [self._table(name) for name in tables]
        found = {table.name: None if version is None else self._kept.known(table.name, version) for table in declared}
        missing = [table for table in declared if found[table.name] is None]
        if not missing:
            return {name: frame for name, frame in found.items() if frame is not None}
        with self._cursor() as cursor, history.transaction(cursor):
            at = self._resolve(cursor, version, None)
            at = None if at == history.newest(cursor) else at  # the last one is read faster without its number
            written = ever_written(cursor)
            read = {table.name: read_rows(cursor, table, version=at, written=written) for table in missing}
        if version is not None:
            for name, frame in read.items():
                self._kept.keep(name, version, frame)
        return {name: read[name] if frame is None else frame for name, frame in found.items()}

    def sizes(self, *, version: int | None = None) -> dict[str, int]:
        """How many rows each table has, at the version asked for or now.

        Raises
        ------
        NotFoundError
            The version is not there, or has been expired.
        """
        with self._cursor() as cursor, history.transaction(cursor):
            at = self._resolve(cursor, version, None)
            at = None if at == history.newest(cursor) else at
            written = ever_written(cursor)
            return {
                name: count_rows(cursor, table, at) if name in written else 0 for name, table in self.tables.items()
            }

    def written(self, table: str) -> pl.DataFrame:
        """For each row of a table as it stands, by its key, the ``version`` that wrote it last.

        Raises
        ------
        NotFoundError
            There is no such table.
        """
        declared = self._table(table)
        with self._cursor() as cursor:
            return read_versions(cursor, declared)

    def history(self) -> list[Commit]:
        """All commits, oldest first."""
        with self._cursor() as cursor:
            return history.commits(cursor)

    def version(self) -> int:
        """The version of the last commit, whoever made it; asked of the catalogue only where it may have changed."""
        return self._freshness.version()

    def version_known(self) -> int | None:
        """The version of the last commit where that takes no look into the catalogue; else null."""
        return self._freshness.known()

    @cached_property
    def _freshness(self) -> Freshness:
        catalogue = self._catalogue
        return Freshness(catalogue.sqlite if catalogue.url is None else None, self._last_version)

    def _last_version(self) -> int:
        with self._cursor() as cursor:
            return history.last_commit(cursor).version

    def version_at(self, time: datetime) -> int:
        """The version of the last commit up to a time.

        Raises
        ------
        NotFoundError
            The workspace was not there at that time.
        """
        with self._cursor() as cursor:
            known = [commit.version for commit in history.commits(cursor) if commit.time <= time]
        if not known:
            raise NotFoundError(f"the workspace was not there at {time}", mend="see: gongfu workspace history")
        return known[-1]

    def sql(self, query: str, *, version: int | None = None, known_at: datetime | None = None) -> pl.DataFrame:
        """Answer one SELECT of DuckDB's SQL over the tables. Nothing can be changed by it.

        Parameters
        ----------
        query
            Names the tables as they are declared.
        version, known_at
            Ask what that commit, or the last one up to that time, had left.

        Raises
        ------
        InputError
            The query is wrong, or something else than one SELECT.
        NotFoundError
            The version is not there, or has been expired.
        """
        with self._cursor() as cursor:
            at = self._resolve(cursor, version, known_at)
        return answer(self._catalogue, query, at)

    def undo(self, version: int, *, author: str, message: str | None = None) -> Commit:
        """Take a commit back by a new one, where no later commit changed the same key.

        Rows that it added go, rows that it changed get their earlier value, rows that it removed come back.

        Parameters
        ----------
        version
            Of the commit to take back.
        author, message
            Who and why; both stay in the history.

        Returns
        -------
        The new commit. Its ``result`` maps each table to the keys that were left as they are, because a later
        commit changed them.

        Raises
        ------
        NotFoundError
            No commit made that version, or it or the version before it has been expired.
        InputError
            The commit changed the tables themselves.
        """
        with self._cursor() as cursor:
            commit = history.commit_of(cursor, version)
            history.require_readable(cursor, version - 1)
        message = f"Undo version {version}: {commit.message}" if message is None else message
        return self._write(lambda tx: tx.take_back(commit), message=message, author=author, kind="undo", undoes=version)

    def compact(self, *, grace: timedelta = GRACE) -> Compaction:
        """Merge small data files and delete those that no version needs. Every version stays readable.

        Parameters
        ----------
        grace
            How long merged files stay at least, as a reader may still be at them.

        Returns
        -------
        Number and bytes of data files before and after.
        """
        with writer_lock(self._catalogue, timeout=self._lock_timeout), self._cursor() as cursor:
            before = data_files(self._catalogue.data)
            merge_files(cursor)
            remove_unused(cursor, grace)
            after = data_files(self._catalogue.data)
        return Compaction(before[0], after[0], before[1], after[1])

    def expire(self, before: datetime, *, dry_run: bool = False, grace: timedelta = GRACE) -> list[Commit]:
        """Give up the versions that were past at a time. What the tables held at that time stays readable.

        Parameters
        ----------
        before
            A time with its time zone.
        dry_run
            Only say which.
        grace
            How long files that are no longer needed stay at least, as a reader may still be at them.

        Returns
        -------
        The commits whose version can no longer be read; they stay in the history.

        Raises
        ------
        NotFoundError
            No version is that old.
        """
        with writer_lock(self._catalogue, timeout=self._lock_timeout), self._cursor() as cursor:
            first_kept = history.version_at(cursor, before)
            expiring = [c for c in history.commits(cursor) if c.readable and c.version < first_kept]
            if expiring and not dry_run:
                expire_versions(cursor, first_kept)
                remove_unused(cursor, grace)
        return [replace(commit, readable=dry_run) for commit in expiring]

    def backup(self, target: Path | str) -> Path:
        """Copy the whole workspace into a new folder, from which :meth:`restore` makes it again.

        Raises
        ------
        InputError
            The target exists.
        """
        target = Path(target).resolve()
        with writer_lock(self._catalogue, timeout=self._lock_timeout):
            backups.back_up(self._catalogue, target)
        return target

    def _upgrade(self) -> None:
        with self._cursor() as cursor:
            if not upgrade.plan(cursor, self.tables):
                return
        with writer_lock(self._catalogue, timeout=self._lock_timeout), self._cursor() as cursor:
            steps = upgrade.plan(cursor, self.tables)
            if steps.alters:
                taken = f"{datetime.now(UTC):%Y%m%dT%H%M%S%fZ}-before-upgrade"
                backups.back_up(self._catalogue, self.folder / BACKUPS / taken, copy=backups.link)
            if steps:
                upgrade.carry_out(cursor, steps)

    def _seen(self, cursor: "duckdb.DuckDBPyConnection", table: Table, version: int | None) -> str:
        """The condition, as SQL, that a row may be read."""
        return ALL

    def _transaction(self, cursor: "duckdb.DuckDBPyConnection", consumed: list[object]) -> Transaction:
        return Transaction(cursor, self.tables, consumed)

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
        if version is not None and version != self._freshness.known():  # the last one can be read
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
                remaining = max(0.0, deadline - time.monotonic())
                with writer_lock(self._catalogue, timeout=remaining), self._cursor() as cursor:
                    transaction = self._transaction(cursor, consumed)
                    with history.transaction(cursor):
                        result = change(transaction)
                        transaction.check()
                        if any(transaction.changes.values()):
                            history.describe(cursor, author, message, to_extra(transaction.changes, kind, undoes))
                    self._freshness.forget()
                    return history.last_commit(cursor, result)
            except duckdb.Error as error:
                if not _passing(error):
                    raise
                if time.monotonic() > deadline:
                    raise ConflictError(f"the catalogue of {self.folder} stayed locked: {error}") from error
                time.sleep(random.uniform(0, RETRY_SECONDS))


class _TriedOutError(Exception):
    """Ends a change that is only tried out; ``result`` is what it gave."""

    def __init__(self, result: Any) -> None:
        super().__init__()
        self.result = result


def _stop(result: Any) -> None:
    raise _TriedOutError(result)


def _passing(error: "duckdb.Error") -> bool:
    """Whether the same work may succeed when it is done again."""
    import duckdb

    if isinstance(error, duckdb.DataError | duckdb.ProgrammingError):  # these lie in the work itself
        return False
    text = str(error).lower()
    return any(sign in text for sign in ("locked", "conflict", "could not serialize", "deadlock"))
