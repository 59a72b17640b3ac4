"""No violations of the accessibility rules that a program can check (axe), on any view or open dialog."""

import pytest

VIEWS = (
    "/", "/plans?tab=commitments", "/plans?tab=lineage", "/plans/001?tab=tree", "/plans/linjiang?tab=review", "/board?open=001-004", "/supervise",
    "/supervise?open=001-001&do=report", "/supervise?assign=1", "/supervise?tab=scores", "/data", "/data?tab=imports", "/data?tab=history&commit=2",
    "/series/1k9k4bkj7n", "/map", "/brief", "/patterns",
)  # fmt: skip


@pytest.fixture
def axe():
    return pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed").Axe()


def violations(axe, page):
    found = axe.run(page).response["violations"]
    return [(each["id"], [node["html"][:160] for node in each["nodes"]][:3]) for each in found]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_no_view_breaks_a_rule(reads, axe, width, scheme):
    reader = reads("zh", width, color_scheme=scheme)
    found = {view: violations(axe, reader.goes(view)) for view in VIEWS}
    assert {view: each for view, each in found.items() if each} == {}


def test_no_dialog_or_menu_breaks_a_rule(reads, axe):
    page = reads("en").goes("/plans")
    page.click("text=Bring in a plan")
    page.wait_for_selector("dialog")
    assert violations(axe, page) == []
    page.keyboard.press("Escape")
    page = reads("en").goes("/board")
    page.click("summary:has-text('Columns')")
    assert violations(axe, page) == []
    page.locator("button.figure").first.click()
    page.wait_for_selector("[role=dialog]")
    page.wait_for_selector(".waiting", state="detached")
    assert violations(axe, page) == []
