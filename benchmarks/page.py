"""How fast the page is in headless Chromium: first table, home page, filter, sort, language.

Usage: ``.venv/bin/python benchmarks/page.py [--tries N]``. Makes a workspace with a plan of 300 commitments, serves it, and
prints a table. For 50,000 rows the answer of the service is repeated on its way, so that the page alone is measured there.
"""

import argparse
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, Route, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.page.conftest import SAFE  # noqa: E402
from tests.page.served import Served  # noqa: E402

ROWS = 300
MANY = 50_000
LEDGER = "/plans?tab=commitments"
SHOWN = ("id", "doc", "indicator", "amount", "kind", "mode", "deadline", "units", "status", "commitment_id")
FIRST_ROW = "tbody tr[data-at='0']"

TOUCH = """async ([kind, value]) => {
    const times = [];
    const settle = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    for (const each of value) {
        await settle();
        const start = performance.now();
        if (kind === 'find') {
            const field = document.querySelector('.find');
            field.value = each;
            field.dispatchEvent(new Event('input', { bubbles: true }));
        } else if (kind === 'sort') document.querySelectorAll('th button')[each].click();
        else [...document.querySelectorAll('header button')].find((button) => /中文|English/.test(button.innerText)).click();
        await Promise.resolve();
        document.querySelector('tbody').getBoundingClientRect();
        times.push(performance.now() - start);
    }
    return times;
}"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tries", type=int, default=15)
    tries = parser.parse_args().tries
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        service = Served(workspace(Path(folder)))
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=SAFE)
        try:
            rows = [*cold(browser, service.url, tries), *touched(browser, service.url, tries)]
        finally:
            browser.close()
            service.stop()
    print(f"{'what':44}{'median':>10}{'p95':>10}{'must':>10}")
    for what, times, must in rows:
        print(f"{what:44}{statistics.median(times):10.1f}{p95(times):10.1f}{must:>10}")


def workspace(folder: Path) -> Path:
    """The region of the demo with a plan of 300 commitments beside it."""
    made = folder / "workspace"
    program = [sys.executable, "-c", "from gongfu.cli.main import main; main()"]
    subprocess.run([*program, "demo", "--keep", "--quiet", "--json", "--workspace", made, "--brief", folder / "brief.html"],
                   check=True, stdout=subprocess.DEVNULL)  # fmt: skip
    lines = [f"到2026年，建成第{number}类示范工厂{number * 3 + 7}家以上。" for number in range(1, ROWS + 1)]
    plan = folder / "many.txt"
    plan.write_text("云溪市示范工厂行动计划（2024—2026年）\n一、主要目标\n" + "\n".join(lines), encoding="utf-8")
    subprocess.run(
        [*program, "plan", "import", plan, "--quiet", "--workspace", made], check=True, stdout=subprocess.DEVNULL
    )
    return made


def cold(browser: Browser, url: str, tries: int) -> list[tuple[str, list[float], str]]:
    """Milliseconds from nothing to what a reader waits for, each time in a new browser profile."""
    first, home, sizes, foreign = [], [], [], 0
    for path, selector, times in ((LEDGER + "&is.doc=many", FIRST_ROW, first), ("/", "main .card", home)):
        visit(browser, url + path, selector)  # the service has its answer ready, as for anybody but the first
        for _ in range(tries):
            took, size, beyond = visit(browser, url + path, selector)
            times.append(took)
            foreign += beyond
            if path == "/":
                sizes.append(size / 1000)
    print(f"requests beyond the service: {foreign}")
    return [
        (f"first table of {ROWS} rows, cold, ms", first, "≤ 250"),
        ("home page, cold, ms", home, "≤ 500"),
        ("home page, kB as sent", sizes, "≤ 130"),
    ]


def visit(browser: Browser, address: str, selector: str) -> tuple[float, float, int]:
    """Milliseconds until SELECTOR stands, bytes as sent, requests beyond the service."""
    context = browser.new_context(locale="en-GB")
    page = context.new_page()
    beyond = []
    page.on(
        "request",
        lambda asked: (
            None if asked.url.startswith(address.split("/", 3)[2].join(("http://", ""))) else beyond.append(asked.url)
        ),
    )
    start = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.wait_for_selector(selector)
    took = (time.perf_counter() - start) * 1000
    page.wait_for_timeout(300)
    size = page.evaluate("performance.getEntries().reduce((sum, entry) => sum + (entry.encodedBodySize || 0), 0)")
    context.close()
    return took, size, len(beyond)


def touched(browser: Browser, url: str, tries: int) -> list[tuple[str, list[float], str]]:
    """Milliseconds from a key or click until the page has drawn what it asks for."""
    told = []
    for rows, must in ((ROWS, "≤ 16"), (MANY, "≤ 50")):
        context = browser.new_context(locale="en-GB")
        if rows == MANY:
            repeat(context)
        page = context.new_page()
        page.goto(url + LEDGER)
        page.wait_for_selector(FIRST_ROW, timeout=120_000)
        page.wait_for_timeout(3000 if rows == MANY else 1000)  # the other language comes in
        texts = ["企", "企业", "企业数", "", "工", "工业", "", "数", "示范", ""] * max(1, tries // 5)
        told.append((f"find in {rows:,} rows, ms", measure(page, "find", texts), must))
        told.append(
            (f"sort {rows:,} rows, ms", measure(page, "sort", [0, 1, 2, 3, 4, 1, 0] * max(1, tries // 5)), must)
        )
        told.append((f"change the language, {rows:,} rows, ms", measure(page, "language", [0] * tries), must))
        context.close()
    return told


def measure(page: Page, kind: str, values: list[str] | list[int]) -> list[float]:
    page.evaluate(TOUCH, [kind, values[:3]])  # what is worked out once
    return page.evaluate(TOUCH, [kind, values])


def repeat(context: BrowserContext) -> None:
    """Let the ledger come with 50,000 rows of the columns that are shown."""

    def fulfil(route: Route) -> None:
        answer = route.fetch().json()
        kept = [at for at, column in enumerate(answer["columns"]) if column["name"] in SHOWN]
        answer["columns"] = [answer["columns"][at] for at in kept]
        rows = [[row[at] for at in kept] for row in answer["rows"]]
        answer["rows"] = [rows[at % len(rows)] for at in range(MANY)]
        route.fulfill(body=json.dumps(answer), content_type="application/json")

    context.route("**/api/v1/plan/ledger*", fulfil)


def p95(times: list[float]) -> float:
    return sorted(times)[min(len(times) - 1, round(len(times) * 0.95))]


if __name__ == "__main__":
    main()
