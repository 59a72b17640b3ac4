"""Location, scale and trend that a few wild values cannot move. Arrays in, numbers out; NaN = unknown, and left out."""

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]

NORMAL_MAD = 1.4826022185056018  # 1 / Phi^-1(3/4): a MAD times this estimates the standard deviation of a normal law
NORMAL_MEAN_DEVIATION = 1.2533141373155003  # sqrt(pi / 2): the same for the mean absolute deviation


def median(values: Array) -> float:
    """Median of the known values; NaN where none is known."""
    known = values[np.isfinite(values)]
    return float(np.median(known)) if known.size else float("nan")


def row_medians(values: Array) -> Array:
    """Median of the known values of every row; NaN where none is known. Sorting puts NaN last, so no loop is needed."""
    ordered = np.sort(values, axis=1)
    count = np.isfinite(ordered).sum(axis=1)
    rows = np.arange(len(ordered))
    low, high = (
        ordered[rows, np.maximum((count - 1) // 2, 0)],
        ordered[rows, np.minimum(count // 2, values.shape[1] - 1)],
    )
    return np.asarray((low + high) / 2, dtype=np.float64)


def robust_sd(values: Array) -> float:
    """Median absolute deviation about the median, scaled to the standard deviation of a normal law (Hampel 1974)."""
    return NORMAL_MAD * median(np.abs(values - median(values)))


def repeated_median(times: Array, values: Array) -> tuple[float, float]:
    """Fit a line that up to half of the points cannot spoil (Siegel 1982, Biometrika 69).

    Parameters
    ----------
    times, values
        n points; a point whose value is NaN is left out.

    Returns
    -------
    Level at time 0 and slope a unit of time; NaN, NaN where no point is known, slope 0 where only one is.
    """
    known = np.isfinite(values)
    times, values = times[known], values[known]
    if times.size < 2:
        return (float(values[0]), 0.0) if values.size else (float("nan"), float("nan"))
    apart = times[:, None] - times[None, :]
    rise = values[:, None] - values[None, :]
    with np.errstate(divide="ignore", invalid="ignore"):
        slopes = np.where(apart != 0, rise / apart, np.nan)
    slope = float(np.median(row_medians(slopes)))
    return float(np.median(values - slope * times)), slope
