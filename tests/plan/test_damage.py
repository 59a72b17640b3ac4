"""Damage costs at most 0.02 of F1, and every span points at the right characters of the damaged file."""

import difflib
import functools
from collections.abc import Callable
from pathlib import Path

import pytest

from gongfu.documents.reading import read
from gongfu.plan.extract import extract
from tests.documents import damage
from tests.plan.scoring import Record, Score, read_records, score

OPEN = Path(__file__).parent.parent / "cases" / "plans" / "open"
SHARED = Path(__file__).parents[3] / "shared"
LARGEST_LOSS = 0.02
CHINESE = [(path, OPEN / f"{path.stem}.jsonl") for path in sorted(OPEN.glob("0[1-7]*.txt"))]
SEEDS = [(path, SHARED / "gold" / f"{path.stem}.jsonl") for path in sorted((SHARED / "seeds").glob("*.txt"))]
SETS = {"open": CHINESE, "seeds": SEEDS}
Damage = Callable[[str], tuple[str, list[int] | None]]


def rewritten(write: Callable[[str], bytes]) -> Damage:
    """A damage that writes another format and reads it again; where the text went is found by comparison."""

    def change(text: str) -> tuple[str, list[int] | None]:
        changed = read(write(text)).text
        kept = [position for position, sign in enumerate(text) if not sign.isspace()]
        found = [position for position, sign in enumerate(changed) if not sign.isspace()]
        moved = [-1] * (len(text) + 1)
        matcher = difflib.SequenceMatcher(
            None, [text[position] for position in kept], [changed[position] for position in found], autojunk=False
        )
        for block in matcher.get_matching_blocks():
            for step in range(block.size):
                moved[kept[block.a + step]] = found[block.b + step]
        return changed, moved

    return change


DAMAGES: dict[str, Damage] = {
    "a line break every 20 characters": damage.break_lines,
    "full-width digits": damage.widen_digits,
    "Traditional script": damage.to_traditional,
    "docx": rewritten(damage.to_docx),
    "docx to pdf to text": rewritten(lambda text: damage.to_pdf(read(damage.to_docx(text)).text)),
}


def move(gold: list[Record], moved: list[int]) -> list[Record]:
    return [{**record, "start": moved[record["start"]], "end": moved[record["end"] - 1] + 1} for record in gold]


@functools.cache
def undamaged(name: str) -> Score:
    return functools.reduce(
        Score.__add__, (score(read_records(gold), records(read_text(text))) for text, gold in SETS[name])
    )


def read_text(path: Path) -> str:
    return path.read_bytes().decode("utf-8")


def records(text: str) -> list[Record]:
    return [record.as_dict() for record in extract(text)]


@pytest.mark.parametrize("kind", DAMAGES)
@pytest.mark.parametrize("name", SETS)
def test_damage_costs_little(name, kind):
    if not SETS[name]:
        pytest.skip("needs shared/ beside the repository: the five real plans")
    total = Score()
    for path, gold in SETS[name]:
        changed, moved = DAMAGES[kind](read_text(path))
        assert moved is not None, f"{path.name} changed its length"
        predicted = records(changed)
        assert all(record["quote"] == changed[record["start"] : record["end"]] for record in predicted)
        total += score(move(read_records(gold), moved), predicted)
    assert total.f1 >= undamaged(name).f1 - LARGEST_LOSS
