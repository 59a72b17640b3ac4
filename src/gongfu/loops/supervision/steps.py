"""What every step of an item's life needs: who and when, the next status, rows that fit their table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import polars as pl

from gongfu.errors import ConflictError
from gongfu.supervision.life import ENDED, LIFE
from gongfu.workspace.registers import advance
from gongfu.workspace.schema import table

if TYPE_CHECKING:
    from gongfu.workspace import Transaction


@dataclass(frozen=True, slots=True)
class Doing:
    """Who does something, on which day, and why; ``author`` entered it."""

    by: str
    on: date
    author: str
    why: str | None = None


def last_status(tx: "Transaction", entry_id: str) -> str:
    """The status that an item has now."""
    return str(tx.read("register_status", where={"entry_id": entry_id}).sort("step")["status"][-1])


def take_step(tx: "Transaction", item: dict[str, Any], status: str, doing: Doing) -> int:
    """Write the next status; gives its step."""
    past = tx.read("register_status", where={"entry_id": item["entry_id"]})
    try:
        row = advance(
            past, LIFE, entry_id=item["entry_id"], status=status, since=doing.on, set_by=doing.by, reason=doing.why
        )
    except ConflictError as error:
        raise ConflictError(error.message.replace(item["entry_id"], item["id"]), mend=error.mend) from None
    tx.append("register_status", row)
    return int(row["step"][0])


def refuse_ended(tx: "Transaction", item: dict[str, Any]) -> None:
    """Raise a ``ConflictError`` for an item that is closed or withdrawn."""
    if (status := last_status(tx, item["entry_id"])) in ENDED:
        raise ConflictError(f"{item['id']} is {status}", mend="Assign it anew: gongfu supervise assign")


def message_of(word: str, item: dict[str, Any], why: str | None) -> str:
    """The message of a commit."""
    return f"{word} {item['id']}" + (f": {why}" if why else "")


def frame_of(name: str, rows: Sequence[dict[str, Any]]) -> pl.DataFrame:
    """Rows of a declared table, with the columns that they fill."""
    schema = table(name).polars_schema
    return pl.DataFrame(rows, schema={column: schema[column] for column in rows[0]})
