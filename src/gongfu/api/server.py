"""The server, which ends the streams of events before it waits for requests to end."""

import socket

import uvicorn

from gongfu.api.events import Feed


class Server(uvicorn.Server):
    """A server with a feed.

    Parameters
    ----------
    config
        Of the server.
    feed
        Is stopped when the server is.
    """

    def __init__(self, config: uvicorn.Config, feed: Feed) -> None:
        super().__init__(config)
        self._feed = feed

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop the feed, then all else."""
        self._feed.stop()
        await super().shutdown(sockets)
