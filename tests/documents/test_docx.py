import io
import zipfile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given, settings
from hypothesis import strategies as st

from gongfu.documents import Block, Limits, read
from gongfu.documents.errors import DamagedDocumentError, NoTextError, TooLargeError, UnsupportedFormatError

WORDS = st.text(alphabet="一二家企业产值达到 ，。0123456789%abc\t\n", max_size=12)
RUN = f"<w:r {nsdecls('w')}><w:t>"


def saved(document):
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def with_part(data, name, change):
    """The same archive with one part changed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            content = old.read(part)
            new.writestr(part, change(content) if part == name else content)
    return buffer.getvalue()


@pytest.fixture
def plan():
    document = docx.Document()
    document.add_heading("三年行动计划", 0)
    document.add_heading("一、主要目标", 1)
    paragraph = document.add_paragraph("工业增加值超过")
    paragraph.add_run("2.6").bold = True
    paragraph.add_run("万亿元。")
    table = document.add_table(rows=3, cols=3)
    for row, cells in zip(
        table.rows, (("指标", "2025年（家）", ""), ("智能工厂", "20", "100"), ("", "30", "")), strict=True
    ):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    table.cell(0, 1).merge(table.cell(0, 2))
    table.rows[0]._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
    document.add_paragraph("二、保障")
    return document


def test_read_gives_paragraphs_and_table_rows_of_a_docx(plan):
    document = read(saved(plan))
    assert document.text == (
        "三年行动计划\n一、主要目标\n工业增加值超过2.6万亿元。\n指标\t2025年（家）\n智能工厂\t20\t100\n\t30\n二、保障\n"
    )
    assert (document.title, document.format) == ("三年行动计划", "docx")


def test_read_tells_headings_and_rows_of_a_docx_apart(plan):
    document = read(saved(plan))
    assert document.blocks[1] == Block("heading", 7, 13, level=1)
    rows = [(document.text[b.start : b.end], b.table, b.row, b.head) for b in document.blocks if b.kind == "row"]
    assert rows[0] == ("指标\t2025年（家）", 0, 0, True)
    assert rows[2] == ("\t30", 0, 2, False)


def test_locate_names_paragraph_and_run_of_a_docx(plan):
    document = read(saved(plan))
    start = document.text.index("过2.6万亿")
    spans = document.locate(start, start + 6)
    assert [plan.paragraphs[s.paragraph].runs[s.run].text[s.start : s.end] for s in spans] == ["过", "2.6", "万亿"]
    assert document.to_source(start, start + 6) is None


def test_locate_names_the_cell_of_a_docx(plan):
    document = read(saved(plan))
    (span,) = document.locate(document.text.index("100"), document.text.index("100") + 3)
    cell = plan.tables[span.table].rows[span.row].cells[span.cell]
    assert cell.paragraphs[span.paragraph].runs[span.run].text[span.start : span.end] == "100"
    assert span.as_dict() == {
        "part": "document", "paragraph": 0, "run": 0, "start": 0, "end": 3, "table": 0, "row": 1, "cell": 2, "kind": "docx",
    }  # fmt: skip


@given(paragraphs=st.lists(st.lists(WORDS, min_size=1, max_size=4), min_size=1, max_size=6), sample=st.data())
@settings(max_examples=25)
def test_locate_finds_every_span_of_a_docx_again(paragraphs, sample):
    source = docx.Document()
    for runs in [*paragraphs, ["完"]]:
        paragraph = source.add_paragraph()
        for text in runs:
            paragraph.add_run(text)
    document = read(saved(source))
    start = sample.draw(st.integers(0, len(document.text)))
    end = sample.draw(st.integers(start, len(document.text)))
    spans = document.locate(start, end)
    found = "".join(source.paragraphs[s.paragraph].runs[s.run].text[s.start : s.end] for s in spans)
    assert found.replace("\n", "") == document.text[start:end].replace("\n", "")
    order = [(s.paragraph, s.run, s.start) for s in spans]
    assert order == sorted(order)


def test_read_takes_insertions_and_links_but_not_deletions():
    document = docx.Document()
    paragraph = document.add_paragraph("打造")
    for element in (
        f"<w:ins {nsdecls('w')}>{RUN}20</w:t></w:r></w:ins>",
        f"<w:del {nsdecls('w')}><w:r><w:delText>10</w:delText></w:r></w:del>",
        f"<w:moveFrom {nsdecls('w')}>{RUN}5</w:t></w:r></w:moveFrom>",
        f"<w:hyperlink {nsdecls('w')}>{RUN}家</w:t></w:r></w:hyperlink>",
        f"<w:r {nsdecls('w')}><w:instrText>PAGE 7</w:instrText></w:r>",
    ):
        paragraph._p.append(parse_xml(element))
    assert read(saved(document)).text == "打造20家\n"


def test_read_puts_a_text_box_behind_its_paragraph_once():
    document = docx.Document()
    box = f"<w:txbxContent><w:p>{RUN}框内</w:t></w:r></w:p></w:txbxContent>"
    document.add_paragraph("前")._p.append(
        parse_xml(
            f'<w:r {nsdecls("w")} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
            f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
            "</mc:AlternateContent><w:t>后</w:t></w:r>"
        )
    )
    result = read(saved(document))
    assert result.text.split() == ["前后", "框内"]
    (span,) = result.locate(result.text.index("框"), result.text.index("框") + 1)
    assert (span.part, span.paragraph) == ("textbox", 0)


def test_read_takes_a_table_of_one_column_for_a_frame():
    document = docx.Document()
    table = document.add_table(rows=1, cols=1)
    table.cell(0, 0).text = "第一段"
    table.cell(0, 0).add_paragraph("第二段")
    assert read(saved(document)).text == "第一段\n第二段\n"


def test_read_refuses_external_entities_and_entity_bombs(plan):
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    file = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    for declaration in (bomb, file):
        data = with_part(
            saved(plan), "word/document.xml", lambda xml, d=declaration: xml.replace(b"<w:doc", d + b"<w:doc", 1)
        )
        with pytest.raises(DamagedDocumentError, match="document type"):
            read(data)
    wide = with_part(
        saved(plan), "word/document.xml",
        lambda xml: (bomb.decode() + "<x>&b;</x>").encode("utf-16"),
    )  # fmt: skip
    with pytest.raises(DamagedDocumentError, match="document type"):
        read(wide)


def test_read_refuses_a_zip_bomb(plan):
    bomb = with_part(saved(plan), "word/document.xml", lambda xml: xml + b" " * 50_000_000)
    assert len(bomb) < 200_000
    with pytest.raises(TooLargeError, match=r"word/document.xml unpacks from"):
        read(bomb)
    with pytest.raises(TooLargeError, match=r"unpacks"):
        read(saved(plan), limits=Limits(max_unpacked_bytes=1000))


def test_read_refuses_a_zip_bomb_that_lies_about_its_size(plan):
    bomb = bytearray(with_part(saved(plan), "word/document.xml", lambda xml: xml + b" " * 50_000_000))
    place = bomb.rindex(b"word/document.xml")  # in the directory; the size stands 22 bytes before the name
    bomb[place - 22 : place - 18] = (1000).to_bytes(4, "little")
    with pytest.raises(DamagedDocumentError, match="broken"):
        read(bytes(bomb))


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_read_refuses_a_docx_that_is_cut_off(plan, share):
    data = saved(plan)
    with pytest.raises(DamagedDocumentError, match="cut off"):
        read(data[: int(share * len(data))])


def test_read_refuses_broken_xml(plan):
    with pytest.raises(DamagedDocumentError, match="no well-formed XML"):
        read(with_part(saved(plan), "word/document.xml", lambda xml: xml[:-20]))


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("xl/workbook.xml", "xlsx"),
        ("ppt/presentation.xml", "pptx"),
        ("a.txt", "zip archive"),
        ("content.xml", "OpenDocument"),
    ],
)
def test_read_names_an_archive_that_is_no_docx(name, kind):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(name, "x")
    with pytest.raises(UnsupportedFormatError, match=kind):
        read(buffer.getvalue())


def test_read_refuses_a_docx_without_text():
    with pytest.raises(NoTextError, match="no text"):
        read(saved(docx.Document()))


def test_read_bears_tables_nested_deep():
    depth = 3000
    xml = "<w:tbl><w:tr><w:tc>" * depth + f"<w:p>{RUN}深</w:t></w:r></w:p>" + "</w:tc></w:tr></w:tbl>" * depth
    data = with_part(
        saved(docx.Document()), "word/document.xml", lambda old: old.replace(b"<w:body>", b"<w:body>" + xml.encode())
    )
    assert read(data).text == "深\n"
