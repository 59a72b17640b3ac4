import pytest

from gongfu.documents.shadow import shadow
from gongfu.plan.english.flat import flatten
from gongfu.plan.extract import extract


def flat(text):
    return flatten(text, shadow(text)).text


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("the  old   harbours\nof the coast", "the old\tharbours\nof the coast"),
        ("We will dredge ports,\nand dig wells.", "We will dredge ports, and dig wells."),
        ("15 000 jobs in 2030 300 ports", "15000 jobs in 2030 300 ports"),
        ("in 2030, 12 ports", "in 2030, 12 ports"),
        ("a fund of EUR\n\n6\n\n\f4 million", "a fund of EUR 4 million"),
    ],
)
def test_flatten_joins_wraps_and_thousands_and_drops_page_numbers(text, lines):
    assert flat(text) == lines


def test_offsets_are_of_the_file_as_it_is():
    text = "We  will\ndredge 1 200\u00a0ports."
    (record,) = extract(text)
    assert text[record.start : record.end] == record.quote == "1 200"
    assert record.value == 1200
