"""Every command shown in the docs works, and prints what the page says; every link leads somewhere."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from gongfu.cli.main import every_command
from tests.docs.console import commands

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
NEEDS_THE_REPOSITORY = ("./run test", "./run docs")
LINK = re.compile(r"\]\(([^)#\s]+)[^)]*\)")


def name(path):
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("page", [page for page in PAGES if commands(page)], ids=name)
def test_the_commands_of_a_page_work_one_after_another(page, tmp_path):
    entry = tmp_path / "run"
    entry.write_text(f'#!/bin/sh\nGONGFU_PROGRAM=./run exec "{Path(sys.executable).with_name("gongfu")}" "$@"\n')
    entry.chmod(0o755)
    environment = {k: v for k, v in os.environ.items() if not k.startswith("GONGFU_")} | {
        "LANG": "C.UTF-8", "COLUMNS": "100", "GONGFU_AUTHOR": "li", "GONGFU_THREADS": "1",
        "PYTHONPATH": str(Path(__file__).with_name("as_users_have_it")),
    }  # fmt: skip
    for command in commands(page):
        if command.line.startswith(NEEDS_THE_REPOSITORY):
            continue
        done = subprocess.run(
            command.line, shell=True, cwd=tmp_path, env=environment, text=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
        )  # fmt: skip
        refused = any(line.startswith(("error:", "错误：", '{"error"')) for line in command.printed)
        assert bool(done.returncode) == refused, f"$ {command.line}\n{done.stdout}"
        assert command.agrees(done.stdout), f"$ {command.line}\n{done.stdout}"


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_the_links_of_a_page_lead_somewhere(page):
    links = [link for link in LINK.findall(page.read_text("utf-8")) if "://" not in link]
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_every_page_is_reached_from_the_first():
    seen, ahead = set(), [ROOT / "README.md", ROOT / "README.zh.md"]
    while ahead:
        page = ahead.pop().resolve()
        if page.is_dir():
            ahead += page.glob("*.md")
        elif page not in seen and page.suffix == ".md":
            seen.add(page)
            ahead += [page.parent / link for link in LINK.findall(page.read_text("utf-8")) if "://" not in link]
    assert [name(page) for page in PAGES if page.resolve() not in seen] == []


def test_every_command_is_shown_in_the_reference():
    text = (ROOT / "docs" / "reference" / "commands.md").read_text("utf-8")
    assert [each for each in every_command() if f"\n## {each}\n" not in text] == []
