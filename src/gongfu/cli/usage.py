"""What is wrong with a command line, said in the person's language."""

from collections.abc import Iterable

import click

from gongfu.cli import words
from gongfu.cli.suggest import suggestion
from gongfu.errors import InputError
from gongfu.text import Lang


class BadUsageError(InputError):
    """The command line cannot be understood.

    Parameters
    ----------
    wrong
        Everything that is wrong with it; one thing alone becomes the message itself.
    command
        Words of the command, for the pointer to its help.
    lang
        Language of the message.
    mend
        A better pointer than that to the help.
    """

    def __init__(self, wrong: Iterable[str], command: str, lang: Lang, *, mend: str | None = None) -> None:
        wrong = list(wrong)
        message = wrong[0] if len(wrong) == 1 else words.BAD_USAGE.to(lang)
        offenders = wrong if len(wrong) > 1 else []
        see_help = words.SEE_HELP.fill(command=command).to(lang)
        super().__init__(message, offenders=offenders, mend=mend or see_help)


def from_click(error: click.UsageError, lang: Lang) -> BadUsageError:
    """The same problem as one of ours."""
    command = error.ctx.command_path if error.ctx else "gongfu"
    if isinstance(error, click.NoSuchOption):
        known = [name for p in error.ctx.command.get_params(error.ctx) for name in p.opts] if error.ctx else []
        near = suggestion(error.option_name, [name for name in known if name.startswith("--")], lang)
        return BadUsageError([words.NO_OPTION.fill(name=error.option_name).to(lang)], command, lang, mend=near)
    if isinstance(error, click.BadOptionUsage):
        return BadUsageError([words.NEEDS_VALUE.fill(name=error.option_name).to(lang)], command, lang)
    if isinstance(error, click.BadParameter):
        return BadUsageError([explain(error, lang)], command, lang)
    return BadUsageError([error.format_message()], command, lang)


def explain(error: click.BadParameter, lang: Lang) -> str:
    """What is wrong with one value, or that it is missing."""
    parameter = error.param
    name = _name(parameter)
    if isinstance(error, click.MissingParameter):
        return words.MISSING.fill(name=name).to(lang)
    if parameter is not None and isinstance(parameter.type, click.Choice):
        allowed = ", ".join(str(choice) for choice in parameter.type.choices)
        return f"{name}: {words.ONE_OF.fill(allowed=allowed).to(lang)}"
    return f"{name}: {error.message}"


def _name(parameter: click.Parameter | None) -> str:
    if parameter is None:
        return ""
    if isinstance(parameter, click.Argument):
        return parameter.metavar or parameter.name or ""
    return max(parameter.opts, key=len)
