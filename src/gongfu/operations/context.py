"""What a surface hands to an operation besides its own parameters."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from gongfu.errors import GongfuError
from gongfu.text import Lang

if TYPE_CHECKING:
    from gongfu.workspace import Workspace
    from gongfu.workspace.jobs import Progress, Standing


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
    ) -> None:
        self.folder = folder
        self.lang = lang
        self.progress = progress
        self.author = author
        self.watch = watch
        self._opened = opened
        self.problem: GongfuError | None = None

    @cached_property
    def workspace(self) -> "Workspace":
        """The workspace, opened when first asked for.

        Raises
        ------
        NotFoundError
            There is none in the folder.
        """
        from gongfu.workspace import Workspace

        return self._opened or Workspace.open(self.folder)

    def close(self) -> None:
        """Let go of the workspace, if it was opened here."""
        if "workspace" in vars(self) and self._opened is None:
            self.workspace.close()
