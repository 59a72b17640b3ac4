"""Workspaces that several tests begin from, made once by commands."""

import shutil
from pathlib import Path

import pytest

from gongfu.cli.main import run


def prepare(folder: Path, *commands: tuple) -> Path:
    """Run COMMANDS on the workspace in FOLDER, each of which is to end well; the workspace."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("GONGFU_WORKSPACE", str(folder / "workspace"))
        environment.setenv("GONGFU_AUTHOR", "tester")
        for command in commands:
            assert run([*map(str, command), "--quiet"], {}) == 0, command
    return folder / "workspace"


def copy(workspace: Path, folder: Path) -> Path:
    """A copy of WORKSPACE in FOLDER, in the place of what is there, for a test that changes it."""
    shutil.rmtree(folder / "workspace", ignore_errors=True)
    return Path(shutil.copytree(workspace, folder / "workspace"))
