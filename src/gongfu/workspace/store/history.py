"""Which versions there are, and what made them."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from typing import TYPE_CHECKING, Any

from gongfu.errors import InputError, NotFoundError
from gongfu.workspace.store.commit import Commit, from_row

if TYPE_CHECKING:
    import duckdb


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
    """All commits, oldest first; those that have been expired are not readable."""
    rows = cursor.execute(
        "SELECT * FROM (SELECT version, time, author, message, extra, true AS readable FROM versions WHERE extra IS NOT NULL"
        " UNION ALL SELECT version, time, author, message, extra, false FROM lake.main._expired"
        " ANTI JOIN versions USING (version)) ORDER BY version"
    ).fetchall()
    return [from_row(row[:5], readable=row[5]) for row in rows]


def last_commit(cursor: "duckdb.DuckDBPyConnection", result: Any = None) -> Commit:
    """The newest commit."""
    row = cursor.execute("FROM versions WHERE extra IS NOT NULL ORDER BY version DESC LIMIT 1").fetchall()[0]
    return from_row(row, result=result)


def newest(cursor: "duckdb.DuckDBPyConnection") -> int:
    """The newest version, be it of a commit or of a compaction."""
    return int(cursor.execute("SELECT max(version) FROM versions").fetchall()[0][0])


def commit_of(cursor: "duckdb.DuckDBPyConnection", version: int) -> Commit:
    """The commit that made a version.

    Raises
    ------
    NotFoundError
        No commit did, or it has been expired.
    """
    require_readable(cursor, version)
    row = cursor.execute("FROM versions WHERE version = ? AND extra IS NOT NULL", [version]).fetchone()
    if row is None:
        raise NotFoundError(f"version {version} was made by no commit")
    return from_row(row)


def version_at(cursor: "duckdb.DuckDBPyConnection", time: datetime) -> int:
    """The last version that was there at a time.

    Raises
    ------
    NotFoundError
        No version is that old, or those that were have been expired.
    InputError
        The time has no time zone.
    """
    if time.tzinfo is None:
        raise InputError(f"{time} has no time zone", mend="write it with one, such as 2025-01-31T09:00+08:00")
    found, oldest = cursor.execute(
        "SELECT max(version) FILTER (time <= ?), min(time) FROM versions", [time]
    ).fetchall()[0]
    if found is None:
        raise NotFoundError(
            f"no version of {time.isoformat()} can be read", mend=f"the oldest is of {oldest.isoformat()}"
        )
    return int(found)


def require_readable(cursor: "duckdb.DuckDBPyConnection", version: int) -> None:
    """Refuse a version that is not there.

    Raises
    ------
    NotFoundError
        Names the oldest and the newest version that can be read.
    """
    found, oldest, newest = cursor.execute(
        "SELECT count(*) FILTER (version = ?), min(version), max(version) FROM versions", [version]
    ).fetchall()[0]
    if not found:
        raise NotFoundError(f"version {version} cannot be read", mend=f"versions {oldest} to {newest} can")
