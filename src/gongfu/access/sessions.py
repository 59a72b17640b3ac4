"""Signing in and out: a session is a secret in a cookie, a token one that a program sends."""

import json
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace
from threading import Lock
from typing import TYPE_CHECKING

from gongfu.access import words
from gongfu.access.accounts import person_of
from gongfu.access.database import ACCOUNT, SESSION, TOKEN, Database
from gongfu.access.errors import SignInError
from gongfu.access.roles import TOKEN_MAY, Person, Scopes
from gongfu.access.secrets import fold, hash_of, matches, new_secret
from gongfu.access.throttle import address_key, claim, forgive

if TYPE_CHECKING:
    from sqlalchemy import Connection

IDLE_SECONDS = 12 * 3_600.0
LONGEST_SECONDS = 7 * 86_400.0
SEEN_EVERY = 300.0
KEPT = 4_096


LookUp = Callable[[str, float], tuple[Person | None, float]]


class Sessions:
    """The sessions and tokens of one workspace."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known: OrderedDict[str, tuple[Person, float]] = OrderedDict()
        self._stamp: object = None
        self._lock = Lock()

    def sign_in(self, name: str, password: str, address: str | None) -> tuple[str, Person]:
        """Begin a session; gives its secret, and who it is.

        Raises
        ------
        SignInError
            Name or password is wrong, or the account is not active: which of them is not said.
        ThrottledError
            There were too many failures.
        """
        keys = [f"account:{fold(name)[:120]}", address_key(address)]
        claim(self._database, keys)
        with self._database.read() as connection:
            row = connection.execute(ACCOUNT.select().where(ACCOUNT.c.folded == fold(name))).mappings().first()
        kept = row["password"] if row is not None and row["state"] == "active" else None
        if not matches(password, kept) or row is None:
            raise SignInError(words.WRONG)
        forgive(self._database, keys)
        return self.begin(row["id"], "password")

    def begin(self, account_id: str, by: str) -> tuple[str, Person]:
        """Begin a session of an account that has shown who it is.

        Raises
        ------
        SignInError
            The account is not active.
        """
        secret, csrf, now = new_secret("session"), secrets.token_urlsafe(32), time.time()
        with self._database.write() as connection:
            connection.execute(
                SESSION.delete().where((SESSION.c.ends_at < now) | (SESSION.c.seen_at < now - IDLE_SECONDS))
            )
            connection.execute(
                SESSION.insert().values(
                    hash=hash_of(secret), account_id=account_id, csrf=csrf, by=by, made_at=now, seen_at=now,
                    ends_at=now + LONGEST_SECONDS,
                )
            )  # fmt: skip
            person = person_of(connection, account_id, "session", csrf)
            if person is None:
                raise SignInError(words.WRONG)
        return secret, person

    def end(self, secret: str) -> None:
        """End a session; nothing happens where there is none."""
        with self._database.write() as connection:
            connection.execute(SESSION.delete().where(SESSION.c.hash == hash_of(secret)))

    def end_all(self) -> None:
        """End every session."""
        with self._database.write() as connection:
            connection.execute(SESSION.delete())

    def of_cookie(self, secret: str) -> Person | None:
        """Who a session belongs to; null where it has ended."""
        return self._remembered(hash_of(secret), self._session)

    def of_token(self, secret: str) -> Person | None:
        """Who a token belongs to, as far as it goes; null where it has ended."""
        return self._remembered(hash_of(secret), self._token)

    def remembered(self, secret: str) -> Person | None:
        """Who a secret was found to belong to, if nobody changed anything since; null where it is to be looked up."""
        found = self._kept(hash_of(secret))
        return None if found is None else found[0]

    def _remembered(self, key: str, look_up: LookUp) -> Person | None:
        """Who a hash belongs to: looked up again once anybody changed anything."""
        found = self._kept(key)
        if found is None:
            stamp = self._stamp
            person, until = look_up(key, time.time())
            if person is None:
                return None
            found = (person, until)
            with self._lock:
                if stamp == self._stamp:
                    self._known[key] = found
                while len(self._known) > KEPT:
                    self._known.popitem(last=False)
        return found[0]

    def _kept(self, key: str) -> tuple[Person, float] | None:
        now, stamp = time.time(), self._database.stamp()
        with self._lock:
            if stamp != self._stamp:
                self._known.clear()
                self._stamp = stamp
            found = self._known.get(key)
        return found if found is not None and found[1] > now else None

    def _session(self, key: str, now: float) -> tuple[Person | None, float]:
        with self._database.read() as connection:
            row = connection.execute(SESSION.select().where(SESSION.c.hash == key)).mappings().first()
            if row is None or row["ends_at"] < now or row["seen_at"] < now - IDLE_SECONDS:
                return None, 0.0
            person = person_of(connection, row["account_id"], "session", row["csrf"])
        if now - row["seen_at"] > SEEN_EVERY:
            with self._database.write() as connection:
                connection.execute(SESSION.update().where(SESSION.c.hash == key).values(seen_at=now))
        return person, min(row["ends_at"], now + SEEN_EVERY)

    def _token(self, key: str, now: float) -> tuple[Person | None, float]:
        with self._database.read() as connection:
            row = connection.execute(TOKEN.select().where(TOKEN.c.hash == key)).mappings().first()
            if row is None or row["ended_at"] is not None or row["ends_at"] < now:
                return None, 0.0
            return _by_token(connection, row["account_id"], row["id"], row["may"], row["scopes"]), row["ends_at"]


def _by_token(connection: "Connection", account_id: str, token_id: str, may: str, scopes: str | None) -> Person | None:
    person = person_of(connection, account_id, f"token {token_id}")
    if person is None:
        return None
    said = None if scopes is None else json.loads(scopes)
    narrowed = None if said is None else Scopes(said["whole"], tuple(said["regions"]), tuple(said["firms"]))
    return replace(person, may=person.may & TOKEN_MAY[may], narrowed=narrowed)
