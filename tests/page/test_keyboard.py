"""The page by keyboard alone."""

from tests.page.conftest import until


def focused(page):
    return page.evaluate("document.activeElement.innerText || document.activeElement.getAttribute('aria-label') || ''")


def test_a_row_is_reached_opened_and_left_by_keys(reads):
    page = reads().goes("/board")
    page.locator("tbody tr[data-at='0']").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    until(page, "document.activeElement.dataset.at === '2'")
    page.keyboard.press("Enter")
    page.wait_for_selector("[role=dialog]")
    assert page.evaluate("document.activeElement.getAttribute('role')") == "dialog"
    page.keyboard.press("Escape")
    page.wait_for_selector("[role=dialog]", state="detached")
    until(page, "document.activeElement.dataset.at === '2'")


def test_the_last_of_many_rows_is_one_key_away(reads):
    page = reads().goes("/plans?tab=commitments")
    page.locator("tbody tr[data-at='0']").focus()
    page.keyboard.press("End")
    until(page, "document.activeElement.dataset.at && Number(document.activeElement.dataset.at) > 100")
    page.keyboard.press("Home")
    until(page, "document.activeElement.dataset.at === '0'")


def test_a_figure_opens_its_source_by_one_key(reads):
    page = reads().goes("/board")
    page.locator("tbody tr[data-at='0']").focus()
    for _ in range(4):
        page.keyboard.press("ArrowRight")
        if page.evaluate("document.activeElement.classList.contains('figure')"):
            break
    page.keyboard.press("Enter")
    page.wait_for_selector("[role=dialog]:has-text('Where this figure comes from')")


def test_search_is_one_key_away_and_leads_to_what_was_found(reads):
    page = reads().goes("/")
    page.keyboard.press("/")
    page.keyboard.type("jiqiren")
    page.wait_for_selector("#found li mark")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    until(page, "location.pathname !== '/'")


def test_the_tree_closes_and_opens_by_arrows(reads):
    page = reads().goes("/plans/001?tab=tree")
    rows = page.locator("[role=treeitem]")
    rows.first.focus()
    before = rows.count()
    page.keyboard.press("ArrowLeft")
    assert page.locator("[role=treeitem]").count() < before
    page.keyboard.press("ArrowRight")
    assert page.locator("[role=treeitem]").count() == before


def test_a_hidden_way_leads_past_the_navigation(reads):
    page = reads().goes("/board")
    page.keyboard.press("Tab")
    assert "Skip to the content" in focused(page)
