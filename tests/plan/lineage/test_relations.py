"""What became of a value: the section "Relation" of the definition."""

import pytest

from tests.plan.lineage.small import became, said, two


@pytest.mark.parametrize(
    ("value", "word"), [(12, "raised"), (8, "lowered"), (10, "held"), (10.009, "held"), (10.02, "raised")]
)
def test_the_number_alone_counts(value, word):
    assert two(said("绿色工厂数", 10), said("绿色工厂数", value)).links[0].relation == word


def test_of_a_range_the_middle_counts():
    assert two(said("绿色工厂数", 8, value_high=12), said("绿色工厂数", 10)).links[0].relation == "held"


def test_less_energy_is_lowered_though_it_is_less_good():
    assert two(said("单位工业增加值能耗降幅", 15), said("单位工业增加值能耗降幅", 13)).links[0].relation == "lowered"


def test_comparator_and_deadline_may_differ():
    link = two(said("绿色工厂数", 10, comparator="~"), said("绿色工厂数", 10, comparator=">=", deadline=2030)).links[0]
    assert link.relation == "held"


@pytest.mark.parametrize(
    ("first", "second", "fields"),
    [
        ("绿色工厂数", "新增绿色工厂数", {"mode": "increment"}),
        ("三大先导产业规模增长率", "三大先导产业规模", {"mode": "multiple", "unit": "倍"}),
        ("数字经济核心产业增加值占地区生产总值比重", "数字经济核心产业增加值", {"unit": "元"}),
        ("战略性新兴产业产值占制造业总产值比重", "战略性新兴产业产值占规模以上工业总产值比重", {}),
        ("上云企业数", "上云中小企业数", {}),
        ("单项冠军企业数", "单项冠军企业和产品数", {}),
        ("国家、省、市三级工业设计中心数", "国家级和省级工业设计中心数", {}),
        ("工业总产值年均增长率", "工业总产值增长率", {}),
    ],
)
def test_figures_that_cannot_be_subtracted_are_redefined(first, second, fields):
    assert became(first, second, **fields) == "redefined"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("标杆智能工厂数", "智能制造标杆工厂数"),
        ("关键零部件国产替代数", "核心零部件国产替代数"),
        ("具有行业影响力的工业互联网平台数", "行业性工业互联网平台数"),
    ],
)
def test_the_same_value_for_the_same_deadline_under_another_name_is_renamed(first, second):
    link = two(said(first, 10, deadline=2025), said(second, 10, deadline=2025)).links[0]
    assert (link.relation, link.renamed) == ("renamed", True)


def test_another_name_with_another_deadline_is_held_and_renamed():
    link = two(said("标杆智能工厂数", 10), said("智能制造标杆工厂数", 10)).links[0]
    assert (link.relation, link.renamed) == ("held", True)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("示范性智能工厂数", "示范智能工厂数"), ("小巨人企业数", "专精特新小巨人企业数"), ("产品质量检测中心数", "产品质量检验检测中心数"),
        ("上平台的中小企业数", "上云上平台的中小企业数"), ("规上工业企业数", "规模以上工业企业数"), ("万亿级高端产业集群数", "万亿级产业集群数"),
    ],
)  # fmt: skip
def test_a_name_written_shorter_or_fuller_is_no_renaming(first, second):
    link = two(said(first, 10), said(second, 20)).links[0]
    assert (link.relation, link.renamed) == ("raised", False)


def test_another_counter_is_no_change_of_unit():
    assert became("特色产业园区数", "特色产业园区数", unit="个") == "raised"
