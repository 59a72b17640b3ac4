"""The figures of a workspace: those of its series, and what the plans themselves say was reached."""

from collections.abc import Mapping

import polars as pl

from gongfu.loops.attainment.matching import Named, match
from gongfu.loops.series.ids import series_id
from gongfu.workspace.schema import table

_STATES = ("level", "share")


def with_plans(
    series: pl.DataFrame,
    observations: pl.DataFrame,
    commitments: pl.DataFrame,
    plans: pl.DataFrame,
    regions: Mapping[str, str],
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Add the outcomes and baselines of plans to the figures.

    They go to the series that is surely the same, else to one of their own; a figure from a plan has the commitment's id.

    Parameters
    ----------
    series, observations
        Tables of the workspace at the day asked for.
    commitments, plans
        Of the ledger; rejected ones left out.
    regions
        Names of regions by id.

    Returns
    -------
    Both tables, longer.
    """
    told = commitments.filter(
        pl.col("kind").is_in(["outcome", "baseline"])
        & pl.col("mode").is_in(_STATES)
        & pl.col("deadline").is_not_null()
        & pl.col("same_as").is_null()
    ).join(plans.select("plan_id", "region_id"), on="plan_id", how="inner")
    if told.is_empty():
        return series, observations
    names = [
        Named(r["commitment_id"], r["region_id"], r["indicator"], r["unit"], r["mode"], size=r["size_class"])
        for r in told.iter_rows(named=True)
    ]
    known = [
        Named(key, region, indicator, unit, part=part)
        for key, region, part, indicator, unit in series.filter(pl.col("definition").is_null())
        .select("series_id", "region_id", "part", "indicator", "unit")
        .iter_rows()
        if part is None
    ]
    same = {m.goal_id: m.series_id for m in match(names, known, regions, {}) if m.used and m.factor == 1.0}
    own = {}
    rows = []
    for row in told.iter_rows(named=True):
        key = same.get(row["commitment_id"])
        if key is None:
            key = series_id(row["region_id"], None, row["indicator"], None, None, row["unit"])
            own[key] = {
                "series_id": key, "region_id": row["region_id"], "indicator": row["indicator"], "unit": row["unit"],
                "aggregation": "ratio" if row["mode"] == "share" else row["aggregation"], "origin": "observed",
            }  # fmt: skip
        rows.append(_figure(row, key))
    fresh = {key: value for key, value in own.items() if key not in set(series["series_id"])}
    return (
        _more(series, list(fresh.values()), "series"),
        _more(observations, rows, "observation"),
    )


def _figure(row: dict[str, object], key: str) -> dict[str, object]:
    year = row["deadline"]
    return {
        "observation_id": row["commitment_id"], "series_id": key, "period": str(year),
        "value": row["value"], "value_high": row["value_high"], "comparator": row["comparator"],
        "published_on": row["published_on"], "source_kind": "plan", "origin": row["origin"],
        "source_id": row["source_id"], "locator": row["locator"],
    }  # fmt: skip


def _more(frame: pl.DataFrame, rows: list[dict[str, object]], name: str) -> pl.DataFrame:
    if not rows:
        return frame
    schema = table(name).polars_schema
    made = pl.DataFrame(rows, schema={column: kind for column, kind in schema.items() if column in rows[0]})
    if name == "observation":
        year = pl.col("period").cast(pl.Int32)
        made = made.with_columns(period_start=pl.date(year, 1, 1), period_end=pl.date(year, 12, 31))
    return pl.concat([frame, made], how="diagonal_relaxed")
