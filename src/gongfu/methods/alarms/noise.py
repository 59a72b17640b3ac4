"""How wide a series spreads about its level, trend and season, and how much of a surprise lasts into the next period.

What a median season leaves would look too quiet: of three years, one lies on the median. Differences over whole years hold
no season at all; they spread wider by the root of two.
"""

import numpy as np

from gongfu.methods.robust import Array, huber_sd, median

CUT = 2.5
MOST_LASTING = 0.8
LASTING_OF_PRIOR, PAIRS_OF_PRIOR = 0.4, 20.0  # monthly figures of an economy are seldom independent
FARTHEST_PAIRS = 2  # years; farther differences see the same figures again
ROUNDING = 1e-9  # of the largest value


def spread_and_lasting(plain: Array, seasons: int) -> tuple[float, float]:
    """Estimate the standard deviation and the first autocorrelation (0 to 0.8) of a series without its trend.

    A series that only repeats itself has the standard deviation 0.
    """
    apart = [
        plain[years * seasons :] - plain[: -years * seasons] for years in range(1, (plain.size - 1) // seasons + 1)
    ]
    apart = [(differences - median(differences)) / np.sqrt(2) for differences in apart]
    spread = huber_sd(np.concatenate(apart))
    if not spread > ROUNDING * np.nanmax(np.abs(plain)):
        return 0.0, LASTING_OF_PRIOR
    before, after = np.concatenate([_pairs(one / spread) for one in apart[:FARTHEST_PAIRS]], axis=1)
    seen = float(before @ after) / max(float((before**2 + after**2).sum()) / 2, 1.0)
    weight = before.size / min(len(apart), FARTHEST_PAIRS)
    lasting = (weight * seen + PAIRS_OF_PRIOR * LASTING_OF_PRIOR) / (weight + PAIRS_OF_PRIOR)
    return spread, min(max(lasting, 0.0), MOST_LASTING)


def _pairs(scores: Array) -> Array:
    """Known neighbours, earlier above later."""
    cut = np.clip(scores, -CUT, CUT)
    both = np.isfinite(cut[1:]) & np.isfinite(cut[:-1])
    return np.stack([cut[:-1][both], cut[1:][both]])
