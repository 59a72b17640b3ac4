"""How long the scoreboard takes for 100,000 commitments and 1,000,000 observations, and one item.

    python -m benchmarks.attainment [--commitments 100000] [--observations 1000000] [--seed 0]

The tables are made here from a seed: many plans of districts, each with the same kinds of indicators, ten figures a series,
from several sources. They are written into a workspace first; measured is everything from reading it to the finished rows, in a warm
process, three times. An item is what ``attain show`` shows, out of the board in memory that a
service holds for a version and day.
"""

import argparse
import os
import random
import tempfile
import time
from datetime import date
from pathlib import Path

import polars as pl

from gongfu.loops.attainment.board import Board, board, known_by, narrowed
from gongfu.loops.attainment.chances import chances
from gongfu.loops.attainment.explain import figures, steps
from gongfu.loops.attainment.views import board_view
from gongfu.loops.plan.ledger import read_ledger
from gongfu.workspace import Workspace
from gongfu.workspace.schema import table

INDUSTRIES = (
    "", "流体装备", "储能电池", "汽车零部件", "生物基材料", "工业软件", "集成电路", "生物医药", "医疗器械", "精密仪器", "绿色化工",
    "特种钢材", "现代纺织", "食品加工", "轨道交通", "数控机床", "智能家电", "光伏组件", "海洋工程", "航空部件",
)  # fmt: skip
THINGS = (
    ("智能工厂数", "家", "level"), ("绿色工厂数", "家", "level"), ("企业技术中心数", "家", "increment"),
    ("增加值", "元", "level"), ("总产值", "元", "multiple"), ("总产值年均增长率", "%", "growth"),
    ("发明专利数", "件", "level"), ("专精特新企业数", "家", "level"), ("每年新增领军人才数", "人", "flow"),
    ("投资", "元", "growth"),
)  # fmt: skip
DAY = date(2024, 6, 30)


def fill(workspace: Workspace, commitments: int, observations: int, seed: int) -> None:
    """Write plans, commitments, series and figures."""
    draw = random.Random(seed)
    names = [(industry + thing, unit, mode) for industry in INDUSTRIES for thing, unit, mode in THINGS]
    regions = max(commitments // len(names), 1)
    plans, said, series, seen = [], [], [], []
    for number in range(regions):
        region, plan = f"r{number}", f"p{number}"
        plans.append(
            {
                "plan_id": plan, "region_id": region, "document_id": plan, "doc": plan, "title": "制造业发展规划",
                "period_start": 2021, "period_end": 2025, "published_on": date(2021, 3, 1), "origin": "observed",
                "source_id": "s",
            }
        )  # fmt: skip
        for place, (indicator, unit, mode) in enumerate(names):
            said.append(
                {
                    "commitment_id": f"{plan}-{place}", "document_id": plan, "plan_id": plan, "start": place * 10,
                    "end": place * 10 + 4, "kind": "target", "indicator": indicator, "value": float(draw.randint(1, 500)),
                    "unit": "倍" if mode == "multiple" else "%" if mode == "growth" else unit, "comparator": ">=",
                    "mode": mode, "period_start": 2021, "deadline": 2025, "responsible": ["工信局"], "section": "目标",
                    "direction": "up", "aggregation": "per_period" if mode in ("growth", "flow") else None,
                    "published_on": date(2021, 3, 1), "origin": "observed", "source_id": "s",
                }
            )  # fmt: skip
            series.append(
                {
                    "series_id": f"{region}-{place}", "region_id": region, "indicator": indicator.replace("年均", ""),
                    "unit": unit, "origin": "observed",
                }
            )  # fmt: skip
    each = observations // len(series)
    for one in series:
        level = draw.uniform(10, 300)
        for back in range(each):
            year = 2023 - back
            seen.append((f"{one['series_id']}-{back}", one["series_id"], str(year), date(year, 1, 1), date(year, 12, 31), level - back, "=", date(year + 1, 2, 1), "observed", "s"))  # fmt: skip
    columns = ("observation_id", "series_id", "period", "period_start", "period_end", "value", "comparator", "published_on", "origin", "source_id")  # fmt: skip

    def change(tx: object) -> None:
        for name, rows in (("plan", plans), ("commitment", said), ("series", series)):
            kinds = table(name).polars_schema
            tx.append(name, pl.DataFrame(rows, schema={key: kinds[key] for key in rows[0]}))
        kinds = table("observation").polars_schema
        tx.append("observation", pl.DataFrame(seen, schema={key: kinds[key] for key in columns}, orient="row"))
        tx.append("source", pl.DataFrame([{"source_id": "s", "kind": "page", "title": "年鉴"}]))

    workspace.commit(change, message="fill", author="benchmark")


def scoreboard(workspace: Workspace) -> pl.DataFrame:
    """The whole scoreboard."""
    read = known_by(workspace.read, DAY)
    return board_view(board(read_ledger(read), read, DAY), "zh")


def item(found: Board, key: str) -> int:
    """One target with its row, formula, figures and chances, from the board that a service holds in memory."""
    one = narrowed(found, key)
    chances(found, key, "zh")
    return board_view(one, "zh").height + len(steps(one, key)) + figures(one, key).height


def main() -> int:
    """Print the times."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--commitments", type=int, default=100_000)
    parser.add_argument("--observations", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, Workspace.create(Path(folder) / "w") as workspace:
        fill(workspace, options.commitments, options.observations, options.seed)
        print(
            f"{options.commitments:,} commitments, {options.observations:,} observations; load {os.getloadavg()[0]:.1f}"
        )
        for _ in range(3):
            clock, processor = time.perf_counter(), time.process_time()
            rows = scoreboard(workspace)
            print(
                f"scoreboard: {time.perf_counter() - clock:.2f} s, processor {time.process_time() - processor:.2f} s, {rows.height:,} rows"
            )
        print(rows["status"].value_counts().rows())
        read = known_by(workspace.read, DAY)
        found = board(read_ledger(read), read, DAY)
        for number in range(3):
            clock = time.perf_counter()
            item(found, f"p{number}-3")
            print(f"one item: {(time.perf_counter() - clock) * 1000:.0f} ms")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
