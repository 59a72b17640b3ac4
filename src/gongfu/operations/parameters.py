"""What an operation takes: read once from its signature, used by command line, endpoint, job and reference."""

import types
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from inspect import Parameter as Signature
from inspect import signature
from pathlib import Path
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from gongfu.text import Text

FileUse = Literal["read", "write", "folder"]
MISSING = Signature.empty


@dataclass(frozen=True, slots=True)
class Argument:
    """A parameter given by place; ``file`` says what a :class:`Path` is for."""

    zh: str
    en: str
    file: FileUse = "read"
    metavar: str | None = None


@dataclass(frozen=True, slots=True)
class Option:
    """A parameter given by name; ``name`` and ``short`` replace or add to ``--its-name``."""

    zh: str
    en: str
    file: FileUse = "read"
    metavar: str | None = None
    name: str | None = None
    short: str | None = None


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of an operation.

    ``type`` is ``str``, ``int``, ``float``, ``bool``, ``date``, ``datetime`` or ``Path``; ``many`` says
    that it is a list of these; ``choices`` are the words allowed, if only some are; ``least`` is the least
    whole number allowed.
    """

    name: str
    type: type
    how: Argument | Option
    default: Any = MISSING
    many: bool = False
    choices: tuple[str, ...] = ()
    least: int | None = None

    @property
    def required(self) -> bool:
        return self.default is MISSING

    @property
    def help(self) -> Text:
        return Text(self.how.zh, self.how.en)

    @property
    def flag(self) -> str:
        """The name on the command line, ``--its-name``."""
        given = self.how.name if isinstance(self.how, Option) else None
        return given or "--" + self.name.rstrip("_").replace("_", "-")

    @property
    def metavar(self) -> str:
        """The stand-in for a value in a usage line."""
        return self.how.metavar or self.name.rstrip("_").upper()


def parameters_of(function: Callable[..., Any]) -> tuple[tuple[Parameter, ...], dict[str, type], type]:
    """What FUNCTION takes and gives.

    Returns
    -------
    Its parameters marked :class:`Argument` or :class:`Option`, in order; the types of those that carry
    no mark, by name (the surface supplies them: context, point in time); the type of its result.

    Raises
    ------
    TypeError
        A marked parameter has a type that no surface can read.

    """
    hints = get_type_hints(function, include_extras=True)
    marked, supplied = [], {}
    for name, declared in signature(function).parameters.items():
        hint = hints[name]
        how = next((mark for mark in getattr(hint, "__metadata__", ()) if isinstance(mark, Argument | Option)), None)
        if how is None:
            supplied[name] = hint
        else:
            marked.append(_parameter(name, get_args(hint)[0], how, declared.default))
    return tuple(marked), supplied, hints["return"]


def _parameter(name: str, hint: Any, how: Argument | Option, default: Any) -> Parameter:
    if get_origin(hint) in {Union, types.UnionType}:
        (hint,) = (part for part in get_args(hint) if part is not type(None))
    many = get_origin(hint) is list
    if many:
        (hint,) = get_args(hint)
    choices: tuple[str, ...] = ()
    if get_origin(hint) is Literal:
        choices, hint = get_args(hint), str
    if get_origin(hint) is Annotated or hint not in READERS:
        raise TypeError(f"parameter {name!r}: no surface can read a {hint}")
    return Parameter(name, hint, how, default, many, choices)


def read(parameter: Parameter, given: str) -> Any:
    """One value out of what a person or a stored job wrote.

    Raises
    ------
    ValueError
        The text is no such value; ``args[0]`` is a :class:`Text` that says what is expected.
    """
    if parameter.choices and given not in parameter.choices:
        allowed = ", ".join(parameter.choices)
        raise ValueError(Text(f"应为以下之一：{allowed}", f"expected one of: {allowed}"))
    value = READERS[parameter.type](given)
    if parameter.least is not None and value < parameter.least:
        least = parameter.least
        raise ValueError(Text(f"应为不小于 {least} 的整数", f"expected a whole number, {least} or more"))
    return value


def _number(kind: type[int] | type[float], expected: Text) -> Callable[[str], Any]:
    def reader(given: str) -> int | float:
        try:
            return kind(given)
        except ValueError:
            raise ValueError(expected) from None

    return reader


def _boolean(given: str) -> bool:
    if given not in {"true", "false"}:
        raise ValueError(Text("应为 true 或 false", "expected true or false"))
    return given == "true"


def _day(given: str) -> date:
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise ValueError(Text("应为日期，如 2026-11-25", "expected a day such as 2026-11-25")) from None


def _time(given: str) -> datetime:
    try:
        time = datetime.fromisoformat(given)
    except ValueError:
        expected = Text("应为时间，如 2026-11-25T08:30+08:00", "expected a time such as 2026-11-25T08:30+08:00")
        raise ValueError(expected) from None
    return time if time.tzinfo else time.astimezone().astimezone(UTC)


READERS: dict[type, Callable[[str], Any]] = {
    str: str,
    int: _number(int, Text("应为整数", "expected a whole number")),
    float: _number(float, Text("应为数字", "expected a number")),
    bool: _boolean,
    date: _day,
    datetime: _time,
    Path: Path,
}


def to_json(parameters: tuple[Parameter, ...], values: dict[str, Any]) -> dict[str, Any]:
    """VALUES as JSON for a stored job; paths are made absolute, since a job may go on from another folder."""
    return {p.name: _each(_plain, values[p.name]) for p in parameters if p.name in values}


def from_json(parameters: tuple[Parameter, ...], stored: dict[str, Any]) -> dict[str, Any]:
    """The values that :func:`to_json` wrote down."""

    def value(parameter: Parameter) -> Any:
        return _each(lambda text: read(parameter, text) if isinstance(text, str) else text, stored[parameter.name])

    return {p.name: value(p) for p in parameters if p.name in stored}


def _each(change: Callable[[Any], Any], value: Any) -> Any:
    return [change(item) for item in value] if isinstance(value, list | tuple) else change(value)


def _plain(value: Any) -> Any:
    if isinstance(value, Path):
        return str(value.absolute())
    return value.isoformat() if isinstance(value, date | datetime) else value
