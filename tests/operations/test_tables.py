"""The commands that read tables, as a person gives them."""

import json

import pytest

pytestmark = pytest.mark.usefixtures("workspace")


def ids(said):
    return [row["region_id"] for row in said.rows]


def test_tables_are_listed_with_their_rows(gongfu):
    regions = next(row for row in gongfu("tables").rows if row["table"] == "region")
    assert (regions["label"], regions["rows"]) == ("region", 2)
    first = next(row for row in gongfu("tables", "--lang", "zh", "--version", "2").rows if row["table"] == "region")
    assert (first["label"], first["rows"]) == ("地区", 1)


def test_rows_are_picked_by_the_values_of_columns(gongfu):
    assert ids(gongfu("table", "show", "region", "--where", "name_zh=苏州市", "--where", "synthetic=false")) == ["r2"]
    assert ids(gongfu("table", "show", "region", "--where", "code=")) == ["r1", "r2"]
    assert ids(gongfu("table", "show", "region", "--where", "synthetic=true")) == []


def test_columns_are_picked(gongfu):
    assert gongfu("table", "show", "region", "--columns", "region_id, name_zh", "--limit", "1").json == {
        "region_id": "r1", "name_zh": "上海市",
    }  # fmt: skip


def test_every_condition_that_cannot_be_read_is_named(gongfu):
    said = gongfu("table", "show", "region", "--where", "synthetic=maybe", "--where", "no_column=1")
    assert said.code == 2
    first, second = json.loads(said.err)["offenders"]
    assert "maybe" in first
    assert "no_column" in second


def test_a_table_is_read_by_version_and_by_time(gongfu):
    newest, older, *_ = gongfu("workspace", "history").rows
    assert ids(gongfu("table", "show", "region", "--version", older["version"])) == ["r1"]
    assert ids(gongfu("table", "show", "region", "--known-at", older["time"])) == ["r1"]
    assert ids(gongfu("table", "show", "region", "--known-at", newest["time"])) == ["r1", "r2"]


def test_a_version_and_a_time_are_not_both_given(gongfu):
    assert gongfu("table", "show", "region", "--version", "2", "--known-at", "2026-01-01").code == 2


@pytest.mark.parametrize("past", [["--version", "99"], ["--known-at", "1999-01-01"]])
def test_a_past_that_was_not_is_not_found(gongfu, past):
    assert gongfu("table", "show", "region", *past).code == 3


@pytest.mark.parametrize("command", ["show", "columns"])
def test_an_unknown_table_asks_what_was_meant(gongfu, command):
    said = gongfu("table", command, "regoin")
    assert said.code == 3
    assert json.loads(said.err)["mend"] == "did you mean: region?"


def test_columns_of_a_table_are_listed_with_their_meaning(gongfu):
    first, *_ = gongfu("table", "columns", "region").rows
    assert (first["column"], first["key"], first["zh"]) == ("region_id", True, "地区编号")


def test_sql_reads_and_names_the_version(gongfu):
    said = gongfu("sql", "SELECT count(*) AS regions FROM region", "--format", "json")
    assert said.json["rows"] == [{"regions": 2}]
    assert said.json["version"] == gongfu("workspace", "info").json["version"]
    assert gongfu("sql", "SELECT count(*) AS regions FROM region", "--version", "2").json == {"regions": 1}


@pytest.mark.parametrize("query", ["DELETE FROM region", "SELECT 1; SELECT 2", "SELEC 1"])
def test_sql_that_is_no_select_is_bad_input(gongfu, query):
    assert gongfu("sql", query).code == 2
