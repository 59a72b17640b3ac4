"""Accounts: who there is, in which role, and for which regions and firms."""

import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from gongfu.access import words
from gongfu.access.database import ACCOUNT, SCOPE, SESSION, TOKEN, Database, find, make
from gongfu.access.errors import SignInError
from gongfu.access.roles import MAY, Person, Role, Scopes
from gongfu.access.secrets import fold, hash_of, hashed, new_secret
from gongfu.errors import ConflictError, InputError, NotFoundError
from gongfu.workspace.ids import new_id

if TYPE_CHECKING:
    from sqlalchemy import Connection

State = Literal["active", "disabled", "removed"]
INVITED_SECONDS = 3 * 86_400.0
LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Account:
    """One account; ``issuer`` and ``subject`` name it at the organisation that signs it in."""

    id: str
    name: str
    role: Role
    scopes: Scopes
    state: State
    has_password: bool
    issuer: str | None
    subject: str | None
    made_at: float
    made_by: str


class Accounts:
    """The accounts of one workspace."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @classmethod
    def found(cls, folder: Path) -> "Accounts | None":
        """The accounts of the workspace in a folder; null while nobody made one."""
        database = find(folder)
        return None if database is None else cls(database)

    @classmethod
    def made(cls, folder: Path) -> "Accounts":
        """The accounts of the workspace in a folder, from now on."""
        return cls(make(folder))

    def add(
        self, name: str, role: Role, scopes: Scopes, by: str, *, password: str | None = None,
        issuer: str | None = None, subject: str | None = None,
    ) -> tuple[Account, str | None]:  # fmt: skip
        """Make an account. Without a password it comes with an invitation to choose one.

        Raises
        ------
        InputError
            The name or the password cannot be used.
        ConflictError
            Somebody has or had that name.
        """
        _check_name(name)
        kept = None if password is None else hashed(password, name)
        invitation = new_secret("invitation") if password is None and subject is None else None
        row: dict[str, Any] = {
            "id": new_id(), "name": name, "folded": fold(name), "role": role, "whole": scopes.whole or role == "administrator", "state": "active",
            "password": kept, "invitation": None if invitation is None else hash_of(invitation),
            "invited_until": time.time() + INVITED_SECONDS, "issuer": issuer, "subject": subject,
            "made_at": time.time(), "made_by": by,
        }  # fmt: skip
        with self._database.write() as connection:
            if _row(connection, ACCOUNT.c.folded == fold(name)) is not None:
                raise ConflictError(words.TAKEN.fill(name=name), mend=words.OTHER_NAME)
            _refuse_linked(connection, issuer, subject, "")
            connection.execute(ACCOUNT.insert().values(row))
            _put_scopes(connection, row["id"], scopes)
            return _account(connection, row), invitation

    def all(self) -> list[Account]:
        """Every account, by name."""
        with self._database.read() as connection:
            rows = connection.execute(ACCOUNT.select().order_by(ACCOUNT.c.name)).mappings().all()
            return [_account(connection, row) for row in rows]

    def named(self, name: str) -> Account:
        """The account of a name.

        Raises
        ------
        NotFoundError
            There is none.
        """
        with self._database.read() as connection:
            return _account(connection, _known(connection, name))

    def person(self, account_id: str, by: str) -> Person | None:
        """Who an account is now; null where it is not active."""
        with self._database.read() as connection:
            return person_of(connection, account_id, by)

    def change(
        self, name: str, *, role: Role | None = None, scopes: Scopes | None = None, state: State | None = None,
        password: str | None = None, invite: bool = False, issuer: str | None = None, subject: str | None = None,
    ) -> tuple[Account, str | None]:  # fmt: skip
        """Change what is given; a new password, another state or another role ends all sessions.

        Raises
        ------
        NotFoundError
            There is no such account, or it was removed.
        ConflictError
            Nobody would be left who looks after the whole workspace.
        """
        kept = None if password is None else hashed(password, name)
        invitation = new_secret("invitation") if invite else None
        values: dict[str, Any] = {
            **({} if role is None else {"role": role}),
            **({} if state is None else {"state": state}),
            **({} if kept is None else {"password": kept, "invitation": None}),
            **({} if issuer is None else {"issuer": issuer}),
            **({} if subject is None else {"subject": subject}),
        }
        if invitation is not None:
            values |= {"invitation": hash_of(invitation), "invited_until": time.time() + INVITED_SECONDS}
        if not values and scopes is None:
            raise InputError(words.NOTHING)
        with self._database.write() as connection:
            row = _known(connection, name)
            if role is not None or scopes is not None:
                keeps = (role or row["role"]) == "administrator"
                kept_whole = row["whole"] and row["role"] == role  # what came with another role goes with it
                values["whole"] = keeps or (kept_whole if scopes is None else scopes.whole)
            _refuse_linked(connection, issuer, subject, row["id"])
            if values:
                connection.execute(ACCOUNT.update().where(ACCOUNT.c.id == row["id"]).values(values))
            if scopes is not None:
                connection.execute(SCOPE.delete().where(SCOPE.c.account_id == row["id"]))
                _put_scopes(connection, row["id"], scopes)
            if values.keys() & {"role", "state", "password"}:
                connection.execute(SESSION.delete().where(SESSION.c.account_id == row["id"]))
            if state == "removed":
                ended = TOKEN.update().where(TOKEN.c.account_id == row["id"], TOKEN.c.ended_at.is_(None))
                connection.execute(ended.values(ended_at=time.time()))
            _refuse_last(connection, row)
            return _account(connection, _row(connection, ACCOUNT.c.id == row["id"]) or row), invitation

    def remove(self, name: str) -> Account:
        """Take an account away for good; its name stays with what it did, and is given to nobody else.

        Raises
        ------
        NotFoundError
            There is no such account.
        ConflictError
            Nobody would be left who looks after the whole workspace.
        """
        return self.change(name, state="removed")[0]

    def accept(self, invitation: str, password: str) -> Account:
        """Choose the first password by an invitation; it can be used once.

        Raises
        ------
        SignInError
            The invitation is not known or has ended.
        InputError
            The password cannot be used.
        """
        condition = (ACCOUNT.c.invitation == hash_of(invitation)) & (ACCOUNT.c.state == "active")
        with self._database.read() as connection:
            row = _row(connection, condition)
        if row is None or row["invited_until"] < time.time():
            raise SignInError(words.BAD_INVITATION, mend=words.ASK_AGAIN)
        kept = hashed(password, row["name"])
        with self._database.write() as connection:
            taken = connection.execute(ACCOUNT.update().where(condition).values(password=kept, invitation=None))
            if taken.rowcount != 1:
                raise SignInError(words.BAD_INVITATION, mend=words.ASK_AGAIN)
            connection.execute(SESSION.delete().where(SESSION.c.account_id == row["id"]))
            return _account(connection, row)


def person_of(connection: "Connection", account_id: str, by: str, csrf: str | None = None) -> Person | None:
    """Who an account is; null where it is not active."""
    row = _row(connection, (ACCOUNT.c.id == account_id) & (ACCOUNT.c.state == "active"))
    if row is None:
        return None
    account = _account(connection, row)
    return Person(account.id, account.name, account.role, account.scopes, MAY[account.role], by, csrf=csrf)


def _row(connection: "Connection", condition: Any) -> dict[str, Any] | None:
    found = connection.execute(ACCOUNT.select().where(condition)).mappings().first()
    return None if found is None else dict(found)


def _known(connection: "Connection", name: str) -> dict[str, Any]:
    row = _row(connection, (ACCOUNT.c.folded == fold(name)) & (ACCOUNT.c.state != "removed"))
    if row is None:
        raise NotFoundError(words.NO_ACCOUNT.fill(name=name), mend=words.LIST_THEM)
    return row


def _account(connection: "Connection", row: Any) -> Account:
    scopes = connection.execute(SCOPE.select().where(SCOPE.c.account_id == row["id"]).order_by(SCOPE.c.value)).all()
    values = {kind: tuple(s.value for s in scopes if s.kind == kind) for kind in ("region", "firm")}
    return Account(
        row["id"], row["name"], row["role"], Scopes(row["whole"], values["region"], values["firm"]), row["state"],
        row["password"] is not None, row["issuer"], row["subject"], row["made_at"], row["made_by"],
    )  # fmt: skip


def _put_scopes(connection: "Connection", account_id: str, scopes: Scopes) -> None:
    values = [("region", value) for value in scopes.regions] + [("firm", value) for value in scopes.firms]
    for kind, value in dict.fromkeys(values):
        connection.execute(SCOPE.insert().values(account_id=account_id, kind=kind, value=value))


def _refuse_last(connection: "Connection", before: dict[str, Any]) -> None:
    """Refuse a change after which nobody looks after the whole workspace."""
    keeps = (ACCOUNT.c.role == "administrator") & ACCOUNT.c.whole & (ACCOUNT.c.state == "active")
    if _row(connection, keeps) is None and before["role"] == "administrator" and before["whole"]:
        raise ConflictError(words.LAST.fill(name=before["name"]), mend=words.FIRST)


def _refuse_linked(connection: "Connection", issuer: str | None, subject: str | None, account_id: str) -> None:
    if subject is None:
        return
    linked = _row(connection, (ACCOUNT.c.issuer == issuer) & (ACCOUNT.c.subject == subject))
    if linked is not None and linked["id"] != account_id:
        raise ConflictError(words.TAKEN.fill(name=subject), mend=words.LIST_THEM)


def _check_name(name: str) -> None:
    if not fold(name) or len(name) > LONGEST_NAME or name != name.strip() or not name.isprintable():
        raise InputError(words.NO_NAME)
