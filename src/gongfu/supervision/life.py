"""Which status an item may have, and which may follow on which."""

from gongfu.text import Text
from gongfu.workspace.registers import Lifecycle

ASSIGNED, REPORTED, SENT_BACK, VERIFIED, CLOSED = "assigned", "reported", "sent_back", "verified", "closed"

STATUSES: dict[str, Text] = {
    ASSIGNED: Text("已交办", "assigned"),
    REPORTED: Text("已报送", "reported"),
    SENT_BACK: Text("已退回", "sent back"),
    VERIFIED: Text("已核实", "verified"),
    CLOSED: Text("已办结", "closed"),
}

LIFE = Lifecycle(
    first=frozenset({ASSIGNED}),
    next={
        ASSIGNED: frozenset({REPORTED}),
        REPORTED: frozenset({VERIFIED, SENT_BACK}),
        SENT_BACK: frozenset({REPORTED}),
        VERIFIED: frozenset({CLOSED}),
    },
)
"""The life of an item; ``closed`` is final."""
