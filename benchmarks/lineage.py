"""How fast commitments of many plans are joined.

    python -m benchmarks.lineage [--commitments 100000] [--plans 50] [--seed 0]

The plans are made here from a seed: each says most of what the one before it said, in other words and with other values,
and some things of its own. Names are made of grades, qualities, industries, objects and groups, so that very many
share their head noun, as in real plans. Measured is the call alone, on one core: processor time, and the clock
beside it, for a busy machine only slows the clock.
"""

import argparse
import random
import time
from datetime import date
from typing import Any

from gongfu.plan.lineage import Lineage, PlanRecords, lineage

SECONDS = 30
GRADES = ("", "", "国家级", "省级", "市级", "省级以上")
QUALITIES = ("", "", "重点", "关键", "标志性", "高端", "示范性", "标杆性", "典型", "行业性")
INDUSTRIES = (
    "", "流体装备", "储能电池", "汽车零部件", "生物基材料", "工业软件", "集成电路", "生物医药", "医疗器械", "精密仪器", "绿色化工", "特种钢材",
    "现代纺织", "食品加工", "轨道交通", "数控机床", "工业机器人", "智能家电", "光伏组件", "海洋工程", "航空部件", "稀土功能材料", "电子陶瓷", "农机",
)  # fmt: skip
OBJECTS = (
    "智能工厂", "绿色工厂", "数字化车间", "工业互联网平台", "企业技术中心", "制造业创新中心", "特色产业园区", "产业集群", "产业链", "公共服务平台",
    "检验检测中心", "应用场景", "上云企业", "单项冠军企业", "专精特新企业", "小巨人企业", "技术改造项目", "重大项目", "领军人才", "国际标准",
    "首台套装备", "发明专利", "设计中心", "实验室", "解决方案供应商", "示范企业", "品牌产品", "总产值", "增加值", "研发投入",
)  # fmt: skip
MODES = ("level", "level", "level", "increment", "flow", "growth")


def plans(commitments: int, count: int, seed: int) -> list[PlanRecords]:
    """Made-up plans, each mostly a repetition of the one before it."""
    draw = random.Random(seed)
    each = commitments // count
    made, names = [], [_name(draw) for _ in range(each)]
    for number in range(count):
        names = [name if draw.random() < 0.9 else _name(draw) for name in names]
        year = 1975 + number
        records = [_record(f"p{number}-{i}", name, i, year, draw) for i, name in enumerate(names)]
        made.append(PlanRecords(f"p{number}", date(year, 1, 1), records, (year, year + 4), "制造业发展规划"))
    return made


def _name(draw: random.Random) -> str:
    parts = (
        draw.choice(GRADES),
        draw.choice(QUALITIES),
        draw.choice(INDUSTRIES),
        draw.choice(INDUSTRIES),
        draw.choice(OBJECTS),
    )
    return "".join(parts) + "数"


def _record(identifier: str, name: str, place: int, year: int, draw: random.Random) -> dict[str, Any]:
    return {
        "id": identifier, "start": place * 10, "end": place * 10 + 4, "quote": "", "kind": "target" if draw.random() < 0.9 else "outcome",
        "indicator": name, "value": draw.randint(1, 500), "value_high": None, "unit": "个", "comparator": "=",
        "mode": draw.choice(MODES), "period_start": year, "deadline": year + 4, "size_class": None, "responsible": [],
        "section": "", "same_as": None, "note": None,
    }  # fmt: skip


def measure(commitments: int, count: int, seed: int) -> tuple[float, float, Lineage]:
    """Seconds of the processor and of the clock, and what was found."""
    made = plans(commitments, count, seed)
    clock, processor = time.perf_counter(), time.process_time()
    found = lineage(made)
    return time.process_time() - processor, time.perf_counter() - clock, found


def main() -> None:
    """Print the time and what was found."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--commitments", type=int, default=100_000)
    parser.add_argument("--plans", type=int, default=50)
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    processor, clock, found = measure(args.commitments, args.plans, args.seed)
    print(
        f"{args.commitments} commitments, {args.plans} plans: {processor:.1f} s of one core, {clock:.1f} s by the clock"
    )
    print(f"at most {SECONDS} s for 100000")
    print(
        f"lines {len(found.lines)}, links {len(found.links)}, conflicts {len(found.conflicts)}, near {len(found.near_misses)}"
    )


if __name__ == "__main__":
    main()
