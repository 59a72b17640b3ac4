"""The reference is what the registry and the schemas say today."""

import importlib.util
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture(scope="module")
def generate():
    spec = importlib.util.spec_from_file_location("generate", DOCS / "generate.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_reference_is_current(generate, monkeypatch):
    monkeypatch.setenv("COLUMNS", "100")
    stale = [name for name, text in generate.pages().items() if (DOCS / "reference" / name).read_text("utf-8") != text]
    assert not stale, f"run ./run docs and commit docs/reference: {stale}"


def test_no_page_of_the_reference_is_left_over(generate):
    assert {path.name for path in (DOCS / "reference").glob("*.md")} == {*generate.pages(), "errors.md"}
