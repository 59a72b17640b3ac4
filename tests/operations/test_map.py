"""The map on the command line: layers of districts, what is not known, outlines of one's own."""

import json

import pytest

from tests.operations.prepared import copy, prepare

PLAN = """临江市先进制造业三年行动计划（2024—2026年）
一、主要目标
到2026年，绿色工厂达到90家，高新技术企业达到900家。（牵头单位：浦东新区科技和经济委员会）
"""
FIGURES = """地区,指标,时期,数值,单位,发布日期,来源
浦东新区,规上工业总产值,2023,13200,亿元,2024-02-01,统计公报
浦东新区,规上工业总产值,2023,13250,亿元,2025-02-01,统计年鉴
闵行区,规上工业总产值,2023,4100,亿元,2024-02-01,统计公报
嘉定区,规上工业总产值,2023,—,亿元,2024-02-01,统计公报
闵行区,规上工业总产值,2022,4000,亿元,2023-02-01,统计公报
闵行区,规上工业总产值,2024,4200,亿元,2025-02-01,统计公报
苏州市,规上工业总产值,2023,44000,亿元,2024-02-01,统计公报
"""
RING = [[121, 31], [121.1, 31], [121.1, 31.1], [121, 31]]


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("map")
    (folder / "figures.csv").write_text(FIGURES.replace("苏州市", "320500"), "utf-8")
    (folder / "plan.txt").write_text(PLAN, "utf-8")
    return prepare(
        folder,
        ("workspace", "init"),
        ("series", "import", folder / "figures.csv", "--region", "310000"),
        ("plan", "import", folder / "plan.txt", "--published-on", "2024-01-15", "--region", "310115"),
        (
            "supervise",
            "assign",
            "plan-001",
            "--unit",
            "浦东新区科技和经济委员会",
            "--due",
            "2026-12-01",
            "--on",
            "2025-01-10",
        ),
    )


@pytest.fixture
def called(made, gongfu, monkeypatch):
    monkeypatch.setenv("GONGFU_WORKSPACE", str(made))

    def call(*arguments, code=0):
        said = gongfu("map", *arguments)
        assert said.code == code, said.err
        return said.rows if code == 0 else json.loads(said.err.splitlines()[-1])

    return call


def by_name(rows):
    return {row["name_zh"]: row for row in rows}


def test_each_region_has_its_figure_of_the_latest_period_that_most_have_and_the_others_say_that_they_are_unknown(
    called,
):
    rows = by_name(called("layer", "规上工业总产值"))
    assert len(rows) == 57
    assert (rows["浦东新区"]["value"], rows["浦东新区"]["published"], rows["浦东新区"]["sources"]) == (
        1.325e12,
        "2025-02-01",
        2,
    )
    assert rows["苏州市"]["value"] == 4.4e12
    assert {row["period"] for row in rows.values() if row["value"]} == {"2023"}
    assert (rows["黄浦区"]["value"], rows["黄浦区"]["known"], rows["黄浦区"]["period"]) == (None, "unknown", None)
    assert (rows["嘉定区"]["value"], rows["嘉定区"]["known"]) == (None, "unknown")
    assert rows["闵行区"]["observation_id"]
    assert rows["闵行区"]["series_id"]


def test_a_period_and_a_past_day_can_be_asked_for(called):
    assert by_name(called("layer", "规上工业总产值", "--period", "2022"))["闵行区"]["value"] == 4e11
    past = by_name(called("layer", "规上工业总产值", "--as-of", "2024-12-31"))
    assert past["浦东新区"]["value"] == 1.32e12
    assert "2022" in json.dumps(called("layer", "规上工业总产值", "--period", "2019", code=3))


def test_the_layers_say_how_many_regions_have_figures(called):
    rows = {row["indicator"]: row for row in called("layers")}
    industry = rows["规上工业总产值"]
    assert (industry["regions"], industry["figures"], industry["first"], industry["last"]) == (3, 6, "2022", "2024")
    assert industry["periods"] == ["2022", "2023", "2024"]
    assert rows["目标数"]["kind"] == "count"


def test_targets_and_what_is_supervised_are_counted_where_they_name_a_district(called):
    assert by_name(called("layer", "targets"))["浦东新区"]["value"] == 2
    rows = by_name(called("layer", "supervised"))
    assert (rows["浦东新区"]["value"], rows["黄浦区"]["value"]) == (1, None)


def test_an_indicator_that_is_none_is_refused_with_a_way_on(called):
    assert "map layers" in called("layer", "没有的指标", code=3)["mend"]


def collection(*features):
    return json.dumps({"type": "FeatureCollection", "features": list(features)}, ensure_ascii=False)


def feature(rings=None, kind="Polygon", **properties):
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": kind, "coordinates": rings if rings is not None else [RING]},
    }


def test_outlines_are_matched_by_code_or_name_and_given_back_unchanged(gongfu, made, tmp_path, monkeypatch):
    monkeypatch.setenv("GONGFU_WORKSPACE", str(copy(made, tmp_path)))
    file = tmp_path / "own.geojson"
    file.write_text(
        collection(feature(adcode=310115), feature(name="闵行区"), feature(name="suzhou (jiangsu)")), "utf-8"
    )
    assert gongfu("map", "geo", file).json == {"features": 3, "points": 12}
    shapes = gongfu("map", "shapes").json
    assert [one["properties"]["name_zh"] for one in shapes["features"]] == ["浦东新区", "闵行区", "苏州市"]
    assert shapes["features"][0]["geometry"]["coordinates"] == [RING]


def test_every_outline_that_does_not_fit_is_named_and_nothing_is_kept(gongfu, made, tmp_path, monkeypatch):
    monkeypatch.setenv("GONGFU_WORKSPACE", str(copy(made, tmp_path)))
    file = tmp_path / "broken.geojson"
    bad = [
        feature(),
        feature(name="亚特兰蒂斯"),
        feature([[*RING[:-1], [121.2, 31.2]]], name="黄浦区"),
        feature([[[0, 0], [1, 1], [0, 0]]], name="徐汇区"),
        feature([[[500000, 31], [1, 1], [2, 2], [500000, 31]]], name="长宁区"),
        feature([121, 31], kind="Point", name="静安区"),
        feature(code="310115"),
        feature(name="浦东新区"),
        feature([[[1, 1], [2, 2], [3, 3], [1, 1]]], name="普陀区"),
        feature([[["a", 1]]], name="虹口区"),
    ]
    file.write_text(collection(*bad), "utf-8")
    said = gongfu("map", "geo", file)
    assert said.code == 2
    refused = json.loads(said.err)
    assert len(refused["offenders"]) == 9
    reasons = "\n".join(refused["offenders"])
    for words in (
        "neither code nor name",
        "亚特兰蒂斯",
        "not closed",
        "fewer than 4",
        "no longitude",
        "no area (Point)",
        "same region as feature 7",
    ):
        assert words in reasons
    assert gongfu("map", "shapes").json["features"] == []


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"type": "FeatureCollection", "features": []}', '{"type":"FeatureCollection","features":[1]}'],
)
def test_what_is_no_geojson_is_said(called, tmp_path, text):
    file = tmp_path / "x.geojson"
    file.write_text(text, "utf-8")
    assert "FeatureCollection" in called("geo", file, code=2)["error"]
