"""Click types for the parameters of operations, and for those common to all."""

from pathlib import Path
from typing import Any

import click
from click.shell_completion import CompletionItem

from gongfu.cli import words
from gongfu.cli.suggest import suggestion
from gongfu.operations.parameters import Parameter, read
from gongfu.text import Lang, Text


class Value(click.ParamType[Any]):
    """Reads one value of an operation's parameter; what is wrong with it is said in the person's language."""

    def __init__(self, parameter: Parameter, lang: Lang) -> None:
        self.parameter = parameter
        self.lang = lang
        self.name = parameter.metavar

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if not isinstance(value, str):
            return value
        try:
            read_value = read(self.parameter, value)
        except ValueError as error:
            reason = error.args[0]
            said = reason.to(self.lang) if isinstance(reason, Text) else str(reason)
            self.fail(f"{value!r}: {said}", param, ctx)
        if isinstance(read_value, Path):
            problem = file_problem(read_value, self.parameter.how.file, self.lang)
            if problem:
                self.fail(f"{value!r}: {problem}", param, ctx)
        return read_value

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        if self.parameter.type is Path:
            return [CompletionItem(incomplete, type="file")]
        return [CompletionItem(choice) for choice in self.parameter.choices if choice.startswith(incomplete)]


def file_problem(path: Path, use: str, lang: Lang) -> str | None:
    """What keeps PATH from its use, if anything; a near name in the same folder is suggested."""
    if use == "write":
        return words.NOT_FILE.to(lang) if path.is_dir() else None
    if use == "folder":
        return None if path.is_dir() else words.NO_FOLDER.to(lang)
    if path.is_dir():
        return words.NOT_FILE.to(lang)
    if path.exists():
        return None
    siblings = [entry.name for entry in path.parent.iterdir()] if path.parent.is_dir() else []
    return " ".join(filter(None, [words.NO_FILE.to(lang), suggestion(path.name, siblings, lang)]))
