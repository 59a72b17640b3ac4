from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongfu.cli.render import cell, fit, record_text, table_notes, table_text
from gongfu.cli.width import cut, pad, width, wrap
from gongfu.operations.results import ReadBy, Record, Table
from gongfu.text import Text

TEXT = st.text(st.sampled_from("ab 工赋，。é"), max_size=40)


@given(TEXT, st.integers(1, 30))
def test_cut_text_fits_and_is_the_beginning_of_what_it_was(text, columns):
    short = cut(text, columns)
    assert width(short) <= columns
    assert short == text or text.startswith(short.removesuffix("…"))


@given(TEXT, st.integers(40, 90))
def test_padded_text_fills_its_columns(text, columns):
    assert width(pad(text, columns)) == max(columns, width(text))


@given(TEXT, st.integers(6, 40))
def test_wrapped_text_loses_nothing_but_blanks(text, columns):
    assert "".join("".join(wrap(text, columns)).split()) == "".join(text.split())


@given(st.lists(st.integers(0, 80), min_size=1, max_size=6), st.integers(6, 120))
def test_columns_fit_the_screen_or_are_given_up(widths, columns):
    fitted = fit(widths, columns)
    if fitted is None:
        assert sum(min(w, 6) for w in widths) > columns
    else:
        assert sum(fitted) <= columns
        assert all(new == old or new >= 6 for new, old in zip(fitted, widths, strict=True))


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, "–"),
        (float("nan"), "–"),
        (True, "yes"),
        (0.1, "0.1"),
        (1e12, "1000000000000"),
        (2025, "2025"),
        (date(2026, 1, 2), "2026-01-02"),
        (["a", None], "a, –"),
        ("two\nlines", "two lines"),
        ({"rows": 3}, "rows: 3"),
    ],
)
def test_a_value_is_shown_on_one_line(value, shown):
    assert cell(value, "en") == shown


def test_too_many_columns_for_the_screen_become_records():
    table = Table(pl.DataFrame({f"column_{number}": ["value"] for number in range(20)}))
    lines = table_text(table, "en", offset=0, limit=None, columns=60).splitlines()
    assert lines[0] == "column_0   value"
    assert len(lines) == 20


def test_a_table_names_the_version_and_the_day_that_it_was_read_by():
    table = Table(pl.DataFrame({"a": [1]}), read_by=ReadBy(version=7, as_of=date(2026, 1, 2)))
    assert table_notes(table, "en", offset=0, limit=None) == "rows: 1 · version 7 · as of 2026-01-02"


def test_a_code_is_shown_by_its_term():
    terms = {"state": {"done": Text("完成", "finished")}}
    assert table_text(
        Table(pl.DataFrame({"state": ["done", "new"]}), terms=terms), "zh", offset=0, limit=None, columns=None
    ).splitlines()[2:] == ["完成", "new"]
    assert record_text(Record({"state": "done"}, terms=terms), "en") == "state  finished"


def test_no_rows_are_said_to_be_none():
    assert table_text(Table(pl.DataFrame({"a": []})), "zh", offset=0, limit=None, columns=None) == "没有行"
