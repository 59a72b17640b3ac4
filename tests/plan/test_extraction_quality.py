"""Floors of extraction: pinned, never lowered silently."""

import functools
import json
import subprocess
import sys
from pathlib import Path

import pytest

from gongfu.plan.extract import extract
from tests.plan.scoring import Score, read_records, score

CASES = Path(__file__).parent.parent / "cases" / "plans"
SHARED = Path(__file__).parents[3] / "shared"
SETS = {
    "seeds": (SHARED / "seeds", SHARED / "gold"),
    "open": (CASES / "open", CASES / "open"),
    "held": (CASES / "held", CASES / "held"),
}
needs_shared = pytest.mark.skipif(
    not SHARED.exists(), reason="needs shared/ beside the repository: the five real plans"
)


@functools.cache
def scores(name: str) -> dict[str, Score]:
    texts, gold = SETS[name]
    return {
        text.stem: score(read_records(gold / f"{text.stem}.jsonl"), predicted(text))
        for text in sorted(texts.glob("*.txt"))
    }


def predicted(path: Path) -> list[dict[str, object]]:
    return [record.as_dict() for record in extract(path.read_bytes().decode("utf-8"), document=path.stem[:3])]


def total(name: str) -> Score:
    return functools.reduce(Score.__add__, scores(name).values())


@needs_shared
def test_the_five_real_plans_are_read_to_the_letter():
    assert total("seeds").f1 >= 0.99
    assert total("seeds").completeness >= 0.95


def test_the_open_half_of_the_own_texts_is_read_well():
    assert total("open").f1 >= 0.98
    assert total("open").completeness >= 0.90


@needs_shared
@pytest.mark.parametrize("name", ["seeds", "open"])
def test_our_scorer_agrees_with_the_official_one(name, tmp_path):
    texts, gold = SETS[name]
    (tmp_path / "gold").mkdir()
    (tmp_path / "predicted").mkdir()
    for text in texts.glob("*.txt"):
        (tmp_path / "gold" / f"{text.stem}.jsonl").write_bytes((gold / f"{text.stem}.jsonl").read_bytes())
        lines = "".join(json.dumps(record) + "\n" for record in predicted(text))
        (tmp_path / "predicted" / f"{text.stem}.jsonl").write_text(lines, "utf-8")
    tool = [
        sys.executable,
        SHARED / "tools" / "score_commitments.py",
        tmp_path / "gold",
        tmp_path / "predicted",
        "--json",
    ]
    official = json.loads(subprocess.run(tool, capture_output=True, check=True).stdout)["total"]
    ours = total(name)
    assert (ours.matched, ours.gold, ours.predicted, ours.complete) == (
        official["matched"], official["gold"], official["predicted"], official["complete"]["right"],
    )  # fmt: skip


@needs_shared
@pytest.mark.parametrize("path", sorted((SHARED / "seeds").glob("*.txt")), ids=lambda path: path.stem[:3])
def test_spans_point_at_the_characters_of_the_file(path):
    text = path.read_bytes().decode("utf-8")
    for record in extract(text):
        assert record.quote == text[record.start : record.end]
        assert record.quote.strip()
