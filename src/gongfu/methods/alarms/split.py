"""A series split into level, trend, season and rest, so that a few wild figures move none of them.

In the spirit of STL (Cleveland and others 1990, J. Official Statistics 6) with medians for its smoothers: the season is the
middle of what a running median of a year leaves of each month, the trend a steady line over the last
years, its slope kept only as far as it stands out of the noise.
"""

from dataclasses import dataclass

import numpy as np

from gongfu.methods.alarms.noise import spread_and_lasting
from gongfu.methods.robust import NEAR, Array, Places, median, repeated_median, row_medians, steady_line

MOST_YEARS, LINE_YEARS = {12: 8, 4: 16}, {12: 6, 4: 10}  # by figures a year
FEWEST_YEARS_KNOWN = 1.5  # a month must have been seen twice here and there, or nothing tells season from noise
COST_OF_MIDDLE = 1.15  # variance of a mean of what lies near, beside that of a plain one
SLOPE_DOUBT = 1.3
SEASON_PASSES = 2


@dataclass(frozen=True, slots=True)
class Parts:
    """A split series.

    ``level`` (deseasonalised, on the line, at the last period), ``slope`` (unit a period), ``season`` (unit; over a year from
    January or the first quarter; sums to 0; NaN for a month that was never known), ``place`` of the last period in the year
    (from 0), ``rest`` (over the years of the line, to the last period; NaN where unknown), ``spread`` (its standard deviation),
    ``lasting`` (its first autocorrelation), ``years`` learnt from, variances of level and slope.
    """

    level: float
    slope: float
    season: Array
    place: int
    rest: Array
    spread: float
    lasting: float
    years: float
    level_doubt: float
    slope_doubt: float

    def expected(self, ahead: Array) -> Array:
        """Expected values; ``ahead`` counts periods from the last one, which is 0."""
        where = (self.place + np.rint(ahead).astype(np.int64)) % self.season.size
        return self.level + self.slope * ahead + self.season[where]

    def doubt(self, ahead: float) -> float:
        """Variance of the expected level; it is known best in the middle of the line."""
        return self.level_doubt + self.slope_doubt * (ahead + self.rest.size / 2) ** 2

    @property
    def season_doubt(self) -> float:
        """Variance of the season of one month."""
        return self.spread**2 * COST_OF_MIDDLE / self.years


def split(values: Array, seasons: int, *, first: int = 0) -> Parts | None:
    """Split a series.

    Parameters
    ----------
    values
        n periods without a hole in time; NaN = unknown. Only the last eight years count.
    seasons
        Periods a year: 12 or 4.
    first
        Place in the year of the first value, from 0.

    Returns
    -------
    None with less than two years, or where the last six hold fewer than one and a half years of figures.
    """
    start = max(values.size - MOST_YEARS[seasons] * seasons, 0)
    values, first = values[start:], (first + start) % seasons
    window = min(values.size, LINE_YEARS[seasons] * seasons)
    if values.size < 2 * seasons or np.isfinite(values[-window:]).sum() < FEWEST_YEARS_KNOWN * seasons + 2:
        return None
    place = (first + np.arange(values.size)) % seasons
    times = np.arange(1.0 - values.size, 1.0)
    at, steep = steady_line(times[-window:], values[-window:])
    spread, lasting = spread_and_lasting(values - at - steep * times, seasons)
    season = _season(values, place, seasons, spread)
    times, plain = times[-window:], (values - season[place])[-window:]
    _, steep = steady_line(times, plain)
    stretched = spread**2 * (1 + lasting) / (1 - lasting)
    slope_doubt = stretched * 12 / window**3 * SLOPE_DOUBT
    kept = max(0.0, 1 - slope_doubt / steep**2) if steep else 0.0
    slope = steep * kept
    level = _middle(plain - slope * times, spread)
    return Parts(
        level=level,
        slope=slope,
        season=season,
        place=int(place[-1]),
        rest=plain - level - slope * times,
        spread=spread,
        lasting=lasting,
        years=values.size / seasons,
        level_doubt=stretched / window * COST_OF_MIDDLE,
        slope_doubt=slope_doubt * kept,
    )


def _season(values: Array, place: Places, seasons: int, spread: float) -> Array:
    season = np.zeros(seasons)
    for _ in range(SEASON_PASSES):
        off = values - _running(values - season[place], seasons)
        season = np.array([_middle(off[place == one], spread) for one in range(seasons)])
        season = season - season[np.isfinite(season)].mean()
    return season


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
    end = 2 * seasons
    times = np.arange(end, dtype=np.float64)
    at, slope = repeated_median(times, values[:end])
    smooth[:half] = at + slope * times[:half]
    at, slope = repeated_median(times, values[-end:])
    smooth[-half:] = at + slope * times[-half:]
    return smooth
