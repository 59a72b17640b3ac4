"""Which versions there are, and what made them."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from typing import TYPE_CHECKING, Any

from gongfu.errors import NotFoundError
from gongfu.workspace.store.commit import Commit, from_row

if TYPE_CHECKING:
    import duckdb

_COMMITS = (
    "SELECT snapshot_id, snapshot_time, author, commit_message, commit_extra_info"
    " FROM lake.snapshots() WHERE commit_extra_info IS NOT NULL"
)


@contextmanager
def transaction(cursor: "duckdb.DuckDBPyConnection") -> Iterator[None]:
    """All that is done inside becomes one version, or nothing does."""
    import duckdb

    cursor.execute("BEGIN TRANSACTION")
    try:
        yield
        cursor.execute("COMMIT")
    except BaseException:
        with suppress(duckdb.Error):
            cursor.execute("ROLLBACK")
        raise


def describe(cursor: "duckdb.DuckDBPyConnection", author: str, message: str, extra: str) -> None:
    """Say who makes the version that is under way, and why."""
    cursor.execute("CALL lake.set_commit_message(?, ?, extra_info => ?)", [author, message, extra])


def commits(cursor: "duckdb.DuckDBPyConnection") -> list[Commit]:
    """All commits, oldest first."""
    return [from_row(row) for row in cursor.execute(f"{_COMMITS} ORDER BY snapshot_id").fetchall()]


def last_commit(cursor: "duckdb.DuckDBPyConnection", result: Any = None) -> Commit:
    """The newest commit."""
    row = cursor.execute(f"{_COMMITS} ORDER BY snapshot_id DESC LIMIT 1").fetchone()
    if row is None:
        raise NotFoundError("the workspace has no commit")
    return from_row(row, result=result)


def current_version(cursor: "duckdb.DuckDBPyConnection") -> int:
    """The newest version."""
    return last_commit(cursor).version


def version_at(cursor: "duckdb.DuckDBPyConnection", time: datetime) -> int:
    """The last version that was there at ``time`` (with a time zone).

    Raises
    ------
    NotFoundError
        No version is that old, or those that were have been expired.
    """
    row = cursor.execute(
        "SELECT max(snapshot_id), (SELECT min(snapshot_time) FROM lake.snapshots())"
        " FROM lake.snapshots() WHERE snapshot_time <= ?",
        [time],
    ).fetchone()
    if row is None or row[0] is None:
        raise NotFoundError(f"no version of {time:%Y-%m-%d %H:%M:%S} can be read", mend=f"the oldest is of {row and row[1]}")
    return int(row[0])


def require_readable(cursor: "duckdb.DuckDBPyConnection", version: int) -> None:
    """Refuse a version that is not there.

    Raises
    ------
    NotFoundError
        Names the oldest and the newest version that can be read.
    """
    found, oldest, newest = cursor.execute(
        "SELECT count(*) FILTER (snapshot_id = ?), min(snapshot_id), max(snapshot_id) FROM lake.snapshots()", [version]
    ).fetchall()[0]
    if not found:
        raise NotFoundError(f"version {version} cannot be read", mend=f"versions {oldest} to {newest} can")
