"""One workspace behind the service: runs operations for requests and keeps the answers of a version."""

from collections import OrderedDict
from contextlib import closing
from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import Path
from threading import Lock

from gongfu.api.answers import Answer, answer
from gongfu.api.asked import Asked
from gongfu.api.events import Feed
from gongfu.api.uploads import Uploads
from gongfu.operations import worker
from gongfu.operations.context import Context, ReadAt, ReadVersion
from gongfu.operations.registry import Operation
from gongfu.operations.results import Record
from gongfu.text import Lang

KEPT_BYTES = 64_000_000


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
        self._answers = Answers(KEPT_BYTES)

    def warm(self) -> None:
        """Do once what a page asks first, so that the first reader does not wait for what a process loads only once."""
        from gongfu.loops.today.listing import TABLES, today

        read = self.workspace.read_several(TABLES, version=self.workspace.version())
        today(read.__getitem__, [], datetime.now(UTC).astimezone().date(), "zh", import_days={}, tables={}, each=0)

    def close(self) -> None:
        """Let go of the workspace."""
        self.workspace.close()

    def run(self, operation: Operation, asked: Asked, lang: Lang, author: str) -> Answer:
        """Run an operation to its end."""
        from gongfu.workspace.jobs import Counter

        progress = Counter(lambda standing: None)
        with closing(Context(self.folder, lang, progress, author, opened=self.workspace)) as context:
            given = answer(operation.run(context, asked.at, dict(asked.values)), asked, lang)
            if context.problem is not None:
                raise context.problem
            return given

    def start(self, operation: Operation, asked: Asked, lang: Lang, author: str) -> Answer:
        """Start an operation as a job in a process of its own, and answer with its number."""
        job = worker.add(self.folder, operation, author, asked.at, dict(asked.values))
        worker.start(self.folder, job.id, lang)
        return answer(Record({"job": job.id}), asked, lang)

    def tag(self, operation: Operation, asked: Asked, lang: Lang) -> str | None:
        """What the answer depends on, as an entity tag; null where it depends on more than tables and day."""
        if operation.permission == "write" or not (operation.takes(ReadAt) or operation.takes(ReadVersion)):
            return None
        jobs = self._jobs_stamp() if operation.reads_jobs else ""
        if jobs is None:
            return None
        depends = (self._version(), datetime.now(UTC).astimezone().date(), operation.name, asked, lang, jobs)
        return f'"{blake2b(repr(depends).encode(), digest_size=12).hexdigest()}"'

    def tells_at_once(self, operation: Operation) -> bool:
        """Whether :meth:`tag` needs no look into a file or database, so that it need not leave the loop."""
        return not operation.reads_jobs and self.workspace.version_known() is not None

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
