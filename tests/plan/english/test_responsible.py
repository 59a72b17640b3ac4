import pytest

from gongfu.plan.extract import extract


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("1. Ports\nDredge 12 ports.\n(Lead: Port Board; Support: Navy)", [["Port Board", "Navy"]]),
        ("1. Ports\nLead agency: Port Board\nDredge 12 ports.", [["Port Board"]]),
        ("1. Ports\nDredge 12 ports. Responsible: Port Board\nDig 9 wells.", [["Port Board"], []]),
        ("1. Ports\nDredge 12 ports.\nResponsible: Port Board\n2. Wells\nDig 9 wells.", [["Port Board"], []]),
    ],
)
def test_a_naming_governs_its_section_or_its_line(text, units):
    assert [record.responsible for record in extract(text)] == units
