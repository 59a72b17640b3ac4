"""A series measures a target only where it is surely the same."""

import pytest

from gongfu.loops.attainment.matching import Named, match


def found(goal, series, unit="家", goal_unit="家", mode="level", decided=None, **more):
    goals = [Named("g", "r", goal, goal_unit, mode, **more)]
    kept = match(goals, [Named("s", "r", series, unit)], {"r": "上海市"}, decided or {})
    return [(one.role, one.factor, one.used) for one in kept]


@pytest.mark.parametrize(
    ("goal", "series"),
    [
        ("市级专精特新企业数", "专精特新企业数"),
        ("高新技术企业数", "高新技术企业数"),
        ("三大先导产业总规模", "三大先导产业规模"),
    ],
)
def test_the_same_thing_in_other_words_measures(goal, series):
    assert found(goal, series) == [("value", 1.0, True)]


@pytest.mark.parametrize(
    ("goal", "series"),
    [
        ("工业劳动生产率", "全员劳动生产率"),
        ("智能工厂数", "绿色工厂数"),
        ("瞪羚企业数", "独角兽企业数"),
    ],
)
def test_another_thing_does_not(goal, series):
    assert found(goal, series) == []


def test_a_national_title_waits_for_a_person_and_the_person_wins():
    assert found("标杆性智能工厂数", "国家级标杆性智能工厂数") == [("value", 1.0, False)]
    assert found("标杆性智能工厂数", "国家级标杆性智能工厂数", decided={("g", "s"): "join"}) == [("value", 1.0, True)]
    assert found("高新技术企业数", "高新技术企业数", decided={("g", "s"): "apart"}) == [("value", 1.0, False)]
    assert found("瞪羚企业数", "独角兽企业数", decided={("g", "s"): "join"}) == [("value", 1.0, True)]


def test_rates_measure_growth_and_levels_do_too():
    assert found("工业投资年均增长率", "工业投资增长率", "%", "%", "growth") == [("rate", 1.0, True)]
    assert found("工业投资年均增长率", "工业投资", "元", "%", "growth") == [("value", 1.0, True)]
    assert found("工业增加值", "工业增加值增长率", "%", "元") == []


def test_figures_come_into_the_unit_of_the_target_or_not_at_all():
    assert found("工业用地规模", "工业用地规模", "公顷", "平方公里") == [("value", pytest.approx(0.01), True)]
    assert found("工业用地规模", "工业用地规模", "元", "平方公里") == []
    assert found("特色产业园区数", "特色产业园区数", "个", "家") == [("value", 1.0, True)]


def test_a_series_of_a_part_measures_no_target_of_the_whole():
    goals = [Named("g", "r", "工业增加值", "元")]
    part = [Named("s", "r", "工业增加值", "元", part="临港新片区"), Named("t", "other", "工业增加值", "元")]
    assert match(goals, part, {}, {}) == []


def test_a_relative_target_takes_the_same_thing_of_the_whole_region_for_reference():
    goals = [Named("g", "r", "工业产值增长率", "百分点", "growth", relative_to="全市")]
    kept = match(goals, [Named("s", "r", "工业产值增长率", "%")], {}, {})
    assert [(one.role, one.used) for one in kept] == [("rate", True), ("reference", True)]
