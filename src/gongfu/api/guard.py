"""What stands before every request: whom the service answers to, and the headers that every answer carries."""

from collections.abc import Collection
from ipaddress import ip_address
from urllib.parse import urlsplit

from fastapi import Request
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gongfu.api import words
from gongfu.api.patience import in_time
from gongfu.api.problems import language_of, problem
from gongfu.errors import GongfuError
from gongfu.text import Text

HEADERS = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data: blob:; frame-ancestors 'none'; base-uri 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class Guard:
    """An application behind its guard.

    Parameters
    ----------
    app
        The application.
    hosts
        The names that it answers to, so that no name of another site can be pointed at it.
    """

    def __init__(self, app: ASGIApp, hosts: Collection[str]) -> None:
        self._app = app
        self._hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        app = self._app
        if scope["type"] == "http":
            request = Request(scope)
            refused = self._refused(request)
            if refused is not None:
                status, said = refused
                app = problem(GongfuError(said.to(language_of(request))), status)
            receive = in_time(receive)
        await app(scope, receive, with_headers)

    def _refused(self, request: Request) -> tuple[int, Text] | None:
        """Status and words for what is not let in: a foreign name, a change that another site asks a browser for."""
        host, origin = request.headers.get("host", ""), request.headers.get("origin")
        name = _name(f"//{host}")
        if name is None or (name not in self._hosts and name != _own_address(request)):
            return 400, words.OTHER_HOST.fill(host=host)
        if request.method not in {"GET", "HEAD"} and origin and urlsplit(origin).netloc != host:
            return 403, words.OTHER_SITE.fill(origin=origin)
        return None


def _own_address(request: Request) -> str | None:
    """The address that the connection came in by, where the service listens on a network: no site can point it elsewhere."""
    server = request.scope.get("server")
    try:
        return str(ip_address(server[0])) if server else None
    except ValueError:  # a name
        return None


def _name(address: str) -> str | None:
    try:
        return urlsplit(address).hostname
    except ValueError:  # brackets that do not close
        return None
