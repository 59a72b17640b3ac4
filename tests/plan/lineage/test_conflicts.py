"""Values that contradict each other."""

from gongfu.plan.lineage import lineage
from tests.plan.lineage.small import plan, said


def clashes(*plans):
    return [(conflict.kind, conflict.records, conflict.values) for conflict in lineage(plans).conflicts]


def test_two_values_for_the_same_year_in_one_plan_are_a_conflict():
    assert clashes(plan(2021, said("绿色工厂数", 80), said("绿色工厂数", 100))) == [
        ("inside", ("2021-1", "2021-2"), (80, 100))
    ]


def test_two_years_or_two_modes_or_two_acts_are_none():
    assert not clashes(plan(2021, said("绿色工厂数", 80, deadline=2022), said("绿色工厂数", 100)))
    assert not clashes(plan(2021, said("绿色工厂数", 80), said("绿色工厂数", 10, mode="increment")))
    assert not clashes(plan(2021, said("打造的千亿级产业集群数", 2), said("培育的千亿级产业集群数", 4)))


def test_a_present_state_contradicts_no_target():
    assert not clashes(plan(2021, said("绿色工厂数", 80), said("绿色工厂数", 10, kind="outcome", deadline=2023)))


def test_two_plans_in_force_at_once_conflict_where_the_year_is_the_same():
    first, second = plan(2021, said("绿色工厂数", 80), years=5), plan(2023, said("绿色工厂数", 100))
    assert clashes(first, second) == [("between", ("2021-1", "2023-1"), (80, 100))]


def test_a_plan_that_is_over_conflicts_with_none():
    assert not clashes(plan(2018, said("绿色工厂数", 80, deadline=2023)), plan(2021, said("绿色工厂数", 100)))


def test_increments_of_different_periods_do_not_conflict():
    first, second = said("新增上市企业数", 15, mode="increment"), said("新增上市企业数", 10, mode="increment")
    assert not clashes(plan(2021, first, years=5), plan(2023, second))


def test_a_conflict_is_told_in_both_languages():
    conflict = lineage(
        [plan(2021, said("工业总产值", 3e11, unit="元"), said("工业总产值", 4e11, unit="元"))]
    ).conflicts[0]
    assert conflict.reason.zh.endswith("3000亿 / 4000亿")
    assert conflict.reason.en.endswith("300,000,000,000 / 400,000,000,000")
