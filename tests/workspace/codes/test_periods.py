from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongfu.workspace.codes import Period, PeriodError, parse_period, year


@pytest.mark.parametrize(
    ("text", "canonical", "kind"),
    [
        ("2023", "2023", "year"),
        ("2023年", "2023", "year"),
        ("２０２３年度", "2023", "year"),
        ("2023-01/2023-12", "2023", "year"),
        ("2023H1", "2023H1", "half"),
        ("2023年上半年", "2023H1", "half"),
        ("2023-S2", "2023H2", "half"),
        ("2023年一季度", "2023Q1", "quarter"),
        ("2023年第4季度", "2023Q4", "quarter"),
        ("Q3 2023", "2023Q3", "quarter"),
        ("2023-01", "2023-01", "month"),
        ("2023年1月", "2023-01", "month"),
        ("202301", "2023-01", "month"),
        ("March 2023", "2023-03", "month"),
        ("2023年1月15日", "2023-01-15", "day"),
        ("20230115", "2023-01-15", "day"),
        ("2023年1-6月", "2023-01/2023-06", "interval"),
        ("2023年前三季度", "2023-01/2023-09", "interval"),
        ("2022-01/2022-06", "2022-01/2022-06", "interval"),
        ("2022-01-01/P6M", "2022-01/2022-06", "interval"),
        ("2021—2025年", "2021/2025", "interval"),
        ("“十四五”期间", "2021/2025", "interval"),
        ("十五五", "2026/2030", "interval"),
        ("2022-01-03/2022-02-04", "2022-01-03/2022-02-04", "interval"),
    ],
)
def test_parse_period_reads_the_usual_spellings(text, canonical, kind):
    period = parse_period(text)
    assert (str(period), period.kind) == (canonical, kind)


def test_parse_period_takes_the_year_of_the_page():
    assert str(parse_period("1-6月", year_of=2023)) == "2023-01/2023-06"
    assert str(parse_period("一季度", year_of=2023)) == "2023Q1"


@pytest.mark.parametrize("text", ["", "明年", "2023年13月", "2023年2月30日", "2023年6-1月", "1-6月", "2023Q5", "12"])
def test_parse_period_refuses_what_is_no_period(text):
    with pytest.raises(PeriodError):
        parse_period(text)


@pytest.mark.parametrize(
    "part", ["2023H1", "2023Q1", "2023-01", "2023-01/2023-11", "2023-01-05", "2023-01-01/2023-12-30"]
)
def test_a_part_year_is_never_comparable_with_a_year(part):
    assert not parse_period(part).comparable(year(2023))
    assert not year(2022).comparable(parse_period(part))
    assert parse_period(part).is_part_year


def test_equally_long_periods_are_comparable():
    assert parse_period("2023年1-6月").comparable(parse_period("2022H1"))
    assert year(2023).comparable(year(2022))
    assert not parse_period("2023-01-01/2023-01-30").comparable(parse_period("2023-01"))


def test_cumulative_is_from_january_within_one_year():
    assert parse_period("2023年1-6月").is_cumulative
    assert not year(2023).is_cumulative
    assert not parse_period("2023年2-6月").is_cumulative


periods = st.one_of(
    st.builds(year, st.integers(1950, 2100)),
    st.builds(lambda y, h: parse_period(f"{y}H{h}"), st.integers(1950, 2100), st.integers(1, 2)),
    st.builds(lambda y, q: parse_period(f"{y}Q{q}"), st.integers(1950, 2100), st.integers(1, 4)),
    st.builds(lambda y, m: parse_period(f"{y}-{m:02d}"), st.integers(1950, 2100), st.integers(1, 12)),
    st.builds(lambda d: Period(d, d, "day"), st.dates(date(1950, 1, 1), date(2100, 1, 1))),
    st.builds(
        lambda a, b: Period(min(a, b), max(a, b), "interval"),
        *(2 * [st.dates(date(1950, 1, 1), date(2100, 1, 1))]),
    ),
)


@given(periods)
def test_every_spelling_of_a_period_reads_back_as_the_same_days(period):
    for spelling in (str(period), period.sdmx, period.zh):
        read = parse_period(spelling)
        assert (read.start, read.end) == (period.start, period.end)
    assert (period.months or 0) < 12 or not period.is_part_year
