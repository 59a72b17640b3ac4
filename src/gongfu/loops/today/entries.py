"""A thing that needs somebody, as one row, and how many of its kind are shown."""

import re
import shlex
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import quote, urlencode

import polars as pl

from gongfu.loops.today.kinds import KINDS, MORE, STEPS
from gongfu.text import Lang

_PLAIN = re.compile(r"[\w.:/@%+=-]+")
TODAY: dict[str, pl.DataType] = {
    "kind": pl.String(), "title": pl.String(), "why": pl.String(), "who": pl.String(), "day": pl.Date(), "days": pl.Int64(),
    "next": pl.String(), "page": pl.String(), "command": pl.String(), "more": pl.Int64(),
    "of_commitment": pl.String(), "of_item": pl.String(), "of_series": pl.String(),
}  # fmt: skip


ABOUT = ("of_commitment", "of_item", "of_series")
"""Columns that only say what a row speaks of: a target by its id, an item under supervision, a series."""


@dataclass(frozen=True, slots=True)
class Link:
    """Where a thing is dealt with: on a page of the service, and by a command."""

    page: str
    command: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing: ``who`` and ``day`` (since when, or by when) are null where they are not known.

    ``about`` is what it speaks of, by which its figures open: a column of :data:`ABOUT` and the key.
    """

    title: str
    why: str | None
    link: Link
    who: str | None = None
    day: date | None = None
    about: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Things of one kind, the most pressing first: the first of them, how many there are, and where all are listed."""

    kind: str
    entries: Sequence[Entry] = field(default_factory=tuple)
    total: int = 0
    all: Link = field(default_factory=lambda: Link("/", "gongfu today"))


def listed(groups: Sequence[Group], day: date, lang: Lang) -> pl.DataFrame:
    """The groups as one table, in the order of :data:`KINDS`.

    Returns
    -------
    Rows of :data:`TODAY`. ``days`` counts from ``day`` to the day asked for, negative while there is time. A group of
    which not all things are shown ends in a row that says how many are left out: ``more``.
    """
    order = {kind: place for place, kind in enumerate(KINDS)}
    rows: list[tuple[object, ...]] = []
    for group in sorted(groups, key=lambda each: order[each.kind]):
        step = STEPS[group.kind].to(lang)
        for one in group.entries:
            days = None if one.day is None else (day - one.day).days
            shown = (one.title, one.why, one.who, one.day, days, step, one.link.page, one.link.command, None)
            about = dict([one.about] if one.about else [])
            rows.append((group.kind, *shown, *(about.get(name) for name in ABOUT)))
        left = group.total - len(group.entries)
        if left > 0:
            more = MORE.fill(count=left).to(lang)
            rows.append(
                (
                    group.kind,
                    more,
                    None,
                    None,
                    None,
                    None,
                    step,
                    group.all.page,
                    group.all.command,
                    left,
                    None,
                    None,
                    None,
                )
            )
    return pl.DataFrame(rows, schema=TODAY, orient="row")


def page(path: str, **query: object) -> str:
    """The path of a page with its query, ready for a link."""
    asked = urlencode({name: value for name, value in query.items() if value is not None}, quote_via=quote)
    return quote(path) + (f"?{asked}" if asked else "")


def command(*words: object, day: date | None = None, option: str = "--as-of") -> str:
    """A command line; of a past day with the option that asks for it."""
    past = [] if day is None else [option, day.isoformat()]
    return " ".join(["gongfu", *(_shell(str(word)) for word in words), *past])


def answerable(unit: str | None, person: str | None) -> str | None:
    """Unit and person as one text; null where neither is known."""
    return " · ".join(name for name in (unit, person) if name) or None


def _shell(word: str) -> str:
    """A word as a shell takes it; Chinese needs no quotes."""
    return word if _PLAIN.fullmatch(word) else shlex.quote(word)
