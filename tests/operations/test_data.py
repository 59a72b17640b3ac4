"""What is in the workspace and what came in, on the command line."""

from datetime import date

import pytest

from gongfu.workspace import Workspace
from tests.operations.prepared import copy, prepare

FIGURES = """指标,时期,数值,单位,发布日期,来源
绿色工厂数,2020,10,家,2021-02-01,统计公报
绿色工厂数,2021,20,家,2022-02-01,统计公报
绿色工厂数,2022,30,家,2023-02-01,统计公报
智能工厂数,2022,许多,家,2023-02-01,统计公报
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("data")
    (folder / "figures.csv").write_text(FIGURES, "utf-8")
    return prepare(folder, ("workspace", "init"), ("series", "import", folder / "figures.csv", "--region", "310000"))


@pytest.fixture
def own(made, gongfu, tmp_path, monkeypatch):
    """A copy of the workspace that commands then work on."""
    folder = copy(made, tmp_path)
    monkeypatch.setenv("GONGFU_WORKSPACE", str(folder))
    return folder


def test_each_table_says_how_many_rows_it_has_and_who_changed_it_when(own, gongfu):
    tables = {row["table"]: row for row in gongfu("data", "overview").json["tables"]["rows"]}
    assert (tables["observation"]["rows"], tables["observation"]["age"], tables["observation"]["author"]) == (
        3,
        0,
        "tester",
    )
    assert "plan" not in tables


def test_each_source_says_how_old_it_is_and_what_is_overdue(own, gongfu):
    rows = gongfu("data", "overview", "--as-of", "2025-01-01").json["sources"]["rows"]
    source = next(row for row in rows if row["figures"])
    assert (source["figures"], source["series"], source["newest"], source["overdue"]) == (3, 1, "2022", 1)


def test_a_past_day_knows_no_later_figures(own, gongfu):
    rows = gongfu("data", "overview", "--as-of", "2022-06-30").json["sources"]["rows"]
    assert sum(row["figures"] for row in rows) == 2


def test_an_import_is_listed_with_its_rows_until_it_is_taken_back(own, gongfu):
    (row,) = gongfu("imports", "list").rows
    assert (row["file"], row["good_rows"], row["bad_rows"], row["waiting"], row["author"]) == (
        "figures.csv",
        3,
        1,
        1,
        "tester",
    )
    assert row["time"].startswith(date.today().isoformat()[:4])  # noqa: DTZ011
    assert gongfu("workspace", "undo", row["version"]).code == 0
    assert gongfu("imports", "list").rows == []


def test_the_version_of_an_import_stays_known_after_tidying(own, gongfu):
    (before,) = gongfu("imports", "list").rows
    assert gongfu("workspace", "compact").code == 0
    assert gongfu("imports", "list").rows == [before]


def test_several_tables_are_read_as_one_version_left_them(own):
    with Workspace.open(own) as workspace:
        now = workspace.version()
        tables = workspace.read_several(("observation", "plan"), version=now)
        assert (tables["observation"].height, tables["plan"].height) == (3, 0)
        assert tables["observation"].equals(workspace.read("observation"))
        assert workspace.read_several(("observation",), version=now - 1)["observation"].height == 0
        assert workspace.sizes()["observation"] == 3
        assert workspace.sizes(version=now - 1)["observation"] == 0
