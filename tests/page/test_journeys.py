"""What people do with the page, from first start to a verified report, on files made by hand."""

import pytest

from gongfu.cli.main import run
from tests.page.conftest import until
from tests.page.served import Served

PLAN = """云溪市制造业提质行动方案（2024—2026年）
2024年3月1日
一、主要目标
到2026年，创建绿色工厂80家以上，工业机器人密度达到400台/万人。
二、重点任务
（一）绿色领跑行动
每年实施节能技改项目50项。（责任单位：市经信局）
"""


@pytest.fixture
def empty(tmp_path):
    assert run(["workspace", "init", "--workspace", str(tmp_path / "workspace"), "--quiet"], {}) == 0
    service = Served(tmp_path / "workspace")
    yield service
    service.stop()


def test_a_first_start_says_what_to_do_and_a_plan_is_brought_in_and_corrected(empty, reads, tmp_path):
    (tmp_path / "yunxi.txt").write_text(PLAN, encoding="utf-8")
    reader = reads("en", url=empty.url)
    page = reader.goes("/")
    assert "Bring in a plan first" in page.inner_text("main")
    page = reader.goes("/plans")
    page.click("text=Bring in a plan")
    page.set_input_files("dialog input[type=file]", tmp_path / "yunxi.txt")
    page.click("a:has-text('Review one by one')")
    page.wait_for_selector("text=3 to review")
    assert "绿色工厂80家以上" in page.inner_text("article")
    page.click("article .mark >> nth=1")
    page.wait_for_selector(".one h2:has-text('机器人')")
    page.click(".one button:has-text('Correct')")
    page.fill(".one label:has-text('number') input", "450")
    page.fill(".one label:has-text('Why') input", "a later notice")
    page.click(".one button:has-text('Save')")
    page.wait_for_selector(".notice:has-text('Corrected')")
    page.wait_for_selector("text=2 to review")
    page.click(".notice button:has-text('Undo')")
    page.wait_for_selector("text=3 to review")
    assert reader.complaints == []


def test_a_target_is_read_down_to_its_sentence(own, reads):
    page = reads("zh", url=own.url).goes("/plans/linjiang")
    page.locator("td button.figure").first.click()
    page.wait_for_selector("[role=dialog] blockquote mark")
    assert "工业增加值突破" in page.inner_text("[role=dialog] blockquote")
    assert "1.2万亿元" in page.inner_text("[role=dialog] blockquote mark")
    page.keyboard.press("Escape")
    page.wait_for_selector("[role=dialog]", state="detached")


def test_a_service_that_was_killed_comes_back_and_the_page_with_it(own, reads):
    reader = reads("en", url=own.url)
    page = reader.goes("/board")
    own.kill()
    page.wait_for_selector("text=The service does not answer", timeout=30_000)
    own.again()
    page.wait_for_selector("text=The service does not answer", state="detached", timeout=60_000)
    page.click("text=By unit")
    page.wait_for_selector("td")


def test_what_another_process_changes_is_seen_without_loading_again(own, reads):
    page = reads("en", url=own.url).goes("/plans/linjiang")
    page.evaluate("window.same = true")
    done = run(
        ["plan", "correct", "linjiang-001", "--set", "value=9000", "--workspace", str(own.workspace), "--quiet"], {}
    )
    assert done == 0
    until(page, "[...document.querySelectorAll('td')].some(e => e.innerText.includes('9,000'))", 30)
    assert page.evaluate("window.same")
