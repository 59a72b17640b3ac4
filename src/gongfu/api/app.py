"""The web application: an endpoint for each operation, made from the registry."""

from collections.abc import AsyncIterator, Awaitable, Callable, Collection
from contextlib import asynccontextmanager

from anyio import CapacityLimiter, to_thread
from fastapi import FastAPI, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, JSONResponse
from starlette.exceptions import HTTPException

from gongfu import __version__
from gongfu.api import words
from gongfu.api.answers import Answer
from gongfu.api.asked import Given, asked_of, given_in_body
from gongfu.api.body import body_of
from gongfu.api.caller import caller_of
from gongfu.api.events import MEDIA, stream_of
from gongfu.api.guard import Guard
from gongfu.api.offered import PREFIX, method_of, offered
from gongfu.api.openapi import described_operation
from gongfu.api.page import Page, read_page
from gongfu.api.people import SignedIn
from gongfu.api.problems import language_of, nothing_there, problem, problem_for
from gongfu.api.quick import Quick, answered
from gongfu.api.service import Service
from gongfu.api.session import add_session
from gongfu.errors import GongfuError, InputError
from gongfu.operations.common import AS_OF
from gongfu.operations.context import ReadAt
from gongfu.operations.parameters import read
from gongfu.operations.registry import Operation

NOTHING = Answer(b"", "")
AT_WORK = 4  # operations that run at once; more would only keep each other from the processor
Handler = Callable[[Request], Awaitable[Response]]


def create_app(service: Service, author: str, hosts: Collection[str]) -> Guard:
    """The application over one workspace.

    Parameters
    ----------
    service
        The workspace; it is closed when the application ends.
    author
        Who the commits are by while there are no accounts.
    hosts
        The names that it answers to.
    """

    @asynccontextmanager
    async def life(app: FastAPI) -> AsyncIterator[None]:
        yield
        service.close()

    app = FastAPI(
        title="Gongfu", version=__version__, lifespan=life, docs_url=None, redoc_url=None,
        openapi_url=f"{PREFIX}/openapi.json",
    )  # fmt: skip
    at_work = CapacityLimiter(AT_WORK)
    for path, operation in offered().items():
        app.add_api_route(
            path, _endpoint(service, operation, author, at_work), methods=[method_of(operation)],
            operation_id=operation.name.replace(" ", "_"), summary=operation.summary.en,
            tags=[operation.name.split()[0]], openapi_extra=described_operation(operation), response_model=None,
        )  # fmt: skip
    app.add_api_route(f"{PREFIX}/files/{{name}}", _upload(service, author), methods=["PUT"], operation_id="upload")
    app.add_api_route(
        f"{PREFIX}/events", _events(service, author), methods=["GET"], operation_id="events", response_model=None,
        response_class=Response, responses={200: {"content": {MEDIA: {}}}},
    )  # fmt: skip
    app.add_api_route(
        f"{PREFIX}/brief.html", _brief(service, author, at_work), methods=["GET"], operation_id="brief",
        response_model=None, response_class=HTMLResponse,
    )  # fmt: skip
    add_session(app, service.people)
    app.add_exception_handler(GongfuError, _refused)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _unexpected)
    return Guard(Page(SignedIn(Quick(app, service, author), service.people), read_page()), hosts)


def _endpoint(service: Service, operation: Operation, author: str, at_work: CapacityLimiter) -> Handler:
    async def endpoint(request: Request) -> Response:
        given = await _given(request)
        lang, caller = language_of(request, given), caller_of(request, author)
        asked = asked_of(operation, given, lang, service.uploads_of(caller).path)
        if operation.long:
            started = await run_in_threadpool(service.start, operation, asked, lang, caller)
            return Response(started.body, 202, media_type=started.media)
        tag = await run_in_threadpool(service.tag, operation, asked, lang, caller)
        if tag and request.headers.get("if-none-match") == tag:
            return answered(request, NOTHING, tag)
        found = service.kept(tag) if tag else None
        if found is None:
            found = await to_thread.run_sync(service.run, operation, asked, lang, caller, limiter=at_work)
            if found.private:
                tag = None  # each read of it is written down
            elif tag:
                service.keep(tag, found)
        return answered(request, found, tag)

    return endpoint


async def _given(request: Request) -> Given:
    """The texts under each name that a request gives, in its query or in its body."""
    query = request.query_params
    if request.method == "GET":
        return {name: query.getlist(name) for name in query}
    return given_in_body(await body_of(request), language_of(request))


def _upload(service: Service, author: str) -> Callable[[Request, str], Awaitable[Response]]:
    async def upload(request: Request, name: str) -> Response:
        number = await service.uploads_of(caller_of(request, author)).keep(name, request.stream(), language_of(request))
        return JSONResponse({"file": number}, 201)

    return upload


def _brief(service: Service, author: str, at_work: CapacityLimiter) -> Handler:
    async def brief(request: Request) -> Response:
        lang, caller, given = language_of(request), caller_of(request, author), request.query_params.get("as_of")
        try:
            at = ReadAt(read(AS_OF, given) if given else None)
        except ValueError as error:
            said = error.args[0].to(lang)
            raise InputError(words.BAD_REQUEST.to(lang), offenders=[f"as_of: {said}"]) from None
        without = request.query_params.get("without", "").split(",")
        text = await to_thread.run_sync(service.brief, at, without, lang, caller, limiter=at_work)
        return HTMLResponse(text, headers={"Cache-Control": "no-store"})

    return brief


def _events(service: Service, author: str) -> Handler:
    async def events(request: Request) -> Response:
        person = caller_of(request, author).person
        return stream_of(service.feed, request, jobs=person is None or person.looks_after_all)

    return events


def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, GongfuError)
    return problem_for(request, error)


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code == 404:
        return nothing_there(request)
    return problem(GongfuError(str(error.detail)), error.status_code)


def _unexpected(request: Request, error: Exception) -> Response:
    said = words.UNEXPECTED.fill(error=type(error).__name__).to(language_of(request))
    return problem(GongfuError(said), 500)
