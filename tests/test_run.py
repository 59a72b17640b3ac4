"""``./run`` and ``lock/install.py``: what they do and say when the machine is not as they need it."""

import importlib.util
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TOOLS = ("sh", "dirname", "cat", "cksum", "tr")


@pytest.fixture
def clone(tmp_path):
    """The files that a start needs, in a folder of their own."""
    shutil.copy(ROOT / "run", tmp_path)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copytree(ROOT / "lock", tmp_path / "lock")
    (tmp_path / "bin").mkdir()
    for tool in TOOLS:
        (tmp_path / "bin" / tool).symlink_to(shutil.which(tool))
    return tmp_path


def script(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)


def start(clone, *arguments):
    return subprocess.run(
        [clone / "run", *arguments], capture_output=True, text=True, env={"PATH": str(clone / "bin")}, check=False
    )


def test_a_machine_without_a_python_new_enough_is_told_what_to_install(clone):
    script(clone / "bin" / "python3", 'if [ "$1" = --version ]; then echo Python 3.10.13; else exit 1; fi')
    done = start(clone, "--help")
    assert done.returncode == 1
    assert "found: Python 3.10.13" in done.stderr
    assert "apt-get install python3" in done.stderr


def test_the_environment_is_made_once_and_then_handed_over_to(clone):
    made = clone / ".venv" / "made"
    entry = clone / ".venv" / "bin"
    script(entry / "gongfu", 'echo "gongfu $*"')
    script(entry / "python", 'echo "python $*"')
    script(clone / "bin" / "python3", f'[ "$1" = -c ] && exit 0; echo "made: $2"; echo "$2 $3" >{made}')
    assert start(clone, "tables", "--json").stdout.splitlines() == ["made: run", "gongfu tables --json"]
    assert start(clone, "tables").stdout.splitlines() == ["gongfu tables"]
    assert start(clone, "test", "--all", "-x").stdout.splitlines() == [
        "made: test",
        "python -m pytest -n auto --all -x",
    ]
    assert start(clone, "tables").stdout.splitlines() == ["gongfu tables"]
    (clone / "lock" / "run.txt").write_text("another==1.0")
    assert start(clone, "tables").stdout.splitlines() == ["made: run", "gongfu tables"]


def test_an_environment_that_cannot_be_made_is_not_handed_over_to(clone):
    script(clone / "bin" / "python3", '[ "$1" = -c ] && exit 0; exit 1')
    done = start(clone, "tables")
    assert (done.returncode, done.stdout) == (1, "")


@pytest.fixture
def install(clone):
    spec = importlib.util.spec_from_file_location("install", clone / "lock" / "install.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_python_without_pip_and_ensurepip_is_told_the_package_that_has_them(install, monkeypatch):
    monkeypatch.setattr(install.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(install.SetUpError, match="apt-get install python3-venv"):
        install.pip()


def test_a_failed_step_shows_the_end_of_what_it_printed_and_is_done_again_from_the_start(install, monkeypatch, capsys):
    def fail(level):
        install.run(["sh", "-c", "seq 1 50; exit 1"], "packages could not be installed")

    def make(*, anew):
        asked.append(anew)
        install.VENV.mkdir(exist_ok=True)
        return True

    asked: list[bool] = []
    monkeypatch.setattr(install, "make_venv", make)
    monkeypatch.setattr(install, "install_packages", fail)
    assert install.main("run", "key") == 1
    assert install.main("run", "key") == 1
    assert asked == [False, True]
    said = capsys.readouterr().err
    assert "packages could not be installed:\n43\n" in said
    assert "50\nrun: mend that" in said


def test_what_is_made_already_is_not_made_again(install, monkeypatch):
    monkeypatch.setattr(install, "make_venv", lambda *, anew: pytest.fail("made again"))
    script(install.PYTHON, "")
    install.MADE.write_text("test key\n")
    assert install.main("run", "key") == 0


def test_packages_are_left_alone_when_only_the_project_changed(install, monkeypatch):
    done = []
    monkeypatch.setattr(install, "make_venv", lambda *, anew: False)
    monkeypatch.setattr(install, "install_packages", lambda level: done.append(f"packages of {level}"))
    monkeypatch.setattr(install, "install_project", lambda: done.append("project"))
    install.VENV.mkdir()
    for key in ("one", "two"):
        assert install.main("test", key) == 0
    assert install.main("run", "three") == 0  # what was asked for once stays
    assert done == ["packages of test", "project", "project", "project"]
    assert install.MADE.read_text().splitlines()[0] == "test three"
