import json
import sys
from dataclasses import dataclass
from typing import Any

import pytest

from gongfu.cli.main import run


@dataclass(frozen=True)
class Said:
    """What a command printed, and how it ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """One JSON object, or a list of them where there are several lines."""
        objects = [json.loads(line) for line in self.out.splitlines()]
        return objects[0] if len(objects) == 1 else objects

    @property
    def rows(self) -> list[Any]:
        return [json.loads(line) for line in self.out.splitlines()]


@pytest.fixture
def gongfu(tmp_path, monkeypatch, capfdbinary):
    """Run a command with ``--json`` on a workspace in a folder of its own."""
    monkeypatch.setenv("GONGFU_WORKSPACE", str(tmp_path / "workspace"))
    monkeypatch.setenv("GONGFU_AUTHOR", "tester")

    def call(*arguments):
        code = run([*map(str, arguments), "--json"], {})
        sys.stdout.flush()
        out, err = capfdbinary.readouterr()
        return Said(code, out.decode(), err.decode())

    return call


@pytest.fixture
def workspace(gongfu, tmp_path):
    """A workspace with two regions in it, put in by two commits."""
    import polars as pl

    from gongfu.workspace import Workspace

    assert gongfu("workspace", "init").code == 0
    with Workspace.open(tmp_path / "workspace") as opened:
        schema = opened.tables["region"].polars_schema
        for region_id, name in [("r1", "上海市"), ("r2", "苏州市")]:
            row = {"region_id": region_id, "name_zh": name, "synthetic": False, "source_id": "s"}
            frame = pl.DataFrame([row], schema=schema)
            opened.commit(lambda tx, frame=frame: tx.append("region", frame), message=f"Add {name}", author="founder")
    return tmp_path / "workspace"
