"""Cells of figures as people write them."""

from datetime import date

import pytest

from gongfu.loops.series.figures import Amount, Figure, read_amount, read_figure
from gongfu.loops.series.ids import published_on

ROW = {"region": "上海市", "indicator": "工业投资", "period": "2023年", "value": "1", "unit": "亿元"}


def read(*, above=None, **changed):
    """The row with some parts changed; ``above`` is the unit that stands above the table."""
    return read_figure({**ROW, **changed}, {"上海市": "r1"}.get, unit=above)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1,234.5", Amount(1234.5)),
        ("１２３．５", Amount(123.5)),
        ("−3.2", Amount(-3.2)),
        ("（3.2）", Amount(-3.2)),
        ("≥10%", Amount(10, None, "%", ">=")),
        ("不低于 12", Amount(12, None, None, ">=")),
        ("1.2万亿元以上", Amount(1.2, None, "万亿元", ">=")),
        ("约383", Amount(383, None, None, "~")),
        ("10～12", Amount(10, 12)),
    ],
)
def test_an_amount_is_read_as_it_is_written(text, amount):
    assert read_amount(text) == amount


@pytest.mark.parametrize("text", ["", " ", None, "—", "…", "-", "未公布", "不详", "N/A"])
def test_a_word_for_nothing_is_unknown_and_never_zero(text):
    assert read_amount(text) == Amount(None)
    figure = read(value=text)
    assert isinstance(figure, Figure)
    assert figure.value is None


def test_zero_stays_zero():
    assert read(value="0").value == 0


@pytest.mark.parametrize("text", ["很多", "12,34", "1.2.3", "12 * 3", "约12左右"])
def test_what_is_no_amount_is_refused(text):
    (problem,) = read(value=text)
    assert (problem.column, problem.value, problem.reason) == ("value", text, "not_a_number")


@pytest.mark.parametrize(
    ("unit", "value", "expected"),
    [
        ("亿元", "3.5", ("元", 350_000_000)),
        ("万元", "3.5", ("元", 35_000)),
        ("元", "3.5亿", ("元", 350_000_000)),
        ("万元", "3.5亿元", ("元", 350_000_000)),  # the cell names its unit, and follows it
        ("‰", "3", ("%", 0.3)),
        ("个百分点", "3", ("百分点", 3)),
    ],
)
def test_amounts_go_into_the_canonical_unit(unit, value, expected):
    figure = read(unit=unit, value=value)
    assert (figure.unit, figure.value) == expected


def test_the_unit_may_stand_behind_the_name_or_above_the_table():
    behind = read(indicator="工业投资（万元）", unit="", above="亿元")
    assert (behind.indicator, behind.value) == ("工业投资", 10_000)
    above = read(unit=None, above="亿元")
    assert above.value == 100_000_000
    other = read(unit=None, value="5.4%", above="亿元")
    assert (other.unit, other.value) == ("%", 5.4)


@pytest.mark.parametrize(
    ("changed", "column", "reason"),
    [
        ({"unit": ""}, "unit", "missing"),
        ({"unit": "布袋"}, "unit", "unknown_unit"),
        ({"value": "5%"}, "value", "wrong_unit"),
        ({"value": "5亿"}, "value", "double_multiplier"),
        ({"period": "某年"}, "period", "not_a_period"),
        ({"period": ""}, "period", "missing"),
        ({"indicator": ""}, "indicator", "missing"),
        ({"region": "亚特兰蒂斯"}, "region", "unknown_code"),
        ({"region": ""}, "region", "missing"),
        ({"published": "一季度"}, "published", "not_a_date"),
        ({"comparator": "!"}, "comparator", "unknown_code"),
    ],
)
def test_each_wrong_part_is_named(changed, column, reason):
    (problem,) = read(**changed)
    assert (problem.column, problem.reason) == (column, reason)


def test_a_month_or_a_year_is_known_by_its_last_day():
    assert published_on("2024-02") == date(2024, 2, 29)
    assert published_on("2023") == date(2023, 12, 31)
    assert published_on("2023-03-31") == date(2023, 3, 31)
    assert published_on(None) is None


@pytest.mark.parametrize(
    ("unit", "value"), [("亿元", "1.2亿"), ("万元", "1.2亿"), ("million yuan", "1.2 billion"), ("万台", "3万")]
)
def test_a_multiplier_in_the_cell_and_one_in_the_unit_are_never_multiplied(unit, value):
    (problem,) = read(unit=unit, value=value)
    assert (problem.column, problem.reason) == ("value", "double_multiplier")
    (above,) = read(unit=None, value=value, above=unit)
    assert above.reason == "double_multiplier"


@pytest.mark.parametrize("value", ["1.2亿元", "12000万元", "120,000,000元"])
def test_a_cell_that_names_its_whole_unit_means_the_same_under_any_head(value):
    assert {read(unit=unit, value=value).value for unit in ("亿元", "万元", "元")} == {120_000_000}


def test_the_upper_value_follows_its_own_unit():
    assert read(value="1", value_high="1.5").value_high == 150_000_000
    assert read(value="1", value_high="15000万元").value_high == 150_000_000
    (problem,) = read(value="1", value_high="1.5亿")
    assert (problem.column, problem.reason) == ("value_high", "double_multiplier")
    (other,) = read(value="1", value_high="15%")
    assert (other.column, other.reason) == ("value_high", "wrong_unit")
