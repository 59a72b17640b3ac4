import html
import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from gongfu.documents import Block, read
from gongfu.documents.errors import NoTextError

PAGE = """<!DOCTYPE html><html><head><meta charset="{charset}"><title>某市规划_某市政府网</title><style>p{{}}</style></head>
<body><div><script>var a = "<p>5家</p>";</script><h1>某市  规划</h1>
<p>增速&gt;5&nbsp;%，占比<b>25</b>%，打造
20家 and 5,000
jobs.</p><!-- 9家 --><p>第二段<br>换行 R&amp;D
<ul><li>一<li>二</ul>
<table><caption>表1</caption><tr><th>指标</th><th colspan=2>2025年</th><th>单位</th></tr>
<tr><td rowspan=2>工厂</td><td><p>10</p><p>多</p></td><td>20</td><td>家</td></tr><tr><td></td><td>3</td><td>个</td></tr>
</table></div></body></html>"""
NODES = st.recursive(
    st.sampled_from(
        ["到2025年", "达100家", "R&amp;D", "&lt;5%", "a b", " ", "\n", "&nbsp;", "<br>", "<!-- x -->", "&#x4e00;"]
    ),
    lambda inner: st.tuples(st.sampled_from(["p", "div", "b", "li", "td", "h2"]), st.lists(inner, max_size=4)).map(
        lambda node: f"<{node[0]}>{''.join(node[1])}</{node[0]}>"
    ),
    max_leaves=12,
)


def page(body):
    return f"<!doctype html><html><body>{body}</body></html>".encode()


@pytest.mark.parametrize("charset", ["utf-8", "gb2312", "big5"])
def test_read_shows_a_page_as_a_browser_does(charset):
    document = read(PAGE.format(charset=charset).encode("gb18030" if charset == "gb2312" else charset, "replace"))
    if charset == "big5":
        assert document.encoding == "big5hkscs"
        return
    assert document.text == (
        "某市 规划\n增速>5\xa0%，占比25%，打造20家 and 5,000 jobs.\n第二段\n换行 R&D\n一\n二\n表1\n"
        "指标\t2025年\t\t单位\n工厂\t10 多\t20\t家\n\t\t3\t个\n"
    )
    assert (document.title, document.format) == ("某市 规划", "html")


def test_read_tells_headings_and_rows_of_a_page_apart():
    document = read(PAGE.format(charset="utf-8").encode())
    assert document.blocks[0] == Block("heading", 0, 5, level=1)
    rows = [(document.text[b.start : b.end], b.table, b.row, b.head) for b in document.blocks if b.kind == "row"]
    assert rows == [
        ("指标\t2025年\t\t单位", 0, 0, True),
        ("工厂\t10 多\t20\t家", 0, 1, False),
        ("\t\t3\t个", 0, 2, False),
    ]


def test_read_takes_tables_that_lay_the_page_out_for_frames():
    body = (
        "<table><tr><td>左栏</td><td><table><tr><td>a</td><td>b</td></tr></table><p>甲</p><p>乙</p></td></tr></table>"
    )
    assert read(page(body)).text == "左栏\na\tb\n甲\n乙\n"


def test_locate_names_element_and_characters_of_a_page():
    source = PAGE.format(charset="utf-8")
    document = read(source.encode())
    start = document.text.index(">5")
    (first, bold, _last) = document.locate(start, document.text.index("，打"))
    assert first.node == bold.node.removesuffix("/b[1]") == "/html[1]/body[1]/div[1]/p[1]"
    assert source[first.start : first.end] == "&gt;5&nbsp;%，占比"
    inner = source.index("<p>增速") + 3
    assert source[inner + first.node_start :].startswith("&gt;5")
    assert document.to_source(start, start + 2) == (source.index("&gt;5"), source.index("&gt;5") + 5)


@given(body=st.lists(NODES, max_size=6).map("".join), sample=st.data())
def test_to_source_is_monotone_and_finds_what_stands_there(body, sample):
    data = page(f"<p>始</p>{body}")
    document = read(data)
    start = sample.draw(st.integers(0, len(document.text)))
    middle = sample.draw(st.integers(start, len(document.text)))
    end = sample.draw(st.integers(middle, len(document.text)))
    first, second = document.to_source(start, middle), document.to_source(middle, end)
    assert first[0] <= first[1]
    assert second[0] <= second[1]
    if start < middle < end:
        assert first[1] <= second[1]
        assert first[0] <= second[0]
    shown = "".join(html.unescape(data.decode()[s.start : s.end]) for s in document.locate(start, end))
    assert re.sub(r"<!--.*?-->|<[^<>]*>|[ \t\n]", "", shown) == re.sub(r"[ \t\n]", "", document.text[start:end])


@given(st.lists(NODES, max_size=6).map("".join))
def test_read_shows_the_same_characters_as_an_independent_parser(body):
    data = page(f"<p>始</p>{body}")
    peer = LexborHTMLParser(data.decode()).body.text()
    assert re.sub(r"[ \t\n]", "", read(data).text) == re.sub(r"[ \t\n]", "", peer)


@pytest.mark.parametrize(
    "body",
    [
        "<div>",
        "<table><tr><td>",
        "<li>",
        "<ul><li>",
        "<p>",
        "<a b='",
        "<!--",
        "<",
        "&amp",
        "<b><i>x",
        "<script>",
        "</p>",
        "<div",
    ],
)
def test_read_bears_a_hundred_thousand_repetitions(body):
    begin = time.process_time()
    document = read(page(f"始{body * 100_000}终"))
    assert document.text.startswith("始")
    assert time.process_time() - begin < 8


def test_locate_gives_only_the_innermost_steps_of_a_path_nested_deep():
    document = read(page("<div>" * 100_000 + "深"))
    (span,) = document.locate(0, 1)
    assert span.node.startswith("…/div[1]/")
    assert span.node.count("/") == 64


def test_read_says_that_a_page_shows_no_text():
    with pytest.raises(NoTextError, match="shows no text"):
        read(page("<script>render()</script>"))
