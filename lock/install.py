"""Make or mend ``.venv`` from the lock files; ``./run`` calls this when the environment is out of date.

Usage: ``python lock/install.py run|test KEY``. Only the standard library is used. Every step may be
repeated; the file ``.venv/made`` says ``unfinished`` while packages change, and KEY once they stand.
"""

import fcntl
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
MADE = VENV / "made"
UNFINISHED = "unfinished"


class SetUpError(Exception):
    """The environment cannot be made; the message says what to do."""


def main(level: str, key: str) -> int:
    """Bring ``.venv`` to LEVEL (``run`` or ``test``); the exit code says whether it stands."""
    with Path(__file__).open() as lock:  # two starts at once: the second waits, then finds the work done
        fcntl.flock(lock, fcntl.LOCK_EX)
        before = MADE.read_text().strip() if MADE.exists() else ""
        if before in {f"{level} {key}", f"test {key}"} and PYTHON.exists():
            return 0
        if before.startswith("test "):
            level = "test"  # what was asked for once stays
        say(f"making the environment in {VENV} …")
        started = time.monotonic()
        try:
            make_venv(fresh=before == UNFINISHED)
            MADE.write_text(UNFINISHED + "\n")
            install(level)
        except (SetUpError, OSError) as error:
            say(str(error))
            return 1
        MADE.write_text(f"{level} {key}\n")
        say(f"environment ready in {time.monotonic() - started:.0f} s")
    return 0


def make_venv(*, fresh: bool) -> None:
    """An empty environment with uv in it; one that works is kept, unless FRESH."""
    works = PYTHON.exists() and runs([PYTHON, "-c", "import sys; sys.exit(sys.version_info < (3, 11))"])
    if fresh or not works:
        if VENV.is_dir():
            shutil.rmtree(VENV)
        venv.create(VENV, symlinks=True)
    # a machine that has pip already saves the seconds that unpacking another one takes
    if importlib.util.find_spec("pip"):
        pip = [sys.executable, "-m", "pip", "--python", PYTHON]
    elif importlib.util.find_spec("ensurepip"):
        run([PYTHON, "-m", "ensurepip"], "pip could not be unpacked")
        pip = [PYTHON, "-m", "pip"]
    else:
        name = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
        raise SetUpError(
            f"{sys.executable} comes without pip and ensurepip.\n"
            f"run: install it (Debian, Ubuntu: apt-get install python3-venv, or {name}) and start again"
        )
    run(
        [*pip, "install", "--quiet", "--require-hashes", "-r", ROOT / "lock" / "build.txt"], "uv could not be installed"
    )


def install(level: str) -> None:
    """Exactly the locked packages, and this project as it stands in the folder."""
    uv = VENV / "bin" / "uv"
    locks = [ROOT / "lock" / "build.txt", ROOT / "lock" / f"{level}.txt"]
    run(
        [uv, "pip", "sync", "--quiet", "--python", PYTHON, "--require-hashes", *locks],
        "packages could not be installed",
    )
    project = ["install", "--quiet", "--python", PYTHON, "--no-deps", "--no-build-isolation", "-e", ROOT]
    run([uv, "pip", *project], "the project could not be installed")


def run(command: list[object], failure: str) -> None:
    """Run COMMAND; what it prints is shown only when it fails."""
    done = subprocess.run(
        [str(part) for part in command], stdin=subprocess.DEVNULL, capture_output=True, text=True, env=environment()
    )
    if done.returncode:
        raise SetUpError(
            f"{failure}:\n{done.stdout}{done.stderr}"
            "run: mend that (is there a network, or a mirror in pip's settings?) and start again"
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
