"""What needs somebody now, on the command line: from every part of the work, in one order, with who and what is next."""

import shlex
from datetime import date

import click
import pytest

from gongfu.cli.main import every_command
from gongfu.cli.tree import tree
from gongfu.errors import InputError
from gongfu.loops.today.kinds import KINDS, STEPS
from gongfu.operations.registry import groups
from gongfu.workspace.jobs import Jobs
from tests.operations.prepared import copy, prepare

PLAN = """临江市先进制造业三年行动计划（2024—2026年）
一、主要目标
到2026年，高新技术企业达到900家，工业投资达到2400亿元，绿色工厂达到90家。（牵头单位：市经信委）
"""
RESTLESS = [0.9, -0.6, 0.2, -1.0, 0.5, 1.1, -0.4, -0.9, 0.7, -0.2, -1.1, 0.8, 0.3]
DAY = "2026-03-01"


def months():
    for n in range(72):
        year, month = 2020 + n // 12, n % 12 + 1
        out = f"{year + (month == 12)}-{month % 12 + 1:02d}-15"
        yield "高新技术企业数", f"{year}-{month:02d}", 300 + n, "家", out
        yield "工业用电量", f"{year}-{month:02d}", 200 + RESTLESS[n % 13] - (40 if n >= 68 else 0), "万千瓦时", out
        if n < 60:
            yield "用水量", f"{year}-{month:02d}", 70 + n % 4, "吨", out


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A workspace with something of nearly every kind, made once."""
    folder = tmp_path_factory.mktemp("today")
    (folder / "临江.txt").write_text(PLAN, "utf-8")
    lines = ["指标,时期,数值,单位,发布日期,来源", *(",".join(map(str, row)) + ",月报" for row in months())]
    lines += ["绿色工厂数,2024,40,家,2025-01-20,月报", "绿色工厂数,2025,41,家,2026-01-20,月报"]
    (folder / "months.csv").write_text("\n".join(lines) + "\n", "utf-8")
    (folder / "bad.csv").write_text(
        "指标,时期,数值,单位\n高新技术企业数,2025-13,5,家\n用水量,2025-02,许多,吨\n", "utf-8"
    )
    made = prepare(
        folder,
        ("workspace", "init"),
        ("plan", "import", folder / "临江.txt", "--published-on", "2024-01-15", "--region", "310000"),
        ("series", "import", folder / "months.csv", "--region", "310000"),
        ("series", "import", folder / "bad.csv", "--region", "310000"),
        ("supervise", "assign", "临江-001", "--unit", "市经信委", "--person", "王工", "--due", "2026-02-01", "--on", "2025-01-10"),
        ("supervise", "assign", "临江-002", "--unit", "市经信委", "--due", "2026-03-20", "--on", "2025-01-10"),
        ("supervise", "assign", "临江-003", "--unit", "市经信委", "--due", "2026-03-20", "--on", "2025-01-10"),
        ("supervise", "report", "临江-003", "--value", "41", "--on", "2026-02-20", "--by", "李工"),
    )  # fmt: skip
    jobs = Jobs(made)
    job = jobs.add("import", {"author": "赵工", "at": {}, "values": {"files": ["a.csv"]}})
    with pytest.raises(InputError), jobs.running(job.id):
        raise InputError("the file is empty")
    return made


@pytest.fixture
def today(made, gongfu, monkeypatch):
    monkeypatch.setenv("GONGFU_WORKSPACE", str(made))

    def call(*arguments, code=0):
        said = gongfu("today", *arguments)
        assert said.code == code, said.err
        return said.rows

    return call


def of(rows, kind):
    return [row for row in rows if row["kind"] == kind]


def test_what_is_late_comes_with_who_how_late_and_where_to_deal_with_it(today):
    (late,) = of(today("--as-of", DAY), "report_overdue")
    assert late == {
        "kind": "report_overdue", "title": "临江-001 高新技术企业数", "why": "due by 2026-02-01",
        "who": "上海市经济和信息化委员会 · 王工", "day": "2026-02-01", "days": 28,
        "next": "report at once, and say why it is late",
        "page": "/supervise?open=%E4%B8%B4%E6%B1%9F-001&as_of=2026-03-01",
        "command": "gongfu supervise show 临江-001", "more": None,
    }  # fmt: skip


def test_every_part_of_the_work_is_looked_at_and_the_most_pressing_comes_first(today):
    kinds = [row["kind"] for row in today("--as-of", DAY)]
    assert {
        "report_overdue", "behind", "alarm", "to_verify", "report_due", "off_pace", "stale", "quarantine", "review",
    } <= set(kinds)  # fmt: skip
    order = list(KINDS)
    assert [order.index(kind) for kind in kinds] == sorted(order.index(kind) for kind in kinds)


def test_a_target_behind_says_by_how_much_and_who_answers_for_it(today):
    (behind,) = [row for row in of(today("--as-of", DAY), "behind") if row["title"].startswith("临江-003")]
    assert "41" in behind["why"]
    assert "90" in behind["why"]
    assert behind["who"] == "上海市经济和信息化委员会"
    assert (behind["day"], behind["days"] < 0) == ("2026-12-31", True)
    assert behind["command"] == "gongfu attain show 临江-003 --as-of 2026-03-01"


def test_a_silent_series_stands_once_for_its_region(today):
    (stale,) = of(today("--as-of", DAY), "stale")
    assert stale["title"].startswith("Shanghai: 用水量")
    assert stale["who"] is None
    assert stale["days"] > 300


def test_bad_rows_are_counted_by_import_with_the_day_that_they_came_in(today):
    (bad,) = of(today(), "quarantine")
    assert bad["title"] == "bad.csv"
    assert "2 bad rows" in bad["why"]
    assert bad["day"] == date.today().isoformat()  # noqa: DTZ011 - the day of this machine, as the command says


def test_an_import_that_failed_is_first_until_the_same_is_done(today, gongfu, made, tmp_path, monkeypatch):
    (failed,) = of(today(), "work_stopped")
    assert (failed["who"], failed["why"], failed["days"]) == ("赵工", "failed: the file is empty", 0)
    assert today()[0] == failed
    again = copy(made, tmp_path)
    jobs = Jobs(again)
    with jobs.running(jobs.add("import", {"author": "赵工", "at": {}, "values": {"files": ["a.csv"]}}).id):
        pass
    monkeypatch.setenv("GONGFU_WORKSPACE", str(again))
    assert of(gongfu("today").rows, "work_stopped") == []


def test_what_is_not_listed_is_counted_and_linked(today):
    rows = today("--as-of", DAY, "--each", "0")
    assert all(row["more"] for row in rows)
    (review,) = of(rows, "review")
    assert (review["title"], review["page"], review["command"]) == ("and 1 more", "/plans", "gongfu plan list")


def test_every_command_that_is_offered_is_one_that_the_program_takes(today):
    root = tree(every_command(), groups(), "en", lambda *given: None)
    for row in today("--as-of", DAY) + today("--each", "0"):
        words = shlex.split(row["command"])[1:]
        name, command, rest = root.resolve_command(click.Context(root), words)
        while isinstance(command, click.Group):
            name, command, rest = command.resolve_command(click.Context(command), rest)
        command.make_context(name, rest)


def test_it_reads_in_chinese_too(today):
    rows = today("--as-of", DAY, "--lang", "zh")
    assert {"立即报送，说明逾期原因", "逐条核对：接受、更正或驳回"} <= {row["next"] for row in rows}
    assert all(step.zh and step.en for step in STEPS.values())
    assert set(STEPS) == set(KINDS)


def test_a_number_below_zero_is_refused(today):
    today("--each", "-1", code=2)
