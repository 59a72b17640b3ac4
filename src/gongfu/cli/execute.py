"""Run an operation for the person at the command line."""

import getpass
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gongfu.cli import words
from gongfu.cli.common import Common
from gongfu.cli.program import as_called, program_name
from gongfu.operations.context import Context
from gongfu.operations.registry import Operation
from gongfu.operations.results import Lines, Record, Result

if TYPE_CHECKING:
    from gongfu.cli.progress import ProgressLine


def execute(operation: Operation, values: dict[str, Any], common: Common) -> int:
    """Run OPERATION, as a job where it is one, and draw its result.

    Returns
    -------
    The exit code.
    """
    from gongfu.cli.ask import ask
    from gongfu.cli.draw import draw
    from gongfu.cli.progress import ProgressLine
    from gongfu.workspace.jobs import Counter

    line = ProgressLine(sys.stderr, common.lang, silent=common.quiet or _prints_at_once(operation, common))
    context = Context(
        _folder(common), common.lang, Counter(line.show), _author(common), line.show,
        address="command line", ask=lambda prompt: ask(prompt, common.lang),
    )  # fmt: skip
    try:
        if operation.long:
            result = _job(operation, values, common, line)
        else:
            result = operation.run(context, common.at, values)
        if not isinstance(result, Lines):  # these are made while they are drawn
            line.end()
        draw(result, common)
        if context.problem is not None:
            raise context.problem
    finally:
        line.end()
        context.close()
    return 0


def _job(operation: Operation, values: dict[str, Any], common: Common, line: "ProgressLine") -> Result:
    from gongfu.operations import worker

    folder = _folder(common)
    job = worker.add(folder, operation, _author(common), common.at, values)
    if common.background:
        worker.start(folder, job.id, common.lang)
        return Record({"job": job.id}, labels={"job": words.JOB})
    try:
        return worker.run(folder, job.id, common.lang, watch=line.show)
    except KeyboardInterrupt:
        line.end()
        if operation.resumable:
            stopped = words.JOB_STOPPED.fill(job=job.id).to(common.lang)
            print(as_called(stopped, program_name(os.environ)), file=sys.stderr)
        raise


def _prints_at_once(operation: Operation, common: Common) -> bool:
    """Whether rows appear on the screen while they are made, where a progress line would stand between them."""
    return operation.result is Lines and common.output is None and sys.stdout.isatty()


def _folder(common: Common) -> Path:
    return common.workspace or Path("workspace")


def _author(common: Common) -> str:
    return common.author or getpass.getuser()
