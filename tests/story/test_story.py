"""From documents as they come to a verdict that a person has checked: the whole way, by command line, API and page."""

import json
import sys
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote
from zipfile import ZipFile

import docx
import pytest
from python_calamine import CalamineWorkbook

from gongfu.cli.main import run
from gongfu.plan.commitment import BASE_FIELDS
from tests.page.conftest import built, chromium  # noqa: F401 - fixtures
from tests.page.served import Served, named

PAGE = """<!DOCTYPE html><html><head><meta charset="gb2312"><title>临江市绿色制造行动方案（2024—2026年）_新闻网</title></head>
<body><div class="nav"><a href="/">首页</a> &gt; <a href="/zc">政策</a></div>
<h1>临江市绿色制造行动方案（2024—2026年）</h1><p>2024-03-01&nbsp;来源：新闻网</p>
<h2>一、主要目标</h2><p>到2026年，规模以上单位工业增加值能耗下降<b>13.5</b>%，创建绿色工厂&nbsp;120家以上。</p>
<h2>二、重点任务</h2><h3>（一）绿色领跑行动</h3>
<p>每年实施节能降碳技改项目50项，建设=零碳园区=3个。（责任单位：市经信委、市生态环境局）</p></body></html>
"""
NOTICE = """临江市人民政府关于印发《临江市先进制造业三年行动计划（2024—2026年）》的通知
2024年1月15日
各区人民政府，市政府有关部门：
　　一、主要目标
　　到2026年，工业增加值突破１.２万亿元，
战略性新兴产业产值占比达到四成以上。
　　二、重点任务
　　（一）强链升级行动
　　打造２个万亿级产业集群，滚动培育专精特新
企业三千家左右。（牵头单位：市经信委；配合单位：市科委、各区政府）
"""
NEXT = """临江市智能制造行动计划（2027—2029年）
一、主要目标
到2029年，打造40家引领性智能工厂，引进智能工厂服务商5家。
"""
FIGURES = """指标,时期,数值,单位,发布日期,来源
引领性智能工厂数,2026年,２１,家,2027-02-01,统计公报
引领性智能工厂数,去年年底,18,家,2026-02-01,统计公报
工业增加值,2026年,—,亿元,2027-02-01,统计公报
"""


@dataclass(frozen=True)
class Said:
    code: int
    out: str
    err: str

    @property
    def rows(self) -> list[Any]:
        return [json.loads(line) for line in self.out.splitlines()]


@pytest.fixture
def gongfu(tmp_path, monkeypatch, capfdbinary):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GONGFU_AUTHOR", "李工")

    def call(*arguments: str) -> Said:
        code = run([*map(str, arguments), "--lang", "zh"], {})
        sys.stdout.flush()
        out, err = capfdbinary.readouterr()
        return Said(code, out.decode(), err.decode())

    return call


def messy_docx(path):
    """A plan whose quantities are cut into runs, with a table, a footer and an empty paragraph between."""
    document = docx.Document()
    document.add_heading("临江市智能制造行动计划（2024—2026年）", 0)
    document.add_paragraph("")
    document.add_heading("一、主要目标", 1)
    paragraph = document.add_paragraph("到2026年，工业机器人使用密度达")
    for piece in ("36", "0台/", "万人"):
        paragraph.add_run(piece).bold = piece == "0台/"
    paragraph.add_run("，打造20家引领性智能工厂。")
    table = document.add_table(rows=2, cols=3)
    for place, text in enumerate(["指标", "2023年", "2026年", "数字化车间数（个）", "100", "300"]):
        table.cell(place // 3, place % 3).text = text
    document.sections[0].footer.paragraphs[0].text = "第 1 页 共 1 页"
    document.save(path)


@pytest.fixture
def documents(tmp_path):
    messy_docx(tmp_path / "智能制造.docx")
    (tmp_path / "002_notice.txt").write_bytes(NOTICE.encode("gb18030"))
    (tmp_path / "green.html").write_bytes(PAGE.encode("gb18030"))
    (tmp_path / "scan.pdf").write_bytes(b"%PDF-1.4 not really")
    return tmp_path


def exported(gongfu):
    return {row["id"]: row for row in gongfu("plan", "export", "--quiet").rows}


def test_from_documents_as_they_come_to_a_checked_ledger(gongfu, documents, tmp_path, request):
    assert gongfu("workspace", "init").code == 0

    # Four files come in, one of them broken: it is named, the others are there.
    files = ("智能制造.docx", "002_notice.txt", "green.html", "scan.pdf")
    said = gongfu("plan", "import", *files, "--region", "310000", "--json")
    assert said.code == 1
    assert "scan.pdf" in said.err
    assert [row["doc"] for row in said.rows] == ["智能制造", "002", "green"]

    # The ledger holds what each file says, whatever its format.
    found = exported(gongfu)
    assert all(tuple(row) == BASE_FIELDS for row in found.values())
    stated = {(row["id"].split("-")[0], row["value"], row["unit"], row["deadline"]) for row in found.values()}
    assert {
        ("002", 1.2e12, "元", 2026), ("002", 40, "%", 2026), ("002", 2, "个", 2026), ("002", 3000, "家", 2026),
        ("智能制造", 360, "台/万人", 2026), ("智能制造", 20, "家", 2026), ("智能制造", 300, "个", 2026),
        ("green", 13.5, "%", 2026), ("green", 120, "家", 2026), ("green", 50, "项", 2026),
    } <= stated  # fmt: skip

    # Spans are those of the files.
    notice, page = (tmp_path / "002_notice.txt").read_bytes().decode("gb18030"), PAGE
    for row in found.values():
        source = {"002": notice, "green": page}.get(row["id"].split("-")[0])
        assert source is None or source[row["start"] : row["end"]] == row["quote"]

    # Units are one register, whatever the file calls them.
    units = {row["name_zh"]: row for row in gongfu("plan", "units", "--json").rows}
    economy = next(row for name, row in units.items() if name.endswith("市经济和信息化委员会"))
    assert (economy["plans"], economy["lead"] > 0) == (2, True)
    chosen = gongfu("plan", "ledger", "--unit", "市经济信息化委", "--json").rows
    assert {row["doc"] for row in chosen} == {"002", "green"}

    # A person corrects one, rejects one, accepts one; what was read stays beside it.
    before = exported(gongfu)
    target = next(key for key, row in before.items() if row["value"] == 3000)
    rejected = next(key for key, row in before.items() if row["value"] == 50)
    assert (
        gongfu(
            "plan",
            "correct",
            target,
            "--set",
            "value=3500",
            "--set",
            "note==1+1",
            "--by",
            "王工",
            "--why",
            "以正式文本为准",
        ).code
        == 0
    )
    undone = json.loads(gongfu("plan", "correct", rejected, "--reject", "--json").out)["version"]
    assert gongfu("plan", "correct", "002-001", "--accept").code == 0
    after = exported(gongfu)
    assert after[target]["value"] == 3500
    assert rejected not in after
    (row,) = [row for row in gongfu("plan", "ledger", "--json").rows if row["id"] == target]
    assert (row["status"], row["corrected_by"], json.loads(row["extracted"])["value"]) == ("changed", "王工", 3000)
    shown = gongfu("plan", "show", target).out
    assert "以正式文本为准" in shown
    assert "【三千家左右】" in shown

    # It goes out as a workbook with its sources, in which nothing is a formula.
    assert gongfu("plan", "ledger", "-o", "ledger.xlsx").code == 0
    book = CalamineWorkbook.from_path(str(tmp_path / "ledger.xlsx"))
    ledger, sources = (book.get_sheet_by_name(name).to_python() for name in book.sheet_names)
    assert len(ledger) == len(after) + 1
    assert len(sources) == 4
    assert "=1+1" in [cell for line in ledger for cell in line]
    assert b"<f>" not in ZipFile(tmp_path / "ledger.xlsx").read("xl/worksheets/sheet1.xml")
    assert gongfu("plan", "ledger", "-o", "ledger.csv").code == 0
    assert len((tmp_path / "ledger.csv").read_text("utf-8").splitlines()) == len(after) + 1

    # Read again, nothing changes; the corrections stand.
    again = gongfu("plan", "import", "002_notice.txt", "green.html", "--json")
    assert [(row["added"], row["changed"], row["removed"], row["version"]) for row in again.rows] == [
        (0, 0, 0, None)
    ] * 2
    assert exported(gongfu) == after

    # A later version of a document takes the corrections over.
    later = NOTICE.replace("　　二、重点任务", "　　工业投资年均增长5%。\n　　二、重点任务")
    (tmp_path / "002_later.txt").write_bytes(later.encode("gb18030"))
    (done,) = gongfu("plan", "import", "002_later.txt", "--replaces", "002", "--json").rows
    assert (done["doc"], done["carried"]) == ("002", 3)
    assert 3500 in {row["value"] for row in exported(gongfu).values()}

    # Undo takes back the import, and then the rejection.
    assert gongfu("workspace", "undo", str(done["version"])).code == 0
    assert exported(gongfu) == after
    assert gongfu("workspace", "undo", str(undone)).code == 0
    assert rejected in exported(gongfu)

    # The past stays readable.
    first = gongfu("plan", "list", "--version", "4", "--json").rows
    assert len(first) == 3
    assert gongfu("plan", "list", "--as-of", "2024-02-01", "--json").rows[0]["doc"] == "002"

    # A later plan raises a target, and is told from one that only looks like it.
    (tmp_path / "next.txt").write_text(NEXT, "utf-8")
    assert gongfu("plan", "import", "next.txt", "--quiet").code == 0
    found = json.loads(gongfu("plan", "lineage", "--indicator", "智能工厂", "--json").out)
    (link,) = found["links"]["rows"]
    assert (link["from"], link["to"], link["relation"]) == ("智能制造-002", "next-001", "raised")
    assert "20家→40家" in link["reason"]

    # Figures come in as they are kept: the bad line waits, the unknown one stays unknown, and the targets are judged.
    (tmp_path / "figures.csv").write_bytes(FIGURES.encode("gb18030"))
    read = gongfu("series", "import", "figures.csv", "--region", "310000", "--json")
    assert read.code == 0, read.err
    assert [row["reason"] for row in gongfu("quarantine", "list", "--json").rows] == ["not_a_period"]
    judged = {row["id"]: row for row in gongfu("attain", "board", "--json").rows}
    factories, output = judged["智能制造-002"], judged["002-001"]
    assert (factories["status"], factories["observed_value"], factories["evidence"]) == ("attained", 21, "统计公报")
    assert (output["status"], output["missing"]) == ("not_measurable", "工业增加值 2026")
    told = json.loads(gongfu("attain", "show", "智能制造-002", "--json").out)
    assert [(row["worked"], row["result"]) for row in told["formula"]["rows"]] == [("21 >= 20", "True")]

    # The target goes to the unit that the plan does not name, is reported on with a list, sent back, and seen through to the end.
    (tmp_path / "名单.csv").write_text("企业\n甲厂\n乙厂\n", "utf-8")
    item = "智能制造-002"
    for line in (
        (
            "assign",
            item,
            "--unit",
            "市经信委",
            "--person",
            "王工",
            "--due",
            "2027-01-31",
            "--on",
            "2026-06-01",
            "--by",
            "督查室",
        ),
        ("remind", item, "--on", "2027-02-02", "--why", "逾期两天", "--by", "督查室"),
        (
            "report",
            item,
            "--value",
            "18",
            "--period",
            "2026",
            "--file",
            "名单.csv",
            "--by",
            "王工",
            "--on",
            "2027-02-05",
        ),
        ("send-back", item, "--why", "名单只有两家", "--by", "督查室", "--on", "2027-02-06"),
    ):
        assert gongfu("supervise", *line, "--quiet").code == 0
    assert gongfu("supervise", "meeting", "--on", "2027-02-10", "-o", "meeting.xlsx").code == 0
    head, *lines = CalamineWorkbook.from_path(str(tmp_path / "meeting.xlsx")).get_sheet_by_index(0).to_python()
    (line,) = (dict(zip(head, each, strict=True)) for each in lines)
    assert (line["编号"], line["事由"], line["逾期天数"], line["报送数值"], line["催办次数"]) == (
        item,
        "退回未复",
        4,
        "18 家",
        1,
    )
    report = ("report", item, "--value", "21", "--file", "名单.csv", "--by", "王工", "--on", "2027-02-12")
    assert gongfu("supervise", *report, "--quiet").code == 0
    own = gongfu("supervise", "verify", item, "--by", "王工", "--on", "2027-02-13")
    assert own.code == 4
    assert "王工 reported on 智能制造-002 and cannot verify it" in own.err
    for line in (
        ("verify", item, "--by", "督查室", "--on", "2027-02-13"),
        ("close", item, "--on", "2027-02-14", "--by", "督查室"),
    ):
        assert gongfu("supervise", *line, "--quiet").code == 0

    # By the published formula: late 0.5 x 0.4 and sent back once 0.5 x 0.2 out of 0.6 that are known: 50 of 100. The plan has no day
    # of publication, so that the past day asked for does not know its target, and what is not known does not count.
    scores = json.loads(gongfu("supervise", "score", "--on", "2027-03-01", "--json").out)
    (scored,) = scores["items"]["rows"]
    assert (scored["timely"], scored["sound"], scored["result"], round(scored["score"], 6)) == (0.5, 0.5, None, 50)
    assert [(row["unit"], round(row["score"], 6)) for row in scores["units"]["rows"]] == [
        ("上海市经济和信息化委员会", 50)
    ]
    life = json.loads(gongfu("supervise", "show", item, "--json").out)
    assert [row["status"] for row in life["statuses"]["rows"]] == [
        "assigned", "reported", "sent_back", "reported", "verified", "closed",
    ]  # fmt: skip
    assert gongfu("supervise", "meeting", "--on", "2027-03-01", "--json").rows == []

    # The same by the API: what the command line says, the service says too, and the figure opens the source that it names.
    with Served(tmp_path / "workspace") as service:
        board = service.rows(f"/api/v1/attain/board?lang=zh&filter={quote('indicator=引领性智能工厂数')}")
        told = {row["id"]: row for row in gongfu("attain", "board", "--json").rows}
        assert board
        assert [(row["status"], row["observed"]) for row in board] == [
            (told[row["id"]]["status"], told[row["id"]]["observed"]) for row in board
        ]
        (measured,) = [row["id"] for row in board if row["status"] == "attained"]
        shown = json.loads(service.asked(f"/api/v1/attain/show?commitment={quote(measured)}&lang=zh"))
        (figure,) = [row for row in named(shown["parts"]["figures"]) if row["used"]]
        assert figure["value"] == 21
        opened = f"/api/v1/source/open?table=observation&column=value&key={figure['observation_id']}&lang=zh"
        leaf = service.rows(opened)[0]
        assert (leaf["value"], leaf["source"], leaf["place"]) == ("21", "统计公报", "figures.csv 第 2 行")
        assert all(row["next"] and row["page"].startswith("/") for row in service.rows("/api/v1/today?lang=zh"))

    # And on the page, where there is a browser: the verdict, its figure and the source.
    page = request.getfixturevalue("chromium").new_page(locale="zh-CN")
    with Served(tmp_path / "workspace") as service:
        page.goto(f"{service.url}/board?open={quote(measured)}")
        page.wait_for_selector("[role=dialog] .badge:has-text('已达成')")
        page.locator("[role=dialog] g.point.observed").first.click()
        page.wait_for_selector("[role=dialog]:has-text('统计公报')")
    page.close()
