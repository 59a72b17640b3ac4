"""Grades that only the sentence says."""

import pytest

from gongfu.plan.lineage import lineage
from tests.plan.lineage.small import pairs, plan, said

LATER = said("国家和市级企业技术中心数", 20)


def counted(text, value="200家"):
    return plan(2021, said("企业技术中心数", start=text.index(value)), text=text)


def test_a_grade_of_the_same_title_in_the_sentence_counts():
    first = counted("健全国家级、市级、区级企业技术中心网络，另建200家企业技术中心。")
    assert pairs(lineage([first, plan(2023, LATER)])) == [("2021-1", "2023-1", "redefined")]


def test_a_text_in_traditional_script_is_read_as_well():
    first = counted("健全國家級、市級、區級企業技術中心網絡,另建200家企業技術中心。")
    assert pairs(lineage([first, plan(2023, LATER)])) == [("2021-1", "2023-1", "redefined")]


@pytest.mark.parametrize(
    "text",
    [
        "加强市级企业技术中心建设。新增培育200家企业技术中心。",  # another sentence
        "加强市级平台和企业技术中心建设，新增培育200家企业技术中心。",  # another title
        "新增培育200家企业技术中心。",
    ],
)
def test_a_grade_elsewhere_does_not(text):
    assert pairs(lineage([counted(text), plan(2023, LATER)])) == [("2021-1", "2023-1", "raised")]
