"""Sign in, sign out, who am I."""

from collections.abc import Awaitable, Callable
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse, RedirectResponse

from gongfu.access import words
from gongfu.access.errors import SignInError
from gongfu.access.roles import Person
from gongfu.api.body import body_of
from gongfu.api.people import SESSION, People, cookie_name
from gongfu.errors import ConflictError, GongfuError, InputError, NotFoundError

HANDSHAKE_COOKIE = "gongfu-handshake"
PRIVATE = {"Cache-Control": "no-store"}
Endpoint = Callable[[Request], Awaitable[Response]]


def add_session(app: FastAPI, people: People) -> None:
    """Add the endpoints of the session to an application."""
    doors = Doors(people)
    for path, method, endpoint, said in (
        ("", "GET", doors.who, "Who is signed in · 谁已登录"),
        ("", "POST", doors.sign_in, "Sign in with name and password · 用用户名和密码登录"),
        ("", "DELETE", doors.sign_out, "Sign out · 退出"),
        ("/password", "PUT", doors.choose_password, "Choose a new password · 改密码"),
        ("/organisation", "GET", doors.to_organisation, "Sign in through the organisation · 单位统一登录"),
        ("/organisation/back", "GET", doors.from_organisation, "Come back from the organisation · 统一登录返回"),
    ):
        name = f"session_{method.lower()}{path.replace('/', '_')}"
        app.add_api_route(
            SESSION + path, endpoint, methods=[method], operation_id=name, summary=said, tags=["session"],
            response_model=None, openapi_extra=DESCRIBED.get(name, {"responses": ANSWERS}),
        )  # fmt: skip


class Doors:
    """The endpoints of the session."""

    def __init__(self, people: People) -> None:
        self._people = people

    async def who(self, request: Request) -> Response:
        """Whether there are accounts, and who is signed in."""
        if self._people.sessions() is None:
            return JSONResponse(_said(None, accounts=False), headers=PRIVATE)
        try:
            return JSONResponse(_said(await self._people.of(request)), headers=PRIVATE)
        except SignInError:
            return JSONResponse({**_said(None), "organisation": self._has_organisation()}, headers=PRIVATE)

    async def sign_in(self, request: Request) -> Response:
        """A new session, which takes the place of one that the browser had."""
        sessions = self._sessions()
        given = await _texts(request, "name", "password")
        address = request.client.host if request.client else None
        try:
            secret, person = await run_in_threadpool(sessions.sign_in, given["name"], given["password"], address)
        except GongfuError as error:
            await run_in_threadpool(
                self._note, given["name"][:60], None, "session begin", "refused", address, error.message
            )
            raise
        await self._end(request)
        await run_in_threadpool(self._note, person.name, person, "session begin", "done", address)
        answer = JSONResponse(_said(person), 201, headers=PRIVATE)
        _give(answer, request, cookie_name(request), secret, "strict")
        return answer

    async def sign_out(self, request: Request) -> Response:
        """The session ends."""
        self._sessions()
        person = await self._people.of(request)
        await self._end(request)
        if person is not None:
            address = request.client.host if request.client else None
            await run_in_threadpool(self._note, person.name, person, "session end", "done", address)
        answer = JSONResponse(_said(None), headers=PRIVATE)
        answer.delete_cookie(cookie_name(request), path="/", secure=_https(request), httponly=True, samesite="strict")
        return answer

    async def choose_password(self, request: Request) -> Response:
        """A new password: by the old one, or by an invitation. All sessions of the account end."""
        from gongfu.access.accounts import Accounts

        sessions, database = self._sessions(), self._people.database()
        assert database is not None
        accounts = Accounts(database)
        body = await body_of(request)
        address = request.client.host if request.client else None
        if isinstance(body, dict) and "invitation" in body:
            given = _texts_of(body, "invitation", "new")
            account = await run_in_threadpool(accounts.accept, given["invitation"], given["new"])
            name = account.name
        else:
            given = _texts_of(body, "old", "new")
            person = await self._people.of(request)
            if person is None or person.csrf is None:
                raise SignInError(words.ONLY_SESSION)
            name = person.name
            await run_in_threadpool(sessions.sign_in, name, given["old"], address)
            await run_in_threadpool(lambda: accounts.change(name, password=given["new"]))
        await run_in_threadpool(self._note, name, None, "session password", "done", address)
        return JSONResponse({"changed": True}, headers=PRIVATE)

    async def to_organisation(self, request: Request) -> Response:
        """To where the organisation signs people in."""
        organisation = await run_in_threadpool(self._organisation)
        url, state = await run_in_threadpool(organisation.begin, _back(request))
        answer = RedirectResponse(url, 303, headers=PRIVATE)
        _give(answer, request, HANDSHAKE_COOKIE, state, "lax", 600)
        return answer

    async def from_organisation(self, request: Request) -> Response:
        """Back from the organisation, with its word for who it is."""
        organisation, sessions = await run_in_threadpool(self._organisation), self._sessions()
        query, kept = request.query_params, request.cookies.get(HANDSHAKE_COOKIE, "")
        state, code = query.get("state", ""), query.get("code", "")
        address = request.client.host if request.client else None
        try:
            account_id = await run_in_threadpool(organisation.finish, state, kept, code, _back(request))
            secret, person = await run_in_threadpool(sessions.begin, account_id, "organisation")
        except GongfuError as error:
            await run_in_threadpool(self._note, "?", None, "session begin", "refused", address, error.message)
            raise
        await self._end(request)
        await run_in_threadpool(self._note, person.name, person, "session begin", "done", address, "organisation")
        answer = RedirectResponse("/", 303, headers=PRIVATE)
        _give(answer, request, cookie_name(request), secret, "strict")
        answer.delete_cookie(HANDSHAKE_COOKIE, path="/")
        return answer

    def _sessions(self) -> Any:
        sessions = self._people.sessions()
        if sessions is None:
            raise ConflictError(words.NO_ACCOUNTS, mend=words.MAKE_ONE)
        return sessions

    def _has_organisation(self) -> bool:
        try:
            self._organisation()
        except GongfuError:
            return False
        return True

    def _organisation(self) -> Any:
        from gongfu.access.oidc import Organisation, provider_of

        self._sessions()
        provider, database = provider_of(self._people.folder), self._people.database()
        if provider is None or database is None:
            raise NotFoundError(words.NO_ORGANISATION)
        return Organisation(provider, database)

    async def _end(self, request: Request) -> None:
        """End the session that the browser had, so that none outlives signing in anew."""
        earlier = request.cookies.get(cookie_name(request))
        if earlier:
            await run_in_threadpool(self._sessions().end, earlier)

    def _note(
        self, who: str, person: Person | None, what: str, outcome: str, address: str | None, detail: str | None = None
    ) -> None:
        from gongfu.access.audit import Entry

        audit = self._people.audit()
        if audit is not None:
            role = person.role if person else None
            audit.add(Entry(who, role, what, outcome, address=address, detail=detail))


def _said(person: Person | None, *, accounts: bool = True) -> dict[str, Any]:
    return {
        "accounts": accounts,
        "person": person.name if person else None,
        "role": person.role if person else None,
        "scopes": person.scopes.to_json() if person else None,
        "may": sorted(person.may) if person else [],
        "csrf": person.csrf if person else None,
    }


async def _texts(request: Request, *names: str) -> dict[str, str]:
    return _texts_of(await body_of(request), *names)


def _texts_of(body: Any, *names: str) -> dict[str, str]:
    if not isinstance(body, dict) or not all(isinstance(body.get(name), str) for name in names):
        raise InputError(words.BODY_NEEDS.fill(names=", ".join(names)))
    return {name: body[name] for name in names}


def _give(answer: Response, request: Request, name: str, secret: str, same_site: Any, age: int | None = None) -> None:
    answer.set_cookie(name, secret, max_age=age, path="/", secure=_https(request), httponly=True, samesite=same_site)


def _https(request: Request) -> bool:
    return request.url.scheme == "https"


def _back(request: Request) -> str:
    return f"{request.url.scheme}://{request.headers.get('host', '')}{SESSION}/organisation/back"


def _text_body(*names: str) -> dict[str, Any]:
    schema = {"type": "object", "required": list(names), "properties": {name: {"type": "string"} for name in names}}
    return {"requestBody": {"content": {"application/json": {"schema": schema}}}, "responses": ANSWERS}


_SAID = {
    "type": "object",
    "required": ["accounts", "person", "role", "scopes", "may", "csrf"],
    "properties": {
        "accounts": {"type": "boolean"},
        "person": {"type": ["string", "null"]},
        "role": {"type": ["string", "null"]},
        "scopes": {"type": ["object", "null"]},
        "may": {"type": "array", "items": {"type": "string"}},
        "csrf": {"type": ["string", "null"]},
        "organisation": {"type": "boolean"},
    },
}
_JSON = {"application/json": {"schema": _SAID}}
_PROBLEM: dict[str, Any] = {"application/problem+json": {}}
ANSWERS = {
    "200": {"description": "done", "content": _JSON},
    "201": {"description": "signed in", "content": _JSON},
    "303": {"description": "go there"},
    "401": {"description": "not signed in", "content": _PROBLEM},
    "403": {"description": "not allowed", "content": _PROBLEM},
    "404": {"description": "not set up", "content": _PROBLEM},
    "409": {"description": "there are no accounts", "content": _PROBLEM},
    "422": {"description": "the request cannot be used", "content": _PROBLEM},
    "429": {"description": "too many failures", "content": _PROBLEM},
}
DESCRIBED = {"session_post": _text_body("name", "password"), "session_put_password": _text_body("new")}
