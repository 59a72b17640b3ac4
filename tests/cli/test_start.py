"""The program as it is started."""

import os
import subprocess
import sys

import pytest

from gongfu.cli.language import language
from gongfu.cli.main import every_command

HEAVY = {"polars", "duckdb", "pyarrow", "numpy", "yaml", "asyncio", "filelock", "docx", "pypdfium2", "lxml"}


def test_help_imports_nothing_heavy():
    asked = "import sys; from gongfu.cli.main import run; run(['--help'], {}); print(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert HEAVY.isdisjoint(done.stderr.split())


def test_the_shell_completes_commands():
    environment = {**os.environ, "_GONGFU_COMPLETE": "bash_complete", "COMP_WORDS": "gongfu jobs ", "COMP_CWORD": "2"}
    asked = "from gongfu.cli.main import main; main()"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, env=environment, check=False)
    assert {"plain,list", "plain,resume"} <= set(done.stdout.splitlines())


@pytest.mark.parametrize(
    ("arguments", "environment", "expected"),
    [
        ([], {}, "en"),
        ([], {"LANG": "zh_CN.UTF-8"}, "zh"),
        ([], {"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "en"),
        (["--lang", "zh"], {}, "zh"),
        (["--lang=en"], {"LANG": "zh"}, "en"),
        (["--", "--lang", "zh"], {}, "en"),
        (["--lang"], {}, "en"),
    ],
)
def test_the_language_is_that_asked_for_or_that_of_the_environment(arguments, environment, expected):
    assert language(arguments, environment) == expected


@pytest.mark.parametrize("name", every_command())
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_operation_has_a_help_page(name, lang, capsys):
    from gongfu.cli.main import run

    assert run([*name.split(), "--help", "--lang", lang], {}) == 0
    assert f"gongfu {name}" in capsys.readouterr().out
