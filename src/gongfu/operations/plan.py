"""Plans: what documents promise, and the ledger of it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from gongfu.errors import GongfuError
from gongfu.operations.context import Context
from gongfu.operations.parameters import Argument, Option
from gongfu.operations.registry import group, operation
from gongfu.operations.results import Lines
from gongfu.text import Text

if TYPE_CHECKING:
    from gongfu.loops.plan.reading import PlanFile

group("plan", zh="规划：承诺、任务、台账", en="plans: commitments, tasks, the ledger")

READING = Text("读取规划", "reading plans")

Files = Annotated[
    list[Path],
    Argument(
        zh="规划文件：docx、有文字层的 pdf、html、markdown、纯文本（任何常见编码）",
        en="plan documents: docx, pdf with a text layer, html, markdown, plain text in any usual encoding",
        metavar="FILE",
    ),
]
More = Annotated[
    bool,
    Option(
        zh="另加方向、参照对象、汇总方式、文件名与原文位置",
        en="add direction, what it is relative to, aggregation, the file and the places in it",
    ),
]


@operation(
    "plan extract",
    zh="从规划文件中提取承诺，每行一个 JSON 对象",
    en="Extract the commitments of plan documents, one JSON object a line",
    permission="read",
    examples=["plan extract plan.docx", "plan extract *.txt -o commitments.jsonl", "plan extract plan.pdf --more"],
    notes=Text(
        "每条记录的字段见承诺的定义；start、end 为文件字符位置（docx、pdf 为读出文本的位置）。读不了的文件会一一列出，其余照常提取，退出码为 1。",
        "start and end count characters of the file; of a docx or pdf, characters of the text read from it. Files "
        "that cannot be read are named at the end, the others are extracted all the same, and the exit code is 1.",
    ),
)
def extract(context: Context, files: Files, more: More = False) -> Lines:
    from gongfu.loops.plan.reading import records

    return Lines(each_record(context, files, lambda plan: records(plan, more=more)))


@operation(
    "plan tasks",
    zh="从规划文件中提取任务（多无数字），每行一个 JSON 对象",
    en="Extract the tasks of plan documents, mostly without a number, one JSON object a line",
    permission="read",
    examples=["plan tasks plan.docx", "plan tasks *.txt -o tasks.jsonl"],
)
def tasks(context: Context, files: Files) -> Lines:
    from gongfu.loops.plan.reading import task_records

    return Lines(each_record(context, files, task_records))


def each_record(
    context: Context, files: list[Path], made: "Callable[[PlanFile], list[dict[str, Any]]]"
) -> Iterator[dict[str, Any]]:
    """What MADE gives of each file, file by file; those that cannot be read become the problem of the context."""
    return (record for plan in each_plan(context, files) for record in made(plan))


def each_plan(context: Context, files: list[Path]) -> "Iterator[PlanFile]":
    """Each file that can be read, with progress; the others become the problem of the context."""
    from gongfu.loops.plan.reading import prefixes, read_plan

    failed: list[str] = []
    context.progress.stage(READING, total=len(files))
    for file, doc in zip(files, prefixes([file.name for file in files]), strict=True):
        try:
            yield read_plan(file, doc=doc)
        except GongfuError as error:
            failed.append(f"{file}: {error.message}" + (f" {error.mend}" if error.mend else ""))
        except OSError as error:
            failed.append(f"{file}: {error.strerror}")
        context.progress.advance()
    if failed:
        context.problem = GongfuError(
            f"{len(failed)} of {len(files)} files could not be read",
            offenders=failed,
            mend="Mend these files and give them again; the others are done.",
        )
