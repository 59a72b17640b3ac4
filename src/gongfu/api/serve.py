"""The command that starts the service."""

import getpass
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from gongfu.api import words
from gongfu.api.offered import PREFIX
from gongfu.errors import ConflictError, InputError
from gongfu.operations.context import Context
from gongfu.operations.map import map_geo
from gongfu.operations.parameters import Option
from gongfu.operations.registry import Operation, operation
from gongfu.operations.results import Record
from gongfu.text import Lang

if TYPE_CHECKING:
    import socket

    from gongfu.api.service import Service

COMMANDS: dict[str, Operation] = {}
WAITING = 2048  # connections that the system holds until they are taken
AT_ONCE = 900  # connections that are served; a process may commonly hold 1024 files
LOCAL = {"127.0.0.1": "127.0.0.1", "localhost": "127.0.0.1", "::1": "::1"}


@operation(
    "serve",
    zh="打开接口服务；没有账户时只限本机",
    en="Open the API of a workspace; without accounts on this machine alone",
    permission="administer",
    examples=[
        "serve",
        "serve --port 8001",
        "serve --host 0.0.0.0 --name gongfu.example.org --certificate c.pem --key k.pem",
    ],
    into=COMMANDS,
)
def serve(
    context: Context,
    host: Annotated[
        str,
        Option(zh="监听的地址；网络地址须先有账户", en="address to listen on; one of a network needs accounts"),
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
    name: Annotated[
        list[str],
        Option(zh="除地址外还应答的主机名", en="a host name that it answers to, besides its addresses", metavar="HOST"),
    ] = [],  # noqa: B006 - a default of the command line, never changed
    certificate: Annotated[
        Path | None, Option(zh="https 证书（PEM）", en="certificate for https (PEM)", metavar="FILE")
    ] = None,
    key: Annotated[Path | None, Option(zh="证书的密钥（PEM）", en="its key (PEM)", metavar="FILE")] = None,
    proxy: Annotated[
        str | None,
        Option(
            zh="前置代理的地址：信任它所报的客户地址与 https",
            en="address of a proxy in front, whose word on client and https is trusted",
            metavar="ADDRESS",
        ),
    ] = None,
) -> Record:
    import socket
    import threading

    import uvicorn

    from gongfu.api.app import create_app
    from gongfu.api.patience import Patient
    from gongfu.api.server import Server
    from gongfu.api.service import Service

    lang = context.lang
    secure = _secure(certificate, key, lang)
    if geo is not None:
        map_geo(context, geo)
    service = Service(context.folder)
    accounts = service.people.database() is not None
    if host not in LOCAL and not accounts:
        service.close()
        raise InputError(words.NOT_LOCAL.fill(host=host), mend=words.USE_LOCAL)
    address = LOCAL.get(host, host)
    listening = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((address, port))
    except (OSError, OverflowError):
        service.close()
        raise ConflictError(words.PORT_TAKEN.fill(port=port).to(lang), mend=words.OTHER_PORT.to(lang)) from None
    listening.listen(WAITING)  # before the address is told
    url = _url(host, listening, name, secure)
    print((words.OPEN_WITH_ACCOUNTS if accounts else words.OPEN).fill(url=url, prefix=PREFIX).to(lang), flush=True)
    if host not in LOCAL and not secure and proxy is None:
        print(words.IN_CLEAR.to(lang), flush=True)
    threading.Thread(target=_warm, args=(service,), daemon=True).start()
    hosts = {*LOCAL, *name, *([] if host in LOCAL else [host, socket.gethostname()])}
    app = create_app(service, context.author or getpass.getuser(), hosts=hosts)
    config = uvicorn.Config(
        app, log_level="warning", access_log=False, http=Patient, limit_concurrency=AT_ONCE,
        proxy_headers=proxy is not None, forwarded_allow_ips=proxy, server_header=False, **secure,
    )  # fmt: skip
    Server(config, service.feed).run(sockets=[listening])
    return Record({"stopped": True}, labels={"stopped": words.STOPPED})


def _warm(service: "Service") -> None:
    """Load what the first reader needs; where that does not go, the reader is told why."""
    with suppress(Exception):
        service.warm()


def _secure(certificate: Path | None, key: Path | None, lang: Lang) -> dict[str, Any]:
    """What uvicorn needs for https; nothing without a certificate.

    Raises
    ------
    InputError
        The one is given without the other, or they cannot be used.
    """
    if certificate is None and key is None:
        return {}
    if certificate is None or key is None:
        raise InputError(words.KEY_TOO, mend=words.BOTH)
    import ssl

    try:
        ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(certificate, key)
    except (OSError, ssl.SSLError) as error:
        raise InputError(words.NOT_CERTIFIED.fill(reason=error)) from None
    return {"ssl_certfile": str(certificate), "ssl_keyfile": str(key)}


def _url(host: str, listening: "socket.socket", names: list[str], secure: dict[str, Any]) -> str:
    shown = names[0] if names and host not in LOCAL else f"[{host}]" if ":" in host else host
    return f"http{'s' if secure else ''}://{shown}:{listening.getsockname()[1]}"
