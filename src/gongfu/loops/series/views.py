"""Views of series that a person reads: all of them, and the figures of one."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from gongfu.errors import NotFoundError
from gongfu.plan.readable import value_text
from gongfu.text import Lang
from gongfu.workspace.codes.text import fold

SHORTEST_ID = 6  # characters of an id that name a series
SHOWN_NEAR = 12
LIST_SCHEMA = {
    "series_id": pl.String, "region": pl.String, "part": pl.String, "indicator": pl.String, "boundary": pl.String,
    "definition": pl.String, "unit": pl.String, "figures": pl.Int64, "first": pl.String, "last": pl.String,
    "latest": pl.String, "value": pl.Float64, "period": pl.String, "published": pl.String, "age": pl.Int64,
    "sources": pl.Int64, "observation_id": pl.String,
}  # fmt: skip
FIGURE_SCHEMA = {
    "period": pl.String, "amount": pl.String, "value": pl.Float64, "value_high": pl.Float64, "unit": pl.String,
    "comparator": pl.String, "published": pl.String, "source": pl.String, "source_kind": pl.String,
    "origin": pl.String, "agreement": pl.String, "locator": pl.String, "url": pl.String, "note": pl.String,
    "observation_id": pl.String, "source_id": pl.String,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Figures:
    """The tables of figures at one version and day; observations without those of other series."""

    series: pl.DataFrame
    observations: pl.DataFrame
    sources: pl.DataFrame
    regions: pl.DataFrame


def read_tables(read: Callable[[str], pl.DataFrame]) -> Figures:
    """Read the tables; READ gives the rows of one at the version and day asked for."""
    observations = read("observation")
    used = observations["source_id"].unique().implode()
    sources = read("source").filter(pl.col("source_id").is_in(used))
    return Figures(read("series"), observations, sources, read("region"))


def series_view(figures: Figures, lang: Lang, *, today: date, indicator: str | None = None) -> pl.DataFrame:
    """A row for each series that has figures.

    Parameters
    ----------
    today
        The day from which the age of the latest figure is counted.
    indicator
        Only series whose indicator holds this text.

    Returns
    -------
    Rows of ``LIST_SCHEMA`` by indicator. ``latest`` is the figure of the last period that has one, and of several
    the one published last; ``age`` are the days since it was published, null where that is not known.
    """
    by_series: dict[str, list[dict[str, Any]]] = {}
    ordered = figures.observations.sort("period_end", "published_on", "observation_id", nulls_last=False)
    for row in ordered.iter_rows(named=True):
        by_series.setdefault(row["series_id"], []).append(row)
    names = _region_names(figures.regions, lang)
    rows = []
    for series in figures.series.sort("indicator", "boundary", "series_id", nulls_last=False).iter_rows(named=True):
        mine = by_series.get(series["series_id"])
        if not mine or (indicator is not None and not _holds(series, indicator)):
            continue
        known = [row for row in mine if row["value"] is not None]
        dated = [row["period"] for row in mine if row["period"] is not None]
        latest = known[-1] if known else {}
        day = latest.get("published_on")
        rows.append(
            {
                **{name: series[name] for name in ("series_id", "part", "boundary", "definition", "unit")},
                "indicator": (lang == "en" and series["indicator_en"]) or series["indicator"],
                "region": names.get(series["region_id"]), "figures": len(known), "first": dated[0] if dated else None,
                "last": dated[-1] if dated else None, "latest": amount(latest, series["unit"], lang),
                "value": latest.get("value"), "period": latest.get("period"), "published": latest.get("published"),
                "age": (today - day).days if day else None, "sources": len({row["source_id"] for row in mine} - {None}), "observation_id": latest.get("observation_id"),
            }
        )  # fmt: skip
    return pl.DataFrame(rows, schema=LIST_SCHEMA)


def figures_view(figures: Figures, series: dict[str, Any], lang: Lang) -> pl.DataFrame:
    """The figures of one series by period.

    Returns
    -------
    Rows of ``FIGURE_SCHEMA``. ``agreement`` says how the figures of one period stand to each other: ``only`` one, ``same``
    in all sources, or ``differs``; null where there is no figure.
    """
    mine = figures.observations.filter(pl.col("series_id") == series["series_id"])
    ordered = mine.sort("period_start", "period_end", "published_on", "observation_id", nulls_last=False)
    sources = {row["source_id"]: row for row in figures.sources.iter_rows(named=True)}
    values: dict[str | None, list[tuple[Any, ...]]] = {}
    for row in ordered.iter_rows(named=True):
        if row["value"] is not None:
            values.setdefault(row["period"], []).append((row["value"], row["value_high"], row["comparator"]))
    rows = []
    for row in ordered.iter_rows(named=True):
        source = sources.get(row["source_id"], {})
        here = values.get(row["period"], [])
        agreement = "only" if len(here) == 1 else "same" if len(set(here)) == 1 else "differs"
        rows.append(
            {
                **{name: row[name] for name in FIGURE_SCHEMA if name in row},
                "amount": amount(row, series["unit"], lang), "unit": series["unit"],
                "source": (lang == "en" and source.get("title_en")) or source.get("title"), "url": source.get("url"),
                "agreement": None if row["value"] is None else agreement,
            }
        )  # fmt: skip
    return pl.DataFrame(rows, schema=FIGURE_SCHEMA)


def find_series(series: pl.DataFrame, text: str) -> dict[str, Any]:
    """The series that a text means: the beginning of its id, or its indicator.

    Raises
    ------
    NotFoundError
        There is none, or there are several; names them.
    """
    rows = list(series.iter_rows(named=True))
    found = [row for row in rows if len(text) >= SHORTEST_ID and row["series_id"].startswith(text)]
    found = found or [row for row in rows if fold(text) in map(fold, _names(row))]
    found = found or [row for row in rows if _holds(row, text)]
    if len(found) == 1:
        return found[0]
    what = f"{text!r} means several series" if found else f"there is no series {text!r}"
    offenders = [f"{row['series_id']}: {describe(row)}" for row in found[:SHOWN_NEAR]]
    raise NotFoundError(what, offenders=offenders, mend="Give the beginning of its id; see: gongfu series list")


def describe(series: dict[str, Any]) -> str:
    """What a series is about, on one line."""
    about = (series["part"], series["boundary"], series["definition"])
    return "，".join(text for text in (series["indicator"], *about, series["unit"]) if text)


def amount(row: dict[str, Any], unit: str, lang: Lang) -> str | None:
    """A figure as a person reads it; null where there is none."""
    value = row.get("value")
    if value is None:
        return None
    if 0 < abs(value) < 0.01:  # two decimals would show it as zero
        sign = {"=": "", ">=": "≥ ", "<=": "≤ ", "~": "≈ "}[row["comparator"]]
        return f"{sign}{value:.15g} {unit}"
    return value_text(value, row["value_high"], unit, row["comparator"], "level", lang=lang)


def _names(series: dict[str, Any]) -> list[str]:
    return [name for name in (series["indicator"], series["indicator_en"]) if name]


def _holds(series: dict[str, Any], text: str) -> bool:
    return any(fold(text) in fold(name) for name in _names(series))


def _region_names(regions: pl.DataFrame, lang: Lang) -> dict[str, str]:
    rows = regions.select("region_id", "name_zh", "name_en").iter_rows()
    return {key: (lang == "en" and en) or zh for key, zh, en in rows}
