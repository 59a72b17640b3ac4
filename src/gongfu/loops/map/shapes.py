"""Outlines of regions that a user brings as GeoJSON: checked whole, each matched to a region, nothing left out or simplified."""

import json
import math
from itertools import pairwise
from typing import Any

import polars as pl

from gongfu.errors import InputError
from gongfu.text import Lang, Text
from gongfu.workspace.codes.text import fold

CODES = ("code", "adcode", "行政区划代码", "代码", "division_code", "gb", "id")
NAMES = ("name", "name_zh", "名称", "NAME", "name_en", "地区")
"""Properties of a feature in which its code and its name are looked for, in this order."""
FEWEST = 4
LIMIT = 20_000_000
"""Bytes of a file; larger outlines do not draw well on any screen."""

_NOT_GEOJSON = Text("不是 GeoJSON 的 FeatureCollection", "it is no GeoJSON FeatureCollection")
_TOO_LARGE = Text("文件超过 {limit} MB", "the file is larger than {limit} MB")
_SMALLER = Text(
    "先用别的工具简化边界，再导入；这里不会擅自简化",
    "simplify the outlines with another tool first; nothing is simplified here",
)
_BROKEN = Text("边界不能使用", "the outlines cannot be used")
_MEND = Text(
    "坐标为经纬度（WGS 84）；每个要素写 code（行政区划代码）或 name，见 gongfu map tiles",
    "coordinates are longitude and latitude (WGS 84); each feature has a code (GB/T 2260) or a name, as in: gongfu map tiles",
)
_NO_KEY = Text("既无代码也无名称", "neither code nor name")
_NO_MATCH = Text("没有这个地区：{said}", "there is no such region: {said}")
_TWICE = Text("与要素 {other} 是同一地区", "the same region as feature {other}")
_NO_AREA = Text("不是面（{kind}）", "no area ({kind})")
_SHORT = Text("一条边界不足 {least} 个点", "a ring has fewer than {least} points")
_OPEN = Text("一条边界没有闭合", "a ring is not closed")
_FLAT = Text("一条边界没有面积", "a ring has no area")
_NOT_DEGREES = Text("坐标 {point} 不是经纬度", "the coordinates {point} are no longitude and latitude")


def read_shapes(content: bytes, tiles: pl.DataFrame, lang: Lang) -> dict[str, Any]:
    """Check a GeoJSON file and match each of its features to a region.

    Parameters
    ----------
    content
        The file.
    tiles
        Rows of :func:`gongfu.loops.map.tiles.tiles`: the regions that features may be.

    Returns
    -------
    A FeatureCollection with the coordinates as they stand in the file; the properties of each feature are ``region_id``, ``code``,
    ``name_zh`` and ``name_en``.

    Raises
    ------
    InputError
        Names every feature that has no code or name, matches no region or one twice, or has a broken ring.
    """
    if len(content) > LIMIT:
        raise InputError(_TOO_LARGE.fill(limit=f"{LIMIT / 1e6:g}").to(lang), mend=_SMALLER.to(lang))
    features = _features(content)
    if not features:
        raise InputError(_NOT_GEOJSON.to(lang))
    known = _known(tiles)
    wrong: list[str] = []
    taken: dict[str, int] = {}
    kept = []
    for number, feature in enumerate(features, start=1):
        said, region = _region(feature, known)
        reasons = _ring_faults(feature.get("geometry"))
        if said is None:
            reasons.append(_NO_KEY)
        elif region is None:
            reasons.append(_NO_MATCH.fill(said=said))
        elif region["name_zh"] in taken:
            reasons.append(_TWICE.fill(other=taken[region["name_zh"]]))
        else:
            taken[region["name_zh"]] = number
        head = f"{number}" + (f" {said}" if said else "")
        wrong += [f"{head}: {reason.to(lang)}" for reason in reasons]
        properties = (
            None if region is None else {name: region[name] for name in ("region_id", "code", "name_zh", "name_en")}
        )
        kept.append({"type": "Feature", "properties": properties, "geometry": feature.get("geometry")})
    if wrong:
        raise InputError(_BROKEN.to(lang), offenders=wrong, mend=_MEND.to(lang))
    return {"type": "FeatureCollection", "features": kept}


def points(shapes: dict[str, Any]) -> int:
    """How many points the outlines have."""
    return sum(len(ring) for feature in shapes["features"] for ring in _rings(feature["geometry"]))


def _features(content: bytes) -> list[dict[str, Any]]:
    """The features of a collection; none where the file is no such thing."""
    try:
        given = json.loads(content)
    except (ValueError, RecursionError):
        return []
    features = given.get("features") if isinstance(given, dict) and given.get("type") == "FeatureCollection" else None
    whole = isinstance(features, list) and all(isinstance(feature, dict) for feature in features)
    return list(features) if whole and features else []


def _known(tiles: pl.DataFrame) -> dict[str, dict[str, Any]]:
    """Regions by their folded code and names."""
    found: dict[str, dict[str, Any]] = {}
    for row in tiles.iter_rows(named=True):
        for name in (row["code"], row["name_zh"], row["name_en"], row["short"]):
            if name:
                found.setdefault(fold(name), row)
    return found


def _region(feature: dict[str, Any], known: dict[str, dict[str, Any]]) -> tuple[str | None, dict[str, Any] | None]:
    """What a feature calls itself, and the region that it is; a code counts before a name."""
    properties = feature.get("properties")
    about = {**(properties if isinstance(properties, dict) else {})}
    about.setdefault("id", feature.get("id"))
    said = [
        str(about[name]).strip()
        for name in (*CODES, *NAMES)
        if isinstance(about.get(name), str | int) and str(about[name]).strip()
    ]
    for text in said:
        if fold(text) in known:
            return text, known[fold(text)]
    return (said[0] if said else None), None


def _ring_faults(geometry: Any) -> list[Text]:
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in ("Polygon", "MultiPolygon"):
        return [_NO_AREA.fill(kind=kind)]
    try:
        faults = [fault for ring in _rings(geometry) if (fault := _fault(ring)) is not None]
    except (TypeError, ValueError, KeyError, IndexError):
        return [_SHORT.fill(least=FEWEST)]
    return list(dict.fromkeys(faults))


def _rings(geometry: dict[str, Any]) -> list[list[Any]]:
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    rings = [list(ring) for polygon in polygons for ring in polygon]
    if not rings:
        raise ValueError("no ring")
    return rings


def _fault(ring: list[Any]) -> Text | None:
    positions = [(float(point[0]), float(point[1])) for point in ring]
    for x, y in positions:
        if not (math.isfinite(x) and math.isfinite(y) and abs(x) <= 180 and abs(y) <= 90):
            return _NOT_DEGREES.fill(point=f"{x:g}, {y:g}")
    if len(positions) < FEWEST:
        return _SHORT.fill(least=FEWEST)
    if positions[0] != positions[-1]:
        return _OPEN
    area = sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(positions))
    return _FLAT if abs(area) < 1e-12 else None
