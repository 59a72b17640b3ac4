"""What was made of a version, kept while its workspace is open: a version never changes, and many ask for the same."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from gongfu.workspace import Workspace

T = TypeVar("T")

MOST = {"document": 32}
"""Things of a kind that are kept for a workspace, those asked for last; of the others :data:`FEW`."""

FEW = 4

_kept: "WeakKeyDictionary[Workspace, dict[str, OrderedDict[Hashable, Any]]]" = WeakKeyDictionary()
_lock = Lock()


def kept(workspace: "Workspace", kind: str, asked: Hashable, make: Callable[[], T]) -> T:
    """What MAKE gives, or gave before.

    Parameters
    ----------
    workspace
        Whose version it was made of.
    kind
        What it is.
    asked
        All that it depends on, the version among it.
    """
    with _lock:
        mine = _kept.setdefault(workspace, {}).setdefault(kind, OrderedDict())
        if asked in mine:
            mine.move_to_end(asked)
            found: T = mine[asked]
            return found
    made = make()
    with _lock:
        mine[asked] = made
        while len(mine) > MOST.get(kind, FEW):
            mine.popitem(last=False)
    return made
