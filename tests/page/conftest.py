"""The built page in a real browser that reaches nothing but the service."""

import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.operations.prepared import copy, prepare
from tests.page.served import Served

ROOT = Path(__file__).parents[2]
CHROMIUM = shutil.which("chromium")
SAFE = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-sync",
]
PLAN = """临江市先进制造业三年行动计划（2024—2026年）
一、主要目标
到2026年，工业增加值突破1.2万亿元，规模以上企业研发投入强度达到2.5%左右。
二、重点任务
（一）强链升级行动
打造2个万亿级产业集群，滚动培育专精特新企业三千家左右。（责任单位：市经信委、市科委）
到2026年，建成绿色工厂120家以上。
"""


def until(page, holds, seconds=20.0):
    """Wait until an expression holds in the page (its policy lets no text be run as a script by waiting for it)."""
    end = time.monotonic() + seconds
    while not page.evaluate(holds):
        assert time.monotonic() < end, holds
        page.wait_for_timeout(50)


@pytest.fixture(scope="session", autouse=True)
def built():
    """The page, built before a service reads it; whether it could be."""
    if CHROMIUM is None:
        return False
    return subprocess.run([sys.executable, ROOT / "lock" / "page.py"], capture_output=True, check=False).returncode == 0


@pytest.fixture(scope="session")
def chromium(built):
    """A browser; skips where there is none, or where the page has not been built."""
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed (Debian: apt-get install chromium fonts-noto-cjk)")
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if not built:
        pytest.skip("the page cannot be built here: neither Node nor its Python package can be had")
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=SAFE)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def region(tmp_path_factory):
    """A workspace with the facts of a region and one plan with its text, to be copied."""
    folder = tmp_path_factory.mktemp("region")
    (folder / "linjiang.txt").write_text(PLAN, encoding="utf-8")
    return prepare(
        folder,
        ("demo", "--keep", "--workspace", folder / "workspace"),
        ("plan", "import", folder / "linjiang.txt", "--published-on", "2024-01-15"),
        ("supervise", "assign", "001-001", "--unit", "市经济信息化委", "--due", "2025-12-31", "--on", "2024-02-01"),
    )


@pytest.fixture(scope="session")
def served(region):
    """The service over the region, for tests that change nothing."""
    service = Served(region)
    yield service
    service.stop()


@pytest.fixture
def own(region, tmp_path):
    """A service over a copy of the region, for a test that changes it."""
    service = Served(copy(region, tmp_path))
    yield service
    service.stop()


class Reader:
    """Somebody at the page; what the page complains about, and every address beyond the service, is kept."""

    def __init__(self, browser, url, lang, width, **more):
        self.url = url
        self.complaints, self.beyond = [], []
        locale = {"zh": "zh-CN", "en": "en-GB"}[lang]
        height = 844 if width < 500 else 800
        self.context = browser.new_context(viewport={"width": width, "height": height}, locale=locale, **more)
        self.context.route(lambda address: not address.startswith(("data:", "blob:", self.url)), self._refuse)
        self.page = self.context.new_page()
        self.page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _refuse(self, route):
        self.beyond.append(route.request.url)
        route.abort()

    def goes(self, path):
        """Open a view and wait until it stands."""
        self.page.goto(self.url + path)
        self.stands()
        return self.page

    def stands(self):
        self.page.wait_for_selector("main")
        self.page.wait_for_selector(".waiting", state="detached", timeout=60_000)


@pytest.fixture
def reads(chromium, served):
    """Makes readers: ``reads(lang, width)``."""
    made = []

    def make(lang="en", width=1280, url=served.url, **more):
        made.append(Reader(chromium, url, lang, width, **more))
        return made[-1]

    yield make
    for reader in made:
        reader.context.close()
