import json
import sys
from dataclasses import dataclass
from typing import Any

import pytest

from gongfu.cli import main
from tests.cli import program


@dataclass(frozen=True)
class Said:
    """What a command line printed, and how it ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@pytest.fixture
def call_gongfu(monkeypatch, capfdbinary):
    """Run a command line of the program itself, whatever the person who runs the tests has set."""
    for name in ("GONGFU_WORKSPACE", "GONGFU_AUTHOR", "GONGFU_PROGRAM"):
        monkeypatch.delenv(name, raising=False)

    def run(*arguments, **environment):
        code = main.run([str(argument) for argument in arguments], environment)
        sys.stdout.flush()
        out, err = capfdbinary.readouterr()
        return Said(code, out.decode(), err.decode())

    return run


@pytest.fixture
def call(monkeypatch, call_gongfu):
    """Run a command line of the program in ``program.py``."""
    monkeypatch.setattr(main, "operations", lambda: program.OPERATIONS)
    monkeypatch.setattr(main, "groups", lambda: program.GROUPS)
    return call_gongfu
