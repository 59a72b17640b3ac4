"""Watch, cancel and take up the jobs of a workspace."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any

from gongfu.operations.context import Context
from gongfu.operations.parameters import Argument, Option
from gongfu.operations.registry import group, operation
from gongfu.operations.results import Record, Table
from gongfu.text import Text

if TYPE_CHECKING:
    from gongfu.workspace.jobs import Job

group("jobs", zh="长任务：查看、取消、继续", en="long work: watch, cancel, take up")

JobId = Annotated[str, Argument(zh="任务编号", en="number of the job", metavar="JOB")]

LABELS = {
    "job": Text("任务", "job"),
    "operation": Text("操作", "operation"),
    "state": Text("状态", "state"),
    "stage": Text("阶段", "stage"),
    "count": Text("已完成", "count"),
    "total": Text("总数", "total"),
    "seconds_left": Text("剩余秒数", "seconds left"),
    "attempts": Text("次数", "attempts"),
    "created": Text("创建时间", "created"),
    "changed": Text("更新时间", "changed"),
    "ended": Text("结束时间", "ended"),
    "parameters": Text("参数", "parameters"),
    "checkpoint": Text("断点", "checkpoint"),
    "result": Text("结果", "result"),
    "error": Text("错误", "error"),
}
TERMS = {
    "state": {
        "waiting": Text("等待", "waiting"),
        "running": Text("运行中", "running"),
        "done": Text("完成", "done"),
        "failed": Text("失败", "failed"),
        "cancelled": Text("已取消", "cancelled"),
        "broken_off": Text("中断", "broken off"),
    }
}
IN_LIST = ("job", "operation", "state", "stage", "count", "total", "seconds_left", "created", "ended")


@operation(
    "jobs list",
    zh="列出任务，最新的在前",
    en="List the jobs, the newest first",
    permission="read",
    examples=["jobs list", "jobs list --json"],
)
def list_jobs(context: Context) -> Table:
    import polars as pl

    schema = {
        "job": pl.String(), "operation": pl.String(), "state": pl.String(), "stage": pl.String(),
        "count": pl.Int64(), "total": pl.Int64(), "seconds_left": pl.Float64(),
        "created": pl.Datetime("us", "UTC"), "ended": pl.Datetime("us", "UTC"),
    }  # fmt: skip
    described = [_describe(job, context) for job in context.jobs.all()]
    frame = pl.DataFrame([{name: row[name] for name in IN_LIST} for row in described], schema=schema)
    return Table(frame, labels=LABELS, terms=TERMS, title=Text("任务", "jobs"))


@operation(
    "jobs show",
    zh="显示一个任务的进度、断点与结果",
    en="Show how far a job is, its checkpoint and its result",
    permission="read",
    examples=["jobs show 1f3a9c02"],
)
def show_job(context: Context, job: JobId) -> Record:
    return Record(_describe(context.jobs.job(job), context), labels=LABELS, terms=TERMS)


@operation(
    "jobs cancel",
    zh="取消一个任务",
    en="Cancel a job",
    permission="write",
    examples=["jobs cancel 1f3a9c02"],
    notes=Text("运行中的任务会在下一步停下。", "A running job stops at its next step."),
)
def cancel_job(context: Context, job: JobId) -> Record:
    return Record(_describe(context.jobs.cancel(job), context), labels=LABELS, terms=TERMS)


@operation(
    "jobs resume",
    zh="从断点继续一个中断、失败或已取消的任务",
    en="Take up a job that broke off, failed or was cancelled, from its last checkpoint",
    permission="write",
    examples=["jobs resume 1f3a9c02", "jobs resume 1f3a9c02 --in-background"],
)
def resume_job(
    context: Context,
    job: JobId,
    in_background: Annotated[
        bool, Option(zh="交给后台进程，立即返回", en="leave it to a process of its own, and return at once")
    ] = False,
) -> Record:
    from gongfu.operations import worker

    context.jobs.job(job)
    if in_background:
        worker.start(context.folder, job, context.lang, again=True)
    else:
        worker.run(context.folder, job, context.lang, again=True, watch=context.watch)
    return Record(_describe(context.jobs.job(job), context), labels=LABELS, terms=TERMS)


def _describe(job: "Job", context: Context) -> dict[str, Any]:
    standing = job.standing
    return {
        "job": job.id,
        "operation": job.operation,
        "state": job.state,
        "stage": standing.stage.to(context.lang) if standing.stage else None,
        "count": standing.count,
        "total": standing.total,
        "seconds_left": None if standing.seconds_left is None else round(standing.seconds_left, 1),
        "attempts": job.attempts,
        "created": _time(job.created),
        "changed": _time(job.changed),
        "ended": _time(job.ended),
        "parameters": job.parameters,
        "checkpoint": job.checkpoint,
        "result": job.result,
        "error": job.error,
    }


def _time(seconds: float | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
