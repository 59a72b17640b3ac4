import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongfu.workspace.codes import UnitError, convert, factor_between, multiplier, parse_unit, unit, units
from gongfu.workspace.schema import tables


@pytest.mark.parametrize(
    ("text", "canonical", "factor"),
    [
        ("元", "元", 1),
        ("yuan", "元", 1),
        ("RMB", "元", 1),
        ("万元", "元", 1e4),
        ("亿元", "元", 1e8),
        ("万亿元", "元", 1e12),
        ("千元", "元", 1e3),
        ("亿元人民币", "元", 1e8),
        ("人民币万元", "元", 1e4),
        ("万元（人民币）", "元", 1e4),
        ("million yuan", "元", 1e6),
        ("RMB million", "元", 1e6),
        ("yuan (million)", "元", 1e6),
        ("100 million yuan", "元", 1e8),
        ("10,000 yuan", "元", 1e4),
        ("10^4 yuan", "元", 1e4),
        ("亿美元", "USD", 1e8),
        ("USD million", "USD", 1e6),
        ("％", "%", 1),
        ("‰", "%", 0.1),
        ("成", "%", 10),
        ("个百分点", "百分点", 1),
        ("percentage points", "百分点", 1),
        ("万家", "家", 1e4),
        ("名", "名", 1),
        ("亩", "亩", 1),
        ("㎡", "平方米", 1),
        ("万吨标准煤", "吨标准煤", 1e4),
        ("亿千瓦时", "千瓦时", 1e8),
        ("千瓦时", "千瓦时", 1),
        ("台（套）", "台套", 1),
        ("元/人", "元/人", 1),
        ("万元/亩", "元/亩", 1e4),
        ("yuan per mu", "元/亩", 1),
        ("台/万人", "台/万人", 1),
        ("台/百人", "台/万人", 100),
        ("robots per 10,000 employees", "台/万人", 1),
        ("tce per 10,000 yuan", "吨标准煤/万元", 1),
        ("吨标准煤/亿元", "吨标准煤/万元", 1e-4),
    ],
)
def test_parse_unit_folds_multipliers_and_aliases_into_the_canonical_unit(text, canonical, factor):
    assert parse_unit(text) == (canonical, pytest.approx(factor))


@pytest.mark.parametrize("text", ["", "万", "billion", "furlong", "元/furlong", "营业收入", "万元(美元)"])
def test_parse_unit_refuses_what_is_no_unit(text):
    with pytest.raises(UnitError, match="not known"):
        parse_unit(text)


def test_parse_unit_suggests_units_that_look_alike():
    with pytest.raises(UnitError) as caught:
        parse_unit("hectars")
    assert "hectare" in (caught.value.mend or "")


@pytest.mark.parametrize(
    ("value", "source", "target", "result"),
    [
        (1.2, "亿元", "yuan", 1.2e8),
        (1, "公顷", "亩", 15),
        (1, "平方公里", "亩", 1500),
        (3, "名", "人", 3),
        (5, "万元/亩", "元/平方米", 75),
        (45, "千克标准煤/万元", "吨标准煤/万元", 0.045),
        (None, "万元", "元", None),
    ],
)
def test_convert_within_a_dimension(value, source, target, result):
    assert convert(value, source, target) == (None if result is None else pytest.approx(result))


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("个百分点", "%"),
        ("%", "倍"),
        ("USD", "元"),
        ("家", "个"),
        ("吨标准煤", "千瓦时"),
        ("吨", "吨标准煤"),
        ("吨二氧化碳", "吨二氧化碳当量"),
    ],
)
def test_convert_refuses_to_mix_dimensions(source, target):
    with pytest.raises(UnitError, match="does not convert"):
        convert(1.0, source, target)


@given(st.sampled_from(sorted(units())), st.sampled_from(["万", "亿", "百万"]))
def test_parse_unit_takes_any_multiplier_before_any_unit(symbol, word):
    if parse_unit_or_none(word + symbol) == parse_unit_or_none(symbol):
        raise AssertionError(f"{word + symbol} reads like {symbol}")
    assert parse_unit(word + symbol) == (symbol, multiplier(word))


def parse_unit_or_none(text):
    try:
        return parse_unit(text)
    except UnitError:
        return None


@given(st.sampled_from(sorted(units())), st.sampled_from(sorted(units())))
def test_factors_there_and_back_cancel_out(one, other):
    if unit(one).dimension == unit(other).dimension:
        assert factor_between(one, other) * factor_between(other, one) == pytest.approx(1)


def test_the_unit_of_every_declared_column_is_known():
    for table in tables().values():
        for column in table.columns:
            if column.unit is not None:
                parse_unit(column.unit)
