"""What exists, in which unit, since when and from where: tables with a schema, versions and sources.

Importing this package is light: each name is loaded where it is first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gongfu.workspace.store.commit import Changes, Commit
    from gongfu.workspace.store.transaction import Transaction
    from gongfu.workspace.store.workspace import Workspace

__all__ = ["Changes", "Commit", "Transaction", "Workspace"]

_HOMES = {
    "Changes": "gongfu.workspace.store.commit",
    "Commit": "gongfu.workspace.store.commit",
    "Transaction": "gongfu.workspace.store.transaction",
    "Workspace": "gongfu.workspace.store.workspace",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
