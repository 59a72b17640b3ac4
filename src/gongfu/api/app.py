"""The web application: an endpoint for each operation, made from the registry."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import urlsplit

from fastapi import FastAPI, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.middleware.trustedhost import TrustedHostMiddleware

from gongfu import __version__
from gongfu.api import words
from gongfu.api.asked import asked_of, given_in_body
from gongfu.api.offered import PREFIX, is_long, method_of, offered
from gongfu.api.openapi import described_operation
from gongfu.api.problems import language_of, nothing_there, problem
from gongfu.api.service import Service
from gongfu.errors import GongfuError, InputError
from gongfu.operations.registry import Operation

HEADERS = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data: blob:; frame-ancestors 'none'; base-uri 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
Handler = Callable[[Request], Awaitable[Response]]


def create_app(service: Service, author: str, hosts: Sequence[str]) -> FastAPI:
    """The application over one workspace.

    Parameters
    ----------
    service
        The workspace; it is closed when the application ends.
    author
        Who the commits are by, as there are no accounts.
    hosts
        The names that the service answers to, so that no name of another site can be pointed at it.
    """

    @asynccontextmanager
    async def life(app: FastAPI) -> AsyncIterator[None]:
        yield
        service.close()

    app = FastAPI(
        title="Gongfu", version=__version__, lifespan=life, docs_url=None, redoc_url=None,
        openapi_url=f"{PREFIX}/openapi.json",
    )  # fmt: skip
    for path, operation in offered().items():
        app.add_api_route(
            path, _endpoint(service, operation, author), methods=[method_of(operation)],
            operation_id=operation.name.replace(" ", "_"), summary=operation.summary.en,
            tags=[operation.name.split()[0]], openapi_extra=described_operation(operation), response_model=None,
        )  # fmt: skip
    app.add_api_route(f"{PREFIX}/files/{{name}}", _upload(service), methods=["PUT"], operation_id="upload")
    app.add_exception_handler(GongfuError, _refused)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _unexpected)
    app.middleware("http")(_same_site)
    app.middleware("http")(_with_headers)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(hosts))
    return app


def _endpoint(service: Service, operation: Operation, author: str) -> Handler:
    async def endpoint(request: Request) -> Response:
        lang = language_of(request)
        if request.method == "GET":
            query = request.query_params
            given = {name: query.getlist(name) for name in query}
        else:
            given = {**given_in_body(await _body(request), lang)}
        asked = asked_of(operation, given, lang, service.uploads.path)
        if is_long(operation):
            started = await run_in_threadpool(service.start, operation, asked, lang, author)
            return Response(started.body, 202, media_type=started.media)
        tag = await run_in_threadpool(service.tag, operation, asked, lang)
        headers = {"ETag": tag, "Cache-Control": "private, no-cache"} if tag else {"Cache-Control": "no-store"}
        if tag and request.headers.get("if-none-match") == tag:
            return Response(status_code=304, headers=headers)
        found = service.kept(tag) if tag else None
        if found is None:
            found = await run_in_threadpool(service.run, operation, asked, lang, author)
            if tag:
                service.keep(tag, found)
        return Response(found.body, headers=headers, media_type=found.media)

    return endpoint


async def _body(request: Request) -> Any:
    import orjson

    text = await request.body()
    try:
        return orjson.loads(text) if text else {}
    except orjson.JSONDecodeError:
        raise InputError(words.NOT_JSON.to(language_of(request))) from None


def _upload(service: Service) -> Callable[[Request, str], Awaitable[Response]]:
    async def upload(request: Request, name: str) -> Response:
        number = await service.uploads.keep(name, request.stream(), language_of(request))
        return JSONResponse({"file": number}, 201)

    return upload


async def _with_headers(request: Request, go_on: Callable[[Request], Awaitable[Response]]) -> Response:
    response = await go_on(request)
    response.headers.update(HEADERS)
    return response


async def _same_site(request: Request, go_on: Callable[[Request], Awaitable[Response]]) -> Response:
    """Refuse changes that another site asks a browser to make."""
    origin = request.headers.get("origin")
    if request.method not in {"GET", "HEAD"} and origin and urlsplit(origin).netloc != request.headers.get("host"):
        said = words.OTHER_SITE.fill(origin=origin).to(language_of(request))
        return problem(GongfuError(said), 403)
    return await go_on(request)


def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, GongfuError)
    return problem(error)


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code == 404:
        return nothing_there(request)
    return problem(GongfuError(str(error.detail)), error.status_code)


def _unexpected(request: Request, error: Exception) -> Response:
    said = words.UNEXPECTED.fill(error=type(error).__name__).to(language_of(request))
    return problem(GongfuError(said), 500)
