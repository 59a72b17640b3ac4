"""Units: names in Chinese and English, multipliers folded away, conversion within a dimension.

A unit's canonical form is the one that the ledger stores: ``元`` (``yuan`` in the declared columns is an alias),
``%``, ``家``, ``台/万人``, currencies by their ISO code. Percentage points are no percent.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import yaml

from gongfu.workspace.codes.errors import UnitError
from gongfu.workspace.codes.text import fold, suggestion
from gongfu.workspace.yaml_loader import LOADER

_NUMERAL = re.compile(r"(\d[\d,]*) ?(.*)")
_POWER = re.compile(r"10\^?(\d+) ?(.+)")
_BRACKETED = re.compile(r"(.+?) ?\((.+)\)")


@dataclass(frozen=True, slots=True)
class Unit:
    """One canonical unit; ``size`` is measured in the unit of the same ``dimension`` whose size is 1."""

    symbol: str
    dimension: str
    size: float
    zh: str
    en: str


@lru_cache(4096)
def parse_unit(text: str) -> tuple[str, float]:
    """Read a unit as it stands in a heading, a cell or a declared column.

    Parameters
    ----------
    text
        "亿元", "million yuan", "万元/亩", "robots per 10,000 employees", "yuan" …

    Returns
    -------
    The canonical unit, and the factor by which a figure in ``text`` is multiplied to stand in it.

    Raises
    ------
    UnitError
        The unit is not known; names units that look like it.
    """
    symbol, factor = _compound(fold(text), text)
    return symbol, factor


def unit(text: str) -> Unit:
    """The canonical unit that a text means, with its dimension and labels; raises ``UnitError``."""
    symbol, _ = parse_unit(text)
    return _units().get(symbol) or _made(symbol)


def factor_between(source: str, target: str) -> float:
    """By how much a figure in ``source`` is multiplied to stand in ``target``.

    Raises
    ------
    UnitError
        One of them is not known, or they measure different things.
    """
    (from_symbol, from_factor), (to_symbol, to_factor) = parse_unit(source), parse_unit(target)
    start, end = unit(from_symbol), unit(to_symbol)
    if start.dimension != end.dimension:
        raise UnitError(
            f"{source!r} does not convert into {target!r}",
            offenders=[f"{source!r} measures {start.dimension}, {target!r} measures {end.dimension}"],
        )
    if start.size == end.size:
        return from_factor / to_factor
    return from_factor * start.size / (to_factor * end.size)


def convert(value: float | None, source: str, target: str) -> float | None:
    """One figure in another unit of the same dimension; an unknown figure stays unknown.

    Raises
    ------
    UnitError
        As :func:`factor_between`.
    """
    factor = factor_between(source, target)
    return None if value is None else value * factor


def multiplier(text: str) -> float | None:
    """The number that a bare multiplier stands for ("亿", "million"); None where the text is none."""
    return _data().multipliers.get(fold(text))


def units() -> dict[str, Unit]:
    """All simple units by canonical symbol."""
    return dict(_units())


@dataclass(frozen=True, slots=True)
class _Data:
    multipliers: dict[str, float]
    names: dict[str, tuple[str, float]]
    units: dict[str, Unit]
    rates: dict[str, tuple[str, float]]
    longest_first: tuple[str, ...]


@cache
def _data() -> _Data:
    declared: dict[str, Any] = yaml.load(files(__package__).joinpath("units.yaml").read_text("utf-8"), LOADER)
    units: dict[str, Unit] = {}
    names: dict[str, tuple[str, float]] = {}
    for counter in declared["counters"]:
        units[counter] = Unit(counter, counter, 1.0, counter, counter)
        names[fold(counter)] = (counter, 1.0)
    for symbol, entry in declared["units"].items():
        units[symbol] = Unit(
            symbol, entry["dimension"], float(entry.get("size", 1)), entry.get("zh", symbol), entry["en"]
        )
        for name in (symbol, *entry.get("aliases", ())):
            names[fold(name)] = (symbol, 1.0)
    for symbol, entry in declared["folds"].items():
        for name in (symbol, *entry.get("aliases", ())):
            names[fold(name)] = (entry["unit"], float(entry["factor"]))
    multipliers = {fold(word): float(times) for word, times in declared["multipliers"].items()}
    rates: dict[str, tuple[str, float]] = {}
    for rate in declared["rates"]:
        above, below = rate.split("/")
        scale = multipliers[below[0]]
        rates[f"{above}/{below[1:]}"] = (rate, scale)
    return _Data(multipliers, names, units, rates, tuple(sorted(multipliers, key=len, reverse=True)))


def _units() -> dict[str, Unit]:
    return _data().units


def _compound(folded: str, text: str) -> tuple[str, float]:
    whole = _simple(folded)
    if whole:
        return whole
    above, slash, below = folded.replace(" per ", "/").replace("每", "/").partition("/")
    if not slash:
        raise _unknown(text)
    numerator, denominator = _simple(above.strip()), _simple(below.strip())
    if numerator is None or denominator is None:
        raise _unknown(text)
    symbol, factor = f"{numerator[0]}/{denominator[0]}", numerator[1] / denominator[1]
    if symbol in _data().rates:
        rate, scale = _data().rates[symbol]
        return rate, factor * scale
    return symbol, factor


def _simple(folded: str) -> tuple[str, float] | None:
    """A unit without a slash, after or before a multiplier, or None."""
    data = _data()
    if folded in data.names:
        return data.names[folded]
    if bracketed := _BRACKETED.fullmatch(folded):  # "元(人民币)", "yuan (million)"
        return _simple(f"{bracketed[2]} {bracketed[1]}") or _same(_simple(bracketed[1]), _simple(bracketed[2]))
    if (power := _POWER.fullmatch(folded)) and (rest := data.names.get(power[2])):
        return rest[0], rest[1] * 10.0 ** int(power[1])
    if (numeral := _NUMERAL.fullmatch(folded)) and (rest := _simple(numeral[2])):
        return rest[0], rest[1] * float(numeral[1].replace(",", ""))
    for word in data.longest_first:
        for rest_text in _beside(folded, word):
            if rest := data.names.get(rest_text):
                return rest[0], rest[1] * data.multipliers[word]
    return None


def _same(one: tuple[str, float] | None, other: tuple[str, float] | None) -> tuple[str, float] | None:
    """What two readings have in common: "万元(人民币)" names the currency twice."""
    if one is None or other is None or one[0] != other[0]:
        return None
    return one if other[1] == 1 else None


def _beside(folded: str, word: str) -> list[str]:
    """What stands beside a multiplier: "万家", "million yuan", "usd million"; an English one needs a blank."""
    blank = " " if word.isascii() else ""
    rests = []
    if folded.startswith(word + blank):
        rests.append(folded[len(word + blank) :].strip())
    if folded.endswith(blank + word):
        rests.append(folded[: -len(blank + word)].strip())
    if folded.startswith("人民币" + word):
        rests.append(folded[len("人民币" + word) :])
    return rests


def _made(symbol: str) -> Unit:
    """A compound unit out of its two halves."""
    above, _, below = symbol.partition("/")
    top, (below_symbol, below_factor) = _units()[above], parse_unit(below)
    bottom = _units()[below_symbol]
    return Unit(
        symbol,
        f"{top.dimension} per {bottom.dimension}",
        top.size / (bottom.size * below_factor),
        f"{top.zh}/{below}",
        f"{top.en} per {'' if below_factor == 1 else f'{below_factor:,.0f} '}{bottom.en}",
    )


def _unknown(text: str) -> UnitError:
    data = _data()
    return UnitError(f"the unit {text!r} is not known", mend=suggestion(text, [*data.names, *data.units]))
