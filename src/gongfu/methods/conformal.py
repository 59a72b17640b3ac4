"""From the errors that a method has made to the spread of the error that it will make.

Split conformal prediction (Vovk, Gammerman, Shafer 2005; Lei et al. 2018) takes a quantile of past scores
``|value - forecast| / spread``. Its guarantee needs scores that could be exchanged with the next one. Scores of sister
series are that across series, but series share their years: fifty series of three years are nearer to three scores than
to a hundred and fifty. The quantiles are therefore widened like a Student quantile whose degrees of freedom count the
independent years (Satterthwaite 1946). With few scores the law assumed takes their place, as so many scores of its own.
"""

from dataclasses import dataclass

import numpy as np

from gongfu.methods.robust import Array

PRIOR_SCORES = 20  # scores that the assumed law throws in
LARGEST_WIDENING = 1.5
SHARE_OF_YEAR, YEARS_OF_PRIOR = 0.3, 2.0  # part of the variance that a year's series share, before it was seen
FEW_YEARS = 3  # below it the scores of shorter horizons help


@dataclass(frozen=True, slots=True)
class Scores:
    """Signed scores of one horizon and one calendar year of origin."""

    horizon: int
    origin: int
    values: Array


@dataclass(frozen=True, slots=True)
class Law:
    """Symmetric law of the next score: :attr:`levels` (probability of ``|score| <= bound``) and :attr:`bounds`.

    ``independent`` is the number of independent scores that it stands on, ``years`` of how many calendar years.
    """

    levels: Array
    bounds: Array
    scores: int
    years: int
    independent: float

    def bound(self, level: float) -> float:
        """Number that the absolute score stays under with the probability ``level``."""
        return float(np.interp(level, self.levels, self.bounds))

    def above(self, score: float) -> float:
        """Probability that the next score is at least ``score``; never 0 nor 1, however far out."""
        inside = float(np.interp(abs(score), self.bounds, self.levels))
        return (1 - inside) / 2 if score > 0 else (1 + inside) / 2


def shared_by_year(cells: list[Scores]) -> float:
    """Estimate the part of the scores' variance that series of one year share; cells of long horizons overlap, and weigh less."""
    betweens, withins, weight = 0.0, 0.0, 0.0
    for cell in cells:
        values = np.clip(cell.values, -6.0, 6.0)
        if values.size < 2:
            continue
        within = float(values.var(ddof=1))
        betweens += max(float(values.mean()) ** 2 - within / values.size, 0.0) / cell.horizon
        withins += within / cell.horizon
        weight += 1 / cell.horizon
    if betweens + withins == 0:
        return SHARE_OF_YEAR
    return (YEARS_OF_PRIOR * SHARE_OF_YEAR + weight * betweens / (betweens + withins)) / (YEARS_OF_PRIOR + weight)


def law_of_scores(cells: list[Scores], horizon: int, freedom: float, shared: float) -> Law:
    """Build the law of the score at a horizon.

    Parameters
    ----------
    cells
        Scores of all horizons and origins.
    freedom
        Degrees of freedom of the Student law that is assumed where scores are few.
    shared
        Result of :func:`shared_by_year`.
    """
    from scipy.special import ndtri, stdtrit

    own = [cell for cell in cells if cell.horizon == horizon]
    near = [cell for cell in cells if cell.horizon < horizon] if len(own) < FEW_YEARS else []
    prior = stdtrit(freedom, 0.5 + (np.arange(PRIOR_SCORES) + 0.5) / PRIOR_SCORES / 2)
    scores = np.sort(np.concatenate([prior, *(np.abs(cell.values) for cell in (*own, *near))]))
    levels = np.arange(1, scores.size + 1) / (scores.size + 1)
    years = max(len(own) / horizon, 0.5)
    student = 0.5 + levels / 2
    widening = np.minimum(stdtrit(1 + years / shared, student) / ndtri(student), LARGEST_WIDENING)
    each = float(np.mean([cell.values.size for cell in own])) if own else 1.0
    return Law(
        levels=np.concatenate([[0.0], levels]),
        bounds=np.concatenate([[0.0], np.maximum.accumulate(scores * widening)]),
        scores=sum(cell.values.size for cell in own),
        years=len(own),
        independent=years * each / (1 + (each - 1) * shared),
    )


def wilson(share: float, count: float, level: float) -> tuple[float, float]:
    """Interval of a share seen in ``count`` independent trials (Wilson 1927, JASA 22)."""
    from scipy.special import ndtri

    z = float(ndtri(0.5 + level / 2))
    centre, spread = share + z * z / (2 * count), z * np.sqrt(share * (1 - share) / count + (z / (2 * count)) ** 2)
    scale = 1 + z * z / count
    return max(float((centre - spread) / scale), 0.0), min(float((centre + spread) / scale), 1.0)
