"""Supervision on the command line: a whole cycle, and what is refused on the way."""

import hashlib
import json
from datetime import date, timedelta

import pytest
from icalendar import Calendar
from python_calamine import CalamineWorkbook

from tests.operations.prepared import copy, prepare

TEXT = """某市智能制造行动计划（2023—2025年）
一、主要目标
到2025年，工业增加值超过2.6万亿元，战略性新兴产业产值占比达到45%。
二、重点任务
（一）强链升级行动
打造20家引领性智能工厂，每年实施技改项目50项。（牵头单位：市经信委；配合单位：各区政府）
（二）人才行动
完善产业人才政策。（责任单位：市人力资源社会保障局）
"""
ECONOMY = "上海市经济和信息化委员会"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A workspace that holds the plan, made once."""
    folder = tmp_path_factory.mktemp("supervise")
    (folder / "007_plan.txt").write_text(TEXT, "utf-8", newline="")
    return prepare(folder, ("workspace", "init"), ("plan", "import", folder / "007_plan.txt", "--region", "上海市"))


@pytest.fixture
def plan(gongfu, made, tmp_path):
    """A folder with a copy of that workspace."""
    copy(made, tmp_path)
    return tmp_path


@pytest.fixture
def supervise(gongfu, plan):
    """Run a command of supervision that is to end with a code; by default well."""

    def call(*arguments, code=0):
        said = gongfu("supervise", *arguments)
        assert said.code == code, said.err
        return said

    return call


@pytest.fixture
def assigned(supervise):
    given = supervise(
        "assign", "007-003", "--unit", "市经信委", "--person", "王工", "--due", "2025-11-30", "--on", "2025-01-10"
    )
    assert given.json["assigned"]["rows"][0] | {"person": "王工"} == given.json["assigned"]["rows"][0]
    return given.json


def steps(supervise, item="007-003"):
    return [(row["status"], row["since"]) for row in supervise("show", item).json["statuses"]["rows"]]


def test_an_item_is_seen_through_from_assignment_to_close(supervise, assigned, plan):
    supervise("milestone", "007-003", "--on", "2025-06-30", "--what", "完成一半")
    (plan / "名单.csv").write_text("企业\n甲\n", "utf-8")
    supervise("remind", "007-003", "--on", "2025-12-02", "--why", "逾期", "--by", "督查室")
    supervise(
        "report", "007-003", "--value", "18", "--period", "2025年", "--file", plan / "名单.csv", "--note", "另有两家在建",
        "--by", "王工", "--on", "2025-12-05",
    )  # fmt: skip
    supervise("send-back", "007-003", "--why", "缺名单", "--on", "2025-12-06", "--by", "督查室")
    supervise("milestone", "007-003", "--on", "2025-06-30", "--done", "2025-06-20")
    supervise("report", "007-003", "--value", "20", "--on", "2025-12-08", "--by", "王工")
    supervise("verify", "007-003", "--on", "2025-12-09", "--by", "督查室")
    last = supervise("close", "007-003", "--on", "2025-12-10").json
    assert (last["status"], last["unit"], last["set_by"]) == ("closed", ECONOMY, "tester")

    told = supervise("show", "007-003").json
    assert [(row["status"], row["since"], row["set_by"], row["reason"]) for row in told["statuses"]["rows"]] == [
        ("assigned", "2025-01-10", "tester", None), ("reported", "2025-12-05", "王工", None),
        ("sent_back", "2025-12-06", "督查室", "缺名单"), ("reported", "2025-12-08", "王工", None),
        ("verified", "2025-12-09", "督查室", None), ("closed", "2025-12-10", "tester", None),
    ]  # fmt: skip
    first, second = told["reports"]["rows"]
    assert (first["step"], first["value"], first["unit"], first["period"]) == (2, 18, "家", "2025")
    assert first["file_sha256"] == hashlib.sha256("企业\n甲\n".encode()).hexdigest()
    assert (first["file_name"], first["note"]) == ("名单.csv", "另有两家在建")
    assert (second["step"], second["value"], second["file_name"]) == (4, 20, None)
    assert [row["met_on"] for row in told["milestones"]["rows"]] == ["2025-06-20"]
    assert [(row["reminded_on"], row["note"]) for row in told["reminders"]["rows"]] == [("2025-12-02", "逾期")]


def test_a_file_that_was_reported_is_kept_and_a_figure_opens_its_source(supervise, assigned, plan, gongfu):
    from gongfu.workspace import Workspace

    (plan / "证明.txt").write_text("二十家", "utf-8")
    supervise("report", "007-003", "--value", "20", "--file", plan / "证明.txt", "--on", "2025-11-01")
    with Workspace.open(plan / "workspace") as opened:
        (row,) = opened.read("report").iter_rows(named=True)
        assert opened.originals.get(row["file_sha256"]).decode() == "二十家"
        (source,) = opened.read("source", where={"source_id": row["source_id"]}).iter_rows(named=True)
    assert (source["kind"], source["title"], source["sha256"]) == ("file", "证明.txt", row["file_sha256"])


def test_everything_under_supervision_is_listed_with_who_answers_for_it(supervise, assigned):
    rows = {row["id"]: row for row in supervise("list").rows}
    assert {(row["status"], row["due"]) for row in rows.values()} == {("assigned", "2025-11-30")}
    assert {row["unit"] for row in supervise("list", "--unit", "市经信委").rows} == {ECONOMY}
    assert supervise("list", "--on", "2025-01-09").rows == []


def test_a_report_without_a_file_stands_on_the_word_of_who_made_it(supervise, assigned, plan):
    from gongfu.workspace import Workspace

    supervise("report", "007-003", "--note", "已完成", "--by", "王工", "--on", "2025-11-01")
    with Workspace.open(plan / "workspace") as opened:
        (row,) = opened.read("report").iter_rows(named=True)
        (source,) = opened.read("source", where={"source_id": row["source_id"]}).iter_rows(named=True)
    assert (source["kind"], source["signed_by"], row["locator"], row["value"]) == ("entry", "王工", "entry:2", None)


def test_figures_are_kept_in_the_unit_of_the_commitment(supervise):
    supervise("assign", "007-001", "--unit", "市经信委", "--due", "2025-12-31", "--on", "2025-01-10")
    supervise("report", "007-001", "--value", "26500", "--unit", "亿元", "--period", "2025", "--on", "2025-12-01")
    (row,) = supervise("show", "007-001").json["reports"]["rows"]
    assert (row["value"], row["unit"]) == (2.65e12, "元")


REFUSED = [
    (["report", "007-003"], "evidence"),
    (["report", "007-003", "--unit", "家", "--note", "x"], "without a figure"),
    (["report", "007-003", "--value", "nan"], "no figure"),
    (["report", "007-003", "--value", "5", "--unit", "亿元"], "convert"),
    (["report", "007-003", "--value", "5", "--period", "不日"], "period"),
    (["report", "007-003", "--file", "nowhere.xlsx"], "nowhere.xlsx"),
    (["milestone", "007-003", "--on", "2025-06-30"], "set or reached"),
    (["send-back", "007-003", "--why", " "], "reason"),
    (["assign", "--due", "2025-12-31"], "name what is assigned"),
    (["assign", "007-001", "--due", "2025-12-31"], "to a unit"),
    (
        ["assign", "007-001", "--unit", "市经信委", "--due", "2024-12-31", "--on", "2025-01-01"],
        "before it is assigned",
    ),
]


def test_what_cannot_be_used_is_refused_and_changes_nothing(supervise, assigned):
    for arguments, what in REFUSED:
        assert what in json.loads(supervise(*arguments, code=2).err)["error"]
    assert steps(supervise) == [("assigned", "2025-01-10")]


def test_a_step_out_of_turn_is_refused_and_says_what_may_follow(supervise, assigned):
    said = json.loads(supervise("verify", "007-003", code=4).err)
    assert (said["error"], said["mend"]) == (
        "007-003 is assigned and cannot become verified",
        "it may become reported, withdrawn",
    )
    supervise("report", "007-003", "--note", "完成", "--on", "2025-03-02")
    assert (
        "which is after 2025-03-01"
        in json.loads(supervise("verify", "007-003", "--by", "督查室", "--on", "2025-03-01", code=4).err)["error"]
    )
    supervise("verify", "007-003", "--by", "督查室", "--on", "2025-03-03")
    supervise("close", "007-003", "--on", "2025-03-04")
    assert json.loads(supervise("report", "007-003", "--note", "又", code=4).err)["mend"] == "that status is final"
    assert "is closed" in json.loads(supervise("remind", "007-003", code=4).err)["error"]
    assert (
        "is closed"
        in json.loads(supervise("milestone", "007-003", "--on", "2025-05-01", "--what", "x", code=4).err)["error"]
    )
    assert json.loads(supervise("withdraw", "007-003", "--why", "误", code=4).err)["mend"] == "that status is final"


def test_names_that_mean_nothing_are_answered_with_those_that_do(supervise, assigned):
    assert "supervise assign 007-001" in json.loads(supervise("show", "007-001", code=3).err)["mend"]
    assert "007-999" in json.loads(supervise("show", "007-999", code=3).err)["error"]
    unknown = supervise("assign", "007-001", "--unit", "市气象局", "--due", "2025-12-31", "--on", "2025-01-10", code=3)
    assert ECONOMY in json.loads(unknown.err)["offenders"]
    no_milestone = supervise("milestone", "007-003", "--on", "2025-05-01", "--done", "2025-05-01", code=3)
    assert "no milestone on 2025-05-01" in json.loads(no_milestone.err)["error"]


def test_an_item_is_known_by_its_number_and_by_how_its_keys_begin(supervise, assigned):
    item = supervise("show", "007-003").json["item"]
    for name in (item["subject_id"][:8], item["entry_id"][:8], item["subject_id"]):
        assert supervise("show", name).json["item"] == item


def test_once_closed_an_item_may_begin_its_next_round_and_not_before(supervise, assigned):
    again = ["assign", "007-003", "--unit", "市经信委", "--due", "2026-11-30", "--on", "2026-01-10"]
    assert json.loads(supervise(*again, code=4).err)["offenders"] == ["007-003 引领性智能工厂数: assigned"]
    supervise("report", "007-003", "--note", "完成", "--on", "2025-11-01")
    supervise("verify", "007-003", "--by", "督查室", "--on", "2025-11-02")
    supervise("close", "007-003", "--on", "2025-11-03")
    supervise(*again)
    item = supervise("show", "007-003").json["item"]
    assert (item["round"], item["status"], item["due"]) == (2, "assigned", "2026-11-30")
    scored = supervise("score", "--on", "2026-12-31", "--year", "2025").json["items"]["rows"]
    assert [(row["due"], row["timely"]) for row in scored] == [("2025-11-30", 1.0)]


def test_a_whole_plan_goes_to_its_lead_units_in_one_commit_and_once(supervise, assigned):
    said = supervise("assign", "--from-plan", "007", "--due", "2025-12-31", "--on", "2025-02-01", "--tasks").json
    given = {row["title"]: (row["unit"], row["kind"]) for row in said["assigned"]["rows"]}
    assert given["每年技改项目数"] == (ECONOMY, "commitment")
    (task,) = (title for title, (_, kind) in given.items() if kind == "task")
    assert given[task][0] == "上海市人力资源和社会保障局"
    assert {row["id"]: row["reason"] for row in said["left_out"]["rows"]} == {
        "007-001": "no_unit", "007-002": "no_unit", "007-003": "under_supervision",
    }  # fmt: skip
    again = supervise("assign", "--from-plan", "007", "--due", "2025-12-31", "--on", "2025-02-01", "--tasks").json
    assert again["assigned"]["rows"] == []
    assert again["commit"] == said["commit"]


def test_each_step_is_one_commit_that_can_be_taken_back(supervise, assigned, gongfu):
    said = supervise("report", "007-003", "--value", "20", "--on", "2025-11-01").json
    assert said["version"] == assigned["commit"]["version"] + 1
    assert gongfu("workspace", "undo", said["version"]).code == 0
    assert steps(supervise) == [("assigned", "2025-01-10")]
    assert supervise("show", "007-003").json["reports"]["rows"] == []
    supervise("report", "007-003", "--value", "19", "--on", "2025-11-02")
    assert [row["value"] for row in supervise("show", "007-003").json["reports"]["rows"]] == [19]


def test_due_lists_what_stood_open_on_a_day(supervise, assigned):
    supervise("milestone", "007-003", "--on", "2025-06-30", "--what", "完成一半")
    supervise("remind", "007-003", "--on", "2025-12-02")
    supervise("report", "007-003", "--note", "完成", "--on", "2025-12-05")

    def on(day, *more):
        return [(row["reason"], row["days_late"]) for row in supervise("due", "--on", day, *more).rows]

    assert on("2025-01-09") == []
    assert on("2025-10-30") == []
    assert on("2025-11-01") == [("report_due", -29)]
    assert on("2025-11-01", "--ahead", "7") == []
    assert on("2025-12-03") == [("report_overdue", 3)]
    assert on("2025-12-06") == [("to_verify", 1)]
    assert on("2025-12-06", "--unit", "各区政府") == []
    (row,) = supervise("due", "--on", "2025-12-03", "--lang", "zh").rows
    assert (row["reminders"], row["next"], row["person"]) == (1, "立即报送，说明逾期原因", "王工")


def test_the_list_for_a_meeting_is_a_workbook(supervise, assigned, plan):
    supervise("remind", "007-003", "--on", "2025-12-02", "--why", "=1+1")
    supervise("report", "007-003", "--value", "18", "--note", "=cmd", "--on", "2025-12-05")
    supervise("send-back", "007-003", "--why", "缺名单", "--on", "2025-12-06")
    supervise("meeting", "--on", "2025-12-10", "--lang", "zh", "--format", "xlsx", "-o", plan / "m.xlsx")
    head, *rows = CalamineWorkbook.from_path(str(plan / "m.xlsx")).get_sheet_by_index(0).to_python()
    (row,) = (dict(zip(head, each, strict=True)) for each in rows)
    assert (row["责任单位"], row["编号"], row["事项"], row["数值"]) == (ECONOMY, "007-003", "引领性智能工厂数", "20 家")
    assert (row["状态"], row["事由"], row["由谁办理"], row["逾期天数"]) == ("已退回", "退回未复", "责任单位", 4)
    assert (row["报送数值"], row["备注"], row["催办次数"]) == ("18 家", "=cmd", 1)
    assert (row["报送日"], row["最近催办"]) == (date(2025, 12, 5), date(2025, 12, 2))


def test_the_content_of_the_calendar_is_that_of_its_file(supervise, assigned, plan):
    supervise("due", "--calendar", plan / "d.ics", "--on", "2025-02-01")
    assert supervise("calendar", "--on", "2025-02-01").json["calendar"] == (plan / "d.ics").read_bytes().decode()


def test_the_calendar_holds_each_day_to_come_and_keeps_its_names(supervise, assigned, plan):
    supervise("milestone", "007-003", "--on", "2026-12-31", "--what", "完成, 一半; 含在建")
    today = date.today()  # noqa: DTZ011 - a milestone is known from the day that it is entered

    def read(lang="zh"):
        supervise("due", "--calendar", plan / "d.ics", "--on", today, "--lang", lang)
        return {str(e["uid"]): e for e in Calendar.from_ical((plan / "d.ics").read_bytes()).walk("VEVENT")}

    found = read()
    days = {event["dtstart"].dt: event for event in found.values()}
    assert set(days) == {date(2025, 11, 30), date(2026, 12, 31)}
    assert str(days[date(2025, 11, 30)]["summary"]) == "报送期限：007-003 引领性智能工厂数"
    milestone = days[date(2026, 12, 31)]
    assert str(milestone["summary"]) == "节点：完成, 一半; 含在建（007-003 引领性智能工厂数）"
    assert milestone["dtend"].dt == date(2027, 1, 1)
    assert [alarm["trigger"].dt for alarm in milestone.walk("VALARM")] == [timedelta(days=-7)]
    assert ECONOMY in str(milestone["description"])
    assert "王工" in str(milestone["description"])
    assert set(read("en")) == set(found)
    supervise("report", "007-003", "--note", "完成", "--on", "2025-11-20")
    assert read() == {}


def test_units_are_scored_by_a_formula_that_is_shown(supervise, assigned):
    supervise("assign", "007-004", "--unit", "市经信委", "--due", "2025-11-30", "--on", "2025-01-10")
    supervise("report", "007-003", "--note", "完成", "--on", "2025-12-01")
    said = supervise("score", "--on", "2025-12-10").json
    assert {row["id"]: row["score"] for row in said["items"]["rows"]} == {"007-003": 50, "007-004": 0}
    (unit,) = said["units"]["rows"]
    assert (unit["unit"], unit["items"], unit["scored"], unit["score"], unit["result"]) == (ECONOMY, 2, 2, 25, None)
    assert sum(row["weight"] for row in said["weights"]["rows"]) == pytest.approx(1)
    (early,) = supervise("score", "--on", "2025-02-01").json["units"]["rows"]
    assert early["score"] is None


def test_a_target_is_split_and_checked(supervise, plan):
    (plan / "parts.csv").write_text(
        "维度,部分,数值,备注\n区县,甲区,12,\n区县,乙区,9,\n年度,2024年,8,\n年度,2025年,20,\n单位,市经信委,15,\n单位,某局,,未报\n",
        "utf-8",
    )
    said = supervise("split", "007-003", plan / "parts.csv").json
    assert [(row["dimension"], row["outcome"], row["total"], row["difference"]) for row in said["checks"]["rows"]] == [
        ("district", "over", 21, 1), ("unit", "open", 15, None), ("year", "matches", 20, 0),
    ]  # fmt: skip
    assert all(row["source_id"] and row["locator"].startswith("line:") for row in said["parts"]["rows"])
    (plan / "again.csv").write_text("维度,部分,数值\n区县,甲区,20\n", "utf-8")
    supervise("split", "007-003", plan / "again.csv")
    checked = supervise("split-check", "007-003").json["checks"]["rows"]
    assert {row["dimension"]: (row["outcome"], row["parts"]) for row in checked} == {
        "district": ("matches", 1), "unit": ("open", 2), "year": ("matches", 2),
    }  # fmt: skip


def test_amounts_are_split_in_the_unit_that_the_file_names_and_shares_cannot_be(supervise, plan):
    (plan / "amounts.csv").write_text("dimension,part,value（亿元）\n区县,甲,16000\n区县,乙,10000\n", "utf-8")
    (row,) = supervise("split", "007-001", plan / "amounts.csv").json["checks"]["rows"]
    assert (row["outcome"], row["total"], row["unit"]) == ("matches", 2.6e12, "元")
    (plan / "shares.csv").write_text("维度,部分,数值\n区县,甲,45\n区县,乙,45\n", "utf-8")
    (row,) = supervise("split", "007-002", plan / "shares.csv").json["checks"]["rows"]
    assert (row["outcome"], row["total"], row["rule"]) == ("not_summable", None, "none")
    assert len(supervise("split-check").json["checks"]["rows"]) == 2


def test_bad_rows_of_a_split_wait_in_quarantine_and_the_sum_is_at_least_that_until_they_are_mended(
    supervise, plan, gongfu
):
    (plan / "parts.csv").write_text(
        "维度,部分,数值（家）\n区县,甲,12\n区县,乙,十个左右\n乡镇,丙,5\n年度,明年,5\n年度,2025,20\n年度,2025年,20\n",
        "utf-8",
    )
    said = supervise("split", "007-003", plan / "parts.csv").json
    assert [(row["locator"], row["value"]) for row in said["quarantine"]["rows"]] == [
        ("line:3", "十个左右"), ("line:4", "乡镇"), ("line:5", "明年"), ("line:7", "2025年"),
    ]  # fmt: skip
    checks = {row["dimension"]: row for row in said["checks"]["rows"]}
    district = checks["district"]
    # 12 of 20 are known; four rows are not, so that nothing says that the parts are too few.
    assert (district["outcome"], district["total"], district["bound"], district["quarantined"]) == (
        "open",
        12,
        "at_least",
        4,
    )
    assert checks["year"]["outcome"] == "matches"  # a level: the year of the deadline is there
    (made,) = gongfu("table", "show", "import").rows
    assert (made["good_rows"], made["bad_rows"]) == (2, 4)

    bad = plan / "bad.csv"
    assert gongfu("quarantine", "export", made["import_id"], bad).code == 0
    lines = bad.read_text("utf-8-sig").splitlines()
    mended = [lines[0], lines[1].replace("十个左右", "8"), lines[2].replace("乡镇", "区县").replace(",5", ",0")]
    (plan / "mended.csv").write_text("\n".join(mended) + "\n", "utf-8")
    supervise("split", "007-003", plan / "mended.csv")
    rows = {row["dimension"]: row for row in supervise("split-check", "007-003").json["checks"]["rows"]}
    assert (rows["district"]["parts"], rows["district"]["unknown"], rows["district"]["quarantined"]) == (5, 2, 2)
    (plan / "rest.csv").write_text("\n".join([lines[0], lines[3].replace("明年", "2024")]) + "\n", "utf-8")
    supervise("split", "007-003", plan / "rest.csv")
    assert [row["line"] for row in gongfu("quarantine", "list").rows] == [7]  # the year that stands twice stays
    parts = {
        (row["dimension"], row["part"]): row["value"]
        for row in supervise("split-check", "007-003").json["parts"]["rows"]
    }
    assert parts == {
        ("district", "甲"): 12, ("district", "乙"): 8, ("district", "丙"): 0, ("year", "2025"): 20, ("year", "2024"): 5,
    }  # fmt: skip


def test_a_file_that_is_split_again_leaves_nothing_waiting_that_counts(supervise, plan):
    (plan / "bad.csv").write_text("维度,部分,数值\n区县,甲,12\n区县,乙,很多\n", "utf-8")
    supervise("split", "007-003", plan / "bad.csv")
    (plan / "good.csv").write_text("维度,部分,数值\n区县,甲,12\n区县,乙,8\n", "utf-8")
    (row,) = supervise("split", "007-003", plan / "good.csv").json["checks"]["rows"]
    assert (row["outcome"], row["quarantined"]) == ("matches", 0)
    assert "is not split" in json.loads(supervise("split-check", "007-001", code=3).err)["error"]
    (plan / "empty.csv").write_text("维度,部分,数值\n", "utf-8")
    supervise("split", "007-003", plan / "empty.csv", code=2)


def test_an_item_follows_its_commitment_into_a_new_version_of_the_document(supervise, assigned, plan, gongfu):
    before = supervise("show", "007-003").json["item"]
    (plan / "good.csv").write_text("维度,部分,数值\n区县,甲,20\n", "utf-8")
    supervise("split", "007-003", plan / "good.csv")
    for number in (1, 2):
        name = plan / f"new{number}.txt"
        name.write_text("修订稿" * number + "\n" + TEXT, "utf-8", newline="")
        assert gongfu("plan", "import", name, "--region", "上海市", "--replaces", "007").code == 0
    (row,) = supervise("due", "--on", "2025-12-10").rows
    after = supervise("show", row["id"]).json["item"]
    assert after["entry_id"] == before["entry_id"]
    assert after["subject_id"] != before["subject_id"]
    (check,) = supervise("split-check", row["id"]).json["checks"]["rows"]
    assert check["outcome"] == "matches"
    again = ["assign", row["id"], "--unit", "市经信委", "--due", "2026-11-30", "--on", "2026-01-10"]
    supervise(*again, code=4)


def test_who_reported_an_item_may_not_verify_it_in_whatever_spelling(supervise, assigned):
    supervise("report", "007-003", "--note", "一半", "--by", "Wang Gong", "--on", "2025-11-01")
    supervise("send-back", "007-003", "--why", "缺名单", "--by", "督查室", "--on", "2025-11-02")
    supervise("report", "007-003", "--note", "完成", "--by", "王工", "--on", "2025-11-03")
    for name in ("王工", " 王工 ", "ＷＡＮＧ gong"):
        refused = json.loads(supervise("verify", "007-003", "--by", name, "--on", "2025-11-04", code=4).err)
        assert "reported on 007-003 and cannot verify it" in refused["error"]
        assert "--alone --why TEXT" in refused["mend"]
    assert steps(supervise)[-1] == ("reported", "2025-11-03")
    supervise("verify", "007-003", "--by", "督查室", "--on", "2025-11-04")


def test_an_office_of_one_person_verifies_with_a_reason_and_scores_as_unverified(supervise, assigned):
    supervise("report", "007-003", "--note", "完成", "--by", "王工", "--on", "2025-11-03")
    alone = ["verify", "007-003", "--by", "王工", "--on", "2025-11-04", "--alone"]
    assert "say why" in json.loads(supervise(*alone, code=2).err)["error"]
    supervise(*alone, "--why", "本室仅一人")
    assert supervise("show", "007-003").json["statuses"]["rows"][-1]["reason"] == "本室仅一人"
    (item,) = supervise("score", "--on", "2025-12-10").json["items"]["rows"]
    assert (item["timely"], item["sound"]) == (1, None)


def test_an_item_is_handed_over_and_the_days_before_stay_with_the_first(supervise, assigned):
    social = "上海市人力资源和社会保障局"
    said = supervise(
        "hand-over",
        "007-003",
        "--unit",
        "市人力资源社会保障局",
        "--person",
        "张工",
        "--on",
        "2025-06-01",
        "--why",
        "职责调整",
    ).json
    assert (said["unit"], said["person"], said["status"]) == (social, "张工", "assigned")
    before, after = (supervise("due", "--on", day, "--ahead", "400").rows[0] for day in ("2025-05-31", "2025-06-01"))
    assert [row["person"] for row in (before, after)] == ["王工", "张工"]
    assert before["unit"] == ECONOMY
    assert after["unit"] == social
    assert supervise("due", "--on", "2025-12-10", "--unit", "市经信委").rows == []
    (row,) = supervise("show", "007-003").json["handovers"]["rows"]
    assert (row["from_unit"], row["from_person"], row["to_unit"], row["person"], row["reason"]) == (
        ECONOMY, "王工", social, "张工", "职责调整",
    )  # fmt: skip
    (unit,) = supervise("score", "--on", "2025-12-10").json["units"]["rows"]
    assert (unit["unit"], unit["timely"]) == (social, 0)
    back = ["hand-over", "007-003", "--unit", "市经信委"]
    assert "which is after" in json.loads(supervise(*back, "--on", "2025-05-01", code=4).err)["error"]
    assert (
        "with them already"
        in json.loads(supervise("hand-over", "007-003", "--person", "张工", "--on", "2025-07-01", code=4).err)["error"]
    )
    supervise("hand-over", "007-003", code=2)
    supervise(*back, "--on", "2025-07-01")
    assert supervise("show", "007-003").json["item"]["unit"] == ECONOMY


def test_an_item_that_is_withdrawn_is_no_longer_due_and_may_be_assigned_anew(supervise, assigned):
    supervise("withdraw", "007-003", "--why", " ", "--on", "2025-02-01", code=2)
    supervise("withdraw", "007-003", "--why", "交办有误", "--on", "2025-02-01")
    assert supervise("due", "--on", "2025-12-10").rows == []
    assert supervise("score", "--on", "2025-12-10").json["items"]["rows"] == []
    assert supervise("due", "--on", "2025-01-31", "--ahead", "400").rows[0]["reason"] == "report_due"
    for step in (["report", "007-003", "--note", "x"], ["hand-over", "007-003", "--person", "张工"]):
        assert "withdrawn" in json.loads(supervise(*step, code=4).err)["error"]
    supervise("assign", "007-003", "--unit", "市经信委", "--due", "2025-11-30", "--on", "2025-02-02")
    assert supervise("show", "007-003").json["item"]["round"] == 2
