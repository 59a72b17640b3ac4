"""Derived figures as rows of the workspace: worked out from its series, opened by the formulas that made them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl

from gongfu.attainment.figures import bounds
from gongfu.derive.formula import Formula as Declared
from gongfu.derive.formula import in_order
from gongfu.derive.working import READING, missing_of, work_out
from gongfu.loops.series.ids import observation_id, series_id
from gongfu.text import Text
from gongfu.workspace.codes import Period, UnknownCodeError, code_list, parse_period
from gongfu.workspace.provenance import Formula, Input, recorded
from gongfu.workspace.schema import table

if TYPE_CHECKING:
    from gongfu.workspace import Transaction, Workspace

MADE_BY = "series derive"
DIGITS = 15  # of a figure; the rest is the noise of binary fractions
Counts = tuple[int, int, int, int, frozenset[str]]
_TABLES = ("series", "observation", "derivation", "derivation_input")


@dataclass(frozen=True, slots=True)
class Stand:
    """What became of one formula in one region.

    ``printed`` are periods that were left to a source that prints the figure, each as (period, worked out, printed);
    ``missing`` says what is missing, one line an input.
    """

    formula: Declared
    region_id: str
    figures: int
    unknown: int
    printed: tuple[tuple[str, float, float], ...]
    missing: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Derived:
    """Rows of ``series``, ``observation``, ``derivation`` and ``derivation_input`` by table; and a stand a formula."""

    rows: Mapping[str, pl.DataFrame]
    stands: tuple[Stand, ...]


@dataclass(frozen=True, slots=True)
class DeriveReport:
    """How many derived figures came in, changed, went and stayed.

    ``stale`` are the ids of formulas whose figures were not as they are worked out now; ``version`` is null where nothing
    was written.
    """

    added: int
    changed: int
    removed: int
    unchanged: int
    stale: frozenset[str]
    stands: tuple[Stand, ...]
    version: int | None


def derived_rows(formulas: Sequence[Declared], series: pl.DataFrame, observations: pl.DataFrame) -> Derived:
    """Work formulas out over tables ``series`` and ``observation``, without what these formulas made before.

    A period for which a source prints the figure is left to the source, and the two are told side by side.
    """
    printed = observations
    known_series = series.filter(pl.col("series_id").is_in(printed["series_id"].implode()))
    made_series: dict[str, dict[str, Any]] = {}
    made: dict[str, dict[str, Any]] = {}
    recipes: list[Formula] = []
    stands = []
    for formula in in_order(formulas):
        regions = [formula.region] if formula.region else known_series["region_id"].unique().sort().to_list()
        for region in regions:
            own = known_series.filter(pl.col("region_id") == region)
            readings = bounds(printed.join(own.select("series_id"), on="series_id", how="semi")).select(READING)
            worked = work_out(formula, own, readings)
            about = formula.result
            key = series_id(region, about.part, about.indicator, about.boundary, about.definition, about.unit)
            told = _printed(observations.filter(pl.col("series_id") == key))
            rows, twice = [], []
            for figure in worked.figures.iter_rows(named=True):
                period = _period(figure, printed)
                if (figure["period_start"], figure["period_end"]) in told:
                    if figure["value"] is not None:
                        twice.append((period, figure["value"], told[figure["period_start"], figure["period_end"]]))
                    continue
                recipe = _recipe(formula, figure)
                recipes.append(recipe)
                rows.append(_observation(key, period, figure, recipe, formula.id))
            if rows:
                made_series.setdefault(key, _series(key, region, formula))
                made |= {row["observation_id"]: row for row in rows}
                known_series = _with(known_series, "series", [made_series[key]], "series_id")
                printed = _with(printed, "observation", rows, "observation_id")
            unknown = sum(row["value"] is None for row in rows)
            stands.append(
                Stand(formula, region, len(rows) - unknown, unknown, tuple(twice), tuple(missing_of(worked.gaps)))
            )
    derivations, inputs = recorded(recipes)
    return Derived(
        {
            "series": _frame("series", list(made_series.values())),
            "observation": _frame("observation", list(made.values())),
            "derivation": derivations,
            "derivation_input": inputs,
        },
        tuple(stands),
    )


def derive(workspace: "Workspace", formulas: Sequence[Declared], *, author: str, dry_run: bool = False) -> DeriveReport:
    """Work the formulas out and write what changed in one commit; derived figures that no longer follow go."""

    def change(tx: "Transaction") -> tuple[Counts, tuple[Stand, ...]]:
        series = tx.read("series")
        others, before = _apart(tx.read("observation"), tx.read("derivation"), formulas)
        derived = derived_rows(formulas, series, others)
        counts, gone = _compared(derived, before)
        new = derived.rows["series"].join(series, on="series_id", how="anti")
        for name in _TABLES:
            frame = new if name == "series" else derived.rows[name]
            if frame.height:
                tx.merge(name, frame)
        if gone.height:
            tx.delete("observation", gone)
        return counts, derived.stands

    if dry_run:
        others, before = _apart(workspace.read("observation"), workspace.read("derivation"), formulas)
        derived = derived_rows(formulas, workspace.read("series"), others)
        counts, _ = _compared(derived, before)
        return _report(counts, derived.stands, None)
    version = workspace.version()
    commit = workspace.commit(change, message="Derive indicators", author=author)
    counts, stands = commit.result
    return _report(counts, stands, commit.version if commit.version != version else None)


def _report(counts: Counts, stands: tuple[Stand, ...], version: int | None) -> DeriveReport:
    return DeriveReport(*counts, stands, version)


def _apart(
    observations: pl.DataFrame, derivations: pl.DataFrame, formulas: Sequence[Declared]
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The figures that these formulas did not make, and those that they made before."""
    ids = [formula.id for formula in formulas]
    made_by = pl.col("parameters").str.json_path_match("$.formula").is_in(ids) & (pl.col("made_by") == MADE_BY)
    locators = "formula:" + derivations.filter(made_by)["derivation_id"]
    ours = pl.col("locator").is_in(locators.implode()).fill_null(False)
    return observations.filter(~ours), observations.filter(ours)


def _compared(derived: Derived, before: pl.DataFrame) -> tuple[Counts, pl.DataFrame]:
    """Derived figures added, changed, removed and unchanged, the formulas they are of, and the keys of those to remove."""
    fresh = derived.rows["observation"]
    known = fresh.join(before, on="observation_id", how="semi")
    same = known.join(
        before, on=["observation_id", "value", "value_high", "published_on"], how="semi", nulls_equal=True
    )
    gone = before.join(fresh, on="observation_id", how="anti")
    moved = pl.concat([fresh.join(same, on="observation_id", how="anti")["note"], gone["note"]])
    stale = frozenset(note.partition(": ")[0] for note in moved)
    counts = (fresh.height - known.height, known.height - same.height, gone.height, same.height, stale)
    return counts, gone.select("observation_id")


def _printed(figures: pl.DataFrame) -> dict[tuple[Any, Any], float]:
    """The figure that a source prints last, by period."""
    known = figures.filter(pl.col("value").is_not_null()).sort("published_on", nulls_last=False)
    return {
        (start, end): value for start, end, value in known.select("period_start", "period_end", "value").iter_rows()
    }


def _period(figure: Mapping[str, Any], known: pl.DataFrame) -> str:
    """The period as the inputs spell it, else as it is spelt here."""
    start, end = figure["period_start"], figure["period_end"]
    same = known.filter((pl.col("period_start") == start) & (pl.col("period_end") == end))["period"]
    return same[0] if same.len() else str(parse_period(str(Period(start, end, "interval"))))


def _recipe(formula: Declared, figure: Mapping[str, Any]) -> Formula:
    inputs = [
        Input(name, "observation", "value", rows={"observation_id": key})
        for name, key in zip(figure["names"], figure["inputs"], strict=True)
    ]
    parameters = {"formula": formula.id, "kind": formula.kind, "dated": formula.dated.isoformat()}
    note = formula.source if formula.differs is None else f"{formula.source}；{formula.differs}"
    return Formula(figure["formula"], inputs, made_by=MADE_BY, parameters=parameters, note_zh=note)


def _observation(key: str, period: str, figure: Mapping[str, Any], recipe: Formula, name: str) -> dict[str, Any]:
    value, high = (None if figure[n] is None else float(f"{figure[n]:.{DIGITS}g}") for n in ("value", "value_high"))
    return {
        "observation_id": observation_id(key, period, None, None, recipe.locator), "series_id": key, "period": period,
        "period_start": figure["period_start"], "period_end": figure["period_end"], "value": value, "value_high": high,
        "comparator": "=", "published_on": figure["published_on"], "origin": "derived", "locator": recipe.locator,
        "note": f"{name}: {recipe.formula}", "source_kind": "derived",
    }  # fmt: skip


def _series(key: str, region: str, formula: Declared) -> dict[str, Any]:
    about = formula.result
    try:
        code = code_list("indicators").find(about.indicator)
    except UnknownCodeError:
        code = None
    ratio = formula.kind not in ("sum", "difference")
    return {
        "series_id": key, "region_id": region, "part": about.part, "indicator": about.indicator,
        "indicator_en": formula.result_en or (code.en if code else None), "indicator_code": code.id if code else None,
        "boundary": about.boundary, "definition": about.definition, "unit": about.unit,
        "aggregation": "ratio" if ratio else code.more.get("aggregation") if code else None,
        "direction": code.more.get("direction") if code else None, "origin": "derived",
    }  # fmt: skip


def _with(frame: pl.DataFrame, name: str, rows: list[dict[str, Any]], key: str) -> pl.DataFrame:
    return pl.concat([frame, _frame(name, rows)], how="diagonal_relaxed").unique(key, keep="first", maintain_order=True)


def _frame(name: str, rows: list[dict[str, Any]]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=table(name).polars_schema)
