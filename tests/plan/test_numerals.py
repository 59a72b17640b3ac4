import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongfu.plan.numerals import value_of
from tests.plan.sentence import defect


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("7", 7),
        ("020", 20),
        ("1,200", 1200),
        ("1,234,567", 1234567),
        ("3.75", 3.75),
        ("1,200.5", 1200.5),
        ("0.0001", 0.0001),
    ],
)
def test_arabic_numerals_may_group_their_thousands_and_have_decimals(numeral, value):
    assert value_of(numeral) == value


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("三", 3), ("两", 2), ("十", 10), ("十五", 15), ("二十", 20), ("九十九", 99), ("一百零五", 105), ("两百", 200), ("三千五百", 3500),
        ("一千零一十", 1010), ("五万", 5e4), ("一万二千", 12000), ("三十万", 3e5), ("一千二百亿", 1.2e11), ("一万亿", 1e12), ("三点五", 3.5),
        ("两点二五", 2.25), ("一亿五千万", 1.5e8), ("二十万零三百", 200300), ("一百二", 120), ("一亿三", 1.3e8), defect("三万亿五", 3.5e12, reason="KeyError"), ("三千六", 3600), ("两万五", 25000),
    ],
)  # fmt: skip
def test_chinese_numerals_are_counted_out(numeral, value):
    assert value_of(numeral) == value


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("百", 100),
        ("千", 1000),
        ("万", 1e4),
        ("百万", 1e6),
        ("千万", 1e7),
        ("百亿", 1e10),
        ("千亿", 1e11),
        ("万亿", 1e12),
    ],
)
def test_a_round_numeral_counts_one_of_its_kind(numeral, value):
    assert value_of(numeral) == value


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("3万", 3e4), ("1.3万亿", 1.3e12), ("2千亿", 2e11), ("5百万", 5e6), ("12百亿", 1.2e11), ("8千", 8e3), ("2.5亿", 2.5e8), ("1,500万", 1.5e7),
        ("36.57亿", 3.657e9), ("0.6万", 6000), ("3十万", 3e5), ("0.07亿", 7e6),
    ],
)  # fmt: skip
def test_a_mixed_numeral_multiplies_without_the_noise_of_floats(numeral, value):
    assert value_of(numeral) == value


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("1亿2000万", 1.2e8),
        ("1万亿5000亿", 1.5e12),
        ("3亿5千万", 3.5e8),
        ("10兆3,700亿", 1.037e13),
        ("2兆", 2e12),
        ("1.5兆", 1.5e12),
    ],
)
def test_a_compound_numeral_adds_its_parts_and_zhao_is_a_million_million(numeral, value):
    assert value_of(numeral) == value


@pytest.mark.parametrize("numeral", ["十十", "亿万千百"])
def test_characters_that_form_no_numeral_have_no_value(numeral):
    assert value_of(numeral) is None


@given(st.integers(1, 10**15))
def test_every_whole_number_is_read_back_grouped_or_not(number):
    assert value_of(str(number)) == value_of(f"{number:,}") == number


@given(st.integers(1, 99_999_999))
def test_every_chinese_numeral_that_another_program_writes_is_read_back(number):
    from cn2an import an2cn

    assert value_of(an2cn(str(number), "low")) == number
