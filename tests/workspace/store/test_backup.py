import hashlib
import json
import shutil
import subprocess
import sys
import threading

import polars as pl
import pytest

from gongfu.errors import InputError, NotFoundError
from gongfu.workspace import Changes, Workspace
from tests.workspace.store.made_up import TABLES, firms


@pytest.fixture
def filled(tmp_path, catalogue_url):
    """A workspace whose rows stand partly in the catalogue and partly in files, and an original."""
    with Workspace.create(tmp_path / "filled", catalogue_url, tables=TABLES) as workspace:
        many = firms(*(f"{n:03}" for n in range(300)), products=[["x", "y, z"]] * 300)
        workspace.commit(lambda tx: tx.append("firm", many), message="many", author="a")
        workspace.commit(lambda tx: tx.merge("firm", firms("000", "x", employees=[1, 2])), message="few", author="b")
        workspace.commit(lambda tx: tx.delete("firm", pl.DataFrame({"firm_id": ["001"]})), message="gone", author="c")
        workspace.originals.put(b"plan")
        yield workspace


def state(workspace):
    history = workspace.history()
    return history, [workspace.read("firm", version=commit.version).rows() for commit in history]


def test_a_restored_backup_gives_the_same_answers(filled, tmp_path):
    before = state(filled)
    filled.backup(tmp_path / "backup")
    filled.commit(lambda tx: tx.replace("firm", firms("later")), message="", author="")
    with Workspace.restore(tmp_path / "backup", tmp_path / "again", filled._catalogue.url, tables=TABLES) as again:
        assert state(again) == before
        assert again.originals.get(hashlib.sha256(b"plan").hexdigest()) == b"plan"
        again.commit(lambda tx: tx.append("firm", firms("new")), message="", author="")
        assert filled.read("firm").height == 1


def test_a_backup_waits_for_the_commit_under_way(filled, tmp_path):
    under_way, go_on = threading.Event(), threading.Event()

    def change(tx):
        tx.append("firm", firms("new"))
        under_way.set()
        assert go_on.wait(10)

    writer = threading.Thread(target=lambda: filled.commit(change, message="", author=""))
    backup = threading.Thread(target=lambda: filled.backup(tmp_path / "backup"))
    writer.start()
    assert under_way.wait(10)
    backup.start()
    backup.join(0.2)
    assert backup.is_alive()
    go_on.set()
    writer.join()
    backup.join()
    with Workspace.restore(tmp_path / "backup", tmp_path / "again", filled._catalogue.url, tables=TABLES) as again:
        assert state(again) == state(filled)


def test_commits_after_a_backup_are_seen_by_other_processes(filled, tmp_path):
    filled.backup(tmp_path / "backup")
    filled.commit(lambda tx: tx.append("firm", firms("later")), message="", author="")
    opened = "Workspace.open(sys.argv[1], tables={})"
    code = f"import sys; from gongfu.workspace import Workspace; print({opened}.history()[-1].tables)"
    seen = subprocess.run([sys.executable, "-c", code, filled.folder], capture_output=True, text=True)
    assert seen.stdout.strip() == str({"firm": Changes(added=1)})


def test_a_copied_folder_gives_the_same_answers_elsewhere(tmp_path):
    folder = tmp_path / "first"
    with Workspace.create(folder, tables=TABLES) as workspace:
        workspace.commit(lambda tx: tx.append("firm", firms(*map(str, range(40)))), message="", author="")
        before = state(workspace)
    shutil.copytree(folder, tmp_path / "工业 'copy'")
    shutil.rmtree(folder)
    with Workspace.open(tmp_path / "工业 'copy'", tables=TABLES) as copy:
        assert state(copy) == before
        copy.commit(lambda tx: tx.append("firm", firms("new")), message="", author="")
        assert copy.read("firm").height == 41


def test_a_backup_never_overwrites(filled, tmp_path):
    (tmp_path / "backup").mkdir()
    with pytest.raises(InputError, match="exists"):
        filled.backup(tmp_path / "backup")


def test_a_backup_is_no_workspace_and_a_workspace_no_backup(filled, tmp_path):
    filled.backup(tmp_path / "backup")
    with pytest.raises(NotFoundError, match="is no workspace"):
        Workspace.open(tmp_path / "backup", tables=TABLES)
    with pytest.raises(NotFoundError, match="is no backup"):
        Workspace.restore(filled.folder, tmp_path / "again", tables=TABLES)


def test_a_backup_of_the_other_kind_is_refused(filled, tmp_path):
    filled.backup(tmp_path / "backup")
    url = None if filled._catalogue.url else "postgresql://nobody@/nowhere"
    with pytest.raises(InputError, match="is of kind"):
        Workspace.restore(tmp_path / "backup", tmp_path / "again", url, tables=TABLES)


def test_a_backup_of_a_newer_gongfu_is_refused(filled, tmp_path):
    filled.backup(tmp_path / "backup")
    manifest = tmp_path / "backup" / "backup.json"
    manifest.write_text(json.dumps(json.loads(manifest.read_text()) | {"format": 99}))
    with pytest.raises(InputError, match="a newer Gongfu"):
        Workspace.restore(tmp_path / "backup", tmp_path / "again", filled._catalogue.url, tables=TABLES)
