import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongfu.errors import InputError
from gongfu.workspace.provenance import Characters, Derivation, Entry, Line, Page, Row, SheetRow, parse_locator

COUNT = st.integers(0, 10**9)
EDGE = st.integers(-9999, 9999).map(lambda edge: edge / 4)
NAME = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=8)
LOCATORS = st.one_of(
    st.builds(Characters, COUNT, COUNT),
    st.builds(Page, COUNT, st.none() | st.tuples(EDGE, EDGE, EDGE, EDGE)),
    st.builds(Line, COUNT),
    st.builds(Row, COUNT),
    st.builds(SheetRow, NAME.map("Sheet".__add__), COUNT),
    st.builds(Entry, NAME),
    st.builds(Derivation, NAME),
)


@given(LOCATORS)
def test_a_locator_is_read_as_it_was_written(locator):
    assert parse_locator(str(locator)) == locator


@pytest.mark.parametrize("text", ["", "chars:5", "line:x", "page:0:1,2", "Sheet1", "formula:"])
def test_what_names_no_place_is_refused(text):
    with pytest.raises(InputError, match="names no place"):
        parse_locator(text)


def test_the_line_of_a_file_of_ten_million_lines_is_short():
    assert len(str(Line(9_999_999))) <= 12  # polars keeps up to 12 bytes without a pointer
