"""The JSON body of a request, held in memory and therefore short."""

from typing import Any

from fastapi import Request

from gongfu.api import words
from gongfu.errors import InputError

MEGABYTE = 1_000_000
BODY_LIMIT = MEGABYTE
"""Bytes of a request that are held in memory."""


async def body_of(request: Request) -> Any:
    """The body, read as JSON; an empty one is an empty object.

    Raises
    ------
    InputError
        It is too long, or no JSON.
    """
    import orjson

    text = bytearray()
    async for chunk in request.stream():
        text += chunk
        if len(text) > BODY_LIMIT:
            raise InputError(words.BODY_TOO_LARGE.fill(limit=f"{BODY_LIMIT / MEGABYTE:g}"))
    try:
        return orjson.loads(text) if text else {}
    except orjson.JSONDecodeError:
        raise InputError(words.NOT_JSON) from None
