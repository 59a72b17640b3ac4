"""Whatever the text, extraction gives records whose spans are right, and raises nothing."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongfu.plan.extract import extract
from tests.plan.sentence import PLAN, stated

WORDS = (
    "到2025年 力争 由 从 提高到 在 基础上 培育 新增 每年 企业 20家 三分之二 九成 翻一番 1.3万亿元 25% 3-5家 2个百分点 100台/万人 百家 5亿美元 万亿级 不低于 以上 左右 "
    "一、 （一） 1. 一是 —— 第一章 。 ， 、 ； ： \n \t | （责任单位：市工信局） （市工信局牵头） 《 》 “ ” ( ) 指标\t单位\t2025年\n 十四五 目前 了 10。家 1O家 千方百计 "
    "一二三 零 半数 占比 &lt; <p> </td> \r\n － ～ 余 多 + % ‰ 兆 2021—2025年 去年 第 号 责任单位：市工信局 2024年3月5日 — 12 — 〔2023〕15号 三 个 0 8"
).split(" ")
TEXTS = st.lists(st.sampled_from(WORDS), max_size=60).map("".join)


@settings(max_examples=300)
@given(TEXTS)
def test_every_mixture_of_the_words_of_plans_is_read(text):
    for record in extract(PLAN + text):
        assert record.quote == (PLAN + text)[record.start : record.end]
        assert record.quote.strip()
        assert math.isfinite(record.value)


@given(st.text(max_size=200))
def test_every_text_is_read(text):
    for record in extract(text):
        assert record.quote == text[record.start : record.end]


@pytest.mark.parametrize(
    "text",
    [
        "（" * 3000 + "培育企业20家", "“" * 3000 + "培育企业20家", "年均增长" * 3000 + "5%", "由从" * 3000 + "20家", "1," * 5000, "到2025年" * 2000, "（责任单位：" * 1000,
        "\n" * 5000 + "培育企业20家", "1" * 3000, "责任单位：" * 1000, "|" * 5000, "翻" * 3000, "第一章" * 2000, "之" * 5000 + "三分之",
    ],
    ids=lambda text: text[:6],
)  # fmt: skip
def test_a_text_of_one_thing_over_and_over_is_read(text):
    stated(text)


def test_the_same_number_of_many_things_is_read_for_each_of_them():
    things = [chr(0x4E00 + number) * 4 for number in range(500)]
    assert len(stated("\n".join(f"培育{thing}企业20家。" for thing in things))) == 500


@pytest.mark.parametrize("joint", ["，", "《", "  ", "、"])
def test_a_sentence_without_end_is_read_to_its_end(joint):
    text = joint.join(f"培育企业{number}家" for number in range(31, 531))
    assert len(stated(text)) == 500


@pytest.mark.parametrize(
    "numeral",
    [
        "一二三" * 400, "1" * 300,
        "1" * 400, "1" * 5000,
    ],
    ids=["characters", "300 digits", "400 digits", "5000 digits"],
)  # fmt: skip
def test_a_number_beyond_all_measure_is_read_or_left_alone(numeral):
    assert all(math.isfinite(record.value) for record in stated(f"培育企业{numeral}家。"))
