"""Code lists: one loader for every list, found by code, by name in either language, or by alias."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from gongfu.errors import InputError
from gongfu.workspace.codes.errors import UnknownCodeError
from gongfu.workspace.codes.text import fold, near, suggestion
from gongfu.workspace.yaml_loader import LOADER


@dataclass(frozen=True, slots=True)
class Code:
    """One code: ``more`` holds what only its own list says of it (parent, unit, direction …)."""

    id: str
    zh: str
    en: str
    aliases: tuple[str, ...] = ()
    more: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class CodeList:
    """A list of codes, in the order declared."""

    name: str
    zh: str
    en: str
    codes: dict[str, Code]

    @cached_property
    def _meant(self) -> dict[str, list[str]]:
        """Codes by each folded spelling of theirs."""
        meant: dict[str, list[str]] = {}
        for code in self.codes.values():
            for name in {fold(name) for name in (code.id, code.zh, code.en, *code.aliases)}:
                meant.setdefault(name, []).append(code.id)
        return meant

    def find(self, text: str) -> Code:
        """The code that a text means: its id, its name in Chinese or English, or an alias.

        Raises
        ------
        UnknownCodeError
            There is none; says which are near. Or several share the name; names them.
        """
        ids = [text] if text in self.codes else self._meant.get(fold(text), [])
        if len(ids) == 1:
            return self.codes[ids[0]]
        if ids:
            raise UnknownCodeError(
                f"{text!r} names several of {self.name}",
                offenders=[f"{code}: {self.codes[code].zh}" for code in ids],
                mend="Write the code.",
            )
        raise UnknownCodeError(f"{text!r} is not in the code list {self.name}", mend=suggestion(text, self._names()))

    def near(self, text: str) -> list[str]:
        """Up to three names, aliases or codes of the list that look like a text."""
        return near(text, self._names())

    def _names(self) -> list[str]:
        return [name for code in self.codes.values() for name in (code.id, code.zh, code.en, *code.aliases)]

    def extended(self, codes: Iterable[Code]) -> "CodeList":
        """A list with the codes of a made-up region or of the user added; an id that it has is replaced."""
        return CodeList(self.name, self.zh, self.en, {**self.codes, **{code.id: code for code in codes}})


@cache
def code_list(name: str) -> CodeList:
    """A code list that ships with Gongfu.

    Raises
    ------
    UnknownCodeError
        There is no list of that name; names those that there are.
    """
    entry = files(__package__).joinpath(f"{name}.yaml")
    if name not in code_lists():
        raise UnknownCodeError(f"there is no code list {name!r}", mend=f"Lists: {', '.join(code_lists())}.")
    return _list(name, yaml.load(entry.read_text("utf-8"), LOADER))


@cache
def code_lists() -> tuple[str, ...]:
    """Names of the code lists that ship: each is a YAML file beside this module."""
    names = (entry.name for entry in files(__package__).iterdir())
    return tuple(
        sorted(name.removesuffix(".yaml") for name in names if name.endswith(".yaml") and name != "units.yaml")
    )


def read_code_list(path: Path) -> CodeList:
    """A code list out of a YAML file of the same shape as those that ship.

    Raises
    ------
    InputError
        The file has not that shape.
    """
    try:
        return _list(path.stem, yaml.load(path.read_text("utf-8"), LOADER))
    except (OSError, yaml.YAMLError, KeyError, TypeError, AttributeError) as error:
        raise InputError(
            f"{path} is no code list: {error}", mend="It needs zh, en and codes, each code with zh and en."
        ) from None


def _list(name: str, declared: dict[str, Any]) -> CodeList:
    codes = {str(code): _code(str(code), entry) for code, entry in declared["codes"].items()}
    return CodeList(name, declared["zh"], declared["en"], codes)


def _code(code: str, entry: dict[str, Any]) -> Code:
    more = {key: value for key, value in entry.items() if key not in ("zh", "en", "aliases")}
    return Code(code, entry["zh"], entry["en"], tuple(str(alias) for alias in entry.get("aliases", ())), more)
