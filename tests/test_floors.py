"""The floors of the house hold: see the contracts in pyproject.toml."""

from importlinter.cli import lint_imports


def test_no_floor_imports_a_higher_one_and_engines_know_no_store(capsys):
    assert lint_imports(config_filename="pyproject.toml", no_cache=True) == 0, capsys.readouterr().out
