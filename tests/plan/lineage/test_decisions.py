"""What a person decided is kept and wins."""

import pytest

from gongfu.plan.lineage import LineageError, lineage
from tests.plan.lineage.small import Decision, pairs, plan, said


def test_a_person_joins_what_no_rule_would():
    plans = [plan(2021, said("棠川尖兵企业数", 80)), plan(2023, said("棠川先锋企业数", 50))]
    found = lineage(plans, [Decision("2021-1", "2023-1", "join", note="更名")])
    assert pairs(found) == [("2021-1", "2023-1", "lowered")]
    assert (found.links[0].origin, found.links[0].note, found.links[0].renamed) == ("person", "更名", True)
    assert found.lines[0].records == ("2021-1", "2023-1")


def test_a_person_keeps_apart_what_a_rule_would_join():
    plans = [plan(2021, said("绿色工厂数")), plan(2023, said("绿色工厂数", 20))]
    found = lineage(plans, [Decision("2021-1", "2023-1", "apart")])
    assert pairs(found) == []
    assert len(found.lines) == 2


def test_a_join_by_a_person_displaces_the_one_by_rule():
    plans = [plan(2021, said("绿色工厂数")), plan(2023, said("绿色工厂数", 20), said("环保工厂数", 30))]
    found = lineage(plans, [Decision("2021-1", "2023-2", "join")])
    assert pairs(found) == [("2021-1", "2023-2", "raised")]


def test_a_decided_line_goes_on_by_rule():
    plans = [plan(2018, said("甲类工厂数")), plan(2021, said("绿色工厂数", 20)), plan(2023, said("绿色工厂数", 30))]
    found = lineage(plans, [Decision("2018-1", "2021-1", "join")])
    assert pairs(found) == [("2018-1", "2021-1", "raised"), ("2021-1", "2023-1", "raised")]
    assert [link.origin for link in found.links] == ["person", "rule"]


def test_an_outcome_beside_a_decided_target_answers_as_any_other():
    later = plan(2024, said("环保工厂数", 30), said("环保工厂数", 9, kind="outcome", deadline=2023))
    found = lineage([plan(2021, said("绿色工厂数")), later], [Decision("2021-1", "2024-1", "join")])
    assert pairs(found) == [("2021-1", "2024-1", "raised"), ("2021-1", "2024-2", "answered")]


def test_a_person_may_name_the_relation_and_any_mention():
    first = plan(2021, said("绿色工厂数"), said("绿色工厂数", same_as="2021-1"))
    found = lineage([first, plan(2023, said("零碳工厂数", 20))], [Decision("2021-2", "2023-1", "join", "redefined")])
    assert pairs(found) == [("2021-2", "2023-1", "redefined")]


def test_a_join_over_a_plan_between_keeps_the_mention_between():
    plans = [plan(2018, said("绿色工厂数")), plan(2021, said("绿色工厂数", 20)), plan(2023, said("环保工厂数", 30))]
    found = lineage(plans, [Decision("2018-1", "2023-1", "join")])
    assert sorted(pairs(found)) == [
        ("2018-1", "2021-1", "raised"),
        ("2018-1", "2023-1", "raised"),
        ("2021-1", "2023-1", "raised"),
    ]


@pytest.mark.parametrize(
    ("decisions", "why"),
    [
        ([Decision("2021-1", "2023-9", "join")], "no record 2023-9"),
        ([Decision("2023-1", "2021-1", "join")], "does not stand in an earlier plan"),
        ([Decision("2021-1", "2023-1", "join", "better")], "unknown relation 'better'"),
        ([Decision("2021-1", "2023-1", "join"), Decision("2021-1", "2023-1", "apart")], "joined and kept apart"),
        ([Decision("2021-1", "2023-1", "join"), Decision("2021-2", "2023-1", "join")], "two lines"),
    ],
)
def test_decisions_that_cannot_be_kept_are_listed(decisions, why):
    plans = [plan(2021, said("绿色工厂数"), said("独角兽企业数")), plan(2023, said("绿色工厂数", 20))]
    with pytest.raises(LineageError, match=why):
        lineage(plans, decisions)
