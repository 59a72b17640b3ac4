"""How results are printed and written."""

import csv
import io
import json

import polars as pl
import pytest
from python_calamine import CalamineWorkbook

from tests.cli.program import FIRMS


def sheet(path, name):
    """One sheet of a workbook; its blank cells are null."""
    heads, *rows = CalamineWorkbook.from_path(path).get_sheet_by_name(name).to_python()
    return pl.DataFrame([[None if value == "" else value for value in row] for row in rows], schema=heads, orient="row")


def test_a_table_is_aligned_with_chinese_characters_two_columns_wide(call):
    assert call("table", "show").out.splitlines() == [
        "firm            staff          share  tags",
        "──────────────  ─────  ─────────────  ──────",
        "上海电气集团       12            0.5  甲, 乙",
        "=1+1                –              –",
        "Baosteel, Ltd.      3  1000000000000  a",
    ]


def test_a_table_is_labelled_in_the_language_asked_for(call):
    assert call("table", "show", "--lang", "zh").out.split()[:2] == ["企业", "人数"]
    assert call("table", "show", LC_ALL="zh_CN.UTF-8").out.split()[:2] == ["企业", "人数"]
    assert call("table", "show", "--lang", "en", LANG="zh_CN.UTF-8").out.split()[:2] == ["firm", "staff"]


def test_notes_under_a_table_count_rows_and_unknown_cells_beside_the_output(call):
    said = call("table", "show", "--limit", "1", "--offset", "1")
    assert said.err == "rows 2–2 of 3; more with --limit and --offset · – is unknown (2)\n"
    assert call("table", "show", "--quiet").err == ""


def test_json_gives_a_table_as_one_object_a_line(call):
    said = call("table", "show", "--json")
    assert [json.loads(line) for line in said.out.splitlines()] == FIRMS
    assert said.err == ""


def test_a_page_of_json_can_be_cut(call):
    said = call("table", "show", "--json", "--offset", "1", "--limit", "1")
    assert [json.loads(line)["firm"] for line in said.out.splitlines()] == ["=1+1"]


def test_format_json_gives_one_object(call):
    assert call("table", "show", "--format", "json").json == {"rows": FIRMS}


def test_csv_quotes_what_needs_it_and_keeps_lists_as_json(call):
    rows = list(csv.DictReader(io.StringIO(call("table", "show", "--format", "csv").out)))
    assert rows[2]["firm"] == "Baosteel, Ltd."
    assert json.loads(rows[0]["tags"]) == ["甲", "乙"]
    assert rows[1]["staff"] == ""


@pytest.mark.parametrize("name", ["out.csv", "out.jsonl", "out.json", "out.parquet", "out.xlsx"])
def test_the_name_of_the_file_decides_the_format(call, tmp_path, name):
    said = call("table", "show", "-o", tmp_path / name)
    assert said.code == 0
    assert "3 rows" in said.err
    readers = {
        "csv": pl.read_csv,
        "jsonl": pl.read_ndjson,
        "json": lambda path: pl.DataFrame(json.loads(path.read_text())["rows"]),
        "parquet": pl.read_parquet,
        "xlsx": lambda path: sheet(path, "firms"),
    }
    frame = readers[name.partition(".")[2]](tmp_path / name)
    assert frame["firm"].to_list() == [row["firm"] for row in FIRMS]
    assert frame["staff"].to_list() == [12, None, 3]
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_workbook_has_labels_a_sheet_of_sources_and_no_formula(call, tmp_path):
    call("table", "show", "-o", tmp_path / "out.xlsx", "--lang", "zh")
    firms = sheet(tmp_path / "out.xlsx", "企业")
    assert firms.columns == ["企业", "人数", "share", "tags"]
    assert firms["企业"].to_list() == ["上海电气集团", "=1+1", "宝钢"]
    assert sheet(tmp_path / "out.xlsx", "来源")["source"].to_list() == ["s1"]


def test_a_workbook_is_not_printed_on_a_screen(call):
    said = call("table", "show", "--format", "xlsx")
    assert said.code == 2
    assert "--output FILE" in said.err


def test_a_name_that_tells_no_format_asks_for_one(call, tmp_path):
    said = call("table", "show", "-o", tmp_path / "out.dat")
    assert said.code == 2
    assert "--format" in said.err


def test_a_file_that_cannot_be_written_is_named(call, tmp_path):
    said = call("table", "show", "-o", tmp_path / "missing" / "out.csv")
    assert said.code == 2
    assert "missing/out.csv" in said.err


def test_a_record_is_lines_of_label_and_value_or_one_object(call):
    assert call("add", "1", "2", "--sign", "minus").out.splitlines() == ["sum    -3", "label  –", "loud   no"]
    assert call("add", "1", "2", "-l", "x", "--loud", "--json").json == {"sum": 3, "label": "x", "loud": True}


def test_lines_are_printed_as_json_with_and_without_asking(call, tmp_path):
    (tmp_path / "a.txt").write_text("one\n二\n")
    expected = '{"number":0,"line":"one"}\n{"number":1,"line":"二"}\n'
    assert call("read", tmp_path / "a.txt").out == expected
    assert call("read", tmp_path / "a.txt", "--json").out == expected
    call("read", tmp_path / "a.txt", "-o", tmp_path / "b.jsonl")
    assert (tmp_path / "b.jsonl").read_text() == expected


def test_a_report_has_titles_or_is_one_object(call):
    text = call("both").out
    assert text.index("report\n══════") < text.index("firms\n─────") < text.index("total\n─────") < text.index("end")
    assert call("both", "--json").json == {"firms": {"rows": FIRMS}, "sum": {"sum": 3}}


def test_the_workspace_and_the_author_come_from_options_or_environment(call, tmp_path, monkeypatch):
    assert call("count", "1", "--json").json["workspace"] == "workspace"
    monkeypatch.setenv("GONGFU_WORKSPACE", str(tmp_path / "other"))
    assert call("count", "1", "--json").json["workspace"] == str(tmp_path / "other")
    assert call("count", "1", "--json", "--workspace", tmp_path).json["workspace"] == str(tmp_path)
