"""The map: tiles of regions, indicators and counts as layers, outlines that a user brings."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from gongfu.errors import NotFoundError
from gongfu.operations.attain import board_at
from gongfu.operations.context import Context, ReadAt, ReadVersion
from gongfu.operations.export import whole_file
from gongfu.operations.opens import Of, Opens, source_of
from gongfu.operations.parameters import Argument, Option
from gongfu.operations.registry import group, operation
from gongfu.operations.results import Layout, ReadBy, Record, Table
from gongfu.operations.series import LABELS as SERIES_LABELS
from gongfu.operations.series import TERMS as SERIES_TERMS
from gongfu.operations.series import figures_at
from gongfu.operations.supervise_common import today
from gongfu.operations.tables import version_read
from gongfu.text import Text

if TYPE_CHECKING:
    import polars as pl

group(
    "map",
    zh="地图：区县与长三角城市的格子、图层、自带边界",
    en="the map: tiles of districts and delta cities, layers, outlines of one's own",
)

SHAPES = "map.geojson"
LABELS = {
    **SERIES_LABELS,
    "grid": Text("格图", "grid"),
    "grid_zh": Text("格图名称", "grid in Chinese"),
    "grid_en": Text("格图英文名称", "grid in English"),
    "code": Text("代码", "code"),
    "name_zh": Text("名称", "Chinese name"),
    "name_en": Text("英文名称", "English name"),
    "short": Text("简称", "short name"),
    "short_en": Text("英文简称", "short English name"),
    "column": Text("列", "column"),
    "row": Text("行", "row"),
    "layer": Text("图层", "layer"),
    "indicator_en": Text("英文指标", "indicator in English"),
    "kind": Text("类别", "kind"),
    "regions": Text("有数字的地区", "regions known"),
    "region_id": Text("地区编号", "region id"),
    "periods": Text("各时期", "periods"),
    "known": Text("已知与否", "known or not"),
    "features": Text("要素", "features"),
    "points": Text("点数", "points"),
}
KNOWN = {"known": Text("已知", "known"), "unknown": Text("未知", "unknown")}
UNKNOWN = Text("未知的地区不着色，也不是零。", "Regions that are not known have no colour; they are not zero.")


@operation(
    "map tiles",
    zh="格图：每个地区一格，邻近的地区靠近；上海 16 区、长三角 41 城，虚构地区用其自带的",
    en="Tiles, one a region, neighbours near each other: 16 districts of Shanghai, 41 delta cities; a made-up region has its own",
    permission="read",
    examples=["map tiles", "map tiles --grid delta"],
)
def map_tiles(
    context: Context,
    at: ReadVersion,
    grid: Annotated[str | None, Option(zh="只要此格图", en="only this grid", metavar="GRID")] = None,
) -> Table:
    import polars as pl

    from gongfu.loops.map.tiles import tiles

    version = version_read(context.workspace, at)
    frame = tiles(context.workspace.read("region", version=version))
    if grid is not None:
        names = frame["grid"].unique(maintain_order=True).to_list()
        if grid not in names:
            raise NotFoundError(f"there is no grid {grid!r}", mend=f"grids: {', '.join(names)}")
        frame = frame.filter(pl.col("grid") == grid)
    return Table(
        frame, labels=LABELS, title=Text("格图", "tiles"), read_by=ReadBy(version),
        layout=Layout(columns=("grid", "code", "name_zh", "name_en", "short", "column", "row")),
    )  # fmt: skip


@operation(
    "map layers",
    zh="列出可作图层的指标与计数：有哪些地区、哪些时期的数字",
    en="List what can be a layer: indicators and counts, with how many regions and which periods have figures",
    permission="read",
    examples=["map layers"],
)
def map_layers(context: Context, at: ReadAt) -> Table:
    import polars as pl

    from gongfu.loops.map.counts import COUNTS, UNIT
    from gongfu.loops.map.layers import COUNT, KINDS, LAYERS, layer_list

    found, _, read_by = _placed(context, at)
    counts, day = _counted(context, at)
    rows = [
        {
            "layer": name, "indicator": said.zh, "indicator_en": said.en, "unit": UNIT.zh, "regions": mine.height,
            "figures": mine.height, "first": day, "last": day, "kind": COUNT, "periods": [day],
        }
        for name, said in COUNTS.items()
        if (mine := counts.filter(pl.col("layer") == name)).height
    ]  # fmt: skip
    frame = pl.concat([layer_list(found), pl.DataFrame(rows, schema=LAYERS)])
    return Table(
        frame, labels=LABELS, terms={"kind": KINDS}, title=Text("图层", "layers"), read_by=read_by,
        opens=dict.fromkeys(("regions", "figures"), Opens("map layer", {"indicator": Of("layer")})),
        layout=Layout(columns=("layer", "indicator", "boundary", "definition", "unit", "regions", "first", "last", "kind")),
    )  # fmt: skip


@operation(
    "map layer",
    zh="一个图层：各地区同一时期的数字及其来源；未知的标明未知",
    en="One layer: the figure of each region for one period with its source; what is not known says so",
    permission="read",
    examples=["map layer 工业增加值", "map layer 工业增加值 --period 2022 --as-of 2023-12-31", "map layer attained"],
    notes=UNKNOWN,
)
def map_layer(
    context: Context,
    at: ReadAt,
    indicator: Annotated[
        str,
        Argument(
            zh="指标名称、图层编号的开头，或计数（attained 等）；见 map layers",
            en="indicator, how the key of a layer begins, or a count (such as attained); see: map layers",
        ),
    ],
    period: Annotated[
        str | None,
        Option(
            zh="时期；默认为多数地区有数字的最近一期",
            en="period; by default the latest that most regions have",
            metavar="PERIOD",
        ),
    ] = None,
) -> Table:
    import polars as pl

    from gongfu.loops.map.counts import COUNTS, UNIT
    from gongfu.loops.map.layers import describe, find_layer, layer_figures, layer_list

    found, grid, read_by = _placed(context, at)
    places = grid.select("region_id", "code", "name_zh", "name_en", "grid").unique(
        ["name_zh", "code"], keep="first", maintain_order=True
    )
    if indicator in COUNTS:
        counts, day = _counted(context, at)
        figures = counts.filter(pl.col("layer") == indicator).with_columns(
            unit=pl.lit(UNIT.zh), period=pl.lit(day), comparator=pl.lit("=")
        )
        title, opens = (
            COUNTS[indicator],
            {"value": Opens("attain board", {"only": Of("ids")}, counts="rows")},
        )
        if indicator == "supervised":
            opens = {"value": Opens("supervise due", {})}
        sources = None
    else:
        chosen = find_layer(layer_list(found), indicator)
        figures, period = layer_figures(found, str(chosen["layer"]), period)
        said = describe(chosen) + (f"（{period}）" if period else "")
        title, opens = (
            Text(said, said),
            {
                "value": source_of("observation", "value", "observation_id"),
                "value_high": source_of("observation", "value_high", "observation_id"),
            },
        )
        everything = context.workspace.read("source", version=read_by.version)
        sources = everything.filter(pl.col("source_id").is_in(figures["source_id"].drop_nulls().unique().implode()))
    rows = places.join(figures, on="region_id", how="left", maintain_order="left", nulls_equal=False).with_columns(
        known=pl.when(pl.col("value").is_null()).then(pl.lit("unknown")).otherwise(pl.lit("known"))
    )
    rows = rows.drop("layer", strict=False)
    hidden = tuple(name for name in ("ids",) if name in rows.columns)
    return Table(
        rows, labels=LABELS, terms={**SERIES_TERMS, "known": KNOWN}, title=title, read_by=read_by, sources=sources, opens=opens, hidden=hidden,
        layout=Layout(columns=("name_zh", "value", "unit", "period", "comparator", "known")),
    )  # fmt: skip


@operation(
    "map geo",
    zh="导入自己的边界（GeoJSON）：逐个检查并对应到地区，不简化",
    en="Bring in outlines of one's own (GeoJSON): each is checked and matched to a region, nothing is simplified",
    permission="administer",
    examples=["map geo districts.geojson"],
    notes=Text(
        "要素以 code（行政区划代码）或 name 对应地区。任何一个不合格就整个拒收，并逐一说明。",
        "Features are matched by code (GB/T 2260) or name. One that does not fit refuses the file; every such one is named.",
    ),
)
def map_geo(context: Context, file: Annotated[Path, Argument(zh="GeoJSON 文件", en="a GeoJSON file")]) -> Record:
    import json

    from gongfu.loops.map.shapes import points, read_shapes
    from gongfu.loops.map.tiles import tiles

    try:
        content = file.read_bytes()
    except OSError as error:
        raise NotFoundError(f"{file.name} cannot be read: {error.strerror}") from None
    shapes = read_shapes(content, tiles(context.workspace.read("region")), context.lang)
    with whole_file(context.folder / SHAPES) as out:
        out.write(json.dumps(shapes, ensure_ascii=False, separators=(",", ":")).encode())
    return Record({"features": len(shapes["features"]), "points": points(shapes)}, labels=LABELS)


@operation(
    "map shapes",
    zh="取出导入的边界（GeoJSON）；没有则为空",
    en="Give the outlines that were brought in, as GeoJSON; empty where there are none",
    permission="read",
    examples=["map shapes"],
)
def map_shapes(context: Context) -> Record:
    import json

    context.workspace.version()  # there is a workspace
    path = context.folder / SHAPES
    empty: dict[str, Any] = {"type": "FeatureCollection", "features": []}
    return Record(json.loads(path.read_bytes()) if path.is_file() else empty, labels=LABELS)


def _placed(context: Context, at: ReadAt) -> "tuple[Any, pl.DataFrame, ReadBy]":
    """Figures with their regions, the tiles, and what they were read by."""
    from gongfu.loops.map.layers import placed
    from gongfu.loops.map.tiles import tiles

    figures, read_by = figures_at(context, at)
    grid = tiles(figures.regions)
    return placed(figures.series, figures.observations, grid), grid, read_by


def _counted(context: Context, at: ReadAt) -> "tuple[pl.DataFrame, str]":
    """Targets and items counted by region, and the day."""
    from functools import cache

    from gongfu.loops.map.counts import counted
    from gongfu.loops.map.tiles import tiles
    from gongfu.loops.supervision.views import supervised

    found, read_by = board_at(context, at)
    read = cache(lambda table: context.workspace.read(table, version=read_by.version))
    day = at.as_of or today()
    items = supervised(read, found.ledger, day)
    return counted(found, items, read("target_split"), tiles(read("region"))), day.isoformat()
