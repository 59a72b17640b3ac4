"""Search as a person uses it, on a plan of one's own beside the demo."""

import pytest

from tests.operations.prepared import prepare

PLAN = """某市智能制造行动计划（2023—2025年）
一、主要目标
到2025年，工业增加值超过2.6万亿元，战略性新兴产业产值占比达到45%。
二、重点任务
打造20家引领性智能工厂，每年实施技改项目50项。（牵头单位：市经信委）
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("search")
    (folder / "007_plan.txt").write_text(PLAN, "utf-8", newline="")
    return prepare(
        folder,
        ("workspace", "init"),
        ("plan", "import", folder / "007_plan.txt", "--region", "上海市"),
        ("supervise", "assign", "007-003", "--unit", "市经信委", "--due", "2099-12-31"),
    )


@pytest.fixture
def search(made, gongfu, monkeypatch):
    monkeypatch.setenv("GONGFU_WORKSPACE", str(made))

    def call(*arguments):
        said = gongfu("search", *arguments)
        assert said.code == 0, said.err
        return said.rows

    return call


@pytest.mark.parametrize("written", ["智能工厂", "智能工廠"])
def test_both_scripts_find_the_same(search, written):
    found = search(written, "--kind", "commitment")
    assert [row["title"] for row in found] == ["007-003 引领性智能工厂数"]
    assert found[0]["matched"][found[0]["start"] : found[0]["end"]] == "智能工厂"


@pytest.mark.parametrize("written", ["zngc", "ZNGC", "zhinenggongchang", "zhineng gongchang"])
def test_a_name_is_found_by_its_pinyin_and_by_initials(search, written):
    (row,) = search(written, "--kind", "commitment")
    assert row["how"] == "pinyin"
    assert row["matched"][row["start"] : row["end"]] == "智能工厂"


@pytest.mark.parametrize("written", ["jxw", "市经信委", "經信委", "Economy and Informatization"])
def test_a_unit_is_found_by_every_name_of_it(search, written):
    assert "上海市经济和信息化委员会" in [row["title"] for row in search(written, "--kind", "unit", "--lang", "zh")]


def test_width_and_case_do_not_count(search):
    assert search("００７-００３")[0]["title"] == search("007-003")[0]["title"] == "007-003 引领性智能工厂数"


def test_the_same_comes_first_then_what_begins_with_it_then_what_holds_it(search):
    order = ("exact", "prefix", "inside", "pinyin")
    places = [order.index(row["how"]) for row in search("工业增加值", "--kind", "indicator")]
    assert places == sorted(places)
    assert places[0] == 0


def test_a_sentence_of_a_document_is_found_with_the_place_of_the_match(search):
    (row,) = search("每年实施技改", "--kind", "sentence")
    assert row["matched"][row["start"] : row["end"]] == "每年实施技改"
    plan, _, at = row["id"].partition(":")
    assert PLAN.index("打造20家") == int(at)
    assert plan == search("007", "--kind", "plan")[0]["id"]


def test_every_word_must_be_there(search):
    assert search("战略 占比", "--kind", "commitment")
    assert search("战略 工厂", "--kind", "commitment") == []


def test_an_item_under_supervision_is_found_with_its_unit(search):
    (row,) = search("智能工厂", "--kind", "item")
    assert row["within"] == "上海市经济和信息化委员会"


@pytest.mark.parametrize("written", ["   ", "没有这个词", "%_'\"<script>", "\\"])
def test_what_is_not_there_is_not_found(search, written):
    assert search(written) == []
