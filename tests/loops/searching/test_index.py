import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongfu.loops.searching.index import EXACT, INSIDE, PINYIN, PREFIX, Entry, Index

NAMES = ["重庆市", "智能工厂数", "引领性智能工厂数", "绿色工厂", "银行", "行动计划"]


def found(text, entries=None):
    index = Index(entries or [Entry("indicator", name, "title", name) for name in NAMES])
    return [(hit.entry.text, hit.how, hit.entry.text[hit.start : hit.end]) for hit in index.search(text)]


def test_the_better_match_comes_first():
    assert found("智能工厂数") == [("智能工厂数", EXACT, "智能工厂数"), ("引领性智能工厂数", INSIDE, "智能工厂数")]
    assert found("智能")[0] == ("智能工厂数", PREFIX, "智能")


@pytest.mark.parametrize(
    ("spelt", "name", "part"),
    [
        ("chongqing", "重庆市", "重庆"),
        ("yinhang", "银行", "银行"),
        ("xdjh", "行动计划", "行动计划"),
        ("gongchang", "绿色工厂", "工厂"),
    ],
)
def test_a_character_is_read_as_its_word_reads_it(spelt, name, part):
    assert (name, PINYIN, part) in found(spelt)


def test_pinyin_begins_where_a_character_begins():
    assert found("ongchang") == []


def test_of_names_alike_the_earlier_kind_comes_first():
    entries = [Entry("plan", "1", "title", "工厂"), Entry("unit", "2", "title", "工厂")]
    assert [hit.entry.kind for hit in Index(entries).search("工厂")] == ["plan", "unit"]


def test_a_thing_with_several_names_is_found_once():
    entries = [Entry("unit", "1", "title", "经信委"), Entry("unit", "1", "written", "市经信委")]
    assert found("经信委", entries) == [("经信委", EXACT, "经信委")]


@given(st.lists(st.text(alphabet="工厂數数aAＡ１1 ", min_size=1, max_size=8), min_size=1, max_size=12), st.data())
def test_whatever_part_of_a_name_is_asked_for_the_name_is_found(names, data):
    name = data.draw(st.sampled_from(names))
    start = data.draw(st.integers(0, len(name) - 1))
    part = name[start : data.draw(st.integers(start + 1, len(name)))]
    hits = Index([Entry("unit", str(n), "title", each) for n, each in enumerate(names)]).search(part)
    if " " not in part:
        assert name in [hit.entry.text for hit in hits]
