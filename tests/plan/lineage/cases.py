"""The two sets of plans with annotated links, their titles and days, and the official scorer."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any
from zlib import crc32

from gongfu.plan.extract import extract
from gongfu.plan.lineage import Lineage, PlanRecords, lineage

ROOT = Path(__file__).parents[3]
SHARED = ROOT.parent / "shared"
TANGCHUAN = ROOT / "tests" / "cases" / "lineage" / "tangchuan"
TANGCHUAN_TEXTS = ROOT / "regions" / "tangchuan" / "plans"

# First letters of the file, day of publication, term, title, region.
SEEDS = (
    (
        "000",
        date(2018, 5, 3),
        (2018, 2020),
        "全力打响“上海制造”品牌加快迈向全球卓越制造基地三年行动计划（2018—2020年）",
        "上海市",
    ),
    ("004", date(2019, 6, 27), (2019, 2021), "上海市智能制造行动计划（2019—2021年）", "上海市"),
    (
        "003",
        date(2021, 7, 30),
        (2021, 2023),
        "全力打响“上海制造”品牌加快迈向全球卓越制造基地三年行动计划（2021—2023年）",
        "上海市",
    ),
    ("002", date(2021, 9, 9), (2021, 2025), "上海市先进制造业发展“十四五”规划", "上海市"),
    ("001", date(2023, 6, 1), (2023, 2025), "上海市推动制造业高质量发展三年行动计划（2023—2025年）", "上海市"),
)
CITY = (
    ("tc1", date(2021, 5, 20), (2021, 2025), "棠川市先进制造业发展“十四五”规划（2021—2025年）", "棠川市"),
    ("tc2", date(2023, 4, 12), (2023, 2025), "棠川市制造业强市建设三年行动计划（2023—2025年）", "棠川市"),
    ("tc3", date(2026, 2, 6), (None, None), "棠川市制造业强市建设三年行动计划完成情况通报", "棠川市"),
)
SETS = {
    "seeds": (SEEDS, SHARED / "gold", SHARED / "gold" / "lineage.jsonl", SHARED / "seeds"),
    "tangchuan": (CITY, TANGCHUAN, TANGCHUAN / "lineage.jsonl", TANGCHUAN_TEXTS),
}


def read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def plans(name: str, *, extracted: bool) -> dict[str, PlanRecords]:
    """The plans of a set by file name, with the annotated records or with our own."""
    heads, gold, _, texts = SETS[name]
    found = {}
    for prefix, day, term, title, region in heads:
        path = next(texts.glob(f"{prefix}*.txt"))
        text = path.read_bytes().decode("utf-8")
        if extracted:
            records = [record.as_dict() for record in extract(text, document=f"{prefix}x")]
        else:
            records = read(gold / f"{path.stem}.jsonl")
        found[path.stem] = PlanRecords(path.stem, day, records, term, title, region, text)
    return found


def followed(name: str, *, extracted: bool) -> tuple[dict[str, PlanRecords], Lineage]:
    found = plans(name, extracted=extracted)
    return found, lineage(list(found.values()))


def official(
    name: str, folder: Path, *, extracted: bool, show: bool = False, half: str | None = None
) -> dict[str, Any]:
    """What the official scorer says; ``half`` keeps the links of ``open`` or ``held`` lines only (recall, not precision)."""
    found, result = followed(name, extracted=extracted)
    _, gold, links, _ = SETS[name]
    for part in ("gold", "predicted"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    for stem, plan in found.items():
        (folder / "gold" / f"{stem}.jsonl").write_bytes((gold / f"{stem}.jsonl").read_bytes())
        _write(folder / "predicted" / f"{stem}.jsonl", list(plan.records))
    kept = [link for link in read(links) if half is None or half_of(link["line"]) == half]
    _write(folder / "gold" / "lineage.jsonl", kept)
    _write(folder / "predicted" / "lineage.jsonl", [link.as_dict() for link in result.links])
    tool = [
        sys.executable, SHARED / "tools" / "score_lineage.py", folder / "gold" / "lineage.jsonl", folder / "gold",
        folder / "predicted" / "lineage.jsonl", folder / "predicted", "--json", *(["--show"] if show else []),
    ]  # fmt: skip
    return json.loads(subprocess.run(tool, capture_output=True, check=True).stdout)


def half_of(line: str) -> str:
    return "held" if crc32(line.encode()) % 2 else "open"


def _write(path: Path, rows: list[Any]) -> None:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
