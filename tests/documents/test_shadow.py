import time

import opencc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongfu.documents.shadow import shadow

MARKUP = st.sampled_from(
    ["<p>", "</p>", "<br/>", "&nbsp;", "&lt;", "&amp;amp;", "&#19968;", "<td>", "<!--", "-->", "<script>", "</script>"],
) | st.sampled_from(
    [
        r"\r\n",
        r"\u4e00",
        "''",
        r"\"",
        "\r\n",
        "&lt;p&gt;",
        '<a title="',
        "１００",
        "億",
        "\u3000",
        "\U00020000",
        "&",
        "\\",
    ]
)


@given(st.lists(st.one_of(MARKUP, st.text(max_size=5)), max_size=30).map("".join))
def test_shadow_has_the_length_of_the_text_whatever_the_text_is(text):
    assert len(shadow(text)) == len(text)


@given(st.text(alphabet="一二家企业产值达到，。0123456789abc\n", max_size=60))
def test_shadow_leaves_plain_simplified_text_alone_but_for_its_punctuation(text):
    assert shadow(text) == text.replace("，", ",")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("達到１００％以上", "达到100%以上"),
        ("⼀批⾦融", "一批金融"),  # radicals, as some pdf programs write them
        ("a\u3000b\xa0c\u200bd\te", "a b c d\te"),
        ("一\r\n二\r三\u2028四", "一 \n二\n三\n四"),
        ("a\x00b", "a b"),
        ("&lt;5%&nbsp;&gt;", "<   5%      >   "),
        ("&amp;lt;5", "<       5"),
        ("R&D&amp;C &unknown; AT&T", "R&D&    C &unknown; AT&T"),
        ("一<br>二</p>三", "一\n   二\n   三"),
        ("工业<b class='x>y'>机器人</b>", "工业" + " " * 15 + "机器人    "),
        ("<td>5</td><td>6</td>", "    5\t        6\t    "),
        ("能耗<50万吨，产值>3亿元", "能耗<50万吨,产值>3亿元"),
        ("<a股> x<y and z>w", "<a股> x<y and z>w"),
        (r"一\r\n二\n三\t四", "一\n   二\n 三\t 四"),
        (r"说\"好\"，it''s", '说" 好" ,it\' s'),
        (r"\u003cbr\u003e\u4e00", " " * 5 + "\n" + " " * 13 + "一"),
        ("&lt;p&gt;x&lt;/p&gt;", "\n        x\n         "),
        ("一<!-- 5家 -->二<script>x='9家'</script>三", "一" + " " * 11 + "二" + " " * 23 + "三"),
        ("<p", "<p"),
        ("<!-- never closed 5家", "<!-- never closed 5家"),
    ],
)
def test_shadow_reads(text, expected):
    assert shadow(text) == expected


def test_shadow_turns_script_as_opencc_does():
    text = "為進一步貫徹落實，著力提高質量，臺灣與里程碑，頭髮發展，後來皇后，乾淨"
    assert shadow(text).replace(",", "，") == opencc.OpenCC("t2s").convert(text)


def test_shadow_reads_five_million_characters_a_second():
    text = "到2028年，紡織機械產值爭取增加40%左右，組建5-6個省級聯合實驗室平臺。\n" * 50_000
    shadow(text[:100])
    begin = time.process_time()
    shadow(text)
    assert len(text) / (time.process_time() - begin) > 5_000_000


@pytest.mark.parametrize("piece", ["<a ", "\\", "&amp;", "<!--", "<script>", "<a \"'", "''", "&lt;p ", "<x:", "&"])
def test_shadow_takes_no_longer_over_hostile_repetition(piece):
    text = "<a " + piece * 300_000
    begin = time.process_time()
    assert len(shadow(text)) == len(text)
    assert time.process_time() - begin < 3
