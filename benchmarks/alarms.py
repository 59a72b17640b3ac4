"""How often alarms of monthly series find a level that moved, and how often they cry wolf.

    python -m benchmarks.alarms [--series 200] [--seed 20261] [--every month] [--years 10]

Series are made from printed seeds: trend (none, a line, a line that bends), season (none to strong), noise with
autocorrelation from 0 to 0.6, normal or heavy-tailed (Student, 5 degrees of freedom), outliers of 4 to 8 standard
deviations in two figures of a hundred, gaps (none, single months, blocks, or the January that is never published). In the
planted ones the level moves once, in the second half. A shift is measured in robust standard deviations: 1.4826 MAD
of what is left without season *and* trend, which is the strict reading (with its trend a series spreads wider, and the
same multiple would be a larger shift). Found means an alarm that begins within five periods, the shift's own included.
An alarm of a series without a shift, or before a shift, is false; the first four years are not judged, and not counted.
"""

import argparse
import os
import sys
import time
from collections import defaultdict
from dataclasses import dataclass

import numpy as np
import polars as pl

from gongfu.methods.alarms import SEASONS, monitor
from gongfu.methods.alarms.monitoring import YEARS_NEEDED

SIZES = (2, 3, 4, 6)
WITHIN = 5
FOUND, FALSE = 0.80, 1.0


@dataclass(frozen=True, slots=True)
class Made:
    """A series, where its level moves (-1: nowhere), and its kind."""

    values: np.ndarray
    at: int
    kind: dict[str, str]


def make(seed: int, every: str = "month", size: float = 0.0, years: int = 10) -> Made:
    """Make one series; a size of 0 plants nothing."""
    draw = np.random.default_rng(seed)
    seasons = SEASONS[every]
    count = years * seasons
    times = np.arange(count)
    lasting, heavy = draw.uniform(0, 0.6), draw.random() < 0.4
    shocks = draw.standard_t(5, count + 50) / np.sqrt(5 / 3) if heavy else draw.standard_normal(count + 50)
    noise = np.zeros(count + 50)
    for at in range(1, count + 50):
        noise[at] = lasting * noise[at - 1] + np.sqrt(1 - lasting**2) * shocks[at]
    noise = noise[50:]
    outliers = draw.random() < 0.7
    if outliers:
        wild = draw.random(count) < 0.02
        noise[wild] += draw.choice([-1, 1], wild.sum()) * draw.uniform(4, 8, wild.sum())
    trend = str(draw.choice(["none", "line", "bend"]))
    line = np.zeros(count) if trend == "none" else draw.uniform(-1.2, 1.2) * times / seasons
    if trend == "bend":
        line = (
            line
            + draw.uniform(-0.6, 0.6) * np.maximum(times - draw.integers(3 * count // 10, 8 * count // 10), 0) / seasons
        )
    season = np.zeros(seasons) if draw.random() < 0.15 else draw.normal(0, draw.uniform(1, 4), seasons)
    spread = 1.4826 * np.median(np.abs(noise - np.median(noise)))
    values = 100 + line + (season - season.mean())[times % seasons] + noise
    at, way = int(draw.integers(count // 2, count - WITHIN)), draw.choice([-1, 1])
    values[at:] += way * size * spread
    gaps = str(draw.choice(["none", "single", "blocks", "first of the year"]))
    if gaps == "single":
        values[draw.random(count) < 0.05] = np.nan
    elif gaps == "blocks":
        for _ in range(2):
            begin = draw.integers(2 * seasons, count - 4)
            values[begin : begin + draw.integers(2, 4)] = np.nan
    elif gaps == "first of the year" and every == "month":
        values[::seasons] = np.nan
    values = values * 10.0 ** draw.integers(-2, 6)
    kind = {
        "trend": trend, "gaps": gaps, "autocorrelation": "below 0.3" if lasting < 0.3 else "0.3 to 0.6",
        "tails": "heavy" if heavy else "normal", "outliers": "2 %" if outliers else "none",
    }  # fmt: skip
    return Made(values, at if size else -1, kind)


def begun(made: Made, every: str) -> list[int]:
    """Periods in which an alarm begins."""
    states = monitor(pl.DataFrame({"period": np.arange(made.values.size), "value": made.values}), every=every)["state"]
    on = (states == "alarm").to_numpy()
    return np.flatnonzero(on & ~np.concatenate([[False], on[:-1]])).tolist()


@dataclass(slots=True)
class Result:
    """What came out of many series."""

    false_alarms: int = 0
    years: float = 0.0
    found: int = 0
    planted: int = 0

    def add(self, made: Made, alarms: list[int], every: str) -> None:
        seasons = SEASONS[every]
        end = made.values.size if made.at < 0 else made.at
        self.false_alarms += sum(at < end for at in alarms)
        self.years += end / seasons - YEARS_NEEDED
        if made.at >= 0:
            self.planted += 1
            self.found += any(made.at <= at < made.at + WITHIN for at in alarms)

    @property
    def rate(self) -> float:
        return 100 * self.false_alarms / self.years

    @property
    def share(self) -> float:
        return self.found / self.planted


def run(seeds: range, size: float, every: str, years: int) -> tuple[Result, dict[tuple[str, str], Result]]:
    """Judge one series a seed; altogether, and by kind."""
    whole, kinds = Result(), defaultdict(Result)
    for seed in seeds:
        made = make(seed, every, size, years)
        alarms = begun(made, every)
        whole.add(made, alarms, every)
        for kind in made.kind.items():
            kinds[kind].add(made, alarms, every)
    return whole, kinds


def main() -> int:
    """Print detection and false alarms; 1 where a floor is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--series", type=int, default=200)
    parser.add_argument("--seed", type=int, default=20261)
    parser.add_argument("--every", choices=SEASONS, default="month")
    parser.add_argument("--years", type=int, default=10)
    options = parser.parse_args()
    started = time.perf_counter()
    quiet = range(options.seed, options.seed + options.series)
    print(
        f"{options.series} series of {options.years} years without a shift, seeds {quiet.start} to {quiet.stop - 1}, one figure a {options.every}"
    )
    none, kinds = run(quiet, 0.0, options.every, options.years)
    print(f"{none.false_alarms} false alarms in {none.years:,.0f} series-years: {none.rate:.2f} in 100")
    for (name, value), result in sorted(kinds.items()):
        print(f"    {name + ': ' + value:<32}{result.rate:>6.2f} in 100 ({result.years:,.0f} series-years)")
    shares = {}
    for place, size in enumerate(SIZES, 1):
        seeds = range(options.seed + 10_000 * place, options.seed + 10_000 * place + options.series)
        result, kinds = run(seeds, size, options.every, options.years)
        shares[size] = result.share
        print(
            f"shift of {size} robust standard deviations, seeds {seeds.start} to {seeds.stop - 1}: {result.found} of {result.planted}"
            f" found within {WITHIN} periods ({result.share:.1%}); {result.rate:.2f} false alarms in 100 series-years before it",
            flush=True,
        )
        if size == 4:
            for (name, value), part in sorted(kinds.items()):
                print(f"    {name + ': ' + value:<32}{part.share:>7.1%} of {part.planted}")
    missed = [
        *([f"{FOUND:.0%} found at 4"] if shares[4] < FOUND else []),
        *(["false alarms"] if none.rate > FALSE else []),
    ]
    print(
        f"floors ({FOUND:.0%} found at 4, at most {FALSE:g} false alarm in 100 series-years): {', '.join(missed) or 'met'}"
    )
    print(
        f"{time.perf_counter() - started:.0f} s; load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
    )
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
