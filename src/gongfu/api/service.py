"""One workspace behind the service: runs operations for requests and keeps the answers of a version."""

from collections import OrderedDict
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from gongfu.access.roles import Person
from gongfu.api.answers import Answer, answer, packed
from gongfu.api.asked import Asked
from gongfu.api.caller import Caller
from gongfu.api.events import Feed
from gongfu.api.people import People
from gongfu.api.uploads import Uploads
from gongfu.operations import gate, worker
from gongfu.operations.context import Context, ReadAt, ReadVersion
from gongfu.operations.registry import Operation, operations
from gongfu.operations.results import Record
from gongfu.text import Lang

if TYPE_CHECKING:
    from gongfu.workspace.store.reach import Reach

KEPT_BYTES = 64_000_000
KEPT_REACHES = 10_000


class Service:
    """A workspace, open for as long as the service runs.

    Parameters
    ----------
    folder
        Folder of the workspace.

    Raises
    ------
    NotFoundError
        The folder holds no workspace.
    """

    def __init__(self, folder: Path) -> None:
        from gongfu.workspace import Workspace

        self.folder = folder.resolve()
        self.workspace = Workspace.open(self.folder)
        self.uploads = Uploads(self.folder / "uploads")
        self.feed = Feed(self.workspace)
        self.people = People(self.folder)
        self._answers = Answers(KEPT_BYTES)
        self._reaches: dict[Person, tuple[int, Reach]] = {}

    def warm(self) -> None:
        """Do once what a page asks first, so that the first reader does not wait for what a process loads only once."""
        from gongfu.loops.today.listing import TABLES, today

        read = self.workspace.read_several(TABLES, version=self.workspace.version())
        today(read.__getitem__, [], datetime.now(UTC).astimezone().date(), "zh", import_days={}, tables={}, each=0)

    def close(self) -> None:
        """Let go of the workspace."""
        self.workspace.close()

    def uploads_of(self, caller: Caller) -> Uploads:
        """The files that a caller uploaded; nobody sees those of others."""
        return self.uploads if caller.person is None else self.uploads.of(caller.person.account_id)

    def reach(self, person: Person | None) -> "Reach | None":
        """How far a person reaches, worked out once a version; null where there are no accounts."""
        if person is None:
            return None
        from gongfu.access.reaching import reach_of

        version, kept = self._version(), self._reaches.get(person)
        if kept is None or kept[0] != version:
            kept = (version, reach_of(self.workspace, person))
            if len(self._reaches) > KEPT_REACHES:
                self._reaches.clear()
            self._reaches[person] = kept
        return kept[1]

    def run(self, operation: Operation, asked: Asked, lang: Lang, caller: Caller) -> Answer:
        """Run an operation to its end."""
        with closing(self._context(lang, caller)) as context:
            given = answer(operation.run(context, asked.at, dict(asked.values)), asked, lang)
            if context.problem is not None:
                raise context.problem
            private = bool(context.private_rows())
            return replace(given, private=private, packed=packed(given.body, given.media))

    def brief(self, at: ReadAt, without: list[str], lang: Lang, caller: Caller) -> bytes:
        """The brief as one HTML file, with what a caller sees, without some sections.

        Raises
        ------
        NotFoundError
            The page has not been built.
        """
        from gongfu.operations.brief import brief_html

        brief = operations()["brief"]
        with closing(self._context(lang, caller)) as context, gate.passing(brief, context, {"as_of": at.as_of}):
            return brief_html(context, at, without)

    def _context(self, lang: Lang, caller: Caller) -> Context:
        from gongfu.workspace.jobs import Counter

        return Context(
            self.folder, lang, Counter(lambda standing: None), caller.author, opened=self.workspace, person=caller.person,
            reach=self.reach(caller.person), address=caller.address,
        )  # fmt: skip

    def start(self, operation: Operation, asked: Asked, lang: Lang, caller: Caller) -> Answer:
        """Start an operation as a job in a process of its own, and answer with its number."""
        with closing(self._context(lang, caller)) as who:
            gate.let_in(operation, who, asked.values)
        job = worker.add(
            self.folder, operation, caller.author, asked.at, dict(asked.values), caller.person, caller.address
        )
        worker.start(self.folder, job.id, lang)
        return answer(Record({"job": job.id}), asked, lang)

    def tag(self, operation: Operation, asked: Asked, lang: Lang, caller: Caller) -> str | None:
        """What the answer depends on, as an entity tag; null where it depends on more than tables and day."""
        if operation.permission != "read" or not (operation.takes(ReadAt) or operation.takes(ReadVersion)):
            return None
        jobs = whose = None
        if operation.reads_jobs:
            jobs, whose = self._jobs_stamp(), caller.person.account_id if caller.person else None
            if jobs is None:
                return None
        reach, today = self.reach(caller.person), datetime.now(UTC).astimezone().date()
        may = sorted(caller.person.may) if caller.person else None
        seen = reach.key if reach else None
        depends = (self._version(), today, operation.name, asked, lang, jobs, whose, seen, may)
        return f'"{blake2b(repr(depends).encode(), digest_size=12).hexdigest()}"'

    def tells_at_once(self, operation: Operation, caller: Caller) -> bool:
        """Whether :meth:`tag` needs no look into a file or database, so that it need not leave the loop."""
        version = self.workspace.version_known()
        if operation.reads_jobs or version is None:
            return False
        return caller.person is None or self._reaches.get(caller.person, (None,))[0] == version

    def _version(self) -> int:
        known = self.workspace.version_known()
        return self.workspace.version() if known is None else known

    def _jobs_stamp(self) -> str | None:
        from gongfu.workspace.jobs import Jobs

        return Jobs(self.folder).stamp()

    def kept(self, tag: str) -> Answer | None:
        """The answer that was given under TAG before."""
        return self._answers.get(tag)

    def keep(self, tag: str, given: Answer) -> None:
        """Keep an answer for the next who asks."""
        self._answers.put(tag, given)


class Answers:
    """The answers that were asked for last, up to LIMIT bytes in all; for several threads."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._size = 0
        self._kept: OrderedDict[str, Answer] = OrderedDict()
        self._lock = Lock()

    def get(self, tag: str) -> Answer | None:
        with self._lock:
            if tag in self._kept:
                self._kept.move_to_end(tag)
            return self._kept.get(tag)

    def put(self, tag: str, given: Answer) -> None:
        if len(given.body) > self._limit // 8:
            return
        with self._lock:
            if tag not in self._kept:
                self._size += len(given.body)
            self._kept[tag] = given
            while self._size > self._limit:
                self._size -= len(self._kept.popitem(last=False)[1].body)
