"""How long a start takes: cold, second, and ``gongfu --help``. Usage: ``python benchmarks/start_up.py [COMMAND …]``

A clone without an environment is started with COMMAND (by default ``--version``), then again. The cold start uses what
pip and uv keep from earlier installs; empty their caches to measure a machine that never had the packages.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
REPEATS = 7


def seconds(command: list[str | Path], folder: Path) -> float:
    """How long COMMAND takes."""
    started = time.perf_counter()
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - started


def main(arguments: list[str]) -> None:
    """Measure and print a table."""
    command = arguments or ["--version"]
    with tempfile.TemporaryDirectory() as folder:
        clone = Path(folder) / "clone"
        subprocess.run(["git", "clone", "--quiet", ROOT, clone], check=True)
        cold = seconds(["./run", *command], clone)
        second = [seconds(["./run", *command], clone) for _ in range(REPEATS)]
        direct = [seconds([clone / ".venv" / "bin" / "gongfu", *command], clone) for _ in range(REPEATS)]
        page = [seconds([clone / ".venv" / "bin" / "gongfu", "--help"], clone) for _ in range(REPEATS)]
    overhead = statistics.median(second) - statistics.median(direct)
    print(f"| {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} | seconds |\n|---|---|")
    print(f"| cold clone, ./run {' '.join(command)} | {cold:.2f} |")
    print(f"| the same again, median of {REPEATS} | {statistics.median(second):.2f} |")
    print(f"| of which ./run itself | {overhead:.2f} |")
    print(f"| gongfu --help, median of {REPEATS} | {statistics.median(page):.2f} |")


if __name__ == "__main__":
    main(sys.argv[1:])
