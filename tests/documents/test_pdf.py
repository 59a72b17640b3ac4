import io
import re
import time

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from gongfu.documents import Limits, read
from gongfu.documents.errors import DamagedDocumentError, EncryptedDocumentError, NoTextError, TooLargeError
from gongfu.documents.joins import joins
from tests.documents.damage import to_pdf

PARAGRAPHS = [
    "云溪市制造业振兴三年行动方案",
    "一、主要目标",
    "到2028年，优势产业的根基更加牢固，工业增加值突破2.6万亿元，占全县生产总值比例达35%以上，技改投资年均增长8%。",
    "二、重点任务",
    "培育20家链主企业、260家省级专精特新企业，新添数控机床不少于3万台，每年组建校企联合实验室40个左右，入统企业增加300家。",
    "It creates 5,000 jobs by 2030.",
] * 12
TEXT = "\n".join(PARAGRAPHS)


@pytest.fixture(scope="module")
def data():
    return to_pdf(TEXT)


@pytest.fixture(scope="module")
def document(data):
    return read(data)


def bare(text):
    return re.sub(r"\s", "", text)


def blank_pdf(encrypt=None):
    buffer = io.BytesIO()
    canvas = Canvas(buffer, encrypt=encrypt)
    canvas.rect(10, 10, 100, 100, fill=1)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def test_read_gives_all_the_text_of_a_pdf(document):
    assert bare(document.text) == bare(TEXT)
    assert (document.format, document.encoding, document.title) == ("pdf", None, PARAGRAPHS[0])


def test_read_parts_the_pages_of_a_pdf(document):
    assert len(document.pages) > 1
    assert "\f".join(document.text[start:end] for start, end in document.pages) == document.text


def test_joins_gives_back_the_paragraphs_of_a_pdf(document):
    text = document.text
    for start, end in reversed(joins(text)):
        text = text[:start] + text[end:]
    assert [line.strip() for line in re.split("[\n\f]", text) if line.strip()] == PARAGRAPHS


@given(sample=st.data())
@settings(max_examples=40, deadline=None)
def test_locate_names_the_page_and_the_characters_of_a_pdf(data, document, sample):
    start = sample.draw(st.integers(0, len(document.text)))
    end = sample.draw(st.integers(start, min(len(document.text), start + 60)))
    pdf = pypdfium2.PdfDocument(data)
    spans = document.locate(start, end)
    found = [pdf[span.page].get_textpage().get_text_range(span.start, span.end - span.start) for span in spans]
    assert "".join(found) == re.sub("[\n\f]", "", document.text[start:end])
    assert [(span.page, span.start) for span in spans] == sorted((span.page, span.start) for span in spans)


def test_locate_draws_a_box_round_the_characters_of_a_pdf(document):
    start = document.text.index("2.6万亿元")
    (span,) = document.locate(start, start + 6)
    left, bottom, right, top = span.box
    assert 72 <= left < right <= 540
    assert 0 < bottom < top < 842
    assert document.to_source(start, start + 6) is None


def test_read_refuses_a_pdf_with_a_password():
    with pytest.raises(EncryptedDocumentError, match="password"):
        read(blank_pdf(StandardEncryption("secret")))


def test_read_says_that_a_pdf_of_images_needs_recognition():
    with pytest.raises(NoTextError, match=r"no text layer[\s\S]*ocrmypdf"):
        read(blank_pdf())


def test_read_names_the_pages_without_text():
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    for text in ("one", "", "three"):
        canvas.drawString(72, 700, text)
        canvas.showPage()
    canvas.save()
    assert read(buffer.getvalue()).notes == ("pages without text: 2",)


def test_read_mends_a_broken_cross_reference_table(data):
    assert bare(read(data.replace(b"startxref", b"startxxxx")).text) == bare(TEXT)


def test_read_refuses_a_pdf_that_is_cut_off_at_the_start(data):
    with pytest.raises(DamagedDocumentError, match="cut off or broken"):
        read(data[:200])


def test_read_refuses_more_pages_than_the_limit(data):
    with pytest.raises(TooLargeError, match="pages, more than the limit of 1"):
        read(data, limits=Limits(max_pages=1))


def test_read_stops_a_pdf_that_takes_too_long(data):
    with pytest.raises(TooLargeError, match="page 1 of"):
        read(data, limits=Limits(max_seconds=0.0))


def drawing_bomb(times):
    """A small pdf whose one page draws the same words very often."""
    canvas = Canvas(buffer := io.BytesIO(), pageCompression=1)
    canvas.drawString(72, 700, "x")
    canvas._code += ["BT 1 0 0 1 72 700 Tm (hello world) Tj ET"] * times
    canvas.save()
    return buffer.getvalue()


def test_read_stops_a_pdf_that_unpacks_to_too_much():
    bomb = drawing_bomb(1_000_000)
    assert len(bomb) < 1_000_000
    with pytest.raises((DamagedDocumentError, TooLargeError)):  # by the system, or by its own clock
        read(bomb, limits=Limits(max_seconds=1.0))
    with pytest.raises(DamagedDocumentError, match=r"or 0\.3 GB, or crashed"):
        read(bomb, limits=Limits(max_memory=300_000_000))


def test_read_gives_the_same_in_this_process_and_in_another(data, document):
    assert read(data, limits=Limits(isolated=False)).text == document.text


def test_read_reads_hundreds_of_pages_in_five_seconds():
    data = to_pdf("\n".join(PARAGRAPHS * 90))
    begin = time.process_time()
    document = read(data, limits=Limits(isolated=False))  # so that its processor time counts here
    assert time.process_time() - begin < 5
    assert len(document.pages) >= 200
