"""The page: files built from web/, sent from memory; every path that is no file is a view of the page."""

from collections.abc import Mapping
from dataclasses import dataclass
from mimetypes import guess_type
from pathlib import Path

from fastapi import Request, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from gongfu.api.problems import language_of, nothing_there
from gongfu.operations.brief import PAGE
from gongfu.text import Text

INDEX = "index.html"
FOREVER = "public, max-age=31536000, immutable"  # the name of a file under assets/ says what is in it
NOT_BUILT = Text(
    "页面尚未构建：用 ./run serve 启动（首次会构建页面），接口照常可用",
    "The page has not been built: start with ./run serve, which builds it once; the API works all the same",
)


@dataclass(frozen=True, slots=True)
class File:
    """One file of the page, and the same in brotli."""

    plain: bytes
    brotli: bytes | None
    media: str
    cache: str


def read_page(folder: Path = PAGE) -> dict[str, File]:
    """The files of the page by their path below FOLDER; none where it has not been built."""
    return {
        name: File(
            path.read_bytes(),
            _bytes(path.with_name(path.name + ".br")),
            _media(name),
            FOREVER if name.startswith("assets/") else "no-cache",
        )
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix not in {".br", ".py"}
        for name in [path.relative_to(folder).as_posix()]
    }


class Page:
    """The page in front of an application that answers below ``/api/``.

    Parameters
    ----------
    api
        The application.
    files
        The files of the page by path.
    """

    def __init__(self, api: ASGIApp, files: Mapping[str, File]) -> None:
        self._api = api
        self._files = files

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].startswith("/api/"):
            await self._api(scope, receive, send)
            return
        await self._answer(Request(scope))(scope, receive, send)

    def _answer(self, request: Request) -> Response:
        path = request.url.path.removeprefix("/")
        if request.method not in {"GET", "HEAD"} or (path not in self._files and "." in path.rpartition("/")[2]):
            return nothing_there(request)
        file = self._files.get(path) or self._files.get(INDEX)
        if file is None:
            return Response(NOT_BUILT.to(language_of(request)), 503, media_type="text/plain; charset=utf-8")
        headers = {"Cache-Control": file.cache, "Vary": "Accept-Encoding"}
        if file.brotli is not None and "br" in request.headers.get("accept-encoding", ""):
            return Response(file.brotli, headers=headers | {"Content-Encoding": "br"}, media_type=file.media)
        return Response(file.plain, headers=headers, media_type=file.media)


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None


def _media(name: str) -> str:
    media = guess_type(name)[0] or "application/octet-stream"
    return f"{media}; charset=utf-8" if media.startswith("text/") else media
