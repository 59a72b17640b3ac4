"""A backup holds the whole workspace, with its accounts: restored and compared."""

import hashlib

import pytest

from gongfu.access.accounts import Accounts
from gongfu.access.database import SESSION, find
from gongfu.access.roles import Scopes
from gongfu.access.sessions import Sessions
from gongfu.cli.main import run
from gongfu.workspace import Workspace
from tests.operations.prepared import prepare

PASSWORD = "eleven-characters"
PLAN = "某市行动计划（2023—2025年）\n到2025年，工业增加值超过2.6万亿元，打造20家智能工厂。\n"


@pytest.fixture(params=["sqlite", "postgresql"])
def catalogue(request):
    """Options of the commands that make and restore a workspace."""
    return [] if request.param == "sqlite" else ["--catalogue", request.getfixturevalue("postgres_url")]


def rows(folder):
    """Every table at every version that can be read."""
    with Workspace.open(folder) as workspace:
        versions = [commit.version for commit in workspace.history()]
        return {
            (version, name): workspace.read(name, version=version).rows()
            for version in versions
            for name in workspace.tables
        }


def originals(folder):
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.glob("originals/*/*")}


def test_a_restored_workspace_is_the_one_that_was_backed_up(catalogue, tmp_path):
    (tmp_path / "001.txt").write_text(PLAN, "utf-8")
    made = prepare(tmp_path, ("workspace", "init", *catalogue), ("plan", "import", tmp_path / "001.txt", "--region", "上海市"),
                   ("plan", "correct", "001-001", "--accept"))  # fmt: skip
    accounts = Accounts.made(made)
    accounts.add("王工", "administrator", Scopes(), "tests", password=PASSWORD)
    accounts.add("李工", "district", Scopes(regions=("310115",)), "tests")
    Sessions(find(made)).sign_in("王工", PASSWORD, None)
    kept, restored = str(tmp_path / "kept"), tmp_path / "restored"
    assert run(["workspace", "backup", kept, "--workspace", str(made), "--quiet"], {}) == 0
    accounts.remove("李工")  # after the backup
    assert run(["workspace", "restore", kept, "--workspace", str(restored), "--quiet", *catalogue], {}) == 0
    assert rows(restored) == rows(made)
    assert originals(restored) == originals(made) != {}
    found = {account.name: (account.role, account.scopes, account.state) for account in Accounts.found(restored).all()}
    assert found == {
        "王工": ("administrator", Scopes(whole=True), "active"),
        "李工": ("district", Scopes(regions=("310115",)), "active"),
    }
    with find(restored).read() as connection:
        assert connection.execute(SESSION.select()).all() == []
    assert Sessions(find(restored)).sign_in("王工", PASSWORD, None)[1].role == "administrator"
    Accounts.found(restored).change("李工", state="disabled")
    assert Accounts.found(made).all()[0].state == "removed"
