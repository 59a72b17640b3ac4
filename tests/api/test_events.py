"""Pages are told what changes, by a real server; whoever was away, and whatever was killed, nothing is missed."""

import http.client
import json
import re
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import polars as pl
import pytest

from gongfu.api.events import Client, State, Told
from gongfu.workspace import Workspace
from gongfu.workspace.jobs import Jobs

MAIN = "from gongfu.cli.main import main; main()"


@pytest.fixture
def folder(tmp_path):
    Workspace.create(tmp_path / "workspace").close()
    return tmp_path / "workspace"


@contextmanager
def served(folder):
    """The service in a process of its own: the process and its port."""
    command = [sys.executable, "-c", MAIN, "serve", "--port", "0", "--workspace", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        port = int(re.search(r"http://[\d.]+:(\d+)", process.stdout.readline())[1])
        try:
            yield process, port
        finally:
            process.kill()


class Listener:
    """A page that listens."""

    def __init__(self, port, last=None):
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self._connection.request("GET", "/api/v1/events", headers={"Last-Event-ID": last} if last else {})
        self.answer = self._connection.getresponse()
        self.last = last
        self.seen = []

    def next(self):
        """The next event as name and data; None where the stream ended."""
        name = data = None
        try:
            while line := self.answer.readline().decode():
                field, _, value = line.rstrip("\n").partition(": ")
                if field == "event":
                    name = value
                elif field == "id":
                    self.last = value
                elif field == "data":
                    data = json.loads(value)
                elif not field and name:
                    self.seen.append((name, data))
                    return name, data
        except (http.client.HTTPException, OSError):
            pass
        return None

    def until(self, wanted):
        while (got := self.next()) is not None:
            if wanted(*got):
                return got[1]
        raise AssertionError(f"the stream ended after {self.seen}")

    def close(self):
        self.answer.close()
        self._connection.close()


def add(folder, name):
    """A commit from another process than the service: the version that it made."""
    with Workspace.open(folder) as workspace:
        row = {"region_id": name, "name_zh": name, "synthetic": False}
        frame = pl.DataFrame([row], schema={key: workspace.tables["region"].polars_schema[key] for key in row})
        return workspace.commit(lambda tx: tx.append("region", frame), message="Add", author="other").version


def version(number):
    return lambda name, data: name == "version" and data["version"] == number


def job(job_id, *states):
    return lambda name, data: name == "job" and data["job"] == job_id and data["state"] in states


def slow_import(folder, rows):
    """A file that takes a while to import."""
    file = folder.parent / "regions.csv"
    lines = (f"r{number},区{number},false" for number in range(rows))
    file.write_text("region_id,name_zh,synthetic\n" + "\n".join(lines) + "\n", "utf-8")
    return file


def ask(port, method, path, body=None):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request(method, path, body)
    answer = connection.getresponse()
    said = json.loads(answer.read())
    connection.close()
    return said


def test_a_commit_of_another_process_and_the_progress_of_a_job_are_told(folder):
    with served(folder) as (_, port):
        page = Listener(port)
        assert page.answer.headers["Content-Type"].startswith("text/event-stream")
        assert page.answer.headers["Cache-Control"] == "no-store"
        page.until(lambda name, data: name == "version")
        page.until(version(add(folder, "a")))
        number = ask(port, "PUT", "/api/v1/files/regions.csv", slow_import(folder, 20_000).read_bytes())["file"]
        started = ask(port, "POST", "/api/v1/import", json.dumps({"files": [number], "into": "region"}))["values"][
            "job"
        ]
        done = page.until(job(started, "done", "failed"))
        assert done["state"] == "done"
        assert {"operation", "stage", "count", "total", "seconds_left"} <= set(done)
        assert any(
            data["state"] in ("waiting", "running")
            for name, data in page.seen
            if name == "job" and data["job"] == started
        )
        page.close()


def test_a_page_that_comes_back_is_told_what_it_missed_and_no_more(folder):
    with served(folder) as (_, port):
        page = Listener(port)
        page.until(lambda name, data: name == "version")
        last = page.last
        page.close()
        made = add(folder, "a")
        jobs = Jobs(folder)
        ended = jobs.add("import", {"author": "a", "at": {}, "values": {}}).id
        with jobs.running(ended):
            pass
        back = Listener(port, last)
        back.until(version(made))
        back.until(job(ended, "done"))
        back.close()
        again = Listener(port, back.last)
        later = add(folder, "b")
        again.until(version(later))
        assert [data["version"] for name, data in again.seen if name == "version"] == [later]
        again.close()


def test_the_server_killed_while_somebody_listens_and_imports_loses_nothing(folder):
    file = slow_import(folder, 60_000)
    with served(folder) as (process, port):
        page = Listener(port)
        page.until(lambda name, data: name == "version")
        number = ask(port, "PUT", "/api/v1/files/regions.csv", file.read_bytes())["file"]
        started = ask(port, "POST", "/api/v1/import", json.dumps({"files": [number], "into": "region"}))["values"][
            "job"
        ]
        page.until(job(started, "waiting", "running"))
        process.send_signal(signal.SIGKILL)
        process.wait(20)
        while page.next() is not None:
            pass
    with served(folder) as (_, port):
        back = Listener(port, page.last)
        done = back.until(job(started, "done", "failed"))
        assert done["state"] == "done"
        back.close()
        with Workspace.open(folder) as workspace:
            assert workspace.sizes()["region"] == 60_000


def test_an_import_whose_process_was_killed_is_said_to_have_broken_off(folder):
    program = (
        "import sys, time; from pathlib import Path; from gongfu.workspace.jobs import Jobs\n"
        "jobs = Jobs(Path(sys.argv[1]))\n"
        "with jobs.running(sys.argv[2]) as run: run.checkpoint({}); print('on', flush=True); time.sleep(600)"
    )
    job_id = Jobs(folder).add("import", {"author": "a", "at": {}, "values": {}}).id
    with served(folder) as (_, port), subprocess.Popen(
        [sys.executable, "-c", program, str(folder), job_id], stdout=subprocess.PIPE, text=True
    ) as worker:  # fmt: skip
        page = Listener(port)
        assert worker.stdout.readline() == "on\n"
        page.until(job(job_id, "running"))
        worker.kill()
        page.until(job(job_id, "broken_off"))
        page.close()


def test_the_server_stops_at_once_although_pages_listen(folder):
    with served(folder) as (process, port):
        pages = [Listener(port) for _ in range(5)]
        for page in pages:
            page.until(lambda name, data: name == "version")
        began = time.monotonic()
        process.send_signal(signal.SIGTERM)
        process.wait(20)
        assert time.monotonic() - began < 10
        assert all(page.next() is None for page in pages)
        assert "Traceback" not in process.stderr.read()


def test_many_pages_that_never_read_need_no_thread_and_hold_nobody_up(folder):
    with served(folder) as (process, port):

        def threads():
            return len(list(Path(f"/proc/{process.pid}/task").iterdir()))

        first = Listener(port)
        first.until(lambda name, data: name == "version")
        before = threads()
        idle = [Listener(port) for _ in range(100)]
        first.until(version(add(folder, "a")))
        assert threads() < before + 50  # the pool has forty at most, however many listen
        for page in idle:
            page.close()
        first.until(version(add(folder, "b")))


@pytest.mark.parametrize("text", [None, "", "7", "7-", "-7", "a-b", "٧-٧", "1-" + "9" * 60])
def test_an_id_that_is_none_of_ours_begins_anew(text):
    assert Told.of(text) is None


def test_a_slow_client_is_told_the_last_state_only():
    client = Client(Told(1, 0))
    said = list(client.events(State(9, ())))
    assert [one for one in said if b'"version":9' in one]
    assert len(said) == 1
    assert list(client.events(State(9, ()))) == []
    assert Told.of(str(client.told)) == client.told
