"""What a request asks of an operation, read with the readers that the command line uses."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gongfu.api import words
from gongfu.api.offered import PREFIX, parameters_of
from gongfu.api.picked import COLUMNS, FILTER, FIND, PART, SORT, Pick
from gongfu.errors import InputError
from gongfu.operations.common import LIMIT, OFFSET, moment, moment_of, page_of
from gongfu.operations.context import ReadAt
from gongfu.operations.export import FORMATS
from gongfu.operations.parameters import Option, Parameter, read
from gongfu.operations.registry import Operation
from gongfu.operations.results import Report, Table
from gongfu.text import Lang, Text

Given = Mapping[str, list[str]]

FORMAT = Parameter("format", str, Option(words.FORMAT.zh, words.FORMAT.en), "json", choices=FORMATS)
LANG = Parameter("lang", str, Option(words.LANG.zh, words.LANG.en), None, choices=("zh", "en"))


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be run, and how the answer is to be given."""

    values: Mapping[str, Any] = field(default_factory=dict)
    at: ReadAt = field(default_factory=ReadAt)
    limit: int | None = None
    offset: int = 0
    format: str = "json"
    pick: Pick = field(default_factory=Pick)


def common_of(operation: Operation) -> tuple[Parameter, ...]:
    """The parameters that come with what OPERATION takes and gives, as on the command line."""
    picking: tuple[Parameter, ...] = ()
    if operation.result is Table:
        picking = (COLUMNS, FILTER, FIND, SORT, FORMAT)
    elif operation.result is Report and not operation.long:
        picking = (PART, LIMIT, OFFSET, COLUMNS, FILTER, FIND, SORT, FORMAT)
    own = {public_name(p) for p in parameters_of(operation)}
    common = (*moment_of(operation), *page_of(operation), *picking, LANG)
    return tuple(p for p in common if public_name(p) not in own)


def public_name(parameter: Parameter) -> str:
    """The name that a request gives it by."""
    return parameter.name.rstrip("_")


def asked_of(operation: Operation, given: Given, lang: Lang, upload: Callable[[str], Path]) -> Asked:
    """Read a request.

    Parameters
    ----------
    given
        The texts under each name.
    upload
        The uploaded file of a number; it raises ``ValueError`` with a :class:`Text` where there is none.

    Raises
    ------
    InputError
        Some of it cannot be read; every such parameter is named.
    """
    wrong: list[str] = []
    own, common = parameters_of(operation), common_of(operation)
    known = {public_name(p) for p in (*own, *common)}
    wrong += [words.UNKNOWN.fill(name=name).to(lang) for name in given if name not in known]

    def value(parameter: Parameter) -> Any:
        texts = given.get(public_name(parameter), [])
        if not texts:
            if parameter.required:
                wrong.append(words.MISSING.fill(name=public_name(parameter)).to(lang))
            return [] if parameter.many else None if parameter.required else parameter.default
        if len(texts) > 1 and not parameter.many:
            wrong.append(words.ONE_VALUE.fill(name=public_name(parameter)).to(lang))
            return None
        try:
            read_ = [upload(text) if parameter.type is Path else read(parameter, text) for text in texts]
        except ValueError as error:
            said = error.args[0]
            reason = said.to(lang) if isinstance(said, Text) else str(said)
            wrong.append(f"{public_name(parameter)}: {reason}")
            return None
        return read_ if parameter.many else read_[0]

    values = {parameter.name: value(parameter) for parameter in own}
    rest = {parameter.name: value(parameter) for parameter in common}
    if wrong:
        mend = words.SEE_API.fill(prefix=PREFIX).to(lang)
        raise InputError(words.BAD_REQUEST.to(lang), offenders=wrong, mend=mend)
    for parameter in operation.parameters:  # a file that would be written here
        if parameter.name not in values and not parameter.required:
            values[parameter.name] = parameter.default
    return Asked(
        values,
        moment(rest),
        rest.get("limit"),
        rest.get("offset") or 0,
        rest.get("format") or "json",
        Pick(
            tuple(rest.get("columns") or ()), tuple(rest.get("filter") or ()), rest.get("find"), rest.get("sort"),
            rest.get("part"),
        ),
    )  # fmt: skip


def given_in_body(body: Any, lang: Lang) -> Given:
    """The texts under each name of a JSON object, as a query would give them; null is left out.

    Raises
    ------
    InputError
        It is no object, or holds more than text, numbers, true, false and lists of these.
    """
    if not isinstance(body, dict):
        raise InputError(words.NOT_JSON.to(lang))
    wrong = [name for name, value in body.items() if not all(isinstance(v, str | int | float) for v in _list(value))]
    if wrong:
        said = [words.NOT_PLAIN.fill(name=name).to(lang) for name in wrong]
        raise InputError(words.BAD_REQUEST.to(lang), offenders=said)
    return {name: [_text(v) for v in _list(value)] for name, value in body.items()}


def _list(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _text(value: str | float) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
