"""What needs somebody on a day."""

from datetime import date

import polars as pl

from gongfu.supervision import due
from gongfu.supervision.due import NEXT_STEPS, REASONS

DAY = date(2025, 6, 30)
NO_MILESTONES = pl.DataFrame(schema={"entry_id": pl.String, "due_on": pl.Date, "what": pl.String, "met_on": pl.Date})


def items(*rows):
    schema = {"entry_id": pl.String, "status": pl.String, "due": pl.Date, "since": pl.Date}
    frame = pl.DataFrame([(key, status, day, since) for key, status, day, since in rows], schema=schema, orient="row")
    return frame.with_columns(unit_id=pl.lit("u"), person=pl.lit("王工"))


def listed(frame, milestones=NO_MILESTONES, ahead=30):
    found = due(frame, milestones, day=DAY, ahead=ahead)
    return found.select("entry_id", "reason", "days_late", "who", "person").rows()


def test_each_open_status_waits_for_somebody_the_most_pressing_first():
    frame = items(
        ("closed", "closed", date(2025, 6, 1), date(2025, 6, 2)),
        ("to close", "verified", date(2025, 6, 1), date(2025, 6, 25)),
        ("to verify", "reported", date(2025, 6, 1), date(2025, 6, 20)),
        ("unknown", "assigned", None, date(2025, 1, 1)),
        ("far", "assigned", date(2025, 7, 31), date(2025, 1, 1)),
        ("soon", "assigned", date(2025, 7, 30), date(2025, 1, 1)),
        ("today", "assigned", date(2025, 6, 30), date(2025, 1, 1)),
        ("back", "sent_back", date(2025, 6, 1), date(2025, 6, 28)),
        ("late", "assigned", date(2025, 6, 29), date(2025, 1, 1)),
        ("later", "assigned", date(2025, 5, 31), date(2025, 1, 1)),
    )
    assert listed(frame) == [
        ("later", "report_overdue", 30, "unit", "王工"),
        ("late", "report_overdue", 1, "unit", "王工"),
        ("back", "sent_back", 2, "unit", "王工"),
        ("today", "report_due", 0, "unit", "王工"),
        ("soon", "report_due", -30, "unit", "王工"),
        ("to verify", "to_verify", 10, "commission", None),
        ("to close", "to_close", 5, "commission", None),
        ("unknown", "no_day", None, "commission", None),
    ]


def test_a_milestone_is_due_until_it_is_reached_or_the_item_is_verified():
    frame = items(
        ("a", "assigned", date(2026, 12, 31), date(2025, 1, 1)), ("b", "verified", date(2025, 6, 1), date(2025, 6, 1))
    )
    milestones = pl.DataFrame(
        [
            ("a", date(2025, 6, 10), "late", None),
            ("a", date(2025, 6, 11), "reached", date(2025, 6, 9)),
            ("a", date(2025, 6, 12), "reached later", date(2025, 7, 1)),
            ("a", date(2025, 7, 10), "soon", None),
            ("a", date(2025, 9, 10), "far", None),
            ("b", date(2025, 6, 10), "of a verified one", None),
        ],
        schema=NO_MILESTONES.schema,
        orient="row",
    )
    found = due(frame, milestones, day=DAY).filter(pl.col("what").is_not_null())
    assert found.select("reason", "what", "days_late").rows() == [
        ("milestone_overdue", "late", 20), ("milestone_overdue", "reached later", 18), ("milestone_due", "soon", -10),
    ]  # fmt: skip


def test_every_reason_has_a_next_step():
    assert list(REASONS) == list(NEXT_STEPS)
