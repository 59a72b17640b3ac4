"""Put the English rules together."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from gongfu.plan.english.comparators import EQUAL
from gongfu.plan.english.indicator import Previous, indicator_of, is_tied
from gongfu.plan.english.kind import kind_of
from gongfu.plan.english.mode import mode_of
from gongfu.plan.english.outline import outline
from gongfu.plan.english.periods import (
    Term,
    due_year,
    end_of_length,
    own_year,
    speaks_of_the_current_year,
    start_year,
    year_of_headings,
    years_in,
)  # fmt: skip
from gongfu.plan.english.phrases import has_verb
from gongfu.plan.english.quantities import COUNT, MEASURE, MONEY, Quantity, find
from gongfu.plan.english.responsible import namings, responsible_for
from gongfu.plan.english.sentences import Statement, sentences, statements
from gongfu.plan.english.tables import Cell, cells
from gongfu.plan.english.term import term_of
from gongfu.plan.kind import BASELINE, OUTCOME
from gongfu.plan.mode import LEVEL

_THRESHOLD = re.compile(
    r"\b(?:with|having|whose|each|of)\b[^,;.]{0,40}\b(?:turnover|investment|revenue|sales|output|size|capacity"
    r"|capital|value|income|market capitali[sz]ation|GDP)s?\b[^,;.]{0,24}$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Draft:
    """A record before it is numbered; spans are of the flat text."""

    quantity: Quantity
    kind: str
    mode: str
    indicator: str
    period_start: int | None
    deadline: int | None
    size_class: float | None
    responsible: tuple[str, ...]
    section: str


def drafts(flat: str) -> Iterator[Draft]:
    """All commitments of an English flat text in order."""
    term = term_of(flat)
    headings = outline(flat)
    named = namings(flat, headings.starts())
    figures, tables = cells(flat, term)
    in_prose = [quantity for quantity in find(flat) if not any(start <= quantity.start < end for start, end in tables)]
    found: list[Draft] = []
    last: Statement | None = None
    for statement in statements(sentences(flat), in_prose):
        is_same = last is not None and last.sentence is statement.sentence
        if is_same and _is_size_class(statement, found[-1].quantity):
            found[-1] = replace(found[-1], size_class=statement.quantity.value)
            continue
        path = headings.path(statement.quantity.start)
        previous = found[-1] if is_same else None
        found.append(_draft(statement, path, term, previous, responsible_for(statement.quantity.start, named)))
        last = statement
    found += [
        _from_table(cell, headings.path(cell.quantity.start), term, responsible_for(cell.quantity.start, named))
        for cell in figures
    ]
    yield from sorted(found, key=lambda draft: draft.quantity.start)


def _draft(
    statement: Statement, path: tuple[str, ...], term: Term, previous: Draft | None, units: tuple[str, ...]
) -> Draft:
    due = due_year(statement)
    kind = kind_of(statement, due, term, path)
    before = Previous(previous.indicator, previous.quantity.form) if previous else None
    mode = mode_of(statement)
    if previous is not None and before is not None and mode == LEVEL and _repeats(statement, previous, before):
        mode = previous.mode
    first, last = None, None
    if kind == BASELINE:
        last = own_year(statement) or _first_of(statement.sentence.intro)
    elif kind == OUTCOME:
        last = due.last if due else term.issued
    else:
        first, last = _period(statement, path, term)
    return Draft(
        statement.quantity,
        kind,
        mode,
        indicator_of(statement, mode, before),
        first,
        last,
        None,
        units,
        " > ".join(path),
    )


def _repeats(statement: Statement, previous: Draft, before: Previous) -> bool:
    """Whether an amount shares the phrase of the one before it ("a grant of ₹5 crore to A and ₹3 crore to B")."""
    if statement.quantity.form != previous.quantity.form or statement.quantity.form not in (MONEY, MEASURE):
        return False
    return is_tied(statement, before) or not has_verb(statement.before) and statement.before.endswith(" and ")


def _first_of(intro: str) -> int | None:
    """The first year of the span that an introducing line gives to all moves of its list."""
    return next((year.first for year in years_in(intro) if year.first is not None), None)


def _period(statement: Statement, path: tuple[str, ...], term: Term) -> tuple[int | None, int | None]:
    """First year and deadline of a target: of the sentence, the introducing line, the headings, the plan."""
    first, last = start_year(statement), None
    due = due_year(statement)
    introduced = [year for year in years_in(statement.sentence.intro) if year.role != "base"]
    for year in (due, introduced[-1] if introduced else None, year_of_headings(path)):
        if year is not None:
            first = first if first is not None else year.first
            last = last if last is not None else year.last
    if last is None:
        last = end_of_length(statement.sentence.text)
    if last is None and speaks_of_the_current_year(statement.sentence.text):
        last = term.issued
    if last is None and (first is None or first == term.first):
        last = term.last
    return first if first is not None else term.first, last


def _is_size_class(statement: Statement, counted: Quantity) -> bool:
    """Whether a sum only says how big what was counted is ("firms with a turnover of ₹5 crore or more")."""
    quantity = statement.quantity
    if quantity.form != MONEY or counted.form != COUNT or " total " in statement.before:
        return False
    return quantity.comparator != EQUAL and bool(_THRESHOLD.search(statement.before))


def _from_table(cell: Cell, path: tuple[str, ...], term: Term, units: tuple[str, ...]) -> Draft:
    first = None if cell.kind in (BASELINE, OUTCOME) else term.first
    return Draft(cell.quantity, cell.kind, cell.mode, cell.indicator, first, cell.year, None, units, " > ".join(path))
