"""Operations run as jobs: in this process, in one of their own, and again after a kill."""

import json
import multiprocessing
import os
import signal
import time
from pathlib import Path
from typing import Annotated

import pytest

from gongfu.errors import ConflictError, InputError, NotFoundError
from gongfu.operations import worker
from gongfu.operations.context import Context, ReadAt
from gongfu.operations.parameters import Argument
from gongfu.operations.registry import Operation, operation
from gongfu.operations.results import Record
from gongfu.text import Text
from gongfu.workspace.jobs import Jobs

OPERATIONS: dict[str, Operation] = {}
STEPS = 100


@operation(
    "write",
    zh="写",
    en="Write lines",
    permission="write",
    long=True,
    resumable=True,
    examples=["write a"],
    into=OPERATIONS,
)
def write(context: Context, file: Annotated[Path, Argument(zh="文件", en="file", file="write")]) -> Record:
    """Write a line a step; hang at the step that a file named ``hang`` holds."""
    first = context.progress.restored().get("step", 0)
    context.progress.stage(Text("写", "writing"), total=STEPS, count=first)
    hang = file.with_name("hang")
    for step in range(first, STEPS):
        if hang.exists() and step == int(hang.read_text()):
            time.sleep(600)
        with file.open("a") as lines:
            lines.write(f"{step}\n")
        context.progress.advance()
        context.progress.checkpoint({"step": step + 1})
    return Record({"by": context.author, "steps": STEPS - first})


@operation("once", zh="一次", en="Once", permission="write", long=True, examples=["once"], into=OPERATIONS)
def once(context: Context) -> Record:
    raise InputError("cannot be done")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    (tmp_path / "workspace.json").write_text("{}")
    monkeypatch.setattr(worker, "operations", lambda: OPERATIONS)
    return tmp_path


def add(folder, name, **values):
    return worker.add(folder, OPERATIONS[name], "tester", ReadAt(), values)


def run_elsewhere(folder, job_id):
    worker.operations = lambda: OPERATIONS
    worker.run(folder, job_id, "en")


def test_a_job_keeps_the_result_of_its_operation(folder):
    job = add(folder, "write", file=folder / "lines")
    assert worker.run(folder, job.id, "en").to_json() == {"by": "tester", "steps": STEPS}
    assert Jobs(folder).job(job.id).result == {"by": "tester", "steps": STEPS}


def test_a_job_killed_with_9_goes_on_where_it_stopped_and_does_nothing_twice(folder):
    job = add(folder, "write", file=folder / "lines")
    (folder / "hang").write_text("40")
    process = multiprocessing.get_context("spawn").Process(target=run_elsewhere, args=(folder, job.id))
    process.start()
    until(lambda: Jobs(folder).job(job.id).checkpoint == {"step": 40})
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    assert Jobs(folder).job(job.id).state == "broken_off"

    (folder / "hang").unlink()
    assert worker.run(folder, job.id, "en", again=True).to_json() == {"by": "tester", "steps": 60}
    assert (folder / "lines").read_text().split() == [str(step) for step in range(STEPS)]


def test_a_job_that_keeps_no_checkpoints_is_not_taken_up(folder):
    job = add(folder, "once")
    with pytest.raises(InputError):
        worker.run(folder, job.id, "en")
    with pytest.raises(ConflictError, match="no checkpoints"):
        worker.run(folder, job.id, "en", again=True)


def test_a_job_of_an_operation_that_is_gone_is_not_found(folder):
    job = Jobs(folder).add("long gone", {})
    with pytest.raises(NotFoundError, match="'long gone'"):
        worker.run(folder, job.id, "en")


def test_a_job_in_the_background_runs_in_a_process_of_its_own(gongfu, workspace):
    said = gongfu("workspace", "compact", "--background")
    job_id = said.json["job"]
    until(lambda: Jobs(workspace).job(job_id).state == "done")
    shown = gongfu("jobs", "show", job_id).json
    assert (shown["state"], set(shown["result"])) == (
        "done", {"files_before", "files_after", "bytes_before", "bytes_after"},
    )  # fmt: skip


def test_jobs_are_cancelled_and_refused_a_second_end_from_the_command_line(gongfu, workspace):
    job = Jobs(workspace).add("workspace compact", {})
    assert gongfu("jobs", "cancel", job.id).json["state"] == "cancelled"
    said = gongfu("jobs", "cancel", job.id)
    assert said.code == 4
    assert job.id in json.loads(said.err)["error"]
    assert gongfu("jobs", "show", "nix").code == 3


def until(holds):
    """Wait for what another process is to do."""
    end = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.02)
