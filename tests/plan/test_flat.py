import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongfu.documents.shadow import shadow
from gongfu.plan.flat import flatten
from tests.plan.sentence import PLAN

LINES = st.lists(
    st.text(st.sampled_from("到年企业工厂占比0123456789亿元%，。、 \t<p>|：—（）AbOl。&萬億１２"), max_size=60)
    | st.just("— 12 —")
    | st.just("相关新闻："),
    max_size=30,
).map("\n".join)


def flat(text):
    return flatten(text, shadow(text))


def check(text):
    """Every character of the flat text stands at its place in the source, or is the blank of a gap there."""
    shade = shadow(text)
    result = flatten(text, shade)
    positions = [result.source(position) for position in range(len(result.text))]
    assert positions == sorted(set(positions))
    for sign, position in zip(result.text, positions, strict=True):
        assert sign == shade[position] or sign in " \t\n"
    return result


@given(LINES)
def test_every_character_stands_at_its_place_in_the_source(text):
    check(text)


@given(st.text(max_size=300))
def test_every_character_of_any_text_stands_at_its_place(text):
    check(text)


@given(LINES, st.data())
def test_a_span_leads_to_the_same_characters_in_the_source(text, data):
    result = check(text)
    if not result.text:
        return
    start = data.draw(st.integers(0, len(result.text) - 1))
    end = data.draw(st.integers(start + 1, len(result.text)))
    first, behind = result.source_span(start, end)
    assert 0 <= first < behind <= len(text)
    kept = [sign for sign in result.text[start:end] if not sign.isspace()]
    source = iter(shadow(text)[first:behind])
    assert all(sign in source for sign in kept)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("培育 企业 20 家", "培育企业20家"), ("1 200家", "1200家"), ("1 2 3家", "123家"), ("AI and 5G", "AI and 5G"), ("占 25 %", "占25%"), ("甲\t乙", "甲\t乙"),
        ("2025 2030", "2025 2030"), ("第一段。\n第二段", "第一段。\n第二段"), ("增(zēng)加", "增加"), ("&nbsp;企业", "企业"), ("<b>20</b>家", "20家"), ("１２家", "12家"),
        ("企業２０家", "企业20家"),
    ],
)  # fmt: skip
def test_blanks_tags_and_readings_go_and_breaks_stay(text, meant):
    assert flat(text).text == meant


def test_furniture_is_left_out_and_what_stands_around_it_joined():
    text = PLAN + "".join(
        f"本页第{n}段说明企业培育工作的安排与保障，要求各方协同推进落实，做好服务和要素支撑，并及时总结经验做法，供各区参考借鉴，形成合力，切实把各项工作抓出成果来，确保到\n— {n} —\n年底见效，让企业满意。\n"
        for n in range(1, 8)
    )
    result = flat(text)
    assert "—1—" not in result.text.replace(" ", "").partition("\n")[2]
    assert "确保到年底见效" in result.text


def test_an_empty_text_is_empty():
    assert flat("").text == ""
    assert flat(" \n\t ").text == ""
