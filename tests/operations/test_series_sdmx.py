"""Series in SDMX-CSV 2.0: another library reads every cell, and our own import gets the same figures back."""

import csv
import json
from io import BytesIO

import pytest

from tests.operations.prepared import prepare

FIGURES = """地区,部分,指标,口径,定义,时期,数值,上限,单位,比较,发布日期,来源,发布单位,网址,备注
上海市,,工业投资,规模以上,可比价,2022年,1234.5,,亿元,,2023-01-20,公报,上海市统计局,https://example.org/a,"初步，""快报""数"
上海市,,工业投资,规模以上,可比价,2022年,1240,,亿元,,2023-09,年鉴,上海市统计局,,
上海市,,工业投资,规模以上,可比价,2023年1-6月,600,,亿元,,2023-07,公报,上海市统计局,,
上海市,,工业投资,规模以上,可比价,2023H1,未公布,,亿元,,2023-07,公报,上海市统计局,,
浦东新区,张江,泄漏率,,,2023Q1,0.003,,%,<=,,,,,
苏州市,,机器人密度,,,2023-05,300,350,台/万人,~,,,,,
"""
NUMBERS = ("OBS_VALUE", "OBS_VALUE_HIGH", "LOW_80", "HIGH_80", "LOW_95", "HIGH_95")
YEARS = [100, 104, 103, 108, 110, 113, 115]  # 2017 to 2023, of one series; five can be forecast, fewer cannot
FIGURES += "".join(
    f"苏州市,,小巨人企业数,,,{2017 + n},{value},,家,,{2018 + n}-03,年鉴,,,\n" for n, value in enumerate(YEARS)
)
FIGURES += "".join(
    f"苏州市,,园区数,,,{2020 + n},{value},,个,,{2021 + n}-03,年鉴,,,\n" for n, value in enumerate([3, 4, 6, 5])
)
PLAN = """某市智能制造行动计划（2023—2025年）
一、主要目标
到2025年，工业增加值超过2.6万亿元。
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A folder with a workspace of figures and a plan, the exported file and its structure; nothing in it is changed."""
    folder = tmp_path_factory.mktemp("sdmx")
    (folder / "figures.csv").write_text(FIGURES, "utf-8")
    (folder / "007_plan.txt").write_text(PLAN, "utf-8", newline="")
    out, structure = folder / "series.csv", folder / "structure.json"
    prepare(
        folder,
        ("workspace", "init"),
        ("series", "import", folder / "figures.csv"),
        ("plan", "import", folder / "007_plan.txt", "--region", "上海市"),
        ("series", "export", "--format", "csv", "-o", out, "--structure", structure),
    )
    return folder


@pytest.fixture
def exported(made, gongfu, monkeypatch):
    """The file and its structure; commands read the workspace that they come from."""
    monkeypatch.setenv("GONGFU_WORKSPACE", str(made / "workspace"))
    return made / "series.csv", made / "structure.json"


def rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_each_figure_and_each_target_is_a_row(exported):
    found = {
        (r["REF_AREA"], r["KIND"], r["FREQ"], r["TIME_PERIOD"], r["READING"]): (
            r["OBS_VALUE"], r["UNIT_MEASURE"], r["COMPARATOR"], r["OBS_STATUS"],
        )
        for r in rows(exported[0])
        if r["SOURCE"] != "年鉴" or r["REF_AREA"] == "310000"
        if r["KIND"] != "F"
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


def test_a_series_of_five_years_or_more_goes_on_in_forecasts_with_their_intervals(exported):
    found = [row for row in rows(exported[0]) if row["KIND"] == "F"]
    assert [(row["INDICATOR_NAME"], row["TIME_PERIOD"]) for row in found] == [
        ("小巨人企业数", str(year)) for year in range(2024, 2029)
    ]
    for row in found:
        ends = [float(row[name]) for name in ("LOW_95", "LOW_80", "OBS_VALUE", "HIGH_80", "HIGH_95")]
        assert ends == sorted(ends)
        assert len(set(ends)) == 5
        assert (row["OBS_STATUS"], row["UNIT_MEASURE"], row["PUBLISHED"]) == ("F", "家", "")
        assert row["NOTE"].startswith("7 yearly figures up to 2023, 0 sister series")
    # Seven figures from 100 to 115 rise by 2.5 a year; the first forecast lies there, and intervals widen.
    assert float(found[0]["OBS_VALUE"]) == pytest.approx(117.5, abs=1.5)
    widths = [float(row["HIGH_80"]) - float(row["LOW_80"]) for row in found]
    assert widths == sorted(widths)
    assert not [row for row in rows(exported[0]) if row["KIND"] != "F" and (row["LOW_80"] or row["HIGH_95"])]


def test_forecasts_are_left_out_where_they_are_not_wanted_and_a_workbook_has_all_sources(exported, gongfu, tmp_path):
    from python_calamine import CalamineWorkbook

    path = tmp_path / "series.xlsx"
    assert gongfu("series", "export", "--no-forecasts", "--format", "xlsx", "-o", path, "--lang", "en").code == 0
    book = CalamineWorkbook.from_path(str(path))
    lines = book.get_sheet_by_index(0).to_python()
    assert {line[lines[0].index("KIND")] for line in lines[1:]} == {"O", "T"}
    titles = {line[2] for line in book.get_sheet_by_name("sources").to_python()[1:]}
    assert {"公报", "年鉴", "某市智能制造行动计划（2023—2025年）"} <= titles


def test_the_forecasts_of_a_past_day_know_only_what_was_published_by_then(exported, gongfu, tmp_path):
    path = tmp_path / "past.csv"
    assert gongfu("series", "export", "--as-of", "2023-06-30", "--format", "csv", "-o", path).code == 0
    found = [row for row in rows(path) if row["KIND"] == "F"]
    assert [row["TIME_PERIOD"] for row in found] == [
        "2023",
        "2024",
        "2025",
        "2026",
        "2027",
    ]  # 2022 was the last one out


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
            if head in NUMBERS:
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
    assert len(keys) == len(set(keys)) == 7 + 7 + 4 + 5
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
    assert (done["good_rows"], done["bad_rows"]) == (6 + 11, 0)
    assert sorted(row["text"].split(",")[0] for row in said["unread"]["rows"]) == ["KIND F"] * 5 + ["KIND T"]
    after = gongfu("sql", query).rows
    assert after == before
    assert len(after) == 6 + 11


def test_forecasts_are_listed_and_what_is_too_short_says_so(exported, gongfu):
    found = gongfu("series", "forecast", "--lang", "en").rows
    given = [row for row in found if row["forecast"] is not None]
    assert [(row["year"], row["last"], row["points"]) for row in given] == [
        (year, 2023, 7) for year in range(2024, 2029)
    ]
    (short,) = [row for row in found if row["indicator"] == "园区数"]
    assert (short["year"], short["points"], short["why_not"]) == (2024, 4, "fewer than five comparable points")
    assert gongfu("series", "forecast", "--indicator", "没有").rows == []
