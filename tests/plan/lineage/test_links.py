"""Which mentions are linked: the section "Link" of the definition."""

from datetime import date

import pytest

from gongfu.plan.commitment import Commitment
from gongfu.plan.lineage import LineageError, PlanRecords, lineage
from tests.plan.lineage.small import pairs, plan, said, two


def test_consecutive_mentions_are_linked_in_the_order_of_publication():
    found = lineage(
        [plan(2023, said("绿色工厂数", 30)), plan(2018, said("绿色工厂数", 10)), plan(2021, said("绿色工厂数", 20))]
    )
    assert pairs(found) == [("2018-1", "2021-1", "raised"), ("2021-1", "2023-1", "raised")]


def test_a_plan_without_a_mention_is_passed_over():
    found = lineage(
        [plan(2018, said("绿色工厂数", 10)), plan(2021, said("独角兽企业数")), plan(2023, said("绿色工厂数", 30))]
    )
    assert pairs(found) == [("2018-1", "2023-1", "raised")]


def test_repeats_in_one_document_are_no_links_and_stand_for_one():
    first = plan(2021, said("绿色工厂数", 10), said("绿色工厂数", 10, same_as="2021-1"))
    found = lineage([first, plan(2023, said("绿色工厂数", 20))])
    assert pairs(found) == [("2021-1", "2023-1", "raised")]
    assert found.lines[0].records == ("2021-1", "2021-2", "2023-1")


def test_a_repeat_of_another_size_class_is_none():
    first = plan(
        2021, said("产业集群数", 2, size_class=1e11), said("产业集群数", 2, size_class=5e10, same_as="2021-1")
    )  # fmt: skip
    found = lineage([first, plan(2023, said("产业集群数", 3, size_class=5e10))])
    assert pairs(found) == [("2021-2", "2023-1", "raised")]


def test_a_target_stands_for_a_line_before_its_present_state():
    first = plan(2021, said("绿色工厂数", 5, kind="outcome", deadline=2020), said("绿色工厂数", 10))
    assert pairs(lineage([first, plan(2023, said("绿色工厂数", 20))])) == [("2021-2", "2023-1", "raised")]


def test_the_mode_of_the_mention_before_decides_between_a_total_and_an_increment():
    later = plan(2023, said("绿色工厂数", 3, mode="increment"), said("绿色工厂数", 20))
    assert pairs(lineage([plan(2021, said("绿色工厂数", 10)), later])) == [("2021-1", "2023-2", "raised")]


def test_the_first_mention_takes_the_mode_of_the_one_after():
    first = plan(2021, said("绿色工厂数", 3, mode="increment"), said("绿色工厂数", 10))
    assert pairs(lineage([first, plan(2023, said("绿色工厂数", 20))])) == [("2021-2", "2023-1", "raised")]


def test_of_several_deadlines_the_earliest_stands():
    first = plan(2021, said("绿色工厂数", 30, deadline=2025), said("绿色工厂数", 10, deadline=2023))
    assert pairs(lineage([first, plan(2023, said("绿色工厂数", 20))])) == [("2021-2", "2023-1", "raised")]


def test_of_the_same_deadline_the_first_in_the_text_stands():
    first = plan(2021, said("绿色工厂数", 10), said("绿色工厂数", 12))
    assert pairs(lineage([first, plan(2023, said("绿色工厂数", 20))])) == [("2021-1", "2023-1", "raised")]


def test_one_statement_stands_in_both_directions():
    middle = plan(2021, said("绿色工厂数", 15), said("绿色工厂数", 3, mode="increment"))
    last = plan(2023, said("绿色工厂数", 4, mode="increment"))
    found = lineage([plan(2018, said("绿色工厂数", 10)), middle, last])
    assert pairs(found) == [("2018-1", "2021-1", "raised"), ("2021-1", "2023-1", "redefined")]


def test_an_outcome_answers_the_target_of_its_year():
    found = lineage(
        [plan(2021, said("绿色工厂数", 10)), plan(2024, said("绿色工厂数", 9, kind="outcome", deadline=2023))]
    )
    assert pairs(found) == [("2021-1", "2024-1", "answered")]


def test_an_outcome_beside_a_target_answers_besides():
    later = plan(2024, said("绿色工厂数", 9, kind="outcome", deadline=2023), said("绿色工厂数", 20))
    assert pairs(lineage([plan(2021, said("绿色工厂数", 10)), later])) == [
        ("2021-1", "2024-2", "raised"), ("2021-1", "2024-1", "answered"),
    ]  # fmt: skip


def test_an_outcome_within_a_period_answers_where_no_deadline_is_its_year():
    found = lineage(
        [plan(2021, said("绿色工厂数", 10)), plan(2024, said("绿色工厂数", 9, kind="outcome", deadline=2022))]
    )
    assert pairs(found) == [("2021-1", "2024-1", "answered")]


def test_an_outcome_answers_an_older_target_and_is_compared_with_the_mention_before():
    older, newer = plan(2018, said("绿色工厂数", 10, deadline=2025)), plan(2021, said("绿色工厂数", 30, deadline=2030))
    report = plan(2026, said("绿色工厂数", 12, kind="outcome", deadline=2025))
    assert pairs(lineage([older, newer, report])) == [
        ("2018-1", "2021-1", "raised"), ("2021-1", "2026-1", "lowered"), ("2018-1", "2026-1", "answered"),
    ]  # fmt: skip


def test_an_outcome_of_no_period_is_compared_like_a_target():
    found = lineage(
        [plan(2021, said("绿色工厂数", 10)), plan(2024, said("绿色工厂数", 9, kind="outcome", deadline=2030))]
    )
    assert pairs(found) == [("2021-1", "2024-1", "lowered")]


def test_an_outcome_at_the_start_of_a_line_is_compared_like_a_target():
    found = two(said("绿色工厂数", 9, kind="outcome", deadline=2020), said("绿色工厂数", 20))
    assert pairs(found) == [("2021-1", "2023-1", "raised")]


def test_a_rate_of_growth_does_not_answer_an_amount():
    reached = said("工业投资增长率", 5, kind="outcome", deadline=2023)
    assert [relation for *_, relation in pairs(two(said("工业投资", 1e10, unit="元"), reached))] == ["redefined"]


def test_a_line_that_is_dropped_has_no_link():
    assert pairs(two(said("绿色工厂数"), said("独角兽企业数"))) == []


def test_a_line_is_named_after_its_first_mention_in_both_languages():
    line = two(said("示范性智能工厂数", 1), said("示范智能工厂数", 2)).lines[0]
    assert (line.id, line.name.zh, line.name.en) == ("2021-1", "示范性智能工厂数", "demonstration smart factory")


def test_a_link_says_which_words_matched_and_what_differed():
    link = two(said("标杆智能工厂数", 10), said("智能制造标杆工厂数", 20)).links[0]
    assert "智能制造标杆工厂" in link.reason.zh
    assert "10家→20家" in link.reason.zh
    assert "10 家 → 20 家" in link.reason.en
    assert set(link.as_dict()) >= {"from", "to", "line", "relation", "renamed", "note"}


def test_a_plan_without_a_day_is_ordered_by_its_term_and_one_without_either_is_named():
    undated = plan(2023, said("绿色工厂数", 20), published_on=None)
    lost = plan(2019, said("绿色工厂数", 5), published_on=None, term=(None, None))
    found = lineage([undated, lost, plan(2021, said("绿色工厂数", 10))])
    assert pairs(found) == [("2021-1", "2023-1", "raised")]
    assert found.undated == ("2019",)


def test_records_may_be_commitments():
    record = Commitment(
        "a-1",
        0,
        3,
        "10家",
        "target",
        "绿色工厂数",
        10.0,
        None,
        "家",
        "=",
        "level",
        2021,
        2023,
        None,
        [],
        "",
        None,
        None,
    )
    found = lineage([PlanRecords("a", date(2021, 1, 1), [record]), plan(2023, said("绿色工厂数", 20))])
    assert pairs(found) == [("a-1", "2023-1", "raised")]


def test_ids_used_twice_are_all_named():
    with pytest.raises(LineageError, match="2021-1 in 2021"):
        lineage([plan(2021, said("绿色工厂数")), plan(2021, said("绿色工厂数"))])


@pytest.mark.parametrize(("same_as", "why"), [("2021-9", "is no record"), ("2021-1", "goes in a circle")])
def test_a_repeat_of_nothing_is_refused(same_as, why):
    with pytest.raises(LineageError, match=why):
        lineage([plan(2021, said("绿色工厂数", same_as=same_as))])
