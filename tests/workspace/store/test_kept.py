"""A table that is kept in memory answers as its files do."""

import polars as pl
import pytest

from gongfu.errors import NotFoundError
from gongfu.workspace import Workspace
from gongfu.workspace.store import kept


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    with Workspace.create(tmp_path_factory.mktemp("kept") / "workspace") as workspace:
        rows = [
            {
                "source_id": f"s{n}",
                "kind": "page",
                "title": f"t{n % 3}",
                "publisher": None if n % 2 else "p",
                "synthetic": n % 4 == 0,
            }
            for n in range(20)
        ]
        days = pl.Series([None if n % 5 == 0 else f"20{10 + n}-01-01" for n in range(20)]).str.to_date()
        frame = pl.DataFrame(rows, schema_overrides={"publisher": pl.String}).with_columns(published_on=days)
        workspace.commit(lambda tx: tx.append("source", frame), message="Add", author="founder")
        yield workspace


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"where": {"title": "t1"}},
        {"where": {"title": ["t1", "t2"], "publisher": None}},
        {"where": {"publisher": [None, "p"]}},
        {"where": {"title": []}},
        {"where": {"synthetic": True}, "columns": ["title"]},
        {"where": {"title": "not there"}},
    ],
    ids=str,
)
def test_a_kept_table_gives_the_rows_that_its_files_give(filled, asked):
    read_from_files = filled.read("source", **asked)
    for _ in range(2):
        assert filled.read("source", version=filled.version(), **asked).equals(read_from_files)


def test_a_kept_table_is_as_of_a_day_what_its_files_are(filled):
    from datetime import date

    day = date(2017, 6, 1)
    assert filled.read("source", version=filled.version(), as_of=day).equals(filled.read("source", as_of=day))


def test_a_column_that_is_not_there_is_refused_as_before(filled):
    with pytest.raises(NotFoundError, match="colour"):
        filled.read("source", version=filled.version(), where={"colour": "red"})


def test_each_version_keeps_what_it_held(filled):
    before = filled.version()
    held = filled.read("source", version=before)
    new = pl.DataFrame([{"source_id": "new", "kind": "page", "title": "t"}])
    filled.commit(lambda tx: tx.append("source", new), message="Add", author="founder")
    assert filled.read("source", version=before).equals(held)
    assert filled.read("source", version=filled.version()).height == held.height + 1


def test_a_table_that_is_too_large_is_read_from_its_files(filled, monkeypatch):
    monkeypatch.setattr(kept, "MOST_ROWS", 3)
    with Workspace.open(filled.folder) as workspace:
        found = workspace.read("source", version=workspace.version(), where={"title": "t1"})
        assert found.equals(filled.read("source", where={"title": "t1"}))
        assert workspace._kept._large == {"source"}
