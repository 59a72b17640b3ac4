"""A service over a workspace in a process of its own, as people start it."""

import json
import os
import re
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

MAIN = "from gongfu.cli.main import main; main()"
FEW = {"GONGFU_THREADS": "1", "POLARS_MAX_THREADS": "1"}


def named(table: dict[str, Any]) -> list[dict[str, Any]]:
    """The rows of a table that was answered, by the names of its columns."""
    names = [column["name"] for column in table["columns"]]
    return [dict(zip(names, row, strict=True)) for row in table["rows"]]


class Served:
    """The service, at ``url``; it can be killed and started again at the same address."""

    def __init__(self, workspace: Path, port: int = 0) -> None:
        self.workspace = workspace
        self._begin(port)

    def _begin(self, port: int) -> None:
        command = [
            sys.executable,
            "-c",
            MAIN,
            "serve",
            "--port",
            str(port),
            "--workspace",
            str(self.workspace),
            "--lang",
            "en",
        ]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ, **FEW})
        self.url = re.search(r"http://[^ ]+:\d+", self._process.stdout.readline())[0]

    def kill(self) -> None:
        """As the machine would: at once, without a word."""
        self._process.kill()
        self._process.wait(20)

    def again(self) -> None:
        self._begin(int(self.url.rpartition(":")[2]))

    def asked(self, path: str) -> bytes:
        with urllib.request.urlopen(self.url + path, timeout=60) as answer:
            return answer.read()

    def rows(self, path: str) -> list[dict[str, Any]]:
        """The rows of a table by the names of its columns."""
        return named(json.loads(self.asked(path)))

    def __enter__(self) -> "Served":
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        self._process.terminate()
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self.kill()
