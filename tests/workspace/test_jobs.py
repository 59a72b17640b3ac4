import multiprocessing
import os
import signal
import time

import pytest

from gongfu.errors import ConflictError, InputError, NotFoundError
from gongfu.text import Text
from gongfu.workspace.jobs import CancelledError, Jobs, Standing, _seconds_left

READING = Text("读取", "reading")


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "workspace.json").write_text("{}")
    return tmp_path


@pytest.fixture
def jobs(folder):
    return Jobs(folder)


def work_until_killed(folder, job_id, at_work):
    with Jobs(folder).running(job_id) as run:
        run.stage(READING, total=10)
        run.advance(4)
        run.checkpoint({"row": 4})
        at_work.set()
        time.sleep(600)


@pytest.fixture
def killed(jobs):
    """A job whose process was killed with -9 while it worked."""
    job = jobs.add("try", {"file": "a.csv"})
    spawn = multiprocessing.get_context("spawn")
    at_work = spawn.Event()
    process = spawn.Process(target=work_until_killed, args=(jobs.folder, job.id, at_work))
    process.start()
    assert at_work.wait(20)
    assert jobs.job(job.id).state == "running"
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    return jobs.job(job.id)


def test_a_killed_job_is_seen_as_broken_off_with_its_last_count_and_checkpoint(killed):
    assert killed.state == "broken_off"
    assert (killed.standing.count, killed.standing.total, killed.standing.stage) == (4, 10, READING)
    assert killed.checkpoint == {"row": 4}


def test_a_killed_job_is_taken_up_from_its_checkpoint(jobs, killed):
    with jobs.running(killed.id, again=True) as run:
        assert run.restored() == {"row": 4}
        run.stage(READING, total=10, count=4)
        run.advance(6)
        run.result = {"rows": 10}
    job = jobs.job(killed.id)
    assert (job.state, job.standing.count, job.attempts, job.result) == ("done", 10, 2, {"rows": 10})


def test_a_killed_job_is_cancelled_at_once(jobs, killed):
    assert jobs.cancel(killed.id).state == "cancelled"


def test_a_running_job_stops_when_it_counts_after_it_was_cancelled(jobs):
    job = jobs.add("try", {})
    with pytest.raises(CancelledError, match=job.id), jobs.running(job.id) as run:
        run.stage(READING)
        assert Jobs(jobs.folder).cancel(job.id).state == "running"
        run.checkpoint({"row": 1})
    ended = jobs.job(job.id)
    assert (ended.state, ended.checkpoint) == ("cancelled", {"row": 1})


def test_a_job_cancelled_while_it_waits_is_not_begun(jobs):
    job = jobs.add("try", {})
    jobs.cancel(job.id)
    with pytest.raises(ConflictError, match="cancelled"), jobs.running(job.id):
        pass


def test_a_job_is_run_by_one_process_at_a_time(jobs):
    job = jobs.add("try", {})
    with jobs.running(job.id):
        with pytest.raises(ConflictError, match="is running"), Jobs(jobs.folder).running(job.id, again=True):
            pass
        assert jobs.job(job.id).state == "running"


@pytest.mark.parametrize("again", [False, True])
def test_a_job_that_is_done_is_not_run_again(jobs, again):
    job = jobs.add("try", {})
    with jobs.running(job.id):
        pass
    with pytest.raises(ConflictError, match="done"), jobs.running(job.id, again=again):
        pass
    with pytest.raises(ConflictError, match="done"):
        jobs.cancel(job.id)


def test_a_failed_job_keeps_what_was_wrong(jobs):
    job = jobs.add("try", {})
    with pytest.raises(InputError), jobs.running(job.id):
        raise InputError("two bad rows", offenders=["line 3", "line 9"], mend="mend them")
    ended = jobs.job(job.id)
    assert ended.state == "failed"
    assert ended.error == {"error": "two bad rows", "offenders": ["line 3", "line 9"], "mend": "mend them"}


def test_an_interrupted_job_counts_as_cancelled(jobs):
    job = jobs.add("try", {})
    with pytest.raises(KeyboardInterrupt), jobs.running(job.id):
        raise KeyboardInterrupt
    assert jobs.job(job.id).state == "cancelled"


def test_the_watcher_sees_stage_and_count(jobs):
    seen: list[Standing] = []
    with jobs.running(jobs.add("try", {}).id, watch=seen.append) as run:
        run.stage(READING, total=2)
        run.advance(2)
        run.checkpoint({"row": 2})
    assert [(standing.stage, standing.count, standing.total) for standing in seen] == [(READING, 0, 2), (READING, 2, 2)]


def test_the_newest_job_comes_first(jobs):
    first, second = jobs.add("one", {}), jobs.add("two", {})
    assert [job.id for job in jobs.all()] == [second.id, first.id]


def test_a_job_that_is_not_there_is_not_found(jobs):
    with pytest.raises(NotFoundError, match="'nix'"):
        jobs.job("nix")


def test_a_folder_that_is_no_workspace_gets_no_jobs(tmp_path):
    with pytest.raises(NotFoundError):
        Jobs(tmp_path)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("count", "base", "total", "taken", "left"),
    [
        (50, 0, 200, 10.0, 30.0),
        (50, 40, 200, 10.0, 150.0),  # 40 were done before this attempt: its own pace is 1 a second
        (50, 50, 200, 10.0, None),
        (50, 0, None, 10.0, None),
        (300, 0, 200, 10.0, 0.0),
    ],
)
def test_time_left_goes_by_the_pace_of_this_attempt(count, base, total, taken, left):
    assert _seconds_left(count, base, total, taken) == left
