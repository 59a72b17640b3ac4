"""Several tables at once, who wrote which row, and changes that are only tried out, on both kinds of catalogue."""

import polars as pl
import pytest

from gongfu.errors import ConflictError, NotFoundError
from gongfu.workspace import Workspace
from gongfu.workspace.schema import tables


@pytest.fixture
def held(tmp_path, catalogue_url):
    """A workspace with two regions, put in by two commits, and the versions of these."""
    with Workspace.create(tmp_path / "w", catalogue_url) as workspace:
        versions = [
            workspace.commit(lambda tx, n=n: tx.append("region", region(n)), message="m", author="a").version
            for n in "ab"
        ]
        yield workspace, versions


def region(name, zh=None):
    row = {"region_id": name, "name_zh": zh or name, "synthetic": False}
    return pl.DataFrame([row], schema={key: tables()["region"].polars_schema[key] for key in row})


def test_several_tables_are_those_of_one_version(held):
    workspace, (first, last) = held
    assert workspace.read_several(("region", "unit"), version=first)["region"].height == 1
    for _ in range(2):  # read, then kept
        now = workspace.read_several(("region", "unit"), version=last)
        assert now["region"].equals(workspace.read("region"))
        assert now["unit"].is_empty()
    assert (workspace.sizes()["region"], workspace.sizes(version=first)["region"]) == (2, 1)
    with pytest.raises(NotFoundError):
        workspace.read_several(("region",), version=999)
    with pytest.raises(NotFoundError):
        workspace.read_several(("nothing",))


def test_each_row_knows_the_version_that_wrote_it_last(held):
    workspace, (first, last) = held
    assert dict(workspace.written("region").iter_rows()) == {"a": first, "b": last}
    changed = workspace.commit(lambda tx: tx.merge("region", region("a", "甲")), message="m", author="a").version
    assert dict(workspace.written("region").iter_rows()) == {"a": changed, "b": last}
    assert workspace.written("unit").is_empty()


def test_a_change_that_is_tried_out_leaves_nothing(held):
    workspace, (_, last) = held

    def change(tx):
        return tx.merge("region", pl.concat([region("a", "甲"), region("b"), region("c")]))

    tried = workspace.try_out(change)
    assert (tried.added, tried.changed) == (1, 1)
    assert workspace.version() == last
    assert workspace.read("region")["name_zh"].to_list() == ["a", "b"]
    assert workspace.commit(change, message="m", author="a").result == tried


def test_what_a_change_refuses_is_refused_when_it_is_tried_out(held):
    workspace, _ = held
    with pytest.raises(ConflictError):
        workspace.try_out(lambda tx: tx.append("region", region("a")))


def test_a_commit_of_another_is_seen_at_once(held):
    workspace, _ = held
    with Workspace.open(workspace.folder) as other:
        for name in "xyz":
            made = other.commit(
                lambda tx, name=name: tx.append("region", region(name)), message="m", author="b"
            ).version
            assert workspace.version() == made
