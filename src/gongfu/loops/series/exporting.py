"""Series, and the targets and baselines of plans, as rows of SDMX-CSV 2.0 with the codes that they use."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from gongfu import __version__
from gongfu.loops.plan.ledger import Ledger
from gongfu.loops.series.structure import COLUMNS, DIMENSIONS, INTERVALS, MEASURE, STRUCTURE_ID, TIME, Names
from gongfu.loops.series.views import Figures
from gongfu.workspace.codes import code_list, parse_period
from gongfu.workspace.ids import id_of

NOTHING: dict[str, dict[str, Names]] = {
    "PART": {"_T": ("全地区", "the whole area")},
    "BOUNDARY": {"_U": ("来源未说明", "not said by the source")},
    "DEFINITION": {"_U": ("来源未说明", "not said by the source")},
}
FREQUENCIES = {"year": "A", "half": "S", "quarter": "Q", "month": "M", "day": "D", "interval": "_O"}
STATUSES = {"estimated": "E", "derived": "I"}
KINDS = {"target": "T", "baseline": "B"}
_KEY = (*(name for name in DIMENSIONS if name != "READING"), TIME)
FORECAST_LOCATOR = "decision:0070"
FORECAST_NOTE = "{points} yearly figures up to {last}, {sisters} sister series, calibrated on {calibration_years} years"
_CODE_SIGNS = 12  # of the hash in a code


@dataclass(frozen=True, slots=True)
class Export:
    """``rows`` are texts under the heads of SDMX-CSV 2.0; ``undated`` counts what has no period and is left out."""

    rows: pl.DataFrame
    codes: dict[str, dict[str, Names]]
    undated: int


def export_rows(figures: Figures, ledger: Ledger, forecasts: pl.DataFrame) -> Export:
    """Make the rows.

    Parameters
    ----------
    figures
        Series with their observations: rows of kind O.
    ledger
        The commitments: targets are rows of kind T in the year of their deadline, baselines of kind B in theirs. Outcomes
        that a plan tells are no rows.
    forecasts
        Rows of :func:`gongfu.loops.series.forecasting.forecasts`: rows of kind F, but for those without a number.

    Returns
    -------
    Rows in the order of their keys. A number is written so that it reads back as the same; where there is none the
    cell is empty, and the status is M. Of several figures with one key, each has its ``READING``: 1 is the one
    published last.
    """
    codes: dict[str, dict[str, Names]] = {"REF_AREA": {}, "INDICATOR": {}, **{n: dict(c) for n, c in NOTHING.items()}}
    regions = {row["region_id"]: row for row in figures.regions.iter_rows(named=True)}
    found = [*_observations(figures), *_commitments(ledger), *_forecasts(figures, forecasts)]
    rows: list[dict[str, Any]] = []
    for row in found:
        if row[TIME] is None:
            continue
        region = regions.get(row.pop("region_id"), {})
        row["REF_AREA"] = region.get("code") or region.get("region_id") or "_U"
        names = (region.get("name_zh") or "不详", region.get("name_en") or region.get("name_zh") or "not known")
        codes["REF_AREA"][row["REF_AREA"]] = names
        for name in ("INDICATOR", "PART", "BOUNDARY", "DEFINITION"):
            text, english = row[f"{name}_NAME"], row.pop(f"{name}_EN", None)
            row[name] = _code(name, text)
            if text is not None:
                codes[name][row[name]] = (text, english or text)
        rows.append(row)
    kept = _numbered(rows)
    lines = [{name: _text(row.get(name)) for name in COLUMNS} for row in kept]
    frame = pl.DataFrame(lines, schema=dict.fromkeys(COLUMNS, pl.String))
    return Export(frame, codes, len(found) - len(rows))


def _observations(figures: Figures) -> Iterator[dict[str, Any]]:
    series = {row["series_id"]: row for row in figures.series.iter_rows(named=True)}
    sources = {row["source_id"]: row for row in figures.sources.iter_rows(named=True)}
    for row in figures.observations.iter_rows(named=True):
        about, source = series[row["series_id"]], sources.get(row["source_id"], {})
        time, frequency = _time(row["period"])
        yield {
            **_about(about["indicator"], about["indicator_en"], about["part"], about["boundary"], about["definition"]),
            **_source(source), "region_id": about["region_id"], "FREQ": frequency, "KIND": "O", TIME: time,
            MEASURE: row["value"], "OBS_VALUE_HIGH": row["value_high"], "UNIT_MEASURE": about["unit"],
            "COMPARATOR": row["comparator"], "PUBLISHED": row["published"], "LOCATOR": row["locator"],
            "OBS_STATUS": "M" if row["value"] is None else STATUSES.get(row["origin"], "A"),
            "SOURCE_KIND": row["source_kind"], "NOTE": row["note"], "day": row["published_on"],
            "id": row["observation_id"],
        }  # fmt: skip


def _commitments(ledger: Ledger) -> Iterator[dict[str, Any]]:
    regions = dict(ledger.plans.select("plan_id", "region_id").iter_rows())
    sources = {row["source_id"]: row for row in ledger.sources.iter_rows(named=True)}
    wanted = pl.col("kind").is_in(list(KINDS)) & (pl.col("status") != "rejected")
    for row in ledger.commitments.filter(wanted).iter_rows(named=True):
        day = row["published_on"]
        yield {
            **_about(row["indicator"], None, None, None, None), **_source(sources.get(row["source_id"], {})),
            "region_id": regions[row["plan_id"]], "FREQ": "A", "KIND": KINDS[row["kind"]], TIME: row["deadline"],
            MEASURE: row["value"], "OBS_VALUE_HIGH": row["value_high"], "UNIT_MEASURE": row["unit"],
            "COMPARATOR": row["comparator"], "MODE": row["mode"], "PUBLISHED": day.isoformat() if day else None,
            "LOCATOR": row["locator"], "OBS_STATUS": "A", "NOTE": row["note"], "day": day, "id": row["commitment_id"],
        }  # fmt: skip


def _forecasts(figures: Figures, forecasts: pl.DataFrame) -> Iterator[dict[str, Any]]:
    series = {row["series_id"]: row for row in figures.series.iter_rows(named=True)}
    for row in forecasts.filter(pl.col("reason").is_null()).iter_rows(named=True):
        about = series[row["series_id"]]
        yield {
            **_about(about["indicator"], about["indicator_en"], about["part"], about["boundary"], about["definition"]),
            **{name: row[name.lower()] for name in INTERVALS}, "region_id": about["region_id"], "FREQ": "A", "KIND": "F",
            TIME: str(row["year"]), MEASURE: row["forecast"], "UNIT_MEASURE": about["unit"], "COMPARATOR": "~",
            "OBS_STATUS": "F", "SOURCE": f"gongfu {__version__}", "LOCATOR": FORECAST_LOCATOR, "day": None,
            "NOTE": FORECAST_NOTE.format(**{**row, "last": row["year"] - row["horizon"]}), "id": row["series_id"],
        }  # fmt: skip


def _about(
    indicator: str, english: str | None, part: str | None, boundary: str | None, definition: str | None
) -> dict[str, Any]:
    return {
        "STRUCTURE": "datastructure", "STRUCTURE_ID": STRUCTURE_ID, "ACTION": "I", "INDICATOR_NAME": indicator,
        "INDICATOR_EN": english, "PART_NAME": part, "BOUNDARY_NAME": boundary, "DEFINITION_NAME": definition,
    }  # fmt: skip


def _source(source: dict[str, Any]) -> dict[str, Any]:
    return {"SOURCE": source.get("title"), "PUBLISHER": source.get("publisher"), "URL": source.get("url")}


def _time(period: str | None) -> tuple[str | None, str | None]:
    if period is None:
        return None, None
    read = parse_period(period)
    return read.sdmx, FREQUENCIES[read.kind]


def _code(name: str, text: str | None) -> str:
    """The code of a text: of an indicator that the list of indicators calls so its code, else one made of the text."""
    if text is None:
        return next(iter(NOTHING[name]))
    if name == "INDICATOR":
        code = next((code.id for code in code_list("indicators").codes.values() if code.zh == text), None)
        if code is not None:
            return code.upper()
    return f"{name[0]}_{id_of(name, text)[:_CODE_SIGNS].upper()}"


def _numbered(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows in the order of their keys, those of one key with the one published last first."""
    rows = sorted(rows, key=lambda row: row["id"])
    rows = sorted(rows, key=lambda row: row["day"] or date.min, reverse=True)
    rows = sorted(rows, key=lambda row: (*_key(row), row["UNIT_MEASURE"]))
    last: tuple[str, ...] | None = None
    number = 0
    for row in rows:
        key = _key(row)
        number = number + 1 if key == last else 1
        row["READING"], last = number, key
    return rows


def _key(row: dict[str, Any]) -> tuple[str, ...]:
    return tuple(str(row[name]) for name in _KEY)


def _text(value: Any) -> str | None:
    """A cell; a number in the shortest spelling that reads back as the same."""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 2**53 else repr(value)
    return None if value is None else str(value)
