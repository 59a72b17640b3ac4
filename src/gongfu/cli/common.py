"""Options that are the same for every operation that can use them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from gongfu.cli import words
from gongfu.cli.values import Value
from gongfu.operations.common import LIMIT, moment, moment_of, page_of
from gongfu.operations.context import Context, ReadAt
from gongfu.operations.export import FORMATS
from gongfu.operations.parameters import Option, Parameter
from gongfu.operations.registry import Operation
from gongfu.operations.results import Lines, Table
from gongfu.text import Lang, Text

SCREEN_ROWS = 50


@dataclass(frozen=True, slots=True)
class Common:
    """What was said with the common options; those that the command does not have are null or false."""

    workspace: Path | None = None
    author: str | None = None
    as_of: date | None = None
    version: int | None = None
    known_at: datetime | None = None
    background: bool = False
    format: str | None = None
    output: Path | None = None
    limit: int | None = None
    offset: int | None = None
    json: bool = False
    quiet: bool = False
    debug: bool = False
    lang: Lang = "en"

    @property
    def at(self) -> ReadAt:
        return moment({"as_of": self.as_of, "version": self.version, "known_at": self.known_at})


class GathersWrongValues(click.Parameter):
    """A parameter that leaves a wrong value in the context, so that the others are looked at too."""

    def handle_parse_result(
        self, ctx: click.Context, opts: Mapping[str, Any], args: list[str]
    ) -> tuple[Any, list[str]]:
        try:
            return super().handle_parse_result(ctx, opts, args)
        except click.BadParameter as error:
            wrong_values(ctx).append(error)
            return None, args


def wrong_values(ctx: click.Context) -> list[click.BadParameter]:
    """The wrong values of this command line so far."""
    gathered: list[click.BadParameter] = ctx.meta.setdefault(__name__, [])
    return gathered


class GatheringArgument(GathersWrongValues, click.Argument):
    """An argument."""


class LabelledOption(GathersWrongValues, click.Option):
    """An option; ``common`` ones stand under a heading of their own."""

    def __init__(self, declarations: list[str], meaning: str, *, common: bool = False, **settings: Any) -> None:
        super().__init__(declarations, help=meaning, **settings)
        self.common = common


def common_options(operation: Operation, lang: Lang) -> list[click.Parameter]:
    """The common options that OPERATION can use, by what it takes and gives."""
    options = []
    if operation.takes(Context):
        folder = Parameter("folder", Path, Option("", "", file="write"), None)
        settings = {"type": Folder(folder, lang), "envvar": "GONGFU_WORKSPACE", "default": "workspace"}
        options.append(_option("--workspace", words.WORKSPACE, lang, metavar="FOLDER", **settings))
        if operation.permission != "read":
            options.append(_option("--author", words.AUTHOR, lang, metavar="NAME", envvar="GONGFU_AUTHOR"))
    options += [_shared(parameter, lang) for parameter in moment_of(operation)]
    if operation.long:
        options.append(_option("--background", words.BACKGROUND, lang, is_flag=True))
    if operation.result is Table:
        kinds = click.Choice(["table", *FORMATS])
        options.append(_option("--format", words.FORMAT, lang, type=kinds, metavar="FORMAT"))
        options += [_shared(parameter, lang) for parameter in page_of(operation)]
    if operation.result in (Table, Lines):
        output = Parameter("output", Path, Option("", "", file="write"), None)
        options.append(_option("-o/--output", words.OUTPUT, lang, metavar="FILE", type=Value(output, lang)))
    options += [
        _option("--json", words.JSON, lang, is_flag=True),
        _option("--quiet", words.QUIET, lang, is_flag=True),
        _option("--debug", words.DEBUG, lang, is_flag=True),
        language_option(lang),
    ]
    return list(options)


def language_option(lang: Lang) -> LabelledOption:
    """``--lang``; its value was read before the rest of the line, see :mod:`gongfu.cli.language`."""
    return _option("--lang", words.LANGUAGE, lang, type=click.Choice(["zh", "en"]), metavar="zh|en")


class Folder(Value):
    """The workspace folder: it need not exist, but must be no file."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        folder = Path(value)
        if folder.is_file():
            self.fail(words.NO_FOLDER.to(self.lang), param, ctx)
        return folder


def _shared(parameter: Parameter, lang: Lang) -> LabelledOption:
    meaning = words.LIMIT.fill(limit=SCREEN_ROWS) if parameter is LIMIT else parameter.help
    return _option(parameter.flag, meaning, lang, metavar=parameter.metavar, type=Value(parameter, lang))


def _option(flags: str, meaning: Text, lang: Lang, **settings: Any) -> LabelledOption:
    *_, long = flags.split("/")
    name = "_" + long.removeprefix("--").replace("-", "_")  # no parameter of an operation begins so
    return LabelledOption([*flags.split("/"), name], meaning.to(lang), common=True, **settings)
