from hypothesis import given
from hypothesis import strategies as st

from gongfu.plan.extract import extract
from gongfu.plan.whole import whole
from tests.documents.damage import break_lines
from tests.plan.sentence import PLAN

SIGNS = st.text(st.sampled_from("到年企业工厂占比0123456789亿元%，。、<p>&lt;"), min_size=1, max_size=400)
ARTICLES = "一、主要目标\n到2025年，工业增加值突破2.6万亿元，占地区生产总值比重达35%以上，建成标杆工厂30家、示范工厂300家，新添机床不少于3万台。\n二、主要任务\n引进人才1000名，供地500亩，节约用水10%，培育集群5个，建设园区6个，改造企业3000家。\n"


@given(SIGNS, st.integers(8, 60))
def test_a_cut_text_made_whole_is_the_text_and_its_spans_lead_back(text, every):
    text = text.replace("\n", "")
    damaged, moved = break_lines(text, every)
    made = whole(damaged)
    if not made.edges:
        assert made.text == damaged  # too few lines to tell
        return
    assert made.text == text
    for start in range(0, len(text), 7):
        for end in (start + 1, min(start + 9, len(text))):
            assert made.span(start, end) == (moved[start], moved[end - 1] + 1)


@given(st.integers(8, 60), st.integers(0, 5))
def test_a_plan_cut_anywhere_gives_the_same_commitments_at_the_same_places(every, shift):
    text = "二〇二三年"[:shift] + PLAN + ARTICLES
    damaged, moved = break_lines(text, every)
    if not whole(damaged).edges:
        return
    expected = [(moved[r.start], moved[r.end - 1] + 1, r.value, r.unit, r.kind, r.deadline) for r in extract(text)]
    records = extract(damaged)
    assert [(r.start, r.end, r.value, r.unit, r.kind, r.deadline) for r in records] == expected
    assert all(r.quote == damaged[r.start : r.end] for r in records)


def test_a_text_that_was_not_cut_is_left_alone():
    assert whole(PLAN + ARTICLES).text == PLAN + ARTICLES
    assert whole("").text == ""
    assert whole("\n\n\n").text == "\n\n\n"


def test_a_span_over_a_cut_takes_the_cut_in():
    text = "".join(chr(0x4E00 + n) for n in range(200))
    made = whole(break_lines(text, 20)[0])
    assert made.edges
    assert made.span(18, 22) == (18, 23)
    assert made.span(18, 20) == (18, 20)
    assert made.span(20, 22) == (21, 23)
