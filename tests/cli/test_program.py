import pytest

from gongfu.cli.program import as_called


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("see: gongfu plan ledger", "see: ./run plan ledger"),
        ("继续：gongfu jobs resume 1", "继续：./run jobs resume 1"),
        ("gongfu a, then gongfu b", "./run a, then ./run b"),
        ("/opt/gongfu is no workspace", "/opt/gongfu is no workspace"),
        ("src/gongfu plan", "src/gongfu plan"),
    ],
)
def test_a_command_in_a_message_is_called_as_the_person_called_the_program(said, meant):
    assert as_called(said, "./run") == meant
