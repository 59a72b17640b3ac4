"""Which operations have an endpoint, and which of their parameters a request may give."""

from pathlib import Path

from gongfu.operations.parameters import Parameter
from gongfu.operations.registry import Operation, operations

PREFIX = "/api/v1"
AT_THE_MACHINE = frozenset({"demo", "workspace init"})


def offered() -> dict[str, Operation]:
    """The operations with an endpoint, by its path.

    Left out is what makes a workspace, and what cannot do without a place on the disk of the machine: a file or
    folder to write, a folder to read.
    """
    return {
        path_of(operation): operation
        for operation in operations().values()
        if operation.name not in AT_THE_MACHINE
        and not any(p.required and p.type is Path and p.how.file != "read" for p in operation.parameters)
    }


def path_of(operation: Operation) -> str:
    """The path of its endpoint: ``plan show`` is ``/api/v1/plan/show``."""
    return f"{PREFIX}/{operation.name.replace(' ', '/')}"


def method_of(operation: Operation) -> str:
    """GET for what only reads and takes no file; else POST."""
    return "GET" if operation.permission == "read" and not reads_files(operation) else "POST"


def reads_files(operation: Operation) -> bool:
    """Whether it takes a file of the user, which has to be uploaded first."""
    return any(p.type is Path for p in parameters_of(operation))


def parameters_of(operation: Operation) -> tuple[Parameter, ...]:
    """The parameters that a request may give: no file that would be written on the machine of the service."""
    return tuple(p for p in operation.parameters if p.type is not Path or p.how.file == "read")
