"""The name that the program was called by: ``./run`` from a checkout, else ``gongfu``."""

import re
from collections.abc import Mapping

INSTALLED = "gongfu"
_COMMAND = re.compile(rf"(?<![\w./-]){INSTALLED} (?=[a-z])")


def program_name(environment: Mapping[str, str]) -> str:
    """What a person types to call the program."""
    return environment.get("GONGFU_PROGRAM", INSTALLED)


def as_called(text: str, program: str) -> str:
    """TEXT with each ``gongfu COMMAND`` in it under the name that this person types; messages do not know it."""
    return _COMMAND.sub(lambda _: f"{program} ", text)
