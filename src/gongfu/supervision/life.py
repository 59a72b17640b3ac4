"""Which status an item may have, and which may follow on which."""

import polars as pl

from gongfu.text import Text
from gongfu.workspace.codes.text import fold
from gongfu.workspace.registers import Lifecycle

ASSIGNED, REPORTED, SENT_BACK, VERIFIED = "assigned", "reported", "sent_back", "verified"
CLOSED, WITHDRAWN = "closed", "withdrawn"
ENDED = frozenset({CLOSED, WITHDRAWN})
"""Statuses that nothing follows: the same subject may then begin its next round."""

STATUSES: dict[str, Text] = {
    ASSIGNED: Text("已交办", "assigned"),
    REPORTED: Text("已报送", "reported"),
    SENT_BACK: Text("已退回", "sent back"),
    VERIFIED: Text("已核实", "verified"),
    CLOSED: Text("已办结", "closed"),
    WITHDRAWN: Text("已撤销", "withdrawn"),
}

LIFE = Lifecycle(
    first=frozenset({ASSIGNED}),
    next={
        ASSIGNED: frozenset({REPORTED, WITHDRAWN}),
        REPORTED: frozenset({VERIFIED, SENT_BACK, WITHDRAWN}),
        SENT_BACK: frozenset({REPORTED, WITHDRAWN}),
        VERIFIED: frozenset({CLOSED}),
    },
)
"""The life of an item; ``closed`` and ``withdrawn`` are final."""


def reporters(statuses: pl.DataFrame) -> list[str]:
    """Who reported on an item so far, by its rows of ``register_status``: they may not verify it."""
    names: list[str] = (
        statuses.filter(pl.col("status") == REPORTED)["set_by"].drop_nulls().unique(maintain_order=True).to_list()
    )
    return names


def same_person(one: str, other: str) -> bool:
    """Whether two names are one, whatever their width, case and blanks."""
    return fold(one) == fold(other)
