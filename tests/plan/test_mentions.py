import pytest

from gongfu.plan.mentions import dice, first_mentions
from tests.plan.sentence import stated


def same(text):
    records = stated(text)
    numbers = {record.id: number for number, record in enumerate(records)}
    return [None if record.same_as is None else numbers[record.same_as] for record in records]


def test_a_summary_and_its_article_state_the_same_commitment():
    assert same("一、目标\n到2025年，打造智能工厂20家。\n二、任务\n（一）建设\n到2025年，打造20家智能工厂。\n") == [
        None,
        0,
    ]


def test_the_third_mention_points_at_the_first():
    assert same("打造智能工厂20家。\n建设智能工厂20家。\n建成智能工厂20家。\n") == [None, 0, 0]


def test_another_value_unit_or_deadline_is_another_commitment():
    assert same("打造智能工厂20家。打造智能工厂30家。打造智能工厂20个。到2024年，打造智能工厂20家。") == [None] * 4


def test_a_total_and_an_increment_are_different():
    assert same("打造智能工厂20家。新增智能工厂20家。") == [None, None]


def test_a_comparator_or_size_class_that_differs_slightly_is_the_same():
    assert same("打造智能工厂20家。打造智能工厂20家以上。打造智能工厂约20家。") == [None, 0, 0]
    assert same("打造千亿级产业集群5个。打造产业集群5个。") == [None, 0]


def test_the_same_number_of_something_else_is_another_commitment():
    assert same("打造智能工厂20家。引进总部企业20家。") == [None, None]


@pytest.mark.xfail(strict=True, reason="values and units must agree")
def test_a_sum_repeated_in_a_second_currency_is_the_same():
    assert same("到2025年，出口额达到700亿元（100亿美元）。") == [None, 0]


def test_phrases_are_alike_by_their_pairs_of_characters():
    assert dice("智能工厂数", "智能工厂数") == 1
    assert dice("智能工厂数", "总部企业数") < 0.5
    assert dice("", "") == dice("厂", "厂") == 1
    assert dice("厂", "园") == 0
    assert dice("亿亿亿亿", "亿亿") == 0.5


def test_the_first_is_found_by_key_and_phrase():
    assert first_mentions([(1,), (1,), (2,), (1,)], ["智能工厂数", "智能工厂数", "智能工厂数", "总部企业数"]) == [
        None,
        0,
        None,
        None,
    ]
