import textwrap

import pytest

from gongfu.documents.joins import joins

PARAGRAPHS = [
    "为落实制造业振兴部署，推动云溪市装备、纺织、食品等优势产业提质扩能，夯实全市经济稳定增长的根基，特制定本工作方案。",
    "到2028年，规上工业增加值突破850亿元，占全县生产总值比例达35%以上，技改投资年均增长8%，制造业对全市税收和就业的贡献明显提高。",
    "培育20家链主企业、260家省级专精特新企业，新添数控机床不少于3万台，每年组建校企联合实验室40个左右，入统企业增加300家。",
]
HEADED = ["一、主要目标", PARAGRAPHS[0], "（一）强链升级行动", PARAGRAPHS[1], "1.建设智能工厂", PARAGRAPHS[2]] * 3
ENGLISH = [
    "The strategy will create 5,000 new jobs in advanced manufacturing by 2030 and raise exports to 500 million.",
    "Each year at least 40 firms will be supported with grants, and output is to grow by nearly 3 per cent per annum.",
] * 4


def unwrapped(text, between=""):
    for start, end in reversed(joins(text)):
        text = text[:start] + between + text[end:]
    return text


def columns(line):
    return len(line.encode("gb18030"))


def wrap_columns(text, width):
    """As a page does: ideographs take two columns, and a number is not parted."""
    lines = [""]
    for sign in text:
        if columns(lines[-1] + sign) > width:
            lines.append("")
        lines[-1] += sign
    return "\n".join(lines)


def test_joins_restores_text_cut_every_twenty_characters_of_the_file():
    text = "\n".join(HEADED)
    assert unwrapped("\n".join(text[i : i + 20] for i in range(0, len(text), 20))) == text


@pytest.mark.parametrize("size", [18, 20, 31])
def test_joins_restores_paragraphs_cut_every_n_characters(size):
    cut = [paragraph[i : i + size] for paragraph in HEADED for i in range(0, len(paragraph), size)]
    assert unwrapped("\n".join(cut)) == "\n".join(HEADED)


@pytest.mark.parametrize("width", [40, 56, 74])
def test_joins_restores_paragraphs_wrapped_at_a_margin(width):
    assert unwrapped("\n".join(wrap_columns(paragraph, width) for paragraph in HEADED)) == "\n".join(HEADED)


def test_joins_restores_english_paragraphs():
    text = "\n\n".join(textwrap.fill(paragraph, 60) for paragraph in ENGLISH)
    assert unwrapped(text, " ") == "\n\n".join(ENGLISH)


def test_joins_leaves_text_alone_that_is_not_wrapped():
    text = "\n".join(HEADED)
    assert joins(text) == []


def test_joins_takes_a_break_behind_a_comma_for_a_wrap_but_not_before_a_heading():
    assert unwrapped("以发展为主题，\n\n加快转型。") == "以发展为主题，加快转型。"
    assert unwrapped("以发展为主题，\n二、主要目标") == "以发展为主题，\n二、主要目标"


def test_joins_steps_over_a_page_number_in_the_middle_of_a_word():
    pages = "".join(f"{text[:-12]}\n- {number} -\n{text[-12:]}\n" for number, text in enumerate(PARAGRAPHS, 1))
    assert unwrapped(pages) == "".join(f"{text}\n" for text in PARAGRAPHS)


def test_joins_keeps_an_indented_paragraph_apart():
    text = "\n".join("　　" + wrap_columns(paragraph, 40) for paragraph in PARAGRAPHS * 3)
    assert unwrapped(text) == "\n".join("　　" + paragraph for paragraph in PARAGRAPHS * 3)


def test_joins_leaves_a_list_of_like_lines_alone():
    text = "智能工厂20家；\n绿色工厂150家；\n龙头企业50家；\n独角兽企业50家；\n瞪羚企业100家；\n小巨人1000家。"
    assert joins(text) == []
