"""Targets and what is supervised, counted by region where they name one."""

import polars as pl

from gongfu.attainment.words import STATUSES
from gongfu.loops.attainment.board import Board
from gongfu.loops.supervision.views import Supervised
from gongfu.supervision.split import DISTRICT
from gongfu.text import Text

TARGETS, SUPERVISED = "targets", "supervised"
COUNTS: dict[str, Text] = {
    TARGETS: Text("目标数", "targets"),
    SUPERVISED: Text("督办事项数", "items under supervision"),
    **STATUSES,
}
"""The layers that count; by verdict, as the scoreboard has it."""
UNIT = Text("项", "items")


def counted(found: Board, items: Supervised, splits: pl.DataFrame, tiles: pl.DataFrame) -> pl.DataFrame:
    """How many targets there are of each kind in each region.

    A target belongs to the region of its plan, and to each district that a split of it names. What names no region is left out: a
    region without a row has none that names it, which is not known to be none.

    Parameters
    ----------
    found
        The board of the day.
    items
        What is under supervision on the day.
    splits
        Rows of ``target_split``.
    tiles
        Rows of :func:`gongfu.loops.map.tiles.tiles`.

    Returns
    -------
    ``layer`` (a key of :data:`COUNTS`), ``region_id``, ``value``, ``ids`` (of the targets, as in exports).
    """
    own = found.targets.select("commitment_id", "region_id")
    places = tiles.drop_nulls("region_id").unique("region_id", maintain_order=True)
    names = {
        name: key
        for key, *all_ in places.select("region_id", "name_zh", "name_en", "short").iter_rows()
        for name in all_
    }
    named = (
        splits.filter(pl.col("dimension") == DISTRICT)
        .select("commitment_id", region_id=pl.col("part").replace_strict(names, default=None, return_dtype=pl.String))
        .drop_nulls()
    )
    about = (
        pl.concat([own, named])
        .unique(maintain_order=True)
        .filter(pl.col("region_id").is_in(places["region_id"].implode()))
    )
    verdicts = found.verdicts.select(commitment_id="goal_id", layer="status")
    held = items.items.select(commitment_id="subject_id").unique().with_columns(layer=pl.lit(SUPERVISED))
    everything = found.targets.select("commitment_id", layer=pl.lit(TARGETS))
    kinds = pl.concat([everything, verdicts, held.select("commitment_id", "layer")])
    names_of = found.ledger.commitments.select("commitment_id", "id")
    return (
        kinds.join(names_of, on="commitment_id", how="inner", maintain_order="left")
        .join(about, on="commitment_id", how="inner", maintain_order="left")
        .group_by("layer", "region_id", maintain_order=True)
        .agg(value=pl.len().cast(pl.Float64), ids=pl.col("id"))
    )
