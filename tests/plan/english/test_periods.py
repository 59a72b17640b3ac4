import pytest

from gongfu.plan.english.periods import years_in
from gongfu.plan.extract import extract


def deadlines(text):
    return [record.deadline for record in extract(text)]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("by 2031", None, 2031),
        ("in FY 2026-27", None, 2027),
        ("in FY27", None, 2027),
        ("2024-30", 2024, 2030),
        ("from 2024 to 2030", 2024, 2030),
        ("from 2024-25 to 2027-28", 2025, 2028),
    ],
)
def test_years_in_reads_years_fiscal_years_and_spans(text, first, last):
    (year,) = years_in(text)
    assert (year.first, year.last) == (first, last)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("We will build 12 ports by 2031.", [2031]),
        ("By 2031 we will build 12 ports and 5 dams.", [2031, 2031]),
        ("We will build 12 ports and 5 dams by 2031.", [2031, 2031]),
        ("We will cut losses by 10% until 2027 and by 20% until 2031.", [2027, 2031]),
        ("We will cut losses by 10% compared to 2008 levels by 2031.", [2031]),
        ("We will build 12 ports over five years from 2025.", [2029]),
        ("Capacity will reach 12 GW (2031).", [2031]),
        ("By 2031 we will:\n• build 12 ports\n• dig 9 wells", [2031, 2031]),
        ("Targets for 2031\nThe state will build 12 ports.", [2031]),
        ("Harbour Plan 2025-2031\nThe state will build 12 ports.", [2031]),
        ("Harbour Policy\nIt is valid until 31 March 2031.\nThe state will build 12 ports.", [2031]),
        ("The state will build 12 ports over the next ten years.", [None]),
    ],
)
def test_a_target_is_due_by_sentence_then_list_then_heading_then_plan(text, found):
    assert deadlines(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("In 2021 the ports handled 12 million tonnes.", [2021]),
        ("Issued on 4 May 2022.\nThe state now has 12 ports.", [2022]),
        ("The state now has 12 ports.", [None]),
        ("raise the rate from 20% in 2019 to 30% in 2031", [2019, 2031]),
    ],
)
def test_an_outcome_or_baseline_is_of_its_own_year(text, found):
    assert deadlines(text) == found
