import io

import pytest

from gongfu.cli.progress import ProgressLine, clock, describe
from gongfu.text import Text
from gongfu.workspace.jobs import Standing

HALF = Standing(Text("读取", "reading"), 50, 100, 7.0)


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_a_line_says_stage_count_share_and_time_left():
    assert describe(HALF, "en") == "reading  50/100 (50%)  0:07 left"
    assert describe(HALF, "zh") == "读取  50/100 (50%)  剩余 0:07"
    assert describe(Standing(count=1234), "en") == "1,234"


def test_on_a_terminal_the_line_is_rewritten_and_wiped_at_the_end():
    stream = Terminal()
    line = ProgressLine(stream, "en")
    line.show(HALF)
    line.show(Standing(Text("读取", "reading"), 1))
    line.end()
    first, second, wiped, rest = stream.getvalue().split("\r")[1:]
    assert (first, second.rstrip(), len(second), wiped.strip(), rest) == (
        "reading  50/100 (50%)  0:07 left", "reading  1", len(first), "", "",
    )  # fmt: skip


def test_elsewhere_short_work_prints_nothing():
    stream = io.StringIO()
    ProgressLine(stream, "en").show(HALF)
    assert stream.getvalue() == ""


def test_elsewhere_long_work_prints_lines(monkeypatch):
    stream = io.StringIO()
    monkeypatch.setattr("gongfu.cli.progress.LINE_EVERY", 0)
    ProgressLine(stream, "en").show(HALF)
    assert stream.getvalue() == "reading  50/100 (50%)  0:07 left\n"


def test_a_silent_line_draws_nothing():
    stream = Terminal()
    line = ProgressLine(stream, "en", silent=True)
    line.show(HALF)
    line.end()
    assert stream.getvalue() == ""


@pytest.mark.parametrize(("seconds", "shown"), [(0.4, "0:00"), (67, "1:07"), (3723, "1:02:03")])
def test_seconds_become_a_clock(seconds, shown):
    assert clock(seconds) == shown
