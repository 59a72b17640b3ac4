"""The runs of ``benchmarks/store_faults.py``, shorter."""

from benchmarks.store_faults import kill_at_random, write_at_once


def test_a_killed_writer_leaves_the_last_commit(tmp_path):
    outcome = kill_at_random(tmp_path / "workspace", 20, seed=7)
    assert outcome.wrong == []
    assert sum(count for what, count in outcome.done.items() if what.startswith("killed")) == 20


def test_a_killed_writer_on_postgresql_leaves_the_last_commit(tmp_path, postgres_url):
    assert kill_at_random(tmp_path / "workspace", 8, seed=8, catalogue_url=postgres_url).wrong == []


def test_writers_at_once_lose_nothing_and_double_no_key(tmp_path, catalogue_url):
    outcome = write_at_once(tmp_path / "workspace", 4, 15, catalogue_url=catalogue_url)
    assert outcome.wrong == []
    assert outcome.done["commits"] == 60
