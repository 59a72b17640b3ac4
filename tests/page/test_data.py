"""Data on the page: a file is tried out, brought in, mended and taken back; a series is read to its sources."""

import re

import pytest

FIGURES = (
    "指标,时期,数值,单位,发布日期\n绿色工厂数,2024,100,家,2025-02-15\n绿色工厂数,2025,很多,家,2026-02-15\n"
    "技改投资,2025,12,匹,2026-02-15\n"
)


@pytest.fixture
def figures(tmp_path):
    path = tmp_path / "figures.csv"
    path.write_text(FIGURES, encoding="utf-8")
    return path


def test_figures_with_bad_rows_are_tried_out_brought_in_and_mended(own, reads, figures, tmp_path):
    reader = reads("zh", url=own.url)
    page = reader.goes("/data?tab=imports")
    page.set_input_files("input[type=file]", figures)
    page.locator("fieldset .fields input").first.fill("上海市")
    page.click("button:text-is('预览')")
    page.wait_for_selector("td:has-text('不是数字')")
    assert "很多" in page.inner_text("main")
    assert "line" not in page.inner_text(".counts")
    page.click("button:has-text('导入 1 行')")
    page.click("a:has-text('去改正隔离的行')")
    with page.expect_download() as got:
        page.click("li:has-text('figures.csv') button:has-text('下载待改正的行')")
    text = got.value.path().read_text("utf-8")
    mended = tmp_path / "mended.csv"
    mended.write_text(text.replace("很多", "130").replace("匹", "亿元"), encoding="utf-8")
    page.set_input_files("li:has-text('figures.csv') input[type=file]", mended)
    page.wait_for_selector("text=隔离区是空的")
    page = reader.goes("/data?tab=series&q=绿色工厂数")
    page.wait_for_selector("td:has-text('130 家')")
    assert reader.complaints == []


def test_a_table_comes_in_as_a_job_and_its_version_is_taken_back(own, reads, tmp_path):
    file = tmp_path / "regions.csv"
    file.write_text("地区编号,名称,行政区划代码,合成\nr1,试验市,330300,否\nr2,,999,maybe\n", encoding="utf-8")
    reader = reads("en", url=own.url)
    page = reader.goes("/data?tab=imports")
    page.click("label:has-text('Another table')")
    page.set_input_files("input[type=file]", file)
    page.select_option(".fields select >> nth=0", "region")
    page.click("button:text-is('Preview')")
    page.wait_for_selector(".job")
    page.click("button:has-text('Bring in 1 rows')", timeout=60_000)
    page.wait_for_selector("a:has-text('Mend the rows in quarantine')", timeout=60_000)
    page = reader.goes("/data?tab=history")
    page.locator("tbody tr[data-at='0'] td").nth(1).click()
    page.wait_for_selector("dialog li:has-text('region: 1 rows added')")
    page.click("dialog button:has-text('Take this version back')")
    page.wait_for_selector("dialog", state="detached")
    page.wait_for_selector("td:has-text('Undo version')")
    assert reader.complaints == []


def test_each_figure_of_a_series_opens_its_source_from_the_drawing(reads):
    page = reads("en").goes("/series/1k9k4bkj7n")
    points = page.locator("figure svg .point[role=button]")
    assert points.count() > 3
    points.last.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("[role=dialog]:has-text('Where this figure comes from')")


def test_a_series_says_what_is_forecast_and_shows_the_same_as_a_table(reads):
    page = reads("en").goes("/series/1k9k4bkj7n")
    page.wait_for_selector(".legend:has-text('forecast (80 % interval)')")
    page.click("figure button:text-is('Table')")
    page.wait_for_selector("figure table")
    assert re.search(r"trillion yuan", page.inner_text("figure table"))
