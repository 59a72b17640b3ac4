"""The text of a plan beside its commitments: every span holds the quantity as it is written."""

from itertools import pairwise

import pytest

from tests.operations.prepared import copy, prepare

TEXT = """某市智能制造行动计划（2023—2025年）
一、主要目标
到2025年，工业增加值超过2.6万亿元，战略性新兴产业产值占比
达到45%。
二、重点任务
打造20家引领性智能工厂。
"""
HTML = (
    "<html><body><h1>某市行动计划（2023—2025年）</h1><p>到2025年，打造<b>20家</b>&nbsp;智能工厂。</p>"
    "<table><tr><th>指标</th><th>2025年</th></tr><tr><td>绿色工厂数</td><td>30家</td></tr></table></body></html>"
)


def docx(path):
    import docx as word

    made = word.Document()
    made.add_heading("某市行动计划（2023—2025年）", 1)
    made.add_paragraph("到2025年，打造20家引领性智能工厂，工业投资达到2400亿元。")
    made.save(str(path))


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("document")
    (folder / "007_plan.txt").write_text(TEXT, "utf-8", newline="")
    (folder / "008_plan.html").write_text(HTML, "utf-8")
    docx(folder / "009_plan.docx")
    files = [folder / name for name in ("007_plan.txt", "008_plan.html", "009_plan.docx")]
    return prepare(folder, ("demo", "--keep"), ("plan", "import", *files, "--region", "上海市"))


@pytest.fixture
def document(made, gongfu, monkeypatch):
    monkeypatch.setenv("GONGFU_WORKSPACE", str(made))
    return lambda *arguments: gongfu("plan", "document", *arguments)


@pytest.mark.parametrize("plan", ["007", "008", "009"])
def test_every_commitment_stands_in_the_piece_that_holds_it(document, gongfu, plan):
    pieces = document(plan).rows
    quotes = {row["id"]: row["quote"] for row in gongfu("plan", "ledger", "--plan", plan).rows}
    marked = {c["id"]: row["text"][c["start"] : c["end"]] for row in pieces for c in row["commitments"]}
    assert quotes
    assert {key: text.replace("\n", "") for key, text in marked.items()} == {
        key: quote.replace("<b>", "").replace("</b>", "") for key, quote in quotes.items()
    }


def test_pieces_follow_each_other_and_leave_no_word_out(document):
    pieces = document("007").rows
    assert "".join(row["text"] for row in pieces).replace("\n", "") == TEXT.replace("\n", "")
    assert all(one["end"] <= other["start"] for one, other in pairwise(pieces))


def test_headings_paragraphs_and_cells_are_told_apart(document):
    assert [row["text"] for row in document("007").rows if row["kind"] == "heading"] == ["一、主要目标", "二、重点任务"]
    assert [row["text"] for row in document("008").rows if row["kind"] == "cell"] == [
        "指标",
        "2025年",
        "绿色工厂数",
        "30家",
    ]
    assert document("009").rows[0]["kind"] == "heading"


def test_the_piece_at_a_character_comes_with_its_neighbours(document):
    found = document("007", "--at", str(TEXT.index("20家"))).rows
    assert any("20家" in row["text"] for row in found)
    assert len(found) <= 3


def test_where_only_facts_are_kept_it_says_so_and_lists_them(document, gongfu):
    rows = document("001").rows
    assert {row["kind"] for row in rows} == {"heading", "fact"}
    assert all(row["text"] is None for row in rows if row["kind"] == "fact")
    listed = {c["id"] for row in rows for c in row["commitments"]}
    assert listed == {row["id"] for row in gongfu("plan", "ledger", "--plan", "001").rows}


def test_a_rejected_commitment_is_still_marked_and_says_so(gongfu, made, tmp_path, monkeypatch):
    monkeypatch.setenv("GONGFU_WORKSPACE", str(copy(made, tmp_path)))
    gongfu("plan", "correct", "007-003", "--reject", "--by", "李工")
    found = [c for row in gongfu("plan", "document", "007").rows for c in row["commitments"]]
    assert {c["id"]: c["status"] for c in found}["007-003"] == "rejected"
