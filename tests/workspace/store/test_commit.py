import subprocess
import sys
import threading
from datetime import timedelta

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from gongfu.errors import ConflictError, InputError, NotFoundError
from gongfu.workspace import Changes, Workspace
from gongfu.workspace.store import catalogue
from tests.workspace.store.made_up import FIRM, TABLES, firms, links


def ids(workspace, **at):
    return workspace.read("firm", columns=["firm_id"], **at)["firm_id"].to_list()


def test_append_keeps_every_type_in_the_catalogue_and_in_files(tmp_path, catalogue_url):
    frame = pl.DataFrame(
        [
            ["a", "甲", 1.5, 7, True, "2001-02-03", "2024-05-06T07:08:09.123456+00:00", ["x", None, "y, 'z'"], None],
            ["b", "", float("nan"), -1, False, None, None, [], "2024-01-01"],
            ["c", "\n\"'\\", float("-inf"), None, None, None, None, None, None],
        ],
        schema={**FIRM.polars_schema, "founded_on": pl.String, "seen_at": pl.String, "published_on": pl.String},
        orient="row",
    ).with_columns(
        pl.col("founded_on", "published_on").str.to_date(), pl.col("seen_at").str.to_datetime(time_zone="UTC")
    )
    with Workspace.create(tmp_path / "w", catalogue_url, tables=TABLES) as workspace:
        version = workspace.commit(lambda tx: tx.append("firm", frame), message="", author="").version
        assert_frame_equal(workspace.read("firm"), frame)
        workspace.compact(grace=timedelta(0))
        assert_frame_equal(workspace.read("firm"), frame)
        assert_frame_equal(workspace.read("firm", version=version), frame)


def test_a_commit_changes_several_tables_at_once(workspace, write):
    commit = write(lambda tx: (tx.append("firm", firms("a", "b")), tx.append("link", links(("a", "b", 0.5)))))
    assert commit.tables == {"firm": Changes(added=2), "link": Changes(added=1)}
    assert commit.result == (2, 1)


def test_a_commit_that_fails_at_its_end_changes_nothing(workspace, write):
    version = workspace.version()
    with pytest.raises(InputError):
        write(lambda tx: (tx.append("firm", firms("a")), tx.append("link", links(("a", None, 1.0)))))
    assert (ids(workspace), workspace.version()) == ([], version)


def test_a_commit_that_raises_changes_nothing(workspace, write):
    def change(tx):
        tx.append("firm", firms("a"))
        raise KeyError("the caller's own")

    with pytest.raises(KeyError):
        write(change)
    assert ids(workspace) == []


def test_a_change_of_nothing_makes_no_version(workspace, write):
    first = write(lambda tx: tx.append("firm", firms("a")))
    again = write(lambda tx: tx.merge("firm", firms("a")))
    assert (again.version, len(workspace.history())) == (first.version, 2)


def test_a_transaction_reads_its_own_changes(workspace, write):
    def change(tx):
        tx.append("firm", firms("a", "b"))
        tx.delete("firm", pl.DataFrame({"firm_id": ["a"]}))
        return tx.read("firm", columns=["firm_id"], where={"firm_id": ["a", "b"]})["firm_id"].to_list()

    assert write(change).result == ["b"]


def test_append_names_every_key_that_is_there(workspace, write):
    write(lambda tx: tx.append("firm", firms("a", "b")))
    with pytest.raises(ConflictError) as caught:
        write(lambda tx: tx.append("firm", firms("a", "b", "c")))
    assert caught.value.offenders == ["firm_id='a': is there already", "firm_id='b': is there already"]


def test_append_names_every_key_given_twice(write):
    with pytest.raises(InputError) as caught:
        write(lambda tx: tx.append("link", links(("a", "b", 1.0), ("a", "b", 2.0), ("a", "c", 1.0))))
    assert caught.value.offenders == ["supplier_id='a', buyer_id='b': given more than once"]


def test_append_finds_a_key_twice_in_two_batches(write):
    with pytest.raises(InputError, match="firm_id='b': given more than once"):
        write(lambda tx: tx.append("firm", [firms("a", "b"), firms("b", "c")]))


def test_append_takes_batches_and_holds_one_at_a_time(workspace, write):
    alive = []

    def batches():
        for start in range(0, 50_000, 10_000):
            batch = firms(*(f"{number:06}" for number in range(start, start + 10_000)))
            alive.append(batch.height)
            yield batch

    assert write(lambda tx: tx.append("firm", batches())).result == 50_000
    assert len(alive) == 5
    assert len(list((workspace.folder / "tables").rglob("*.parquet"))) == 1
    assert ids(workspace) == [f"{number:06}" for number in range(50_000)]


def test_append_of_no_frame_adds_nothing(workspace, write):
    assert write(lambda tx: tx.append("firm", iter(()))).result == 0


def test_every_column_that_does_not_fit_is_named(write):
    frame = pl.DataFrame({"name": ["x"], "employees": ["7"], "colour": ["red"]})
    with pytest.raises(InputError) as caught:
        write(lambda tx: tx.append("firm", frame))
    assert caught.value.offenders == [
        "colour: no such column",
        "firm_id: part of the key, not given",
        "employees: String, but Int64 is declared",
    ]


def test_a_missing_value_is_named_with_its_row(write):
    with pytest.raises(InputError, match="row=1, firm_id='b': name is missing"):
        write(lambda tx: tx.append("firm", firms("a", "b", name=["x", None])))


def test_a_text_with_a_nul_is_refused(write):
    with pytest.raises(InputError) as caught:
        write(lambda tx: tx.append("firm", firms("a", "b", name=["x\0", "y"], products=[["p"], [None, "q\0"]])))
    assert caught.value.offenders == ["name: holds the character U+0000", "products: holds the character U+0000"]


def test_integers_fit_into_numbers(workspace, write):
    frame = firms("a").with_columns(revenue_yuan=pl.lit(5, pl.Int64), employees=pl.lit(3, pl.UInt8))
    write(lambda tx: tx.append("firm", frame))
    assert workspace.read("firm", columns=["revenue_yuan", "employees"]).row(0) == (5.0, 3)


def test_merge_adds_and_changes_and_leaves_equal_rows_alone(workspace, write):
    write(lambda tx: tx.append("firm", firms("a", "b", employees=[1, 2])))
    commit = write(lambda tx: tx.merge("firm", firms("a", "b", "c", employees=[1, 20, 30])))
    assert commit.tables == {"firm": Changes(added=1, changed=1)}
    assert workspace.read("firm", columns=["employees"])["employees"].to_list() == [1, 20, 30]


def test_merge_keeps_the_columns_that_are_not_given(workspace, write):
    write(lambda tx: tx.append("firm", firms("a", employees=[1])))
    write(lambda tx: tx.merge("firm", pl.DataFrame({"firm_id": ["a"], "revenue_yuan": [2.0]})))
    assert workspace.read("firm", columns=["name", "employees", "revenue_yuan"]).row(0) == ("firm a", 1, 2.0)


def test_merge_sets_a_given_null(workspace, write):
    write(lambda tx: tx.append("firm", firms("a", employees=[1])))
    write(lambda tx: tx.merge("firm", firms("a", employees=[None])))
    assert workspace.read("firm", columns=["employees"])["employees"].to_list() == [None]


def test_merge_refuses_a_new_row_without_what_it_needs(write):
    with pytest.raises(InputError, match="firm_id='a': name is missing"):
        write(lambda tx: tx.merge("firm", pl.DataFrame({"firm_id": ["a"], "employees": [1]})))


def test_merge_takes_batches_with_the_same_columns_only(write):
    with pytest.raises(InputError, match="frame 2 for 'firm'"):
        write(lambda tx: tx.merge("firm", [firms("a"), firms("b", employees=[1])]))


def test_replace_makes_the_table_hold_exactly_these_rows(workspace, write):
    write(lambda tx: tx.append("firm", firms("a", "b", "c", employees=[1, 2, 3])))
    commit = write(lambda tx: tx.replace("firm", firms("b", "c", "d", employees=[2, 30, 40])))
    assert commit.tables == {"firm": Changes(added=1, changed=1, removed=1)}
    assert workspace.read("firm", columns=["firm_id", "employees"]).rows() == [("b", 2), ("c", 30), ("d", 40)]


def test_delete_names_every_row_that_is_not_there(workspace, write):
    write(lambda tx: tx.append("firm", firms("a")))
    with pytest.raises(NotFoundError) as caught:
        write(lambda tx: tx.delete("firm", pl.DataFrame({"firm_id": ["a", "x", "y"]})))
    assert caught.value.offenders == ["firm_id='x': is not there", "firm_id='y': is not there"]
    assert ids(workspace) == ["a"]


def test_an_unknown_table_is_named_with_those_there_are(write):
    with pytest.raises(NotFoundError, match="tables: firm, link"):
        write(lambda tx: tx.append("firms", firms("a")))


def test_many_offenders_are_counted_beyond_the_first_thousand(write):
    write(lambda tx: tx.append("firm", firms(*(f"{n:05}" for n in range(1500)))))
    with pytest.raises(ConflictError) as caught:
        write(lambda tx: tx.append("firm", firms(*(f"{n:05}" for n in range(1500)))))
    assert (len(caught.value.offenders), caught.value.offenders[-1]) == (1001, "and 500 more")


def test_a_fault_of_the_catalogue_runs_the_whole_change_again(workspace, write):
    import duckdb

    tries = []

    def change(tx):
        seen = tx.read("firm").height
        tx.append("firm", firms(f"a{len(tries)}"))
        tries.append(seen)
        if len(tries) < 3:
            raise duckdb.TransactionException("database is locked")

    write(change)
    assert (tries, ids(workspace)) == ([0, 0, 0], ["a2"])


def test_a_run_again_refuses_frames_that_can_be_read_only_once(workspace, write):
    import duckdb

    frames = iter([firms("a")])

    def change(tx):
        tx.append("firm", frames)
        raise duckdb.TransactionException("database is locked")

    with pytest.raises(ConflictError, match="make the iterator inside the function"):
        write(change)
    assert ids(workspace) == []


def test_a_writer_that_waits_in_vain_is_told(tmp_path, workspace):
    from filelock import FileLock

    workspace._lock_timeout = 0.05
    with FileLock(workspace.folder / "lock"), pytest.raises(ConflictError, match="another writer held"):
        workspace.commit(lambda tx: tx.append("firm", firms("a")), message="", author="")


HOLD = """
import sqlite3, sys
catalogue = sqlite3.connect(sys.argv[1])
catalogue.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def held_by_another_program(tmp_path, monkeypatch):
    """A workspace whose catalogue a program writes to that knows nothing of the writer lock."""
    monkeypatch.setattr(catalogue, "BUSY_TIMEOUT_MS", 20)
    with Workspace.create(tmp_path / "held", tables=TABLES, lock_timeout=20) as workspace:
        command = [sys.executable, "-c", HOLD, workspace.folder / "catalogue.sqlite"]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as program:
            assert program.stdout.readline() == "held\n"
            yield workspace, program
            program.stdin.close()


def test_a_catalogue_locked_by_another_program_is_waited_for(held_by_another_program):
    workspace, program = held_by_another_program
    threading.Timer(0.5, program.stdin.close).start()
    workspace.commit(lambda tx: tx.append("firm", firms("a")), message="", author="")
    assert ids(workspace) == ["a"]


def test_a_catalogue_that_stays_locked_is_reported(held_by_another_program):
    workspace, _ = held_by_another_program
    workspace._lock_timeout = 0.3
    with pytest.raises(ConflictError, match="stayed locked"):
        workspace.commit(lambda tx: tx.append("firm", firms("a")), message="", author="")


def test_an_error_of_the_work_itself_is_not_tried_again(write):
    import duckdb

    tries = []

    def change(tx):
        tries.append(1)
        raise duckdb.ConversionException("cannot read 'locked' as a number")

    with pytest.raises(duckdb.ConversionException):
        write(change)
    assert tries == [1]


def test_threads_share_one_workspace(workspace, write):
    def work(thread):
        for number in range(5):
            write(lambda tx, number=number: tx.append("firm", firms(f"{thread}-{number}")))

    threads = [threading.Thread(target=work, args=(thread,)) for thread in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(ids(workspace)) == 15
