"""Passwords, and secrets of which only a hash is kept."""

import hashlib
import secrets
import unicodedata
from functools import cache
from threading import BoundedSemaphore
from typing import TYPE_CHECKING

from gongfu.access import words
from gongfu.errors import InputError

if TYPE_CHECKING:
    from argon2 import PasswordHasher

LEAST, MOST = 10, 1000
AT_ONCE = 2
"""Passwords that are worked on at the same time: each takes 64 MB."""

_working = BoundedSemaphore(AT_ONCE)


def fold(name: str) -> str:
    """A name without width, case and blanks: names that fold alike are one."""
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())


def new_secret(kind: str) -> str:
    """A secret that nobody can guess; its beginning says what it is for."""
    return f"{kind}_{secrets.token_urlsafe(32)}"


def hash_of(secret: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def hashed(password: str, name: str) -> str:
    """What is kept of a password.

    Raises
    ------
    InputError
        It is too short, too long, or the name itself.
    """
    if len(password) < LEAST:
        raise InputError(words.SHORT.fill(least=LEAST))
    if len(password) > MOST:
        raise InputError(words.LONG.fill(most=MOST))
    if fold(password) == fold(name):
        raise InputError(words.SAME)
    with _working:
        return _hasher().hash(password)


def matches(password: str, kept: str | None) -> bool:
    """Whether a password is the one that was kept; it takes as long where none was kept."""
    from argon2.exceptions import InvalidHashError, VerificationError

    with _working:
        try:
            return _hasher().verify(kept or _nobody(), password[: MOST + 1]) and kept is not None
        except (VerificationError, InvalidHashError):
            return False


@cache
def _hasher() -> "PasswordHasher":
    from argon2 import PasswordHasher

    return PasswordHasher()


@cache
def _nobody() -> str:
    return _hasher().hash(secrets.token_urlsafe(16))
