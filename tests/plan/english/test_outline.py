import pytest

from gongfu.plan.extract import extract


@pytest.mark.parametrize(
    ("text", "section"),
    [
        ("HARBOUR PLAN\n1. Ports\n1.2 Dredging\nWe will dredge 12 ports.", "1. Ports > 1.2 Dredging"),
        ("Harbour Plan\nChapter 2: Ports\nWe will dredge 12 ports.", "Chapter 2: Ports"),
        ("Harbour Plan\nOur Ports\nWe will dredge 12 ports.", "Our Ports"),
        ("The tasks are as follows. 1. Ports: we will dredge 12 ports.", "1. Ports"),
        ("Harbour Plan\nWe will dredge 12 ports.", ""),
    ],
)
def test_section_is_the_path_of_headings_without_the_title(text, section):
    assert [record.section for record in extract(text)] == [section]
