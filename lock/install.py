"""Make or mend ``.venv`` from the lock files; ``./run`` calls this when the environment is out of date.

Usage: ``python lock/install.py run|test KEY``. Only the standard library is used. Every step may be
repeated. The file ``.venv/made`` says ``unfinished`` while packages change; once they stand it says LEVEL and
KEY, which ``./run`` compares, and on a second line which packages they are.
"""

import fcntl
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import time
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
UV = VENV / "bin" / "uv"
MADE = VENV / "made"
UNFINISHED = "unfinished"
LAST_LINES = 8  # of what a failed step printed


class SetUpError(Exception):
    """The environment cannot be made; the message says what to do."""


def main(level: str, key: str) -> int:
    """Bring ``.venv`` to LEVEL (``run`` or ``test``); the exit code says whether it stands."""
    with Path(__file__).open() as lock:  # two starts at once: the second waits, then finds the work done
        fcntl.flock(lock, fcntl.LOCK_EX)
        made, _, packages = MADE.read_text().partition("\n") if MADE.exists() else ("", "", "")
        if made in {f"{level} {key}", f"test {key}"} and PYTHON.exists():
            return 0
        if made.startswith("test "):
            level = "test"  # what was asked for once stays
        say(f"making the environment in {VENV} …")
        started = time.monotonic()
        try:
            fresh = make_venv(anew=made == UNFINISHED)
            wanted = f"{level} {digest(level)}\n"
            if fresh or packages != wanted:
                MADE.write_text(UNFINISHED + "\n")
                install_packages(level)
            install_project()
        except (SetUpError, OSError) as error:
            say(str(error))
            return 1
        MADE.write_text(f"{level} {key}\n{wanted}")
        say(f"environment ready in {time.monotonic() - started:.0f} s")
    return 0


def make_venv(*, anew: bool) -> bool:
    """Make sure of an environment with uv in it; whether it is a new one. One that works is kept, unless ANEW."""
    if (
        not anew
        and runs([PYTHON, "-c", "import sys; sys.exit(sys.version_info < (3, 11))"])
        and runs([UV, "--version"])
    ):
        return False
    if VENV.is_dir():
        PYTHON.unlink(missing_ok=True)  # first, so that one half deleted is not taken for one that works
        shutil.rmtree(VENV)
    venv.create(VENV, symlinks=True)
    MADE.write_text(UNFINISHED + "\n")
    run([*pip(), "install", "--quiet", "--require-hashes", "-r", locks("build")], "uv could not be installed")
    return True


def pip() -> list[object]:
    """A pip that installs into the environment: the machine's own, which saves unpacking another, or a new one."""
    if importlib.util.find_spec("pip"):
        return [sys.executable, "-m", "pip", "--python", PYTHON]
    if importlib.util.find_spec("ensurepip"):
        run([PYTHON, "-m", "ensurepip"], "pip could not be unpacked")
        return [PYTHON, "-m", "pip"]
    name = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    raise SetUpError(
        f"{sys.executable} comes without pip and ensurepip.\n"
        f"run: install them (Debian, Ubuntu: apt-get install python3-venv, or {name}) and start again"
    )


def install_packages(level: str) -> None:
    """Exactly the locked packages."""
    sync = [UV, "pip", "sync", "--quiet", "--python", PYTHON, "--require-hashes", locks("build"), locks(level)]
    run(sync, "packages could not be installed")


def install_project() -> None:
    """The project as it stands in the folder; needs no network."""
    project = ["--quiet", "--python", PYTHON, "--no-deps", "--no-build-isolation", "-e", ROOT]
    run([UV, "pip", "install", *project], "the project could not be installed")


def locks(level: str) -> Path:
    """The lock file of LEVEL."""
    return ROOT / "lock" / f"{level}.txt"


def digest(level: str) -> str:
    """Stands for the packages of LEVEL."""
    return hashlib.sha256(locks("build").read_bytes() + locks(level).read_bytes()).hexdigest()


def run(command: list[object], failure: str) -> None:
    """Run COMMAND; what it prints is shown only when it fails, its end."""
    done = subprocess.run(
        [str(part) for part in command], stdin=subprocess.DEVNULL, capture_output=True, text=True, env=environment()
    )
    if done.returncode:
        last = "\n".join(f"{done.stdout}{done.stderr}".splitlines()[-LAST_LINES:])
        raise SetUpError(
            f"{failure}:\n{last}\nrun: mend that (is there a network, or a mirror in pip's settings?) and start again"
        )


def runs(command: list[object]) -> bool:
    """Whether COMMAND starts and succeeds."""
    try:
        return subprocess.run([str(part) for part in command], capture_output=True).returncode == 0
    except OSError:
        return False


def environment() -> dict[str, str]:
    """The environment for pip and uv: uv does not read pip's settings, so a mirror named there is handed on."""
    env = dict(os.environ, PIP_DISABLE_PIP_VERSION_CHECK="1")
    env.pop("PYTHONPATH", None)
    if "PIP_INDEX_URL" in env:
        env.setdefault("UV_DEFAULT_INDEX", env["PIP_INDEX_URL"])
    elif importlib.util.find_spec("pip"):
        asked = [sys.executable, "-m", "pip", "config", "get", "global.index-url"]
        mirror = subprocess.run(asked, capture_output=True, text=True).stdout.strip()
        if mirror:
            env.setdefault("UV_DEFAULT_INDEX", mirror)
    return env


def say(message: str) -> None:
    """One line to the person, beside what the command prints."""
    print(f"run: {message}", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
