from datetime import timedelta

import pytest

from gongfu.errors import NotFoundError
from tests.workspace.store.made_up import firms

NOW = timedelta(0)


def files(workspace):
    return sorted((workspace.folder / "tables" / "main" / "firm").glob("*.parquet"))


@pytest.fixture
def commits(write):
    """Commits of 250 rows each: too many to stand in the catalogue."""
    return [
        write(lambda tx, start=start: tx.append("firm", firms(*(f"{n:04}" for n in range(start, start + 250)))))
        for start in range(0, 1250, 250)
    ]


def test_compaction_makes_one_file_of_many_and_keeps_every_version(workspace, commits):
    before = [workspace.read("firm", version=commit.version).rows() for commit in commits]
    assert len(files(workspace)) == 5
    done = workspace.compact(grace=NOW)
    assert len(files(workspace)) == 1
    assert done.files_after < done.files_before
    assert [workspace.read("firm", version=commit.version).rows() for commit in commits] == before


def test_many_small_changes_end_up_in_few_files(workspace, write, commits):
    for number in range(10):
        write(
            lambda tx, number=number: tx.merge("firm", firms(*(f"{n:04}" for n in range(90)), employees=[number] * 90))
        )
    workspace.compact(grace=NOW)
    assert len(files(workspace)) <= 6
    assert workspace.read("firm", columns=["employees"])["employees"].drop_nulls().to_list() == [9] * 90


def test_compaction_makes_no_commit(workspace, commits):
    history = workspace.history()
    workspace.compact()
    assert (workspace.history(), workspace.version()) == (history, commits[-1].version)


def test_merged_files_stay_for_readers_until_their_grace_is_over(workspace, commits):
    workspace.compact()
    assert len(files(workspace)) == 6
    workspace.compact(grace=NOW)
    assert len(files(workspace)) == 1


def test_leftovers_of_a_killed_writer_are_removed(workspace, commits):
    leftover = files(workspace)[0].with_name("ducklake-leftover.parquet")
    leftover.write_bytes(files(workspace)[0].read_bytes())
    workspace.compact()
    assert not leftover.exists()


def test_undo_works_after_compaction(workspace, commits):
    workspace.compact(grace=NOW)
    workspace.undo(commits[1].version, author="")
    left = workspace.read("firm", columns=["firm_id"])["firm_id"].to_list()
    assert left == [f"{n:04}" for n in range(1250) if not 250 <= n < 500]


def test_expiry_names_what_can_no_longer_be_read_and_keeps_the_rest(workspace, commits):
    named = workspace.expire(commits[2].time, dry_run=True)
    assert [c.version for c in named if c.kind == "commit"] == [c.version for c in commits[:2]]
    assert all(c.readable for c in workspace.history())
    assert [c.version for c in workspace.expire(commits[2].time)] == [c.version for c in named]
    assert [c.readable for c in workspace.history()] == [False, False, False, True, True, True]
    assert workspace.read("firm", known_at=commits[2].time).height == 750
    with pytest.raises(NotFoundError, match="cannot be read"):
        workspace.read("firm", version=commits[1].version)


def test_expired_commits_stay_in_the_history(workspace, commits):
    before = [(c.version, c.time, c.author, c.message, c.tables) for c in workspace.history()]
    workspace.expire(commits[3].time, grace=NOW)
    assert [(c.version, c.time, c.author, c.message, c.tables) for c in workspace.history()] == before
    assert workspace.expire(commits[3].time) == []


def test_a_commit_whose_former_state_has_expired_cannot_be_undone(workspace, commits):
    workspace.expire(commits[2].time)
    with pytest.raises(NotFoundError, match="cannot be read"):
        workspace.undo(commits[2].version, author="")
    workspace.undo(commits[3].version, author="")
    assert workspace.read("firm").height == 1000
