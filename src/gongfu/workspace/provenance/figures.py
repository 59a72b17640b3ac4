"""How a figure of the workspace is named: table, key and column."""

import json
from dataclasses import dataclass

Key = tuple[str | int | bool, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """One value of one row. ``key`` has a value for each key column of the table, in its order."""

    table: str
    key: Key
    column: str

    def __str__(self) -> str:
        return f"{self.table}{row_key(self.key)}.{self.column}"


def row_key(key: Key) -> str:
    """A key as it stands in the table ``evidence``."""
    return json.dumps(list(key), ensure_ascii=False)
