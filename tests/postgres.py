"""A PostgreSQL server for as long as the tests run, listening on a socket in a folder and on no address."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def server(folder: Path) -> Iterator[str | None]:
    """The URL of a database; null where PostgreSQL is not installed. FOLDER keeps the server's log."""
    programs = _programs()
    if programs is None:
        yield None
        return
    home = Path(tempfile.mkdtemp(prefix="gongfu-pg-", dir="/tmp"))  # a socket's path must be short
    as_user: list[str] = []
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        shutil.chown(home, "postgres")
        as_user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
    data = home / "data"
    log = home / "log"

    def call(program: str, *arguments: str) -> None:
        command = [*as_user, str(programs / program), *arguments]
        done = subprocess.run(command, cwd=home, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if done.returncode:
            said = log.read_text() if log.exists() else ""
            raise RuntimeError(f"{program} failed:\n{done.stdout}{said}")

    try:
        call("initdb", "-D", str(data), "-U", "gongfu", "--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync")
        settings = f"-c listen_addresses= -c unix_socket_directories={home} -c fsync=off"
        call("pg_ctl", "-D", str(data), "-o", settings, "-w", "-l", str(log), "start")
        try:
            yield f"postgresql://gongfu@/postgres?host={home}"
        finally:
            call("pg_ctl", "-D", str(data), "-m", "immediate", "stop")
    finally:
        if log.exists():
            shutil.copy(log, folder)
        shutil.rmtree(home, ignore_errors=True)


def _programs() -> Path | None:
    """Folder of the server's programs: Debian keeps them off the path."""
    homes = [*sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)]
    on_path = shutil.which("initdb")
    if on_path:
        homes.append(Path(on_path).resolve().parent)
    return next((home for home in homes if (home / "initdb").exists() and (home / "pg_ctl").exists()), None)
