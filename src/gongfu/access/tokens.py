"""Tokens by which programs ask: each has an end and says how far it goes; only a hash of it is kept."""

import json
import secrets
import time
from dataclasses import dataclass

from gongfu.access import words
from gongfu.access.database import ACCOUNT, TOKEN, Database
from gongfu.access.roles import Scopes
from gongfu.access.secrets import hash_of, new_secret
from gongfu.errors import InputError, NotFoundError

LONGEST_DAYS = 400


@dataclass(frozen=True, slots=True)
class Token:
    """One token; ``scopes`` are narrower than those of the account, or null for all of them."""

    id: str
    name: str
    label: str
    may: str
    scopes: Scopes | None
    made_at: float
    ends_at: float
    ended_at: float | None


class Tokens:
    """The tokens of one workspace."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def make(
        self, account_id: str, label: str, may: str, days: int, scopes: Scopes | None = None
    ) -> tuple[str, str, float]:
        """A new token: its id, the secret, which is told this once, and its end.

        Raises
        ------
        InputError
            It would end too early or too late.
        """
        if not 1 <= days <= LONGEST_DAYS:
            raise InputError(words.NO_END.fill(most=LONGEST_DAYS))
        secret, now = new_secret("gongfu"), time.time()
        row = {
            "id": secrets.token_hex(4), "hash": hash_of(secret), "account_id": account_id, "label": label, "may": may,
            "scopes": None if scopes is None else json.dumps(scopes.to_json()), "made_at": now,
            "ends_at": now + days * 86_400.0,
        }  # fmt: skip
        with self._database.write() as connection:
            connection.execute(TOKEN.insert().values(row))
        return str(row["id"]), secret, now + days * 86_400.0

    def all(self, account_id: str | None = None) -> list[Token]:
        """The tokens of an account, or all; the newest first."""
        query = TOKEN.join(ACCOUNT, ACCOUNT.c.id == TOKEN.c.account_id).select().order_by(TOKEN.c.made_at.desc())
        query = query.with_only_columns(*TOKEN.c, ACCOUNT.c.name)
        if account_id is not None:
            query = query.where(TOKEN.c.account_id == account_id)
        with self._database.read() as connection:
            rows = connection.execute(query).mappings().all()
        return [
            Token(
                row["id"], row["name"], row["label"], row["may"], _scopes(row["scopes"]), row["made_at"],
                row["ends_at"], row["ended_at"],
            )
            for row in rows
        ]  # fmt: skip

    def end(self, token_id: str, account_id: str | None = None) -> None:
        """End a token at once.

        Raises
        ------
        NotFoundError
            There is no such token, or it belongs to another account than the one given.
        """
        which = TOKEN.update().where(TOKEN.c.id == token_id, TOKEN.c.ended_at.is_(None))
        if account_id is not None:
            which = which.where(TOKEN.c.account_id == account_id)
        with self._database.write() as connection:
            if not connection.execute(which.values(ended_at=time.time())).rowcount:
                raise NotFoundError(words.NO_TOKEN_ID.fill(id=token_id))


def _scopes(stored: str | None) -> Scopes | None:
    said = None if stored is None else json.loads(stored)
    return None if said is None else Scopes(said["whole"], tuple(said["regions"]), tuple(said["firms"]))
