"""Which jobs need somebody on a day."""

from datetime import date, datetime

import pytest

from gongfu.loops.today.work import stopped
from gongfu.workspace.jobs import Job, Standing

DAY = date(2026, 3, 10)


def job(state, day, values=None, number="1"):
    moment = (
        datetime(2026, 3, day, 12).astimezone().timestamp()
        if day > 0
        else datetime(2026, 1, 5).astimezone().timestamp()
    )
    error = {"error": "no such file"} if state == "failed" else None
    parameters = {"author": "赵工", "values": values or {"files": ["a.csv"]}}
    return Job(number, "import", parameters, state, Standing(count=7), moment, moment, moment, 1, None, None, error)


def titles(*jobs):
    return [(entry.why, entry.day, entry.who) for entry in stopped(jobs, DAY, "en", each=5).entries]


def test_a_job_that_failed_or_broke_off_is_listed_with_why():
    assert titles(job("failed", 9)) == [("failed: no such file", date(2026, 3, 9), "赵工")]
    assert titles(job("broken_off", 10)) == [("broken off (its process ended), 7 done", DAY, "赵工")]


@pytest.mark.parametrize("state", ["done", "running", "cancelled"])
def test_what_runs_is_done_or_was_cancelled_needs_nobody(state):
    assert titles(job(state, 9)) == []


def test_what_waits_since_another_day_was_never_begun():
    assert titles(job("waiting", 10)) == []
    assert titles(job("waiting", 9))[0][0] == "was left to a process of its own and never began"


def test_the_same_done_later_settles_it_and_something_else_does_not():
    assert titles(job("done", 10), job("failed", 9)) == []
    assert len(titles(job("done", 10, {"files": ["b.csv"]}), job("failed", 9))) == 1


def test_what_came_after_the_day_or_long_before_it_is_left_out():
    assert titles(job("failed", 11)) == []
    assert titles(job("failed", 0)) == []
