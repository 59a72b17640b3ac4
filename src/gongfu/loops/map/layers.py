"""Indicators that have figures by region, each as a layer of the map."""

from dataclasses import dataclass

import polars as pl

from gongfu.errors import NotFoundError
from gongfu.text import Text
from gongfu.workspace.codes.text import fold
from gongfu.workspace.ids import id_of

MEASURE = ("indicator", "boundary", "definition", "unit")
"""What figures must share to stand on one map."""
LAYERS: dict[str, pl.DataType] = {
    "layer": pl.String(), "indicator": pl.String(), "indicator_en": pl.String(), "boundary": pl.String(), "definition": pl.String(),
    "unit": pl.String(), "regions": pl.Int64(), "figures": pl.Int64(), "first": pl.String(), "last": pl.String(),
    "kind": pl.String(), "periods": pl.List(pl.String()),
}  # fmt: skip
FIGURES: dict[str, pl.DataType] = {
    "region_id": pl.String(), "value": pl.Float64(), "value_high": pl.Float64(), "unit": pl.String(), "comparator": pl.String(),
    "period": pl.String(), "published": pl.String(), "origin": pl.String(), "sources": pl.Int64(), "observation_id": pl.String(),
    "series_id": pl.String(), "source_id": pl.String(),
}  # fmt: skip
SERIES, COUNT = "series", "count"
KINDS = {SERIES: Text("指标", "indicator"), COUNT: Text("计数", "count")}
SHORTEST = 6
"""Characters of a key that are enough to name a layer."""


@dataclass(frozen=True, slots=True)
class Placed:
    """Figures with the region that each is about; ``part`` of a series that names a tile's region counts as that region."""

    series: pl.DataFrame
    figures: pl.DataFrame


def placed(series: pl.DataFrame, observations: pl.DataFrame, tiles: pl.DataFrame) -> Placed:
    """The series about regions of the tiles, and their figures.

    Parameters
    ----------
    series, observations
        Rows of the tables.
    tiles
        Rows of :func:`gongfu.loops.map.tiles.tiles`.

    Returns
    -------
    Series with ``place`` (region id) and ``layer`` (key); figures that have a period, with these two.
    """
    known = tiles.drop_nulls("region_id").unique("region_id", maintain_order=True)
    named = {
        name: key
        for key, *names in known.select("region_id", "name_zh", "name_en", "short").iter_rows()
        for name in names
        if name
    }
    own = set(known["region_id"])
    places = [
        named.get(part) if part else region if region in own else None
        for region, part in series.select("region_id", "part").iter_rows()
    ]
    layers = [id_of("map layer", *row) for row in series.select(MEASURE).iter_rows()]
    mine = series.with_columns(
        place=pl.Series(places, dtype=pl.String), layer=pl.Series(layers, dtype=pl.String)
    ).drop_nulls("place")
    figures = observations.drop_nulls("period").join(
        mine.select("series_id", "place", "layer", "unit"), on="series_id", how="inner", maintain_order="left"
    )
    return Placed(mine, figures)


def layer_list(found: Placed) -> pl.DataFrame:
    """A row for each layer, those of the most regions first: columns :data:`LAYERS`; ``figures`` counts the known ones."""
    known = found.figures.drop_nulls("value")
    counts = known.group_by("layer").agg(
        regions=pl.col("place").n_unique().cast(pl.Int64), figures=pl.len().cast(pl.Int64),
        first=pl.col("period").sort_by("period_end").first(), last=pl.col("period").sort_by("period_end").last(),
        periods=pl.col("period").sort_by("period_end", "period").unique(maintain_order=True),
    )  # fmt: skip
    about = found.series.unique("layer", keep="first", maintain_order=True).select("layer", "indicator_en", *MEASURE)
    rows = about.join(counts, on="layer", how="inner").with_columns(kind=pl.lit(SERIES))
    return rows.select(list(LAYERS)).sort(
        "regions", "figures", "indicator", "layer", descending=[True, True, False, False]
    )


def find_layer(layers: pl.DataFrame, text: str) -> dict[str, str | None]:
    """The layer that a text means: the beginning of its key, or the name of its indicator.

    Raises
    ------
    NotFoundError
        There is none, or there are several; names them.
    """
    rows = list(layers.iter_rows(named=True))
    found = [row for row in rows if len(text) >= SHORTEST and row["layer"].startswith(text)]
    found = found or [
        row for row in rows if fold(text) in {fold(name) for name in (row["indicator"], row["indicator_en"]) if name}
    ]
    found = found or [
        row for row in rows if any(fold(text) in fold(name) for name in (row["indicator"], row["indicator_en"]) if name)
    ]
    if len(found) == 1:
        return found[0]
    what = f"{text!r} means several layers" if found else f"there is no layer {text!r}"
    offenders = [f"{row['layer']}: {describe(row)}" for row in found]
    raise NotFoundError(what, offenders=offenders, mend="Give the beginning of its key; see: gongfu map layers")


def describe(layer: dict[str, str | None]) -> str:
    """What a layer shows, on one line."""
    return "，".join(str(layer[name]) for name in MEASURE if layer[name])


def layer_figures(found: Placed, layer: str, period: str | None) -> tuple[pl.DataFrame, str | None]:
    """The figure of each region for one period, of several the one published last.

    Returns
    -------
    Rows of :data:`FIGURES`, where ``sources`` counts those that have a figure for the period; and the period: where none was asked
    for, the latest that at least half as many regions have a figure of as of any.

    Raises
    ------
    NotFoundError
        No region has a figure of that period; names those that there are.
    """
    mine = found.figures.filter(pl.col("layer") == layer)
    known = mine.drop_nulls("value")
    if period is None:
        counts = known.group_by("period").agg(regions=pl.col("place").n_unique(), end=pl.col("period_end").max())
        wide = counts.filter(pl.col("regions") * 2 >= pl.col("regions").max()).sort("end", "period")
        period = wide["period"][-1] if wide.height else None
    elif period not in set(mine["period"]):
        periods = mine.unique("period").sort("period_end")["period"].to_list()
        raise NotFoundError(f"no region has a figure of {period}", offenders=periods, mend="Give one of these periods.")
    of_period = mine.filter(pl.col("period") == period) if period is not None else mine.clear()
    ordered = of_period.sort("place", pl.col("value").is_not_null(), "published_on", "observation_id", nulls_last=False)
    counts = of_period.drop_nulls("value").group_by("place").agg(sources=pl.col("source_id").n_unique().cast(pl.Int64))
    one = ordered.unique("place", keep="last", maintain_order=True).join(
        counts, on="place", how="left", maintain_order="left"
    )
    return one.with_columns(region_id="place").select(list(FIGURES)), period
