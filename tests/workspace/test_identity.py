from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongfu.errors import ConflictError, NotFoundError
from gongfu.workspace.identity import clashes, find, identifier_id, merge, redirect, survivors

DAY = date(2024, 6, 1)


def entities(**merged_into):
    schema = {"entity_id": pl.String, "merged_into": pl.String}
    return pl.DataFrame(list(merged_into.items()), schema=schema, orient="row")


def identifiers(*rows):
    schema = {
        "scheme": pl.String,
        "value": pl.String,
        "entity_id": pl.String,
        "valid_from": pl.Date,
        "valid_to": pl.Date,
    }
    return pl.DataFrame(rows, schema=schema, orient="row")


def test_survivors_follow_mergers_to_the_end():
    assert dict(survivors(entities(a="b", b="c", c=None, d=None)).rows()) == {"a": "c", "b": "c", "c": "c", "d": "d"}


@given(st.lists(st.integers(0, 50), max_size=51))
def test_survivors_agree_with_walking(parents):
    into = {f"e{n}": None if parent >= n else f"e{parent}" for n, parent in enumerate(parents)}

    def walk(entity):
        return entity if into[entity] is None else walk(into[entity])

    assert dict(survivors(entities(**into)).rows()) == {entity: walk(entity) for entity in into}


def test_survivors_of_a_long_chain_are_found():
    chain = {f"e{n}": f"e{n + 1}" for n in range(999)} | {"e999": None}
    assert set(survivors(entities(**chain))["survivor_id"]) == {"e999"}


@pytest.mark.parametrize("length", range(1, 12))
def test_survivors_name_entities_whose_mergers_run_in_a_circle(length):
    circle = {f"e{n:02}": f"e{(n + 1) % length:02}" for n in range(length)}
    with pytest.raises(ConflictError) as caught:
        survivors(entities(**circle, x="e00", y=None))
    assert caught.value.offenders == [*circle, "x"]


def test_survivors_name_entities_merged_into_nothing():
    with pytest.raises(NotFoundError, match="a: merged into x"):
        survivors(entities(a="x", b=None))


def test_redirect_replaces_merged_ids_and_leaves_others():
    links = pl.DataFrame({"supplier_id": ["a", "c", "unknown", None], "buyer_id": ["c", "a", "a", "b"]})
    redirected = redirect(links, entities(a="b", b=None, c=None), ["supplier_id", "buyer_id"])
    assert redirected.rows() == [("b", "c"), ("c", "b"), ("unknown", "b"), (None, "b")]


def test_find_names_the_entity_valid_on_the_day_after_mergers():
    known = identifiers(
        ("uscc", "1", "a", None, None),
        ("code", "7", "c", date(2020, 1, 1), date(2023, 12, 31)),
        ("code", "7", "d", date(2024, 1, 1), None),
    )
    there = entities(a="b", b=None, c=None, d=None)
    assert find(known, there, "uscc", ["1", "2"], on=DAY).rows() == [("1", "b"), ("2", None)]
    assert find(known, there, "code", ["7"], on=DAY).rows() == [("7", "d")]
    assert find(known, there, "code", ["7"], on=date(2023, 12, 31)).rows() == [("7", "c")]
    assert find(known, there, "code", ["7"], on=date(2019, 1, 1)).rows() == [("7", None)]


def test_clashes_are_found_unless_the_days_or_the_entities_part():
    known = identifiers(
        ("uscc", "1", "a", None, None),
        ("uscc", "1", "b", None, None),
        ("uscc", "2", "c", None, None),
        ("uscc", "2", "d", None, None),
        ("code", "7", "c", None, date(2023, 12, 31)),
        ("code", "7", "d", date(2024, 1, 1), None),
    )
    assert clashes(known, entities(a="b", b=None, c=None, d=None)).rows() == [("uscc", "2", "c", "d")]


def test_merge_points_at_the_survivor():
    assert merge(entities(a=None, b="c", c=None), gone="a", kept="b").rows() == [("a", "c")]


def test_merge_refuses_circles_repeats_and_strangers():
    there = entities(a="b", b=None, c=None)
    with pytest.raises(ConflictError, match="a has been merged into b"):
        merge(there, gone="a", kept="c")
    with pytest.raises(ConflictError, match="are one already"):
        merge(there, gone="b", kept="a")
    with pytest.raises(ConflictError, match="are one already"):
        merge(there, gone="c", kept="c")
    with pytest.raises(NotFoundError) as caught:
        merge(there, gone="x", kept="y")
    assert caught.value.offenders == ["x", "y"]


def test_an_identifier_has_one_id_for_one_first_day():
    assert identifier_id("uscc", "1", "a", None) == identifier_id("uscc", "1", "a", None)
    assert identifier_id("uscc", "1", "a", None) != identifier_id("uscc", "1", "a", DAY)
