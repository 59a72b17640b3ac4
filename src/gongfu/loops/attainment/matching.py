"""Which series measures which commitment: only what is surely the same, else a person decides."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from gongfu.attainment.words import RATE, REFERENCE, VALUE
from gongfu.plan.lineage.compare import compare
from gongfu.plan.lineage.phrase import parse
from gongfu.plan.lineage.statement import Statement
from gongfu.plan.lineage.subject import Setting, Subject, subject_of
from gongfu.text import Text
from gongfu.workspace.codes import UnitError, factor_between

JOIN, APART = "join", "apart"
RULE, PERSON = "rule", "person"
_NATIONAL = 4  # rank of a grade in the lexicon of lineage
_SERIES = Setting(None, True)
_COUNTERS = frozenset("家个项条座户所")  # of one and the same thing: 60 家 parks are 60 个 parks
_NEW = ("新增", "当年", "新认定", "新引进", "新上牌")
_WHOLE_REGION = ("全市", "全省", "全区", "全县", "平均", "全域")


@dataclass(frozen=True, slots=True)
class Named:
    """A commitment or a series by what its name says. ``size`` is a size class; ``part`` a place or industry inside the region."""

    id: str
    region_id: str
    indicator: str
    unit: str
    mode: str = "level"
    section: str = ""
    size: float | None = None
    part: str | None = None
    setting: Setting = _SERIES
    relative_to: str | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """A commitment and a series. ``used`` is false where only a person can say whether they are the same."""

    goal_id: str
    series_id: str
    role: str
    factor: float
    new: bool
    used: bool
    by: str
    reason: Text


def subject(named: Named, region: str) -> tuple[Subject, str | None]:
    """What a name speaks of, and whether of its growth."""
    found, growth = _subject(named.indicator, named.section, named.size, named.setting, region)
    return (replace(found, place=named.part) if named.part else found), growth


@lru_cache(maxsize=200_000)
def _subject(
    indicator: str, section: str, size: float | None, setting: Setting, region: str
) -> tuple[Subject, str | None]:
    phrase = parse(indicator, region)
    statement = Statement("", "", 0, {}, phrase, phrase.size if size is None else size, section)
    return subject_of(statement, setting), phrase.growth


def match(
    goals: Iterable[Named],
    series: Iterable[Named],
    regions: Mapping[str, str],
    decided: Mapping[tuple[str, str], str],
) -> list[Match]:
    """Find the series that measure each goal.

    Parameters
    ----------
    goals, series
        Each with its region; only those of one region can match.
    regions
        Names of regions by id.
    decided
        What persons decided, by goal and series: ``join`` or ``apart``. It wins.

    Returns
    -------
    Those that are used, and those that look alike (``used`` false) with the reason why the program does not join them.
    """
    by_core: dict[tuple[str, Any], list[tuple[Named, Subject, str | None]]] = defaultdict(list)
    by_id: dict[str, tuple[Named, Subject, str | None]] = {}
    for one in series:
        about, growth = subject(one, regions.get(one.region_id, ""))
        by_core[one.region_id, about.core].append((one, about, growth))
        by_id[one.id] = (one, about, growth)
    joined: dict[str, list[str]] = defaultdict(list)
    for (goal_id, series_id), verdict in decided.items():
        if verdict == JOIN and series_id in by_id:
            joined[goal_id].append(series_id)
    found = []
    for goal in goals:
        about, growth = subject(goal, regions.get(goal.region_id, ""))
        near = by_core.get((goal.region_id, about.core), [])
        for one, its, its_growth in near:
            said = decided.get((goal.id, one.id))
            if said is None:
                found += _by_rule(goal, about, growth, one, its, its_growth)
            elif said == APART:
                found.append(Match(goal.id, one.id, VALUE, 1.0, False, False, PERSON, _DECIDED_APART))
        for series_id in joined.get(goal.id, ()):
            one, its, its_growth = by_id[series_id]
            role = RATE if its_growth and goal.mode == "growth" else VALUE
            factor = _factor(one, goal, role)
            found.append(
                Match(goal.id, one.id, role, 1.0 if factor is None else factor, _is_new(one), True, PERSON, _DECIDED)
            )
        if goal.relative_to and any(word in goal.relative_to for word in _WHOLE_REGION):
            found += _references(goal, about, by_core)
    return found


_SAME = Text("名称、范围、单位相同", "the same name, scope and unit")
_DECIDED = Text("人工认定为同一指标", "a person decided that they are one")
_DECIDED_APART = Text("人工认定为不同指标", "a person decided that they are two")
_OTHER_GRADE = Text("一处写明国家级，另一处没有写级别", "one is national, the other names no grade")
_REDRAWN = Text("统计对象、级别或分母的写法不同", "group, grade or denominator is worded otherwise")


def _by_rule(
    goal: Named, about: Subject, growth: str | None, one: Named, its: Subject, its_growth: str | None
) -> list[Match]:
    verdict = compare(about, its)
    if verdict.apart or about.share != its.share:
        return []
    if its_growth and goal.mode != "growth" and not growth:
        return []
    role = RATE if its_growth else VALUE
    factor = _factor(one, goal, role)
    if factor is None:
        return []
    reason = _SAME
    if verdict.changes:
        reason = _REDRAWN
    elif (about.grade is None) != (its.grade is None) and (about.grade or its.grade or (0, 0))[1] == _NATIONAL:
        reason = _OTHER_GRADE
    return [Match(goal.id, one.id, role, factor, _is_new(one), reason is _SAME, RULE, reason)]


def _references(goal: Named, about: Subject, by_core: Mapping[tuple[str, Any], list[Any]]) -> list[Match]:
    """The same thing for the whole region."""
    whole = replace(about, place=None)
    return [
        Match(goal.id, one.id, REFERENCE, 1.0, False, True, RULE, _SAME)
        for one, its, its_growth in by_core.get((goal.region_id, about.core), [])
        if its_growth and not one.part and not compare(whole, its).apart
    ]


def _is_new(one: Named) -> bool:
    return any(word in one.indicator for word in _NEW)


def _factor(one: Named, goal: Named, role: str) -> float | None:
    """What figures are multiplied by to come into the unit of the goal; null where they cannot."""
    if role == RATE or goal.mode in ("growth", "multiple"):
        return 1.0
    if goal.unit == "百分点" and one.unit == "%":
        return 1.0
    return _between(one.unit, goal.unit)


@lru_cache(maxsize=10_000)
def _between(one: str, other: str) -> float | None:
    if one == other or {one, other} <= _COUNTERS:
        return 1.0
    try:
        return factor_between(one, other)
    except UnitError:
        return None
