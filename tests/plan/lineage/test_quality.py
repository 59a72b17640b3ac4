"""Floors of lineage on annotated plans: pinned, never lowered silently."""

import csv

import pytest

from gongfu.plan.lineage.results import RELATIONS
from tests.plan.lineage.cases import SHARED, TANGCHUAN, followed, half_of, official, plans, read
from tests.plan.lineage.small import became

needs_shared = pytest.mark.skipif(
    not SHARED.exists(),
    reason="needs ../shared beside the repository: five real plans, their links and the official scorer",
)


@needs_shared
@pytest.mark.parametrize(
    ("name", "extracted", "false", "missed"),
    [("seeds", False, 0, 0), ("seeds", True, 0, 1), ("tangchuan", False, 0, 0), ("tangchuan", True, 0, 1)],
)
def test_the_links_of_annotated_plans_are_found_and_no_other(name, extracted, false, missed, tmp_path, capsys):
    figures = official(name, tmp_path, extracted=extracted)["total"]
    with capsys.disabled():
        print(f"\nlineage, {name}, {'own' if extracted else 'annotated'} records: {_shown(figures)}")  # noqa: T201
    assert figures["extra"] <= false
    assert figures["misses"] <= missed
    assert figures["relation"]["accuracy"] >= 0.95


@needs_shared
@pytest.mark.parametrize("half", ["open", "held"])
def test_both_halves_of_the_made_up_city_are_found(half, tmp_path, capsys):
    figures = official("tangchuan", tmp_path, extracted=False, half=half)["total"]
    with capsys.disabled():
        print(f"\nlineage, tangchuan, {half} half: {figures['matched']} of {figures['gold']}, {figures['relation']}")  # noqa: T201
    assert figures["misses"] == 0
    assert figures["relation"]["accuracy"] >= 0.95


def test_the_made_up_city_has_every_relation_three_times():
    words = [link["relation"] for link in read(TANGCHUAN / "lineage.jsonl")]
    assert all(words.count(word) >= 3 for word in RELATIONS)
    assert len(words) >= 25
    assert {half_of(link["line"]) for link in read(TANGCHUAN / "lineage.jsonl")} == {"open", "held"}


def test_the_links_of_the_made_up_city_are_those_annotated():
    _, found = followed("tangchuan", extracted=False)
    gold = {(link["from"], link["to"]) for link in read(TANGCHUAN / "lineage.jsonl")}
    assert {(link.earlier, link.later) for link in found.links} == gold


def test_the_conflict_inside_the_made_up_plan_is_reported_and_the_years_of_one_line_are_not():
    _, found = followed("tangchuan", extracted=False)
    assert [conflict.records for conflict in found.conflicts if conflict.kind == "inside"] == [("tc2-013", "tc2-029")]


def test_the_spans_of_the_made_up_city_point_at_the_characters_of_its_texts():
    texts = {
        path.stem: path.read_text("utf-8") for path in (TANGCHUAN.parents[3] / "regions/tangchuan/plans").glob("*.txt")
    }
    for stem, one in plans("tangchuan", extracted=False).items():
        assert all(record["quote"] == texts[stem][record["start"] : record["end"]] for record in one.records)


def test_names_of_many_plans_are_never_joined_wrongly_and_seldom_missed():
    rows = list(csv.DictReader((TANGCHUAN.parent / "pairs.csv").open(encoding="utf-8")))
    wrong = [row for row in rows if (became(row["first"], row["second"]) is None) != (row["expected"] == "apart")]
    assert [row for row in wrong if row["expected"] == "apart"] == []
    assert len(wrong) <= 4


def _shown(figures):
    return f"{figures['matched']} of {figures['gold']}, {figures['extra']} false, relation {figures['relation']['accuracy']:.3f}"
