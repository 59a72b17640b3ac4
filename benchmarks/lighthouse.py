"""Lighthouse on every page, in both languages, on a desktop and on a phone.

Usage: ``.venv/bin/python benchmarks/lighthouse.py [PATH …]``. Fetches Lighthouse from the npm registry into a folder that is thrown
away (Node and npm must be there), serves the workspace of the demo, and prints a table of the four scores.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.page import workspace  # noqa: E402
from tests.page.conftest import SAFE  # noqa: E402
from tests.page.served import Served  # noqa: E402

PAGES = ("/", "/plans", "/plans/001", "/board", "/supervise", "/data", "/map", "/brief", "/patterns")
KINDS = ("performance", "accessibility", "best-practices", "seo")


def main(paths: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        there = Path(folder)
        subprocess.run(["npm", "install", "--silent", "--prefix", there, "lighthouse@12"], check=True)
        service = Served(workspace(there))
        try:
            print(f"{'page':22}{'':4}{'':10}" + "".join(f"{kind:>16}" for kind in KINDS))
            for path in paths or PAGES:
                for lang in ("zh", "en"):
                    for form in ("desktop", "mobile"):
                        address = f"{service.url}{path}{'&' if '?' in path else '?'}lang={lang}"
                        scores = judged(there, address, form)
                        print(f"{path:22}{lang:4}{form:10}" + "".join(f"{score:16.0f}" for score in scores), flush=True)
        finally:
            service.stop()


def judged(folder: Path, address: str, form: str) -> list[float]:
    """The scores of a page, 0 to 100."""
    command = [folder / "node_modules" / ".bin" / "lighthouse", address, "--quiet", "--output=json", "--output-path=stdout",
               f"--chrome-flags=--headless {' '.join(SAFE)}", *(["--preset=desktop"] if form == "desktop" else [])]  # fmt: skip
    env = {**os.environ, "CHROME_PATH": shutil.which("chromium") or ""}
    said = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=True, env=env).stdout
    kinds = json.loads(said)["categories"]
    return [100 * (kinds[kind]["score"] or 0) for kind in KINDS]


if __name__ == "__main__":
    main(sys.argv[1:])
