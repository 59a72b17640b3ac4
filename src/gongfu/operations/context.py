"""What a surface hands to an operation besides its own parameters."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from gongfu.access.roles import Person
from gongfu.errors import GongfuError
from gongfu.text import Lang, Text

if TYPE_CHECKING:
    from gongfu.access.audit import Audit
    from gongfu.workspace import Workspace
    from gongfu.workspace.jobs import Jobs, Progress, Standing
    from gongfu.workspace.store.reach import Reach


@dataclass(frozen=True, slots=True)
class ReadVersion:
    """The commit that a reader asks for, by number or by time; both null is the last one."""

    version: int | None = None
    known_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ReadAt:
    """The past that a reader asks for; all null is now.

    ``as_of`` leaves out what was published later; ``version`` and ``known_at`` pick a commit.
    """

    as_of: date | None = None
    version: int | None = None
    known_at: datetime | None = None


class Context:
    """Where an operation works and how it reports.

    Parameters
    ----------
    folder
        Folder of the workspace; it need not exist.
    lang
        Language of the person who asked.
    progress
        Takes stage and count of long work, and stops it when it was cancelled.
    author
        Who asked; commits carry the name.
    watch
        Is shown how far a job is that the operation takes up for somebody.
    opened
        The workspace, where it is open already; it then stays open.
    person
        Who signed in; null where there are no accounts, and for who works at the machine itself.
    reach
        How far the person reaches, where that is known already.
    address
        Where the person asks from.
    ask
        Reads a secret, such as a password, from the person; null where nobody is there to be asked.

    Attributes
    ----------
    problem
        Set by an operation that did part of its work: what went wrong with the rest. The surface raises it once
        the result is drawn.
    """

    def __init__(
        self,
        folder: Path,
        lang: Lang,
        progress: "Progress",
        author: str,
        watch: "Callable[[Standing], None]" = lambda standing: None,
        opened: "Workspace | None" = None,
        person: Person | None = None,
        reach: "Reach | None" = None,
        address: str | None = None,
        ask: Callable[[Text], str] | None = None,
    ) -> None:
        self.folder = folder
        self.lang = lang
        self.progress = progress
        self.author = author if person is None else person.name
        self.person = person
        self.address = address
        self.ask = ask
        self.watch = watch
        self._opened = opened
        self._reach = reach
        self.problem: GongfuError | None = None

    @cached_property
    def workspace(self) -> "Workspace":
        """The workspace as far as the person reaches, opened when first asked for.

        Raises
        ------
        NotFoundError
            There is none in the folder.
        """
        if self.person is None and self.audit is None:
            return self._whole
        from gongfu.workspace.store.reach import Reach
        from gongfu.workspace.store.within import Within

        if self.person is None:
            return Within(self._whole, Reach(self.author, whole=True, office=True))
        from gongfu.access.reaching import reach_of

        return Within(self._whole, self._reach or reach_of(self._whole, self.person))

    @cached_property
    def jobs(self) -> "Jobs":
        """The jobs that the person may see: their own, and all for who looks after the whole.

        Raises
        ------
        NotFoundError
            The folder holds no workspace.
        """
        from gongfu.workspace.jobs import Jobs

        own = self.person is not None and not self.person.looks_after_all
        return Jobs(self.folder, account=self.person.account_id if own and self.person else None)

    @cached_property
    def audit(self) -> "Audit | None":
        """Where it is written down who did what; null where there are no accounts."""
        if self.person is None and not _may_have_accounts(self.folder):
            return None
        from gongfu.access.audit import Audit
        from gongfu.access.database import find

        database = find(self.folder)
        return None if database is None else Audit(database)

    def private_rows(self) -> dict[str, int]:
        """For each private table how many rows were read so far."""
        return dict(getattr(vars(self).get("workspace"), "private_rows", {}))

    def close(self) -> None:
        """Let go of the workspace, if it was opened here."""
        if "_whole" in vars(self) and self._opened is None:
            self._whole.close()

    @cached_property
    def _whole(self) -> "Workspace":
        from gongfu.workspace import Workspace

        return self._opened or Workspace.open(self.folder)


def _may_have_accounts(folder: Path) -> bool:
    """Whether it is worth looking for accounts: a file is there, or the catalogue stands in a database."""
    config = folder / "workspace.json"
    return (folder / "access.sqlite").exists() or (config.is_file() and "postgres" in config.read_text("utf-8"))
