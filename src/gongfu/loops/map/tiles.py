"""Tiles of equal size, one a region: where each stands is data of the regions that ship."""

from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import polars as pl
import yaml

from gongfu.plan import keys
from gongfu.workspace.codes import code_list

TILES: dict[str, pl.DataType] = {
    "grid": pl.String(), "grid_zh": pl.String(), "grid_en": pl.String(), "region_id": pl.String(), "code": pl.String(),
    "name_zh": pl.String(), "name_en": pl.String(), "short": pl.String(), "short_en": pl.String(), "column": pl.Int64(),
    "row": pl.Int64(),
}  # fmt: skip
FALLBACK = "shanghai"
"""Whose tiles a workspace without regions gets."""


def tiles(regions: pl.DataFrame) -> pl.DataFrame:
    """The grids of the regions that a workspace holds.

    Parameters
    ----------
    regions
        Rows of ``region``.

    Returns
    -------
    Rows of :data:`TILES`, grid by grid and row by row. ``region_id`` is that of the workspace; of a tile without a code it is null
    where the workspace has no region of its name.
    """
    ids = dict(regions.select("name_zh", "region_id").iter_rows())
    codes = dict(regions.drop_nulls("code").select("code", "region_id").iter_rows())
    found, first = [], []
    for name, declared in _declared().items():
        rows = [row for grid, about in declared["grids"].items() for row in _rows(grid, about, ids, codes)]
        if name == FALLBACK:
            first = rows
        held = any(row["code"] in codes or row["name_zh"] in ids for row in rows) or declared.get("region") in ids
        found += rows if held else []
    return pl.DataFrame(found or first, schema=TILES).sort("grid", "row", "column", maintain_order=True)


def _rows(grid: str, about: dict[str, Any], ids: dict[str, str], codes: dict[str, str]) -> list[dict[str, Any]]:
    divisions = code_list("divisions").codes
    rows = []
    for key, tile in about["tiles"].items():
        code = divisions.get(str(key))
        name = code.zh if code else str(key)
        rows.append(
            {
                "grid": grid, "grid_zh": about["zh"], "grid_en": about["en"],
                "region_id": codes.get(code.id, keys.region_id(code.id)) if code else ids.get(name),
                "code": code.id if code else None, "name_zh": name, "name_en": code.en if code else tile["en"],
                **{column: tile[column] for column in ("short", "short_en", "column", "row")},
            }
        )  # fmt: skip
    return rows


@cache
def _declared() -> dict[str, dict[str, Any]]:
    """What each region that ships says of its tiles, by the name of its folder."""
    homes = [Path(str(files("gongfu"))) / "regions", Path(str(files("gongfu"))).parents[1] / "regions"]
    return {
        path.parent.name: yaml.safe_load(path.read_text("utf-8"))
        for home in reversed(homes)
        for path in sorted(home.glob("*/tiles.yaml"))
    }
