"""Required, actual and needed pace of commitments, on a straight and on a compound path.

Every mode is brought into one shape: a *start* at ``base_time``, what is *observed* at ``observed_time``, and a *goal* at
``deadline``; after that one formula serves all. Times are years as numbers: an annual figure of 2023, or a stock at its
end, stands at 2023, the first half of 2024 ends at 2023.5. The formulas are given as text that Python can evaluate.
Which words mean growth a year and which growth over the whole term is for the caller to decide.
"""

from collections.abc import Mapping
from types import MappingProxyType

import polars as pl

from gongfu.methods.errors import MethodError

_LEVELS = ("level", "share", "growth", "growth_total", "increment", "multiple")
_SUMS = ("total", "flow")
_CHANGES = ("growth", "growth_total", "increment", "rate")

GOALS: Mapping[str, str] = MappingProxyType(
    {
        "level": "target",
        "share": "target",
        "growth": "base_value * (1 + target / 100) ** (deadline - base_time)",
        "growth_total": "base_value * (1 + target / 100)",
        "increment": "base_value + target",
        "multiple": "base_value * target",
        "total": "target",
        "flow": "target * (deadline - base_time)",
        "rate": "target",
    }
)
"""What is to be reached at the deadline, for each mode.

``level``, ``share``: a state; ``growth``: per cent a year from the base; ``growth_total``: per cent over the term;
``increment``: added to the base; ``multiple``: times the base; ``total``: sum over the term, ``flow``: an amount a year,
both observed as the sum since ``base_time``; ``rate``: a growth rate that is itself what is observed.
"""

PACES: Mapping[str, str] = MappingProxyType(
    {
        "required_per_year": "(goal - start) / (deadline - base_time)",
        "actual_per_year": "(observed - start) / (observed_time - base_time)",
        "needed_per_year": "(goal_from_now - observed) / (deadline - observed_time)",
        "expected": "start + (goal - start) * (observed_time - base_time) / (deadline - base_time)",
        "required_percent": "((goal / start) ** (1 / (deadline - base_time)) - 1) * 100",
        "actual_percent": "((observed / start) ** (1 / (observed_time - base_time)) - 1) * 100",
        "needed_percent": "((goal_from_now / observed) ** (1 / (deadline - observed_time)) - 1) * 100",
        "expected_compound": "start * (goal / start) ** ((observed_time - base_time) / (deadline - base_time))",
    }
)
"""Paces in the unit a year (of a share: percentage points) and in per cent a year; where the path should stand by now.

``start`` is ``base_value``, and 0 for ``total`` and ``flow``. In a range ``goal`` is the edge next to the start and
``goal_from_now`` the edge next to what is observed (inside the range: that value itself).
"""

_TEXT, _NUMBER = ("mode", "comparator", "direction"), ("target", "target_high", "base_value", "base_time", "observed")
COLUMNS = (*_TEXT, *_NUMBER, "observed_time", "deadline")
COMPARATORS = (">=", "<=", "=", "~")
DIRECTIONS = ("up", "down", "hold")


def pace(commitments: pl.DataFrame, *, tolerance: float = 0.0) -> pl.DataFrame:
    """Work out for every commitment how fast it must go, how fast it went, and how fast it must go from now on.

    Parameters
    ----------
    commitments
        n rows with :data:`COLUMNS` (null = unknown): ``mode`` (a key of :data:`GOALS`), ``comparator`` (``>=``, ``<=``,
        ``=``, ``~``), ``direction`` (``up``, ``down``, ``hold`` or null), ``target``, ``target_high`` (upper end of a
        range, else null), ``base_value``, ``base_time``, ``observed``, ``observed_time``, ``deadline``. Growth is in per
        cent. "Down by 5 %" is a target of 5 with the direction ``down``.
    tolerance
        Share of the goal by which ``~`` may be missed either way.

    Returns
    -------
    The rows and columns given, in that order, and: ``goal``, ``goal_high`` (unit of the values), the paces of
    :data:`PACES`, ``goal_formula``, ``sense`` (1 where more is better, -1 where less is, null where the range or an
    unknown base leaves it open), ``margin`` (``observed - expected``, positive where it is on the good side; of a range
    null), ``gap`` (what is still missing, >= 0), ``met`` and ``on_pace`` (bool) and ``missing`` (list of the columns that
    are unknown, though a figure needs them). What cannot be computed is null. ``met`` speaks of the observed
    time, not of the deadline: of ``flow`` and ``total`` it is false until the whole sum is there.

    Raises
    ------
    MethodError
        A missing column, or a mode, comparator or direction that is not known; all of them at once.
    """
    _check(commitments)
    frame = commitments.with_columns(pl.col(*COLUMNS[3:]).cast(pl.Float64).fill_nan(None))
    for step in (_signed(), _goals(), _edges(), _paces(), _sense(), _verdict(tolerance), _on_pace()):
        frame = frame.with_columns(**step)
    frame = frame.with_columns(
        goal_formula=pl.col("mode").replace_strict(GOALS, default=None, return_dtype=pl.String), missing=_missing()
    )
    added = ("goal", "goal_high", *PACES, "goal_formula", "sense", "margin", "gap", "met", "on_pace", "missing")
    return commitments.with_columns(frame.select(added))


def _check(commitments: pl.DataFrame) -> None:
    absent = [name for name in COLUMNS if name not in commitments.columns]
    if absent:
        raise MethodError("the pace needs more columns", offenders=absent)
    allowed = {"mode": tuple(GOALS), "comparator": COMPARATORS, "direction": DIRECTIONS}
    offenders = [
        f"{column}: {value!r} (known: {', '.join(words)})"
        for column, words in allowed.items()
        for value in commitments[column].cast(pl.String).unique().drop_nulls().sort()
        if value not in words
    ]
    if offenders:
        raise MethodError("the pace knows no such word", offenders=offenders)


Step = dict[str, pl.Expr]


def _signed() -> Step:
    """Give a fall its sign: the target, its range and its comparator then read like any other."""
    falls = (pl.col("direction") == "down").fill_null(False) & pl.col("mode").is_in(_CHANGES)
    range_falls = falls & pl.col("target_high").is_not_null()
    turned = pl.col("comparator").replace({">=": "<=", "<=": ">="})
    return {
        "_low": pl.when(range_falls)
        .then(-pl.col("target_high"))
        .when(falls)
        .then(-pl.col("target"))
        .otherwise("target"),
        "_high": pl.when(range_falls).then(-pl.col("target")).otherwise("target_high"),
        "_comparator": pl.when(falls).then(turned).otherwise("comparator"),
    }


def _goals() -> Step:
    mode, base = pl.col("mode"), pl.col("base_value")
    term = pl.col("deadline") - pl.col("base_time")

    def goal(target: pl.Expr) -> pl.Expr:
        return (
            pl.when(mode == "growth")
            .then(base * (1 + target / 100).pow(term))
            .when(mode == "growth_total")
            .then(base * (1 + target / 100))
            .when(mode == "increment")
            .then(base + target)
            .when(mode == "multiple")
            .then(base * target)
            .when(mode == "flow")
            .then(target * term)
            .when(mode.is_not_null())
            .then(target)
            .fill_nan(None)
        )

    low, high = goal(pl.col("_low")), goal(pl.col("_high"))
    return {
        "goal": pl.when(high < low).then(high).otherwise(low),
        "goal_high": pl.when(high < low).then(low).otherwise(high),
        "_start": pl.when(mode.is_in(_SUMS)).then(0.0).when(mode != "rate").then(base),
    }


def _edges() -> Step:
    def nearest(value: pl.Expr) -> pl.Expr:
        inside = pl.min_horizontal(pl.max_horizontal(value, "goal"), "goal_high")
        return pl.when(pl.col("goal_high").is_null()).then("goal").when(value.is_not_null()).then(inside)

    return {"_goal": nearest(pl.col("_start")), "_goal_now": nearest(pl.col("observed"))}


def _paces() -> Step:
    rate, start, goal, now = pl.col("mode") == "rate", pl.col("_start"), pl.col("_goal"), pl.col("_goal_now")
    observed = pl.col("observed")
    term, gone, left = (
        _positive(pl.col(end) - pl.col(begin))
        for end, begin in (("deadline", "base_time"), ("observed_time", "base_time"), ("deadline", "observed_time"))
    )

    def percent(later: pl.Expr, earlier: pl.Expr, years: pl.Expr) -> pl.Expr:
        same_side = (earlier != 0) & (later / earlier > 0)
        return pl.when(~rate & same_side).then(((later / earlier).pow(1 / years) - 1) * 100)

    compound = start * (goal / start).pow(gone / term)
    return {
        "required_per_year": (goal - start) / term,
        "actual_per_year": (observed - start) / gone,
        "needed_per_year": pl.when(~rate).then((now - observed) / left),
        "expected": pl.when(rate).then("goal").otherwise(start + (goal - start) * gone / term),
        "required_percent": pl.when(rate).then("goal").otherwise(percent(goal, start, term)),
        "actual_percent": pl.when(rate).then(observed).otherwise(percent(observed, start, gone)),
        "needed_percent": percent(now, observed, left),
        "expected_compound": pl.when((start != 0) & (goal / start > 0)).then(compound),
    }


def _positive(years: pl.Expr) -> pl.Expr:
    return pl.when(years > 0).then(years)


def _sense() -> Step:
    """More or less: by the comparator, else by the wanted direction, else by where the goal lies from the start."""
    way, lies = pl.col("direction"), (pl.col("goal") - pl.col("_start")).sign()
    is_range = pl.col("goal_high").is_not_null()
    changes = pl.col("mode").is_in(_CHANGES)
    return {
        "sense": pl.when(is_range)
        .then(None)
        .when(pl.col("_comparator") == ">=")
        .then(1)
        .when(pl.col("_comparator") == "<=")
        .then(-1)
        .when(way == "down")
        .then(-1)
        .when((way == "up") | (changes & way.is_null() & (pl.col("_low") > 0)) | pl.col("mode").is_in(_SUMS))
        .then(1)
        .when(lies != 0)
        .then(lies)
        .cast(pl.Int8)
    }


def _verdict(tolerance: float) -> Step:
    observed, sense, about = pl.col("observed"), pl.col("sense"), pl.col("_comparator") == "~"
    is_range = pl.col("goal_high").is_not_null()
    slack = pl.when(about).then(pl.col("goal").abs() * tolerance).otherwise(0.0)
    off = pl.col("goal") - observed
    missing = (
        pl.when(is_range)
        .then((pl.col("_goal_now") - observed).abs())
        .when(sense.is_not_null())
        .then((sense * off - slack).clip(lower_bound=0.0))
        .when(observed.is_not_null() & (pl.col("_start").is_not_null() | (pl.col("direction") == "hold")))
        .then((off.abs() - slack).clip(lower_bound=0.0))
    )
    return {"gap": missing, "met": missing == 0, "margin": sense * (observed - pl.col("expected"))}


def _on_pace() -> Step:
    """On the good side of the straight path; of a range: inside it, or as near to it as the path."""
    inside_by_now = (pl.col("_goal") - pl.col("expected")).abs() >= pl.col("gap")
    return {
        "on_pace": pl.when(pl.col("goal_high").is_not_null()).then(inside_by_now)
        .when(pl.col("sense").is_not_null()).then((pl.col("margin") >= 0) | pl.col("met"))
        .otherwise("met")
    }  # fmt: skip


def _missing() -> pl.Expr:
    mode = pl.col("mode")
    needed = {
        "mode": pl.lit(True),
        "target": pl.lit(True),
        "deadline": mode != "rate",
        "base_value": mode.is_in(_LEVELS),
        "base_time": mode != "rate",
        "observed": pl.lit(True),
        "observed_time": mode != "rate",
    }
    found = [
        pl.when(pl.col(name).is_null() & wanted.fill_null(False)).then(pl.lit(name)) for name, wanted in needed.items()
    ]
    return pl.concat_list(found).list.drop_nulls()
