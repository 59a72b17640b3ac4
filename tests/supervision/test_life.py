"""The life of an item."""

from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongfu.errors import ConflictError
from gongfu.supervision.life import LIFE, STATUSES
from gongfu.workspace.registers import advance
from gongfu.workspace.schema import table

FOLLOWS = {
    (None, "assigned"), ("assigned", "reported"), ("reported", "verified"), ("reported", "sent_back"),
    ("sent_back", "reported"), ("verified", "closed"), ("assigned", "withdrawn"), ("reported", "withdrawn"),
    ("sent_back", "withdrawn"),
}  # fmt: skip


@given(st.lists(st.sampled_from([*STATUSES, "deleted"]), max_size=12))
def test_no_sequence_of_attempts_reaches_a_forbidden_step(wanted):
    past = table("register_status").empty()
    for number, status in enumerate(wanted):
        before = past["status"][-1] if past.height else None
        day = date(2025, 1, 1) + timedelta(days=number)
        try:
            step = advance(past, LIFE, entry_id="e", status=status, since=day, set_by="李工")
        except ConflictError:
            assert (before, status) not in FOLLOWS
        else:
            assert (before, status) in FOLLOWS
            past = pl.concat([past, step], how="diagonal")
    lived = past["status"].to_list()
    assert set(zip([None, *lived], lived, strict=False)) <= FOLLOWS
    assert not {"closed", "withdrawn"} & set(lived[:-1])


def test_a_refusal_says_what_may_follow():
    past = pl.DataFrame({"entry_id": ["e"], "step": [1], "status": ["reported"], "since": [date(2025, 1, 1)]})
    with pytest.raises(ConflictError, match="cannot become closed") as caught:
        advance(past, LIFE, entry_id="e", status="closed", since=date(2025, 1, 2), set_by="李工")
    assert caught.value.mend == "it may become sent_back, verified, withdrawn"
