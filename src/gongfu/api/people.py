"""Who stands behind a request: a session by its cookie, or a program by its token."""

import secrets
from pathlib import Path
from typing import TYPE_CHECKING

from fastapi import Request
from fastapi.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Receive, Scope, Send

from gongfu.access import words
from gongfu.access.errors import SignInError
from gongfu.access.roles import Person
from gongfu.api.offered import PREFIX
from gongfu.api.problems import problem_for
from gongfu.errors import ForbiddenError, GongfuError

if TYPE_CHECKING:
    from gongfu.access.audit import Audit
    from gongfu.access.database import Database
    from gongfu.access.sessions import Sessions

SESSION = f"{PREFIX}/session"
OPEN = (SESSION, f"{PREFIX}/openapi.json")
"""Paths that need nobody to sign in; they hold no data of the workspace."""
CHANGES_NOTHING = {"GET", "HEAD", "OPTIONS"}


class People:
    """The people of one workspace, as soon as there are accounts."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._database: Database | None = None
        self._sessions: Sessions | None = None

    def database(self) -> "Database | None":
        """Where the accounts stand; null while nobody made one."""
        from gongfu.access.database import find

        found = find(self.folder)
        if found is None or self._database is None or found.engine is not self._database.engine:
            self._database, self._sessions = found, None
        return self._database

    def sessions(self) -> "Sessions | None":
        """The sessions and tokens; null while there are no accounts."""
        from gongfu.access.sessions import Sessions

        database = self.database()
        if database is not None and self._sessions is None:
            self._sessions = Sessions(database)
        return self._sessions if database is not None else None

    def audit(self) -> "Audit | None":
        """Where signing in and out is written down."""
        from gongfu.access.audit import Audit

        database = self.database()
        return None if database is None else Audit(database)

    async def of(self, request: Request) -> Person | None:
        """Who asks; null where there are no accounts.

        Raises
        ------
        SignInError
            There are accounts, and nobody signed in.
        ForbiddenError
            A change is asked for by a cookie alone, which another site may have made the browser send.
        """
        sessions = self.sessions()
        if sessions is None:
            return None
        scheme, _, secret = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer":
            person = sessions.remembered(secret) or await run_in_threadpool(sessions.of_token, secret.strip())
            if person is None:
                raise SignInError(words.NO_TOKEN, mend=words.NEW_TOKEN)
            return person
        cookie = request.cookies.get(cookie_name(request), "")
        person = sessions.remembered(cookie) or (
            await run_in_threadpool(sessions.of_cookie, cookie) if cookie else None
        )
        if person is None:
            raise SignInError(words.SIGN_IN, mend=words.HOW_TO_SIGN_IN)
        if request.method not in CHANGES_NOTHING:
            require_csrf(request, person)
        return person


class SignedIn:
    """An application whose data only people who signed in get to, as soon as there are accounts."""

    def __init__(self, app: ASGIApp, people: People) -> None:
        self._app = app
        self._people = people

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        app = self._app
        if scope["type"] == "http" and _guarded(scope["path"]):
            request = Request(scope)
            try:
                scope.setdefault("state", {})["person"] = await self._people.of(request)
            except GongfuError as error:
                app = problem_for(request, error)
        await app(scope, receive, send)


def require_csrf(request: Request, person: Person) -> None:
    """Refuse a change that does not bring the word which only a page of this service knows.

    Raises
    ------
    ForbiddenError
        The header is missing, or is that of another session.
    """
    given = request.headers.get("x-csrf-token", "")
    if person.csrf is None or not secrets.compare_digest(given.encode(), person.csrf.encode()):
        raise ForbiddenError(words.NO_CSRF, mend=words.CSRF_FROM)


def cookie_name(request: Request) -> str:
    """The cookie of a session: over https one that no other host can set."""
    return "__Host-gongfu" if request.url.scheme == "https" else "gongfu"


def _guarded(path: str) -> bool:
    return path.startswith(f"{PREFIX}/") and not (path in OPEN or path.startswith(f"{SESSION}/"))
