"""The commands about a workspace, as a person gives them."""

import json

import pytest


def ids(said):
    return [row["region_id"] for row in said.rows]


@pytest.mark.usefixtures("workspace")
def test_history_lists_who_changed_what_and_why_the_newest_first(gongfu):
    newest, *_ = gongfu("workspace", "history").rows
    assert (newest["author"], newest["message"], newest["changes"]) == ("founder", "Add 苏州市", "region +1 ~0 -0")


@pytest.mark.usefixtures("workspace")
def test_undo_takes_rows_back_and_names_its_author(gongfu):
    newest, *_ = gongfu("workspace", "history").rows
    said = gongfu("workspace", "undo", newest["version"], "--message", "wrong file")
    assert said.json["commit"]["changes"] == "region +0 ~0 -1"
    assert ids(gongfu("table", "show", "region")) == ["r1"]
    undo, *_ = gongfu("workspace", "history").rows
    assert (undo["author"], undo["message"], undo["undoes"]) == ("tester", "wrong file", newest["version"])


def test_undo_lists_rows_that_were_changed_since(gongfu, workspace):
    import polars as pl

    from gongfu.workspace import Workspace

    newest, *_ = gongfu("workspace", "history").rows
    with Workspace.open(workspace) as opened:
        later = opened.read("region", where={"region_id": "r2"}).with_columns(name_en=pl.lit("Suzhou"))
        opened.commit(lambda tx: tx.merge("region", later), message="Name it", author="founder")
    said = gongfu("workspace", "undo", newest["version"])
    assert said.json["region"]["rows"] == [{"region_id": "r2"}]
    assert ids(gongfu("table", "show", "region")) == ["r1", "r2"]


@pytest.mark.usefixtures("workspace")
def test_a_backup_is_restored_to_the_same_answer(gongfu, tmp_path):
    assert gongfu("workspace", "backup", tmp_path / "copy").code == 0
    assert gongfu("workspace", "restore", tmp_path / "copy", "--workspace", tmp_path / "again").code == 0
    before, after = (
        gongfu("table", "show", "region"),
        gongfu("table", "show", "region", "--workspace", tmp_path / "again"),
    )
    assert ids(before) == ["r1", "r2"]
    assert before.out == after.out


@pytest.mark.usefixtures("workspace")
def test_expiry_names_the_versions_that_can_no_longer_be_read(gongfu):
    newest, older, *_ = gongfu("workspace", "history").rows
    tried = gongfu("workspace", "expire", "--before", newest["time"], "--dry-run").rows
    assert older["version"] in [row["version"] for row in tried]
    assert gongfu("table", "show", "region", "--version", older["version"]).code == 0
    assert gongfu("workspace", "expire", "--before", newest["time"]).code == 0
    assert gongfu("table", "show", "region", "--version", older["version"]).code == 3
    assert ids(gongfu("table", "show", "region")) == ["r1", "r2"]


@pytest.mark.usefixtures("workspace")
def test_compaction_keeps_every_version_and_is_a_job(gongfu):
    _, older, *_ = gongfu("workspace", "history").rows
    assert set(gongfu("workspace", "compact").json) == {"files_before", "files_after", "bytes_before", "bytes_after"}
    assert ids(gongfu("table", "show", "region", "--version", older["version"])) == ["r1"]
    assert [(job["operation"], job["state"]) for job in gongfu("jobs", "list").rows] == [("workspace compact", "done")]


def test_info_tells_where_and_how_much(gongfu, workspace):
    said = gongfu("workspace", "info").json
    assert said["workspace"] == str(workspace)
    assert said["message"] == "Add 苏州市"


def test_a_folder_without_a_workspace_is_not_found(gongfu):
    said = gongfu("tables")
    assert said.code == 3
    assert "is no workspace" in json.loads(said.err)["error"]


def test_a_second_workspace_in_the_same_folder_is_refused(gongfu, workspace):
    said = gongfu("workspace", "init")
    assert said.code == 2
    assert str(workspace) in json.loads(said.err)["error"]
