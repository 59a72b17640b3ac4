"""Whether the level moved a few periods ago.

Generalised least squares for a step in autocorrelated noise (Box and Tiao 1975, JASA 70), on innovations cut at a few
standard deviations (Huber 1981), with the doubt about line and season in the denominator. One wild figure is no step: all
figures since must lie off on one side, or all but one where there are four or more.
"""

from dataclasses import dataclass

import numpy as np

from gongfu.methods.alarms.split import Parts
from gongfu.methods.robust import Array, Places

LONGEST = 6  # latest figures in which a step is looked for
FEWEST_SINCE = 3  # known figures that a new level must have shown
ONE_MAY_MISS = 4  # figures from which on one may lie elsewhere
CUT = 3.5  # standard deviations of an innovation
STATISTIC = {12: 3.45, 4: 3.65}  # for an alarm, by figures a year, of a history without end
SMALLEST_STEP = 1.8  # standard deviations of one figure, of a history without end
CAUTION = 1.0  # years; a spread learnt in a few of them may be far off


@dataclass(frozen=True, slots=True)
class Step:
    """A possible step: its ``statistic`` (standard deviations) and the place of its first figure in what was searched."""

    statistic: float
    onset: int


def caution(parts: Parts) -> float:
    """Factor by which everything must stand out more, as the spread is learnt from few figures."""
    return 1 + CAUTION / parts.years


def needed_statistic(parts: Parts) -> float:
    """Statistic from which a step is an alarm."""
    return STATISTIC[parts.season.size] * caution(parts)


def strongest_step(parts: Parts, off: Array) -> Step | None:
    """Find the step that stands out most.

    Parameters
    ----------
    parts
        What was learnt.
    off
        Observed less expected for the n periods after it, up to the judged one; NaN = unknown.

    Returns
    -------
    None where the last figure is not known, or no three figures in a row lie off on one side.
    """
    places = np.flatnonzero(np.isfinite(off))
    if places.size < FEWEST_SINCE or places[-1] != off.size - 1:
        return None
    kept, deviation, new = _innovations(parts, off, places)
    level_doubt, smallest = parts.doubt(off.size), SMALLEST_STEP * caution(parts) * parts.spread
    steps = []
    for onset in range(max(places.size - LONGEST, 0), places.size - FEWEST_SINCE + 1):
        shape = 1 - kept[onset:]
        shape[0] = 1.0  # the first figure of a step is new altogether
        weight = shape / deviation[onset:]
        shifted = float((weight * (1 - kept[onset:]) / deviation[onset:]).sum())
        statistic = float(weight @ new[onset:] / np.sqrt(weight @ weight + level_doubt * shifted**2))
        moved = np.sort(off[places[onset:]] * np.sign(statistic))
        if moved[1 if moved.size >= ONE_MAY_MISS else 0] >= smallest:
            steps.append(Step(statistic, int(places[onset])))
    return max(steps, key=lambda step: abs(step.statistic), default=None)


def _innovations(parts: Parts, off: Array, places: Places) -> tuple[Array, Array, Array]:
    """Share of the figure before that lasts, standard deviation of what is new, and what is new in those; one a known figure."""
    earlier = np.flatnonzero(np.isfinite(parts.rest))
    before = np.concatenate([parts.rest[earlier[-1:]], off[places[:-1]]])
    when = np.concatenate([earlier[-1:] - parts.rest.size, places])
    kept = parts.lasting ** np.diff(when).astype(np.float64)
    deviation = np.sqrt(parts.spread**2 * (1 - kept**2) + parts.season_doubt * (1 + kept**2))
    return kept, deviation, np.clip((off[places] - kept * before) / deviation, -CUT, CUT)
