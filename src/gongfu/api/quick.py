"""Answers that are kept already, given before a request goes the long way through routes and threads."""

from fastapi import Request, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from gongfu.api.answers import Answer
from gongfu.api.asked import Asked, asked_of
from gongfu.api.caller import caller_of
from gongfu.api.offered import method_of, offered
from gongfu.api.problems import language_of
from gongfu.api.service import Service
from gongfu.errors import GongfuError
from gongfu.operations.registry import Operation
from gongfu.text import Lang

REMEMBERED = 4096
"""Questions of which it is remembered how they read; all are forgotten when there are more."""
Question = tuple[str, bytes, str]


class Quick:
    """What stands in front of the endpoints: the same answers, where they are kept.

    Parameters
    ----------
    app
        The application with the endpoints; gets every request that cannot be answered at once.
    service
        The workspace.
    author
        Who asks while there are no accounts.
    """

    def __init__(self, app: ASGIApp, service: Service, author: str) -> None:
        self._app = app
        self._service = service
        self._author = author
        self._operations = {
            path: operation
            for path, operation in offered().items()
            if method_of(operation) == "GET" and not operation.long
        }
        self._read: dict[Question, tuple[Asked, Lang] | None] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        app = self._app
        if scope["type"] == "http" and scope["method"] == "GET":
            operation = self._operations.get(scope["path"])
            if operation is not None:
                app = self._kept(operation, Request(scope)) or app
        await app(scope, receive, send)

    def _kept(self, operation: Operation, request: Request) -> Response | None:
        """The answer to a request where it is kept."""
        caller = caller_of(request, self._author)
        read = self._question(operation, request) if self._service.tells_at_once(operation, caller) else None
        if read is None:
            return None
        asked, lang = read
        tag = self._service.tag(operation, asked, lang, caller)
        found = self._service.kept(tag) if tag else None
        return None if found is None or tag is None else answered(request, found, tag)

    def _question(self, operation: Operation, request: Request) -> tuple[Asked, Lang] | None:
        """What a request asks; null where it is wrong, which is then told on the long way."""
        scope = request.scope
        question = (scope["path"], scope["query_string"], request.headers.get("accept-language", ""))
        if question not in self._read:
            if len(self._read) >= REMEMBERED:
                self._read.clear()
            self._read[question] = self._asked(operation, request)
        return self._read[question]

    def _asked(self, operation: Operation, request: Request) -> tuple[Asked, Lang] | None:
        query = request.query_params
        given = {name: query.getlist(name) for name in query}
        try:
            lang = language_of(request, given)
            return asked_of(operation, given, lang, self._service.uploads.path), lang
        except GongfuError:
            return None


def answered(request: Request, found: Answer, tag: str | None) -> Response:
    """An answer as it is sent: with its entity tag, and without its bytes where the reader has them."""
    headers = {"ETag": tag, "Cache-Control": "private, no-cache"} if tag else {"Cache-Control": "no-store"}
    if tag and request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    if found.packed is None:
        return Response(found.body, headers=headers, media_type=found.media)
    headers["Vary"] = "Accept-Encoding"
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return Response(found.body, headers=headers, media_type=found.media)
    return Response(found.packed, headers={**headers, "Content-Encoding": "gzip"}, media_type=found.media)
