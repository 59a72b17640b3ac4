"""The last version is known without asking for as long as nobody writes, and asked for as soon as somebody did."""

import os
import time

import polars as pl
import pytest

from gongfu.workspace import Workspace
from gongfu.workspace.store import freshness
from gongfu.workspace.store.freshness import Freshness
from tests.workspace.store.made_up import TABLES


@pytest.fixture
def file(tmp_path):
    """A file that was last written a minute ago."""
    path = tmp_path / "catalogue.sqlite"
    path.write_text("one")
    os.utime(path, times=(time.time() - 60, time.time() - 60))
    return path


class Asked:
    """Gives 1, 2, 3 …, and so counts how often it was asked."""

    def __init__(self):
        self.times = 0

    def __call__(self):
        self.times += 1
        return self.times


def test_nobody_asks_again_while_the_file_stays_as_it_is(file):
    asked = Asked()
    fresh = Freshness(file, asked)
    assert fresh.known() is None
    assert [fresh.version() for _ in range(50)] == [1] * 50
    assert fresh.known() == 1


@pytest.mark.parametrize("end", ["", "-wal"])
def test_a_write_from_anywhere_is_noticed(file, end):
    fresh = Freshness(file, Asked())
    fresh.version()
    file.with_name(file.name + end).write_text("two")
    assert fresh.known() is None
    assert fresh.version() == 2


def test_a_file_that_was_just_written_is_not_trusted(file):
    file.write_text("just now")
    fresh = Freshness(file, Asked())
    assert [fresh.version(), fresh.version()] == [1, 2]


def test_even_a_quiet_file_is_asked_again_now_and_then_by_one(file, monkeypatch):
    monkeypatch.setattr(freshness, "LONGEST", 0.05)
    fresh = Freshness(file, Asked())
    fresh.version()
    time.sleep(0.06)
    assert (fresh.known(), fresh.known()) == (None, 1)
    assert fresh.version() == 2


def test_what_was_asked_before_a_commit_of_our_own_is_not_remembered(file):
    fresh = Freshness(file, lambda: fresh.forget() or 7)
    assert fresh.version() == 7
    assert fresh.known() is None


def test_a_database_server_is_asked_each_time_or_what_it_said_is_good_for_milliseconds(monkeypatch):
    monkeypatch.setattr(freshness, "PAUSE", 0.05)
    fresh = Freshness(None, Asked())
    assert [fresh.version(), fresh.version()] == [1, 2]
    assert fresh.known() == 2
    time.sleep(0.06)
    assert fresh.known() is None


def test_every_commit_of_another_process_is_seen_by_the_next_who_asks(tmp_path):
    with Workspace.create(tmp_path / "w", tables=TABLES) as one, Workspace.open(tmp_path / "w", tables=TABLES) as other:
        name = next(iter(TABLES))
        for number in range(20):
            assert other.version() == one.version()
            one.commit(lambda tx, number=number: tx.merge(name, _row(TABLES[name], number)), message="m", author="a")
            assert other.version() == one.version() == one.history()[-1].version


def _row(table, number):
    values = {"text": f"x{number}", "integer": number, "number": float(number), "boolean": True}
    row = {
        column.name: values.get(column.type) for column in table.columns if column.name in table.key or column.required
    }
    return pl.DataFrame([row], schema={name: table.polars_schema[name] for name in row})
