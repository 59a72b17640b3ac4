"""How many requests a second the service answers, and whether its memory grows.

    python -m benchmarks.serve [--seconds 10] [--loads 10000]

``wrk`` (Debian: apt-get install wrk) asks from the same machine: 50 keep-alive clients in a closed loop. Asked for is a table of 300
rows: from the bytes that the service keeps for a version, unchanged by its entity tag (304), and made anew (as of another day each
time, so that no answer is kept). Then the page and what it asks for first is loaded so often, and the memory of the service is read from
the system before and after.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.attainment import fill
from gongfu.workspace import Workspace

ROWS = 300
CLIENTS = 50
MAIN = "from gongfu.cli.main import main; main()"
TABLE = f"/api/v1/table/show?table=observation&limit={ROWS}"
PAGE = ("/", "/api/v1/today", "/api/v1/plan/list", TABLE)
ANEW = """
local n = math.floor(os.time() %% 10000)
request = function()
  n = n + 1
  return wrk.format("GET", "/api/v1/table/show?table=observation&limit=%d&as_of=" .. os.date("%%Y-%%m-%%d", 2000000000 + n * 86400))
end
"""


@contextmanager
def service(folder: Path) -> Iterator[tuple[str, int]]:
    """The service in a process of its own: its address and its process id."""
    command = [sys.executable, "-c", MAIN, "serve", "--port", "0", "--workspace", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        found = re.search(r"http://[\d.]+:\d+", process.stdout.readline())
        assert found is not None
        try:
            yield found[0], process.pid
        finally:
            process.terminate()


def get(url: str) -> tuple[bytes, str | None]:
    """The bytes of an answer, and its entity tag; nothing where the page is not built."""
    try:
        with urllib.request.urlopen(url) as answer:
            return answer.read(), answer.headers["ETag"]
    except urllib.error.HTTPError as error:
        if error.code != 503:
            raise
        return b"", None


def measured(url: str, pid: int, seconds: int, *options: str) -> str:
    """Requests a second and latencies, as ``wrk`` says them; and requests in a second of processor that the service used."""
    command = ["wrk", "-t1", f"-c{CLIENTS}", f"-d{seconds}s", "--latency", *options, url]
    before = processor(pid)
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    used = processor(pid) - before
    figures = {}
    for name, sign in {
        "rate": r"Requests/sec:\s+([\d.]+)",
        "count": r"(\d+) requests in",
        "half": r"50%\s+(\S+)",
        "most": r"99%\s+(\S+)",
    }.items():
        found = re.search(sign, said)
        assert found is not None, said
        figures[name] = found[1]
    wrong = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
    return (
        f"{float(figures['rate']):7.0f} requests/s   median {figures['half']:>9}   p99 {figures['most']:>9}   "
        f"{int(figures['count']) / used:7.0f} a second of processor   refused {wrong[1] if wrong else 0}"
    )


def processor(pid: int) -> float:
    """Seconds of processor that a process used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def at_rest(pid: int) -> None:
    """Wait until a process has nothing left to do."""
    before = -1.0
    while processor(pid) - before > 0.05:
        before = processor(pid)
        time.sleep(1)


def memory(pid: int) -> float:
    """Megabytes of the process that are in memory."""
    found = re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    assert found is not None
    return int(found[1]) / 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=10)
    parser.add_argument("--loads", type=int, default=10_000)
    asked = parser.parse_args()
    print(f"load {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory() as holder:
        folder = Path(holder) / "workspace"
        with Workspace.create(folder) as workspace:
            fill(workspace, ROWS, 10 * ROWS, seed=0)
        anew = Path(holder) / "anew.lua"
        anew.write_text(ANEW % ROWS)
        with service(folder) as (url, pid):
            at_rest(pid)  # it loads what the first reader needs
            body, tag = get(url + TABLE)
            print(f"a table of {ROWS} rows, {len(body) / 1000:.0f} kB; {CLIENTS} clients")
            measured(url + TABLE, pid, 3)
            print("kept      ", measured(url + TABLE, pid, asked.seconds))
            print("unchanged ", measured(url + TABLE, pid, asked.seconds, "-H", f"If-None-Match: {tag}"))
            print("read anew ", measured(url, pid, asked.seconds, "-s", str(anew)))
            for path in PAGE * 200:
                get(url + path)
            before = memory(pid)
            for _ in range(asked.loads):
                for path in PAGE:
                    get(url + path)
            print(f"memory {before:.1f} MB, after {asked.loads} loads of the page {memory(pid):.1f} MB")


if __name__ == "__main__":
    main()
