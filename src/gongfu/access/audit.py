"""The audit: every change, every read of private rows, and what was refused; who, when, what, and from where."""

import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from gongfu.access.database import AUDIT, Database
from gongfu.workspace.ids import new_id

LONGEST = 2_000
"""Characters of parameters that are kept."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that somebody did or was refused. ``rows`` counts the private rows read of each table."""

    who: str
    role: str | None
    operation: str
    outcome: str
    parameters: Mapping[str, Any] = field(default_factory=dict)
    rows: Mapping[str, int] = field(default_factory=dict)
    scopes: str | None = None
    address: str | None = None
    detail: str | None = None
    at: float = 0.0


class Audit:
    """The audit of one workspace; it only grows."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, entry: Entry) -> None:
        """Write down what was done."""
        parameters = json.dumps(entry.parameters, ensure_ascii=False, default=str)
        row = {
            "id": new_id(), "at": entry.at or time.time(), "who": entry.who, "role": entry.role,
            "operation": entry.operation, "outcome": entry.outcome, "parameters": parameters[:LONGEST],
            "rows": json.dumps(entry.rows), "scopes": entry.scopes, "address": entry.address,
            "detail": (entry.detail or "")[:LONGEST] or None,
        }  # fmt: skip
        with self._database.write() as connection:
            connection.execute(AUDIT.insert().values(row))

    def show(
        self, *, who: str | None = None, operation: str | None = None, since: float | None = None, most: int = 1_000
    ) -> Sequence[Mapping[str, Any]]:
        """What was written down, the newest first."""
        query = AUDIT.select().order_by(AUDIT.c.at.desc(), AUDIT.c.id).limit(most)
        if who is not None:
            query = query.where(AUDIT.c.who == who)
        if operation is not None:
            query = query.where(AUDIT.c.operation == operation)
        if since is not None:
            query = query.where(AUDIT.c.at >= since)
        with self._database.read() as connection:
            return [dict(row) for row in connection.execute(query).mappings()]
