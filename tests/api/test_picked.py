"""Rows and columns that a request picks: by value, by text, sorted, in every format."""

import io

import polars as pl

from gongfu.api.offered import PREFIX

TABLES = f"{PREFIX}/tables?lang=en"
REPORT = f"{PREFIX}/plan/lineage?lang=en"


def column(said, name):
    place = [each["name"] for each in said["columns"]].index(name)
    return [row[place] for row in said["rows"]]


def test_rows_are_picked_by_the_value_of_a_column(client):
    said = client.get(f"{TABLES}&filter=rows=2").json()
    assert column(said, "table") == ["region"]
    assert said["total"] == 1


def test_nothing_behind_the_sign_stands_for_unknown(client):
    regions = f"{PREFIX}/table/show?table=region"
    assert client.get(f"{regions}&filter=parent_id=").json()["total"] == 2
    assert client.get(f"{regions}&filter=name_zh=").json()["total"] == 0


def test_rows_are_found_by_a_text_without_case_width_or_blanks(client):
    assert column(client.get(f"{TABLES}&find=ＳPECIAL+Action").json(), "table")[0] == "action"


def test_rows_are_sorted_either_way(client):
    names = column(client.get(f"{TABLES}&sort=table").json(), "table")
    assert names == sorted(names)
    assert column(client.get(f"{TABLES}&sort=-table").json(), "table") == names[::-1]
    assert column(client.get(f"{TABLES}&sort=-rows").json(), "table")[0] == "region"


def test_a_file_holds_what_was_picked_and_nothing_else(client):
    said = client.get(f"{TABLES}&filter=rows=2&columns=table&columns=rows&format=csv")
    frame = pl.read_csv(io.BytesIO(said.content))
    assert frame.rows() == [("region", 2)]
    assert frame.columns == ["table", "rows"]


def test_a_table_of_a_report_is_a_file_by_its_name(client):
    said = client.get(f"{REPORT}&part=links&format=csv")
    assert said.status_code == 200
    assert said.text.startswith("line,")
    assert client.get(f"{REPORT}&part=links").json()["kind"] == "table"


def test_a_report_asked_for_as_a_file_says_which_parts_there_are(client):
    said = client.get(f"{REPORT}&format=csv")
    assert said.status_code == 422
    assert "links" in said.json()["mend"]
    assert client.get(f"{REPORT}&part=nothing").status_code == 404


def test_every_column_that_is_not_there_is_named(client):
    said = client.get(f"{TABLES}&columns=colour&filter=size=1&filter=x&sort=-weight")
    assert said.status_code == 422
    offenders = " ".join(said.json()["offenders"])
    assert all(name in offenders for name in ("colour", "size", "weight", "x is no column=value"))
    assert "rows" in said.json()["mend"]


def test_a_column_of_numbers_that_is_asked_for_a_word_holds_no_row(client):
    assert client.get(f"{TABLES}&filter=rows=many").json()["total"] == 0
