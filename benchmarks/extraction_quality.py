"""How well commitments are read: the five real plans, and both halves of the own texts, side by side.

    python -m benchmarks.extraction_quality [--held] [--texts]

The rules were tuned on the plans and on the open half; ``--held`` opens the other half too, for a final score only.
Detection is F1 over spans and values; ``complete`` is the share of matched records with all seven attributes right;
each attribute is the share of matched records that have it right. A gap over 0.03 in F1 between what the rules were
tuned on and the held half, or between the plans and the own texts, is named as over-fitting, and exits with 1.
"""

import argparse
import functools
import sys
from pathlib import Path

from gongfu.plan.extract import extract
from tests.plan.scoring import EXACT, Score, read_records, score

ROOT = Path(__file__).resolve().parents[1]
SHARED, CASES = ROOT.parent / "shared", ROOT / "tests" / "cases" / "plans"
SETS = {
    "seeds": (SHARED / "seeds", SHARED / "gold"),
    "open": (CASES / "open", CASES / "open"),
    "held": (CASES / "held", CASES / "held"),
}
LARGEST_GAP = 0.03


def scores(name: str) -> dict[str, Score]:
    """Score each text of a set."""
    texts, gold = SETS[name]
    return {
        text.stem: score(read_records(gold / f"{text.stem}.jsonl"), predicted(text))
        for text in sorted(texts.glob("*.txt"))
    }


def predicted(path: Path) -> list[dict[str, object]]:
    """Extract a text as the command does."""
    return [record.as_dict() for record in extract(path.read_bytes().decode("utf-8"))]


def figures(found: Score) -> dict[str, str]:
    """The figures of a set by their names."""
    shares = {name: found.right[name] / found.matched if found.matched else 0.0 for name in (*EXACT, "indicator")}
    return {
        "records": f"{found.gold}",
        "found": f"{found.predicted}",
        "matched": f"{found.matched}",
        "F1": f"{found.f1:.4f}",
        "complete": f"{found.completeness:.4f}",
    } | {f"  {name}": f"{share:.4f}" for name, share in shares.items()}


def print_beside(columns: dict[str, Score]) -> None:
    """Print the figures of several sets side by side."""
    tables = {name: figures(found) for name, found in columns.items()}
    print(f"{'':<16}" + "".join(f"{name:>10}" for name in tables))
    for row in next(iter(tables.values())):
        print(f"{row:<16}" + "".join(f"{table[row]:>10}" for table in tables.values()))


def over_fitted(totals: dict[str, Score]) -> list[str]:
    """Name each gap between two sets that is too large."""
    names = list(totals)
    return [
        f"over-fitting: {one} {totals[one].f1:.4f}, {other} {totals[other].f1:.4f}, a gap of {gap:.4f} F1"
        for place, one in enumerate(names)
        for other in names[place + 1 :]
        if (gap := abs(totals[one].f1 - totals[other].f1)) > LARGEST_GAP
    ]


def main() -> int:
    """Print the table; 1 where a gap is too large."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--held", action="store_true", help="open the half of the own texts that is kept back")
    parser.add_argument("--texts", action="store_true", help="print the F1 and complete of each text")
    options = parser.parse_args()
    names = [name for name in SETS if name != "held" or options.held]
    by_text = {name: found for name in names if (found := scores(name))}
    for name in sorted(set(names) - set(by_text)):
        print(f"{name}: no texts at {SETS[name][0]}")
    totals = {name: functools.reduce(Score.__add__, found.values()) for name, found in by_text.items()}
    print_beside(totals)
    if options.texts:
        for name, found in by_text.items():
            for text, one in found.items():
                print(f"{name:<8}{text:<32}{one.f1:>8.4f}{one.completeness:>8.4f}")
    gaps = over_fitted(totals)
    print(*gaps or [f"no gap over {LARGEST_GAP} F1 between {', '.join(totals)}"], sep="\n")
    return 1 if gaps else 0


if __name__ == "__main__":
    sys.exit(main())
