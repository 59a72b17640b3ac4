"""Copy a whole workspace while no writer is at it, and make a workspace from such a copy."""

import json
import os
import shutil
import subprocess
import sys
import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gongfu.errors import GongfuError, InputError, NotFoundError
from gongfu.workspace.store.catalogue import ACCESS, DATA, FORMAT, ORIGINALS, SQLITE, Catalogue, check_url, write_config
from gongfu.workspace.store.lock import postgres

if TYPE_CHECKING:
    import psycopg

MANIFEST = "backup.json"
DUMP = "catalogue"
ACCESS_DUMP = "access"
OIDC = "oidc.json"
COPY_BYTES = 1 << 20

_COPY = """
import sqlite3, sys
source, target = (sqlite3.connect(path) for path in sys.argv[1:])
source.backup(target)
target.close()
source.close()
"""


def back_up(catalogue: Catalogue, target: Path, *, copy: Callable[[str, str], object] = shutil.copy2) -> None:
    """Copy catalogue, data files, originals and accounts into a new folder; the writer lock is held.

    Parameters
    ----------
    catalogue
        Of the workspace to copy.
    target
        A folder that does not exist; it appears only when it is whole.
    copy
        How a file that never changes is copied.

    Raises
    ------
    InputError
        The target exists.
    """
    _refuse_present(target)
    unfinished = target.with_name(f"{target.name}.unfinished-{uuid.uuid4().hex[:8]}")
    unfinished.mkdir(parents=True)
    for part in (DATA, ORIGINALS):
        if (catalogue.folder / part).exists():
            shutil.copytree(catalogue.folder / part, unfinished / part, copy_function=copy)
    if (catalogue.folder / OIDC).exists():
        shutil.copy2(catalogue.folder / OIDC, unfinished / OIDC)
    if catalogue.url is None:
        _copy_sqlite(catalogue.sqlite, unfinished / SQLITE)
        if (catalogue.folder / ACCESS).exists():
            (unfinished / ACCESS).touch(0o600)
            _copy_sqlite(catalogue.folder / ACCESS, unfinished / ACCESS)
    else:
        _dump(catalogue.url, catalogue.schema, unfinished / DUMP)
        _dump(catalogue.url, catalogue.access_schema, unfinished / ACCESS_DUMP)
    kind = "sqlite" if catalogue.url is None else "postgresql"
    manifest = {"format": FORMAT, "catalogue": kind, "taken": datetime.now(UTC).isoformat(timespec="seconds")}
    (unfinished / MANIFEST).write_text(json.dumps(manifest, indent=2) + "\n", "utf-8")
    unfinished.rename(target)


def restore(backup: Path, folder: Path, catalogue_url: str | None) -> None:
    """Make a workspace in a new folder from a backup; it gets an id of its own.

    Raises
    ------
    NotFoundError
        There is no backup.
    InputError
        The folder exists, a newer Gongfu took the backup, or its catalogue is of the other kind.
    """
    try:
        manifest = json.loads((backup / MANIFEST).read_text("utf-8"))
    except FileNotFoundError:
        raise NotFoundError(f"{backup} is no backup") from None
    if manifest["format"] > FORMAT:
        raise InputError(f"a newer Gongfu took {backup}", mend="install that version or a later one")
    url = check_url(catalogue_url)
    if (url is None) != (manifest["catalogue"] == "sqlite"):
        wanted = "no URL" if url else "the URL of a PostgreSQL database"
        raise InputError(f"the catalogue in {backup} is of kind {manifest['catalogue']}", mend=f"give {wanted}")
    _refuse_present(folder)
    catalogue = Catalogue(folder, uuid.uuid4().hex, url)
    shutil.copytree(backup, folder, ignore=shutil.ignore_patterns(MANIFEST, DUMP, ACCESS_DUMP))
    if url is not None:
        _load(url, catalogue.schema, backup / DUMP)
        accounts = backup / ACCESS_DUMP / "tables.json"
        if accounts.exists() and json.loads(accounts.read_text("utf-8")):
            _load(url, catalogue.access_schema, backup / ACCESS_DUMP)
    write_config(catalogue)


def link(source: str, target: str) -> None:
    """Give a file that never changes a second name, or copy it where that cannot be done."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def _copy_sqlite(source: Path, target: Path) -> None:
    """Copy an SQLite file that may be in use, in a process of its own.

    DuckDB brings an SQLite library besides Python's. Two of them in one process do not see each other's locks,
    and the one lets go of those that the other holds.
    """
    done = subprocess.run([sys.executable, "-I", "-c", _COPY, source, target], capture_output=True, text=True)
    if done.returncode:
        raise GongfuError(f"{source} cannot be copied: {done.stderr.strip().splitlines()[-1]}")


def _refuse_present(folder: Path) -> None:
    if folder.exists():
        raise InputError(f"{folder} exists", mend="name a new folder")


def _dump(url: str, schema: str, folder: Path) -> None:
    """Write each table of a schema, as one moment saw them all."""
    folder.mkdir()
    with postgres(url) as connection, connection.transaction(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        tables = [_described(cursor, schema, name) for name in _names(cursor, schema)]
        for number, table in enumerate(tables):
            copy = f'COPY "{schema}"."{table["name"]}" TO STDOUT (FORMAT binary)'.encode()
            with (folder / f"{number}.copy").open("wb") as file, cursor.copy(copy) as blocks:
                for block in blocks:
                    file.write(block)
    (folder / "tables.json").write_text(json.dumps(tables, indent=1), "utf-8")


def _load(url: str, schema: str, folder: Path) -> None:
    """Make a schema from what :func:`_dump` wrote, whole or not at all."""
    tables = json.loads((folder / "tables.json").read_text("utf-8"))
    with postgres(url) as connection, connection.transaction(), connection.cursor() as cursor:
        cursor.execute(f'CREATE SCHEMA "{schema}"'.encode())
        for number, table in enumerate(tables):
            name = f'"{schema}"."{table["name"]}"'
            cursor.execute(f"CREATE TABLE {name} ({', '.join(table['columns'] + table['constraints'])})".encode())
            copy = f"COPY {name} FROM STDIN (FORMAT binary)".encode()
            with (folder / f"{number}.copy").open("rb") as file, cursor.copy(copy) as blocks:
                while block := file.read(COPY_BYTES):
                    blocks.write(block)


def _names(cursor: "psycopg.Cursor[Any]", schema: str) -> list[str]:
    cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s ORDER BY tablename", [schema])
    return [name for (name,) in cursor.fetchall()]


def _described(cursor: "psycopg.Cursor[Any]", schema: str, name: str) -> dict[str, Any]:
    table = f'"{schema}"."{name}"'
    cursor.execute(
        "SELECT format('%%I %%s', attname, format_type(atttypid, atttypmod))"
        " || CASE WHEN attnotnull THEN ' NOT NULL' ELSE '' END"
        " FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum",
        [table],
    )
    columns = [column for (column,) in cursor.fetchall()]
    cursor.execute(
        "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = %s::regclass AND contype IN ('p', 'u')",
        [table],
    )
    return {"name": name, "columns": columns, "constraints": [constraint for (constraint,) in cursor.fetchall()]}
