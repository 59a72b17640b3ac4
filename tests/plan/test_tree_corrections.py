"""What persons said is laid over what was read, and what was read stays beside it."""

import json
from datetime import UTC, datetime

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongfu.errors import InputError
from gongfu.plan.carry import carry
from gongfu.plan.corrections import effective, parse_change
from gongfu.workspace.schema import table

COMMITMENT, CORRECTION = table("commitment"), table("correction")


def commitments(**values):
    rows = [
        {"commitment_id": key, "value": value, "comparator": "=", "responsible": []} for key, value in values.items()
    ]
    return pl.DataFrame(rows, schema=COMMITMENT.polars_schema)


def said(*steps):
    rows = [
        {
            "correction_id": str(number), "commitment_id": key, "plan_id": "p", "step": number, "action": action,
            "field": field, "value": None if action in ("accept", "reject") else json.dumps(value),
            "made_by": by, "made_at": datetime(2026, 1, number, tzinfo=UTC),
        }
        for number, (key, action, field, value, by) in enumerate(steps, start=1)
    ]  # fmt: skip
    return pl.DataFrame(rows, schema=CORRECTION.polars_schema)


def row(frame, key="a"):
    return frame.row(by_predicate=pl.col("commitment_id") == key, named=True)


def test_nothing_said_leaves_everything_as_it_was_read():
    before = commitments(a=1.0, b=2.0)
    after = effective(before, said())
    assert after.select(before.columns).equals(before)
    assert after["status"].to_list() == ["extracted"] * 2


def test_a_change_is_shown_and_the_read_value_beside_it():
    after = row(effective(commitments(a=1.0, b=2.0), said(("a", "change", "value", 5.0, "李"))))
    assert (after["value"], after["status"], after["corrected_by"]) == (5.0, "changed", "李")
    assert json.loads(after["extracted"]) == {"value": 1.0}


@pytest.mark.parametrize(
    ("steps", "status"),
    [
        (["accept"], "accepted"),
        (["reject"], "rejected"),
        (["reject", "accept"], "accepted"),
        (["accept", "reject"], "rejected"),
        (["change", "accept"], "changed"),
        (["reject", "change"], "changed"),
    ],
)
def test_the_last_word_counts(steps, status):
    corrections = said(*[("a", step, "value" if step == "change" else None, 9.0, "王") for step in steps])
    assert row(effective(commitments(a=1.0), corrections))["status"] == status


def test_the_last_change_of_a_field_counts():
    corrections = said(("a", "change", "value", 5.0, "李"), ("a", "change", "value", 6.0, "王"))
    after = row(effective(commitments(a=1.0), corrections))
    assert (after["value"], after["corrected_by"]) == (6.0, "王")


def test_an_added_commitment_stands_behind_the_others_and_can_be_changed():
    fields = {"value": 3.0, "indicator": "x", "responsible": ["甲"], "published_on": "2023-06-01"}
    corrections = said(("c", "add", None, fields, "李"), ("c", "change", "indicator", "y", "李"))
    after = effective(commitments(a=1.0), corrections)
    added = row(after, "c")
    assert after["commitment_id"].to_list() == ["a", "c"]
    assert (added["indicator"], added["value"], added["status"], added["origin"]) == ("y", 3.0, "added", "reviewed")


def test_what_was_added_and_is_then_found_stands_once():
    corrections = said(("a", "add", None, {"value": 3.0}, "李"))
    after = effective(commitments(a=1.0), corrections)
    assert after.height == 1
    assert row(after)["value"] == 3.0


@given(st.dictionaries(st.sampled_from("abcdef"), st.floats(0, 1e12), min_size=1), st.data())
def test_only_the_commitments_spoken_of_change_and_the_order_stays(values, data):
    touched = data.draw(st.sets(st.sampled_from(sorted(values))))
    before = commitments(**values)
    after = effective(before, said(*[(key, "change", "value", -1.0, "李") for key in sorted(touched)]))
    assert after["commitment_id"].to_list() == before["commitment_id"].to_list()
    assert {r["commitment_id"] for r in after.iter_rows(named=True) if r["value"] == -1.0} == touched


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("value=1,000", ("value", 1000.0)),
        ("deadline=2025", ("deadline", 2025)),
        ("deadline=", ("deadline", None)),
        ("comparator=>=", ("comparator", ">=")),
        ("responsible=市经信委、各区；市科委", ("responsible", ["市经信委", "各区", "市科委"])),
        ("responsible=", ("responsible", [])),
        ("indicator= 绿色工厂数 ", ("indicator", "绿色工厂数")),
    ],
)
def test_a_change_is_read_as_a_person_writes_it(text, change):
    assert parse_change(text) == change


@pytest.mark.parametrize("text", ["value", "foo=1", "value=", "value=x", "deadline=2025.5", "kind=wish", "unit="])
def test_a_change_that_makes_no_sense_is_refused(text):
    with pytest.raises(InputError):
        parse_change(text)


def places(*rows, prefix):
    found = [
        {
            "commitment_id": f"{prefix}{number}", "quote": quote, "sentence": sentence, "sentence_at": sentence.index(quote),
            "value": value, "unit": "家", "start": number,
        }
        for number, (quote, sentence, value) in enumerate(rows)
    ]  # fmt: skip
    return pl.DataFrame(found, schema=COMMITMENT.polars_schema)


def pairs(old, new):
    return dict(carry(places(*old, prefix="o"), places(*new, prefix="n")).select("old_id", "new_id").rows())


def test_a_commitment_is_found_again_where_other_sentences_came_in_between():
    old = [("20家", "打造20家智能工厂", 20), ("10家", "培育10家龙头企业", 10)]
    new = [("5家", "建设5家园区", 5), ("10家", "培育10家龙头企业", 10), ("20家", "打造20家智能工厂", 20)]
    assert pairs(old, new) == {"o0": "n2", "o1": "n1"}


def test_a_changed_number_is_another_commitment():
    assert pairs([("20家", "打造20家智能工厂", 20)], [("30家", "打造30家智能工厂", 30)]) == {}


def test_script_and_line_breaks_do_not_matter():
    assert pairs([("20家", "打造20家智能工厂企业", 20)], [("20 家", "打造\n20 家智能工廠企業", 20)]) == {"o0": "n0"}


def test_the_same_number_in_another_sentence_is_not_taken_for_it():
    assert pairs([("20家", "打造20家引领性智能工厂", 20)], [("20家", "引进外资研发中心20家以上", 20)]) == {}


def test_of_equal_sentences_each_finds_its_own():
    both = [("20家", "打造20家智能工厂", 20), ("20家", "打造20家智能工厂", 20)]
    assert pairs(both, both) == {"o0": "n0", "o1": "n1"}
