import random
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongfu.documents import CharacterSpan, Limits, find_format, read, read_file
from gongfu.documents.errors import DocumentError, NoTextError, TooLargeError, UnsupportedFormatError
from gongfu.errors import GongfuError
from tests.documents.damage import to_docx, to_pdf

RESIDUE = "到2025年<br>增长&lt;5%\r\n'',\\r\\n</p>达到100家。\n"


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.sql", None])
def test_read_leaves_plain_text_exactly_as_it_is(name):
    document = read(RESIDUE.encode(), name=name)
    assert document.text == RESIDUE
    assert document.sha256 == sha256(RESIDUE.encode()).hexdigest()
    assert document.to_source(3, 9) == (3, 9)
    assert document.locate(3, 9) == [CharacterSpan(3, 9)]


@given(st.text(min_size=1).filter(lambda text: text.strip("\ufeff\x00 \t\r\n")), st.sampled_from(["a.txt", "a.md"]))
def test_read_gives_the_characters_that_the_scorer_counts(text, name):
    try:
        document = read(text.encode(), name=name)
    except UnsupportedFormatError:
        return  # mostly control characters
    except DocumentError as error:
        pytest.fail(str(error))
    if document.encoding == "utf-8":
        assert document.text == text


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (b"<!DOCTYPE html><p>x", None, "html"),
        (b"\xef\xbb\xbf <html><p>x", None, "html"),
        (b"<!-- x --><?xml version='1.0'?><HTML>", None, "html"),
        ("<html><p>x".encode("utf-16"), None, "html"),
        (b"<html><p>x", "a.txt", "txt"),
        (b"<p>x", None, "txt"),
        (b"<p>x", "a.HTM", "html"),
        (b"no markup, 3 < 5", "a.html", "txt"),
        (b"# x", "a.md", "md"),
        (b"PK\x03\x04", "a.txt", "docx"),
        (b"junk %PDF-1.4", "a.txt", "pdf"),
        (b"x", "a.docx", "txt"),
    ],
)
def test_find_format_looks_at_the_bytes_first(data, name, expected):
    assert find_format(data, name=name) == expected


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 500, "doc"),
        (b"{\\rtf1 x}", "rtf"),
        (b"\x89PNG\r\n\x1a\n", "png"),
        (b"7z\xbc\xaf\x27\x1c", "7z"),
        (b"\x7fELF", "program"),
        (random.Random(0).randbytes(3000), "no text"),
    ],
)
def test_read_names_what_it_does_not_take_and_how_to_mend_it(data, kind):
    with pytest.raises(UnsupportedFormatError, match=kind) as caught:
        read(data)
    assert isinstance(caught.value, GongfuError)
    assert caught.value.mend
    assert caught.value.exit_code == 2


@pytest.mark.parametrize("data", [b"", b"\n \t\r\n", b"\x00\x00", b"\xef\xbb\xbf"])
def test_read_refuses_an_empty_file(data):
    with pytest.raises(NoTextError, match="empty"):
        read(data)


def test_read_file_refuses_a_large_file_before_it_reads_it(tmp_path):
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(500_000_000)  # a hole: no byte is written
    with pytest.raises(TooLargeError, match="500 MB, more than the limit of 100 MB"):
        read_file(path)
    with pytest.raises(TooLargeError):
        read(b"x" * 11, limits=Limits(max_bytes=10))


def test_read_file_reads_by_name(tmp_path):
    (tmp_path / "a.md").write_bytes(RESIDUE.encode())
    assert read_file(tmp_path / "a.md").format == "md"


def test_read_keeps_nul_bytes_in_their_place():
    assert read("产值\x00五亿元，企业一百家。".encode()).text.index("五") == 3


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 2), (0, 1000)])
def test_locate_refuses_a_span_outside_the_text(start, end):
    with pytest.raises(ValueError, match="does not lie in a text of"):
        read(b"text").locate(start, end)


SOUND = [
    RESIDUE.encode(),
    b"<html><body><p>" + RESIDUE.encode(),
    to_docx("到2025年\n达到100家"),
    to_pdf("到2025年\n达到100家"),
]


@given(data=st.sampled_from(SOUND), seed=st.integers(0, 2**32))
def test_read_answers_or_refuses_whatever_the_bytes(data, seed):
    chance = random.Random(seed)
    mutable = bytearray(data)
    for _ in range(chance.randint(1, 30)):
        mutable[chance.randrange(len(mutable))] = chance.randrange(256)
    if chance.random() < 0.3:
        del mutable[chance.randrange(len(mutable)) :]
    document, error = None, None
    try:
        document = read(bytes(mutable), limits=Limits(isolated=False))
    except DocumentError as refusal:
        error = refusal
    if document:
        assert document.text
        document.locate(0, len(document.text))
    else:
        assert error.mend
