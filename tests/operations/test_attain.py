"""The scoreboard on the command line: made from files, judged as of a day, decided by a person, taken back."""

import json

import pytest

PLAN = """临江市先进制造业三年行动计划（2024—2026年）
一、主要目标
到2026年，高新技术企业达到500家，打造20家标杆性智能工厂，工业投资年均增长5%。
"""
LATER = """临江市智能工厂三年行动计划（2027—2029年）
一、主要目标
到2029年，建设智能工厂示范基地30家。
"""
SERIES = """series_id,region_id,indicator,unit,aggregation,origin
htechs,{region},高新技术企业数,家,stock,observed
lights,{region},国家级标杆性智能工厂数,家,stock,observed
"""
FIGURES = """observation_id,series_id,period,period_start,period_end,value,comparator,published_on,origin,source_id
o1,htechs,2023,2023-01-01,2023-12-31,300,=,2024-02-01,observed,bulletin
o2,htechs,2024,2024-01-01,2024-12-31,340,=,2025-02-01,observed,bulletin
o3,lights,2026,2026-01-01,2026-12-31,21,=,2027-02-01,observed,bulletin
"""


@pytest.fixture
def workspace(gongfu, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "临江.txt").write_text(PLAN, "utf-8")
    (tmp_path / "后续.txt").write_text(LATER, "utf-8")
    assert gongfu("workspace", "init").code == 0
    assert gongfu("plan", "import", "临江.txt", "--published-on", "2024-01-15", "--region", "310000").code == 0
    region = json.loads(gongfu("table", "show", "plan").out.splitlines()[0])["region_id"]
    (tmp_path / "series.csv").write_text(SERIES.format(region=region), "utf-8")
    (tmp_path / "figures.csv").write_text(FIGURES, "utf-8")
    (tmp_path / "source.csv").write_text("source_id,kind,title,publisher\nbulletin,page,统计公报,统计局\n", "utf-8")
    for file, table in (("series", "series"), ("figures", "observation"), ("source", "source")):
        said = gongfu("import", f"{file}.csv", "--into", table, "--mode", "merge")
        assert said.code == 0, said.err
    return gongfu


def board(gongfu, *more):
    return {row["indicator"]: row for row in gongfu("attain", "board", *more).rows}


def test_targets_are_judged_by_what_was_published_on_the_day_filtered_counted_and_shown(workspace):
    assert board(workspace, "--as-of", "2024-06-30")["高新技术企业数"]["why"] == "one_figure"
    row = board(workspace, "--as-of", "2025-06-30")["高新技术企业数"]
    # From 300 at the end of 2023: 40 a year made, (500 - 340) / 2 = 80 a year needed.
    assert (row["status"], row["actual_per_year"], row["needed_per_year"]) == ("behind", 40, 80)
    assert row["evidence"] == "统计公报"

    # It can be filtered and counted.
    assert set(board(workspace, "--as-of", "2025-06-30", "--verdict", "behind")) == {"高新技术企业数"}
    assert set(board(workspace, "--indicator", "投资")) == {"工业投资年均增长率"}
    (row,) = workspace("attain", "board", "--by", "plan", "--as-of", "2025-06-30").rows
    assert (row["targets"], row["behind"], row["not_measurable"]) == (3, 1, 2)

    # A verdict is shown with formula, figures and sources.
    told = json.loads(workspace("attain", "show", "临江-001", "--as-of", "2025-06-30").out)
    assert told["verdict"]["status"] == "behind"
    worked = [(row["worked"], row["result"]) for row in told["formula"]["rows"]]
    assert worked[-1] == ("40 >= 80", "False")
    assert {(row["period"], row["value"], row["source"]) for row in told["figures"]["rows"]} == {
        ("2023", 300, "统计公报"),
        ("2024", 340, "统计公报"),
    }
    assert told["chances"]["probability"] is None
    assert told["chances"]["why_not"]


def test_what_only_looks_alike_waits_for_a_person_whose_word_counts_and_can_be_taken_back(workspace):
    (row,) = workspace("attain", "matches", "--undecided").rows
    assert (row["indicator"], row["series"]) == ("标杆性智能工厂数", "国家级标杆性智能工厂数")
    later = ("--as-of", "2027-06-30")
    assert board(workspace, *later)["标杆性智能工厂数"]["why"] == "no_series"
    said = workspace("attain", "decide", "临江-002", "国家级标杆", "--join", "--why", "同一称号")
    assert said.code == 0, said.err
    assert board(workspace, *later)["标杆性智能工厂数"]["status"] == "attained"
    assert workspace("workspace", "undo", str(json.loads(said.out)["version"])).code == 0
    assert board(workspace, *later)["标杆性智能工厂数"]["why"] == "no_series"
    assert workspace("attain", "decide", "临江-002", "国家级标杆").code == 2
    assert workspace("attain", "decide", "临江-002", "没有的指标", "--join").code == 3


def test_changes_and_missing_figures_are_listed_and_a_person_links_commitments(workspace):
    (row,) = workspace("attain", "changes", "--since", "2024-06-30", "--as-of", "2025-06-30").rows
    assert (row["indicator"], row["was"], row["status"]) == ("高新技术企业数", "not_measurable", "behind")
    missing = {(row["indicator"], row["year"]) for row in workspace("attain", "missing").rows}
    assert ("工业投资年均增长率", 2026) in missing

    # A person links two commitments of successive plans, and takes it back.
    assert workspace("plan", "import", "后续.txt", "--published-on", "2027-01-15", "--region", "310000").code == 0
    links = lambda: json.loads(workspace("plan", "lineage").out)["links"]["rows"]  # noqa: E731
    assert links() == []
    assert workspace("plan", "link", "临江-002", "后续-001", "--join", "--why", "同一事物").code == 0
    (link,) = links()
    assert (link["from"], link["to"], link["origin"]) == ("临江-002", "后续-001", "person")
    backwards = workspace("plan", "link", "后续-001", "临江-002", "--join")
    assert backwards.code == 2
    assert "does not stand in an earlier plan" in backwards.err
    assert workspace("plan", "link", "临江-002", "后续-001", "--open").code == 0
    assert links() == []


FIRST = """临江市智能制造行动计划（2021—2023年）
一、主要目标
到2023年，打造20家标杆性智能工厂。（责任单位：市经信委）
到2023年，建成10个智慧园区。（责任单位：市科委）
"""
SECOND = """临江市智能制造行动计划（2024—2026年）
一、主要目标
到2026年，打造30家标杆性智能工厂，建设12个数字园区。
"""


def test_units_are_inherited_from_the_same_commitment_of_another_plan_unless_a_person_says_otherwise(gongfu, tmp_path):
    for name, text, day in (("先前", FIRST, "2021-01-15"), ("其后", SECOND, "2024-01-15")):
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
        if name == "先前":
            assert gongfu("workspace", "init").code == 0
        said = gongfu("plan", "import", tmp_path / f"{name}.txt", "--published-on", day, "--region", "310000")
        assert said.code == 0, said.err

    def units():
        return {
            row["id"]: (row["responsible"], row["inherited"], row["inherited_from"])
            for row in gongfu("attain", "board", "--as-of", "2025-06-30").rows
        }

    # The factories are one indicator in both plans; the parks go by another name, and nobody is guessed.
    plan = "临江市智能制造行动计划（2021—2023年）"
    assert units() == {
        "先前-001": (["市经信委"], False, None),
        "先前-002": (["市科委"], False, None),
        "其后-001": (["市经信委"], True, f"先前-001 {plan}"),
        "其后-002": ([], False, None),
    }
    # It is found by that unit, and opens the sentence that names it.
    theirs = gongfu("attain", "board", "--unit", "市经济信息化委", "--as-of", "2025-06-30").rows
    assert {row["id"] for row in theirs} == {"先前-001", "其后-001"}
    (source,) = json.loads(gongfu("attain", "show", "其后-001").out)["units"]["rows"]
    assert (source["id"], source["by"], source["units"]) == ("先前-001", "rule", "市经信委")
    assert "打造20家标杆性智能工厂" in source["sentence"]
    assert source["locator"].startswith("chars:")
    # A person says that the parks are one and the factories are two.
    assert gongfu("plan", "link", "先前-002", "其后-002", "--join").code == 0
    assert gongfu("plan", "link", "先前-001", "其后-001", "--apart").code == 0
    found = units()
    assert found["其后-001"] == ([], False, None)
    assert found["其后-002"] == (["市科委"], True, f"先前-002 {plan}")
    (source,) = json.loads(gongfu("attain", "show", "其后-002").out)["units"]["rows"]
    assert source["by"] == "person"
