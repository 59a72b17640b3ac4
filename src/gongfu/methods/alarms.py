"""Level, trend and season of monthly and quarterly series, and an alarm when a series leaves its range.

A series is split robustly: a median for every month or quarter of what a running median leaves (in the spirit of STL,
Cleveland and others 1990, with medians for its smoothers), a repeated-median line (Siegel 1982) over the last years, its
slope kept only as far as it stands out of the noise, and what remains, with its spread (MAD) and how much of it lasts into the next period.

An alarm asks of every period whether the level moved a few periods ago: generalised least squares for a step in
autocorrelated noise (Box and Tiao 1975, JASA 70), on innovations cut at a few standard deviations (Huber 1981), so that one wild
figure is no alarm, with the doubt about line and season in the denominator. The last periods never train what they are held
against. After an alarm the new level becomes the normal one within a year.
See ``docs/decisions/0071-alarms.md`` for what was measured.
"""

from dataclasses import dataclass

import numpy as np
import polars as pl

from gongfu.methods.errors import MethodError
from gongfu.methods.robust import Array, median, repeated_median, robust_sd, row_medians

SEASONS = {"month": 12, "quarter": 4}
THRESHOLD = 4.2
SMALLEST_STEP = 2.75  # standard deviations of one figure: a smaller move of the level is no alarm, however sure
FEWEST_YEARS, MOST_YEARS, LINE_YEARS = 4, 8, 5
NOT_TRAINED = 6  # latest periods that are judged, and so not learnt from
FEWEST_SINCE = 3  # known figures that a new level must have shown
CUT = 4.0
RANGE = 3.0  # half width of the range, in standard deviations of one figure
NEAR = 2.5
COST_OF_MIDDLE = 1.15  # variance of such a mean beside that of a plain one
SLOPE_DOUBT = 1.5
MOST_LASTING = 0.8
LASTING_OF_PRIOR, PAIRS_OF_PRIOR = 0.4, 20.0  # monthly figures of an economy are seldom independent

STATES = {
    "too_short": ("历史数据不足四年", "less than four years of history"),
    "unknown": ("本期或历年同期无数据", "no figure for this period, or for this season in earlier years"),
    "no_spread": ("历史数据无波动，无从判断", "the history never varied, so nothing tells what is usual"),
    "normal": ("在正常范围内", "inside its range"),
    "outside": ("本期超出正常范围", "this period outside its range"),
    "alarm": ("水平发生变化，报警", "alarm: the level has moved"),
}


@dataclass(frozen=True, slots=True)
class Parts:
    """A series split into what :func:`split` names; arrays run over the n periods given, ``season`` over a year."""

    level: float
    slope: float
    season: Array
    line: Array
    rest: Array
    spread: float
    lasting: float
    level_doubt: float
    slope_doubt: float
    years: float
    first: int

    def expected(self, ahead: Array) -> Array:
        """Expected values; ``ahead`` counts periods from the last one given, which is 0."""
        where = (self.first + self.rest.size - 1 + np.rint(ahead).astype(np.int64)) % self.season.size
        return self.level + self.slope * ahead + self.season[where]

    def doubt(self, ahead: Array) -> Array:
        """Variance of the expected level (without the season)."""
        return self.level_doubt + self.slope_doubt * (ahead + self.line.size / 2) ** 2


def split(values: Array, seasons: int, *, first: int = 0) -> Parts:
    """Split a series into level, trend, season and rest.

    Parameters
    ----------
    values
        n periods without a hole in time; NaN = unknown.
    seasons
        Periods a year: 12 or 4.
    first
        Place in the year of the first value, from 0.

    Returns
    -------
    ``level`` (deseasonalised, at the last period), ``slope`` (unit a period), ``season`` (unit; sums to 0; NaN where a month was never known),
    ``line`` (the local line over the last years, at most n), ``rest``, ``spread`` (robust standard deviation of the rest), ``lasting``
    (its first autocorrelation, 0 to 0.8), and variances of level and slope.

    Raises
    ------
    MethodError
        Fewer than two years.
    """
    size = values.size
    if size < 2 * seasons or np.isfinite(values).sum() < seasons + 2:
        raise MethodError(
            f"level, trend and season need two years of figures; there are {int(np.isfinite(values).sum())}"
        )
    place = (first + np.arange(size)) % seasons
    window = min(size, LINE_YEARS * seasons)
    times, whole = np.arange(window) - (window - 1.0), np.arange(size) - (size - 1.0)
    at, steep = repeated_median(times, values[-window:])
    spread, lasting = _noise(values - at - steep * whole, seasons)
    season = np.zeros(seasons)
    for _ in range(2):
        off = values - _running(values - season[place], seasons)
        season = np.array([_middle(off[place == one], spread) for one in range(seasons)])
        season = season - season[np.isfinite(season)].mean()
    plain = values - season[place]
    recent = plain[-window:]
    at, steep = repeated_median(times, recent)
    stretched = spread**2 * (1 + lasting) / (1 - lasting)
    slope_doubt = stretched * 12 / window**3 * SLOPE_DOUBT
    kept = max(0.0, 1 - slope_doubt / steep**2) if steep else 0.0
    slope = steep * kept
    level = _middle(recent - slope * times, spread)
    line = level + slope * times
    rest = np.full(size, np.nan)
    rest[-window:] = recent - line
    return Parts(
        level=level,
        slope=slope,
        season=season,
        line=line,
        rest=rest,
        spread=spread,
        lasting=lasting,
        level_doubt=stretched / window * COST_OF_MIDDLE,
        slope_doubt=slope_doubt * kept,
        years=size / seasons,
        first=first,
    )


def _middle(values: Array, spread: float) -> float:
    """Mean of what lies near the median: nearly as sharp as a mean, nearly as steady as a median."""
    centre = median(values)
    near = np.abs(values - centre) <= NEAR * spread
    return float(values[near].mean()) if near.any() else centre


def _running(values: Array, seasons: int) -> Array:
    """Running median over a year; near the ends, a line through the two years there."""
    half = seasons // 2
    padded = np.concatenate([np.full(half, np.nan), values, np.full(half, np.nan)])
    smooth = row_medians(np.lib.stride_tricks.sliding_window_view(padded, 2 * half + 1))
    end = min(values.size, 2 * seasons)
    times = np.arange(end, dtype=np.float64)
    at, slope = repeated_median(times, values[:end])
    smooth[:half] = at + slope * times[:half]
    at, slope = repeated_median(times, values[-end:])
    smooth[-half:] = at + slope * times[-half:]
    return smooth


def _noise(plain: Array, seasons: int) -> tuple[float, float]:
    """Robust standard deviation and first autocorrelation, from differences over one and two years.

    What a median season leaves would look too quiet: of three years, one lies on the median. Differences over years hold no
    season at all. They spread wider by the root of two.
    """
    found, pairs = [], []
    for years in (1, 2):
        if plain.size > years * seasons:
            apart = plain[years * seasons :] - plain[: -years * seasons]
            found.append((apart - median(apart)) / np.sqrt(2))
    spread = robust_sd(np.concatenate(found))
    if not spread > 0:
        return 0.0, LASTING_OF_PRIOR
    for one in found:
        cut = np.clip(one / spread, -2.5, 2.5)
        both = np.isfinite(cut[1:]) & np.isfinite(cut[:-1])
        pairs.append(np.stack([cut[:-1][both], cut[1:][both]]))
    before, after = np.concatenate(pairs, axis=1)
    seen = float(before @ after) / max(float((before**2 + after**2).sum()) / 2, 1e-12)
    weight = before.size / len(found)
    lasting = (weight * seen + PAIRS_OF_PRIOR * LASTING_OF_PRIOR) / (weight + PAIRS_OF_PRIOR)
    return float(spread), min(max(lasting, 0.0), MOST_LASTING)


def monitor(series: pl.DataFrame, *, every: str = "month", threshold: float = THRESHOLD) -> pl.DataFrame:
    """Judge every period of a series with what was known before it.

    Parameters
    ----------
    series
        ``period`` (int: year x 12 + month - 1, or year x 4 + quarter - 1; each once, any order) and ``value`` (number;
        null or NaN = unknown). Months that are left out are unknown too.
    every
        ``month`` or ``quarter``.
    threshold
        Standard deviations of the step statistic at which an alarm is given.

    Returns
    -------
    One row a period from the first to the last: ``period``, ``value``, ``level`` (expected without season), ``slope``
    (unit a period), ``season``, ``expected``, ``low``, ``high`` (unit of the values; null while too short), ``statistic``, ``state`` (a key of :data:`STATES`),
    ``since`` (first period of the new level), ``step`` (how far the level moved), ``reason_zh``, ``reason_en``.

    Raises
    ------
    MethodError
        A column is missing, a period stands twice, or ``every`` is neither.
    """
    first, values = _regular(series, every)
    return pl.DataFrame(_judge(values, first, every, threshold), schema=MONITOR, orient="row")


def _regular(series: pl.DataFrame, every: str) -> tuple[int, Array]:
    """Check the table and fill its holes in time with NaN."""
    if every not in SEASONS:
        raise MethodError(f"a series has a figure every month or quarter, not every {every!r}")
    absent = [name for name in ("period", "value") if name not in series.columns]
    if absent:
        raise MethodError("the series needs more columns", offenders=absent)
    given = series.select(pl.col("period").cast(pl.Int64), pl.col("value").cast(pl.Float64).fill_nan(None)).sort(
        "period"
    )
    if given["period"].is_duplicated().any() or given["period"].null_count():
        twice = given.filter(pl.col("period").is_duplicated())["period"].unique().to_list()
        raise MethodError("a period stands twice, or is not known", offenders=[str(period) for period in twice])
    if given.is_empty():
        return 0, np.empty(0)
    first, last = given["period"][0], given["period"][-1]
    values = np.full(last - first + 1, np.nan)
    values[given["period"].to_numpy() - first] = given["value"].fill_null(float("nan")).to_numpy()
    return first, values


MONITOR = {
    "period": pl.Int64, "value": pl.Float64, "level": pl.Float64, "slope": pl.Float64, "season": pl.Float64,
    "expected": pl.Float64, "low": pl.Float64, "high": pl.Float64, "statistic": pl.Float64, "state": pl.String,
    "since": pl.Int64, "step": pl.Float64, "reason_zh": pl.String, "reason_en": pl.String,
}  # fmt: skip


def _judge(values: Array, first: int, every: str, threshold: float) -> list[tuple[object, ...]]:
    seasons = SEASONS[every]
    begin, refit = FEWEST_YEARS * seasons, max(seasons // 4, 1)
    moved = values.copy()  # as if the present level had always been
    parts: Parts | None = None
    trained = 0
    since: int | None = None
    rows: list[tuple[object, ...]] = []
    for now in range(values.size):
        value = float(values[now])
        if now >= begin and since is None and (parts is None or (now - begin) % refit == 0):
            trained = now - NOT_TRAINED + 1
            parts = _trained(moved, trained, seasons, first)
        if parts is None or parts.spread == 0:
            state = "too_short" if parts is None else "no_spread"
            rows.append((first + now, _known(value), *(None,) * 7, state, None, None, *STATES[state]))
            continue
        ahead = np.arange(1.0, now - trained + 2)
        off = moved[trained : now + 1] - parts.expected(ahead)
        found = _step(parts, ahead, off)
        if since is None and found is not None and abs(found[0]) >= threshold:
            size = median(off[found[1] :]) * np.sign(found[0])
            since = trained + found[1] if size >= SMALLEST_STEP * parts.spread else None
        middle, level = float(parts.expected(ahead)[-1]), parts.level + parts.slope * float(ahead[-1])
        half = RANGE * float(np.sqrt(parts.spread**2 * (1 + COST_OF_MIDDLE / parts.years) + parts.doubt(ahead)[-1]))
        step = None if since is None else median(off[since - trained :])
        if since is not None:
            state = "alarm"
        elif not np.isfinite(off[-1]):
            state = "unknown"
        else:
            state = "outside" if abs(off[-1]) > half else "normal"
        row = (
            value,
            level,
            parts.slope,
            middle - level,
            middle,
            middle - half,
            middle + half,
            found[0] if found else np.nan,
        )
        said = _reason(
            state,
            every,
            None if since is None else first + since,
            value,
            (middle - half, middle + half),
            step,
            parts.spread,
        )
        rows.append((first + now, *map(_known, row), state, None if since is None else first + since, step, *said))
        if since is not None and step is not None and now - since + 1 >= seasons // 2 + FEWEST_SINCE:
            moved[:since] += step
            since, trained = None, now + 1
            parts = _trained(moved, trained, seasons, first)
    return rows


def _known(value: float) -> float | None:
    return value if np.isfinite(value) else None


def _trained(values: Array, end: int, seasons: int, first: int) -> Parts | None:
    """Split what was known before ``end``, or None where that is too little."""
    start = max(0, end - MOST_YEARS * seasons)
    if end - start < 2 * seasons or np.isfinite(values[start:end]).sum() < seasons + seasons // 2 + 2:
        return None
    return split(values[start:end], seasons, first=(first + start) % seasons)


def _step(parts: Parts, ahead: Array, off: Array) -> tuple[float, int] | None:
    """Largest step statistic over the onsets that left enough known figures, with the onset's place in ``off``."""
    earlier = np.flatnonzero(np.isfinite(parts.rest))
    before, gap = float(parts.rest[earlier[-1]]), parts.rest.size - 1 - int(earlier[-1])
    places = np.flatnonzero(np.isfinite(off))
    if places.size < FEWEST_SINCE or places[-1] != off.size - 1:
        return None
    previous = np.concatenate([[before], off[places[:-1]]])
    spans = np.diff(np.concatenate([[-1.0 - gap], places.astype(np.float64)]))
    kept = parts.lasting**spans
    season_doubt = parts.spread**2 * COST_OF_MIDDLE / parts.years
    variance = parts.spread**2 * (1 - kept**2) + season_doubt * (1 + kept**2)
    deviation = np.sqrt(variance)
    new = np.clip((off[places] - kept * previous) / deviation, -CUT, CUT)
    level_doubt = float(parts.doubt(ahead)[-1])
    best: tuple[float, int] | None = None
    for onset in range(max(places.size - NOT_TRAINED, 0), places.size - FEWEST_SINCE + 1):
        shape = np.where(np.arange(onset, places.size) == onset, 1.0, 1 - kept[onset:])
        weight = shape / deviation[onset:]
        shifted = float((weight * (1 - kept[onset:]) / deviation[onset:]).sum())
        statistic = float((weight * new[onset:]).sum() / np.sqrt((weight**2).sum() + level_doubt * shifted**2))
        if best is None or abs(statistic) > abs(best[0]):
            best = statistic, int(places[onset])
    return best


def _name(period: int, every: str) -> str:
    seasons = SEASONS[every]
    year, place = divmod(period, seasons)
    return f"{year}-{place + 1:02d}" if every == "month" else f"{year}-Q{place + 1}"


def _reason(
    state: str, every: str, since: int | None, value: float, span: tuple[float, float], step: float | None, spread: float
) -> tuple[str, str]:  # fmt: skip
    zh, en = STATES[state]
    if since is not None and step is not None:
        way_zh, way_en = ("高", "above") if step > 0 else ("低", "below")
        begin, size = _name(since, every), abs(step) / spread
        zh += f"：自 {begin} 起比预期{way_zh} {abs(step):.4g}（中位数），为稳健标准差的 {size:.1f} 倍"
        en += f": since {begin} {abs(step):.4g} {way_en} what was expected (median), {size:.1f} robust standard deviations"
    elif state in ("normal", "outside"):
        zh += f"：{value:.4g}，范围 {span[0]:.4g} 至 {span[1]:.4g}"
        en += f": {value:.4g}, range {span[0]:.4g} to {span[1]:.4g}"
    return zh, en


@dataclass(frozen=True, slots=True)
class Toward:
    """Whether the trend leads to a target; the paces are in the unit a period, without season."""

    level: float
    slope: float
    needed: float | None
    projected: float
    on_pace: bool
    formula: str = "projected = level + slope * periods_left; needed = (target - level) / periods_left"


def toward(
    series: pl.DataFrame, *, target: float, deadline: int, comparator: str, every: str = "month"
) -> Toward | None:
    """Hold level and trend of a series against a target for the deseasonalised level.

    Parameters
    ----------
    series
        As for :func:`monitor`.
    target, deadline
        Level to be reached (unit of the values) by a period (numbered as in the series).
    comparator
        ``>=`` or ``<=``.

    Returns
    -------
    Level at the last known period, trend, pace needed from now on (None once the deadline has come), level at the
    deadline if the trend goes on. It is no forecast with an interval. None with less than two years of figures.

    Raises
    ------
    MethodError
        A comparator that is neither, or what :func:`monitor` refuses.
    """
    if comparator not in (">=", "<="):
        raise MethodError(f"a target is reached from below (>=) or from above (<=), not {comparator!r}")
    first, values = _regular(series, every)
    known = np.flatnonzero(np.isfinite(values))
    end = int(known[-1]) + 1 if known.size else 0
    parts = _trained(values, end, SEASONS[every], first)
    if parts is None:
        return None
    left = max(deadline - (first + end - 1), 0)
    projected = parts.level + parts.slope * left
    return Toward(
        level=parts.level,
        slope=parts.slope,
        needed=(target - parts.level) / left if left else None,
        projected=projected,
        on_pace=projected >= target if comparator == ">=" else projected <= target,
    )
