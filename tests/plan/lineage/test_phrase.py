"""An indicator taken apart."""

import pytest

from gongfu.plan.lineage.phrase import parse


@pytest.mark.parametrize(
    ("indicator", "grade"),
    [
        ("国家级绿色工厂数", (4, 4)), ("国家绿色工厂数", (4, 4)), ("省级以上绿色工厂数", (3, 4)), ("国家级和市级绿色工厂数", (2, 4)),
        ("国家、省、市三级绿色工厂数", (2, 4)), ("全国质量标杆企业数", (4, 4)), ("世界级产业集群数", (5, 5)), ("国家标准数", None),
        ("万亿级产业集群数", None), ("二级节点数", None), ("市场占有率", None), ("省级及以上企业技术中心数", (3, 4)),
    ],
)  # fmt: skip
def test_the_grade_is_read_from_the_lowest_to_the_highest(indicator, grade):
    assert parse(indicator).grade == grade


@pytest.mark.parametrize(
    ("indicator", "size"),
    [
        ("万亿级产业集群数", 1e12), ("总投资10亿元以上重大项目数", 1e9), ("产值超过100亿元的企业数", 1e10), ("百亿级园区数", 1e10), ("万元工业增加值用水量降幅", None),
        ("每万人发明专利拥有量", None), ("世界500强企业数", None),
    ],
)  # fmt: skip
def test_the_size_class_is_taken_out_of_the_name(indicator, size):
    assert parse(indicator).size == size


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("打造的标杆性智能工厂数", "智能制造标杆工厂数"), ("企业上云上平台数", "上云上平台企业数"), ("在科创板上市的企业数", "科创板上市企业数"),
        ("集成电路、生物医药、人工智能三大先导产业规模", "三大先导产业总规模"), ("甲中心和乙中心数", "乙中心和甲中心数"), ("工业互联网平台数", "“工业互联网”平台数"),
        ("2025年绿色工厂数", "绿色工厂数"), ("每年新增绿色工厂数", "绿色工厂累计数"), ("关键基础零部件及元器件工程化和产业化数", "核心基础零部件产业化突破数"),
    ],
)  # fmt: skip
def test_other_words_for_the_same_have_the_same_core(first, second):
    assert parse(first).core == parse(second).core


@pytest.mark.parametrize(
    "indicator",
    ["工业互联网平台数", "工业软件数", "软件数", "建设用地规模", "共性技术研发平台数", "应用场景数", "景气指数"],
)
def test_a_word_is_not_cut_because_it_begins_or_ends_like_another(indicator):
    text = parse(indicator).text
    assert text == indicator.removesuffix("数").removesuffix("规模") or text == indicator


def test_the_region_itself_says_nothing():
    assert parse("上海市品牌引领示范企业数", "上海市") == parse("品牌引领示范企业数", "上海市")


def test_a_share_has_a_denominator_that_may_leave_its_measure_to_the_numerator():
    first = parse("高技术制造业增加值占规模以上工业增加值比重")
    assert first.share
    assert first.whole == parse("高技术制造业增加值占规模以上工业比重").whole


def test_an_english_name_is_compared_by_its_words():
    assert parse("national green factories").core == parse("number of green factories").core
    assert parse("national green factories").grade == (4, 4)
