"""Help pages in both languages."""

import pytest

from gongfu.cli.width import width


def test_help_shows_usage_arguments_options_and_an_example(call):
    page = call("add", "--help").out
    assert page.startswith("Usage: gongfu add [OPTIONS] NUMBER...\n")
    assert "  NUMBER  whole numbers\n" in page
    assert "  --sign plus|minus  which sign (default: plus)\n" in page
    assert "  -l, --label LABEL  what to call it\n" in page
    assert page.endswith("  gongfu add 1 2\n")


def test_help_speaks_chinese(call):
    page = call("add", "--help", "--lang", "zh").out
    assert page.startswith("用法：gongfu add [选项] NUMBER...\n\n  相加\n")
    assert "（默认：plus）" in page


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_help_fits_the_screen(call, monkeypatch, lang):
    monkeypatch.setenv("COLUMNS", "60")
    for command in ([], ["add"], ["table", "show"], ["count"]):
        page = call(*command, "--help", "--lang", lang).out
        assert max(width(line) for line in page.splitlines()) <= 60


@pytest.mark.parametrize("arguments", [[], ["table"]])
def test_a_group_alone_shows_its_commands(call, arguments):
    said = call(*arguments)
    assert said.code == 0
    assert ("show" if arguments else "add") in said.out


def test_the_program_is_called_as_it_was_started(call):
    assert call("add", "--help", GONGFU_PROGRAM="./run").out.startswith("Usage: ./run add")


def test_the_version_is_shown(call):
    assert call("--version").out.startswith("gongfu 0.")
