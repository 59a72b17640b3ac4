from datetime import date

import polars as pl
import pytest
import xlsxwriter

from gongfu.workspace.intake import Heads, Mapping, read_batches
from gongfu.workspace.intake.errors import HeadError, UnreadableFileError


@pytest.fixture
def book(tmp_path):
    """A workbook as an office keeps it: titles, merged cells, dates as serials, percent cells, a sheet of notes."""
    path = tmp_path / "企业台账.xlsx"
    workbook = xlsxwriter.Workbook(path)
    percent = workbook.add_format({"num_format": "0.0%"})
    day = workbook.add_format({"num_format": "yyyy/m/d"})
    title = workbook.add_format({"bold": True})
    notes = workbook.add_worksheet("说明")
    notes.write_row(0, 0, ["本表由各街镇填报", "联系人"])
    sheet = workbook.add_worksheet("2023年")
    sheet.merge_range(1, 0, 1, 7, "某区企业名录", title)
    sheet.write(2, 6, "单位：万元")
    sheet.write_row(
        3, 0, ["所在区", "统一社会信用代码", "企业名称", "营业收入", "研发强度", "从业人员", "成立日期", "主要产品"]
    )
    sheet.merge_range(4, 0, 5, 0, "浦东新区")
    sheet.write_row(4, 1, ["F1", "甲", 1234.56])
    sheet.write(4, 4, 0.285, percent)
    sheet.write_string(4, 5, "120")
    sheet.write_datetime(4, 6, date(2001, 3, 5), day)
    sheet.write_string(4, 7, "=1+1")
    sheet.write_row(5, 1, ["F2", "乙", "—", 5.5, 12.5, 36955, "轴承、齿轮"])
    sheet.write_row(6, 0, ["闵行区", 310104123456789012, "丙", 3, None, 7, 2001])
    sheet.write_row(7, 0, ["闵行区", "F4", "丁", True, None, 7, "2001-3-5"])
    sheet.write_row(9, 0, ["合计", None, None, 1237.56])
    more = workbook.add_worksheet("2024年")
    more.write_row(0, 0, ["统一社会信用代码", "企业名称", "营业收入（亿元）"])
    more.write_row(1, 0, ["F5", "戊", 1.5])
    more.write_row(2, 0, ["F1", "甲", 2])
    hidden = workbook.add_worksheet("旧")
    hidden.write_row(0, 0, ["统一社会信用代码", "企业名称"])
    hidden.write_row(1, 0, ["F9", "己"])
    hidden.hide()
    workbook.close()
    return path


def read(path, table, mapping=None, **options):
    batches = list(read_batches(path, table, mapping, **options))
    return pl.concat([b.good for b in batches], how="diagonal"), pl.concat([b.bad for b in batches])


def test_an_office_workbook_is_read_sheet_by_sheet(book, firms):
    heads = Heads()
    good, bad = read(book, firms, source_id="s", heads=heads)
    assert good["code"].to_list() == ["F1", "F5"]
    assert good["district"].to_list() == ["310115", None]
    assert good["revenue_yuan"].to_list() == [12_345_600, 150_000_000]
    assert good["rd_share"].to_list() == [28.5, None]
    assert good["employees"].to_list() == [120, None]
    assert good["founded_on"].to_list() == [date(2001, 3, 5), None]
    assert good["products"].to_list() == [["=1+1"], None]
    assert good["locator"].to_list() == ["2023年!5", "2024年!2"]
    assert heads.skipped_sheets == ["说明"]
    assert [tuple(row) for row in bad.select("locator", "column_name", "value", "reason").iter_rows()] == [
        ("2023年!6", "employees", "12.5", "not_whole"),
        ("2023年!7", "code", "3.10104123456789e+17", "digits_lost"),
        ("2023年!7", "founded_on", "2001", "not_a_date"),
        ("2023年!8", "revenue_yuan", "true", "not_a_number"),
        ("2023年!10", None, "合计", "total_row"),
        ("2024年!3", "code", "F1", "duplicate_key"),
    ]
    assert bad["detail"][-1] == "2023年!5"


def test_a_bare_serial_is_a_day_and_merged_cells_fill_their_rows(book, firms):
    mapping = Mapping.of({"sheets": "2023年", "columns": {"从业人员": None}})
    good, _ = read(book, firms, mapping)
    second = good.row(1, named=True)
    assert (second["code"], second["district"], second["founded_on"]) == ("F2", "310115", date(2001, 3, 5))
    assert second["products"] == ["轴承", "齿轮"]


def test_only_the_sheets_asked_for_are_read_hidden_ones_too(book, firms):
    good, _ = read(book, firms, Mapping(sheets=("旧",)))
    assert good["code"].to_list() == ["F9"]
    with pytest.raises(UnreadableFileError, match="no such sheet") as caught:
        read(book, firms, Mapping(sheets=("2025年",)))
    assert "2024年" in str(caught.value)


def test_a_workbook_without_a_head_names_the_sheets_looked_at(tmp_path, firms):
    workbook = xlsxwriter.Workbook(tmp_path / "x.xlsx")
    workbook.add_worksheet("气温").write_row(0, 0, ["日期", "气温"])
    workbook.add_worksheet("空")
    workbook.close()
    with pytest.raises(HeadError) as caught:
        read(tmp_path / "x.xlsx", firms)
    assert caught.value.offenders == ["looked at: 气温", "looked at: 空"]


def test_a_head_on_two_rows_is_read_at_its_second(tmp_path, firms):
    workbook = xlsxwriter.Workbook(tmp_path / "x.xlsx")
    sheet = workbook.add_worksheet("表")
    sheet.merge_range(0, 0, 1, 0, "统一社会信用代码")
    sheet.merge_range(0, 1, 1, 1, "企业名称")
    sheet.merge_range(0, 2, 0, 3, "营业收入")
    sheet.write_row(1, 2, ["2022年", "2023年"])
    sheet.write_row(2, 0, ["F1", "甲", 1, 2])
    workbook.close()
    mapping = Mapping.of({"columns": {"2023年": {"column": "revenue_yuan", "unit": "万元"}}})
    heads = Heads()
    good, bad = read(tmp_path / "x.xlsx", firms, mapping, heads=heads)
    assert bad.is_empty()
    assert good.rows() == [("F1", "甲", 20_000)]
    assert list(heads.unmapped) == ["2022年"]


def test_a_percentage_in_a_column_of_money_is_refused(tmp_path, firms):
    workbook = xlsxwriter.Workbook(tmp_path / "x.xlsx")
    sheet = workbook.add_worksheet("表")
    sheet.write_row(0, 0, ["code", "name", "revenue"])
    sheet.write_row(1, 0, ["F1", "甲"])
    sheet.write(1, 2, 0.5, workbook.add_format({"num_format": 9}))
    workbook.close()
    _, bad = read(tmp_path / "x.xlsx", firms)
    assert bad.select("value", "reason").rows() == [("50%", "wrong_unit")]
