"""The program ``gongfu``: parse, run, draw; what goes wrong becomes a message and an exit code."""

import json
import os
import sys
from collections.abc import Mapping, Sequence
from typing import NoReturn

import click

from gongfu.api import serve
from gongfu.cli import words
from gongfu.cli.execute import execute
from gongfu.cli.language import language
from gongfu.cli.program import as_called, program_name
from gongfu.cli.tree import tree
from gongfu.cli.usage import from_click
from gongfu.errors import GongfuError
from gongfu.operations.registry import Operation, groups, operations
from gongfu.text import Lang

FAILED, INTERRUPTED = 1, 130


def main() -> NoReturn:
    """Run the program with the arguments and environment of this process, and end it."""
    sys.exit(run(sys.argv[1:], os.environ))


def every_command() -> dict[str, Operation]:
    """Every command: the operations, and what opens the service for them."""
    return dict(sorted({**operations(), **serve.COMMANDS}.items()))


def run(arguments: Sequence[str], environment: Mapping[str, str]) -> int:
    """Run one command line.

    Returns
    -------
    The exit code: 0 done, 1 failed, 2 bad input, 3 not found, 4 conflict, 130 interrupted or cancelled.

    """
    lang = language(arguments, environment)
    try:
        root = tree(every_command(), groups(), lang, execute)
        done = root.main(
            list(arguments), prog_name=program_name(environment), complete_var="_GONGFU_COMPLETE", standalone_mode=False
        )
        return done if isinstance(done, int) else 0
    except click.UsageError as error:
        return _refuse(from_click(error, lang), arguments, lang, environment)
    except GongfuError as error:
        return _refuse(error, arguments, lang, environment)
    except (click.Abort, KeyboardInterrupt):
        print(words.INTERRUPTED.to(lang), file=sys.stderr)
        return INTERRUPTED
    except Exception as error:
        if "--debug" in arguments:
            raise
        said = words.UNEXPECTED.fill(error=f"{type(error).__name__}: {error}").to(lang)
        return _refuse(GongfuError(said, mend=words.REPORT_IT.to(lang)), arguments, lang, environment)


def _refuse(error: GongfuError, arguments: Sequence[str], lang: Lang, environment: Mapping[str, str]) -> int:
    message, mend = error.told(lang)
    mend = as_called(mend, program_name(environment)) if mend else None
    if "--json" in arguments:
        said = {"error": message, "offenders": error.offenders, "mend": mend}
        print(json.dumps(said, ensure_ascii=False), file=sys.stderr)
    else:
        lines = [words.ERROR.to(lang) + message, *(f"  - {offender}" for offender in error.offenders)]
        if mend:
            lines.append(words.MEND.to(lang) + mend)
        print("\n".join(lines), file=sys.stderr)
    return error.exit_code
