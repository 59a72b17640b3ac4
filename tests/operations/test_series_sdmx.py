"""Series in SDMX-CSV 2.0: another library reads every cell, and our own import gets the same figures back."""

import csv
import json
from io import BytesIO

import pytest

FIGURES = """地区,部分,指标,口径,定义,时期,数值,上限,单位,比较,发布日期,来源,发布单位,网址,备注
上海市,,工业投资,规模以上,可比价,2022年,1234.5,,亿元,,2023-01-20,公报,上海市统计局,https://example.org/a,"初步，""快报""数"
上海市,,工业投资,规模以上,可比价,2022年,1240,,亿元,,2023-09,年鉴,上海市统计局,,
上海市,,工业投资,规模以上,可比价,2023年1-6月,600,,亿元,,2023-07,公报,上海市统计局,,
上海市,,工业投资,规模以上,可比价,2023H1,未公布,,亿元,,2023-07,公报,上海市统计局,,
浦东新区,张江,泄漏率,,,2023Q1,0.003,,%,<=,,,,,
苏州市,,机器人密度,,,2023-05,300,350,台/万人,~,,,,,
"""
PLAN = """某市智能制造行动计划（2023—2025年）
一、主要目标
到2025年，工业增加值超过2.6万亿元。
"""


@pytest.fixture
def exported(gongfu, tmp_path):
    """The file and its structure, from a workspace with figures and a plan."""
    (tmp_path / "figures.csv").write_text(FIGURES, "utf-8")
    (tmp_path / "007_plan.txt").write_text(PLAN, "utf-8", newline="")
    assert gongfu("workspace", "init").code == 0
    said = gongfu("series", "import", tmp_path / "figures.csv")
    assert said.json["imports"]["rows"][0]["bad_rows"] == 0, said.out
    assert gongfu("plan", "import", tmp_path / "007_plan.txt", "--region", "上海市").code == 0
    out, structure = tmp_path / "series.csv", tmp_path / "structure.json"
    said = gongfu("series", "export", "--format", "csv", "-o", out, "--structure", structure)
    assert said.code == 0, said.err
    return out, structure


def rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_each_figure_and_each_target_is_a_row(exported):
    found = {
        (r["REF_AREA"], r["KIND"], r["FREQ"], r["TIME_PERIOD"], r["READING"]): (
            r["OBS_VALUE"], r["UNIT_MEASURE"], r["COMPARATOR"], r["OBS_STATUS"],
        )
        for r in rows(exported[0])
    }  # fmt: skip
    assert found == {
        ("310000", "O", "A", "2022", "1"): ("124000000000", "元", "=", "A"),  # the yearbook came later
        ("310000", "O", "A", "2022", "2"): ("123450000000", "元", "=", "A"),
        ("310000", "O", "_O", "2023-01-01/P6M", "1"): ("60000000000", "元", "=", "A"),
        ("310000", "O", "S", "2023-S1", "1"): ("", "元", "=", "M"),
        ("310115", "O", "Q", "2023-Q1", "1"): ("0.003", "%", "<=", "A"),
        ("320500", "O", "M", "2023-05", "1"): ("300", "台/万人", "~", "A"),
        ("310000", "T", "A", "2025", "1"): ("2600000000000", "元", ">=", "A"),
    }


def test_pysdmx_reads_every_cell_as_it_stands_and_finds_every_code(exported):
    pytest.importorskip("pysdmx", reason="pysdmx is not installed: it is in the extra test")
    import pandas
    from pysdmx.io import get_datasets, read_sdmx

    out, structure = exported
    written = rows(out)
    (plain,) = read_sdmx(BytesIO(out.read_bytes())).data
    heads = [head for head in written[0] if head not in ("STRUCTURE", "STRUCTURE_ID", "ACTION")]
    assert list(plain.data.columns) == heads
    assert plain.data.astype(str).values.tolist() == [[row[head] for head in heads] for row in written]
    (typed,) = get_datasets(BytesIO(out.read_bytes()), BytesIO(structure.read_bytes()))  # holds it against the schema
    components = {component.id: component for component in typed.structure.components}
    assert list(components) == heads
    for head in heads:
        for cell, row in zip(typed.data[head], written, strict=True):
            text = row[head]
            if head in ("OBS_VALUE", "OBS_VALUE_HIGH"):
                assert pandas.isna(cell) if text == "" else float(text) == cell
            elif head != "READING":
                assert cell == text
            if text and components[head].enumeration:
                assert text in {code.id for code in components[head].enumeration}
    coded = {head for head in heads if components[head].enumeration}
    assert coded == {"FREQ", "REF_AREA", "PART", "INDICATOR", "BOUNDARY", "DEFINITION", "KIND", "OBS_STATUS"}


def test_no_two_rows_have_one_key(exported):
    dimensions = ("FREQ", "REF_AREA", "PART", "INDICATOR", "BOUNDARY", "DEFINITION", "KIND", "READING", "TIME_PERIOD")
    keys = [tuple(row[name] for name in dimensions) for row in rows(exported[0])]
    assert len(keys) == len(set(keys)) == 7
    assert all(part for key in keys for part in key)


def test_codes_are_named_in_both_languages(exported):
    lists = {each["id"]: each["codes"] for each in json.loads(exported[1].read_text("utf-8"))["data"]["codelists"]}
    areas = {code["id"]: code["names"]["zh"] for code in lists["CL_REF_AREA"]}
    assert areas == {"310000": "上海市", "310115": "浦东新区", "320500": "苏州市"}
    indicators = {code["names"]["zh"]: code for code in lists["CL_INDICATOR"]}
    assert indicators["工业投资"]["id"] == "INDUSTRIAL_INVESTMENT"
    assert indicators["工业投资"]["names"]["en"] == "industrial investment"


def test_what_was_exported_is_imported_with_the_same_figures(exported, gongfu, tmp_path, monkeypatch):
    query = (
        "SELECT s.series_id, s.part, s.indicator, s.boundary, s.definition, s.unit, o.period, o.value, o.value_high, "
        "o.comparator, o.published, c.title, c.publisher, c.url, o.note FROM observation o JOIN series s USING "
        "(series_id) JOIN source c ON c.source_id = o.source_id ORDER BY ALL"
    )
    before = gongfu("sql", query).rows
    monkeypatch.setenv("GONGFU_WORKSPACE", str(tmp_path / "other"))
    assert gongfu("workspace", "init").code == 0
    said = gongfu("series", "import", exported[0]).json
    (done,) = said["imports"]["rows"]
    assert (done["good_rows"], done["bad_rows"]) == (6, 0)
    assert [row["text"].split(",")[0] for row in said["unread"]["rows"]] == ["KIND T"]
    after = gongfu("sql", query).rows
    assert after == before
    assert len(after) == 6
