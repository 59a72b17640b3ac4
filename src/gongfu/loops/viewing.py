"""States of the page that people saved under names."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import polars as pl

from gongfu.errors import InputError, NotFoundError

if TYPE_CHECKING:
    from gongfu.workspace import Commit, Transaction, Workspace

LONGEST_NAME = 80
LONGEST_ADDRESS = 2000


def save(workspace: "Workspace", name: str, address: str, *, by: str) -> "Commit":
    """Keep an address under a name; the same name again takes the new address.

    Raises
    ------
    InputError
        Name or address is none.
    """
    row = {
        "name": checked_name(name), "address": checked_address(address), "made_by": by, "made_at": datetime.now(UTC)
    }  # fmt: skip
    frame = pl.DataFrame([row], schema_overrides={"made_at": pl.Datetime("us", "UTC")})
    return workspace.commit(lambda tx: tx.merge("view", frame), message=f"Save the view {row['name']}", author=by)


def remove(workspace: "Workspace", name: str, *, by: str) -> "Commit":
    """Forget a saved view.

    Raises
    ------
    NotFoundError
        There is none of that name; names those that there are.
    """

    def change(tx: "Transaction") -> None:
        known = tx.read("view", columns=["name"])
        if name not in known["name"]:
            seen = workspace.read("view", columns=["name"])["name"].to_list()
            raise NotFoundError(f"there is no view {name!r}", offenders=seen, mend="see: gongfu views list")
        tx.delete("view", pl.DataFrame({"name": [name]}))

    return workspace.commit(change, message=f"Remove the view {name}", author=by)


def checked_name(name: str) -> str:
    """A name without blanks around it."""
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise InputError("a view needs a name", mend=f"Write 1 to {LONGEST_NAME} characters on one line.")
    return name


def checked_address(address: str) -> str:
    """An address within the page: a path, and what follows it; never another site."""
    parts = urlsplit(address) if address.isprintable() else None
    within = address.startswith("/") and not address.startswith(("//", "/\\")) and "\\" not in address
    if parts is None or not within or parts.scheme or parts.netloc or len(address) > LONGEST_ADDRESS:
        raise InputError(
            f"{address!r} is no address of the page",
            mend='Give its path and query, with one "/" first, such as /plans?plan=001.',
        )
    return address
