"""Keep the data files few, without losing a version; and expire versions, which is another matter."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True, slots=True)
class Compaction:
    """Data files and their bytes before and after."""

    files_before: int
    files_after: int
    bytes_before: int
    bytes_after: int


def merge_files(cursor: "duckdb.DuckDBPyConnection") -> None:
    """Merge small files, each version staying readable; the writer lock is held.

    Rows that stand in the catalogue are written to files first. ``ducklake_rewrite_data_files`` is not used:
    in DuckLake 1.0 it gives wrong values at earlier versions once such files were merged.
    """
    cursor.execute("CALL ducklake_flush_inlined_data('lake')")
    cursor.execute("CALL ducklake_merge_adjacent_files('lake')")


def expire_versions(cursor: "duckdb.DuckDBPyConnection", first_kept: int) -> None:
    """Make all versions before one unreadable; the writer lock is held.

    They are noted first: were it broken off in between, a version that can still be read would be noted too,
    and the history shows that it can.
    """
    gone = "FROM versions WHERE version < ?"
    noted = f"INSERT INTO lake.main._expired SELECT version, time, author, message, extra {gone} AND extra IS NOT NULL"
    cursor.execute(f"{noted} AND version NOT IN (SELECT version FROM lake.main._expired)", [first_kept])
    cursor.execute(f"SET VARIABLE gone = (SELECT list(version) {gone})", [first_kept])
    cursor.execute("CALL ducklake_expire_snapshots('lake', versions => getvariable('gone'))")


def remove_unused(cursor: "duckdb.DuckDBPyConnection", grace: timedelta) -> None:
    """Delete files that no version needs; the writer lock is held, so no other writer has unfinished files.

    Parameters
    ----------
    cursor
        Stands in no transaction.
    grace
        How long a file stays at least after a merge or an expiry, as a reader may still be at it. On an SQLite
        catalogue DuckLake 1.0 compares days only, so it may be two days more.
    """
    if grace:
        until = (datetime.now(UTC) - grace).replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=1)
        cursor.execute("CALL ducklake_cleanup_old_files('lake', older_than => ?)", [until])
    else:
        cursor.execute("CALL ducklake_cleanup_old_files('lake', cleanup_all => true)")
    cursor.execute("CALL ducklake_delete_orphaned_files('lake', cleanup_all => true)")


def data_files(folder: Path) -> tuple[int, int]:
    """Number and bytes of the files under a folder."""
    sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    return len(sizes), sum(sizes)
