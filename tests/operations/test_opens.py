"""Every figure that an operation shows opens, down to a place in a source, a signed entry or a formula whose inputs open."""

from contextlib import closing
from typing import Any

import pytest

from gongfu.operations.context import Context
from gongfu.operations.registry import operations
from gongfu.operations.results import Lines
from gongfu.workspace import Workspace
from gongfu.workspace.jobs import Counter
from tests.operations.opening import Opening
from tests.operations.prepared import prepare
from tests.operations.test_series_watch import PLAN as WATCHED_PLAN
from tests.operations.test_series_watch import rows as monthly

PLAN = """某市智能制造行动计划（2023—2025年）
一、主要目标
到2025年，工业增加值超过2.6万亿元，战略性新兴产业产值占比达到45%。
二、重点任务
（一）强链升级行动
打造20家引领性智能工厂，每年实施技改项目50项。（牵头单位：市经信委；配合单位：各区政府）
（二）人才行动
完善产业人才政策。（责任单位：市人力资源社会保障局）
"""
SPLIT = "维度,部分,数值\n区县,浦东新区,12\n区县,闵行区,7\n区县,宝山区,\n区县,嘉定区,many\n"
NO_FIGURES_OF_OURS = {
    "sql": "whoever asks writes the query; its figures have no rows of ours",
    "quarantine rows": "a file of the user, its cells as they were written, to be mended",
    "supervise calendar": "a file in the form of calendars, of days alone",
    "series export": "a file in a form that a standard lays down",
    "demo": "shows a workspace that is thrown away behind it; its tables are those of plan list, plan ledger and attain board",
}
CASES: dict[str, list[dict[str, Any]]] = {
    "attain board": [{}, *({"by": by} for by in ("plan", "action", "indicator", "unit", "district", "year"))],
    "attain changes": [{"since": "2023-12-31"}],
    "attain explain": [{"commitment": "001-004", "figure": "gap"}],
    "attain matches": [{}],
    "attain missing": [{}],
    "attain rate": [{"by": "year", "group": "2025"}],
    "attain show": [{"commitment": "001-004"}, {"commitment": "003-001"}, {"commitment": "临江-002"}],
    "data overview": [{}],
    "imports list": [{}],
    "jobs list": [{}],
    "map layer": [{"indicator": "工业增加值"}, {"indicator": "targets"}, {"indicator": "supervised"}],
    "map layers": [{}],
    "map shapes": [{}],
    "map tiles": [{}],
    "plan document": [{"plan": "007"}, {"plan": "001"}],
    "plan duties": [{"unit": "市经信委"}],
    "plan ledger": [{}],
    "plan lineage": [{}],
    "plan list": [{}],
    "plan show": [{"commitment": "007-001"}, {"commitment": "007-003"}, {"commitment": "001-004"}],
    "plan tree": [{"plan": "007"}, {"plan": "001"}],
    "plan units": [{}, {"plan": "001"}],
    "quarantine list": [{}],
    "search": [{"text": "工厂"}],
    "series explain": [{"series": "工业用电量", "figure": "level"}],
    "series forecast": [{}],
    "series formulas": [{}],
    "series indicators": [{}],
    "series list": [{}],
    "series outlook": [{"series": "工业用电量"}, {"series": "高新技术企业数"}],
    "series show": [{"series": "工业增加值"}],
    "series watch": [{}],
    "series watched": [{"series": "工业用电量"}],
    "series worked": [{"series": "工业增加值占全市生产总值比重", "formula": "shanghai_industry_share"}],
    "series yearly": [{"series": "工业增加值"}],
    "source open": [{"table": "region", "column": "name_zh", "key": []}],
    "supervise due": [{"on": "2025-12-20", "ahead": 60}],
    "supervise explain": [{"figure": "score", "unit": "市经信委"}],
    "supervise list": [{}],
    "supervise meeting": [{"on": "2025-12-20", "ahead": 60}],
    "supervise score": [{}, {"on": "2026-01-31", "year": 2025}],
    "supervise show": [{"item": "007-003"}],
    "supervise split-check": [{}],
    "supervise split-explain": [{"item": "007-003", "dimension": "district", "figure": "difference"}],
    "table columns": [{"table": "region"}],
    "table show": [],
    "tables": [{}],
    "today": [{}],
    "views list": [{}],
    "workspace history": [{}],
    "workspace info": [{}],
}
READ = {name: each for name, each in operations().items() if each.permission == "read" and each.result is not Lines}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The demo of Shanghai with plans, months of figures, corrections, a split and items under supervision on it."""
    folder = tmp_path_factory.mktemp("opens")
    (folder / "007_plan.txt").write_text(PLAN, "utf-8", newline="")
    (folder / "临江.txt").write_text(WATCHED_PLAN, "utf-8")
    lines = ["指标,时期,数值,单位,发布日期,来源"] + [",".join(map(str, row)) + ",月报" for row in monthly()]
    (folder / "months.csv").write_text("\n".join(lines) + "\n", "utf-8")
    (folder / "split.csv").write_text(SPLIT, "utf-8")
    supervised = (
        ("assign", "007-003", "--unit", "市经信委", "--person", "王工", "--due", "2025-11-30", "--on", "2025-01-10"),
        ("assign", "007-004", "--unit", "市经信委", "--due", "2025-12-31", "--on", "2025-01-10"),
        ("assign", "007-001", "--unit", "市经信委", "--due", "2026-01-10", "--on", "2025-01-10"),
        ("milestone", "007-003", "--on", "2025-12-10", "--what", "名单"),
        ("report", "007-003", "--value", "18", "--period", "2025", "--on", "2025-11-20", "--by", "王工"),
        ("remind", "007-003", "--on", "2025-11-01"),
        ("send-back", "007-003", "--why", "缺名单", "--on", "2025-11-25", "--by", "督查室"),
        ("report", "007-003", "--value", "19", "--file", folder / "split.csv", "--on", "2025-12-01", "--by", "王工"),
        ("verify", "007-003", "--on", "2025-12-05", "--by", "督查室"),
        ("report", "007-001", "--note", "在办", "--on", "2025-12-01", "--by", "王工"),
        ("hand-over", "007-004", "--unit", "市人力资源社会保障局", "--why", "职责调整", "--on", "2025-06-01"),
        ("split", "007-003", folder / "split.csv"),
    )
    return prepare(
        folder,
        ("demo", "--keep"),
        ("plan", "import", folder / "007_plan.txt", "--region", "上海市"),
        ("plan", "import", folder / "临江.txt", "--published-on", "2024-01-15", "--region", "310000"),
        ("series", "import", folder / "months.csv", "--region", "310000"),
        ("plan", "correct", "007-001", "--set", "value=2.7e12", "--by", "李工", "--why", "原文有误"),
        ("plan", "correct", "007-002", "--accept", "--by", "李工"),
        ("plan", "correct", "001-002", "--reject", "--by", "李工"),
        ("plan", "add", "007", "3-5", "--set", "indicator=绿色工厂数", "--set", "value=20", "--set", "unit=家", "--set",
         "deadline=2025", "--by", "李工"),
        *(("supervise", *each) for each in supervised),
    )  # fmt: skip


@pytest.fixture(scope="module")
def opening(made):
    with Workspace.open(made) as workspace:
        progress = Counter(lambda standing: None)
        with closing(Context(made, "zh", progress, "tester", opened=workspace)) as context:
            yield Opening(context)


def test_every_operation_that_reads_is_opened_or_says_why_not():
    takes_files = {
        name for name, each in READ.items() if any(p.type.__name__ == "Path" and p.required for p in each.parameters)
    }
    of_a_job = {"jobs show"}  # progress of work, no figures
    left = READ.keys() - CASES.keys() - NO_FIGURES_OF_OURS.keys() - takes_files - of_a_job
    assert not left, "add them to CASES"


@pytest.mark.parametrize("name", [name for name, given in CASES.items() if given and name != "source open"])
def test_every_figure_opens_down_to_its_leaves(opening, name):
    for given in CASES[name]:
        opening.open_all(name, given)
    wrong = {key: problem for key, problem in opening.problems.items() if key[0] == name}
    assert not wrong


def test_every_number_of_every_table_opens(opening):
    for table in opening.context.workspace.tables:
        opening.open_all("table show", {"table": table})
    wrong = {key: problem for key, problem in opening.problems.items() if key[0] == "table show"}
    assert not wrong
