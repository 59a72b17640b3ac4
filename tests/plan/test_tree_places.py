from datetime import date

import pytest

from gongfu.plan.dates import publication_day
from gongfu.plan.places import Places
from gongfu.plan.readable import value_text

TEXT = (
    "某市行动计划（2023—2025年）\n一、主要目标\n到2025年，工业增加值超过1.3万\n亿元。打造20家智能工厂！\n"
    "二、任务\n（一）强链升级行动\n培育10家企业。（牵头单位：市经信委；配合单位：各区政府）\n"
)


@pytest.fixture(scope="module")
def places():
    return Places(TEXT)


def span(quote):
    start = TEXT.index(quote)
    return start, start + len(quote)


def test_a_sentence_is_whole_and_knows_where_the_quantity_stands(places):
    sentence, at = places.sentence(*span("20家"))
    assert sentence == "打造20家智能工厂！"
    assert sentence[at:].startswith("20家")


def test_a_sentence_reads_over_a_line_wrap(places):
    text = "实现工业增加值\n超过2.6万亿元，\n打造20家智能工厂。" * 6
    sentence, at = Places(text).sentence(text.index("20家"), text.index("20家") + 3)
    assert "\n" not in sentence[at:]


def test_roles_are_asked_by_position(places):
    assert places.roles(span("10家")[0]) == ["lead", "support"]
    assert places.roles(span("20家")[0]) == []


def test_headings_know_their_path_and_place(places):
    found = {heading.path: TEXT[heading.start : heading.end] for heading in places.headings}
    assert found["二、任务", "（一）强链升级行动"] == "（一）强链升级行动"


def test_the_term_is_that_of_the_title(places):
    assert (places.term.start, places.term.end) == (2023, 2025)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("标题\n2018/5/3 10:36:13 来源:某网", date(2018, 5, 3)),
        ("上传时间:2023-08-16 格式:DOCX", date(2023, 8, 16)),
        ("2019年06月27日 10:47", date(2019, 6, 27)),
        ("date: Thu, 09 Sep 2021 15:21:00 GMT", date(2021, 9, 9)),
        ("到2025年，打造20家。2023年13月45日", None),
        ("电话 2021-12-3456", None),
        ("", None),
    ],
)
def test_the_day_of_publication_is_the_first_full_day_of_the_head(text, day):
    assert publication_day(text) == day


@pytest.mark.parametrize(
    ("quantity", "zh", "en"),
    [
        ((2.6e12, None, "元", ">=", "level"), "≥ 2.6万亿元", "≥ 2.6 trillion yuan"),
        ((965.7e9, None, "元", "=", "level"), "9657亿元", "965.7 billion yuan"),
        ((3, 4, "个", "=", "increment"), "+3–4 个", "+3–4"),
        ((500, None, "项", "~", "flow"), "≈ 500 项/年", "≈ 500 a year"),
        ((2, None, "倍", "=", "multiple"), "× 2", "× 2"),
        ((33.3333, None, "%", "~", "share"), "≈ 33.33%", "≈ 33.33%"),
        ((25_000, None, "家", ">=", "level"), "≥ 2.5万家", "≥ 25,000"),
        ((12_345, None, "家", "=", "level"), "12,345 家", "12,345"),
        ((0, None, "%", "=", "growth"), "0%", "0%"),
        ((2, None, "百分点", ">=", "growth"), "≥ 2 百分点", "≥ 2 percentage points"),
        ((5, None, "jobs", "=", "level"), "5 jobs", "5 jobs"),
    ],
)
def test_a_value_reads_as_a_person_says_it(quantity, zh, en):
    assert value_text(*quantity, lang="zh") == zh
    assert value_text(*quantity, lang="en") == en
