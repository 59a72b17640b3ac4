"""A program of a few operations of its own, to test the command line with."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal

from gongfu.cli.execute import execute
from gongfu.cli.tree import tree
from gongfu.errors import ConflictError, NotFoundError
from gongfu.operations.context import Context
from gongfu.operations.parameters import Argument, Option
from gongfu.operations.registry import Operation, operation
from gongfu.operations.results import Lines, Record, Report, Table
from gongfu.text import Text

OPERATIONS: dict[str, Operation] = {}
GROUPS = {"table": Text("表", "tables")}

FIRMS = [
    {"firm": "上海电气集团", "staff": 12, "share": 0.5, "tags": ["甲", "乙"]},
    {"firm": "=1+1", "staff": None, "share": None, "tags": []},
    {"firm": "Baosteel, Ltd.", "staff": 3, "share": 1e12, "tags": ["a"]},
]
TERMS = {"firm": {"Baosteel, Ltd.": Text("宝钢", "Baosteel, Ltd.")}}
LABELS = {"firm": Text("企业", "firm"), "staff": Text("人数", "staff")}


@operation("table show", zh="显示", en="Show", permission="read", examples=["table show"], into=OPERATIONS)
def show() -> Table:
    import polars as pl

    return Table(
        pl.DataFrame(FIRMS),
        labels=LABELS,
        terms=TERMS,
        title=Text("企业", "firms"),
        sources=pl.DataFrame({"source": ["s1"]}),
    )


@operation("add", zh="相加", en="Add up", permission="read", examples=["add 1 2"], into=OPERATIONS)
def add(
    numbers: Annotated[list[int], Argument(zh="整数", en="whole numbers", metavar="NUMBER")],
    sign: Annotated[Literal["plus", "minus"], Option(zh="正负", en="which sign")] = "plus",
    label: Annotated[str | None, Option(zh="名称", en="what to call it", short="-l")] = None,
    loud: Annotated[bool, Option(zh="大声", en="loudly")] = False,
) -> Record:
    return Record({"sum": sum(numbers) * (1 if sign == "plus" else -1), "label": label, "loud": loud})


@operation("read", zh="读文件", en="Read a file", permission="read", examples=["read a.txt"], into=OPERATIONS)
def read(file: Annotated[Path, Argument(zh="文件", en="file")]) -> Lines:
    def lines() -> Iterator[dict[str, Any]]:
        for number, line in enumerate(file.read_text().splitlines()):
            yield {"number": number, "line": line}

    return Lines(lines())


@operation("fail", zh="失败", en="Fail", permission="read", examples=["fail conflict"], into=OPERATIONS)
def fail(how: Annotated[str, Argument(zh="方式", en="how")]) -> Record:
    if how == "conflict":
        raise ConflictError("two people changed it", offenders=["row 1", "row 2"], mend="read it again")
    if how == "missing":
        raise NotFoundError("it is not there")
    raise ZeroDivisionError("a fault of ours")


@operation("both", zh="合起来", en="Both together", permission="read", examples=["both"], into=OPERATIONS)
def both() -> Report:
    return Report(
        Text("报告", "report"),
        {"firms": show(), "sum": Record({"sum": 3}, title=Text("合计", "total"))},
        notes=(Text("完", "end"),),
    )


@operation("count", zh="数数", en="Count", permission="read", examples=["count 3"], into=OPERATIONS)
def count(context: Context, steps: Annotated[int, Argument(zh="步数", en="steps")]) -> Record:
    context.progress.stage(Text("数数", "counting"), total=steps)
    for _ in range(steps):
        context.progress.advance()
    return Record({"workspace": context.folder, "author": context.author})


def root(lang="en"):
    return tree(OPERATIONS, GROUPS, lang, execute)


if __name__ == "__main__":
    sys.exit(root().main(sys.argv[1:], prog_name="program", standalone_mode=False))
