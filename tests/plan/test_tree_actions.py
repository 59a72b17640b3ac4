import pytest

from gongfu.plan.actions import action_of, opening_action


@pytest.mark.parametrize(
    ("path", "action"),
    [
        (["二、重点任务", "(一)强链升级行动", "2.巩固提升重点优势产业"], "强链升级行动"),
        (["二、專項行動", "(一)名品打造專項行動"], "名品打造专项行动"),
        (["二、专项行动", "(七)质量创优专项行动", "1.深入开展质量提升行动"], "质量创优专项行动"),
        (["第三章 重点任务", "第二节 实施技改提质工程", "专栏2 “千百十”企业培育工程"], "技改提质工程"),
        (["二、重点任务(-)强链升级行动L打造世界级产业集群", "(二)强基筑底行动6.加强关键核心技术攻关"], "强基筑底行动"),
        (["二、重点任务(-)强链升级行动L打造世界级产业集群", "2.巩提升重点优势产业"], "强链升级行动"),
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
        ("名品打造专项行动将围绕消费品改善供给", "名品打造专项行动"),
        ("一是围绕重点产业,实施强链升级行动。推动三大", "强链升级行动"),
        ("专项行动将围绕", None),
        ("推进名品打造,开展专项行动", None),
    ],
)
def test_an_action_without_a_heading_opens_its_paragraph(paragraph, action):
    assert opening_action(paragraph) == action
