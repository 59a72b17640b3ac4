"""The tree of commands, made from the registry."""

from collections.abc import Callable, Mapping
from typing import Any

import click

from gongfu.cli import words
from gongfu.cli.common import Common, GatheringArgument, LabelledOption, common_options, language_option, wrong_values
from gongfu.cli.help import page
from gongfu.cli.program import as_called
from gongfu.cli.suggest import suggestion
from gongfu.cli.usage import BadUsageError, explain
from gongfu.cli.values import Value
from gongfu.operations.parameters import Argument, Option, Parameter
from gongfu.operations.registry import Operation
from gongfu.text import Lang, Text

Execute = Callable[[Operation, dict[str, Any], Common], int]


def tree(operations: Mapping[str, Operation], groups: Mapping[str, Text], lang: Lang, execute: Execute) -> "Group":
    """The root command, with a command for each operation.

    Parameters
    ----------
    operations, groups
        The registry: operations by name, and what each first word stands for.
    lang
        Language of the help pages.
    execute
        Runs an operation and draws its result; its number becomes the exit code.

    """
    root = Group("gongfu", words.PROGRAM.to(lang), lang)
    root.params.append(version_option(lang))
    for operation in operations.values():
        *path, last = operation.name.split()
        parent = root
        for word in path:
            if word not in parent.commands:
                parent.add_command(Group(word, groups[word].to(lang), lang))
            child = parent.commands[word]
            assert isinstance(child, Group), f"{operation.name}: {word} is a command already"
            parent = child
        parent.add_command(Command(last, operation, lang, execute))
    return root


class Command(click.Command):
    """One operation."""

    def __init__(self, name: str, operation: Operation, lang: Lang, execute: Execute) -> None:
        def callback(**given: Any) -> int:
            values = {p.name: _given(p, given[p.name]) for p in operation.parameters}
            common = {name[1:]: value for name, value in given.items() if name.startswith("_")}
            return execute(operation, values, Common(**{**common, "lang": lang}))

        own = [_click_parameter(parameter, lang) for parameter in operation.parameters]
        super().__init__(
            name, params=[*own, *common_options(operation, lang)], callback=callback, help=operation.summary.to(lang)
        )
        self.operation = operation
        self.lang = lang

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """As click does, but everything that is wrong is named, not the first thing alone."""
        ctx.allow_extra_args = True
        rest = super().parse_args(ctx, args)
        wrong = [explain(error, self.lang) for error in wrong_values(ctx)]
        wrong += [words.TOO_MANY.fill(name=word).to(self.lang) for word in rest]
        if wrong and not ctx.resilient_parsing:
            raise BadUsageError(wrong, ctx.command_path, self.lang)
        return rest

    def get_help(self, ctx: click.Context) -> str:
        lang, operation = self.lang, self.operation
        usage = f"{words.USAGE.to(lang)}{ctx.command_path} {' '.join(self.collect_usage_pieces(ctx))}"
        options = [p for p in self.get_params(ctx) if isinstance(p, click.Option)]
        own = [p for p in options if isinstance(p, LabelledOption) and not p.common]
        program = ctx.find_root().command_path
        notes = [as_called(operation.notes.to(lang), program)] if operation.notes else []
        return page(
            usage,
            [operation.summary.to(lang), *notes],
            [
                (words.ARGUMENTS.to(lang), [_entry(p, lang) for p in operation.parameters if _is_argument(p)]),
                (words.OPTIONS.to(lang), [_option_entry(option, lang) for option in own]),
                (words.COMMON.to(lang), [_option_entry(option, lang) for option in options if option not in own]),
                (words.EXAMPLES.to(lang), [(f"{program} {example}", "") for example in operation.examples]),
            ],
        )

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        return help_option(self, ctx)

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        arguments = [_usage(p) for p in self.operation.parameters if _is_argument(p)]
        return [words.OPTIONS_METAVAR.to(self.lang), *arguments]


class Group(click.Group):
    """Commands that begin with the same words."""

    def __init__(self, name: str, summary: str, lang: Lang) -> None:
        super().__init__(name, help=summary, params=[language_option(lang)], callback=lambda **given: None)
        self.lang = lang

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args and not ctx.resilient_parsing:
            click.echo(self.get_help(ctx))
            ctx.exit()
        return super().parse_args(ctx, args)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if name not in self.commands and not ctx.resilient_parsing:
            missing = words.NO_COMMAND.fill(name=name).to(self.lang)
            near = suggestion(name, self.commands, self.lang)
            raise BadUsageError([missing], ctx.command_path, self.lang, mend=near)
        return super().resolve_command(ctx, args)

    def get_help(self, ctx: click.Context) -> str:
        lang = self.lang
        options = [p for p in self.get_params(ctx) if isinstance(p, click.Option)]
        return page(
            f"{words.USAGE.to(lang)}{ctx.command_path} {words.COMMAND_METAVAR.to(lang)}",
            [self.help or ""],
            [
                (
                    words.COMMANDS.to(lang),
                    [(name, command.help or "") for name, command in sorted(self.commands.items())],
                ),
                (words.OPTIONS.to(lang), [_option_entry(option, lang) for option in options]),
            ],
        )

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        return help_option(self, ctx)


def help_option(command: Command | Group, ctx: click.Context) -> click.Option | None:
    """``--help``, with its meaning in the person's language."""
    option = click.Command.get_help_option(command, ctx)
    if option is not None:
        option.help = words.HELP.to(command.lang)
    return option


def version_option(lang: Lang) -> click.Option:
    """``--version`` of the program."""

    def show(ctx: click.Context, param: click.Parameter, value: bool) -> None:
        if value:
            from gongfu import __version__

            click.echo(f"gongfu {__version__}")
            ctx.exit()

    meaning = words.VERSION_OF_PROGRAM.to(lang)
    return LabelledOption(["--version", "_version"], meaning, is_flag=True, is_eager=True, callback=show)


def _click_parameter(parameter: Parameter, lang: Lang) -> click.Parameter:
    value = Value(parameter, lang)
    # Null is a default to click: one that is required, or a list, is to have none at all.
    default = {} if parameter.required or parameter.many else {"default": parameter.default}
    if isinstance(parameter.how, Argument):
        return GatheringArgument(
            [parameter.name],
            type=value,
            nargs=-1 if parameter.many else 1,
            required=parameter.required,
            metavar=parameter.metavar,
            **default,
        )
    short = [parameter.how.short] if parameter.how.short else []
    declarations = [*short, parameter.flag, parameter.name]
    if parameter.type is bool:
        on = not parameter.required and bool(parameter.default)
        if on:
            declarations[-2] += f"/--no-{parameter.flag.removeprefix('--')}"
        return LabelledOption(declarations, parameter.help.to(lang), is_flag=True, default=on)
    return LabelledOption(
        declarations,
        _meaning(parameter, lang),
        type=value,
        required=parameter.required,
        multiple=parameter.many,
        metavar=_option_metavar(parameter),
        **default,
    )


def _given(parameter: Parameter, value: Any) -> Any:
    return list(value or ()) if parameter.many else value


def _is_argument(parameter: Parameter) -> bool:
    return isinstance(parameter.how, Argument)


def _usage(parameter: Parameter) -> str:
    shown = parameter.metavar + ("..." if parameter.many else "")
    return shown if parameter.required else f"[{shown}]"


def _option_metavar(parameter: Parameter) -> str:
    if isinstance(parameter.how, Option) and parameter.how.metavar:
        return parameter.how.metavar
    return "|".join(parameter.choices) or parameter.metavar


def _meaning(parameter: Parameter, lang: Lang) -> str:
    remarks = []
    if parameter.required:
        remarks.append(words.REQUIRED.to(lang))
    elif parameter.default not in (None, [], ()):
        remarks.append(words.DEFAULT.fill(value=parameter.default).to(lang))
    if parameter.many:
        remarks.append(words.REPEATED.to(lang))
    meaning = parameter.help.to(lang)
    joined = ("；" if lang == "zh" else "; ").join(remarks)
    brackets = "（{}）" if lang == "zh" else " ({})"
    return meaning + brackets.format(joined) if remarks else meaning


def _entry(parameter: Parameter, lang: Lang) -> tuple[str, str]:
    choices = f" {' | '.join(parameter.choices)}" if parameter.choices else ""
    return parameter.metavar, parameter.help.to(lang) + choices


def _option_entry(option: click.Option, lang: Lang) -> tuple[str, str]:
    names = ", ".join([*sorted(option.opts, key=len), *option.secondary_opts])
    return names if option.is_flag or not option.metavar else f"{names} {option.metavar}", option.help or ""
