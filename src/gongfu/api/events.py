"""What changes in a workspace, told to pages as it happens: server-sent events.

Nothing is kept for a client but how far it has been told. What changed since is worked out from the workspace itself, so that a
client that was away, or a service that was started again, misses nothing, and a slow client is told the last state only.
"""

import asyncio
import json
import os
import time
from collections.abc import AsyncGenerator, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from fastapi import Request, Response
from fastapi.concurrency import run_in_threadpool
from starlette.types import Receive, Scope, Send

from gongfu.workspace import Workspace
from gongfu.workspace.jobs import Job, Jobs

LOOK = 0.25
"""Seconds between two looks while somebody listens."""
HEARTBEAT = 15.0
RETRY_MS = 2000
PATIENCE = 30.0
"""Seconds that a client may take to take what is sent; then it is let go, and may come again."""
WINDOW = 60.0
"""Seconds for which a job that ended is part of the state that all clients share."""
OVERLAP = 10.0
"""Seconds before the last event from which on jobs are told again: two processes may write in another order than their clocks say."""
UNFINISHED = frozenset({"waiting", "running", "broken_off"})
MEDIA = "text/event-stream"


@dataclass(frozen=True, slots=True)
class Told:
    """How far a client has been told: version, and the time of the last change of a job in microseconds. It is the id of an event."""

    version: int
    changed: int

    def __str__(self) -> str:
        return f"{self.version}-{self.changed}"

    @classmethod
    def of(cls, text: str | None) -> "Told | None":
        """What an id says; null where it is none of ours."""
        version, sign, changed = (text or "").partition("-")
        known = sign and version.isascii() and changed.isascii() and version.isdigit() and changed.isdigit()
        return cls(int(version), int(changed)) if known and len(text or "") < 40 else None


@dataclass(frozen=True, slots=True)
class State:
    """Where the workspace is: its last version, and jobs, those that changed last at the end."""

    version: int
    jobs: tuple[Job, ...]

    @property
    def said(self) -> list[tuple[str, float, str]]:
        return [(job.id, job.changed, job.state) for job in self.jobs]

    @property
    def running(self) -> bool:
        return any(job.state == "running" for job in self.jobs)


@dataclass
class Client:
    """One listener: where it begins, and what it was told since."""

    told: Told | None
    hears_of_jobs: bool = True
    since: int = 0
    jobs: dict[str, tuple[float, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.since = 0 if self.told is None else self.told.changed - int(OVERLAP * 1e6)

    @property
    def reached(self) -> float:
        """The moment from which on it may still have something to be told."""
        return (self.told.changed if self.told else 0) / 1e6 - OVERLAP

    def events(self, state: State) -> Iterable[bytes]:
        """What is new to it, each as the bytes of one event."""
        if self.told is None or state.version != self.told.version:
            self.told = Told(state.version, self.told.changed if self.told else 0)
            yield event("version", {"version": state.version}, self.told)
        for job in state.jobs if self.hears_of_jobs else ():
            moment, key = int(job.changed * 1e6), (job.changed, job.state)
            if self.jobs.get(job.id) == key or not (moment > self.since or job.state in UNFINISHED):
                continue
            self.jobs[job.id] = key
            self.told = Told(self.told.version, max(self.told.changed, moment))
            yield event("job", described(job), self.told)
        here = {job.id for job in state.jobs}
        self.jobs = {job_id: key for job_id, key in self.jobs.items() if job_id in here}


class Feed:
    """Looks at a workspace for as long as somebody listens; one task for all listeners, and no thread while nothing changes.

    Parameters
    ----------
    workspace
        The workspace.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._jobs_path = workspace.folder / "jobs.sqlite"
        self._state: State | None = None
        self._changed: asyncio.Event | None = None
        self._listeners = 0
        self._task: asyncio.Task[None] | None = None
        self._stopped = False

    def stop(self) -> None:
        """End every stream; those who come again find another service."""
        self._stopped = True
        if self._changed is not None:
            self._changed.set()

    async def listen(self, told: Told | None, *, jobs: bool = True) -> AsyncGenerator[bytes, None]:
        """What a client is sent, from where it was told last, with or without JOBS; a beat where nothing happens for long."""
        client = Client(told, jobs)
        since = time.time() - WINDOW if told is None else client.since / 1e6
        looked = -WINDOW
        self._listeners += 1
        try:
            yield f"retry: {RETRY_MS}\n\n".encode()
            while not self._stopped:
                waiting = self._watched()  # taken before the state, so that no change falls between them
                state = self._state
                if state is None or time.monotonic() - looked > WINDOW / 2:
                    state = await run_in_threadpool(self._read, since)
                looked = time.monotonic()
                for each in client.events(state):
                    yield each
                since = client.reached
                if not await _set(waiting, HEARTBEAT):
                    yield b": still here\n\n"
        finally:
            self._listeners -= 1

    def _watched(self) -> asyncio.Event:
        """What will be set at the next change; somebody looks for it."""
        if self._changed is None:
            self._changed = asyncio.Event()
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._watch())
        return self._changed

    async def _watch(self) -> None:
        """Look again and again, and wake the listeners when something is another than before."""
        stamp: tuple[int, int] | None = None
        while self._listeners and not self._stopped:
            now, known, before = self._jobs_stamp(), self._workspace.version_known(), self._state
            if before is None or now != stamp or _recent(now) or before.running or known != before.version:
                state = await run_in_threadpool(self._read, time.time() - WINDOW)
                stamp = now
                if before is None or (state.version, state.said) != (before.version, before.said):
                    self._state = state
                    self._wake()
            await asyncio.sleep(LOOK)
        self._state = None

    def _wake(self) -> None:
        assert self._changed is not None
        woken, self._changed = self._changed, asyncio.Event()
        woken.set()

    def _read(self, since: float) -> State:
        return State(self._workspace.version(), tuple(Jobs(self._workspace.folder).changed_since(since)))

    def _jobs_stamp(self) -> tuple[int, int] | None:
        try:
            found = os.stat(self._jobs_path)  # noqa: PTH116 - called often
        except FileNotFoundError:
            return None
        return found.st_mtime_ns, found.st_size


def _recent(stamp: tuple[int, int] | None) -> bool:
    """Whether a file was written so recently that its clock, which is coarse, may hide a later change."""
    return stamp is not None and time.time_ns() - stamp[0] < 2_000_000_000


class Stream(Response):
    """An answer that goes on for as long as the client listens."""

    media_type = MEDIA

    def __init__(self, feed: Feed, told: Told | None, *, jobs: bool) -> None:
        super().__init__(headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"})
        del self.headers["content-length"]
        self._feed = feed
        self._told = told
        self._jobs = jobs

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
        events = self._feed.listen(self._told, jobs=self._jobs)
        gone = asyncio.ensure_future(_gone(receive))
        try:
            while True:
                coming = asyncio.ensure_future(anext(events, None))
                await asyncio.wait({coming, gone}, return_when=asyncio.FIRST_COMPLETED)
                if not coming.done():
                    coming.cancel()
                    with suppress(asyncio.CancelledError):
                        await coming
                    return
                said = coming.result()
                message = {"type": "http.response.body", "body": said or b"", "more_body": said is not None}
                await asyncio.wait_for(send(message), PATIENCE)
                if said is None:
                    return
        except OSError:  # the client is gone, or took too long
            return
        finally:
            gone.cancel()
            await events.aclose()


def stream_of(feed: Feed, request: Request, *, jobs: bool = True) -> Stream:
    """The stream that a request asks for: from its ``Last-Event-ID``, also as a parameter of the same name in small letters.

    ``jobs`` says whether it is told of jobs, which may be those of others.
    """
    last = request.headers.get("last-event-id") or request.query_params.get("last_event_id")
    return Stream(feed, Told.of(last), jobs=jobs)


def event(name: str, data: dict[str, Any], told: Told) -> bytes:
    """One event as it is sent."""
    said = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return f"event: {name}\nid: {told}\ndata: {said}\n\n".encode()


def described(job: Job) -> dict[str, Any]:
    """What is told of a job: how far it is, and no word of what it was given."""
    standing = job.standing
    return {
        "job": job.id, "operation": job.operation, "state": job.state,
        "stage": {"zh": standing.stage.zh, "en": standing.stage.en} if standing.stage else None,
        "count": standing.count, "total": standing.total, "seconds_left": standing.seconds_left,
        "changed": job.changed,
    }  # fmt: skip


async def _gone(receive: Receive) -> None:
    """Wait until the client is gone."""
    while (await receive())["type"] != "http.disconnect":
        pass


async def _set(waiting: asyncio.Event, seconds: float) -> bool:
    """Whether an event came in time."""
    try:
        await asyncio.wait_for(waiting.wait(), seconds)
    except TimeoutError:
        return False
    return True
