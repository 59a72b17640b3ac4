import pytest

from gongfu.plan.english.numerals import FRACTIONS, MULTIPLES, scale_behind, value_of


@pytest.mark.parametrize(
    ("numeral", "value"),
    [("7", 7), ("3.5", 3.5), ("12,500", 12_500), ("3,00,000", 300_000), ("4, 000", 4_000), ("sixty-two", 62), ("a", 1)],
)
def test_value_of_reads_digits_grouped_either_way_and_number_words(numeral, value):
    assert value_of(numeral) == value


@pytest.mark.parametrize(
    ("text", "factor"),
    [(" lakh", 1e5), (" crore", 1e7), (" lakh crore", 1e12), (" million", 1e6), ("bn", 1e9), (" thousand", 1e3)],
)
def test_scale_behind_multiplies_the_scale_words(text, factor):
    assert scale_behind(text, 0) == (factor, len(text))


@pytest.mark.parametrize("text", [" m wide", " kilometres", ""])
def test_scale_behind_takes_no_length_for_a_scale(text):
    assert scale_behind(text, 0) == (1, 0)


def test_fractions_are_percent_and_multiples_are_factors():
    assert (FRACTIONS["two-thirds"], FRACTIONS["half"], FRACTIONS["a quarter"]) == (66.6667, 50, 25)
    assert (MULTIPLES["doubling"], MULTIPLES["three-fold"]) == (2, 3)
