import pytest

from gongfu.plan.repair import repair
from tests.plan.sentence import PLAN, only, stated


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("培育企业1O家。", 10, "家"), ("培育企业2OO家。", 200, "家"), ("培育企业l0家。", 10, "家"), ("培育企业I20家。", 120, "家"), ("培育企业1oo家。", 100, "家"),
        ("培育企业10。家以上。", 100, "家"), ("培育企业1000。家。", 10000, "家"), ("培育平台10。个。", 100, "个"), ("培育企业3〇家。", 30, "家"),
        ("产值达到500亿兀。", 5e10, "元"), ("产值达到5O0亿元。", 5e10, "元"), ("占比达到25。5%。", 25.5, "%"), ("引进人才10。名。", 100, "名"),
        ("供地3万苗。", 3e4, "亩"), ("供地500苗。", 500, "亩"), ("机器人密度提高100台历人。", 100, "台/万人"), ("机器人密度达到500台/万人。", 500, "台/万人"),
        ("机器人密度提高100台厉人。", 100, "台/万人"), ("培育企业不少子20家。", 20, "家"), ("占比达1O%以上。", 10, "%"),
    ],
)  # fmt: skip
def test_a_slip_is_read_as_what_the_document_means(text, value, unit):
    record = only(text)
    assert (record.value, record.unit) == (value, unit)


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("培育企业1O家。", "1O", "10"), ("培育企业10。家以上。", "。", "0"), ("产值达到500亿兀。", "兀", "元"), ("供地500苗。", "苗", "亩"), ("占比达到25。5%。", "。", "."),
        ("培育企业不少子20家。", "不少子", "不少于"), ("培育企业l0家。", "l0", "10"),
    ],
)  # fmt: skip
def test_what_was_mended_inside_the_span_is_noted(text, before, after):
    assert only(text).note == f"OCR：“{before}”→“{after}”"


@pytest.mark.xfail(strict=True, reason="mended in the unit, without a note")
def test_the_note_of_a_mended_density_tells_the_true_unit():
    assert only("机器人密度提高100台历人。").note is not None


def test_nothing_mended_leaves_no_note():
    assert only("培育企业20家。").note is None


def test_the_quote_stays_as_the_file_is():
    assert only("培育企业1O家。").quote == "1O家"
    assert only("培育平台10。个。").quote == "10。个"
    assert only("产值达到500亿兀。").quote == "500亿兀"


@pytest.mark.parametrize(
    "text",
    [
        "培育企业20。家庭农场同步发展。", "投资增长20。个别行业回落。", "占比达到25%。以市场为导向推进改革。", "建设园区6个。10家企业入驻。",
        "使用IO接口。", "种苗基地。", "老子文化。", "突兀的山。",
    ],
)  # fmt: skip
def test_a_sentence_that_ends_in_a_number_is_left_alone(text):
    mended, repairs = repair(text)
    assert (mended, repairs) == (text, [])


def test_lookalike_characters_are_read_as_the_words_of_a_plan():
    assert only("（一）建设\n新増企业20家。（责任单位：巿经倌委）").responsible == ["市经信委"]


@pytest.mark.parametrize("text", ["培育企业1O家，产值5OO亿兀，占地10。亩。", "l0家，2O%", PLAN])
def test_mending_moves_no_character(text):
    mended, repairs = repair(text)
    assert len(mended) == len(text)
    for slip in repairs:
        assert text[slip.start : slip.end] == slip.before
        assert len(slip.before) == len(slip.after)


def test_only_slips_of_the_span_itself_are_noted():
    assert [record.note for record in stated("培育企业1O家、园区20个。")] == ["OCR：“1O”→“10”", None]
