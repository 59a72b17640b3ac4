"""Forecasts of short yearly series, with intervals that say what they know.

Five to ten points are too few to learn a series' own drift, and far too few to learn how wrong its forecasts get. Both
are therefore learnt from *sister series* (the same indicator of other districts, firms, countries) and from how the same
method would have done in the years that are already known:

1. *Drift with partial pooling.* Each series goes on from its last value with its own mean change a year, drawn towards the
   median of its sisters the more, the less its own change can be told from noise (empirical Bayes, James and Stein 1961).
   Part of the last change's surprise lasts on, as far as the sisters show that it does.
2. *Spread with partial pooling.* Mean absolute deviation of the changes, its logarithm drawn towards the sisters' median
   (Smyth 2004, SAGMB 3(1)); it grows with the horizon like a random walk, and holds the doubt about the drift.
3. *Calibration* (:mod:`gongfu.methods.conformal`): the same is done as of every earlier year that left five points, and
   the errors made set the width.

A series with fewer than five points gets no number. Which points are comparable is for the caller to say: a series whose
definition changed is two series. See ``docs/decisions/0070-intervals.md`` for what was measured.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from gongfu.methods.conformal import Law, Scores, law_of_scores, shared_by_year, wilson
from gongfu.methods.errors import MethodError
from gongfu.methods.robust import NORMAL_MAD, NORMAL_MEAN_DEVIATION, Array

FEWEST_POINTS = 5
WINDOW = 10
LEVELS = (0.8, 0.95)
PROBABILITY_LEVEL = 0.8  # of the interval around a probability
FEWEST_SISTERS = 3  # series that a pool needs before anything is drawn towards it
FARTHEST_CALIBRATED = 5

NOISE_OF_DRIFT, NOISE_OF_SPREAD = 3.0, 2.0  # short series hide more doubt than independent normal changes would
FREEDOM_OF_EQUALS = 50.0  # degrees of freedom that sisters lend where their spreads cannot be told apart
PAIRS_OF_PRIOR = 20.0  # pairs of changes that speak for no lasting surprise
LARGEST_SURPRISE = 3.0
SMALLEST_SPREAD = 1e-3  # of the sisters' median

REASONS = {
    "fewer_than_five_points": ("可比数据不足五个", "fewer than five comparable points"),
    "no_spread": (
        "各序列毫无波动，无从估计区间",
        "no series ever left its straight line, so nothing tells how far it may go",
    ),
    "not_after_the_last_point": ("该年已有数据", "the year is not after the last known one"),
    "too_far_ahead": ("预测年限超过已知年数", "farther ahead than the series is long"),
    "unknown_series": ("没有该序列", "no such series"),
    "year_unknown": ("年份未知", "the year is not known"),
    "target_unknown": ("目标值未知", "the target is not known"),
}
"""Why there is no number: code, then zh and en."""


@dataclass(frozen=True, slots=True)
class _Fit:
    """State of n series at one origin; ``unit`` is what a value of 1 means for each of them."""

    unit: Array
    last: Array
    drift: Array
    spread: Array
    surprise: Array
    doubt: Array
    lasting: float
    freedom: float


@dataclass(frozen=True, slots=True)
class Pool:
    """Sister series, fitted and calibrated by :func:`fit_pool`; read it through :func:`forecast` and :func:`reach`."""

    points: dict[str, int]
    last_year: dict[str, int]
    relative: bool
    fit: _Fit | None
    rows: dict[str, int]
    cells: tuple[Scores, ...]
    shared: float

    def law(self, horizon: int) -> Law:
        """Law of the score at a horizon."""
        if self.fit is None:
            raise MethodError("a pool without a usable series has no law")
        return law_of_scores(list(self.cells), horizon, self.fit.freedom, self.shared)


def fit_pool(series: pl.DataFrame, *, relative: bool | None = None, window: int = WINDOW) -> Pool:
    """Fit sister series together, and measure how wrong the method was in the years that are known.

    Parameters
    ----------
    series
        ``series_id`` (str), ``year`` (int), ``value`` (number; null or NaN = unknown), one row a series and year; all of
        one indicator and one unit.
    relative
        Whether a change is measured against the size of its series (output, head counts) or as it is (shares, growth
        rates). None: the first where every known value is positive.
    window
        Years before each origin that count.

    Raises
    ------
    MethodError
        A column is missing, or a series has a year twice.
    """
    ids, years, values = _matrix(series)
    known = values[np.isfinite(values)]
    if relative is None:
        relative = bool(known.size) and bool((known > 0).all())
    last = np.array([_last(row) for row in np.isfinite(values)], dtype=np.int64)
    recent = np.full((len(ids), window), np.nan)
    for row, end in enumerate(last):
        kept = values[row, max(end + 1 - window, 0) : end + 1]
        recent[row, window - kept.size :] = kept
    points = np.isfinite(recent).sum(axis=1)
    usable = np.flatnonzero(points >= FEWEST_POINTS)
    fit = _fit(recent[usable], relative=relative) if usable.size else None
    cells = _backtest(values, relative=relative, window=window) if fit is not None else []
    return Pool(
        points=dict(zip(ids, points.tolist(), strict=True)),
        last_year={name: years[end] for name, end in zip(ids, last, strict=True) if end >= 0},
        relative=relative,
        fit=fit,
        rows={ids[row]: place for place, row in enumerate(usable)} if fit is not None else {},
        cells=tuple(cells),
        shared=shared_by_year(cells),
    )


def forecast(
    pool: Pool, years: Sequence[int], *, bounds: tuple[float | None, float | None] = (None, None)
) -> pl.DataFrame:
    """Forecast every series of the pool for the given years.

    Parameters
    ----------
    bounds
        Lowest and highest value that can be (a share: 0 and 100); intervals end there.

    Returns
    -------
    One row a series and year, in that order: ``series_id``, ``year``, ``horizon`` (years after its last point),
    ``points``, ``sisters``, ``forecast``, ``low_80``, ``high_80``, ``low_95``, ``high_95`` (unit of the values),
    ``calibration_years``, ``calibration_scores`` (what the width stands on), ``reason`` (a key of :data:`REASONS` where
    there is no number, else null).
    """
    low, high = (bound if bound is not None else sign * np.inf for bound, sign in zip(bounds, (-1, 1), strict=True))
    rows, laws = [], _Laws(pool)
    for name in pool.points:
        for year in years:
            place = _place(pool, name, int(year))
            row: dict[str, object] = {
                "series_id": name,
                "year": int(year),
                "horizon": place.ahead,
                "points": place.points,
            }
            row |= {"sisters": len(pool.rows) - (name in pool.rows), "reason": place.reason}
            if place.reason is None and pool.fit is not None:
                law, (centre, spread) = laws[place.horizon], _ahead(pool.fit, place.row, place.horizon)
                row["forecast"] = float(np.clip(centre, low, high))
                for level in LEVELS:
                    half = law.bound(level) * spread
                    row[f"low_{level * 100:.0f}"] = float(np.clip(centre - half, low, high))
                    row[f"high_{level * 100:.0f}"] = float(np.clip(centre + half, low, high))
                row |= {"calibration_years": law.years, "calibration_scores": law.scores}
            rows.append(row)
    return pl.DataFrame(rows, schema=FORECAST)


def reach(pool: Pool, targets: pl.DataFrame) -> pl.DataFrame:
    """Say how likely it is that each target is met in its year.

    Parameters
    ----------
    pool
        Result of :func:`fit_pool` on the yearly series of one indicator, those that the targets are about and their sisters.
        A series whose definition changed is handed over from the change on only. A longer pool calibrates better; one series
        alone gets an answer too, with a wide interval.
    targets
        n rows, other columns are kept: ``series_id``, ``year``, ``target`` (in the unit of the values; a level, so turn growth
        and increments into levels first), ``comparator``: ``>=`` (at least) or ``<=`` (at most). Several targets of a series
        may be asked at once.

    Returns
    -------
    n rows in the order given: those columns and ``probability`` that the value of that year meets the target (between 0 and
    1, never either: what was never seen is not impossible), ``probability_low``, ``probability_high`` (its 80 % interval, which
    says on how few independent years it stands; not a range of the value), ``horizon`` (years after the last known value) and
    ``reason``. Where there is no number the first three are null and ``reason`` is a key of :data:`REASONS`, which
    has its words in zh and en; above all ``fewer_than_five_points``, counted in the last ten years. Otherwise it is null.

    Raises
    ------
    MethodError
        A missing column, or a comparator that is neither.

    Examples
    --------
    >>> values = [100.0, 104, 103, 108, 110, 113, 115]
    >>> series = pl.DataFrame({"series_id": "output", "year": range(2018, 2025), "value": values})
    >>> targets = pl.DataFrame({"series_id": "output", "year": 2025, "target": [113.0, 140.0], "comparator": ">="})
    >>> reach(fit_pool(series), targets)["probability"].round(2).to_list()
    [0.92, 0.02]
    """
    _need(targets, ("series_id", "year", "target", "comparator"), "the targets")
    wrong = sorted({str(word) for word in targets["comparator"] if word not in (">=", "<=")})
    if wrong:
        raise MethodError("a target is reached from below (>=) or from above (<=)", offenders=wrong)
    probability: list[tuple[float | None, float | None, float | None, int | None, str | None]] = []
    laws = _Laws(pool)
    for name, year, target, comparator in targets.select("series_id", "year", "target", "comparator").iter_rows():
        place = _place(pool, name, year)
        reason = place.reason or ("target_unknown" if target is None or target != target else None)
        if reason is not None or pool.fit is None:
            probability.append((None, None, None, place.ahead, reason))
            continue
        law, (centre, spread) = laws[place.horizon], _ahead(pool.fit, place.row, place.horizon)
        above = law.above((target - centre) / spread)
        share = above if comparator == ">=" else 1 - above
        probability.append((share, *wilson(share, law.independent, PROBABILITY_LEVEL), place.horizon, None))
    return targets.hstack(pl.DataFrame(probability, schema=REACH, orient="row"))


class _Laws(dict[int, Law]):
    """Laws by horizon, each built when it is first asked for."""

    def __init__(self, pool: Pool) -> None:
        super().__init__()
        self.pool = pool

    def __missing__(self, horizon: int) -> Law:
        self[horizon] = self.pool.law(horizon)
        return self[horizon]


FORECAST = {
    "series_id": pl.String, "year": pl.Int64, "horizon": pl.Int64, "points": pl.Int64, "sisters": pl.Int64,
    "forecast": pl.Float64, "low_80": pl.Float64, "high_80": pl.Float64, "low_95": pl.Float64, "high_95": pl.Float64,
    "calibration_years": pl.Int64, "calibration_scores": pl.Int64, "reason": pl.String,
}  # fmt: skip
REACH = {
    "probability": pl.Float64, "probability_low": pl.Float64, "probability_high": pl.Float64,
    "horizon": pl.Int64, "reason": pl.String,
}  # fmt: skip


def _need(frame: pl.DataFrame, names: tuple[str, ...], what: str) -> None:
    absent = [name for name in names if name not in frame.columns]
    if absent:
        raise MethodError(f"{what} need more columns", offenders=absent)


def _matrix(series: pl.DataFrame) -> tuple[list[str], list[int], Array]:
    """Series by years, NaN where nothing is known; the years without a hole."""
    _need(series, ("series_id", "year", "value"), "the series")
    twice = series.group_by("series_id", "year").len().filter(pl.col("len") > 1).sort("series_id", "year")
    if twice.height:
        raise MethodError(
            "a series has a year twice", offenders=[f"{name}, {year}" for name, year, _ in twice.iter_rows()]
        )
    ids = series["series_id"].unique(maintain_order=True).cast(pl.String).to_list()
    if not ids:
        return [], [], np.empty((0, 0))
    first, last = series["year"].min(), series["year"].max()
    if not isinstance(first, int) or not isinstance(last, int):
        raise MethodError("the years are whole numbers, and known")
    values = np.full((len(ids), last - first + 1), np.nan)
    rows = {name: row for row, name in enumerate(ids)}
    for name, year, value in series.select(
        pl.col("series_id").cast(pl.String), "year", pl.col("value").cast(pl.Float64)
    ).iter_rows():
        values[rows[name], year - first] = np.nan if value is None or not np.isfinite(value) else value
    return ids, list(range(first, last + 1)), values


def _last(known: npt.NDArray[np.bool_]) -> int:
    found = np.flatnonzero(known)
    return int(found[-1]) if found.size else -1


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a series stands in the fit, how far ahead its year lies, and why there will be no number."""

    row: int
    points: int
    ahead: int | None
    reason: str | None

    @property
    def horizon(self) -> int:
        return self.ahead or 0


def _place(pool: Pool, name: object, year: object) -> _Place:
    if not isinstance(name, str) or name not in pool.points:
        return _Place(-1, 0, None, "unknown_series")
    if not isinstance(year, int):
        return _Place(-1, pool.points[name], None, "year_unknown")
    points, row = pool.points[name], pool.rows.get(name, -1)
    ahead = year - pool.last_year[name] if points else None
    if points < FEWEST_POINTS:
        reason: str | None = "fewer_than_five_points"
    elif row < 0:
        reason = "no_spread"
    elif ahead is None or ahead < 1:
        reason = "not_after_the_last_point"
    else:
        reason = "too_far_ahead" if ahead > points else None
    return _Place(row, points, ahead, reason)


def _changes(values: Array) -> tuple[Array, Array]:
    """Change since the known value before, and how many years that spans; NaN where there is none."""
    known = np.isfinite(values)
    columns = np.arange(values.shape[1])
    before = np.maximum.accumulate(np.where(known, columns, -1), axis=1)
    before = np.concatenate([np.full((len(values), 1), -1), before[:, :-1]], axis=1)
    there = known & (before >= 0)
    rise = values - np.take_along_axis(values, np.maximum(before, 0), axis=1)
    return np.where(there, rise, np.nan), np.where(there, columns - before, np.nan)


def _fit(values: Array, *, relative: bool) -> _Fit | None:
    """Fit n series (rows; at least five known values each, the last of them in the last column or earlier)."""
    known = np.isfinite(values)
    columns = np.arange(values.shape[1])
    first = known.argmax(axis=1)
    end = np.where(known, columns, -1).max(axis=1)
    rows = np.arange(len(values))
    unit = np.abs(values[rows, end]) if relative else np.ones(len(values))
    unit = np.where(unit > 0, unit, 1.0)
    scaled = values / unit[:, None]
    change, span = _changes(scaled)
    count = np.isfinite(change).sum(axis=1).astype(np.float64)
    own_drift = (scaled[rows, end] - scaled[rows, first]) / (end - first)
    off = (change - span * own_drift[:, None]) / np.sqrt(span)
    own_spread = NORMAL_MEAN_DEVIATION * np.nansum(np.abs(off), axis=1) / (count - 1)
    if not (own_spread > 1e-12).any():
        return None
    spread, freedom = _pool_spreads(own_spread, count)
    drift, doubt = _pool_drifts(own_drift, spread**2 / count)
    with np.errstate(invalid="ignore"):
        score = np.clip((change - span * drift[:, None]) / (np.sqrt(span) * spread[:, None]), -3.0, 3.0)
    score = np.where(span == 1, score, np.nan)
    latest = np.nan_to_num(score[rows, end])
    return _Fit(
        unit=unit,
        last=scaled[rows, end],
        drift=drift,
        spread=spread,
        surprise=np.clip(latest, -LARGEST_SURPRISE, LARGEST_SURPRISE) * spread,
        doubt=doubt + _doubt_of_all(np.where(span == 1, change, np.nan)),
        lasting=_lasting(score),
        freedom=freedom,
    )


def _robust_variance(values: Array) -> float:
    return float((NORMAL_MAD * np.median(np.abs(values - np.median(values)))) ** 2)


def _pool_spreads(own: Array, count: Array) -> tuple[Array, float]:
    """Draw the logarithms of the spreads together; also give the degrees of freedom of what comes out."""
    from scipy.special import polygamma

    own = np.maximum(own, SMALLEST_SPREAD * np.median(own[own > 1e-12]))
    alone = float(np.median(count)) - 1
    if len(own) < FEWEST_SISTERS:
        return own, max(alone, 1.0)
    logs = np.log(own**2)
    noise = NOISE_OF_SPREAD * polygamma(1, (count - 1) / 2)
    centre = np.median(logs)
    true = max(_robust_variance(logs) - float(np.median(noise)), 0.0)
    pooled = centre + true / (true + noise) * (logs - centre)
    return np.exp(pooled / 2), alone + min(2 / true if true > 0 else FREEDOM_OF_EQUALS, FREEDOM_OF_EQUALS)


def _pool_drifts(own: Array, noise: Array) -> tuple[Array, Array]:
    """Draw the drifts together; also give the variance that is left in each."""
    if len(own) < FEWEST_SISTERS:
        return own, noise
    centre = np.median(own)
    true = max(_robust_variance(own) - float(np.median(noise)), 0.0)
    weight = true / (true + NOISE_OF_DRIFT * noise)
    return centre + weight * (own - centre), true * noise / (true + noise)


def _doubt_of_all(change: Array) -> float:
    """Variance of the drift that all series share: years that were good or bad for all of them tell how well it is known."""
    seen = np.isfinite(change).any(axis=0)
    if len(change) < FEWEST_SISTERS or seen.sum() < 2:
        return 0.0
    yearly = np.nanmedian(change[:, seen], axis=0)
    return float(yearly.var(ddof=1)) / yearly.size


def _lasting(score: Array) -> float:
    """Share of a surprise that the next change repeats, over all series; between 0 and 0.9."""
    before, after = score[:, :-1], score[:, 1:]
    both = np.isfinite(before) & np.isfinite(after)
    together = float((before[both] * after[both]).sum()) / (float((before[both] ** 2).sum()) + PAIRS_OF_PRIOR)
    return min(max(together, 0.0), 0.9)


def _path(fit: _Fit, horizon: int) -> tuple[Array, Array]:
    """Forecast and spread of every series, in the unit of the values."""
    powers = fit.lasting ** np.arange(horizon + 1)
    walk = float((np.cumsum(powers[:horizon]) ** 2).sum())
    centre = fit.last + horizon * fit.drift + fit.surprise * powers[1:].sum()
    spread = np.sqrt(fit.spread**2 * walk + horizon**2 * fit.doubt)
    return centre * fit.unit, spread * fit.unit


def _ahead(fit: _Fit, row: int, horizon: int) -> tuple[float, float]:
    centre, spread = _path(fit, horizon)
    return float(centre[row]), float(spread[row])


def _backtest(values: Array, *, relative: bool, window: int) -> list[Scores]:
    """Do the same as of every year of the last window, and keep the scores; nothing later than the origin is seen."""
    years = values.shape[1]
    begin = max(years - window, 0)
    cells = []
    for origin in range(begin + FEWEST_POINTS - 1, years - 1):
        seen = values[:, begin : origin + 1]
        ready = np.flatnonzero((np.isfinite(seen).sum(axis=1) >= FEWEST_POINTS) & np.isfinite(seen[:, -1]))
        fit = _fit(seen[ready], relative=relative) if ready.size else None
        if fit is None:
            continue
        for horizon in range(1, min(FARTHEST_CALIBRATED, years - 1 - origin) + 1):
            centre, spread = _path(fit, horizon)
            score = (values[ready, origin + horizon] - centre) / spread
            score = score[np.isfinite(score)]
            if score.size:
                cells.append(Scores(horizon, origin, score))
    return cells
