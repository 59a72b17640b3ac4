"""The words of indicator phrases, read from ``lexicon.yaml`` once."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from gongfu.text import Text


@dataclass(frozen=True, slots=True)
class Word:
    """A word as some text writes it.

    ``kind`` is ``word``, ``praise``, ``group``, ``field``, ``whole``, ``beyond`` or ``act``; ``canonical`` is the word that all its
    spellings and names stand for, ``spelling`` the one that its shorter and fuller spellings stand for; ``short`` is
    set where the text writes a short form of ``canonical``; ``general`` marks a group that only adds a general field.
    """

    kind: str
    canonical: str
    spelling: str
    english: str
    title: bool = False
    firms: bool = False
    short: str | None = None
    general: bool = False
    statistic: bool = False
    local: bool = False
    vague: bool = False


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The file as rules use it; ``pattern`` finds the longest known word."""

    words: dict[str, Word]
    pattern: re.Pattern[str]
    opening: re.Pattern[str]
    closing: re.Pattern[str]
    endings: re.Pattern[str]
    grades: dict[str, int]
    grade_names: dict[int, Text]
    general_titles: tuple[str, ...]
    special_fields: dict[str, tuple[str, ...]]
    industries: re.Pattern[str]
    beyond: tuple[str, ...]
    parts: tuple[str, ...]
    english_stop: frozenset[str]
    english_same: dict[str, str]
    english_grades: dict[str, int]


@cache
def lexicon() -> Lexicon:
    """The words of ``lexicon.yaml``."""
    raw = yaml.safe_load(files("gongfu.plan.lineage").joinpath("lexicon.yaml").read_text("utf-8"))
    words = dict(_words(raw))
    return Lexicon(
        words=words,
        pattern=_longest(words),
        opening=re.compile(f"(?:{_longest(raw['acts']).pattern})的?"),
        closing=re.compile(f"(?:{_longest(act for act in raw['acts'] if len(act) > 1).pattern})$"),
        endings=re.compile(f"(?:{_longest(raw['endings']).pattern}|(?<!指)数)$"),
        grades={word: grade["rank"] for word, grade in raw["grades"].items()},
        grade_names={grade["rank"]: Text(f"{word}级", grade["en"]) for word, grade in reversed(raw["grades"].items())},
        general_titles=tuple(raw["general_fields"]["titles"]),
        special_fields={field: tuple(entry["own"]) for field, entry in raw["special_fields"].items()},
        industries=_longest(raw["industries"]),
        beyond=tuple(raw["places"]["beyond"]),
        parts=tuple(raw["places"]["parts"]),
        english_stop=frozenset(raw["english"]["stop"]),
        english_same={form: word for word, forms in raw["english"]["same"].items() for form in forms},
        english_grades=dict(raw["english"]["grades"]),
    )


def _words(raw: dict[str, Any]) -> Iterable[tuple[str, Word]]:
    for canonical, entry in raw["words"].items():
        flags = {flag: entry.get(flag, False) for flag in ("title", "firms", "statistic", "local", "vague")}
        for form in (canonical, *entry.get("same", ())):
            yield form, Word("word", canonical, canonical, entry["en"], **flags)
        for form in entry.get("names", ()):
            yield form, Word("word", canonical, form, entry["en"], **flags)
    for canonical, shorts in raw["shorts"].items():
        english = raw["words"][canonical]["en"]
        for form in shorts:
            yield form, Word("word", canonical, canonical, english, short=form)
    for canonical, entry in raw["groups"].items():
        for form in (canonical, *entry.get("same", ())):
            yield (
                form,
                Word(
                    "group",
                    canonical,
                    canonical,
                    entry["en"],
                    general=entry.get("general", False),
                    vague=entry.get("vague", False),
                ),
            )
    for form in raw["praise"]["words"]:
        yield form, Word("praise", form, form, raw["praise"]["en"])
    for form in raw["general_fields"]["words"]:
        yield form, Word("field", form, form, raw["general_fields"]["en"])
    for form in raw["places"]["whole"]:
        yield form, Word("whole", form, form, "the region")
    for form in raw["places"]["beyond"]:
        yield form, Word("beyond", form, form, "beyond the region")
    for canonical, entry in raw["marked_acts"].items():
        for form in (canonical, *entry.get("same", ())):
            yield form, Word("act", canonical, canonical, entry["en"])


def _longest(forms: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True)))
