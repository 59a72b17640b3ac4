"""Formulas out of a YAML file: read whole, and everything that is wrong with it said at once."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from gongfu.derive.formula import ROLES, About, Formula, Given, declared, in_order, problems
from gongfu.errors import InputError
from gongfu.workspace.codes import UnitError, parse_unit
from gongfu.workspace.yaml_loader import LOADER

GENERAL = Path(__file__).with_name("formulas.yaml")
"""Formulas that hold for every region."""

_ABOUT = ("indicator", "unit", "part", "boundary", "definition")
_OPTIONAL = ("indicator_en", "prices", "differs", "choose", "from", "until", "base", "part", "boundary", "definition")
_NEEDED = ("id", "kind", "indicator", "unit", "source", "dated")
_CHOICES = ("all", "last")


def read_formulas(path: Path, region: str | None = None) -> list[Formula]:
    """Read a file of formulas.

    Parameters
    ----------
    path
        A YAML list; each entry has ``id``, ``kind``, the inputs of its kind, ``indicator`` and ``unit`` of the result,
        ``source`` and ``dated`` (where the definition comes from, and of which day it is).
    region
        Id of the region that they hold for; null for every region.

    Returns
    -------
    The formulas, each after those whose results it takes in.

    Raises
    ------
    InputError
        The file cannot be read, or something in it is wrong: names every offender with its line, and how to mend it.
    """
    try:
        text = path.read_text("utf-8")
        entries, node = yaml.load(text, LOADER), yaml.compose(text, LOADER)
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}") from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise InputError(f"{path} is no YAML: {error}", mend="Write a list of formulas.") from None
    if entries is None:
        return []
    if not isinstance(entries, list):
        raise InputError(f"{path} holds no list of formulas", mend="Begin each formula with '- id:'.")
    assert isinstance(node, yaml.SequenceNode)
    found: list[Formula] = []
    wrong: list[str] = []
    for entry, at in zip(entries, node.value, strict=True):
        line = at.start_mark.line + 1
        said = list(_shape(entry))
        if not said:
            formula = _formula(entry, line, region)
            said = list(problems(formula))
            if any(formula.id == other.id for other in found):
                said.append("the id stands twice")
            found.append(declared(formula))
        named = f"{entry.get('id', '?')}: " if isinstance(entry, dict) else ""
        wrong += [f"{path.name}, line {line}: {named}{one}" for one in said]
    if wrong:
        raise InputError(
            f"{len(wrong)} things are wrong in {path.name}" if len(wrong) > 1 else f"one thing is wrong in {path.name}",
            offenders=wrong,
            mend="Mend these lines; nothing was worked out.",
        )
    return in_order(found)


def _shape(entry: Any) -> Iterator[str]:
    """What is wrong with the fields of an entry."""
    if not isinstance(entry, dict):
        yield "this is no formula: write id, kind, indicator, unit, source, dated and the inputs"
        return
    kind = entry.get("kind")
    if kind not in ROLES:
        yield f"there is no kind {kind!r}: one of {', '.join(ROLES)}"
        return
    roles = ROLES[kind]
    yield from (f"{name} is missing" for name in (*_NEEDED, *roles) if entry.get(name) is None)
    yield from (f"{name} is not known here" for name in entry if name not in (*_NEEDED, *_OPTIONAL, *roles))
    if not isinstance(entry.get("dated"), date | None):
        yield f"dated is a day such as 2021-07-05, not {entry['dated']!r}"
    if entry.get("choose", "all") not in _CHOICES:
        yield f"choose is one of {', '.join(_CHOICES)}, not {entry['choose']!r}"
    for name in ("from", "until", "base"):
        if not isinstance(entry.get(name), int | None):
            yield f"{name} is a year, not {entry[name]!r}"
    if (kind == "multiple") != (entry.get("base") is not None):
        yield "a multiple needs base, the year that it is held against; other kinds have none"
    for role in roles:
        yield from _input_shape(role, entry.get(role))
    yield from _unit_shape("the result", entry.get("unit"))


def _input_shape(role: str, said: Any) -> Iterator[str]:
    if said is None:
        return
    several = said if role == "parts" else [said]
    if role == "parts" and (not isinstance(said, list) or len(said) < 2):
        yield "parts is a list of two series or more"
        return
    for one in several:
        if not isinstance(one, dict) or not one.get("indicator") or not one.get("unit"):
            yield f"{role} names a series: indicator and unit (and part, boundary, definition)"
            continue
        yield from (f"{role}: {name} is not known here" for name in one if name not in _ABOUT)
        yield from _unit_shape(role, one["unit"])


def _unit_shape(role: str, text: Any) -> Iterator[str]:
    if text is None:
        return
    try:
        symbol, factor = parse_unit(str(text))
    except UnitError as error:
        yield f"{role}: " + " ".join([error.message, error.mend or ""]).strip()
        return
    if factor != 1:
        yield f"{role}: series stand in {symbol}; write that unit, not {text}"


def _formula(entry: dict[str, Any], line: int, region: str | None) -> Formula:
    kind = entry["kind"]
    if kind == "sum":
        inputs = tuple(Given(f"part_{n}", _about(one)) for n, one in enumerate(entry["parts"], 1))
    elif kind == "multiple":
        inputs = (Given("of", _about(entry["of"])), Given("base", _about(entry["of"]), base=entry["base"]))
    else:
        years = 1 if kind == "before" else 0
        inputs = tuple(Given(role, _about(entry[role]), years=years) for role in ROLES[kind])
    return Formula(
        id=str(entry["id"]), kind=kind, result=_about(entry), inputs=inputs, source=str(entry["source"]),
        dated=entry["dated"], line=line, region=region, prices=entry.get("prices"), differs=entry.get("differs"),
        choose=entry.get("choose", "all"), first_year=entry.get("from"), last_year=entry.get("until"),
        result_en=entry.get("indicator_en"),
    )  # fmt: skip


def _about(said: dict[str, Any]) -> About:
    return About(
        str(said["indicator"]), parse_unit(str(said["unit"]))[0], said.get("part"), said.get("boundary"),
        said.get("definition"),
    )  # fmt: skip
