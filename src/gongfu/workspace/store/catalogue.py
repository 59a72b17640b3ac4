"""Where the catalogue of a workspace stands, and how to connect to it.

The catalogue says which rows stand in which Parquet file at which version. It is an SQLite file in the
folder, or a schema of a PostgreSQL database.
"""

import json
import os
import tempfile
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from gongfu.errors import GongfuError, InputError, NotFoundError

if TYPE_CHECKING:
    import duckdb

CONFIG = "workspace.json"
SQLITE = "catalogue.sqlite"
DATA = "tables"
ORIGINALS = "originals"
BACKUPS = "backups"
ACCESS = "access.sqlite"
FORMAT = 1
BUSY_TIMEOUT_MS = 10_000
THREADS = "GONGFU_THREADS"

_VIEWS = """
CREATE VIEW memory.main.versions AS
SELECT snapshot_id AS version, snapshot_time::TIMESTAMPTZ AS time, author, commit_message AS message, commit_extra_info AS extra
FROM {metadata}.ducklake_snapshot LEFT JOIN {metadata}.ducklake_snapshot_changes USING (snapshot_id);
CREATE VIEW memory.main.written AS
SELECT table_name AS name FROM {metadata}.ducklake_table JOIN {metadata}.ducklake_table_stats USING (table_id)
"""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Where one workspace keeps its catalogue and its data files.

    ``id`` never changes; ``url`` is the PostgreSQL database, or None for the SQLite file in ``folder``.
    """

    folder: Path
    id: str
    url: str | None = None

    @property
    def data(self) -> Path:
        """Folder of the Parquet files."""
        return self.folder / DATA

    @property
    def sqlite(self) -> Path:
        """The SQLite catalogue."""
        return self.folder / SQLITE

    @property
    def schema(self) -> str:
        """Schema of the PostgreSQL database that holds the catalogue."""
        return f"gongfu_{self.id}"

    @property
    def access_schema(self) -> str:
        """Schema of the PostgreSQL database that holds accounts, once there are any."""
        return f"{self.schema}_access"

    def connect(self, *, read_only: bool = False, version: int | None = None) -> "duckdb.DuckDBPyConnection":
        """A DuckDB connection on which the tables are attached as ``lake``; its time zone is UTC.

        The view ``memory.main.versions`` lists version, time, author, message and what else a commit kept; the view
        ``memory.main.written`` the tables that a commit ever put rows into.

        Parameters
        ----------
        read_only
            Refuse every change.
        version
            Show the tables as that version left them.
        """
        import duckdb

        connection = duckdb.connect(
            config={
                "autoinstall_known_extensions": "false",
                "temp_directory": str(Path(tempfile.gettempdir()) / f"gongfu-{os.getpid()}"),
                **_threads(),
            }
        )
        connection.execute("SET TimeZone = 'UTC'")
        _load(connection, "ducklake")
        _load(connection, "sqlite_scanner" if self.url is None else "postgres_scanner")
        options = ", ".join(self._options(read_only, version))
        connection.execute(f"ATTACH {quoted(self._address())} AS lake ({options})")
        connection.execute(_VIEWS.format(metadata=self._metadata))
        return connection

    @property
    def _metadata(self) -> str:
        return "__ducklake_metadata_lake." + ("main" if self.url is None else self.schema)

    def _address(self) -> str:
        return f"ducklake:sqlite:{self.sqlite}" if self.url is None else f"ducklake:postgres:{self.url}"

    def _options(self, read_only: bool, version: int | None) -> list[str]:
        options = [f"DATA_PATH {quoted(f'{self.data}{os.sep}')}", "OVERRIDE_DATA_PATH true"]
        if self.url is None:
            options += ["META_JOURNAL_MODE 'WAL'", f"META_BUSY_TIMEOUT {BUSY_TIMEOUT_MS}"]
        else:
            options += [f"META_SCHEMA {quoted(self.schema)}"]
        if read_only:
            options += ["READ_ONLY"]
        if version is not None:
            options += [f"SNAPSHOT_VERSION {version}"]
        return options


def _threads() -> dict[str, str]:
    """How many threads DuckDB may use; all cores where the environment names no number."""
    asked = os.environ.get(THREADS, "")
    if asked and not (asked.isdecimal() and int(asked) > 0):
        raise InputError(f"{THREADS} is {asked!r}", mend="set it to a whole number above 0, or not at all")
    return {"threads": asked} if asked else {}


def write_config(catalogue: Catalogue) -> None:
    """Write the file that makes a folder a workspace; readable by its owner alone, as a URL may hold a password."""
    path = catalogue.folder / CONFIG
    unfinished = path.with_suffix(".new")
    config = {"format": FORMAT, "id": catalogue.id, "catalogue": catalogue.url or SQLITE}
    unfinished.write_text(json.dumps(config, indent=2) + "\n", "utf-8")
    unfinished.chmod(0o600)
    unfinished.replace(path)


def read_config(folder: Path) -> Catalogue:
    """The catalogue of the workspace in ``folder``.

    Raises
    ------
    NotFoundError
        The folder holds no workspace.
    InputError
        The workspace was written in a format that this Gongfu does not know, or its catalogue is gone.
    """
    path = folder / CONFIG
    try:
        config = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise NotFoundError(
            f"{folder} is no workspace", mend="make one: gongfu workspace init, or name another folder: --workspace"
        ) from None
    except ValueError:
        raise InputError(f"{path} cannot be read", mend="restore it from a backup") from None
    if config["format"] > FORMAT:
        raise InputError(f"{folder} was written by a newer Gongfu", mend="install that version or a later one")
    url = None if config["catalogue"] == SQLITE else str(config["catalogue"])
    catalogue = Catalogue(folder=folder, id=str(config["id"]), url=url)
    if url is None and not catalogue.sqlite.exists():
        raise InputError(f"{catalogue.sqlite} is gone", mend="restore the workspace from a backup")
    return catalogue


def check_url(url: str | None) -> str | None:
    """The URL itself when it names a PostgreSQL database, or None for SQLite.

    Raises
    ------
    InputError
        The URL is of another kind.
    """
    if url is not None and not url.startswith(("postgresql://", "postgres://")):
        raise InputError(f"{url!r} is no PostgreSQL URL", mend="write postgresql://user@host/database")
    return url


def _load(connection: "duckdb.DuckDBPyConnection", extension: str) -> None:
    """Load an extension from the wheel that carries it, or else from DuckDB's own store."""
    import duckdb

    package = f"duckdb_extension_{extension}"
    try:
        carried = files(package) / "extensions" / f"v{duckdb.__version__}" / f"{extension}.duckdb_extension"
        connection.execute(f"LOAD {quoted(str(carried))}")
    except (ModuleNotFoundError, duckdb.IOException):
        try:
            connection.execute(f"INSTALL {extension}")
            connection.execute(f"LOAD {extension}")
        except duckdb.Error as error:
            raise GongfuError(
                f"the DuckDB extension {extension} is not installed and could not be downloaded: {error}",
                mend=f"install {package.replace('_', '-')}=={duckdb.__version__}",
            ) from None


def quoted(text: str) -> str:
    """A text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"
