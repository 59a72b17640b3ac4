"""The Open SDG progress measure: how growth so far compares with the growth that a target needs.

Source: Open SDG documentation, "Progress calculation" (open-sdg.readthedocs.io, methods 1 and 2), after Eurostat,
"Sustainable development in the European Union", annex on the assessment of indicator trends. The figures below are
that method's definition, not thresholds of ours.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from gongfu.methods.errors import MethodError

Direction = Literal["positive", "negative"]
Status = Literal[
    "target_achieved",
    "substantial_progress",
    "moderate_progress",
    "limited_progress",
    "deterioration",
    "not_available",
]

BASE_YEAR, TARGET_YEAR = 2015, 2030
STANDS_FOR_ZERO = 0.001  # growth from or to nothing has no rate
WITHOUT_TARGET, WITH_TARGET = (0.015, 0.005, 0.0), (0.95, 0.6, 0.0)
LIMIT_EXPONENT = 4.44
BEST, WORST = 5.0, -5.0

FORMULA_WITHOUT_TARGET = "direction * sign * ((current / base) ** (1 / (current_year - base_year)) - 1)"
FORMULA_WITH_TARGET = (
    "direction * sign * ((current / base) ** (1 / (current_year - base_year)) - 1)"
    " / abs((target / base) ** (1 / (target_year - base_year)) - 1)"
)


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Progress values at which the status changes; ``coefficient`` says by how much a near limit shrank them."""

    high: float
    med: float
    low: float
    coefficient: float = 1.0


@dataclass(frozen=True, slots=True)
class Progress:
    """Result of :func:`score_progress`; what is not known is None, and ``reason`` says why (en)."""

    progress_value: float | None
    status: Status
    score: float | None
    base_year: int | None
    current_year: int | None
    base_value: float | None
    current_value: float | None
    thresholds: Thresholds | None
    formula: str
    reason: str | None


def score_progress(
    years: Sequence[int],
    values: Sequence[float | None],
    *,
    direction: Direction,
    target: float | None = None,
    base_year: int = BASE_YEAR,
    target_year: int = TARGET_YEAR,
    limit: float | None = None,
) -> Progress:
    """Score a yearly series against its target, or, where there is none, against the wanted direction.

    Parameters
    ----------
    years, values
        n years, each once, in any order, and what was observed (None or NaN = unknown), all in one unit.
    direction
        Whether more is wanted (``positive``) or less (``negative``).
    target
        Value to be reached in ``target_year``, in the unit of the values; None = no target (method 1).
    base_year
        Year to start from; where it has no value, the next year that has one.
    limit
        Natural end of the scale (100 for a share); without a target, thresholds shrink near it.

    Returns
    -------
    ``progress_value`` is a growth rate a year (method 1) or the ratio of observed to needed growth (method 2);
    ``score`` runs from -5 to 5.

    Raises
    ------
    MethodError
        Unequal lengths, a year given twice, an unknown direction.
    """
    _check(years, values, direction)
    formula = FORMULA_WITHOUT_TARGET if target is None else FORMULA_WITH_TARGET
    known = sorted(
        (year, value) for year, value in zip(years, values, strict=True) if value is not None and value == value
    )
    later = [(year, value) for year, value in known if year >= base_year]
    if not later:
        reason = "no value at all" if not known else f"no value in or after the base year {base_year}"
        return Progress(None, "not_available", None, None, None, None, None, None, formula, reason)
    (start, base), (end, current) = later[0], later[-1]
    thresholds = _thresholds(base, target, limit)
    sense = 1 if direction == "positive" else -1
    goal = STANDS_FOR_ZERO if target == 0 else target
    achieved = goal is not None and (current - goal) * sense >= 0
    value, unknown = _progress_value(start, base, end, current, goal, target_year, sense)
    status = _status(value, thresholds, achieved=achieved)
    if achieved:
        score: float | None = BEST
    elif value is None:
        score = None
    else:
        score = _score_without_target(value, thresholds) if target is None else _score_with_target(value, thresholds)
    return Progress(value, status, score, start, end, base, current, thresholds, formula, unknown)


def _check(years: Sequence[int], values: Sequence[float | None], direction: str) -> None:
    if len(years) != len(values):
        raise MethodError(f"{len(years)} years, but {len(values)} values")
    if len(set(years)) != len(years):
        twice = sorted({year for year in years if list(years).count(year) > 1})
        raise MethodError("a year stands twice in one series", offenders=[str(year) for year in twice])
    if direction not in ("positive", "negative"):
        raise MethodError(f"the direction {direction!r} is neither 'positive' nor 'negative'")


def _progress_value(
    start: int, base: float, end: int, current: float, goal: float | None, target_year: int, sense: int
) -> tuple[float | None, str | None]:
    if end == start:
        return None, f"one value only in or after the base year ({start})"
    if base * current < 0:
        return None, "the value changed its sign: growth has no rate"
    sign = -1 if base < 0 else 1
    base = base or STANDS_FOR_ZERO
    observed = sense * sign * ((current / base) ** (1 / (end - start)) - 1)
    if goal is None:
        return observed, None
    if target_year <= start:
        return None, f"the target year {target_year} does not follow the base year {start}"
    if goal / base < 0:
        return None, "target and base value differ in sign: growth has no rate"
    needed = abs((goal / base) ** (1 / (target_year - start)) - 1)
    if needed == 0:
        return None, "the base value is the target: no growth was needed"
    return observed / needed, None


def _thresholds(base: float, target: float | None, limit: float | None) -> Thresholds:
    if target is not None:
        return Thresholds(*WITH_TARGET)
    coefficient = 1.0 if limit is None else _near_limit(abs(base), abs(limit))
    high, med, low = (threshold * coefficient for threshold in WITHOUT_TARGET)
    return Thresholds(high, med, low, coefficient)


def _near_limit(base: float, limit: float) -> float:
    """Shrink to nothing at the limit, on either side of it: near the end of a scale little can still be gained."""
    if base >= 2 * limit:
        return 1.0
    distance = base / limit if base <= limit else (2 * limit - base) / limit
    return float(1.0 - distance**LIMIT_EXPONENT)


def _status(value: float | None, thresholds: Thresholds, *, achieved: bool) -> Status:
    if achieved:
        return "target_achieved"
    if value is None:
        return "not_available"
    if value >= thresholds.high:
        return "substantial_progress"
    if value >= thresholds.med:
        return "moderate_progress"
    return "limited_progress" if value >= thresholds.low else "deterioration"


def _score_without_target(value: float, thresholds: Thresholds) -> float:
    if value < thresholds.low:
        return max(125 * value - 2.5, WORST)
    if thresholds.coefficient == 0:
        return BEST
    reached = value / thresholds.coefficient
    if value >= thresholds.high:
        return min(500 * reached - 5, BEST)
    return 250 * reached - 1.25 if value >= thresholds.med else 500 * reached - 2.5


def _score_with_target(value: float, thresholds: Thresholds) -> float:
    if value >= thresholds.med:
        return min(7.1429 * value - 4.2857, BEST)
    return max(4.1667 * value - 2.5, WORST)
