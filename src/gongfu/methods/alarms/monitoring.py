"""Every period of a series judged with what was known before it.

The last periods never train what they are held against. After an alarm nothing new is learnt until the new level has lasted for
nine months or five quarters; then it is the normal one.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import polars as pl

from gongfu.methods.alarms.reasons import STATES, of_alarm, of_figure
from gongfu.methods.alarms.series import SEASONS, regular
from gongfu.methods.alarms.split import Parts, split
from gongfu.methods.alarms.step import FEWEST_SINCE, LONGEST, needed_statistic, strongest_step
from gongfu.methods.robust import Array, median

YEARS_NEEDED = 4
RANGE = 3.0  # half width of the range, in standard deviations of one figure

MONITOR = {
    "period": pl.Int64, "value": pl.Float64, "level": pl.Float64, "slope": pl.Float64, "season": pl.Float64,
    "expected": pl.Float64, "low": pl.Float64, "high": pl.Float64, "statistic": pl.Float64, "needed": pl.Float64,
    "state": pl.String, "since": pl.Int64, "step": pl.Float64, "reason_zh": pl.String, "reason_en": pl.String,
}  # fmt: skip


def monitor(series: pl.DataFrame, *, every: str = "month") -> pl.DataFrame:
    """Judge every period of a series.

    Parameters
    ----------
    series
        ``period`` (int: year x 12 + month - 1, or year x 4 + quarter - 1; each once, any order) and ``value`` (number;
        null or NaN = unknown). Periods that are left out are unknown too.
    every
        ``month`` or ``quarter``.

    Returns
    -------
    One row a period from the first to the last: ``period``, ``value``; what was expected, in the unit of the values:
    ``level`` (without season), ``slope`` (a period), ``season``, ``expected`` (level + season), ``low``, ``high``; ``statistic`` of
    the strongest step of the last periods (standard deviations; null where none can be seen) and ``needed`` (what makes
    it an alarm); ``state`` (a key of :data:`STATES`); during an alarm ``since`` (first period of the new level) and ``step``
    (median of observed less expected since then, unit of the values); ``reason_zh``, ``reason_en``.

    Raises
    ------
    MethodError
        A column is missing, a period stands twice or is not known, or ``every`` is neither.
    """
    first, values = regular(series, every)
    return pl.DataFrame(list(_judge(values, first, every)), schema=MONITOR, orient="row")


@dataclass(slots=True)
class _Learnt:
    """What is known of a series so far; ``moved`` holds its values as if the present level had always been."""

    moved: Array
    first: int
    seasons: int
    parts: Parts | None = None
    end: int = 0

    def learn(self, end: int) -> None:
        self.end = end
        self.parts = split(self.moved[:end], self.seasons, first=self.first % self.seasons)

    def settle(self, since: int, step: float, end: int) -> None:
        self.moved[:since] += step
        self.learn(end)


def _judge(values: Array, first: int, every: str) -> Iterator[dict[str, object]]:
    seasons = SEASONS[every]
    learnt = _Learnt(values.copy(), first, seasons)
    since: int | None = None
    for now, value in enumerate(values):
        begun = now - YEARS_NEEDED * seasons
        if begun >= 0 and since is None and (learnt.parts is None or begun % (seasons // 4) == 0):
            learnt.learn(now + 1 - LONGEST)
        row: dict[str, object] = {"period": first + now, "value": _known(value)}
        parts = learnt.parts
        if parts is None or parts.spread == 0:
            yield row | _stated("too_short" if parts is None else "no_spread")
            continue
        ahead = now + 1 - learnt.end
        off = learnt.moved[learnt.end : now + 1] - parts.expected(np.arange(1.0, ahead + 1))
        found = strongest_step(parts, off)
        if since is None and found is not None and abs(found.statistic) >= needed_statistic(parts):
            since = learnt.end + found.onset
        row |= _outlook(parts, ahead)
        row |= {"statistic": found.statistic if found else None, "needed": needed_statistic(parts)}
        if since is None:
            yield row | _placed(value, row)
            continue
        step = median(off[since - learnt.end :])
        zh, en = of_alarm(every, first + since, step, parts.spread)
        yield row | {"state": "alarm", "since": first + since, "step": step, "reason_zh": zh, "reason_en": en}
        if now - since + 1 >= seasons // 2 + FEWEST_SINCE:
            learnt.settle(since, step, now + 1)
            since = None


def _outlook(parts: Parts, ahead: int) -> dict[str, float | None]:
    """What was expected of a period, and its range."""
    expected = float(parts.expected(np.array([float(ahead)]))[0])
    level = parts.level + parts.slope * ahead
    half = RANGE * float(np.sqrt(parts.spread**2 + parts.season_doubt + parts.doubt(ahead)))
    outlook = {"level": level, "slope": parts.slope, "season": expected - level, "expected": expected}
    return {
        name: _known(value) for name, value in (outlook | {"low": expected - half, "high": expected + half}).items()
    }


def _placed(value: float, row: dict[str, object]) -> dict[str, object]:
    """State of a figure outside an alarm."""
    low, high = row["low"], row["high"]
    if not np.isfinite(value) or not isinstance(low, float) or not isinstance(high, float):
        return _stated("unknown")
    state = "normal" if low <= value <= high else "outside"
    zh, en = of_figure(state, value, low, high)
    return {"state": state, "reason_zh": zh, "reason_en": en}


def _stated(state: str) -> dict[str, object]:
    zh, en = STATES[state]
    return {"state": state, "reason_zh": zh, "reason_en": en}


def _known(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
