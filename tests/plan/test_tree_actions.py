import pytest

from gongfu.plan.actions import action_of, opening_action


@pytest.mark.parametrize(
    ("path", "action"),
    [
        (["二、重点任务", "(一)延链提档行动", "2.巩固提升传统骨干产业"], "延链提档行动"),
        (["二、專項行動", "(一)精品鑄造專項行動"], "精品铸造专项行动"),
        (["二、专项行动", "(七)质量创优专项行动", "1.深入开展质量提升行动"], "质量创优专项行动"),
        (["第三章 重点任务", "第二节 实施技改提质工程", "专栏2 “千百十”企业培育工程"], "技改提质工程"),
        (["二、重点任务(-)延链提档行动L壮大优势产业集群", "(二)筑基赋能行动6.突破基础零部件瓶颈"], "筑基赋能行动"),
        (["二、重点任务(-)延链提档行动L壮大优势产业集群", "2.巩提升传统骨干产业"], "延链提档行动"),
        (["二、专项行动"], None),
        (["三、重点任务和重大工程"], None),
        (["一、主要目标"], None),
        (["介绍《某市三年行动计划》有关情况", "二、行动计划的主要内容"], None),
        ([], None),
    ],
)
def test_an_action_is_named_by_its_heading(path, action):
    assert action_of(path) == action


@pytest.mark.parametrize(
    ("paragraph", "action"),
    [
        ("精品铸造专项行动将围绕食品改进工艺", "精品铸造专项行动"),
        ("一是聚焦主导产业,实施延链提档行动。带动五条", "延链提档行动"),
        ("专项行动将围绕", None),
        ("推进名品打造,开展专项行动", None),
    ],
)
def test_an_action_without_a_heading_opens_its_paragraph(paragraph, action):
    assert opening_action(paragraph) == action
