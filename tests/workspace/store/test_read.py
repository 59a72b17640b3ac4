import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import polars as pl
import pytest

from gongfu.errors import InputError, NotFoundError
from gongfu.workspace import Workspace
from tests.workspace.store.made_up import TABLES, firms


@pytest.fixture
def three_versions(write):
    return [
        write(lambda tx: tx.append("firm", firms("a", employees=[1]))),
        write(lambda tx: tx.merge("firm", firms("a", "b", employees=[10, 2]))),
        write(lambda tx: tx.delete("firm", pl.DataFrame({"firm_id": ["a"]}))),
    ]


def rows(workspace, **at):
    return workspace.read("firm", columns=["firm_id", "employees"], **at).rows()


def test_a_version_is_read_by_its_number_and_by_its_time(workspace, three_versions):
    for commit, expected in zip(three_versions, [[("a", 1)], [("a", 10), ("b", 2)], [("b", 2)]], strict=True):
        assert rows(workspace, version=commit.version) == expected
        assert rows(workspace, known_at=commit.time) == expected
    assert rows(workspace) == rows(workspace, version=workspace.version())


def test_a_time_between_two_commits_reads_the_first(workspace, three_versions):
    first, second, _ = three_versions
    between = first.time + (second.time - first.time) / 2
    assert rows(workspace, known_at=between) == [("a", 1)]


def test_a_table_without_rows_has_its_columns_before_and_after_its_first_commit(workspace, write):
    empty = workspace.read("firm")
    assert (empty.height, empty.schema) == (0, workspace.tables["firm"].polars_schema)
    seen = []

    def change(tx):
        seen.append(tx.read("firm").height)
        tx.append("firm", firms("a"))
        seen.append(tx.read("firm").height)

    first = write(change)
    assert seen == [0, 1]
    assert workspace.read("firm").height == 1
    assert workspace.read("firm", version=first.version - 1).height == 0
    write(lambda tx: tx.delete("firm", pl.DataFrame({"firm_id": ["a"]})))
    assert workspace.read("firm").equals(empty)


def test_history_says_who_what_and_when(workspace, three_versions):
    created, *commits = workspace.history()
    assert created.kind == "upgrade"
    assert [(c.version, c.author, c.message, c.tables) for c in commits] == [
        (c.version, "tester", "test", c.tables) for c in three_versions
    ]
    assert all(before.time < after.time <= datetime.now(UTC) for before, after in pairwise(commits))


def test_before_the_first_version_there_is_nothing_to_read(workspace):
    with pytest.raises(NotFoundError, match="the oldest is of"):
        workspace.read("firm", known_at=datetime.now(UTC) - timedelta(days=1))


def test_an_unknown_version_is_refused(workspace):
    with pytest.raises(NotFoundError, match="version 99 cannot be read"):
        workspace.read("firm", version=99)


def test_version_and_time_together_are_refused(workspace):
    with pytest.raises(InputError, match="not both"):
        workspace.read("firm", version=1, known_at=datetime.now(UTC))


def test_a_time_without_a_zone_is_refused(workspace):
    with pytest.raises(InputError, match="no time zone"):
        workspace.read("firm", known_at=datetime(2025, 1, 1))  # noqa: DTZ001


def test_as_of_leaves_out_later_rows_and_those_not_known(workspace, write):
    published = [date(2020, 1, 1), date(2021, 1, 1), None]
    write(lambda tx: tx.append("firm", firms("a", "b", "c", published_on=published)))
    assert [row[0] for row in rows(workspace, as_of=date(2020, 1, 1))] == ["a"]
    assert [row[0] for row in rows(workspace, as_of=date(2021, 1, 1))] == ["a", "b"]
    assert [row[0] for row in rows(workspace)] == ["a", "b", "c"]


def test_as_of_reads_a_table_without_that_column_whole(workspace, write):
    write(lambda tx: tx.append("link", pl.DataFrame({"supplier_id": ["a"], "buyer_id": ["b"]})))
    assert workspace.read("link", as_of=date(1999, 1, 1)).height == 1


def test_where_picks_by_value_by_list_and_by_null(workspace, write):
    write(lambda tx: tx.append("firm", firms("a", "b", "c", employees=[1, 2, None])))
    assert rows(workspace, where={"employees": 2}) == [("b", 2)]
    assert rows(workspace, where={"firm_id": ["a", "c"], "employees": [1, None]}) == [("a", 1), ("c", None)]
    assert rows(workspace, where={"employees": None}) == [("c", None)]
    assert rows(workspace, where={"firm_id": []}) == []


def test_unknown_columns_are_named(workspace):
    with pytest.raises(NotFoundError) as caught:
        workspace.read("firm", columns=["firm_id", "colour"], where={"size": 1})
    assert caught.value.offenders == ["colour", "size"]


def test_a_second_opening_sees_commits_of_the_first(workspace, write):
    with Workspace.open(workspace.folder, tables=TABLES) as other:
        write(lambda tx: tx.append("firm", firms("a")))
        assert [row[0] for row in rows(other)] == ["a"]


def test_sql_answers_by_version(tmp_path, catalogue_url):
    with Workspace.create(tmp_path / "工 'w'", catalogue_url, tables=TABLES) as workspace:
        sizes = (1, 300, 3)  # in the catalogue, in a file, in both
        commits = [
            workspace.commit(
                lambda tx, size=size: tx.replace("firm", firms(*map(str, range(size)))), message="", author=""
            )
            for size in sizes
        ]
        query = "SELECT count(*) AS n FROM firm"
        assert tuple(workspace.sql(query, version=c.version)["n"][0] for c in commits) == sizes
        assert workspace.sql(query, known_at=commits[1].time)["n"][0] == 300
        assert workspace.sql(query)["n"][0] == 3
        with pytest.raises(InputError):
            workspace.sql("SELECT * FROM read_text('/etc/hostname')")


@pytest.mark.parametrize(
    "query",
    [
        "INSERT INTO firm SELECT * FROM firm",
        "SELECT 1; SELECT 2",
        "COPY firm TO 'stolen.csv'",
        "CALL lake.set_commit_message('x', 'y')",
        "SELECT * FROM read_text('/etc/hostname')",
        "SELECT nonsense",
        "",
    ],
)
def test_sql_refuses_all_but_one_select_over_the_tables(workspace, query):
    with pytest.raises(InputError):
        workspace.sql(query)


def test_importing_the_workspace_loads_nothing_heavy():
    code = "import sys, gongfu.workspace; print({'polars', 'duckdb', 'yaml'} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() == "set()"


@pytest.mark.parametrize("threads", ["0", "-1", "two"])
def test_a_number_of_threads_that_is_none_is_refused(workspace, monkeypatch, threads):
    monkeypatch.setenv("GONGFU_THREADS", threads)
    with pytest.raises(InputError, match="GONGFU_THREADS"):
        Workspace.open(workspace.folder)


def test_the_number_of_threads_is_that_of_the_environment(workspace, monkeypatch):
    monkeypatch.setenv("GONGFU_THREADS", "3")
    with Workspace.open(workspace.folder) as opened:
        assert opened.sql("SELECT current_setting('threads') AS threads")["threads"].to_list() == [3]


def test_a_folder_without_a_workspace_is_refused(tmp_path):
    with pytest.raises(NotFoundError, match="is no workspace"):
        Workspace.open(tmp_path)


def test_a_folder_that_is_not_empty_is_refused(tmp_path):
    (tmp_path / "mine.txt").write_text("x")
    with pytest.raises(InputError, match="is not empty"):
        Workspace.create(tmp_path)


def test_a_lost_catalogue_is_not_taken_for_an_empty_workspace(workspace):
    workspace.close()
    (workspace.folder / "catalogue.sqlite").unlink()
    with pytest.raises(InputError, match="restore the workspace from a backup"):
        Workspace.open(workspace.folder, tables=TABLES)


def test_a_url_of_another_kind_is_refused(tmp_path):
    with pytest.raises(InputError, match="no PostgreSQL URL"):
        Workspace.create(tmp_path / "w", "mysql://host/database")
