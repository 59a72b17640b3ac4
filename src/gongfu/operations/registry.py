"""The registry: each thing that a user can do, once, as a typed function.

An operation is a module-level function in a module of this package::

    @operation(
        "table show",
        zh="显示一张表", en="Show a table",
        permission="read",
        examples=["table show region --limit 5"],
    )
    def show(
        context: Context,
        at: ReadAt,
        name: Annotated[str, Argument(zh="表名", en="name of the table")],
    ) -> Table: ...

Commands, endpoints, jobs and the reference page are made from it. A parameter of type ``Context`` brings
``--workspace``, one of type ``ReadAt`` brings ``--as-of``, ``--version`` and ``--known-at`` (``ReadVersion``:
without ``--as-of``); a result of type ``Table`` brings ``--format``, ``--output``, ``--limit`` and
``--offset``. Modules here import what is
heavy (polars, duckdb, readers) inside the function, so that ``gongfu --help`` stays quick.
"""

import pkgutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any, TypeVar

from gongfu.access.roles import Permission
from gongfu.operations import gate
from gongfu.operations.context import Context, ReadAt, ReadVersion
from gongfu.operations.parameters import Parameter, parameters_of
from gongfu.operations.results import Lines, Record, Report, Result, Table
from gongfu.text import Text

SUPPLIED = (Context, ReadAt, ReadVersion)
Function = TypeVar("Function", bound=Callable[..., Result])


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing that a user can do.

    ``name`` is the words of the command; ``supplied`` names the parameters that the surface fills in, by
    type; ``result`` is one of the four kinds of result. ``long`` work is kept as a job; ``resumable`` work can
    go on from its last checkpoint. ``reads_jobs`` says that the result depends on the jobs too, not on tables alone.
    """

    name: str
    summary: Text
    function: Callable[..., Result]
    parameters: tuple[Parameter, ...]
    supplied: dict[str, type]
    result: type
    permission: Permission
    long: bool
    resumable: bool
    examples: tuple[str, ...]
    notes: Text | None
    reads_jobs: bool = False

    def takes(self, kind: type) -> bool:
        """Whether the surface is to supply a KIND."""
        return kind in self.supplied.values()

    def run(self, context: Context, at: ReadAt, values: dict[str, Any]) -> Result:
        """Call the function with what it asked for, if the person may run it.

        Raises
        ------
        ForbiddenError
            The person may not.
        """
        at_hand = {Context: context, ReadAt: at, ReadVersion: ReadVersion(at.version, at.known_at)}
        supplied = {name: at_hand[kind] for name, kind in self.supplied.items()}
        return gate.run(self, context, values, lambda: self.function(**supplied, **values))


_operations: dict[str, Operation] = {}
_groups: dict[str, Text] = {}


def operation(
    name: str,
    *,
    zh: str,
    en: str,
    permission: Permission,
    long: bool = False,
    resumable: bool = False,
    reads_jobs: bool = False,
    examples: Sequence[str] = (),
    notes: Text | None = None,
    into: dict[str, Operation] | None = None,
) -> Callable[[Function], Function]:
    """Enter a function into the registry.

    Parameters
    ----------
    name
        Words of the command, such as ``table show``.
    zh, en
        What it does, in one line.
    permission
        What it needs, where there are accounts: ``read``; ``self`` sees to one's own access; ``report`` enters what a unit or
        firm says of itself; ``write`` changes rows; ``administer`` looks after the whole. Which rows it reaches is decided
        by the declaration of each table.
    long
        It is kept as a job of the workspace, so that it can be watched and cancelled from elsewhere. Any
        operation with a context may report to ``context.progress``.
    resumable
        It writes checkpoints and can go on from the last one.
    reads_jobs
        What it gives depends on the jobs of the workspace, not on tables alone.
    examples
        Command lines without the program's name; the tests see that they parse.
    notes
        More about it, shown under the summary.
    into
        Another registry than the one of the program.

    Raises
    ------
    TypeError
        The name is taken, or a parameter or the result has a type that no surface knows.

    """
    registry = _operations if into is None else into

    def enter(function: Function) -> Function:
        if name in registry:
            raise TypeError(f"two operations are called {name!r}")
        parameters, supplied, result = parameters_of(function)
        unknown = [f"{key}: {kind}" for key, kind in supplied.items() if kind not in SUPPLIED]
        if unknown:
            raise TypeError(f"{name}: mark with Argument or Option: {', '.join(unknown)}")
        if result not in (Table, Record, Lines, Report):
            raise TypeError(f"{name}: the result is no Table, Record, Lines or Report")
        if long and (Context not in supplied.values() or result is Lines):
            raise TypeError(f"{name}: a job takes a Context, to report to, and its result can be kept")
        registry[name] = Operation(
            name, Text(zh, en), function, parameters, supplied, result, permission, long, resumable,
            tuple(examples), notes, reads_jobs,
        )  # fmt: skip
        return function

    return enter


def group(name: str, *, zh: str, en: str) -> None:
    """Say what the commands that begin with the word NAME have in common."""
    _groups[name] = Text(zh, en)


@cache
def operations() -> dict[str, Operation]:
    """All operations by name, in alphabetical order; the modules of this package are imported to find them."""
    package = import_module("gongfu.operations")
    for module in pkgutil.iter_modules(package.__path__):
        import_module(f"gongfu.operations.{module.name}")
    return dict(sorted(_operations.items()))


def groups() -> dict[str, Text]:
    """What each first word of a command stands for."""
    operations()
    return dict(_groups)
