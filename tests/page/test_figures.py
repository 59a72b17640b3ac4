"""Every figure that is shown opens where it comes from."""

import pytest

VIEWS = (
    "/plans", "/plans?tab=commitments", "/plans/linjiang", "/plans/001?tab=tree", "/board", "/board?tab=unit", "/board?tab=year", "/board?tab=changes&since=2023-12-31",
    "/board?open=001-004", "/supervise", "/data", "/data?tab=series",
)  # fmt: skip
EACH = 3  # figures of a column that are opened in the browser; the tests of operations open all of them


@pytest.mark.parametrize("view", VIEWS)
def test_a_figure_leads_to_its_source_in_one_click(reads, view):
    reader = reads("en")
    page = reader.goes(view)
    place = "[role=dialog]" if page.locator("[role=dialog]").count() else "main"  # what an open panel does not cover
    figures = page.locator(f"{place} button.figure:visible")
    marks = page.evaluate("""([place, each]) => {
        const seen = {};
        return [...document.querySelectorAll(`${place} button.figure`)]
            .filter((button) => button.checkVisibility())
            .map((button, at) => [at, button.closest('td') ? button.closest('td').cellIndex : button.className + button.closest('dd, .more, p')?.className])
            .filter(([, place]) => (seen[place] = (seen[place] ?? 0) + 1) <= each)
            .map(([at]) => at);
    }""", [place, EACH])  # fmt: skip
    assert marks, "no figure is shown"
    for at in marks:
        shown = figures.nth(at).inner_text()
        figures.nth(at).click()
        panel = page.locator("[role=dialog]:has-text('Where this figure comes from')")
        panel.wait_for()
        page.wait_for_selector(".waiting", state="detached")
        said = panel.inner_text()
        assert "cannot be opened" not in said, (shown, said)
        assert page.locator("[role=alert]").count() == 0, (shown, said)
        assert len(said) > len("Where this figure comes from") + 5, shown
        page.keyboard.press("Escape")
        panel.wait_for(state="detached")
    assert reader.complaints == []


def test_a_tile_of_the_map_leads_to_its_source(reads):
    reader = reads("en")
    page = reader.goes("/map")
    page.locator("g.region[role=button]").first.click()
    page.wait_for_selector("[role=dialog]:has-text('Where this figure comes from')")
    page.wait_for_selector(".waiting", state="detached")
    assert "published" in page.inner_text("[role=dialog]")


def test_a_point_of_a_chart_leads_to_its_source(reads):
    page = reads("en").goes("/board?open=001-004")
    page.locator("g.point.observed").first.click()
    page.wait_for_selector("[role=dialog] strong.value")
