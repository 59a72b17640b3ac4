"""Where there are accounts, the page asks who it is, shows no more than that person sees, and forgets it when they leave."""

import io

import pytest

from gongfu.access.accounts import Accounts
from gongfu.cli.main import run
from tests.operations.prepared import copy
from tests.page.served import Served

PASSWORD = "correct horse battery staple"


@pytest.fixture
def guarded(region, tmp_path, monkeypatch):
    """A service over a copy of the region, with one administrator."""
    workspace = copy(region, tmp_path)
    monkeypatch.setattr("sys.stdin", io.StringIO(PASSWORD + "\n"))
    assert (
        run(["accounts", "add", "王工", "--role", "administrator", "--workspace", str(workspace), "--quiet"], {}) == 0
    )
    assert Accounts.found(workspace) is not None
    with Served(workspace) as service:
        yield service


def test_a_person_signs_in_works_and_leaves(guarded, reads):
    reader = reads("zh", url=guarded.url)
    page = reader.page
    page.goto(guarded.url + "/board")
    page.wait_for_selector("h1:has-text('登录')")
    assert page.locator("tbody tr").count() == 0
    page.fill("input[autocomplete=username]", "王工")
    page.fill("input[type=password]", "wrong")
    page.click("main button:has-text('登录')")
    page.wait_for_selector("main [role=alert]")
    page.fill("input[type=password]", PASSWORD)
    page.click("main button:has-text('登录')")
    page.wait_for_selector("tbody tr[data-at='0']")
    page.goto(guarded.url + "/plans/linjiang?open=linjiang-001")
    page.click("[role=dialog] button:has-text('认可')")
    page.wait_for_selector(".notice:has-text('已认可')")
    page.click("header button:has-text('退出')")
    page.wait_for_selector("h1:has-text('登录')")
    assert page.locator("tbody tr").count() == 0
    page.goto(guarded.url + "/board")
    page.wait_for_selector("h1:has-text('登录')")
