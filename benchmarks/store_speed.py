"""How fast the store writes and reads at the size of a large region, and how small it keeps four million links.

    python -m benchmarks.store_speed [--firms 400000] [--links 4000000]

prints a table. Each line is measured in the same process; memory is the most that the process has held so far.
"""

import argparse
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import polars as pl

from gongfu.workspace import Workspace
from gongfu.workspace.schema import Column, Table

FIGURES = 52
BATCH = 100_000


def column(name: str, kind: str = "text", *, required: bool = False) -> Column:
    return Column(name, kind, zh=name, en=name, meaning="made up", required=required)  # type: ignore[arg-type]


PLACES = [column("source_id"), column("locator"), column("origin")]
FIRM_COLUMNS = [
    column("firm_id", required=True), column("name", required=True), column("uscc"), column("region_id"),
    column("founded_on", "date"), column("listed", "boolean"),
    *(column(f"figure_{n:02}", "number") for n in range(FIGURES)), *PLACES,
]  # fmt: skip
LINK_COLUMNS = [
    column("supplier_id", required=True), column("buyer_id", required=True), column("product", required=True),
    column("amount_yuan", "number"), *PLACES,
]  # fmt: skip
TABLES = {
    "firm": Table("firm", "企业", "firm", "made up", ("firm_id",), tuple(FIRM_COLUMNS)),
    "link": Table("link", "联系", "link", "made up", ("supplier_id", "buyer_id", "product"), tuple(LINK_COLUMNS)),
}


def drawn(start: int, count: int, seed: int, below: int) -> pl.Expr:
    """Numbers as if drawn by chance, and the same in every run."""
    return pl.int_range(start, start + count).hash(seed) % below


def firms(start: int, count: int) -> pl.DataFrame:
    ids = pl.select(pl.lit("f") + pl.int_range(start, start + count).cast(pl.String).str.zfill(9)).to_series()
    return pl.DataFrame({"firm_id": ids}).with_columns(
        **{f"figure_{n:02}": drawn(start, count, n, 10**9) / 100 for n in range(FIGURES)},
        name=pl.lit("上海某某智能制造有限公司") + ids,
        uscc=pl.lit("91310000") + ids,
        region_id=pl.lit("shanghai"),
        founded_on=pl.date(2000, 1, 1),
        listed=pl.lit(value=False),
        source_id=pl.lit("0v9kq2zj4m8r3x7c1b5n6t0wea"),
        locator=pl.lit("line:") + pl.int_range(start + 2, start + count + 2).cast(pl.String),
        origin=pl.lit("synthetic"),
    )


def links(start: int, count: int, firm_count: int) -> pl.DataFrame:
    number = pl.int_range(start, start + count)
    return pl.select(
        supplier_id=pl.lit("f") + drawn(start, count, 1, firm_count).cast(pl.String).str.zfill(9),
        buyer_id=pl.lit("f") + drawn(start, count, 2, firm_count).cast(pl.String).str.zfill(9),
        product=pl.lit("p") + number.cast(pl.String),
        amount_yuan=drawn(start, count, 3, 10**9) / 1.0,
        source_id=pl.lit("0v9kq2zj4m8r3x7c1b5n6t0wea"),
        locator=pl.lit("line:") + (number + 2).cast(pl.String),
        origin=pl.lit("observed"),
    )


def batches(make: Callable[[int, int], pl.DataFrame], total: int) -> Iterator[pl.DataFrame]:
    for start in range(0, total, BATCH):
        yield make(start, min(BATCH, total - start))


def bytes_of(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*.parquet"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--firms", type=int, default=400_000)
    parser.add_argument("--links", type=int, default=4_000_000)
    given = parser.parse_args()

    def measured(title: str, work: Callable[[], object], note: Callable[[], str] = str) -> None:
        started, used = time.perf_counter(), time.process_time()
        work()
        seconds, busy = time.perf_counter() - started, time.process_time() - used
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
        print(f"| {title} | {seconds:.2f} s | {busy:.2f} s | {peak:.1f} GB | {note()} |", flush=True)

    def many_links(start: int, count: int) -> pl.DataFrame:
        return links(start, count, given.firms)

    with tempfile.TemporaryDirectory() as folder, Workspace.create(Path(folder) / "w", tables=TABLES) as workspace:
        link_files = workspace.folder / "tables" / "main" / "link"

        def write(change: Callable[..., object]) -> None:
            workspace.commit(change, message="measure", author="benchmark")

        def link_bytes() -> str:
            return f"{bytes_of(link_files) / given.links:.1f} bytes a link"

        print("| work | time | of all cores | most memory | |\n|---|---|---|---|---|")
        measured(
            f"append {given.links:,} links of 7 columns in batches of {BATCH:,}",
            lambda: write(lambda tx: tx.append("link", batches(many_links, given.links))), link_bytes,
        )  # fmt: skip
        frame = firms(0, given.firms)
        measured(
            f"append {given.firms:,} firms of {len(frame.columns)} columns",
            lambda: write(lambda tx: tx.append("firm", frame)),
        )
        measured("read all firms", lambda: workspace.read("firm"))
        measured("read all links", lambda: workspace.read("link"))
        measured("read all links in any order", lambda: workspace.read("link", ordered=False))
        measured("read two columns of the links", lambda: workspace.read("link", columns=["supplier_id", "buyer_id"]))
        measured("read one firm", lambda: workspace.read("firm", where={"firm_id": "f000000007"}))
        some = firms(given.firms - 5_000, 10_000).with_columns(pl.col("figure_00") + 1)
        measured("merge 10,000 firms, half of them new", lambda: write(lambda tx: tx.merge("firm", some)))
        measured("replace all firms, 1 % changed", lambda: write(lambda tx: tx.replace("firm", nearly(frame))))
        measured("append 3 links", lambda: write(lambda tx: tx.append("link", many_links(given.links, 3))))
        measured(
            "append 100 times 3 links",
            lambda: [
                write(lambda tx, n=n: tx.append("link", many_links(given.links + 3 * n, 3))) for n in range(1, 101)
            ],
        )
        measured("read all links after that", lambda: workspace.read("link"))
        replacing = workspace.history()[4]
        measured(
            "undo the replacement",
            lambda: workspace.undo(replacing.version, author="benchmark"),
            lambda: str(workspace.history()[-1].tables["firm"]),
        )
        measured("compact", lambda: workspace.compact(grace=timedelta(0)))
        measured("read all links of an early version", lambda: workspace.read("link", version=replacing.version))
        measured("back up", lambda: workspace.backup(Path(folder) / "backup"))


def nearly(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with one figure changed in each hundredth row."""
    changed = pl.int_range(pl.len()) % 100 == 0
    return frame.with_columns(figure_00=pl.when(changed).then(pl.col("figure_00") + 1).otherwise(pl.col("figure_00")))


if __name__ == "__main__":
    main()
