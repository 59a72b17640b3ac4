"""``./run test --all`` fails when a test was skipped, and says so."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SKIPS = "import pytest\n\ndef test_runs(): pass\n\n@pytest.mark.skip(reason='no server here')\ndef test_waits(): pass\n"


@pytest.mark.parametrize(
    ("options", "code"), [([], 0), (["--all"], 1), (["--all", "-k", "runs"], 0), (["--all", "-n", "2"], 1)]
)
def test_nothing_may_be_skipped_with_all(tmp_path, options, code):
    (tmp_path / "test_some.py").write_text(SKIPS)
    (tmp_path / "pytest.ini").write_text("[pytest]\naddopts = -rs\n")
    command = [sys.executable, "-m", "pytest", "-p", "tests.conftest", "--rootdir", tmp_path, tmp_path, *options]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stdout
    assert ("no server here" in done.stdout) == (options[-1:] != ["runs"])
