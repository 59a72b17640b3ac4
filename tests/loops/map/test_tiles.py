"""The tiles that ship: every district and city once, neighbours near each other."""

import polars as pl
import pytest

from gongfu.loops.map.tiles import tiles
from gongfu.workspace.codes import code_list
from gongfu.workspace.schema import table

NOTHING = table("region").empty()
NEIGHBOURS = {
    "districts": "崇明宝山 嘉定宝山 嘉定普陀 宝山普陀 宝山静安 宝山虹口 宝山杨浦 普陀静安 普陀长宁 静安虹口 静安黄浦 静安长宁 虹口杨浦 虹口黄浦 "
    "浦东杨浦 浦东虹口 浦东黄浦 浦东徐汇 黄浦徐汇 徐汇长宁 徐汇闵行 长宁闵行 青浦松江 青浦闵行 青浦长宁 松江闵行 松江金山 松江奉贤 金山奉贤 闵行奉贤 "
    "青浦嘉定 浦东闵行 浦东奉贤 浦东宝山",
    "delta": "徐州淮北 徐州宿州 徐州宿迁 徐州连云港 宿迁连云港 宿迁淮安 淮安盐城 淮安扬州 盐城泰州 盐城南通 扬州泰州 扬州南京 扬州镇江 泰州南通 泰州无锡 "
    "泰州常州 南通苏州 南通上海 南京镇江 南京滁州 南京马鞍山 镇江常州 常州无锡 无锡苏州 苏州上海 苏州嘉兴 苏州湖州 常州湖州 无锡湖州 上海嘉兴 嘉兴湖州 "
    "嘉兴杭州 湖州杭州 湖州宣城 杭州绍兴 杭州黄山 杭州衢州 杭州金华 绍兴宁波 绍兴金华 绍兴台州 宁波舟山 宁波台州 金华衢州 金华丽水 金华台州 台州温州 "
    "台州丽水 丽水温州 丽水衢州 衢州黄山 亳州阜阳 亳州淮北 淮北宿州 宿州蚌埠 蚌埠淮南 蚌埠滁州 阜阳淮南 阜阳六安 淮南六安 淮南合肥 合肥六安 合肥滁州 "
    "合肥马鞍山 合肥芜湖 六安安庆 安庆池州 安庆铜陵 铜陵池州 铜陵芜湖 芜湖马鞍山 芜湖宣城 马鞍山宣城 池州黄山 黄山宣城",
}


@pytest.fixture(scope="module")
def grids():
    return {name: rows for (name,), rows in tiles(NOTHING).partition_by("grid", as_dict=True).items()}


def test_every_district_of_shanghai_and_every_city_of_the_delta_has_one_tile(grids):
    codes = code_list("divisions").codes
    current = {key for key, code in codes.items() if "to" not in code.more}
    districts = {key for key in current if codes[key].more.get("level") == "district"}
    cities = {key for key in current if codes[key].more.get("level") == "city"} | {"310000"}
    assert sorted(grids["districts"]["code"]) == sorted(districts)
    assert sorted(grids["delta"]["code"]) == sorted(cities)
    assert (len(districts), len(cities)) == (16, 41)


@pytest.mark.parametrize("grid", ["districts", "delta"])
def test_no_two_tiles_stand_at_one_place(grids, grid):
    places = grids[grid].select("column", "row")
    assert places.unique().height == places.height


@pytest.mark.parametrize(("grid", "share"), [("districts", 0.85), ("delta", 0.85)])
def test_neighbours_stand_near_each_other(grids, grid, share):
    places = {short: (column, row) for short, column, row in grids[grid].select("short", "column", "row").iter_rows()}
    pairs = [
        (one, pair.removeprefix(one)) for pair in NEIGHBOURS[grid].split() for one in places if pair.startswith(one)
    ]
    pairs = [(one, other) for one, other in pairs if other in places]
    assert len(pairs) >= len(NEIGHBOURS[grid].split())
    near = [max(abs(places[a][0] - places[b][0]), abs(places[a][1] - places[b][1])) <= 1 for a, b in pairs]
    assert sum(near) / len(near) >= share, [pair for pair, ok in zip(pairs, near, strict=True) if not ok]


def test_a_made_up_region_brings_its_own_tiles():
    rows = [
        {"region_id": "t", "name_zh": "棠川市", "synthetic": True},
        {"region_id": "t1", "name_zh": "砚湖区", "synthetic": True},
    ]
    found = tiles(pl.DataFrame(rows, schema=table("region").polars_schema))
    assert found["grid"].unique().to_list() == ["tangchuan"]
    assert found.height == 5
    assert found.filter(pl.col("name_zh") == "砚湖区")["region_id"].to_list() == ["t1"]
    assert found["region_id"].null_count() == 4
