"""How fast files come in, and how much memory that takes: CSV, XLSX, Parquet, JSON lines, a million rows each.

    python -m benchmarks.intake [--rows 1000000] [--formats csv gbk parquet jsonl xlsx] [--commit]

Each format runs in a process of its own. ``read`` is the reading, checking and converting alone; ``import`` (with
``--commit``) is the whole way into a new workspace, in one commit. The peak is that of the whole process, the
interpreter with its libraries included. On a busy machine the seconds of the processor (``cpu s``, start included)
say more than those of the clock.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HEADS = [
    "统一社会信用代码",
    "企业名称",
    "营业收入(万元)",
    "研发强度(%)",
    "从业人员(人)",
    "成立日期",
    "所在区",
    "是否出口",
]
DISTRICTS = ["浦东新区", "闵行区", "310113", "嘉定"]
ENDINGS = {"csv": ".csv", "gbk": ".csv", "quoted": ".csv", "parquet": ".parquet", "jsonl": ".jsonl", "xlsx": ".xlsx"}


def main() -> None:
    """Print one line a format."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--formats", nargs="+", choices=list(ENDINGS), default=list(ENDINGS))
    parser.add_argument("--commit", action="store_true", help="measure the import into a workspace, too")
    parser.add_argument("--one", nargs=2, metavar=("WHAT", "FILE"), help=argparse.SUPPRESS)
    parser.add_argument("--make", nargs=2, metavar=("KIND", "FILE"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.make:
        write(given.make[0], Path(given.make[1]), given.rows)
        return
    if given.one:
        print(json.dumps(measure(*given.one)))
        return
    print(
        f"{'format':8} {'what':7} {'rows':>9} {'bad':>6} {'seconds':>8} {'cpu s':>7} {'rows/s':>9} {'peak MiB':>9} {'file MiB':>9}"
    )
    with tempfile.TemporaryDirectory() as folder:
        for kind in given.formats:
            path = Path(folder) / f"{kind}{ENDINGS[kind]}"
            run("--make", kind, str(path), "--rows", str(given.rows))
            for what in ("read", "import") if given.commit else ("read",):
                found = json.loads(run("--one", what, str(path)))
                rate = found["rows"] / found["seconds"]
                print(
                    f"{kind:8} {what:7} {found['rows']:9,} {found['bad']:6,} {found['seconds']:8.1f}"
                    f" {found['cpu']:7.1f} {rate:9,.0f}"
                    f" {found['peak']:9,.0f} {path.stat().st_size / 2**20:9,.1f}",
                    flush=True,
                )
            path.unlink()


def run(*arguments: str) -> str:
    """What this program prints in a process of its own; this one stays small, as a child starts from its peak."""
    command = [sys.executable, "-m", "benchmarks.intake", *arguments]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


def measure(what: str, file: str) -> dict[str, float]:
    """Read or import one file; seconds, rows, bad rows and the peak of memory in MiB."""
    from gongfu.workspace.intake import import_file, read_batches
    from gongfu.workspace.schema import tables

    table = firm()
    if what == "read":
        start = time.perf_counter()
        good = bad = 0
        for batch in read_batches(Path(file), table, source_id="s"):
            good, bad = good + batch.good.height, bad + batch.bad_rows
    else:
        from gongfu.workspace import Workspace

        with tempfile.TemporaryDirectory() as folder:
            workspace = Workspace.create(Path(folder) / "workspace", tables={**tables(), "firm": table})
            start = time.perf_counter()
            report = import_file(workspace, Path(file), "firm", author="benchmark")
            good, bad = report.good_rows, report.bad_rows
    seconds, cpu = time.perf_counter() - start, time.process_time()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"rows": good + bad, "bad": bad, "seconds": seconds, "cpu": cpu, "peak": peak}


def firm():  # noqa: ANN201
    """A table of firms with a column of most types."""
    from gongfu.workspace.schema import Column, Table

    columns = (
        Column("code", "text", "统一社会信用代码", "code", "", required=True),
        Column("name", "text", "企业名称", "name", "", required=True),
        Column("revenue_yuan", "number", "营业收入", "revenue", "", unit="yuan"),
        Column("rd_share", "number", "研发强度", "R&D share", "", unit="percent"),
        Column("employees", "integer", "从业人员", "employees", "", unit="person"),
        Column("founded_on", "date", "成立日期", "founded on", ""),
        Column("district", "text", "所在区", "district", "", codes="divisions"),
        Column("exporter", "boolean", "是否出口", "exporter", ""),
        Column("source_id", "text", "来源", "source", ""),
        Column("locator", "text", "出处", "locator", ""),
    )
    return Table("firm", "企业", "firm", "", ("code",), columns)


def row(number: int) -> list[object]:
    """One firm; one in a thousand has a revenue that is no number, one in ten one that is not known."""
    revenue: object = round(number % 99_991 * 1.37, 2)
    if number % 1000 == 999:
        revenue = "保密"
    elif number % 10 == 7:
        revenue = "—"
    day = f"{2000 + number % 20}-{number % 12 + 1:02d}-{number % 28 + 1:02d}"
    name = f"上海某某制造有限公司{number}"
    exporter = "是" if number % 3 else "否"
    return [
        f"91310000MA{number:08d}",
        name,
        revenue,
        number % 97 / 10,
        number % 5000,
        day,
        DISTRICTS[number % 4],
        exporter,
    ]


def write(kind: str, path: Path, rows: int) -> None:
    """Make the file; nothing of this is measured."""
    if kind == "xlsx":
        import xlsxwriter

        book = xlsxwriter.Workbook(path, {"constant_memory": True})
        sheet = book.add_worksheet("企业")
        sheet.write_row(0, 0, HEADS)
        for number in range(min(rows, 1_048_575)):
            sheet.write_row(number + 1, 0, row(number))
        book.close()
    elif kind == "parquet":
        import polars as pl

        columns = zip(*(map(str, row(number)) for number in range(rows)), strict=True)
        pl.DataFrame(dict(zip(HEADS, map(list, columns), strict=True))).write_parquet(path)
    elif kind == "jsonl":
        with path.open("w", encoding="utf-8") as file:
            for number in range(rows):
                file.write(json.dumps(dict(zip(HEADS, row(number), strict=True)), ensure_ascii=False) + "\n")
    else:
        quote = '"' if kind == "quoted" else ""
        with path.open("w", encoding="gb18030" if kind == "gbk" else "utf-8") as file:
            file.write(",".join(HEADS) + "\n")
            for number in range(rows):
                file.write(",".join(f"{quote}{cell}{quote}" for cell in row(number)) + "\n")


if __name__ == "__main__":
    main()
