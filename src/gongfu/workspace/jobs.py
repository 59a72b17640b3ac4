"""Jobs: long work that a person can watch, cancel and take up again, also from another process.

The state stands in ``jobs.sqlite`` in the folder of the workspace. A running job holds a file lock, which
the system gives back however the process ends: a job that says it runs and holds no lock has broken off.
"""

import json
import secrets
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Protocol

from gongfu.errors import ConflictError, GongfuError, NotFoundError
from gongfu.text import Text
from gongfu.workspace.store.catalogue import CONFIG

State = Literal["waiting", "running", "done", "failed", "cancelled", "broken_off"]
TELL_EVERY = 0.25  # seconds between two reports of a count
CLAIM_WAITS = 1.0  # seconds that a claim waits for somebody who only looks whether the job lives

SCHEMA = """
CREATE TABLE IF NOT EXISTS job (
    id TEXT PRIMARY KEY, operation TEXT NOT NULL, parameters TEXT NOT NULL, state TEXT NOT NULL,
    stage_zh TEXT, stage_en TEXT, count INTEGER NOT NULL DEFAULT 0, total INTEGER, seconds_left REAL,
    created REAL NOT NULL, changed REAL NOT NULL, ended REAL, attempts INTEGER NOT NULL DEFAULT 0,
    cancel INTEGER NOT NULL DEFAULT 0, checkpoint TEXT, result TEXT, error TEXT
)
"""


class CancelledError(GongfuError):
    """The job was cancelled, and stopped where it could."""

    exit_code = 130


class Progress(Protocol):
    """What long work reports to."""

    def stage(self, name: Text, total: int | None = None, *, count: int = 0) -> None:
        """Begin a stage of TOTAL steps (null: not known), COUNT of them done before.

        Raises
        ------
        CancelledError
            Somebody cancelled the job.
        """

    def advance(self, steps: int = 1) -> None:
        """Count steps done; cheap, so call it often.

        Raises
        ------
        CancelledError
            Somebody cancelled the job.
        """

    def checkpoint(self, state: Mapping[str, Any]) -> None:
        """Note durably how far the work is; STATE is JSON, and whatever it names is already safe on disk."""

    def restored(self) -> dict[str, Any]:
        """The last checkpoint of the attempt before; empty on a first attempt."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How far work is in its stage; null is not known."""

    stage: Text | None = None
    count: int = 0
    total: int | None = None
    seconds_left: float | None = None


class Counter:
    """A :class:`Progress` that shows to WATCH how far the work is, a few times a second."""

    def __init__(self, watch: Callable[[Standing], None]) -> None:
        self._watch = watch
        self._stage: Text | None = None
        self._total: int | None = None
        self._count = self._base = 0
        self._began = self._told = 0.0

    def stage(self, name: Text, total: int | None = None, *, count: int = 0) -> None:
        self._stage, self._total = name, total
        self._count = self._base = count
        self._began = time.time()
        self._tell()

    def advance(self, steps: int = 1) -> None:
        self._count += steps
        if time.monotonic() - self._told >= TELL_EVERY:
            self._tell()

    def checkpoint(self, state: Mapping[str, Any]) -> None:
        self._tell()

    def restored(self) -> dict[str, Any]:
        return {}

    def standing(self) -> Standing:
        """How far the work is now."""
        left = _seconds_left(self._count, self._base, self._total, time.time() - self._began)
        return Standing(self._stage, self._count, self._total, left)

    def _tell(self) -> None:
        self._told = time.monotonic()
        self._watch(self.standing())


@dataclass(frozen=True, slots=True)
class Job:
    """A job. Times are seconds since 1970."""

    id: str
    operation: str
    parameters: dict[str, Any]
    state: State
    standing: Standing
    created: float
    changed: float
    ended: float | None
    attempts: int
    checkpoint: dict[str, Any] | None
    result: dict[str, Any] | None
    error: dict[str, Any] | None


class Jobs:
    """The jobs of one workspace.

    Parameters
    ----------
    folder
        Folder of the workspace.
    account
        Only the jobs that this account started; null: all.

    Raises
    ------
    NotFoundError
        The folder holds no workspace.
    """

    def __init__(self, folder: Path, account: str | None = None) -> None:
        if not (folder / CONFIG).is_file():
            raise NotFoundError(f"{folder.absolute()} is no workspace", mend="make one: gongfu workspace init")
        self.folder = folder
        self._account = account
        self._path = folder / "jobs.sqlite"
        with self._database() as database:
            database.execute(SCHEMA)

    def add(self, operation: str, parameters: Mapping[str, Any]) -> Job:
        """A new job that waits to be run; PARAMETERS are JSON."""
        job_id, now = secrets.token_hex(4), time.time()
        with self._database() as database:
            database.execute(
                "INSERT INTO job (id, operation, parameters, state, created, changed) VALUES (?, ?, ?, 'waiting', ?, ?)",
                (job_id, operation, json.dumps(parameters), now, now),
            )
        return self.job(job_id)

    def all(self) -> list[Job]:
        """Every job, the newest first."""
        with self._database() as database:
            rows = database.execute("SELECT * FROM job ORDER BY created DESC, id").fetchall()
        return [self._job(row) for row in rows if self._own(row)]

    def changed_since(self, moment: float) -> list[Job]:
        """The jobs that changed after a moment, and all that have not ended; the one that changed last at the end."""
        with self._database() as database:
            rows = database.execute(
                "SELECT * FROM job WHERE changed > ? OR state IN ('waiting', 'running') ORDER BY changed, id", (moment,)
            ).fetchall()
        return [self._job(row) for row in rows if self._own(row)]

    def stamp(self) -> str | None:
        """What changes whenever a job does; null while one says that it runs, for that it broke off is written nowhere."""
        with self._database() as database:
            count, changed, running = database.execute(
                "SELECT count(*), max(changed), coalesce(sum(state = 'running'), 0) FROM job"
            ).fetchone()
        return None if running else f"{count} {changed}"

    def job(self, job_id: str) -> Job:
        """One job.

        Raises
        ------
        NotFoundError
            There is no such job.
        """
        return self._job(self._row(job_id))

    def cancel(self, job_id: str) -> Job:
        """Ask a job to stop: a running one does so when it next counts, any other at once.

        Raises
        ------
        NotFoundError
            There is no such job.
        ConflictError
            The job has ended.

        """
        job = self.job(job_id)
        if job.state in {"done", "failed", "cancelled"}:
            raise ConflictError(f"job {job_id} has ended: {job.state}")
        with self._database() as database:
            database.execute("UPDATE job SET cancel = 1 WHERE id = ?", (job_id,))
            if job.state != "running":
                self._end(database, job_id, "cancelled")
        return self.job(job_id)

    @contextmanager
    def running(
        self, job_id: str, *, again: bool = False, watch: Callable[[Standing], None] = lambda standing: None
    ) -> Iterator["Run"]:
        """Be the one process that runs a job; the job ends as the block does.

        Parameters
        ----------
        job_id
            A job that waits.
        again
            Take up a job that broke off, failed or was cancelled.
        watch
            Is shown how far the job is, a few times a second.

        Raises
        ------
        NotFoundError
            There is no such job.
        ConflictError
            Another process runs it, it is done, or it does not wait and is not to be run again.

        """
        lock = self._lock(self.job(job_id).id)
        if not _acquire(lock, CLAIM_WAITS):
            raise ConflictError(f"job {job_id} is running", mend=f"cancel it, or look at it: gongfu jobs show {job_id}")
        try:
            state = self._row(job_id)["state"]
            if state == "done" or not (again or state == "waiting"):
                raise ConflictError(f"job {job_id} is {state}", mend="start the command again for a new job")
            with self._database() as database:
                database.execute(
                    "UPDATE job SET state = 'running', cancel = 0, ended = NULL, error = NULL, stage_zh = NULL,"
                    " stage_en = NULL, count = 0, total = NULL, attempts = attempts + 1, changed = ? WHERE id = ?",
                    (time.time(), job_id),
                )
            run = Run(self, job_id, watch)
            try:
                yield run
            except (CancelledError, KeyboardInterrupt):
                self._finish(job_id, "cancelled")
                raise
            except GongfuError as error:
                said = {"error": error.message, "offenders": error.offenders, "mend": error.mend}
                self._finish(job_id, "failed", error=said)
                raise
            except BaseException as error:
                said = {"error": f"{type(error).__name__}: {error}", "offenders": [], "mend": None}
                self._finish(job_id, "failed", error=said)
                raise
            else:
                self._note(job_id, run.standing(), run.restored())  # too late to cancel
                self._finish(job_id, "done", result=run.result)
        finally:
            lock.release()

    def _finish(
        self, job_id: str, state: State, *, result: dict[str, Any] | None = None, error: dict[str, Any] | None = None
    ) -> None:
        with self._database() as database:
            self._end(database, job_id, state)
            database.execute("UPDATE job SET result = ?, error = ? WHERE id = ?", (_json(result), _json(error), job_id))

    def _note(self, job_id: str, standing: Standing, checkpoint: Mapping[str, Any]) -> bool:
        """Write how far a running job is; whether it is to stop."""
        stage = standing.stage
        with self._database() as database:
            (cancel,) = database.execute(
                "UPDATE job SET stage_zh = ?, stage_en = ?, count = ?, total = ?, seconds_left = ?, checkpoint = ?,"
                " changed = ? WHERE id = ? RETURNING cancel",
                (
                    stage and stage.zh, stage and stage.en, standing.count, standing.total, standing.seconds_left,
                    _json(checkpoint or None), time.time(), job_id,
                ),
            ).fetchone()  # fmt: skip
        return bool(cancel)

    @staticmethod
    def _end(database: sqlite3.Connection, job_id: str, state: State) -> None:
        now = time.time()
        database.execute("UPDATE job SET state = ?, ended = ?, changed = ? WHERE id = ?", (state, now, now, job_id))

    @contextmanager
    def _database(self) -> Iterator[sqlite3.Connection]:
        database = sqlite3.connect(self._path, timeout=10)
        database.row_factory = sqlite3.Row
        try:
            with database:  # commits, or rolls back when the block fails
                yield database
        finally:
            database.close()

    def _row(self, job_id: str) -> sqlite3.Row:
        with self._database() as database:
            row: sqlite3.Row | None = database.execute("SELECT * FROM job WHERE id = ?", (job_id,)).fetchone()
        if row is None or not self._own(row):
            raise NotFoundError(f"there is no job {job_id!r}", mend="list them: gongfu jobs list")
        return row

    def _own(self, row: sqlite3.Row) -> bool:
        return self._account is None or json.loads(row["parameters"]).get("account") == self._account

    def _job(self, row: sqlite3.Row) -> Job:
        state: State = row["state"]
        if state == "running" and not self._lives(row["id"]):
            state = self._row(row["id"])["state"]  # it may have ended since the row was read
            state = "broken_off" if state == "running" else state
        return Job(
            id=row["id"],
            operation=row["operation"],
            parameters=json.loads(row["parameters"]),
            state=state,
            standing=Standing(
                stage=Text(row["stage_zh"], row["stage_en"]) if row["stage_en"] is not None else None,
                count=row["count"],
                total=row["total"],
                seconds_left=row["seconds_left"] if state == "running" else None,
            ),
            created=row["created"],
            changed=row["changed"],
            ended=row["ended"],
            attempts=row["attempts"],
            checkpoint=_read(row["checkpoint"]),
            result=_read(row["result"]),
            error=_read(row["error"]),
        )

    def _lives(self, job_id: str) -> bool:
        lock = self._lock(job_id)
        if not _acquire(lock, 0):
            return True
        lock.release()
        return False

    def _lock(self, job_id: str) -> Any:
        from filelock import FileLock

        folder = self.folder / "jobs"
        folder.mkdir(exist_ok=True)
        return FileLock(folder / f"{job_id}.lock")


class Run(Counter):
    """A running job: it writes into the workspace what it is told, and stops when it was cancelled."""

    def __init__(self, jobs: Jobs, job_id: str, watch: Callable[[Standing], None]) -> None:
        super().__init__(self._note)
        self.result: dict[str, Any] | None = None
        self._jobs = jobs
        self._job_id = job_id
        self._show = watch
        self._checkpoint = jobs.job(job_id).checkpoint or {}

    def checkpoint(self, state: Mapping[str, Any]) -> None:
        self._checkpoint = dict(state)
        self._tell()

    def restored(self) -> dict[str, Any]:
        return dict(self._checkpoint)

    def _note(self, standing: Standing) -> None:
        if self._jobs._note(self._job_id, standing, self._checkpoint):
            raise CancelledError(f"job {self._job_id} was cancelled")
        self._show(standing)


def _acquire(lock: Any, wait: float) -> bool:
    from filelock import Timeout

    try:
        lock.acquire(timeout=wait, poll_interval=0.02)
    except Timeout:
        return False
    return True


def _seconds_left(count: int, base: int, total: int | None, taken: float) -> float | None:
    """By the pace of this stage since it began with BASE steps done; null while there is no pace, or no total."""
    if total is None or count <= base or taken <= 0:
        return None
    return max(total - count, 0) * taken / (count - base)


def _json(value: Any) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False)


def _read(text: str | None) -> Any:
    return None if text is None else json.loads(text)
