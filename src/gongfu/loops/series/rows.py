"""Figures that were read, as rows of the tables ``series``, ``observation`` and ``source``."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl

from gongfu.loops.series.figures import Figure
from gongfu.loops.series.ids import observation_id, published_on, series_id
from gongfu.workspace.codes import UnknownCodeError, code_list
from gongfu.workspace.ids import id_of
from gongfu.workspace.schema import tables

if TYPE_CHECKING:
    from gongfu.loops.series.files import Placed


@dataclass(frozen=True, slots=True)
class SeriesRows:
    """Rows of the three tables; of series and sources only those that are new."""

    series: pl.DataFrame
    observations: pl.DataFrame
    sources: pl.DataFrame


def rows_of(figures: "Sequence[Placed]", file_source: str, series: pl.DataFrame, sources: pl.DataFrame) -> SeriesRows:
    """Make the rows.

    Parameters
    ----------
    figures
        What was read, each with its place in the file.
    file_source
        Id of the file as a source: of the figures that name no other.
    series, sources
        The series and sources that the workspace has.
    """
    known_series = set(series["series_id"])
    known_sources = _Sources(sources)
    new_series: dict[str, dict[str, Any]] = {}
    observations = []
    for placed in figures:
        figure = placed.figure
        key = series_id(
            figure.region_id, figure.part, figure.indicator, figure.boundary, figure.definition, figure.unit
        )
        if key not in known_series and key not in new_series:
            new_series[key] = _series(key, figure)
        cited = bool(figure.source or figure.url)
        source = known_sources.find(figure) if cited else file_source
        locator = figure.locator if cited else placed.locator
        period = str(figure.period)
        observations.append(
            {
                "observation_id": observation_id(key, period, source, figure.published, locator),
                "series_id": key, "period": period, "period_start": figure.period.start,
                "period_end": figure.period.end, "value": figure.value, "value_high": figure.value_high,
                "comparator": figure.comparator, "published": figure.published,
                "published_on": published_on(figure.published), "source_kind": figure.source_kind,
                "origin": "observed", "source_id": source, "locator": locator, "note": figure.note,
                "entered_from": file_source if cited else None, "entered_at": placed.locator if cited else None,
            }
        )  # fmt: skip
    return SeriesRows(
        _frame("series", list(new_series.values())),
        _frame("observation", observations),
        _frame("source", list(known_sources.new.values())),
    )


class _Sources:
    """Finds the source that a figure names among those of the workspace, or makes a new one."""

    def __init__(self, sources: pl.DataFrame) -> None:
        self.new: dict[str, dict[str, Any]] = {}
        self._ids = set(sources["source_id"])
        rows = list(sources.select("title", "publisher", "url", "source_id").iter_rows())
        self._named = {(title, publisher, url): str(key) for title, publisher, url, key in reversed(rows)}

    def find(self, figure: Figure) -> str:
        title = figure.source or figure.url or ""
        named = (title, figure.publisher, figure.url)
        if title in self._ids:
            return title
        if named in self._named:
            return self._named[named]
        key = id_of("cited source", *named)
        if key not in self._ids and key not in self.new:
            kind = "page" if figure.url else "document"
            self.new[key] = {"source_id": key, "kind": kind, "title": title, "publisher": figure.publisher,
                             "url": figure.url}  # fmt: skip
        return key


def _series(key: str, figure: Figure) -> dict[str, Any]:
    try:
        code = code_list("indicators").find(figure.indicator)
    except UnknownCodeError:
        code = None
    return {
        "series_id": key, "region_id": figure.region_id, "part": figure.part, "indicator": figure.indicator,
        "indicator_en": code.en if code else None, "indicator_code": code.id if code else None,
        "boundary": figure.boundary, "definition": figure.definition, "unit": figure.unit,
        "aggregation": code.more.get("aggregation") if code else None,
        "direction": code.more.get("direction") if code else None, "origin": "observed",
    }  # fmt: skip


def _frame(table: str, rows: list[dict[str, Any]]) -> pl.DataFrame:
    schema = tables()[table].polars_schema
    return pl.DataFrame(rows, schema=schema) if rows else pl.DataFrame(schema=schema)
