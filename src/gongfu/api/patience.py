"""How long the service waits for a client: one that is too slow would hold a place for ever."""

import asyncio
from typing import TYPE_CHECKING, Any

from starlette.types import Message, Receive
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from gongfu.api import words
from gongfu.api.problems import SlowBodyError

if TYPE_CHECKING:
    from asyncio.transports import BaseTransport

HEADER_SECONDS = 15.0
BODY_SECONDS = 30.0
LEAST_RATE = 20_000.0
"""Bytes a second that a body comes in at least, once the first seconds are over."""


def in_time(receive: Receive, seconds: float = BODY_SECONDS, rate: float = LEAST_RATE) -> Receive:
    """RECEIVE that gives up on a body which comes too slowly."""
    began: float | None = None
    got = 0
    whole = False

    async def timed() -> Message:
        nonlocal began, got, whole
        if whole:
            return await receive()
        loop = asyncio.get_running_loop()
        began = loop.time() if began is None else began
        try:
            message = await asyncio.wait_for(receive(), max(0.0, began + seconds + got / rate - loop.time()))
        except TimeoutError:
            raise SlowBodyError(words.SLOW) from None
        got += len(message.get("body", b""))
        whole = not message.get("more_body", False)
        return message

    return timed


class Patient(HttpToolsProtocol):
    """A connection whose client has to finish the head of a request in time."""

    header_seconds = HEADER_SECONDS
    _timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: "BaseTransport") -> None:
        super().connection_made(transport)  # type: ignore[arg-type]
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop()
        super().connection_lost(exc)

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._wait()

    def on_headers_complete(self) -> None:
        self._stop()
        super().on_headers_complete()

    def _wait(self) -> None:
        self._stop()
        self._timer = self.loop.call_later(self.header_seconds, self._give_up)

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _give_up(self) -> None:
        transport: Any = self.transport
        if not transport.is_closing():
            transport.close()
