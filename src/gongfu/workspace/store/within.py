"""A workspace as one person reaches it: every read is cut to what they see, every commit held against what they may change."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from threading import Timer
from typing import TYPE_CHECKING

import polars as pl

from gongfu.errors import ForbiddenError, InputError, NotFoundError
from gongfu.workspace.schema import Table
from gongfu.workspace.store import names
from gongfu.workspace.store.commit import Changes, Commit
from gongfu.workspace.store.compact import Compaction
from gongfu.workspace.store.frames import NAMED_OFFENDERS
from gongfu.workspace.store.originals import Originals
from gongfu.workspace.store.reach import Reach, is_named
from gongfu.workspace.store.reached import RowsAt, RowsBefore, RowsNow
from gongfu.workspace.store.read import read_rows
from gongfu.workspace.store.transaction import Frames, Transaction
from gongfu.workspace.store.workspace import GRACE, Workspace

if TYPE_CHECKING:
    import duckdb

SQL_SECONDS = 60.0
SQL_MEMORY = "1GB"
WHOLE_ONLY = "this is for who keeps the whole workspace"


class Within(Workspace):
    """The workspace of another object, as far as one person reaches.

    Attributes
    ----------
    private_rows
        For each private table how many rows were handed out; the audit keeps them.
    """

    def __init__(self, whole: Workspace, reach: Reach) -> None:
        self.folder = whole.folder
        self.tables = whole.tables
        self.reach = reach
        self.private_rows: dict[str, int] = {}
        self.originals = OriginalsWithin(whole.originals, self)
        self._catalogue = whole._catalogue
        self._lock_timeout = whole._lock_timeout
        self._connection = whole._connection
        self._kept = whole._kept  # of tables that are seen whole
        self._freshness = whole._freshness

    def close(self) -> None:
        """The workspace stays open for whom it was opened."""

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
        """Rows of a table, as far as they are seen; see :meth:`Workspace.read`."""
        frame = super().read(
            table, version=version, known_at=known_at, as_of=as_of, columns=columns, where=where, ordered=ordered
        )
        if frame.height and self.tables[table].access.kind == "private":
            self.private_rows[table] = self.private_rows.get(table, 0) + frame.height
        return frame

    def read_several(self, tables: Sequence[str], *, version: int | None = None) -> dict[str, pl.DataFrame]:
        """Several tables, as far as they are seen; see :meth:`Workspace.read_several`."""
        return {name: self.read(name, version=version) for name in tables}

    def sizes(self, *, version: int | None = None) -> dict[str, int]:
        """How many rows of each table are seen; see :meth:`Workspace.sizes`."""
        if self.reach.changes_all:
            return super().sizes(version=version)
        read = super().read  # rows that are counted are not handed out
        return {name: read(name, version=version, columns=table.key).height for name, table in self.tables.items()}

    def written(self, table: str) -> pl.DataFrame:
        """For each row that is seen the version that wrote it last; see :meth:`Workspace.written`."""
        key = self.tables[table].key
        return super().written(table).join(self.read(table, columns=key), on=key, how="semi", maintain_order="left")

    def history(self) -> list[Commit]:
        """The commits of this person, and those of the program; all for who keeps the whole workspace."""
        commits = super().history()
        if self.reach.changes_all:
            return commits
        return [commit for commit in commits if commit.author == self.reach.name or commit.kind == "upgrade"]

    def sql(self, query: str, *, version: int | None = None, known_at: datetime | None = None) -> pl.DataFrame:
        """Answer one SELECT over the rows that are seen: it is asked of copies of them, beside which nothing can be reached."""
        import duckdb

        with duckdb.connect(config={"autoinstall_known_extensions": "false", "memory_limit": SQL_MEMORY}) as connection:
            connection.execute("SET TimeZone = 'UTC'")
            words = set(re.findall(r"\w+", query.lower()))
            for name in (name for name in self.tables if name in words):
                frame = self.read(name, version=version, known_at=known_at)
                connection.register("shown", frame)
                connection.execute(f"CREATE TABLE {names.quoted(name)} AS FROM shown")
                connection.unregister("shown")
            connection.execute("SET python_enable_replacements = false")
            connection.execute("SET enable_external_access = false")
            connection.execute("SET lock_configuration = true")
            limit = Timer(SQL_SECONDS, connection.interrupt)
            limit.start()
            try:
                statements = connection.extract_statements(query)
                if [statement.type for statement in statements] != [duckdb.StatementType.SELECT]:
                    raise InputError("only one SELECT can be answered", mend="change tables by a commit")
                return connection.execute(statements[0]).pl()
            except duckdb.InterruptException:
                raise InputError(f"the query took longer than {SQL_SECONDS:g} s", mend="ask for less at once") from None
            except duckdb.Error as error:
                raise InputError(f"the query cannot be answered: {error}") from None
            finally:
                limit.cancel()

    def undo(self, version: int, *, author: str, message: str | None = None) -> Commit:
        """Take a commit of one's own back; see :meth:`Workspace.undo`."""
        if not self.reach.changes_all and version not in {commit.version for commit in self.history()}:
            raise NotFoundError(
                f"version {version} was made by no commit of yours", mend="see: gongfu workspace history"
            )
        return super().undo(version, author=author, message=message)

    def compact(self, *, grace: timedelta = GRACE) -> Compaction:
        """For who keeps the whole workspace; see :meth:`Workspace.compact`."""
        self._require_whole()
        return super().compact(grace=grace)

    def expire(self, before: datetime, *, dry_run: bool = False, grace: timedelta = GRACE) -> list[Commit]:
        """For who keeps the whole workspace; see :meth:`Workspace.expire`."""
        self._require_whole()
        return super().expire(before, dry_run=dry_run, grace=grace)

    def backup(self, target: Path | str) -> Path:
        """For who keeps the whole workspace; see :meth:`Workspace.backup`."""
        self._require_whole()
        return super().backup(target)

    def names(self, sha256: str) -> bool:
        """Whether a row that is seen names an original."""
        return any(
            self.read(table, columns=[column], where={column: sha256}).height
            for table, column in (("source", "sha256"), ("document", "document_id"), ("report", "file_sha256"))
            if table in self.tables
        )

    def _require_whole(self) -> None:
        if not self.reach.changes_all:
            raise ForbiddenError(WHOLE_ONLY)

    def _seen(self, cursor: "duckdb.DuckDBPyConnection", table: Table, version: int | None) -> str:
        return self.reach.seen(table, RowsAt(cursor, self.tables, version, str(self.folder)))

    def _transaction(self, cursor: "duckdb.DuckDBPyConnection", consumed: list[object]) -> Transaction:
        return TransactionWithin(cursor, self.tables, consumed, self.reach)


class TransactionWithin(Transaction):
    """A commit of one person: it reads what they see, and is refused where it changes more than they may."""

    def __init__(
        self,
        connection: "duckdb.DuckDBPyConnection",
        tables: Mapping[str, Table],
        consumed: list[object],
        reach: Reach,
    ) -> None:
        super().__init__(connection, tables, consumed)
        self._reach = reach

    def read(
        self, table: str, *, columns: Sequence[str] | None = None, where: Mapping[str, object] | None = None
    ) -> pl.DataFrame:
        """Rows that are seen. Keys, and rows that others name, are known to be there wherever they belong."""
        declared = self._table(table)
        always = {*declared.key, *declared.access.unique}
        if is_named(declared) or (columns is not None and always.issuperset(columns)):
            return super().read(table, columns=columns, where=where)
        before = RowsBefore(self._connection, self._tables)
        only = self._reach.seen(declared, RowsNow(self._connection, self._tables, before))
        return read_rows(
            self._connection, declared, columns=columns, where=where, touched=table in self.changes, only=only
        )

    def append(self, table: str, frames: Frames) -> int:
        return super().append(table, self._signed(table, frames))

    def merge(self, table: str, frames: Frames) -> Changes:
        return super().merge(table, self._signed(table, frames))

    def replace(self, table: str, frames: Frames) -> Changes:
        return super().replace(table, self._signed(table, frames))

    def check(self) -> None:
        """Refuse the commit if it adds, changes or removes a row beyond the reach; names each."""
        if self._reach.changes_all:
            return
        before = RowsBefore(self._connection, self._tables)
        try:
            offenders = self._beyond(RowsNow(self._connection, self._tables, before), before)
        finally:
            before.close()
        if offenders:
            raise ForbiddenError(
                "these rows lie beyond what you may change",
                offenders=list(dict.fromkeys(offenders))[:NAMED_OFFENDERS],
                mend="Ask who keeps the accounts for the region or firm: gongfu accounts change",
            )

    def _beyond(self, now: RowsNow, before: RowsBefore) -> list[str]:
        offenders = []
        for name in (name for name, changes in self.changes.items() if changes):
            table = self._tables[name]
            columns = names.listed(table.polars_schema)
            for there, other, how in (
                (now, before, "may not be entered or changed"),
                (before, now, "may not be changed or removed"),
            ):
                differing = f"SELECT {columns} FROM {there.relation(table)} EXCEPT SELECT {columns} FROM {other.relation(table)}"
                beyond = f"FROM ({differing}) WHERE ({self._reach.changed(table, there)}) IS NOT TRUE"
                offenders += [f"{name} {offender}" for offender in self._offenders(table, beyond, how)]
        return offenders

    def _signed(self, table: str, frames: Frames) -> Frames:
        """The frames with the column that says who brought them in."""
        by = self._table(table).access.by
        if by is None:
            return frames
        who = pl.lit(self._reach.name).alias(by)
        if isinstance(frames, pl.DataFrame):
            return frames.with_columns(who)
        return [frame.with_columns(who) for frame in frames]


class OriginalsWithin(Originals):
    """Documents that a row names which the person sees."""

    def __init__(self, whole: Originals, workspace: Within) -> None:
        super().__init__(whole._folder)
        self._workspace = workspace

    def get(self, sha256: str) -> bytes:
        """The document with this hash; see :meth:`Originals.get`."""
        if sha256 not in self:
            raise NotFoundError(f"no original {sha256} is kept here")
        return super().get(sha256)

    def __contains__(self, sha256: str) -> bool:
        return super().__contains__(sha256) and self._workspace.names(sha256)
