"""The parameters that come with what an operation takes and gives, the same for every surface."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from gongfu.operations.context import ReadAt, ReadVersion
from gongfu.operations.parameters import Option, Parameter
from gongfu.operations.registry import Operation
from gongfu.operations.results import Table

AS_OF = Parameter(
    "as_of",
    date,
    Option("只看此日及以前已公布的内容", "leave out what was published after this day", metavar="DAY"),
    None,
)
VERSION = Parameter("version", int, Option("读取此版本", "read this version", metavar="N"), None)
KNOWN_AT = Parameter(
    "known_at", datetime, Option("读取此时刻的版本", "read the version of this moment", metavar="TIME"), None
)
LIMIT = Parameter("limit", int, Option("最多行数", "rows at most", metavar="N"), None, least=0)
OFFSET = Parameter("offset", int, Option("先跳过的行数", "rows to skip first", metavar="N"), 0, least=0)


def moment_of(operation: Operation) -> tuple[Parameter, ...]:
    """The parameters that pick the past which OPERATION reads."""
    if operation.takes(ReadAt):
        return AS_OF, VERSION, KNOWN_AT
    return (VERSION, KNOWN_AT) if operation.takes(ReadVersion) else ()


def page_of(operation: Operation) -> tuple[Parameter, ...]:
    """The parameters that cut a page out of the rows that OPERATION gives."""
    return (LIMIT, OFFSET) if operation.result is Table else ()


def moment(values: Mapping[str, Any]) -> ReadAt:
    """The past that VALUES of :func:`moment_of` pick; a time of any zone is one of UTC."""
    known_at = values.get("known_at")
    return ReadAt(values.get("as_of"), values.get("version"), known_at.astimezone(UTC) if known_at else None)
