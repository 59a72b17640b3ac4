"""How fast commitments come out of plan text, how much memory that takes, and how fast the best peer is beside it.

    python -m benchmarks.extraction_speed [--characters 10000000] [--seed 0] [--peer-characters 60000] [--no-peer]

The text is made here from a seed: every sentence differs from every other, so that nothing can be had from a cache.
Each line is measured in a process of its own, on one core, after a warm-up on other text: processor time of the
extraction alone, and the most memory that the process ever held, interpreter and text included.

The peer is Recognizers-Text (number, percentage, currency, dimension) with JioNLP (time, money), sentence by sentence,
in an environment that the benchmark makes and throws away; it finds numbers and times, and nothing of what they mean.
It reads the beginning of the same text. Where its packages cannot be had, that is said and our own lines stand alone.

The last line reads and extracts a pdf of 300 pages: seconds of the clock, for reading works in a process of its own, in
the best of three runs.
"""

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FLOOR = 200_000  # characters a second
DOCUMENTS, APART = 2_000, "\0"
PAGES, PAGES_SECONDS, LINES_A_PAGE = 300, 10, 39
PEER = ("recognizers-text-suite==1.0.2a2", "jionlp==1.5.31", "emoji<2")  # Recognizers-Text does not load with emoji 2

FIELDS = (
    "高端装备 新材料 生物医药 集成电路 人工智能 智能网联汽车 航空航天 海洋工程 新能源 节能环保 电子信息 软件服务 工业机器人 数控机床 "
    "绿色化工 特种钢材 现代纺织 食品加工 轨道交通 储能装备 氢能 光伏 风电 工业互联网 大数据 区块链 量子信息 卫星应用 医疗器械 "
    "精密仪器 模具 轴承 陶瓷 造船 农机 建材 造纸 有色金属 稀土 石墨烯"
).split()
PLACES = (
    "东山区 西河区 南湖区 北岭区 临江新区 高新区 经开区 滨海片区 青溪县 白石县 云台市 长桥市 清源市 龙泉片区 金沙园区 沿江走廊 "
    "老城片区 空港园区 港口园区 科学城 智造谷 大学城 武林片区 双塔园区"
).split()
THINGS = (
    "智能工厂 数字化车间 绿色工厂 绿色园区 创新中心 企业技术中心 重点实验室 中试基地 公共服务平台 孵化器 众创空间 产业联盟 标准 "
    "首台套产品 应用场景 示范项目 技术改造项目 专精特新企业 瞪羚企业 单项冠军企业 上市企业 高新技术企业 领军人才团队 工匠工作室 "
    "检验检测机构 供应链平台 工业软件 行业大模型 特色园区 标准厂房"
).split()
COUNTERS = {"项目": "个", "企业": "家", "标准": "项", "产品": "件", "厂房": "栋", "团队": "个", "软件": "款"}
ACTS = "打造 培育 建设 新增 引进 认定 实施 推广 支持建设 建成 组建 遴选".split()
MEASURES = (
    "产业规模 工业总产值 主营业务收入 工业增加值 出口交货值 技术合同成交额 软件业务收入 研发投入 固定资产投资 技改投资 税收收入 "
    "数字经济核心产业增加值 战略性新兴产业产值 绿色制造产值"
).split()
SHARES = (
    "数字化研发设计工具普及率 关键工序数控化率 规上企业研发覆盖率 清洁能源占比 工业固废综合利用率 本地配套率 成果转化率 "
    "上云企业占比 高技术制造业占规上工业比重 重复用水率 国产化率 产销率"
).split()
VERBS = "深化 完善 推动 加强 支持 健全 优化 强化 鼓励 引导 构建 提升 推进 统筹 拓展 促进 夯实 落实".split()
OBJECTS = (
    "产学研合作 要素保障 标准体系 人才培养 用地供给 供需对接 质量品牌 融资服务 知识产权保护 链上协同 绿色转型 数据共享 开放合作 "
    "安全生产 项目调度 技术攻关 成果转化 应用推广 园区运营 梯度培育 政策兑现 监测预警 产能布局 场景开放"
).split()
MANNERS = "加快 持续 全面 稳步 有序 分类 协同 精准 大力 深入 积极 着力".split()
UNITS = (
    "市工信局 市发展改革委 市科技局 市财政局 市商务局 市人社局 市市场监管局 市自然资源局 各区政府 市生态环境局".split()
)
HEADINGS = (
    "夯实产业根基 突破关键技术 壮大企业主体 做强产业集群 推进数实融合 促进绿色发展 扩大开放合作 优化发展环境".split()
)
TITLE = "制造业高质量发展行动计划（2023—2027年）\n"
CHINESE = "一二三四五六七八九十"

Chance = random.Random


def plan(characters: int, seed: int) -> str:
    """Make one plan of about that length: chapters, articles, paragraphs, a table now and then; no sentence twice."""
    chance = Chance(seed)
    said: set[str] = set()
    pieces = [TITLE]
    length = 0
    for piece in _articles(chance, said):
        pieces.append(piece)
        length += len(piece)
        if length >= characters:
            return "".join(pieces)[:characters]
    raise AssertionError


def _articles(chance: Chance, said: set[str]) -> Iterator[str]:
    article = 0
    while True:
        if article % 8 == 0:
            yield f"{CHINESE[article // 8 % 10]}、{chance.choice(HEADINGS)}\n"
        yield f"（{CHINESE[article % 8]}）{chance.choice(MANNERS)}{_new(chance, said, _title)}\n"
        for _ in range(2):
            yield "".join(_new(chance, said, _stated if chance.random() < 0.3 else _unstated) for _ in range(6)) + "\n"
        yield f"（责任单位：{'、'.join(chance.sample(UNITS, 3))}）\n"
        if article % 40 == 39:
            yield _table(chance, said)
        article += 1


def _new(chance: Chance, said: set[str], make: Callable[[Chance], str]) -> str:
    while (sentence := make(chance)) in said:
        pass
    said.add(sentence)
    return sentence


def _title(chance: Chance) -> str:
    one, two = chance.sample(FIELDS, 2)
    return f"{chance.choice(VERBS)}{chance.choice(PLACES)}{one}和{two}{chance.choice(OBJECTS)}"


def _unstated(chance: Chance) -> str:
    clauses = [
        f"{chance.choice(MANNERS)}{chance.choice(VERBS)}{chance.choice(FIELDS)}{chance.choice(OBJECTS)}"
        for _ in range(chance.randint(2, 5))
    ]
    start = f"围绕{chance.choice(PLACES)}{chance.choice(FIELDS)}产业，" if chance.random() < 0.4 else ""
    return start + "，".join(clauses) + "。"


def _stated(chance: Chance) -> str:
    year, place, field, measure = (
        chance.randint(2024, 2027),
        chance.choice(PLACES),
        chance.choice(FIELDS),
        chance.choice(MEASURES),
    )
    amount = f"{chance.choice(('超过', '突破', '达到', '力争达到'))}{chance.randint(11, 9999)}{chance.choice(('亿元', '亿元以上', '亿元左右'))}"
    thing = chance.choice(THINGS)
    counter = next((unit for end, unit in COUNTERS.items() if thing.endswith(end)), "家")
    number = chance.choice(
        (
            f"{chance.randint(3, 2000)}{counter}",
            f"{chance.randint(3, 2000)}{counter}以上",
            f"不少于{chance.randint(3, 2000)}{counter}",
        )
    )
    share = (
        f"{chance.choice(SHARES)}{chance.choice(('达到', '超过', '提高到', '不低于'))}{chance.randint(100, 980) / 10}%"
    )
    return chance.choice(
        (
            f"到{year}年，{place}{field}产业{measure}{amount}，{share}。",
            f"在{place}{chance.choice(ACTS)}{field}领域{thing}{number}，{chance.choice(VERBS)}{chance.choice(OBJECTS)}。",
            f"到{year}年底，{chance.choice(ACTS)}{number}{field}{thing}，年均增长{chance.randint(30, 190) / 10}%。",
            f"{place}{field}产业每年实施{thing}{chance.randint(3, 400)}个，{chance.choice(SHARES)}提高{chance.randint(2, 60)}个百分点。",
            f"目前{place}{field}{measure}已达{chance.randint(11, 9999)}亿元，聚集{thing}{chance.randint(3, 999)}家，{chance.choice(VERBS)}{chance.choice(OBJECTS)}。",
            f"力争{year}年{place}{field}{measure}由{chance.randint(11, 499)}亿元提高到{chance.randint(500, 9999)}亿元。",
        )
    )


def _table(chance: Chance, said: set[str]) -> str:
    rows = ["指标\t单位\t2022年\t2027年目标"]
    for _ in range(8):
        name = _new(
            chance, said, lambda chance: chance.choice(PLACES) + chance.choice(FIELDS) + chance.choice(MEASURES)
        )
        base = chance.randint(11, 4999)
        rows.append(f"{name}\t亿元\t{base}\t{base + chance.randint(11, 4999)}")
    return "\n".join(rows) + "\n"


def measure_one(file: Path) -> dict[str, float]:
    """Extract one document."""
    return _measured([file.read_text("utf-8")])


def measure_many(file: Path) -> dict[str, float]:
    """Extract two thousand documents."""
    return _measured(file.read_text("utf-8").split(APART))


def _measured(texts: list[str]) -> dict[str, float]:
    from gongfu.plan.extract import extract

    extract(plan(20_000, -1))
    started = time.process_time()
    records = sum(len(extract(text)) for text in texts)
    seconds = time.process_time() - started
    return {"characters": sum(map(len, texts)), "seconds": seconds, "records": records, "bytes": _memory()}


def measure_pdf(file: Path) -> dict[str, float]:
    """Read a pdf of 300 pages and extract it; seconds of the clock."""
    from gongfu.documents.reading import read
    from gongfu.plan.extract import extract

    data = file.read_bytes()
    extract(plan(20_000, -1))
    runs = []
    for _ in range(3):
        started = time.perf_counter()
        text = read(data).text
        reading = time.perf_counter() - started
        records = len(extract(text))
        runs.append((time.perf_counter() - started, reading))
    seconds, reading = min(runs)
    return {
        "pages": text.count("\f") + 1,
        "characters": len(text),
        "seconds": seconds,
        "reading": reading,
        "records": records,
    }


def paper(seed: int) -> bytes:
    """Make the pdf."""
    from tests.documents.damage import to_pdf

    lines = [line for paragraph in plan(PAGES * 2_000, seed).split("\n") for line in _wrapped(paragraph)]
    return to_pdf("\n".join(lines[: PAGES * LINES_A_PAGE]))


def _wrapped(paragraph: str, width: int = 36) -> list[str]:
    return [paragraph[start : start + width] for start in range(0, len(paragraph), width)] or [""]


def _memory() -> int:
    """The most that the process has held, in bytes."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


PEER_PROGRAM = """
import json, sys, time
from recognizers_number import Culture, NumberRecognizer
from recognizers_number_with_unit import NumberWithUnitRecognizer
import jionlp
number, unit = NumberRecognizer(Culture.Chinese), NumberWithUnitRecognizer(Culture.Chinese)
models = [number.get_number_model(Culture.Chinese), number.get_percentage_model(Culture.Chinese),
          unit.get_currency_model(Culture.Chinese), unit.get_dimension_model(Culture.Chinese)]
def read(sentences):
    found = 0
    for sentence in sentences:
        for model in models:
            found += len(model.parse(sentence))
        found += len(jionlp.ner.extract_time(sentence)) + len(jionlp.ner.extract_money(sentence))
    return found
text = sys.stdin.buffer.read().decode()
sentences = [line + "。" for line in text.replace("\\n", "。").split("。") if line]
read(sentences[:20])
started = time.process_time()
found = read(sentences[20:])
seconds = time.process_time() - started
print(json.dumps({"characters": sum(map(len, sentences[20:])), "seconds": seconds, "records": found}))
"""


def measure_peer(characters: int, seed: int) -> dict[str, float] | None:
    """Let the peer read the beginning of the text, in an environment of its own; None where it cannot be had."""
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        python = Path(folder) / "bin" / "python"
        install = subprocess.run(
            [python, "-m", "pip", "install", "--quiet", *PEER], capture_output=True, text=True, check=False
        )
        if install.returncode:
            print("the peer's packages cannot be had:", install.stderr.strip().rpartition("\n")[2], file=sys.stderr)
            return None
        text = plan(characters, seed).encode()
        peer = subprocess.run([python, "-c", PEER_PROGRAM], input=text, capture_output=True, check=False)
        if peer.returncode:
            print("the peer fails:", peer.stderr.decode().strip().rpartition("\n")[2], file=sys.stderr)
            return None
        return dict(json.loads(peer.stdout.splitlines()[-1]))


PARTS = {"one": measure_one, "many": measure_many, "pdf": measure_pdf}


def apart(part: str, content: bytes) -> dict[str, float]:
    """Measure in a process of its own, which did not make the content and so does not hold it."""
    with tempfile.NamedTemporaryFile() as file:
        file.write(content)
        file.flush()
        command = [sys.executable, "-m", "benchmarks.extraction_speed", "--part", part, "--file", file.name]
        return dict(json.loads(subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True).stdout))


def row(name: str, found: dict[str, float]) -> str:
    """One line of the table."""
    memory = f"{found['bytes'] / 1e6:10,.0f}" if "bytes" in found else " " * 10
    return (
        f"{name:<44}{found['characters']:>12,}{found['records']:>10,}{found['seconds']:>9.1f}"
        f"{found['characters'] / found['seconds']:>14,.0f}{memory}"
    )


def main() -> int:
    """Measure and print a table; 1 where a floor is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--characters", type=int, default=10_000_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--peer-characters", type=int, default=60_000)
    parser.add_argument("--no-peer", action="store_true")
    parser.add_argument("--part", choices=PARTS, help=argparse.SUPPRESS)
    parser.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.part:
        print(json.dumps(PARTS[options.part](options.file)))
        return 0
    print(f"{'':<44}{'characters':>12}{'found':>10}{'seconds':>9}{'characters/s':>14}{'peak MB':>10}")
    missed = 0
    whole = plan(options.characters, options.seed)
    each = len(whole) // DOCUMENTS
    many = APART.join(TITLE + whole[start : start + each] for start in range(0, len(whole), each))
    for part, name, text in (("one", "one document", whole), ("many", f"{DOCUMENTS:,} documents", many)):
        found = apart(part, text.encode())
        missed += found["characters"] / found["seconds"] < FLOOR
        print(row(name, found), flush=True)
    peer = None if options.no_peer else measure_peer(options.peer_characters, options.seed)
    if peer:
        print(row("Recognizers-Text with JioNLP", peer), flush=True)
    sheets = apart("pdf", paper(options.seed))
    missed += sheets["seconds"] > PAGES_SECONDS
    print(
        f"pdf of {sheets['pages']:,} pages, {sheets['characters']:,} characters: read and extracted in {sheets['seconds']:.1f} s"
        f" (reading {sheets['reading']:.1f} s), {sheets['records']:,} records"
    )
    print(f"floors ({FLOOR:,} characters/s; {PAGES_SECONDS} s): {'missed: ' + str(missed) if missed else 'met'}")
    print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    return min(missed, 1)


if __name__ == "__main__":
    sys.exit(main())
