from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongfu.documents.furniture import furniture

SENTENCE = "到2025年，打造20家引领性智能工厂，新增工业机器人不少于2万台，培育龙头企业50家。"
LINES = st.sampled_from(
    [
        "- 3 -",
        "第3页 共9页",
        "7",
        "\f",
        "当前位置：首页 > 正文",
        SENTENCE,
        "一、总体要求",
        "责任单位：市经济信息化委",
        "版权所有",
    ]
)


def left(text):
    """What is not masked, furniture shown as a bar."""
    for start, end in reversed(furniture(text)):
        text = text[:start] + "|" + text[end:]
    return text


@pytest.mark.parametrize(
    "line",
    [
        "- 3 -",
        "第3页/共13页",
        "Page 3 of 9",
        "当前位置：首页 > 新闻 > 正文",
        "2018/5/3 10:36:13 来源：产业网 【字体：大 中 小】【打印】【关闭】",
        "上传人：太** 文档编号：95097196 页数：13",
        "(責任編輯：宋雅靜)",
        "中国经济网 版权所有 京ICP备18036557号",
        "发布时间：2022-05-18 09:32 来源：融媒 浏览：3862次",
        "反對 0舉報 0 收藏 0 打賞 0",
    ],
)
def test_furniture_masks_the_line_and_nothing_else(line):
    assert left(f"{SENTENCE}\n{line}\n{SENTENCE}").replace(" ", "") == f"{SENTENCE}\n|\n{SENTENCE}"


def test_furniture_masks_front_matter():
    assert left(f"---\ntitle: '规划'\ntags:\n - 18项\n---\n{SENTENCE}") == f"|{SENTENCE}"


def test_furniture_masks_numbers_alone_on_a_line_only_where_they_run_on():
    pages = "".join(f"{SENTENCE * 5}\n{number}\n" for number in range(1, 5))
    assert left(pages) == f"{SENTENCE * 5}\n|\n" * 4
    column = "智能工厂（家）\n100\n工业机器人（万台）\n2\n"
    assert left(column) == column
    short = "1\n甲\n2\n乙\n3\n丙\n"  # a numbered list, not pages
    assert left(short) == short


def test_furniture_masks_the_page_marks_of_a_document_site_only_where_they_cut_sentences():
    cut = SENTENCE[:-8]
    assert left("".join(f"{cut * 4}\n\n{n}、" for n in range(2, 6))) == f"{cut * 4}\n\n|" * 4
    items = "".join(f"{SENTENCE * 4}\n\n{n}、" for n in range(2, 6))
    assert left(items) == items


def test_furniture_masks_running_heads_beside_page_breaks_but_no_repeated_line():
    page = f"省制造业规划 2021\n{SENTENCE}\n责任单位：市科委\n{SENTENCE}"
    masked = left("\n\f\n".join([page] * 5))
    assert masked.count("省制造业规划") <= 1  # the first stands before any break
    assert masked.count(f"{SENTENCE}\n责任单位：市科委\n{SENTENCE}") == 5


def test_furniture_masks_a_list_of_other_news_up_to_the_next_sentence():
    assert left(f"{SENTENCE}\n相关新闻\n本市新增20家工厂\n园区产值增长5%\n{SENTENCE}") == f"{SENTENCE}\n|\n{SENTENCE}"


def test_furniture_masks_addresses_and_numbers_within_a_line():
    text = "联系电话：021-12345678，见http://www.a.cn/b?c=1，或写信给a.b@c.gov.cn。"
    assert left(text) == "联系|，见|，或写信给|。"


@pytest.mark.parametrize(
    "text",
    [
        "规范互联网平台，联系我们的企业100家。",
        "鼓励分享到平台，新增企业5家；",
        "建立免责声明和备案号制度；",
        "完善信用公示，公布联系我们的方式。",
        "责任编辑制度覆盖200家出版单位。",
        "打造“上海品牌100+”",
        "2021年9月16日",
        "1、加快供给。\n\n2、全力打造。\n\n3、持续培育。",
    ],
)
def test_furniture_leaves_the_plan_alone(text):
    assert left(text) == text


@given(st.lists(LINES, max_size=25).map("\n".join))
def test_furniture_never_masks_a_sentence_of_the_plan(text):
    masked = furniture(text)
    assert all(0 <= start < end <= len(text) for start, end in masked)
    assert all(before[1] < after[0] for before, after in pairwise(masked))
    assert left(text).count(SENTENCE) == text.count(SENTENCE)
    assert left(text).count("责任单位") == text.count("责任单位")
