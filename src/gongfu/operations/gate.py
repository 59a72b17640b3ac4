"""The one place that every operation passes: whether the person may run it, and what the audit keeps of it."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gongfu.access import words
from gongfu.access.roles import NAMES, Person
from gongfu.errors import ForbiddenError, GongfuError
from gongfu.operations.context import Context
from gongfu.operations.results import Lines, Result

if TYPE_CHECKING:
    from gongfu.operations.registry import Operation


def admit(operation: "Operation", person: Person | None, values: Mapping[str, Any]) -> None:
    """Let a person run an operation; everybody may where there are no accounts.

    Raises
    ------
    ForbiddenError
        The role or the token does not go that far, or the person acts in the name of another.
    """
    if person is None:
        return
    if operation.permission not in person.may:
        said = words.TOKEN_MAY_NOT if person.by != "session" else words.MAY_NOT
        role = NAMES[person.role]
        raise ForbiddenError(
            type(said)(
                said.zh.format(role=role.zh, operation=operation.summary.zh),
                said.en.format(role=role.en, operation=operation.name),
            ),
            mend=words.ASK,
        )
    by = values.get("by")
    if operation.permission != "read" and isinstance(by, str) and not person.is_called(by):
        raise ForbiddenError(words.OWN_NAME.fill(name=person.name, other=by), mend=words.LEAVE_BY)


def let_in(operation: "Operation", context: Context, values: Mapping[str, Any]) -> None:
    """Let who asks start a job that runs an operation; a refusal is written down.

    Raises
    ------
    ForbiddenError
        As in :func:`admit`.
    """
    try:
        admit(operation, context.person, values)
    except ForbiddenError as error:
        _write(operation, context, values, "refused", str(error))
        raise


def run(operation: "Operation", context: Context, values: Mapping[str, Any], call: Callable[[], Result]) -> Result:
    """Call an operation for who asks, and write down what the audit is to know."""
    with passing(operation, context, values):
        result = call()
    if isinstance(result, Lines) and context.audit is not None:
        return Lines(_while_read(result.objects, operation, context, values))
    return result


@contextmanager
def passing(operation: "Operation", context: Context, values: Mapping[str, Any]) -> Iterator[None]:
    """Do in the block what an operation does, if who asks may run it; the audit is told.

    Raises
    ------
    ForbiddenError
        As in :func:`admit`.
    """
    with _audited(operation, context, values):
        admit(operation, context.person, values)
        yield


def _while_read(
    objects: Iterator[Mapping[str, Any]], operation: "Operation", context: Context, values: Mapping[str, Any]
) -> Iterator[Mapping[str, Any]]:
    with _audited(operation, context, values):
        yield from objects


@contextmanager
def _audited(operation: "Operation", context: Context, values: Mapping[str, Any]) -> Iterator[None]:
    try:
        yield
    except ForbiddenError as error:
        _write(operation, context, values, "refused", str(error))
        raise
    except GongfuError as error:
        _write(operation, context, values, "failed", error.message)
        raise
    except Exception as error:
        _write(operation, context, values, "failed", type(error).__name__)
        raise
    _write(operation, context, values, "done")


def _write(
    operation: "Operation", context: Context, values: Mapping[str, Any], outcome: str, detail: str | None = None
) -> None:
    audit = context.audit
    if audit is None:
        return
    rows = context.private_rows()
    if operation.permission == "read" and not rows and outcome != "refused":
        return
    from gongfu.access.audit import Entry

    given = {name: _told(value) for name, value in values.items() if value not in (None, [], ())}
    person = context.person
    audit.add(
        Entry(
            context.author, person.role if person else None, operation.name, outcome, given, rows,
            person.reach_told() if person else None, context.address, detail,
        )
    )  # fmt: skip


def _told(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [_told(item) for item in value]
    return value.name if isinstance(value, Path) else value
