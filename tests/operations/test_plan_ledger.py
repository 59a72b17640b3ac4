"""The ledger on the command line."""

import json

import pytest

TEXT = """某市智能制造行动计划（2023—2025年）
一、主要目标
到2025年，工业增加值超过2.6万亿元。
二、重点任务
（一）强链升级行动
打造20家引领性智能工厂，培育10家龙头企业。（牵头单位：市经信委；配合单位：各区政府）
"""


@pytest.fixture
def plans(gongfu, tmp_path):
    (tmp_path / "007_plan.txt").write_text(TEXT, "utf-8", newline="")
    assert gongfu("workspace", "init").code == 0
    said = gongfu("plan", "import", tmp_path / "007_plan.txt", "--issuer", "某市政府", "--region", "上海市")
    assert said.code == 0
    return tmp_path


def test_list_counts_what_a_plan_holds(gongfu, plans):
    (row,) = gongfu("plan", "list").rows
    assert (row["doc"], row["targets"], row["actions"], row["units"], row["issuer"]) == ("007", 3, 1, 2, "某市政府")


def test_tree_follows_the_document_down_to_the_commitment(gongfu, plans):
    rows = gongfu("plan", "tree", "007").rows
    nodes = [(row["level"], row["node"].strip(" ·◆")) for row in rows]
    assert nodes.index(("section", "（一）强链升级行动")) < nodes.index(("commitment", "引领性智能工厂数"))
    tasks = [row for row in rows if row["level"] == "task"]
    assert tasks
    without = gongfu("plan", "tree", "007", "--no-tasks").rows
    assert [row for row in rows if row["level"] != "task"] != []
    assert {row["level"] for row in without} == {"section", "commitment"}


def test_show_opens_a_commitment(gongfu, plans):
    told = gongfu("plan", "show", "007-002").json
    assert told["commitment"]["indicator"] == "引领性智能工厂数"
    assert told["source"]["sentence"].startswith("打造【20家】")
    assert told["source"]["kept"] is True
    assert [row["id"] for row in told["neighbours"]["rows"]] == ["007-001", "007-002", "007-003"]
    by_key = gongfu("plan", "show", told["commitment"]["commitment_id"][:10]).json
    assert by_key["commitment"]["id"] == "007-002"


def test_a_correction_is_shown_with_who_when_and_why(gongfu, plans):
    said = gongfu(
        "plan", "correct", "007-002", "--set", "value=25", "--set", "comparator=>=", "--by", "李工", "--why", "核对"
    )
    assert said.json["extracted"] == {"value": 20.0, "comparator": "="}
    told = gongfu("plan", "show", "007-002").json
    assert told["commitment"]["extracted"] == {"value": 20.0, "comparator": "="}
    assert [(row["field"], row["before"], row["value"], row["made_by"], row["reason"]) for row in told["corrections"]["rows"]] == [
        ("value", "20", "25", "李工", "核对"), ("comparator", "=", ">=", "李工", "核对"),
    ]  # fmt: skip


def test_everything_wrong_with_a_correction_is_named(gongfu, plans):
    said = gongfu("plan", "correct", "007-002", "--set", "value=x", "--set", "foo=1")
    assert said.code == 2
    assert len(json.loads(said.err)["offenders"]) == 2
    assert gongfu("plan", "correct", "007-002").code == 2
    assert gongfu("plan", "correct", "007-002", "--accept", "--reject").code == 2
    assert gongfu("plan", "correct", "007-999", "--accept").code == 3


def test_a_commitment_can_be_added(gongfu, plans):
    said = gongfu("plan", "add", "007", "0-4", "--set", "indicator=零碳园区数", "--set", "value=3", "--set", "unit=个")
    assert (said.json["id"], said.json["status"]) == ("007-004", "added")
    assert gongfu("plan", "add", "007", "0:4", "--set", "value=3").code == 2


def test_units_are_counted_by_role(gongfu, plans):
    rows = {row["name_zh"]: row for row in gongfu("plan", "units").rows}
    lead = rows["上海市经济和信息化委员会"]
    assert (lead["commitments"], lead["lead"] > 0, lead["support"]) == (2, True, 0)
    assert rows["各区人民政府"]["kind"] == "group"
    assert gongfu("plan", "units", "--plan", "007").rows[0]["plans"] == 1


def test_an_import_names_what_it_cannot_read_and_does_the_rest(gongfu, plans):
    (plans / "broken.pdf").write_bytes(b"%PDF-1.7 cut")
    (plans / "008_other.txt").write_text(TEXT.replace("20家", "30家"), "utf-8")
    said = gongfu("plan", "import", plans / "broken.pdf", plans / "008_other.txt")
    assert said.code == 1
    assert [row["doc"] for row in said.rows] == ["008"]
    assert "broken.pdf" in said.err


def test_what_is_said_of_one_plan_is_not_said_of_two(gongfu, plans):
    said = gongfu("plan", "import", plans / "007_plan.txt", plans / "007_plan.txt", "--title", "x")
    assert said.code == 2


def test_tasks_are_extracted_from_files(gongfu, plans):
    rows = gongfu("plan", "tasks", plans / "007_plan.txt").rows
    assert [(row["action"], TEXT[row["start"] : row["end"]]) for row in rows][:1] == [
        ("打造", "打造20家引领性智能工厂")
    ]


def test_source_open_leads_a_value_to_its_characters(gongfu, plans):
    key = gongfu("plan", "show", "007-002").json["commitment"]["commitment_id"]
    (row,) = gongfu("source", "open", "commitment", "value", key).rows
    start = TEXT.index("20家")
    assert row["locator"] == f"chars:{start}-{start + 3}"
    assert row["problem"] is None
