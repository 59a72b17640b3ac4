"""The demo reads to a newcomer what five plans promised, or what plans of their own do."""

from pathlib import Path

import pytest

from gongfu.cli.main import run
from gongfu.cli.width import width
from gongfu.operations.brief import PAGE

SEEDS = Path(__file__).parents[2] / "shared" / "seeds"
TEXT = """某市智能制造行动计划（2023—2025年）
一、主要目标
到2025年，工业增加值超过2.6万亿元。
二、重点任务
（一）强链升级行动
打造20家引领性智能工厂。（责任单位：市经信委、各区政府）
"""


@pytest.fixture
def demo(capfdbinary, monkeypatch, tmp_path):
    import sys

    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GONGFU_PROGRAM", "./run")

    def call(*arguments):
        code = run(["demo", *map(str, arguments)], {})
        sys.stdout.flush()
        out, err = capfdbinary.readouterr()
        return code, out.decode(), err.decode()

    return call


def test_the_demo_reads_five_plans_with_their_actions_and_commitments(demo, tmp_path):
    code, out, _ = demo("--lang", "zh")
    assert code == 0
    lines = out.splitlines()
    assert lines[0] == "上海：2018—2023 年 5 个规划的 157 条承诺"
    for name in ("强链升级行动", "数字蝶变行动", "名品打造专项行动", "绿色领跑行动"):
        assert name in lines
    (line,) = [line for line in lines if line.startswith("  001-001 ")]
    assert line.split() == ["001-001", "工业增加值", "≥", "1.3万亿元", "目标", "2025", "–", "610–618"]
    assert "./run plan import 你的规划.docx" in out
    left = [path.name for path in tmp_path.iterdir()]
    assert left == (["gongfu-brief.html"] if PAGE.is_dir() else [])  # nothing else is left behind


def test_the_demo_writes_the_brief_where_the_page_stands_and_says_so_where_not(demo, tmp_path, monkeypatch):
    (tmp_path / "page").mkdir()
    (tmp_path / "page" / "index.html").write_text('<meta charset="utf-8" /><head></head>')
    monkeypatch.setattr("gongfu.operations.brief.PAGE", tmp_path / "page")
    _, out, _ = demo("--brief", tmp_path / "own.html", "--lang", "en")
    assert "001-004" in (tmp_path / "own.html").read_text("utf-8")
    assert "own.html" in out
    monkeypatch.setattr("gongfu.operations.brief.PAGE", tmp_path / "none")
    code, out, _ = demo("--brief", tmp_path / "second.html", "--lang", "en")
    assert code == 0
    assert "No brief" in out
    assert not (tmp_path / "second.html").exists()


def test_the_demo_speaks_english(demo):
    code, out, _ = demo("--lang", "en")
    assert code == 0
    assert out.startswith("Shanghai: 157 commitments in 5 plans, 2018 to 2023")
    assert "≥ 1.3 trillion yuan" in out
    assert "What to do next:" in out


def test_each_line_of_the_demo_fits_a_wide_screen(demo, monkeypatch):
    from gongfu.cli import draw

    monkeypatch.setattr(draw, "_columns", lambda: 100)
    for lang in ("zh", "en"):
        _, out, _ = demo("--lang", lang)
        body = out.split("下一步" if lang == "zh" else "What to do next")[0]
        too_wide = [line for line in body.splitlines() if width(line) > 100 and not line.startswith(("00", "─"))]
        assert too_wide == []


def test_the_demo_of_own_documents_shows_each_commitment_in_its_sentence(demo, tmp_path):
    (tmp_path / "plan.txt").write_text(TEXT, "gb18030")
    code, out, _ = demo(tmp_path / "plan.txt", "--lang", "zh")
    assert code == 0
    assert "打造【20家】引领性智能工厂。" in out
    assert "强链升级行动" in out.splitlines()
    assert "市经信委等2家" in out


def test_the_demo_names_what_it_could_not_read_and_shows_the_rest(demo, tmp_path):
    (tmp_path / "plan.txt").write_text(TEXT, "utf-8")
    (tmp_path / "empty.pdf").write_bytes(b"%PDF-1.7 broken")
    code, out, err = demo(tmp_path / "plan.txt", tmp_path / "empty.pdf")
    assert code == 1
    assert "【20家】" in out
    assert "empty.pdf" in err


def test_the_demo_gives_json(demo):
    import json

    code, out, _ = demo("--json")
    told = json.loads(out)
    assert code == 0
    assert [row["doc"] for row in told["plans"]["rows"]] == ["000", "004", "003", "002", "001"]
    assert sum(len(told[doc]["rows"]) for doc in ("000", "001", "002", "003", "004")) == 157
    first = told["001"]["rows"][0]
    assert {"value", "unit", "deadline", "responsible", "start", "end", "source_id"} <= first.keys()


def test_the_workspace_of_the_demo_can_be_kept(demo, tmp_path):
    from gongfu.workspace import Workspace

    code, out, _ = demo("--keep", "--workspace", tmp_path / "kept")
    assert code == 0
    assert "plan ledger --workspace" in out
    with Workspace.open(tmp_path / "kept") as workspace:
        assert workspace.read("commitment").height == 157


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the documents (../shared/seeds) are not here")
def test_the_demo_reads_the_five_documents_themselves(demo):
    code, out, _ = demo(*sorted(SEEDS.glob("*.txt")), "--lang", "zh")
    assert code == 0
    assert "打造【20家】标杆性智能工厂" in out.replace(" ", "").replace("\n", "")
