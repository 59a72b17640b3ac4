import pytest

from gongfu.plan.outline import outline
from tests.plan.sentence import only, stated


@pytest.mark.parametrize(
    ("headings", "section"),
    [
        ("一、主要目标\n", "一、主要目标"), ("一、重点任务\n（一）建设工厂\n", "一、重点任务 > （一）建设工厂"), ("第二章 重点任务\n第一节 集群\n", "第二章重点任务 > 第一节集群"),
        ("一、重点任务\n（一）建设工厂\n1.培育标杆\n", "一、重点任务 > （一）建设工厂 > 1.培育标杆"), ("一、重点任务\n（一）建设工厂\n1.培育标杆\n（1）遴选\n", "一、重点任务 > （一）建设工厂 > 1.培育标杆 > （1）遴选"),
        ("", ""), ("第三篇 集群\n第一章 布局\n一、空间\n", "第三篇集群 > 第一章布局 > 一、空间"),
    ],
)  # fmt: skip
def test_the_section_is_the_path_of_headings_without_the_title_as_the_text_writes_them(headings, section):
    assert only(f"{headings}培育企业20家。\n").section == section


def test_a_heading_of_the_same_level_closes_the_one_before():
    assert [record.section for record in stated("一、甲\n（一）乙\n培育企业20家。\n（二）丙\n建设园区6个。\n二、丁\n引进项目9个。\n")] == [
        "一、甲 > （一）乙", "一、甲 > （二）丙", "二、丁",
    ]  # fmt: skip


def test_a_run_in_heading_is_part_of_the_path_up_to_its_stop():
    assert only("一、重点任务\n（一）建设工厂。培育企业20家。\n").section == "一、重点任务 > （一）建设工厂"


def test_a_run_in_heading_holds_to_the_end_of_its_paragraph():
    first, second = stated("一、甲\n一是做强龙头，培育企业20家。\n同时，建设园区6个。\n")
    assert first.section == "一、甲 > 一是做强龙头"
    assert second.section == "一、甲"


def test_the_outermost_section_comes_first():
    found = outline("一、甲\n(一)乙\n丙丁\n")
    assert [section.title for section in found.path(8)] == ["一、甲", "(一)乙"]
    assert found.path(0)[-1].title == "一、甲"


@pytest.mark.parametrize(
    "line", ["2025年培育企业20家。", "1.5万亿元产值。", "3.2亿元投资。", "一批企业上云。", "十家企业。"]
)
def test_a_line_that_begins_with_a_number_is_no_heading(line):
    assert not outline(line).sections
