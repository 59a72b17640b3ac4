"""Lineage on the command line, over the facts that ship and over plans of one's own."""

import pytest

EARLIER = """临江市产业行动计划（2021—2023年）
到2023年，工业增加值达到8000亿元，培育专精特新企业300家。其中，专精特新企业达到320家。
"""
LATER = """临江市产业行动计划（2024—2026年）
到2026年，工业增加值突破1.2万亿元，培育专精特新“小巨人”企业500家。
"""


@pytest.fixture
def plans(gongfu, tmp_path):
    (tmp_path / "a.txt").write_text(EARLIER, "utf-8")
    (tmp_path / "b.txt").write_text(LATER, "utf-8")
    assert gongfu("workspace", "init").code == 0
    assert gongfu("plan", "import", tmp_path / "a.txt", tmp_path / "b.txt").code == 0


def rows(said, part):
    return said.json[part]["rows"]


def test_a_target_that_a_later_plan_raises_is_linked_with_its_reason(gongfu, plans):
    (link,) = rows(gongfu("plan", "lineage"), "links")
    assert (link["from"], link["to"], link["relation"], link["origin"]) == ("a-001", "b-001", "raised", "rule")
    assert "manufacturing" in link["line"] or "工业增加值" in link["line"]
    assert "2023" in link["from_says"]


def test_what_only_looks_alike_is_not_joined_and_says_why(gongfu, plans):
    said = gongfu("plan", "lineage")
    assert not any("b-002" in (row["from"], row["to"]) for row in rows(said, "links"))
    near = [row for row in rows(said, "near_misses") if row["to"] == "b-002"]
    assert near
    assert all(row["reason"] for row in near)


def test_two_values_of_one_plan_are_a_conflict(gongfu, plans):
    (conflict,) = rows(gongfu("plan", "lineage"), "conflicts")
    assert (conflict["from"], conflict["to"], conflict["conflict"]) == ("a-002", "a-003", "inside")


def test_a_correction_changes_what_is_followed(gongfu, plans):
    assert gongfu("plan", "correct", "b-001", "--set", "value=7e11").code == 0
    (link,) = rows(gongfu("plan", "lineage"), "links")
    assert link["relation"] == "lowered"
    assert gongfu("plan", "correct", "b-001", "--reject").code == 0
    assert rows(gongfu("plan", "lineage"), "links") == []


def test_an_indicator_narrows_all_three_lists(gongfu, plans):
    said = gongfu("plan", "lineage", "--indicator", "增加值")
    assert [len(rows(said, part)) for part in ("links", "conflicts", "near_misses")] == [1, 0, 0]
