"""One writer at a time: DuckLake has no keys, so a check and its commit must not be parted."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from gongfu.errors import ConflictError, GongfuError
from gongfu.workspace.store.catalogue import Catalogue

if TYPE_CHECKING:
    import psycopg

POLL_SECONDS = 0.005


@contextmanager
def writer_lock(catalogue: Catalogue, *, timeout: float) -> Iterator[None]:
    """Hold the workspace-wide lock: a file lock beside SQLite, an advisory lock in PostgreSQL.

    Both go when the process that holds them dies.

    Parameters
    ----------
    catalogue
        Of the workspace to write to.
    timeout
        Seconds to wait.

    Raises
    ------
    ConflictError
        Another writer held the lock all the time.
    """
    with _file_lock(catalogue, timeout) if catalogue.url is None else _advisory_lock(catalogue, catalogue.url, timeout):
        yield


def _busy(catalogue: Catalogue, timeout: float) -> ConflictError:
    return ConflictError(
        f"another writer held {catalogue.folder} for {timeout:g} s", mend="try again when its work is done"
    )


@contextmanager
def _file_lock(catalogue: Catalogue, timeout: float) -> Iterator[None]:
    from filelock import FileLock, Timeout

    try:
        with FileLock(catalogue.folder / "lock", timeout=timeout, poll_interval=POLL_SECONDS):
            yield
    except Timeout:
        raise _busy(catalogue, timeout) from None


@contextmanager
def _advisory_lock(catalogue: Catalogue, url: str, timeout: float) -> Iterator[None]:
    with postgres(url) as connection:
        import psycopg

        key = int.from_bytes(hashlib.sha256(catalogue.schema.encode()).digest()[:8], signed=True)
        connection.execute(f"SET lock_timeout = {max(1, round(timeout * 1000))}")
        try:
            connection.execute("SELECT pg_advisory_lock(%s)", [key])
        except psycopg.errors.LockNotAvailable:
            raise _busy(catalogue, timeout) from None
        yield


@contextmanager
def postgres(url: str) -> "Iterator[psycopg.Connection[Any]]":
    """A connection to PostgreSQL that commits each statement, closed at the end.

    Raises
    ------
    GongfuError
        The driver is not installed, or the server does not answer.
    """
    try:
        import psycopg
    except ModuleNotFoundError:
        raise GongfuError("the PostgreSQL driver is not installed", mend="install gongfu[postgres]") from None
    try:
        connection = psycopg.connect(url, autocommit=True)
    except psycopg.OperationalError as error:
        raise GongfuError(f"the PostgreSQL catalogue does not answer: {error}") from None
    with connection:
        yield connection
