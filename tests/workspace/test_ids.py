import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongfu.workspace.ids import id_of, new_id

PARTS = st.lists(st.none() | st.booleans() | st.integers() | st.text(), max_size=3)


def test_new_ids_differ():
    assert len({new_id() for _ in range(10_000)}) == 10_000


@given(PARTS, PARTS)
def test_the_same_parts_have_the_same_id_and_others_another(first, second):
    assert (id_of(*first) == id_of(*second)) == ([*map(repr, first)] == [*map(repr, second)])


def test_ids_are_short_and_plain():
    for made in (new_id(), id_of(), id_of("甲", 3)):
        assert len(made) == 26
        assert made.isascii()
        assert made.isalnum()
        assert made == made.lower()


def test_an_id_is_the_same_tomorrow():
    assert id_of("document", 120, 188) == "0q1972wzzbramwgsrmc72fzbgx"


def test_a_part_that_is_no_number_is_refused():
    with pytest.raises(ValueError, match="Out of range"):
        id_of(float("nan"))
