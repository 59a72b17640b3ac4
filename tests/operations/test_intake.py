"""Files into tables, as a person brings them."""

import json

import pytest

HEADS = "地区编号,名称,行政区划代码,合成,天气\n"


@pytest.fixture
def made(gongfu):
    assert gongfu("workspace", "init").code == 0


@pytest.fixture
def file(tmp_path):
    """A file of two good rows and a bad one."""
    path = tmp_path / "regions.csv"
    path.write_text(f"{HEADS}r1,上海市,310000,否,晴\nr2,苏州市,320500,否,\nr3,,999,maybe,\n")
    return path


def names(gongfu):
    return [row["name_zh"] for row in gongfu("table", "show", "region").rows]


@pytest.mark.usefixtures("made")
def test_good_rows_go_in_and_bad_ones_into_quarantine_with_the_reason(gongfu, file):
    said = gongfu("import", file, "--into", "region").json
    (done,) = said["imports"]["rows"]
    assert (done["good_rows"], done["bad_rows"], done["added"]) == (2, 1, 2)
    assert [row["head"] for row in said["unmapped"]["rows"]] == ["天气"]
    assert names(gongfu) == ["上海市", "苏州市"]
    wrong = {row["column_name"]: (row["line"], row["reason"]) for row in gongfu("quarantine", "list").rows}
    assert wrong["name_zh"] == (4, "missing")
    assert wrong.keys() == {"name_zh", "code", "synthetic"}


@pytest.mark.usefixtures("made")
def test_a_dry_run_reports_the_same_and_writes_nothing(gongfu, file):
    (done,) = gongfu("import", file, "--into", "region", "--dry-run").json["imports"]["rows"]
    assert (done["good_rows"], done["bad_rows"], done["added"], done["version"]) == (2, 1, 2, None)
    assert names(gongfu) == []


@pytest.mark.usefixtures("made")
def test_the_same_file_is_not_appended_twice_and_may_be_merged(gongfu, file):
    gongfu("import", file, "--into", "region")
    assert gongfu("import", file, "--into", "region").code == 4
    (done,) = gongfu("import", file, "--into", "region", "--mode", "merge").json["imports"]["rows"]
    assert (done["added"], done["changed"]) == (0, 0)


@pytest.mark.usefixtures("made")
def test_an_import_is_undone(gongfu, file):
    (done,) = gongfu("import", file, "--into", "region").json["imports"]["rows"]
    assert gongfu("workspace", "undo", done["version"]).code == 0
    assert names(gongfu) == []


@pytest.mark.usefixtures("made")
def test_bad_rows_are_written_out_mended_and_brought_in(gongfu, file, tmp_path):
    (done,) = gongfu("import", file, "--into", "region").json["imports"]["rows"]
    bad = tmp_path / "bad.csv"
    assert gongfu("quarantine", "export", done["import_id"], bad).json == {"file": str(bad), "rows": 1}
    bad.write_text(bad.read_text("utf-8-sig").replace("r3,,999,maybe", "r3,嘉兴市,330400,否"), "utf-8")
    (mended,) = gongfu("quarantine", "mend", bad).json["imports"]["rows"]
    assert (mended["good_rows"], mended["bad_rows"]) == (1, 0)
    assert names(gongfu) == ["上海市", "苏州市", "嘉兴市"]
    assert gongfu("quarantine", "list").rows == []


@pytest.mark.usefixtures("made")
def test_bad_rows_are_read_under_the_heads_of_their_file_and_mended_from_there(gongfu, file, tmp_path):
    (done,) = gongfu("import", file, "--into", "region").json["imports"]["rows"]
    (row,) = gongfu("quarantine", "rows", done["import_id"]).rows
    assert list(row) == ["_import", "_locator", "_wrong", *file.read_text("utf-8").splitlines()[0].split(",")]
    bad = tmp_path / "bad.csv"
    assert gongfu("quarantine", "rows", done["import_id"], "--format", "csv", "-o", bad).code == 0
    bad.write_text(bad.read_text("utf-8").replace('r3,"",999,maybe', "r3,嘉兴市,330400,否"), "utf-8")
    (mended,) = gongfu("quarantine", "mend", bad).json["imports"]["rows"]
    assert (mended["good_rows"], mended["bad_rows"]) == (1, 0)
    gone = gongfu("quarantine", "rows", done["import_id"])
    assert (gone.code, "is left in quarantine" in gone.err) == (3, True)


@pytest.mark.usefixtures("made")
def test_a_mapping_file_names_the_heads(gongfu, tmp_path):
    (tmp_path / "odd.csv").write_text("nr;what\nr1;上海市\n")
    (tmp_path / "odd.yaml").write_text(
        "columns: {nr: region_id, what: name_zh}\nconstants: {synthetic: false}\ndelimiter: ';'\n"
    )
    said = gongfu("import", tmp_path / "odd.csv", "--into", "region", "--mapping", tmp_path / "odd.yaml")
    assert said.code == 0, said.err
    assert names(gongfu) == ["上海市"]


@pytest.mark.usefixtures("made")
def test_an_import_of_several_files_goes_on_after_the_last_one_that_went_in(gongfu, file, tmp_path):
    second = tmp_path / "second.csv"
    second.write_text("什么,也,不是\n1,2,3\n")
    assert gongfu("import", file, second, "--into", "region").code == 2
    (failed,) = gongfu("jobs", "list").rows
    assert failed["state"] == "failed"
    second.write_text(f"{HEADS}r9,嘉兴市,330400,否,\n")
    resumed = gongfu("jobs", "resume", failed["job"]).json
    assert [row["file"] for row in resumed["result"]["imports"]["rows"]] == ["regions.csv", "second.csv"]
    assert names(gongfu) == ["上海市", "苏州市", "嘉兴市"]


@pytest.mark.usefixtures("made")
def test_an_unknown_table_is_not_found(gongfu, file):
    assert gongfu("import", file, "--into", "regoin").code == 3


@pytest.mark.usefixtures("made")
def test_a_figure_opens_down_to_the_line_of_the_file(gongfu, file):
    gongfu("import", file, "--into", "region")
    opened = gongfu("source", "open", "region", "name_zh", "r2").json
    assert (opened["value"], opened["source"], opened["locator"]) == ("苏州市", "regions.csv", "line:3")


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize(
    ("figure", "code"),
    [
        (["region", "name_zh", "r7"], 3),
        (["region", "nmae_zh", "r1"], 3),
        (["regoin", "name_zh", "r1"], 3),
        (["region", "name_zh", "r1", "r2"], 2),
    ],
)
def test_a_figure_that_is_not_there_cannot_be_opened(gongfu, file, figure, code):
    gongfu("import", file, "--into", "region")
    said = gongfu("source", "open", *figure)
    assert said.code == code
    assert json.loads(said.err)["error"]
