from dataclasses import replace

import pytest

from gongfu.errors import InputError
from gongfu.workspace import Workspace
from tests.workspace.store.made_up import FIRM, TABLES, column, firms

NEWER = replace(FIRM, version=2, columns=(*FIRM.columns, column("area_mu", "number")))
LEANER = replace(NEWER, version=3, columns=tuple(c for c in NEWER.columns if c.name != "employees"))


@pytest.fixture
def old(tmp_path, catalogue_url):
    """Folder of a workspace that an older Gongfu wrote."""
    with Workspace.create(tmp_path / "old", catalogue_url, tables={"firm": FIRM}) as workspace:
        workspace.commit(lambda tx: tx.append("firm", firms("a", "b", employees=[1, 2])), message="", author="")
    return tmp_path / "old"


def backups(folder):
    return sorted((folder / "backups").iterdir()) if (folder / "backups").exists() else []


def test_a_new_column_is_null_in_old_rows_and_at_old_versions(old):
    with Workspace.open(old, tables={"firm": NEWER}) as workspace:
        workspace.commit(lambda tx: tx.merge("firm", firms("a").with_columns(area_mu=3.0)), message="", author="")
        rows = [
            workspace.read("firm", version=c.version, columns=["firm_id", "area_mu"]).rows()
            for c in workspace.history()
        ]
        assert rows == [[], [("a", None), ("b", None)], [("a", None), ("b", None)], [("a", 3.0), ("b", None)]]
        assert workspace.read("firm", columns=["employees"])["employees"].to_list() == [1, 2]


def test_a_new_table_is_empty_at_old_versions(old):
    with Workspace.open(old, tables=TABLES) as workspace:
        assert [workspace.read("link", version=c.version).height for c in workspace.history()] == [0, 0, 0]
    assert backups(old) == []


def test_a_backup_comes_before_the_upgrade(old, tmp_path):
    with Workspace.open(old, tables={"firm": NEWER}) as workspace:
        workspace.commit(lambda tx: tx.append("firm", firms("c")), message="", author="")
        url = workspace._catalogue.url
    (backup,) = backups(old)
    with Workspace.restore(backup, tmp_path / "again", url, tables={"firm": FIRM}) as again:
        assert again.read("firm", columns=["firm_id"])["firm_id"].to_list() == ["a", "b"]


def test_an_upgrade_is_made_once(old):
    for _ in range(2):
        with Workspace.open(old, tables={"firm": NEWER}) as workspace:
            assert [c.kind for c in workspace.history()] == ["upgrade", "commit", "upgrade"]
    assert len(backups(old)) == 1


def test_a_dropped_column_goes_and_undo_still_works(old):
    with Workspace.open(old, tables={"firm": LEANER}) as workspace:
        commit = workspace.history()[1]
        assert "employees" not in workspace.read("firm").columns
        workspace.undo(commit.version, author="")
        assert workspace.read("firm").height == 0


def test_undo_brings_rows_back_over_an_upgrade(old):
    with Workspace.open(old, tables={"firm": FIRM}) as workspace:
        emptied = workspace.commit(lambda tx: tx.replace("firm", firms()), message="", author="")
    with Workspace.open(old, tables={"firm": NEWER}) as workspace:
        workspace.undo(emptied.version, author="")
        assert workspace.read("firm", columns=["firm_id", "employees", "area_mu"]).rows() == [
            ("a", 1, None),
            ("b", 2, None),
        ]


def test_an_upgrade_cannot_be_undone(old):
    with (
        Workspace.open(old, tables={"firm": NEWER}) as workspace,
        pytest.raises(InputError, match="changed the tables"),
    ):
        workspace.undo(workspace.version(), author="")


def test_a_workspace_of_a_newer_gongfu_is_refused_and_left_alone(old):
    Workspace.open(old, tables={"firm": NEWER}).close()
    with pytest.raises(InputError, match="firm: version 2, but 1 is known here"):
        Workspace.open(old, tables={"firm": FIRM})
    with Workspace.open(old, tables={"firm": NEWER}) as workspace:
        assert "area_mu" in workspace.read("firm").columns


def test_a_column_of_another_type_is_named_and_nothing_done(old):
    numbered = replace(FIRM, version=2, columns=(*FIRM.columns[:3], column("employees", "text"), *FIRM.columns[4:]))
    with pytest.raises(InputError, match=r"firm\.employees: BIGINT, but VARCHAR is declared"):
        Workspace.open(old, tables={"firm": numbered})
    assert backups(old) == []
