"""Where accounts, tokens, sessions and the audit stand: SQLite in the folder of the workspace, or its PostgreSQL."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Engine,
    Float,
    Integer,
    MetaData,
    String,
    Table,
    UniqueConstraint,
    create_engine,
    event,
    inspect,
    text,
)
from sqlalchemy.exc import OperationalError

from gongfu.errors import GongfuError
from gongfu.workspace.store.catalogue import ACCESS as FILE
from gongfu.workspace.store.catalogue import Catalogue, read_config

BUSY_SECONDS = 10.0

METADATA = MetaData()

ACCOUNT = Table(
    "account",
    METADATA,
    Column("id", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("folded", String, nullable=False, unique=True),
    Column("role", String, nullable=False),
    Column("whole", Boolean, nullable=False),
    Column("state", String, nullable=False),
    Column("password", String),
    Column("invitation", String),
    Column("invited_until", Float),
    Column("issuer", String),
    Column("subject", String),
    Column("made_at", Float, nullable=False),
    Column("made_by", String, nullable=False),
    UniqueConstraint("issuer", "subject"),
)
SCOPE = Table(
    "scope",
    METADATA,
    Column("account_id", String, primary_key=True),
    Column("kind", String, primary_key=True),
    Column("value", String, primary_key=True),
)
TOKEN = Table(
    "token",
    METADATA,
    Column("id", String, primary_key=True),
    Column("hash", String, nullable=False, unique=True),
    Column("account_id", String, nullable=False),
    Column("label", String, nullable=False),
    Column("may", String, nullable=False),
    Column("scopes", String),
    Column("made_at", Float, nullable=False),
    Column("ends_at", Float, nullable=False),
    Column("ended_at", Float),
)
SESSION = Table(
    "session",
    METADATA,
    Column("hash", String, primary_key=True),
    Column("account_id", String, nullable=False),
    Column("csrf", String, nullable=False),
    Column("by", String, nullable=False),
    Column("made_at", Float, nullable=False),
    Column("seen_at", Float, nullable=False),
    Column("ends_at", Float, nullable=False),
)
ATTEMPT = Table(
    "attempt",
    METADATA,
    Column("key", String, primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("last", Float, nullable=False),
)
HANDSHAKE = Table(
    "handshake",
    METADATA,
    Column("state", String, primary_key=True),
    Column("nonce", String, nullable=False),
    Column("verifier", String, nullable=False),
    Column("ends_at", Float, nullable=False),
)
AUDIT = Table(
    "audit",
    METADATA,
    Column("id", String, primary_key=True),
    Column("at", Float, nullable=False, index=True),
    Column("who", String, nullable=False),
    Column("role", String),
    Column("operation", String, nullable=False),
    Column("outcome", String, nullable=False),
    Column("parameters", String, nullable=False),
    Column("rows", String, nullable=False),
    Column("scopes", String),
    Column("address", String),
    Column("detail", String),
)


class Database:
    """The tables of one workspace."""

    def __init__(self, engine: Engine, watched: Path | None = None) -> None:
        self._engine = engine
        self._writing = engine.execution_options(writes=True)
        self._watched = watched

    @property
    def engine(self) -> Engine:
        """What the connections come from."""
        return self._engine

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One transaction that only reads."""
        with self._engine.begin() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One transaction that changes something; nobody else changes anything meanwhile."""
        with self._writing.begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(hashtext(:name))"), {"name": FILE})
            yield connection

    def stamp(self) -> object:
        """Something that is another once anybody changed anything; with PostgreSQL it is another every second."""
        if self._watched is None:
            return int(time.monotonic())
        return _watch(self._watched, self._watched.stat().st_ino).version()


class _Watch:
    """A connection that changes nothing itself, so that it sees when others did."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, check_same_thread=False)
        self._lock = Lock()

    def version(self) -> int:
        with self._lock:
            return int(self._connection.execute("PRAGMA data_version").fetchone()[0])


@lru_cache(maxsize=64)
def _watch(path: Path, inode: int) -> _Watch:
    return _Watch(path)


def find(folder: Path) -> Database | None:
    """The tables of the workspace in a folder; null where nobody made an account."""
    folder = folder.resolve()
    try:
        catalogue = _catalogue(folder, (folder / "workspace.json").stat().st_mtime_ns)
    except FileNotFoundError:
        return None
    if catalogue.url is None:
        return _sqlite(folder / FILE) if (folder / FILE).exists() else None
    engine = _postgres(catalogue.url, catalogue.access_schema)
    return Database(engine) if _answers(engine) else None


def make(folder: Path) -> Database:
    """The tables of the workspace in a folder, made where they are not there."""
    found = find(folder)
    if found is not None:
        return found
    catalogue = read_config(folder.resolve())
    if catalogue.url is None:
        path = catalogue.folder / FILE
        path.touch(0o600)
        database = _sqlite(path)
    else:
        from sqlalchemy.schema import CreateSchema

        engine = _postgres(catalogue.url, catalogue.access_schema)
        with engine.begin() as connection:
            connection.execute(CreateSchema(catalogue.access_schema, if_not_exists=True))
        database = Database(engine)
    with database.write() as connection:
        METADATA.create_all(connection)
    return database


@lru_cache(maxsize=64)
def _catalogue(folder: Path, changed: int) -> Catalogue:
    return read_config(folder)


def _sqlite(path: Path) -> Database:
    return Database(_sqlite_engine(path, path.stat().st_ino), path)


@lru_cache(maxsize=64)
def _sqlite_engine(path: Path, inode: int) -> Engine:
    engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False})

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, record: Any) -> None:
        connection.isolation_level = None  # SQLAlchemy begins transactions below
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("writes") else "BEGIN")

    return engine


@lru_cache(maxsize=16)
def _postgres(url: str, schema: str) -> Engine:
    driver = url.replace("postgres://", "postgresql://", 1).replace("postgresql://", "postgresql+psycopg://", 1)
    try:
        return create_engine(driver, pool_pre_ping=True, execution_options={"schema_translate_map": {None: schema}})
    except ModuleNotFoundError:
        raise GongfuError("the PostgreSQL driver is not installed", mend="install gongfu[postgres]") from None


def _answers(engine: Engine) -> bool:
    schema = engine.get_execution_options()["schema_translate_map"][None]
    try:
        return inspect(engine).has_table(ACCOUNT.name, schema=schema)
    except OperationalError as error:
        raise GongfuError(f"the PostgreSQL catalogue does not answer: {error.orig}") from None
