"""Indicators derived from series, as a person derives them: from files to verdict and back to the source."""

import pytest

pytestmark = pytest.mark.usefixtures("made")

# 300 robots more on the same 100,000 employees: 1,500 / 100,000 is 150 a 10,000; 3,700 / 100,000 is 370
FIGURES = """地区,指标,年份,数值,单位,发布日期,来源
上海市,工业机器人保有量,2022,1500,台,2023-03-01,年鉴2023
上海市,工业机器人保有量,2025,3700,台,2026-03-01,年鉴2026
上海市,制造业从业人员数,2022,10,万人,2023-03-02,年鉴2023
上海市,制造业从业人员数,2025,10,万人,2026-03-02,年鉴2026
"""
PLAN = """上海市推动制造业高质量发展三年行动计划（2023-2025年）

一、主要目标

到2025年，工业机器人使用密度达到360台/万人。
"""


@pytest.fixture
def made(gongfu, tmp_path):
    assert gongfu("workspace", "init").code == 0
    (tmp_path / "figures.csv").write_text(FIGURES, "utf-8")
    assert gongfu("series", "import", tmp_path / "figures.csv").code == 0


def counts(said):
    assert said.code == 0, said.err
    found = said.json["derived"]
    return {name: found[name] for name in ("added", "changed", "removed", "unchanged")}


def densities(gongfu):
    query = (
        "SELECT o.observation_id, o.period, o.value, o.published_on FROM observation o JOIN series s USING (series_id) "
        "WHERE s.indicator = '工业机器人使用密度' ORDER BY o.period"
    )
    return gongfu("sql", query).rows


def test_a_density_is_worked_out_written_and_known_from_the_day_of_its_last_input(gongfu):
    assert counts(gongfu("series", "derive", "--dry-run")) == {"added": 2, "changed": 0, "removed": 0, "unchanged": 0}
    assert densities(gongfu) == []
    assert counts(gongfu("series", "derive"))["added"] == 2
    assert [(r["period"], r["value"], str(r["published_on"])[:10]) for r in densities(gongfu)] == [
        ("2022", 150.0, "2023-03-02"),
        ("2025", 370.0, "2026-03-02"),
    ]


def test_again_it_changes_nothing_and_undo_takes_it_back(gongfu):
    version = gongfu("series", "derive").json["derived"]["version"]
    again = gongfu("series", "derive")
    assert counts(again) == {"added": 0, "changed": 0, "removed": 0, "unchanged": 2}
    assert again.json["derived"]["version"] is None
    assert gongfu("workspace", "undo", version).code == 0
    assert densities(gongfu) == []


def test_a_derived_figure_opens_down_to_the_lines_of_its_inputs(gongfu):
    gongfu("series", "derive")
    key = densities(gongfu)[1]["observation_id"]
    opened = gongfu("source", "open", "observation", "value", key).rows
    assert [row["problem"] for row in opened] == [None, None, None]
    assert (opened[0]["origin"], opened[0]["formula"]) == ("derived", "of / per * 10000")
    assert sorted((row["value"], row["source"]) for row in opened[1:]) == [
        ("100000", "年鉴2026"),
        ("3700", "年鉴2026"),
    ]


def test_when_an_input_changes_the_figure_is_stale_until_it_is_derived_again(gongfu, tmp_path):
    gongfu("series", "derive")

    def stale():
        rows = gongfu("series", "formulas").rows
        return {row["formula"]: row["stale"] for row in rows}["robot_density"]

    assert stale() is False
    (tmp_path / "figures.csv").write_text(FIGURES.replace(",3700,", ",3800,"), "utf-8")
    assert gongfu("series", "import", tmp_path / "figures.csv").code == 0
    assert stale() is True
    assert counts(gongfu("series", "derive")) == {"added": 0, "changed": 1, "removed": 0, "unchanged": 1}
    assert densities(gongfu)[1]["value"] == 380.0
    assert stale() is False


def test_a_target_is_judged_by_the_derived_series(gongfu, tmp_path):
    (tmp_path / "plan.txt").write_text(PLAN, "utf-8")
    assert gongfu("plan", "import", tmp_path / "plan.txt", "--published-on", "2023-06-15").code == 0

    def verdict(*options):
        (row,) = gongfu("attain", "board", *options).rows
        return row["status"], row["observed_value"], row["evidence"]

    assert verdict()[0] == "not_measurable"
    gongfu("series", "derive")
    assert verdict() == ("attained", 370.0, "robot_density: of / per * 10000")
    assert verdict("--as-of", "2026-03-01")[0] == "not_measurable"  # the employees are known a day later


def test_what_is_missing_is_told_and_nothing_stands_in_for_it(gongfu):
    rows = {row["formula"]: row for row in gongfu("series", "formulas").rows}
    assert rows["labour_productivity"]["figures"] == 0
    assert "地区生产总值，元: no series" in rows["labour_productivity"]["missing"]
    chinese = {row["formula"]: row for row in gongfu("series", "formulas", "--lang", "zh").rows}
    assert "地区生产总值，元：没有此序列" in chinese["labour_productivity"]["missing"]


def test_a_figure_that_a_source_prints_stands_and_is_compared(gongfu, tmp_path):
    more = "地区,指标,年份,数值,单位,来源\n上海市,工业机器人使用密度,2025,365,台/万人,公报\n"
    (tmp_path / "printed.csv").write_text(more, "utf-8")
    gongfu("series", "import", tmp_path / "printed.csv")
    said = gongfu("series", "derive")
    assert counts(said)["added"] == 1
    assert [(r["period"], r["derived"], r["printed"]) for r in said.json["printed"]["rows"]] == [("2025", 370.0, 365.0)]
    assert [r["value"] for r in densities(gongfu)] == [150.0, 365.0]


def test_a_file_of_formulas_that_is_wrong_is_refused_with_every_line(gongfu, tmp_path):
    path = tmp_path / "wrong.yaml"
    path.write_text(
        "- id: a\n  kind: share\n  indicator: x\n  unit: 台\n  source: s\n  dated: 2024-01-01\n"
        "  of: {indicator: 甲, unit: 台}\n  whole: {indicator: 乙, unit: 人}\n- id: b\n  kind: shar\n",
        "utf-8",
    )
    said = gongfu("series", "derive", "--formulas", path)
    assert said.code == 2
    for offender in ("wrong.yaml, line 1: a: of and whole are in 人, 台: a share needs one unit", "line 1: a: a share is in %", "line 9: b: there is no kind 'shar'"):  # fmt: skip
        assert offender in said.err


def test_formulas_of_another_file_are_left_alone(gongfu, tmp_path):
    gongfu("series", "derive")
    path = tmp_path / "own.yaml"
    path.write_text(
        "- id: robots_of_2022\n  kind: multiple\n  base: 2022\n  indicator: 工业机器人保有量为2022年的倍数\n  unit: 倍\n"
        "  source: 自定\n  dated: 2026-01-01\n  of: {indicator: 工业机器人保有量, unit: 台}\n",
        "utf-8",
    )
    assert counts(gongfu("series", "derive", "--formulas", path)) == {
        "added": 2,
        "changed": 0,
        "removed": 0,
        "unchanged": 0,
    }
    assert counts(gongfu("series", "derive"))["unchanged"] == 2


def test_four_of_the_eighteen_indicators_are_public_and_the_others_are_unknown(gongfu):
    rows = gongfu("series", "indicators").rows
    assert len(rows) == 18
    named = [row["indicator"] for row in rows if row["indicator"] is not None]
    assert named == [
        "制造业增加值占全市生产总值比重",
        "核心基础零部件产业化突破数",
        "品牌引领示范企业数",
        "工业机器人使用密度",
    ]
    hidden = [row for row in rows if row["status"] == "not_public"]
    assert len(hidden) == 14
    assert all(
        row[name] is None for row in hidden for name in ("indicator", "unit", "target", "definition", "dimension")
    )
