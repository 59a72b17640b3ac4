"""Work a formula out over the figures of one region."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product
from math import isfinite, prod
from typing import Any

import polars as pl

from gongfu.derive.formula import QUOTIENTS, Formula, Given
from gongfu.text import Text
from gongfu.workspace.codes import UnitError, factor_between

MOST = 64  # readings of one period; sources that disagree multiply
Span = tuple[date, date]

FIGURE: dict[str, Any] = {
    "period_start": pl.Date, "period_end": pl.Date, "value": pl.Float64, "value_high": pl.Float64,
    "published_on": pl.Date, "formula": pl.String, "names": pl.List(pl.String), "inputs": pl.List(pl.String),
}  # fmt: skip
GAP: dict[str, Any] = {
    "period_start": pl.Date,
    "period_end": pl.Date,
    "input": pl.String,
    "why_zh": pl.String,
    "why": pl.String,
}
NO_SERIES = Text("没有此序列", "no series")
NO_FIGURE = Text("没有数字", "no figure")
OTHER_UNIT = Text("序列的单位是{found}，公式要用{wanted}", "the series is in {found}, the formula takes {wanted}")
TOO_MANY = Text(
    "不同读数的组合超过 {most} 种：用 choose: last", "more than {most} combinations of readings: choose: last"
)
READING = ("observation_id", "series_id", "period_start", "period_end", "low", "high", "published_on")


@dataclass(frozen=True, slots=True)
class Worked:
    """``figures`` are rows of :data:`FIGURE`, ``gaps`` rows of :data:`GAP`: what kept a period from having a figure."""

    figures: pl.DataFrame
    gaps: pl.DataFrame


@dataclass(frozen=True, slots=True)
class _Reading:
    id: str
    low: float | None
    high: float | None
    published_on: date | None


def work_out(formula: Formula, series: pl.DataFrame, readings: pl.DataFrame) -> Worked:
    """Work a formula out for every period that has all its inputs.

    Parameters
    ----------
    formula
        Checked when it was read; units are checked again here against those of the series.
    series
        The series of one region: ``series_id``, ``indicator``, ``part``, ``boundary``, ``definition``, ``unit``.
    readings
        Their figures: columns :data:`READING`; ``low`` and ``high`` in the unit of the series, null is unknown.

    Returns
    -------
    One figure for each combination of readings that differ: sources that disagree both go through. ``value`` is null where
    an input is null or what is divided by may be zero or less; ``value_high`` is the upper end where an input is only known within
    bounds. ``published_on`` is the day from which the last input could be known, null where one is not known.
    """
    by_input: list[dict[Span, list[_Reading]]] = []
    factors: list[float] = []
    gaps: list[tuple[date | None, date | None, str, str, str]] = []
    for given in formula.inputs:
        factor, keys, problem = _series_of(given, series)
        if problem:
            gaps.append((None, None, str(given.about), problem.zh, problem.en))
        factors.append(factor)
        by_input.append(_by_period(readings.filter(pl.col("series_id").is_in(keys)), formula.choose))
    if gaps:
        return Worked(pl.DataFrame(schema=FIGURE), pl.DataFrame(gaps, schema=GAP, orient="row"))
    text = _text(formula, factors)
    names = [given.name for given in formula.inputs]
    rows = []
    for span in _spans(formula, by_input):
        wanted = [_at(given, span) for given in formula.inputs]
        here = [known.get(at, []) for known, at in zip(by_input, wanted, strict=True)]
        lacking = [(at, given) for at, given, found in zip(wanted, formula.inputs, here, strict=True) if not found]
        if lacking:
            gaps += [(*at, str(given.about), NO_FIGURE.zh, NO_FIGURE.en) for at, given in lacking]
            continue
        if prod(map(len, here)) > MOST:
            said = TOO_MANY.fill(most=MOST)
            gaps.append((*span, str(formula.result), said.zh, said.en))
            continue
        for picked in product(*here):
            low, high = _value(formula, picked, factors)
            rows.append(
                (*span, low, None if high == low else high, _known(picked), text, names, [one.id for one in picked])
            )
    return Worked(
        pl.DataFrame(rows, schema=FIGURE, orient="row"),
        pl.DataFrame(gaps, schema=GAP, orient="row").unique(maintain_order=True),
    )


def _series_of(given: Given, series: pl.DataFrame) -> tuple[float, list[str], Text | None]:
    """The factor into the unit of the formula, the ids of the series, and what is wrong."""
    columns = ("indicator", "part", "boundary", "definition")
    same = pl.all_horizontal(
        pl.col(column).eq_missing(pl.lit(value, pl.String))
        for column, value in zip(columns, given.about.name, strict=True)
    )
    found = series.filter(same)
    if found.is_empty():
        return 1.0, [], NO_SERIES
    units = dict(found.select("unit", "series_id").iter_rows())
    if given.about.unit in units:
        return 1.0, [units[given.about.unit]], None
    symbol, key = next(iter(units.items()))
    try:
        return factor_between(symbol, given.about.unit), [key], None
    except UnitError:
        return 1.0, [], OTHER_UNIT.fill(found=symbol, wanted=given.about.unit)


def _by_period(readings: pl.DataFrame, choose: str) -> dict[Span, list[_Reading]]:
    """The readings of each period that differ; of equal ones the one that was known first."""
    found: dict[Span, list[_Reading]] = defaultdict(list)
    dated = readings.filter(pl.col("period_start").is_not_null()).sort(
        "published_on", "observation_id", nulls_last=True
    )
    for key, _, start, end, low, high, day in dated.select(READING).iter_rows():
        here = found[start, end]
        if not any((one.low, one.high) == (low, high) for one in here):
            here.append(_Reading(key, low, high, day))
    for span, here in found.items():
        known = [one for one in here if one.low is not None] or here
        dated_ones = [one for one in known if one.published_on is not None] or known
        found[span] = [dated_ones[-1]] if choose == "last" else known
    return dict(found)


def _spans(formula: Formula, by_input: Sequence[Mapping[Span, object]]) -> list[Span]:
    """The periods of the result for which some input has a figure."""
    spans = set()
    for given, known in zip(formula.inputs, by_input, strict=True):
        if given.base is None and not (formula.kind in ("growth", "change") and given.years):
            spans |= {moved(span, -given.years) for span in known}
    first, last = formula.first_year or date.min.year, formula.last_year or date.max.year
    whole = (span for span in spans if formula.kind != "multiple" or _is_year(span))
    return sorted(span for span in whole if first <= span[0].year and span[1].year <= last)


def _at(given: Given, span: Span) -> Span:
    if given.base is not None:
        return date(given.base, 1, 1), date(given.base, 12, 31)
    return moved(span, given.years)


def moved(span: Span, years: int) -> Span:
    """The same months of another year; the end of February is the end of February."""
    start, after = span[0], span[1] + timedelta(days=1)
    return _moved(start, years), _moved(after, years) - timedelta(days=1)


def _moved(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # the 29th of February
        return date(day.year + years, 3, 1)


def _is_year(span: Span) -> bool:
    return span == (date(span[0].year, 1, 1), date(span[0].year, 12, 31))


def _value(formula: Formula, picked: Sequence[_Reading], factors: Sequence[float]) -> tuple[float | None, float | None]:
    """Lower and upper end of the result; formulas rise or fall in each input, so the ends lie at ends of the inputs.

    Both are null where an input is not known, a divisor is not above zero, or the result is beyond what a number holds.
    """
    ends = []
    for one, factor in zip(picked, factors, strict=True):
        if one.low is None:
            return None, None
        ends.append((one.low * factor, (one.low if one.high is None else one.high) * factor))
    if formula.kind in ("share", "growth", "multiple", *QUOTIENTS) and min(ends[1]) <= 0:
        return None, None
    if formula.kind == "sum":
        values = [sum(low for low, _ in ends), sum(high for _, high in ends)]
    else:
        values = [_point(formula, *corner) for corner in product(*ends)]
    return (min(values), max(values)) if all(map(isfinite, values)) else (None, None)


def _point(formula: Formula, first: float, second: float) -> float:
    if formula.kind == "growth":
        return (first / second - 1) * 100
    if formula.kind in ("share", "multiple", *QUOTIENTS):
        return first / second * formula.factor
    return first - second


def _text(formula: Formula, factors: Sequence[float]) -> str:
    """The formula, with the factors by which inputs came into its units."""
    converted = [
        f"{given.name} * {factor:.12g}" for given, factor in zip(formula.inputs, factors, strict=True) if factor != 1
    ]
    return formula.text + (f"; {', '.join(converted)}" if converted else "")


def _known(picked: Sequence[_Reading]) -> date | None:
    days = [one.published_on for one in picked if one.published_on is not None]
    return max(days) if len(days) == len(picked) else None


def missing_of(gaps: pl.DataFrame) -> Iterator[Text]:
    """What is missing, one line an input: the series, or the periods in which it has no figure."""
    for (given, zh, en), rows in gaps.group_by(["input", "why_zh", "why"], maintain_order=True):
        spans = rows.drop_nulls("period_start")
        years = sorted({f"{start.year}" for start in spans["period_start"]})
        yield Text(
            f"{given}：{zh}" + (f"（{'、'.join(years)}）" if years else ""),
            f"{given}: {en}" + (f" ({', '.join(years)})" if years else ""),
        )
