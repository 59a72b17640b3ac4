"""How long the list of today takes: on the workspace of the demo, and with 100,000 commitments and 1,000,000 figures.

    python -m benchmarks.today [--commitments 100000] [--observations 1000000]

Each answer is of a workspace that was just opened, so that no table is kept; the first one is also the first of its process,
which a service gives to itself while it starts. The large workspace is that of ``benchmarks.attainment``.
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


def took(folder: Path, times: int) -> None:
    """Print how long so many answers took, each of a workspace just opened, by the clock and in seconds of processor."""
    clock, processor = [], []
    for _ in range(times):
        with closing(Context(folder, "zh", Counter(lambda standing: None), "benchmark")) as context:
            context.workspace.read("region", columns=["region_id"])
            began, used = time.perf_counter(), time.process_time()
            operations()["today"].run(context, ReadAt(), {"each": 5})
            clock.append(time.perf_counter() - began)
            processor.append(time.process_time() - used)
    for name, seconds in {"by the clock": clock, "of processor": processor}.items():
        print(f"  {name}: first {seconds[0]:.2f} s, then {statistics.median(seconds[1:]):.2f} s")


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
        print("demo")
        took(demo, 1 + AGAIN)
        large = Path(folder) / "large"
        with Workspace.create(large) as workspace:
            fill(workspace, asked.commitments, asked.observations, seed=0)
        print(f"{asked.commitments} commitments, {asked.observations} figures")
        took(large, 3)


if __name__ == "__main__":
    main()
