"""Every request that the page on the API shows is answered as it says."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import docx
import pytest

from tests.operations.prepared import prepare
from tests.page.served import Served

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "use-the-api.md"
ADDRESS = "http://127.0.0.1:8000"


def examples():
    return [line for line in PAGE.read_text("utf-8").splitlines() if line.startswith("curl ")]


@pytest.fixture(scope="module")
def service(tmp_path_factory):
    folder = tmp_path_factory.mktemp("api")
    region = prepare(folder, ("demo", "--keep", "--workspace", folder / "workspace", "--brief", folder / "brief.html"))
    with Served(region) as served:
        yield served


def test_the_requests_of_the_page_are_answered(service, tmp_path):
    if shutil.which("curl") is None:
        pytest.skip("curl is not installed (Debian: apt-get install curl)")
    plan = docx.Document()
    plan.add_paragraph("到2026年，建成绿色工厂120家以上。")
    plan.save(str(tmp_path / "plan.docx"))
    assert len(examples()) >= 5
    number = "6f0c…"
    for example in examples():
        line = (
            example.replace(ADDRESS, service.url)
            .replace("6f0c…", number)
            .replace("curl ", "curl -sS --fail-with-body ", 1)
        )
        done = subprocess.run(line, shell=True, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == 0, (example, done.stdout, done.stderr)
        if " -T " in line:
            number = json.loads(done.stdout)["file"]
    assert "120" in done.stdout
    assert (tmp_path / "ledger.csv").read_text("utf-8").count("\n") > 100


def test_the_stream_of_events_begins_with_the_version(service):
    if shutil.which("curl") is None:
        pytest.skip("curl is not installed (Debian: apt-get install curl)")
    (shown,) = re.findall(r"`(curl -N [^`]+)`", PAGE.read_text("utf-8"))
    line = shown.replace(ADDRESS, service.url).replace("curl ", "curl -sS --max-time 3 ", 1)
    said = subprocess.run(line, shell=True, capture_output=True, text=True, check=False).stdout
    assert "event: version" in said
