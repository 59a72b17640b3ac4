"""Ids that say nothing and never change."""

import hashlib
import json
import secrets
from collections.abc import Sequence

_DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's: no i, l, o, u
_LENGTH = 26  # 130 bits
_BITS = 5


def new_id() -> str:
    """A new id: 26 characters, 128 random bits."""
    return _written(secrets.randbits(128))


def id_of(*parts: str | int | float | bool | Sequence[str] | None) -> str:
    """The id of what these parts identify: the same parts always give the same id.

    For things that are what they are made of, such as a formula or a span of a document. What can change its
    name or number (a firm, a unit) takes a :func:`new_id`.
    """
    digest = hashlib.sha256(json.dumps(parts, ensure_ascii=False, allow_nan=False).encode()).digest()
    return _written(int.from_bytes(digest[:16]))


def _written(number: int) -> str:
    return "".join(_DIGITS[number >> (_BITS * place) & 31] for place in reversed(range(_LENGTH)))
