from datetime import date

import polars as pl
import pytest

from gongfu.errors import ConflictError
from gongfu.workspace.registers import Lifecycle, advance, broken_steps, in_force, status_on
from gongfu.workspace.schema import table

CALL = Lifecycle(
    first=frozenset({"open"}),
    next={"open": frozenset({"answered", "withdrawn"}), "answered": frozenset({"open", "closed"})},
)
STATUS = table("register_status")


def history(*steps):
    rows = [(entry, step, status, date(2024, month, 1)) for entry, step, status, month in steps]
    return pl.DataFrame(
        rows, schema=["entry_id", "step", "status", "since"], orient="row", schema_overrides={"step": pl.Int64}
    )


def day(month, day=1):
    return date(2024, month, day)


def test_status_on_a_day_is_the_last_that_had_begun():
    known = history(("a", 1, "open", 1), ("a", 2, "answered", 3), ("b", 1, "open", 2))
    assert status_on(known, day(3)).rows() == [("a", "answered", day(3)), ("b", "open", day(2))]
    assert status_on(known, day(2, 28)).rows() == [("a", "open", day(1)), ("b", "open", day(2))]
    assert status_on(known, date(2023, 1, 1)).height == 0


def test_of_two_statuses_on_one_day_the_later_step_counts():
    assert status_on(history(("a", 2, "answered", 1), ("a", 1, "open", 1)), day(1))["status"].to_list() == ["answered"]


def test_in_force_needs_a_known_first_day():
    entries = pl.DataFrame(
        {"entry_id": list("abcd"), "valid_from": [day(1), day(1), day(5), None], "valid_to": [None, day(2), None, None]}
    )
    assert in_force(entries, day(2))["entry_id"].to_list() == ["a", "b"]
    assert in_force(entries, day(3))["entry_id"].to_list() == ["a"]


def test_advance_gives_the_next_step_as_a_row_of_the_table():
    first = advance(STATUS.empty(), CALL, entry_id="a", status="open", since=day(1), set_by="Li")
    second = advance(
        pl.concat([STATUS.empty(), first], how="diagonal"),
        CALL,
        entry_id="a",
        status="answered",
        since=day(1),
        set_by="Wang",
        reason="two bids",
    )
    assert [row[:4] for row in (*first.rows(), *second.rows())] == [
        ("a", 1, "open", day(1)),
        ("a", 2, "answered", day(1)),
    ]
    assert set(second.columns) <= set(STATUS.polars_schema)


@pytest.mark.parametrize(
    ("known", "status", "mend"),
    [
        (history(), "closed", "it may become open"),
        (history(("a", 1, "open", 1)), "closed", "it may become answered, withdrawn"),
        (history(("a", 1, "open", 1), ("a", 2, "withdrawn", 2)), "open", "that status is final"),
    ],
)
def test_advance_refuses_a_step_that_the_lifecycle_does_not_know(known, status, mend):
    with pytest.raises(ConflictError, match=mend):
        advance(known, CALL, entry_id="a", status=status, since=day(6), set_by="Li")


def test_advance_refuses_to_go_back_in_time():
    with pytest.raises(ConflictError, match="a has been open since 2024-03-01"):
        advance(history(("a", 1, "open", 3)), CALL, entry_id="a", status="answered", since=day(2), set_by="Li")


def test_broken_steps_are_found():
    known = history(
        ("a", 1, "open", 1),
        ("a", 2, "answered", 2),
        ("a", 3, "closed", 3),
        ("b", 1, "closed", 1),
        ("b", 2, "open", 2),
        ("c", 1, "open", 2),
        ("c", 2, "answered", 1),
    )
    assert broken_steps(known, CALL).rows() == [
        ("b", 1, None, "closed"),
        ("b", 2, "closed", "open"),
        ("c", 2, "open", "answered"),
    ]
