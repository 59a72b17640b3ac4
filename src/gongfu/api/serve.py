"""The command that starts the service."""

import getpass
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from gongfu.api import words
from gongfu.api.offered import PREFIX
from gongfu.errors import ConflictError, InputError
from gongfu.operations.context import Context
from gongfu.operations.map import map_geo
from gongfu.operations.parameters import Option
from gongfu.operations.registry import Operation, operation
from gongfu.operations.results import Record

if TYPE_CHECKING:
    from gongfu.api.service import Service

COMMANDS: dict[str, Operation] = {}
WAITING = 2048  # connections that the system holds until they are taken
LOCAL = {"127.0.0.1": "127.0.0.1", "localhost": "127.0.0.1", "::1": "::1"}


@operation(
    "serve",
    zh="打开接口服务，只限本机",
    en="Open the API of a workspace, on this machine alone",
    permission="write",
    examples=["serve", "serve --port 8001"],
    into=COMMANDS,
)
def serve(
    context: Context,
    host: Annotated[
        str,
        Option(
            zh="监听的地址；无账户时只能是本机", en="address to listen on; this machine alone, as there are no accounts"
        ),
    ] = "127.0.0.1",
    port: Annotated[int, Option(zh="端口", en="port")] = 8000,
    geo: Annotated[
        Path | None,
        Option(
            zh="先导入这个 GeoJSON 中的边界，同 map geo",
            en="first bring in the outlines of this GeoJSON file, as map geo",
            file="read",
        ),
    ] = None,
) -> Record:
    import socket
    import threading

    import uvicorn

    from gongfu.api.app import create_app
    from gongfu.api.server import Server
    from gongfu.api.service import Service

    lang = context.lang
    if host not in LOCAL:
        raise InputError(words.NOT_LOCAL.fill(host=host).to(lang), mend=words.USE_LOCAL.to(lang))
    if geo is not None:
        map_geo(context, geo)
    service = Service(context.folder)
    listening = socket.socket(socket.AF_INET6 if ":" in LOCAL[host] else socket.AF_INET)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((LOCAL[host], port))
    except (OSError, OverflowError):
        service.close()
        raise ConflictError(words.PORT_TAKEN.fill(port=port).to(lang), mend=words.OTHER_PORT.to(lang)) from None
    listening.listen(WAITING)  # before the address is told
    port = listening.getsockname()[1]
    url = f"http://{'[::1]' if host == '::1' else host}:{port}"
    print(words.OPEN.fill(url=url, prefix=PREFIX).to(lang), flush=True)
    threading.Thread(target=_warm, args=(service,), daemon=True).start()
    app = create_app(service, context.author or getpass.getuser(), hosts=LOCAL)
    Server(uvicorn.Config(app, log_level="warning", access_log=False), service.feed).run(sockets=[listening])
    return Record({"stopped": True}, labels={"stopped": words.STOPPED})


def _warm(service: "Service") -> None:
    """Load what the first reader needs; where that does not go, the reader is told why."""
    with suppress(Exception):
        service.warm()
