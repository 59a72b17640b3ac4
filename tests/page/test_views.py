"""Every view, in both languages, on a desktop and on a phone, with the network cut."""

import re

import pytest

VIEWS = (
    "/", "/plans", "/plans?tab=commitments", "/plans?tab=lineage", "/plans?tab=compare", "/plans/001", "/plans/001?tab=tree", "/plans/linjiang?tab=document",
    "/plans/linjiang?tab=review", "/board", "/board?open=001-004", "/board?tab=unit", "/board?tab=missing", "/board?tab=matches",
    "/supervise", "/supervise?tab=items", "/supervise?tab=meeting", "/supervise?tab=scores", "/supervise?tab=splits", "/supervise?assign=1",
    "/supervise?open=001-001&do=report", "/data", "/data?tab=sources", "/data?tab=series", "/data?tab=watch", "/data?tab=imports",
    "/data?tab=quarantine", "/data?tab=jobs", "/data?tab=history", "/data?tab=backup", "/data?table=region", "/series/1k9k4bkj7n", "/map", "/brief", "/patterns", "/nowhere",
)  # fmt: skip
CJK = re.compile(r"[\u4e00-\u9fff]")
CHROME = "nav, header, th, label, summary, button.button, a.button, h1, .tabs, dt"


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_view_stands_without_complaint_and_asks_nobody_but_the_service(reads, lang, width):
    reader = reads(lang, width)
    for view in VIEWS:
        page = reader.goes(view)
        assert reader.complaints == [], view
        assert page.inner_text("main").strip(), view
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{view} is {wide} px wider than the screen"
    assert reader.beyond == []


@pytest.mark.parametrize("view", VIEWS)
def test_nothing_that_the_page_says_itself_stays_in_the_other_language(reads, view):
    page = reads("en").goes(view)
    said = page.eval_on_selector_all(CHROME, "all => all.filter(e => !e.closest('[lang=zh]')).map(e => e.innerText)")
    titles = {"中文"} | set(page.eval_on_selector_all("h1, option", "all => all.map(e => e.innerText)"))
    foreign = [text for text in said if CJK.search(text) and not any(title and title in text for title in titles)]
    assert foreign == []


def test_the_language_changes_without_loading_and_stays(reads):
    reader = reads("en")
    page = reader.goes("/board")
    page.evaluate("window.same = true")
    page.click("text=中文")
    page.wait_for_selector("h1:has-text('计分板')")
    page.wait_for_selector("td:has-text('已达成')")
    assert page.evaluate("window.same")
    assert page.evaluate("document.documentElement.lang") == "zh-CN"
    assert reader.goes("/board").inner_text("h1") == "计分板"


def test_a_link_brings_back_the_same_view(reads):
    first = reads().goes("/board")
    first.fill(".find", "企业")
    first.click("th button:has-text('indicator')")
    first.select_option("select[aria-label='verdict']", "attained")
    rows = first.locator("tbody tr[data-at]").all_inner_texts()
    assert rows
    address = first.evaluate("location.pathname + location.search")
    again = reads().goes(address)
    assert again.locator("tbody tr[data-at]").all_inner_texts() == rows
    assert again.input_value(".find") == "企业"


def test_a_path_that_leads_nowhere_says_so_and_leads_home(reads):
    page = reads().goes("/nowhere")
    assert "no such page" in page.inner_text("main")
    page.click("main a")
    page.wait_for_selector("nav a[aria-current=page]:has-text('Today')")
