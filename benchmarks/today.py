"""How long the list of today takes: on the workspace of the demo, and with 100,000 commitments and 1,000,000 figures.

    python -m benchmarks.today [--commitments 100000] [--observations 1000000]

The demo is read by a process that has just opened the workspace and answered one small question, as a service has; the first
answer and the median of the next ten. The large workspace is that of ``benchmarks.attainment``.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

from benchmarks.attainment import fill
from gongfu.operations.context import Context, ReadAt
from gongfu.operations.registry import operations
from gongfu.workspace import Workspace
from gongfu.workspace.jobs import Counter

AGAIN = 10


def took(folder: Path, times: int) -> list[float]:
    """Seconds of each of so many answers, the first one in front; prints how many rows there are."""
    taken = []
    with closing(Context(folder, "zh", Counter(lambda standing: None), "benchmark")) as context:
        context.workspace.read("region")
        for _ in range(times):
            began = time.perf_counter()
            result = operations()["today"].run(context, ReadAt(), {"each": 5})
            taken.append(time.perf_counter() - began)
    print(f"rows: {len(list(result.rows()))}")
    return taken


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--commitments", type=int, default=100_000)
    parser.add_argument("--observations", type=int, default=1_000_000)
    asked = parser.parse_args()
    print(f"load {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory() as folder:
        demo = Path(folder) / "demo"
        program = "import sys; from gongfu.cli.main import main; main()"
        keep = ["demo", "--keep", "--quiet", "--workspace", str(demo)]
        subprocess.run([sys.executable, "-c", program, *keep], check=True, stdout=subprocess.DEVNULL)
        first, *rest = took(demo, 1 + AGAIN)
        print(f"demo: first {first * 1000:.0f} ms, then {statistics.median(rest) * 1000:.0f} ms")
        large = Path(folder) / "large"
        with Workspace.create(large) as workspace:
            fill(workspace, asked.commitments, asked.observations, seed=0)
        first, second = took(large, 2)
        print(
            f"{asked.commitments} commitments, {asked.observations} figures: first {first:.1f} s, again {second:.1f} s"
        )


if __name__ == "__main__":
    main()
