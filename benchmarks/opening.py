"""How long the service takes to open a figure, to search, and to show a document.

    python -m benchmarks.opening [--workspace FOLDER] [--searched 100000]

On the demo of Shanghai (made beside the benchmark), or on a workspace of your own. Every figure of the ledger, of the scoreboard and of the
series is opened once by what its column says, through the service, without its cache of answers; and then a made-up index of so many
commitments is searched. By the clock, and in seconds of processor where the machine does other work beside.
"""

import argparse
import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from gongfu.api.asked import asked_of
from gongfu.api.service import Service
from gongfu.loops.plan.facts import read_region, region_folder
from gongfu.loops.plan.storing import store_region
from gongfu.loops.searching.index import Entry, Index
from gongfu.loops.series.facts import read_figures, store_figures
from gongfu.operations.opens import opened_by
from gongfu.operations.registry import operations
from gongfu.operations.results import Table
from gongfu.workspace import Workspace

SHOWN = ("plan ledger", "attain board", "series list", "series forecast")
ASKED = ("专精特新", "專精特新", "zngc", "zhinenggongchang", "企业", "001-004", "浦东新区 智能工厂", "没有这个词")


def demo(folder: Path) -> None:
    """Make the workspace that the demo keeps."""
    facts = region_folder("shanghai")
    with Workspace.create(folder) as workspace:
        store_region(workspace, read_region(facts), author="benchmark")
        store_figures(workspace, read_figures(facts), message="Add the figures observed", author="benchmark")


def ask(service: Service, name: str, given: dict[str, Any]) -> None:
    """Run an operation as a request does, and make the bytes of its answer."""
    operation = operations()[name]
    texts = {
        key: [_text(each) for each in (value if isinstance(value, list) else [value])] for key, value in given.items()
    }
    service.run(operation, asked_of(operation, texts, "zh", service.uploads.path), "zh", "benchmark")


def shown(service: Service, name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """What opens each figure of the table that an operation gives."""
    from gongfu.operations.context import Context, ReadAt
    from gongfu.workspace.jobs import Counter

    operation = operations()[name]
    context = Context(service.folder, "zh", Counter(lambda standing: None), "benchmark", opened=service.workspace)
    table = operation.run(context, ReadAt(), {each.name: each.default for each in operation.parameters})
    assert isinstance(table, Table)
    for column in table.opens:
        for row in table.frame.iter_rows(named=True):
            if (how := opened_by(table.opens, column, row)) is not None:
                yield how["operation"], how["given"]


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds by the clock and of processor."""
    clock, processor = time.perf_counter(), time.process_time()
    work()
    return (time.perf_counter() - clock) * 1000, (time.process_time() - processor) * 1000


def told(what: str, times: list[tuple[float, float]]) -> None:
    """Print median and 95th percentile."""
    for name, values in zip(("clock", "processor"), zip(*times, strict=True), strict=True):
        ordered = sorted(values)
        late = ordered[int(len(ordered) * 0.95) - 1] if len(ordered) > 1 else ordered[0]
        print(f"{what:44} {name:9} median {statistics.median(values):7.1f} ms   p95 {late:7.1f} ms   of {len(ordered)}")


def made_up(count: int) -> Index:
    """An index of so many commitments with names and sentences, from a seed."""
    draw = random.Random(20261)
    heads = (
        "新增国家级 市级 累计 打造 引育 全市 规模以上 重点产业 战略性 先进制造 浦东新区 闵行区 嘉定区 宝山区".split()
    )
    middles = "智能工厂 绿色工厂 专精特新企业 小巨人企业 企业技术中心 工业互联网平台 机器人密度 工业增加值 研发投入 产业集群".split()
    tails = "数 占比 增速 规模 产值 覆盖率 渗透率".split()
    entries = []
    for number in range(count):
        name = draw.choice(heads) + draw.choice(middles) + draw.choice(middles) + draw.choice(tails)
        entries += [
            Entry("commitment", str(number), "id", f"{number // 500:03d}-{number % 500:03d}"),
            Entry("commitment", str(number), "title", name),
            Entry(
                "sentence",
                str(number),
                "text",
                f"到2025年，{name}达到{number}家以上，{draw.choice(middles)}占比超过50%。",
                False,
            ),
        ]
    return Index(entries)


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--workspace", type=Path)
    parser.add_argument("--searched", type=int, default=100_000)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        workspace = arguments.workspace or Path(folder) / "workspace"
        if arguments.workspace is None:
            demo(workspace)
        service = Service(workspace)
        print(f"load {os.getloadavg()[0]:.1f}; warm")
        found = {name: list({repr(each): each for each in shown(service, name)}.values()) for name in SHOWN}
        for opened in found.values():
            ask(service, *opened[0])
        for name, opened in found.items():
            told(f"figures of {name}", [timed(lambda each=each: ask(service, *each)) for each in opened])
        ask(service, "search", {"text": "工厂"})
        told("search", [timed(lambda text=text: ask(service, "search", {"text": text})) for text in ASKED * 5])
        service.close()
    index = made_up(arguments.searched)
    print("index", *(f"{each:.0f} ms" for each in timed(index.warm)))
    told(f"search among {arguments.searched:,}", [timed(lambda text=text: index.search(text)) for text in ASKED * 3])


if __name__ == "__main__":
    main()
