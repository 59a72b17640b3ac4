"""Figures into the workspace and out again, as a person brings them."""

import hashlib
import json

import polars as pl
import pytest
import xlsxwriter

from tests.operations.prepared import copy, prepare

pytestmark = pytest.mark.usefixtures("made")

# a title, the unit above the table, full-width digits, thousands, notes at the foot: made by hand
LONG = """上海市工业主要指标,,,,,,
单位：亿元,,,,,,
指标,口径,年份,数值,单位,发布日期,来源
规模以上工业总产值,规模以上,2022年,"40,473.7",亿元,2023年3月,2022年公报
规模以上工业总产值,规模以上,２０２３,３９３９９．５７,,2024-03,2023年公报
工业机器人产量,,2023,—,万台,2024-03,
机器人密度,,2023年,约383,台/万人,,
战略性新兴产业占比（%）,,2023,43.9,,2024-03,
工业投资增速,,某年,5.4,%,2024-03,
工业投资,,2023,很多,亿元,2024-03,
工业投资,,2023
注：本表数据为初步核算数,,,,,,
资料来源：上海市统计局
"""


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    """A workspace without anything in it, made once."""
    return prepare(tmp_path_factory.mktemp("empty"), ("workspace", "init"))


@pytest.fixture
def made(gongfu, empty, tmp_path):
    copy(empty, tmp_path)


@pytest.fixture
def long(tmp_path):
    path = tmp_path / "long.csv"
    path.write_bytes(LONG.encode("gb18030"))
    return path


@pytest.fixture
def wide(tmp_path):
    """A sheet with a head on two rows, the years merged above their halves."""
    path = tmp_path / "wide.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("工业")
        sheet.merge_range(0, 0, 0, 5, "全市工业运行情况")
        sheet.merge_range(1, 0, 2, 0, "指标名称")
        sheet.merge_range(1, 1, 2, 1, "计量单位")
        sheet.merge_range(1, 2, 1, 3, "2022年")
        sheet.merge_range(1, 4, 1, 5, "2023年")
        sheet.write_row(2, 2, ["上半年", "全年", "上半年", "全年"])
        sheet.write_row(3, 0, ["一、总量"])
        sheet.write_row(4, 0, ["工业增加值", "亿元", 5123.4, 10794.54, "…", 10846.16])
        sheet.write_row(5, 0, ["工业机器人产量", "万台", 3.5, 7.6, "暂缺", ""])
        sheet.write_row(6, 0, ["注：2023年为快报数"])
    return path


def imported(gongfu, file, *options):
    said = gongfu("series", "import", file, *options)
    assert said.code == 0, said.err
    (done,) = said.json["imports"]["rows"]
    return done, said.json


def figures(gongfu):
    """Every figure by indicator and period."""
    query = (
        "SELECT s.indicator, o.period, o.value, s.unit, o.comparator FROM observation o JOIN series s USING (series_id)"
    )
    return {(r["indicator"], r["period"]): (r["value"], r["unit"], r["comparator"]) for r in gongfu("sql", query).rows}


def test_a_messy_long_file_comes_in_and_its_bad_rows_go_to_quarantine(gongfu, long):
    done, said = imported(gongfu, long, "--region", "上海")
    assert (done["good_rows"], done["bad_rows"], done["added"], done["series"]) == (5, 3, 5, 4)
    assert figures(gongfu) == {
        ("规模以上工业总产值", "2022"): (4_047_370_000_000, "元", "="),
        ("规模以上工业总产值", "2023"): (3_939_957_000_000, "元", "="),
        ("工业机器人产量", "2023"): (None, "台", "="),
        ("机器人密度", "2023"): (383, "台/万人", "~"),
        ("战略性新兴产业占比", "2023"): (43.9, "%", "="),
    }
    bad = {(r["line"], r["column_name"]): (r["value"], r["reason"]) for r in gongfu("quarantine", "list").rows}
    assert bad == {
        (9, "period"): ("某年", "not_a_period"),
        (10, "value"): ("很多", "not_a_number"),
        (11, None): ("工业投资,,2023", "ragged_row"),
    }
    assert [row["text"] for row in said["unread"]["rows"]] == ["注：本表数据为初步核算数", "资料来源：上海市统计局"]


def test_a_figure_opens_its_line_of_the_file_or_the_source_that_the_row_names(gongfu, long):
    imported(gongfu, long, "--region", "上海")
    query = (
        "SELECT s.indicator, o.locator, o.published_on, c.title, c.kind, c.sha256 FROM observation o "
        "JOIN series s USING (series_id) JOIN source c ON c.source_id = o.source_id WHERE o.period = '2023'"
    )
    found = {row["indicator"]: row for row in gongfu("sql", query).rows}
    density = found["机器人密度"]
    assert (density["title"], density["locator"], density["kind"]) == ("long.csv", "line:7", "file")
    assert density["sha256"] == hashlib.sha256(long.read_bytes()).hexdigest()
    assert density["published_on"] is None
    output = found["规模以上工业总产值"]
    assert (output["title"], output["published_on"]) == ("2023年公报", "2024-03-31")


def test_a_wide_sheet_under_two_rows_of_heads_gives_a_figure_for_each_cell(gongfu, wide):
    done, said = imported(gongfu, wide, "--region", "310000", "--published", "2024-01")
    assert (done["good_rows"], done["bad_rows"]) == (7, 1)
    assert figures(gongfu) == {
        ("工业增加值", "2022H1"): (512_340_000_000, "元", "="),
        ("工业增加值", "2022"): (1_079_454_000_000, "元", "="),
        ("工业增加值", "2023H1"): (None, "元", "="),
        ("工业增加值", "2023"): (1_084_616_000_000, "元", "="),
        ("工业机器人产量", "2022H1"): (35_000, "台", "="),
        ("工业机器人产量", "2022"): (76_000, "台", "="),
        ("工业机器人产量", "2023"): (None, "台", "="),
    }
    (bad,) = gongfu("quarantine", "list").rows
    assert (bad["line"], bad["value"], bad["reason"], bad["locator"]) == (6, "暂缺", "not_a_number", "工业!6 2023H1")
    assert [row["text"] for row in said["unread"]["rows"]] == ["一、总量", "注：2023年为快报数"]
    assert gongfu("table", "show", "observation", "--where", "period=2022").rows[0]["locator"] in ("工业!5", "工业!6")


def test_heads_of_a_wide_csv_are_years_and_quarters_in_any_spelling(gongfu, tmp_path):
    path = tmp_path / "wide.csv"
    path.write_text('单位：亿元,,,\n指标,2021,2022年,2023Q1\n工业投资,"1,500",1600,400\n', "utf-8")
    imported(gongfu, path, "--region", "苏州市")
    assert figures(gongfu) == {
        ("工业投资", "2021"): (150_000_000_000, "元", "="),
        ("工业投资", "2022"): (160_000_000_000, "元", "="),
        ("工业投资", "2023Q1"): (40_000_000_000, "元", "="),
    }


def test_the_region_of_each_row_is_found_by_name_or_code(gongfu, tmp_path):
    path = tmp_path / "english.csv"
    path.write_text("region,indicator,year,value,unit\nShanghai,GDP,2023,1,yuan\n320500,GDP,2023,2,yuan\n")
    imported(gongfu, path)
    names = {row["name_zh"] for row in gongfu("table", "show", "region").rows}
    assert {"上海市", "苏州市"} <= names


@pytest.mark.parametrize("ending", ["jsonl", "parquet"])
def test_json_lines_and_parquet_come_in_too(gongfu, tmp_path, ending):
    rows = [{"地区": "上海市", "指标": "工业投资", "时期": 2023, "数值": 1.5, "单位": "亿元"}]
    path = tmp_path / f"figures.{ending}"
    if ending == "jsonl":
        path.write_text(json.dumps(rows[0], ensure_ascii=False) + "\n", "utf-8")
    else:
        pl.DataFrame(rows).write_parquet(path)
    imported(gongfu, path)
    assert figures(gongfu) == {("工业投资", "2023"): (150_000_000, "元", "=")}


def test_a_dry_run_reports_the_same_and_writes_nothing(gongfu, long):
    done, _ = imported(gongfu, long, "--region", "上海", "--dry-run")
    assert (done["good_rows"], done["bad_rows"], done["added"], done["version"]) == (5, 3, 5, None)
    assert gongfu("table", "show", "observation").rows == gongfu("quarantine", "list").rows == []


def test_the_same_file_again_changes_nothing(gongfu, long):
    imported(gongfu, long, "--region", "上海")
    before = gongfu("table", "show", "observation").rows
    done, _ = imported(gongfu, long, "--region", "上海")
    assert (done["added"], done["changed"], done["series"], done["version"]) == (0, 0, 0, None)
    assert gongfu("table", "show", "observation").rows == before


def test_an_import_is_undone_as_a_whole(gongfu, long):
    done, _ = imported(gongfu, long, "--region", "上海")
    assert gongfu("workspace", "undo", done["version"]).code == 0
    for table in ("series", "observation", "source", "quarantine", "import", "region"):
        assert gongfu("table", "show", table).rows == []


def test_bad_rows_are_written_out_mended_and_brought_in(gongfu, wide, tmp_path):
    done, _ = imported(gongfu, wide, "--region", "上海")
    bad = tmp_path / "bad.csv"
    assert gongfu("quarantine", "export", done["import_id"], bad).json["rows"] == 1
    bad.write_text(bad.read_text("utf-8-sig").replace("暂缺", "3.9"), "utf-8")
    imported(gongfu, bad, "--region", "上海")
    assert figures(gongfu)["工业机器人产量", "2023H1"] == (39_000, "台", "=")
    assert gongfu("quarantine", "list").rows == []


def test_of_two_rows_for_one_figure_the_second_is_left_out(gongfu, tmp_path):
    path = tmp_path / "twice.csv"
    path.write_text("指标,年份,数值,单位\n工业投资,2023,1,元\n工业投资,2023,2,元\n")
    done, _ = imported(gongfu, path, "--region", "上海")
    assert (done["good_rows"], done["bad_rows"]) == (1, 1)
    (bad,) = gongfu("quarantine", "list").rows
    assert (bad["line"], bad["reason"], bad["detail"]) == (3, "duplicate_key", "line:2")


def test_what_was_said_of_a_file_holds_for_its_mended_rows(gongfu, tmp_path):
    file, bad = tmp_path / "figures.csv", tmp_path / "bad.csv"
    file.write_text("指标,时期,数值,单位\n工业投资,2023,很多,亿元\n", "utf-8")
    first, _ = imported(gongfu, file, "--region", "上海市", "--published", "2024-03")
    assert gongfu("quarantine", "export", first["import_id"], bad).code == 0
    bad.write_text(bad.read_text("utf-8-sig").replace("工业投资,2023,很多", "工业投资,2023,1600"), "utf-8")
    done, _ = imported(gongfu, bad)
    assert (done["good_rows"], done["bad_rows"]) == (1, 0)
    (figure,) = gongfu("table", "show", "observation").rows
    assert figure["published"] == "2024-03"


def test_a_file_without_a_region_is_refused_with_the_way_to_mend_it(gongfu, long):
    said = gongfu("series", "import", long)
    assert said.code == 2
    assert "region (地区)" in said.err
    assert "--region" in said.err


def test_a_file_without_heads_of_figures_is_refused(gongfu, tmp_path):
    path = tmp_path / "other.csv"
    path.write_text("姓名,年龄\n张三,30\n")
    assert gongfu("series", "import", path, "--region", "上海").code == 2


# two sources for one year that disagree, a third that says the same as the second, and a year without a figure
SOURCES = """地区,指标,口径,时期,数值,单位,比较,发布日期,来源
上海市,工业投资,规模以上,2022,100,亿元,,2023-01-20,公报
上海市,工业投资,规模以上,2022,102,亿元,,2023-09,年鉴
上海市,工业投资,规模以上,2023,110,亿元,>=,2024-01-20,公报
上海市,工业投资,规模以上,2023,110,亿元,>=,2024-09,年鉴
上海市,工业投资,规模以上,2024,未公布,亿元,,2025-01-20,公报
上海市,泄漏率,,2023,0.003,%,,2024-01-20,公报
"""


@pytest.fixture(scope="module")
def with_sources(tmp_path_factory):
    """A workspace that holds them, made once."""
    folder = tmp_path_factory.mktemp("sources")
    (folder / "sources.csv").write_text(SOURCES, "utf-8")
    return prepare(folder, ("workspace", "init"), ("series", "import", folder / "sources.csv"))


@pytest.fixture
def sources(made, with_sources, tmp_path):
    copy(with_sources, tmp_path)


@pytest.mark.usefixtures("sources")
def test_the_list_says_how_old_the_latest_figure_is(gongfu):
    first, other = gongfu("series", "list", "--as-of", "2025-01-31", "--lang", "zh").rows
    assert (first["indicator"], first["boundary"], first["unit"]) == ("工业投资", "规模以上", "元")
    assert (first["figures"], first["first"], first["last"], first["sources"]) == (4, "2022", "2024", 2)
    # published in September 2024, so known by its last day: 30 September to 31 January are 123 days
    assert (first["latest"], first["published"], first["age"]) == ("≥ 110亿元", "2024-09", 123)
    assert other["latest"] == "0.003 %"
    assert [row["indicator"] for row in gongfu("series", "list", "--indicator", "泄漏").rows] == ["泄漏率"]


@pytest.mark.usefixtures("sources")
def test_what_was_published_later_is_not_seen_as_of_a_day(gongfu):
    first, _ = gongfu("series", "list", "--as-of", "2024-02-01").rows
    assert (first["figures"], first["period"], first["published"], first["age"]) == (3, "2023", "2024-01-20", 12)


@pytest.mark.usefixtures("sources")
def test_disagreements_of_sources_are_marked(gongfu):
    rows = gongfu("series", "show", "工业投资").rows
    found = [(r["period"], r["value"], r["source"], r["agreement"]) for r in rows]
    assert found == [
        ("2022", 10_000_000_000, "公报", "differs"),
        ("2022", 10_200_000_000, "年鉴", "differs"),
        ("2023", 11_000_000_000, "公报", "same"),
        ("2023", 11_000_000_000, "年鉴", "same"),
        ("2024", None, "公报", None),
    ]
    assert gongfu("series", "show", "泄漏率").rows[0]["agreement"] == "only"


@pytest.mark.usefixtures("sources")
def test_a_workbook_of_figures_has_a_sheet_of_their_sources(gongfu, tmp_path):
    from python_calamine import CalamineWorkbook

    path = tmp_path / "figures.xlsx"
    assert gongfu("series", "show", "泄漏率", "--format", "xlsx", "-o", path, "--lang", "zh").code == 0
    book = CalamineWorkbook.from_path(str(path))
    titles = [row[2] for row in book.get_sheet_by_name("来源").to_python()[1:]]
    assert titles == ["公报"]


@pytest.mark.usefixtures("sources")
def test_a_series_is_found_by_how_its_id_begins_and_an_unclear_name_is_answered_with_all(gongfu, tmp_path):
    key = gongfu("series", "list", "--indicator", "泄漏率").rows[0]["series_id"]
    assert gongfu("series", "show", key[:8]).rows[0]["value"] == 0.003
    path = tmp_path / "more.csv"
    path.write_text("地区,指标,时期,数值,单位\n上海市,工业投资,2023,1,元\n", "utf-8")
    imported(gongfu, path)
    said = gongfu("series", "show", "工业投资")
    assert said.code == 3
    assert said.err.count("工业投资，") == 2
    assert gongfu("series", "show", "没有的指标").code == 3
