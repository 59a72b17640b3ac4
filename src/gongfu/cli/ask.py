"""Read a secret from the person at the terminal, or from standard input."""

import getpass
import sys

from gongfu.access import words
from gongfu.errors import InputError
from gongfu.text import Lang, Text


def ask(prompt: Text, lang: Lang) -> str:
    """A secret: typed twice unseen at a terminal, else the first line of standard input.

    Raises
    ------
    InputError
        What was typed differs.
    """
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    first = getpass.getpass(prompt.to(lang))
    if getpass.getpass(words.AGAIN.to(lang)) != first:
        raise InputError(words.DIFFER)
    return first
