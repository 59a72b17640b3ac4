import json

import pytest

from gongfu.plan.commitment import BASE_FIELDS

TEXT = "一、主要目标\n到2025年，工业增加值超过2.6万亿元，打造20家引领性智能工厂。\n"
HTML = (
    "<html><head><title>某市行动计划（2023-2025年）</title></head><body><h1>某市行动计划（2023-2025年）</h1>"
    "<p>到2025年，打造<b>20</b>家引领性智能工厂，&nbsp;工业增加值超过2.6万亿元。</p></body></html>"
)


@pytest.fixture
def plans(tmp_path):
    (tmp_path / "007_plan.txt").write_bytes(TEXT.encode("gb18030"))
    (tmp_path / "page.html").write_text(HTML, "utf-8")
    return tmp_path


def test_extract_gives_exactly_the_fields_of_the_definition_in_order(gongfu, plans):
    rows = gongfu("plan", "extract", plans / "007_plan.txt").rows
    assert [tuple(row) for row in rows] == [BASE_FIELDS] * 2
    assert [(row["id"], row["value"], row["unit"]) for row in rows] == [
        ("007-001", 2_600_000_000_000, "元"),
        ("007-002", 20, "家"),
    ]


def test_offsets_are_into_the_decoded_file(gongfu, plans):
    for row in gongfu("plan", "extract", plans / "007_plan.txt").rows:
        assert TEXT[row["start"] : row["end"]] == row["quote"]


def test_offsets_of_a_page_are_into_its_source(gongfu, plans):
    rows = gongfu("plan", "extract", plans / "page.html").rows
    assert [HTML[row["start"] : row["end"]] for row in rows] == [row["quote"] for row in rows]
    assert [row["quote"] for row in rows] == ["20</b>家", "超过2.6万亿元"]


def test_more_tells_the_place_in_a_docx(gongfu, plans):
    import docx

    document = docx.Document()
    document.add_paragraph("到2025年，打造20家引领性智能工厂。")
    document.save(plans / "plan.docx")
    (row,) = gongfu("plan", "extract", plans / "plan.docx", "--more").rows
    assert row["locators"][0]["kind"] == "docx"
    assert {"direction", "relative_to", "aggregation", "file"} <= row.keys()


def test_a_file_that_cannot_be_read_is_named_and_the_others_are_done(gongfu, plans):
    (plans / "noise.pdf").write_bytes(b"%PDF-1.7 cut off")
    (plans / "empty.txt").write_bytes(b"")
    out = plans / "all.jsonl"
    said = gongfu("plan", "extract", plans / "noise.pdf", plans / "page.html", plans / "empty.txt", "-o", out)
    assert said.code == 1
    assert len(out.read_text("utf-8").splitlines()) == 2
    assert [name for name in ("noise.pdf", "empty.txt", "page.html") if name in said.err] == ["noise.pdf", "empty.txt"]


def test_two_files_of_one_name_get_ids_of_their_own(gongfu, plans):
    again = plans / "again"
    again.mkdir()
    (again / "007_plan.txt").write_bytes(TEXT.encode())
    rows = gongfu("plan", "extract", plans / "007_plan.txt", again / "007_plan.txt").rows
    assert [row["id"] for row in rows] == ["007-001", "007-002", "007~2-001", "007~2-002"]


def test_every_line_is_json_alone(gongfu, plans):
    said = gongfu("plan", "extract", plans / "page.html", "--quiet")
    assert said.err == ""
    assert all(json.loads(line)["quote"] for line in said.out.splitlines())
