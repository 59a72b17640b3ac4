"""Before anything is imported: what each row was understood as, and what would become new, changed or stay the same."""

import pytest

FIGURES = (
    "指标,时期,数值,单位,发布日期,来源\n绿色工厂数,2020,10,家,2021-02-01,公报\n绿色工厂数,2021,20,家,2022-02-01,公报\n"
)
PLAN = (
    "临江市先进制造业三年行动计划（2024—2026年）\n一、主要目标\n到2026年，绿色工厂达到90家，高新技术企业达到900家。\n"
)


@pytest.fixture
def folder(gongfu, tmp_path):
    (tmp_path / "figures.csv").write_text(FIGURES, "utf-8")
    assert gongfu("workspace", "init").code == 0
    assert gongfu("series", "import", tmp_path / "figures.csv", "--region", "310000").code == 0
    return tmp_path


def counts(said, *names):
    return [said.json["imports"]["rows"][0][name] for name in names]


def test_figures_are_shown_as_understood_with_what_is_new_changed_and_the_same(gongfu, folder):
    (folder / "figures.csv").write_text(
        FIGURES + "绿色工厂数,2022,0.5万,家,2023-02-01,公报\n绿色工厂数,2023,许多,家,,公报\n", "utf-8"
    )
    said = gongfu("series", "import", folder / "figures.csv", "--region", "310000", "--dry-run")
    assert said.code == 0, said.err
    first, *_ = said.json["rows"]["rows"]
    assert (first["indicator"], first["period"], first["value"], first["unit"]) == ("绿色工厂数", "2020", 10.0, "家")
    assert {row["head"]: row["column"] for row in said.json["heads"]["rows"]}["指标"] == "indicator"
    assert sum(counts(said, "added", "changed", "same")) == 3
    (bad,) = said.json["bad"]["rows"]
    assert (bad["file"], bad["line"], bad["value"]) == ("figures.csv", 5, "许多")
    assert bad["reason"]
    assert len(gongfu("table", "show", "observation").rows) == 2


def test_rows_of_a_table_are_told_apart_into_new_changed_and_the_same(gongfu, folder):
    file = folder / "regions.csv"
    file.write_text("region_id,name_zh,synthetic\na,甲市,false\nb,乙市,false\n", "utf-8")
    assert gongfu("import", file, "--into", "region").code == 0
    later = folder / "regions2.csv"
    later.write_text("region_id,name_zh,synthetic\na,甲市,false\nb,丙市,false\nc,丁市,maybe\nd,戊市,true\n", "utf-8")
    said = gongfu("import", later, "--into", "region", "--mode", "merge", "--dry-run")
    tried = counts(said, "good_rows", "bad_rows", "added", "changed", "same")
    assert [row["name_zh"] for row in said.json["rows"]["rows"]] == ["甲市", "丙市", "戊市"]
    done = gongfu("import", later, "--into", "region", "--mode", "merge")
    assert counts(done, "good_rows", "bad_rows", "added", "changed", "same") == tried
    assert tried[:3] == [3, 1, 1]


def test_a_plan_is_tried_out_without_a_trace(gongfu, folder):
    (folder / "007_plan.txt").write_text(PLAN, "utf-8")
    before = gongfu("workspace", "info").json["version"]
    (tried,) = gongfu("plan", "import", folder / "007_plan.txt", "--region", "310000", "--dry-run").rows
    assert (tried["commitments"], tried["added"] > 0, tried["version"]) == (2, True, None)
    assert gongfu("workspace", "info").json["version"] == before
    assert gongfu("plan", "list").rows == []
    assert not list((folder / "workspace" / "originals").rglob("*.txt"))
    (done,) = gongfu("plan", "import", folder / "007_plan.txt", "--region", "310000").rows
    assert {**done, "version": None} == tried
