"""Jobs that failed, broke off or never began, until the same is done or a month has passed."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from gongfu.loops.today.entries import Entry, Group, Link, command, page
from gongfu.loops.today.kinds import WORK
from gongfu.text import Lang, Text
from gongfu.workspace.jobs import Job

KEPT = timedelta(days=30)
_BROKEN = Text("中断（进程结束），已完成 {count}", "broken off (its process ended), {count} done")
_FAILED = Text("失败：{error}", "failed: {error}")
_WAITS = Text("交给后台后没有开始", "was left to a process of its own and never began")
_LONGEST = 300  # characters of an error


def stopped(jobs: Sequence[Job], day: date, lang: Lang, *, each: int) -> Group:
    """Jobs that stopped before their end, the newest first.

    Parameters
    ----------
    jobs
        All jobs, the newest first.
    day
        The day asked for: later jobs are left out, and those that stopped more than a month before.
    """
    done: list[tuple[str, Any]] = []
    waiting = []
    for job in jobs:
        said = (job.operation, job.parameters.get("values"))
        when = datetime.fromtimestamp(job.ended or job.changed, UTC).astimezone().date()
        if job.state == "done":
            done.append(said)
        elif (
            (job.state in {"failed", "broken_off"} or (job.state == "waiting" and when < day))
            and said not in done
            and day - KEPT <= when <= day
        ):
            waiting.append((job, when))
    entries = [_entry(job, when, lang) for job, when in waiting[:each]]
    return Group(WORK, entries, len(waiting), Link(page("/data", tab="jobs"), command("jobs", "list")))


def _entry(job: Job, when: date, lang: Lang) -> Entry:
    if job.state == "failed":
        why = _FAILED.fill(error=str((job.error or {}).get("error") or "?")[:_LONGEST])
    elif job.state == "waiting":
        why = _WAITS
    else:
        why = _BROKEN.fill(count=job.standing.count)
    link = Link(page("/data", tab="jobs", open=job.id), command("jobs", "show", job.id))
    return Entry(f"{job.operation} {job.id}", why.to(lang), link, job.parameters.get("author"), when)
