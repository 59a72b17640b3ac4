"""How long a newcomer waits: the demo, an extraction and an import, each in a process of its own, warm.

    python benchmarks/demo_speed.py [FILE…]

Prints seconds of wall clock and of processor, best of three. Without files only the demo on the shipped facts is timed.
"""

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

GONGFU = Path(sys.executable).with_name("gongfu")
TIMES = 3


def main(files: list[str]) -> None:
    """Time each command and print a line for it."""
    print(f"{'command':<28}{'wall s':>8}{'cpu s':>8}")
    tell("--help", ["--help"])
    tell("demo", ["demo"])
    if files:
        tell(f"demo, {len(files)} files", ["demo", *files])
        tell(f"plan extract, {len(files)} files", ["plan", "extract", *files])
        with tempfile.TemporaryDirectory() as folder:
            workspace = f"--workspace={folder}/workspace"
            run(["workspace", "init", workspace])
            tell("plan import, first", ["plan", "import", workspace, *files], times=1)
            tell("plan import, again", ["plan", "import", workspace, *files])
            tell("plan ledger", ["plan", "ledger", workspace])


def tell(name: str, arguments: list[str], times: int = TIMES) -> None:
    """Time one command and print the best."""
    wall, cpu = min(run(arguments) for _ in range(times))
    print(f"{name:<28}{wall:>8.2f}{cpu:>8.2f}", flush=True)


def run(arguments: list[str]) -> tuple[float, float]:
    """Seconds of wall clock and of processor that one command takes."""
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    subprocess.run([GONGFU, *arguments], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wall, after = time.monotonic() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    main(sys.argv[1:])
