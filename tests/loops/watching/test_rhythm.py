"""How often a series has figures, and what is overdue, on figures made by hand."""

from datetime import date

import polars as pl
import pytest

from gongfu.loops.watching.rhythm import overdue, period_of, rhythm
from tests.loops.watching.figures import observed


def monthly(first_year, years, leaving_out=(), published=15):
    """A figure every month, out on a day of the next month."""
    figures = []
    for number in range(first_year * 12, (first_year + years) * 12):
        if number % 12 + 1 not in leaving_out:
            after = period_of(number + 1, "month").start
            figures.append((str(period_of(number, "month")), 1.0, str(after.replace(day=published))))
    return observed(*figures)


def test_the_rhythm_is_that_of_most_figures():
    found = rhythm(observed(("2023-01", 1, None), ("2023-02", 2, None), ("2022", 20, None)))
    assert found.every == "month"
    assert found.figures["period"].to_list() == ["2023-01", "2023-02"]
    assert found.figures["number"].to_list() == [2023 * 12, 2023 * 12 + 1]
    assert rhythm(observed(("2023Q1", 1, None), ("2023Q2", 1, None), ("2022", 4, None))).every == "quarter"
    assert rhythm(observed(("2021", 1, None), ("2022", 2, None))).every == "year"


def test_figures_that_run_from_january_are_no_months_and_no_quarters():
    found = rhythm(observed(*((f"2023年1-{month}月", month, None) for month in (2, 3, 4, 6)), ("2023", 12, None)))
    assert found.every == "to_date"


def test_spans_of_years_and_days_have_no_rhythm():
    assert rhythm(observed(("2021-2025", 1, None), ("2023-05-01", 1, None))).every is None


def test_of_several_figures_of_a_period_the_one_published_last_counts_and_unknown_ones_never_do():
    found = rhythm(
        observed(("2023-01", 1, "2023-02-10"), ("2023-01", 2, "2023-03-10"), ("2023-01", None, "2023-04-10"))
    )
    assert found.figures.select("value", "observation_id").row(0) == (2, "o1")


def test_a_figure_of_which_only_a_bound_is_known_is_unknown():
    found = rhythm(observed(("2023-01", 100, None, ">="), ("2023-02", 90, None, "~")))
    assert (found.figures["value"].to_list(), found.bounds) == ([None, 90], 1)


def test_what_is_overdue_is_counted_from_the_delay_of_the_series():
    # Out on the 15th of the next month. January: 31 January + 15 + 15 days = 1 March; February: 29 February + 30 = 30 March.
    found = rhythm(monthly(2022, 2))
    assert overdue(found, date(2024, 3, 1)).periods == ()
    late = overdue(found, date(2024, 3, 20))
    assert ([str(each) for each in late.periods], late.due) == (["2024-01"], date(2024, 3, 1))
    assert (late.delay, late.known_delay) == (15, True)
    assert [str(each) for each in overdue(found, date(2024, 4, 1)).periods] == ["2024-01", "2024-02"]


def test_a_month_or_two_in_which_something_was_counted_are_no_rhythm_to_wait_for():
    counted = [("2022-09", 20, None), ("2022-10", 21, None), ("2022-11", 22, None)]
    assert overdue(rhythm(observed(*counted[:2])), date(2024, 3, 1)).periods == ()
    assert [str(each) for each in overdue(rhythm(observed(*counted)), date(2023, 3, 1)).periods] == ["2022-12"]


def test_months_that_are_never_published_are_never_overdue():
    found = rhythm(monthly(2021, 3, leaving_out=(1,)))
    assert [str(each) for each in overdue(found, date(2024, 4, 15)).periods] == ["2024-02"]


def test_an_answer_that_there_is_no_figure_is_not_waited_for():
    found = rhythm(pl.concat([monthly(2022, 2), observed(("2024-01", None, "2024-02-15"))]))
    assert overdue(found, date(2024, 3, 20)).periods == ()


def test_a_yearbook_that_prints_old_months_again_does_not_slow_a_series():
    # One publication is no habit: the convention of 30 days holds, and January is due on 31 January + 30 + 15 = 16 March.
    found = rhythm(observed(*((f"2023-{month:02d}", 1, "2024-10-01") for month in range(1, 13))))
    late = overdue(found, date(2024, 3, 17))
    assert (len(late.periods), late.delay, late.known_delay, late.due) == (1, 30, False, date(2024, 3, 16))


@pytest.mark.parametrize("text", ["2023-12", "2023Q4", "2023H2", "2023"])
def test_a_number_names_its_period(text):
    found = rhythm(observed((text, 1, None)))
    assert str(period_of(found.figures["number"][0], found.every)) == text
