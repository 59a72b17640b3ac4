import pytest

from gongfu.documents.encoding import decode
from gongfu.documents.errors import UnsupportedFormatError

SIMPLIFIED = [
    "到2025年，工业增加值超过2.6万亿元。",
    "培育单项冠军企业50家",
    "新增智能工厂",
    "（责任单位：市经济信息化委）",
]
TRADITIONAL = [
    "到2028年，紡織業產值爭取增加40%左右。",
    "培育單項冠軍企業50家",
    "新增智能工廠",
    "（責任單位：市經濟信息化委）",
]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "gbk", "utf-16-le", "utf-16-be", "hz"])
@pytest.mark.parametrize("text", SIMPLIFIED)
def test_decode_reads_a_short_simplified_text(text, encoding):
    assert decode(text.encode(encoding))[0] == text


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5", "big5hkscs", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", TRADITIONAL)
def test_decode_reads_a_short_traditional_text(text, encoding):
    assert decode(text.encode(encoding))[0] == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Café au lait à 5 €, résumé naïve", "cp1252"),
        ("Die Förderung größerer Unternehmen – 5 Mio. €", "cp1252"),
        ("“Smart quotes” and don’t stop — growth of 5 %", "cp1252"),
        ("£500 million by 2030", "cp1252"),
        ("Развитие промышленности до 2030 года", "cp1251"),
        ("日本の製造業の発展計画、2030年までに売上高を五倍に", "shift_jis"),
    ],
)
def test_decode_reads_other_writing(text, encoding):
    assert decode(text.encode(encoding))[0] == text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_decode_keeps_the_byte_order_mark_as_a_character(encoding):
    assert decode("\ufeff产值5%".encode(encoding))[:2] == ("\ufeff产值5%", encoding)


def test_decode_says_how_much_of_a_broken_text_is_lost():
    text, encoding, lost = decode("产值达到五亿元。".encode() * 50 + b"\xe4\xba" + "完".encode())
    assert (encoding, text.count("\ufffd")) == ("utf-8", 1)
    assert lost == pytest.approx(1 / len(text))


def test_decode_takes_the_declared_encoding_where_the_bytes_allow_it():
    data = "产值".encode("gbk")
    assert decode(data, declared="GB2312")[:2] == ("产值", "gb18030")
    assert decode("产值".encode(), declared="big5")[0] == "产值"
    assert decode(data, declared="no such thing")[0] == "产值"
    assert decode(data, declared="base64")[0] == "产值"


@pytest.mark.parametrize("seed", range(5))
def test_decode_refuses_noise(seed):
    import random

    with pytest.raises(UnsupportedFormatError, match="no text"):
        decode(random.Random(seed).randbytes(5000))
