"""A formula over series: its kind, its inputs, and whether their units give the unit that it promises."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from graphlib import CycleError, TopologicalSorter

from gongfu.errors import InputError
from gongfu.workspace.codes import UnitError, factor_between, unit

PER_CENT, POINT, TIMES = "%", "百分点", "倍"
ROLES: dict[str, tuple[str, ...]] = {
    "share": ("of", "whole"),
    "density": ("of", "per"),
    "intensity": ("of", "per"),
    "per_head": ("of", "per"),
    "growth": ("of",),
    "change": ("of",),
    "sum": ("parts",),
    "difference": ("of", "less"),
    "multiple": ("of",),
    "before": ("of", "change"),
}
"""Kinds of formula, and the names of the inputs that each is declared with."""

QUOTIENTS = ("density", "intensity", "per_head")
_REAL = ("可比价", "不变价")
_NOMINAL = "名义"


@dataclass(frozen=True, slots=True)
class About:
    """What a series is about inside its region; null is what the source does not say."""

    indicator: str
    unit: str
    part: str | None = None
    boundary: str | None = None
    definition: str | None = None

    @property
    def name(self) -> tuple[str, str | None, str | None, str | None]:
        """All but the unit."""
        return self.indicator, self.part, self.boundary, self.definition

    def __str__(self) -> str:
        return "，".join(text for text in (*self.name, self.unit) if text)


@dataclass(frozen=True, slots=True)
class Given:
    """One input: its name in the formula, its series, and its period.

    The period is that of the result moved by ``years``; or the whole year ``base``.
    """

    name: str
    about: About
    years: int = 0
    base: int | None = None


@dataclass(frozen=True, slots=True)
class Formula:
    """One declared formula. ``line`` is where it stands in its file; ``region`` null holds for every region."""

    id: str
    kind: str
    result: About
    inputs: tuple[Given, ...]
    source: str
    dated: date
    line: int
    region: str | None = None
    prices: str | None = None
    differs: str | None = None
    choose: str = "all"
    first_year: int | None = None
    last_year: int | None = None
    result_en: str | None = None

    @property
    def factor(self) -> float:
        """What a quotient of the inputs is multiplied by to stand in the unit of the result."""
        if self.kind in QUOTIENTS:
            of, per = (given.about.unit for given in self.inputs)
            return factor_between(f"{of}/{per}", self.result.unit)
        return 100.0 if self.result.unit == PER_CENT and self.kind == "share" else 1.0

    @property
    def text(self) -> str:
        """The formula with the names of its inputs."""
        names = [given.name for given in self.inputs]
        if self.kind == "growth":
            return "(now / year_before - 1) * 100"
        if self.kind in ("share", *QUOTIENTS):
            times = "" if self.factor == 1 else f" * {self.factor:.12g}"
            return f"{names[0]} / {names[1]}{times}"
        return (" + " if self.kind == "sum" else " / " if self.kind == "multiple" else " - ").join(names)


def in_order(formulas: Sequence[Formula]) -> list[Formula]:
    """The formulas so that each comes after those whose results it takes in.

    Raises
    ------
    InputError
        Some rest on each other; names them.
    """
    made: dict[About, list[str]] = {}
    for formula in formulas:
        made.setdefault(formula.result, []).append(formula.id)
    by_id = {formula.id: formula for formula in formulas}
    ahead = {
        formula.id: {key for given in formula.inputs for key in made.get(given.about, ()) if key != formula.id}
        for formula in formulas
    }
    try:
        return [by_id[key] for key in TopologicalSorter(ahead).static_order()]
    except CycleError as error:
        raise InputError(
            "formulas rest on each other",
            offenders=[f"line {by_id[key].line}: {key} ({by_id[key].result})" for key in dict.fromkeys(error.args[1])],
            mend="Take one of them out.",
        ) from None


def problems(formula: Formula) -> Iterator[str]:
    """Everything about a formula that keeps it from being worked out: units, prices, boundaries."""
    try:
        units = [unit(given.about.unit) for given in formula.inputs]
        promised = unit(formula.result.unit)
    except UnitError as error:
        yield " ".join([error.message, error.mend or ""]).strip()
        return
    symbols = {one.symbol for one in units}
    alike = len({one.dimension for one in units}) == 1
    match formula.kind:
        case "share":
            if len(symbols) > 1:
                yield f"of and whole are in {', '.join(sorted(symbols))}: a share needs one unit"
            if promised.symbol not in (PER_CENT, TIMES):
                yield f"a share is in {PER_CENT}, or as a plain ratio in {TIMES}, not in {promised.symbol}"
        case "density" | "intensity" | "per_head":
            yield from _quotient(formula)
        case "growth" | "multiple":
            wanted = PER_CENT if formula.kind == "growth" else TIMES
            if promised.symbol != wanted:
                yield f"a {formula.kind} is in {wanted}, not in {promised.symbol}"
            if formula.kind == "growth" and symbols & {PER_CENT, POINT}:
                yield f"growth of a figure in {units[0].symbol} would be per cent of per cent: use change, in {POINT}"
            yield from _prices(formula)
        case "before":
            if [one.symbol for one in units] != [PER_CENT, POINT] or promised.symbol != PER_CENT:
                yield f"before takes a figure in {PER_CENT} and its change in {POINT}, and gives {PER_CENT}"
        case _:
            if not alike:
                yield f"different things cannot be added or taken away: {', '.join(sorted(symbols))}"
            elif formula.kind in ("difference", "change") and symbols == {PER_CENT}:
                if promised.symbol != POINT:
                    yield f"what lies between two figures in {PER_CENT} is in {POINT}, not in {promised.symbol}"
            elif symbols != {promised.symbol}:
                yield f"the inputs are in {', '.join(sorted(symbols))}, the result in {promised.symbol}: use one unit"
    yield from _scopes(formula)


def _quotient(formula: Formula) -> Iterator[str]:
    of, per = (given.about.unit for given in formula.inputs)
    try:
        factor_between(f"{of}/{per}", formula.result.unit)
    except UnitError:
        yield f"{of} by {per} does not give {formula.result.unit}"
    if formula.kind == "per_head" and unit(per).dimension != "people":
        yield f"per head needs persons below, not {per}"


def _prices(formula: Formula) -> Iterator[str]:
    about = formula.inputs[0].about
    money = "元" in about.unit or unit(about.unit).dimension.isupper()
    if not money:
        return
    if formula.prices not in ("nominal", "real"):
        yield "a change of an amount of money needs prices: nominal or real"
    elif formula.prices == "real" and not any(word in (about.definition or "") for word in _REAL):
        yield f"real change needs amounts in constant prices: a definition with {' or '.join(_REAL)}"
    elif formula.prices == "nominal" and _NOMINAL not in f"{formula.result.indicator}{formula.result.definition or ''}":
        yield f"nominal change must not pass for real: write {_NOMINAL} in the indicator or the definition of the result"


def _scopes(formula: Formula) -> Iterator[str]:
    scopes = {(given.about.boundary, given.about.definition) for given in formula.inputs}
    if len(scopes) > 1 and formula.differs is None:
        yield "the inputs differ in boundary or definition: say in differs why they may stand together"


def declared(formula: Formula) -> Formula:
    """The formula with its inputs as they go into the text: growth and multiples take one series at two times."""
    if formula.kind in ("growth", "change"):
        about = formula.inputs[0].about
        return replace(formula, inputs=(Given("now", about), Given("year_before", about, years=-1)))
    return formula
