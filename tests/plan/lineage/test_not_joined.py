"""What is not joined: each bullet of the definition, and what is joined beside it."""

import pytest

from gongfu.plan.lineage import lineage
from tests.plan.lineage.small import became, pairs, plan, said, two


@pytest.mark.parametrize(
    ("first", "second"),
    [
        # another title or object under a like name
        ("隐形冠军企业数", "单项冠军企业数"), ("工业APP数", "工业应用场景数"), ("行业标准数", "国际标准数"), ("产业领军人才数", "行业领军人才数"),
        ("两化融合管理体系AA级以上贯标企业数", "智能制造能力成熟度二级以上企业数"), ("独角兽企业数", "潜在独角兽企业数"), ("高新技术企业数", "高新技术企业产值"),
        ("智能制造系统解决方案供应商数", "工业互联网综合解决方案服务商数"), ("上市企业数", "拟上市企业数"),
        # another act on the same object
        ("实施数字化改造的规模以上工业企业数", "规模以上工业企业智能化改造覆盖率"), ("开展清洁生产审核的企业数", "清洁生产认证企业数"),
        ("引进高技能人才数", "培养高技能人才数"),
        # a whole and a part, a hypernym and one of its kinds
        ("绿色工厂、绿色园区和绿色供应链数", "绿色工厂数"), ("重大工业项目数", "总投资10亿元以上重大工业项目数"), ("科技创新平台数", "制造业创新中心数"),
        # another region, grade or field
        ("长三角智能工厂数", "智能工厂数"), ("国家级绿色工厂数", "市级绿色工厂数"), ("国家级绿色工厂数", "省级以上绿色工厂数"), ("临港新片区工业总产值", "工业总产值"),
        ("储能电池领域高新技术企业数", "高新技术企业数"), ("国家级专精特新企业数", "专精特新企业数"),
        # statistics of another group
        ("规模以上工业增加值", "工业增加值"), ("工业增加值", "制造业增加值"), ("工业投资", "制造业投资"),
        # two short forms of one full form
        ("上云企业数", "上平台企业数"),
    ],
)  # fmt: skip
def test_two_things_are_not_joined(first, second):
    assert became(first, second) is None


def test_way_of_measuring_and_object_both_changed_are_not_joined():
    assert became("上云企业数", "新增上云中小企业数", mode="increment") is None
    assert became("工业用地规模", "每年供应产业用地规模", mode="flow", unit="亩") is None


def test_a_total_of_one_title_and_a_yearly_choice_of_two_are_not_joined():
    assert became("品牌引领示范企业数", "每年遴选品牌引领和培育示范企业数", mode="flow") is None


def test_projects_of_a_term_and_other_projects_a_year_are_not_joined():
    assert became("数字化改造项目数", "每年实施强链补链项目数", mode="flow") is None


def test_a_share_and_a_number_are_not_joined_though_the_title_is_the_same():
    assert became("高新技术企业占规模以上工业企业比重", "高新技术企业数") is None


def test_a_plan_for_one_field_counts_in_that_field():
    special = plan(2021, said("科创板上市企业数"), title="某市智能制造行动计划")
    assert pairs(lineage([special, plan(2023, said("科创板上市企业数", 20))])) == []
    own = plan(2021, said("示范性智能工厂数"), title="某市智能制造行动计划")
    assert pairs(lineage([own, plan(2023, said("示范性智能工厂数", 20))])) == [("2021-1", "2023-1", "raised")]


def test_a_heading_supplies_place_and_industry():
    delta = said("智能工厂数", section="三、任务 > 长三角协同进一步深化")
    assert pairs(two(delta, said("智能工厂数", 20))) == []
    cars = said("企业技术中心数", section="三、任务 > 2.做强新能源汽车产业")
    assert pairs(two(cars, said("企业技术中心数", 20))) == []


def test_a_title_supplies_the_manufacturing_that_a_sentence_leaves_out():
    assert became("创新中心数", "制造业创新中心数") == "raised"
    general = plan(2021, said("独角兽企业数"), title="某市国民经济和社会发展第十四个五年规划")
    assert pairs(lineage([general, plan(2023, said("制造业独角兽企业数", 20))])) == []


def test_a_report_on_everything_counts_the_same_title_where_neither_says_manufacturing():
    report = plan(2024, said("高新技术企业数", 20, kind="outcome", deadline=2023), title="某市2024年政府工作报告")
    assert pairs(lineage([plan(2021, said("高新技术企业数")), report])) == [("2021-1", "2024-1", "answered")]


def test_a_heading_on_a_part_of_the_region_speaks_of_that_part():
    part = said("工业总产值", unit="元", section="任务 > 20.打造重点地区增长极")
    assert pairs(two(part, said("工业总产值", 20, unit="元"))) == []


def test_a_grade_left_unsaid_is_no_difference_and_a_heading_may_say_it():
    assert became("专精特新小巨人企业数", "国家级专精特新小巨人企业数") == "raised"
    municipal = said("特色产业园区数", section="任务 > 3.打造市级特色产业园区")
    assert pairs(two(municipal, said("国家级特色产业园区数", 20))) == []


def test_a_grade_once_said_goes_on_where_it_is_left_unsaid():
    plans = [
        plan(2018, said("市级绿色工厂数")),
        plan(2021, said("绿色工厂数", 20)),
        plan(2023, said("国家级绿色工厂数", 30)),
    ]
    assert pairs(lineage(plans)) == [("2018-1", "2021-1", "raised")]


def test_where_two_are_equally_near_none_is_joined_and_both_are_shown():
    later = plan(2023, said("国家级绿色工厂数", 20), said("省级绿色工厂数", 50))
    found = lineage([plan(2021, said("绿色工厂数")), later])
    assert pairs(found) == []
    assert [(miss.earlier, miss.later) for miss in found.near_misses] == [("2021-1", "2023-1"), ("2021-1", "2023-2")]


def test_a_name_that_says_too_little_is_not_joined():
    found = two(said("支持企业数"), said("扶持企业数", 20))
    assert pairs(found) == []
    assert "笼统" in found.near_misses[0].reason.zh


def test_a_word_of_praise_does_not_make_two_bare_things_one():
    assert became("优质企业数", "知名企业数") is None


def test_a_near_miss_says_why_in_both_languages():
    miss = two(said("市级智能车间数"), said("省级智能车间数")).near_misses[0]
    assert (miss.reason.zh, miss.reason.en) == ("级别不同：市级／省级", "another grade: municipal / provincial")
