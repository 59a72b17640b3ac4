"""Kill writers at random, and let several write at once: nothing may be lost, doubled or half-written.

    python -m benchmarks.store_faults [--kills 200] [--processes 4] [--commits 200]

prints a table; it exits with 1 when something was wrong. The tests run the same with fewer.
"""

import argparse
import itertools
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import polars as pl

from gongfu.workspace import Transaction, Workspace
from gongfu.workspace.schema import Column, Table
from tests.postgres import server

State = dict[str, int]

KEY = Column("key", "text", zh="键", en="key", meaning="made up", required=True)
NUMBER = Column("number", "integer", zh="数", en="number", meaning="made up")
TABLES = {
    name: Table(name, zh=name, en=name, meaning="made up", key=("key",), columns=(KEY, NUMBER))
    for name in ("left", "right")
}
KINDS = ("append", "merge", "compact")
SHARED_KEYS = 400
FIRST_GUESS = 0.1  # seconds that a work takes, until some have been seen
BEYOND = 1.2  # a kill comes at up to this part of the time that a work of its kind takes


@dataclass
class Outcome:
    """What a run did, and everything that was wrong."""

    title: str
    done: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    seconds: float = 0.0


def rows_of(kind: str, number: int) -> State:
    """Rows that the work with this number writes into both tables: few, which stand in the catalogue, or many."""
    chance = random.Random(number)
    size = chance.choice([2, 30, 300])
    if kind == "append":
        return {f"own-{number}-{row}": number for row in range(size)}
    return {f"shared-{row}": number for row in chance.sample(range(SHARED_KEYS), size)}


def kind_of(number: int) -> str:
    return random.Random(-number).choice(KINDS)


def frame(rows: State) -> pl.DataFrame:
    return pl.DataFrame({"key": list(rows), "number": list(rows.values())}, schema=TABLES["left"].polars_schema)


def work(folder: Path, first: int) -> None:
    """Work without end from a number on; say before each work what comes, and after it that it is done."""
    with Workspace.open(folder, tables=TABLES) as workspace:
        for number in itertools.count(first):
            kind = kind_of(number)
            print("begin", number, flush=True)
            if kind == "compact":
                workspace.compact(grace=timedelta(0))
            else:
                rows = frame(rows_of(kind, number))

                def change(tx: Transaction, kind: str = kind, rows: pl.DataFrame = rows) -> None:
                    for table in TABLES:
                        tx.append(table, rows) if kind == "append" else tx.merge(table, rows)

                workspace.commit(change, message=str(number), author="worker")
            print("done", number, flush=True)


def kill_at_random(folder: Path, kills: int, *, seed: int, catalogue_url: str | None = None) -> Outcome:
    """Kill a worker again and again, each time somewhere in one of its works, and look at what it leaves."""
    chance = random.Random(seed)
    outcome = Outcome(f"{kills} kills, {'SQLite' if catalogue_url is None else 'PostgreSQL'}")
    started = time.monotonic()
    Workspace.create(folder, catalogue_url, tables=TABLES).close()
    said: set[int] = set()
    seconds: dict[str, list[float]] = {kind: [FIRST_GUESS] for kind in KINDS}
    number = 0
    for _ in range(kills):
        last = kill_one(folder, number, chance, said, seconds)
        outcome.done[f"killed in {kind_of(last)}"] += 1
        number = last + 1
        outcome.wrong += examine(folder, said, chance)
        if kind_of(last) != "compact" and last not in said:
            outcome.done["kept whole" if committed(folder, last) else "left out whole"] += 1
    with Workspace.open(folder, tables=TABLES) as workspace:
        files = len(list((folder / "tables").rglob("*.parquet")))
        workspace.compact(grace=timedelta(0))
        outcome.done["files before the last compaction"] = files
        outcome.done["files after it"] = len(list((folder / "tables").rglob("*.parquet")))
        outcome.done["commits"] = len(workspace.history()) - 1
    outcome.wrong += examine(folder, said, chance)
    outcome.seconds = time.monotonic() - started
    return outcome


def kill_one(folder: Path, first: int, chance: random.Random, said: set[int], seconds: dict[str, list[float]]) -> int:
    """Start a worker, let it do a few works, kill it within the next; the number of that one."""
    command = [sys.executable, "-m", "benchmarks.store_faults", "--work", str(folder), "--first", str(first)]
    worker = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert worker.stdout is not None
    victim = first + chance.randrange(1, 4)
    begun = time.monotonic()
    for line in worker.stdout:
        word, number = line.split()
        if word == "done":
            said.add(int(number))
            seconds[kind_of(int(number))].append(time.monotonic() - begun)
        begun = time.monotonic()
        if word == "begin" and int(number) == victim:
            break
    else:
        raise RuntimeError(f"the worker ended by itself with {worker.wait()}")
    time.sleep(chance.uniform(0, BEYOND * statistics.median(seconds[kind_of(victim)])))
    worker.send_signal(signal.SIGKILL)
    rest = [line.split() for line in worker.stdout if line.endswith("\n")]
    worker.wait()
    said.update(int(number) for word, number in rest if word == "done")
    return max([victim, *(int(number) for _, number in rest)])


def committed(folder: Path, number: int) -> bool:
    with Workspace.open(folder, tables=TABLES) as workspace:
        return any(commit.message == str(number) for commit in workspace.history())


def examine(folder: Path, said: set[int], chance: random.Random) -> list[str]:
    """Everything that is wrong: with the history, with the tables now, and at three earlier versions."""
    with Workspace.open(folder, tables=TABLES) as workspace:
        commits = workspace.history()[1:]
        numbers = [int(commit.message) for commit in commits]
        wrong = [f"commit {n} lost" for n in sorted(said - set(numbers)) if kind_of(n) != "compact"]
        wrong += [f"commit {n} doubled" for n, times in Counter(numbers).items() if times > 1]
        places = {len(commits), *(chance.randrange(len(commits) + 1) for _ in range(3))}
        for place in sorted(places):
            expected: State = {}
            for number in numbers[:place]:
                expected |= rows_of(kind_of(number), number)
            version = workspace.version() if place == len(commits) else (commits[place - 1].version if place else 1)
            for table in TABLES:
                rows = workspace.read(table, version=version).rows()
                if len(rows) != len({key for key, _ in rows}):
                    wrong.append(f"{table}, version {version}: a key twice")
                if dict(rows) != expected:
                    wrong.append(f"{table}, version {version}: not what its commits wrote")
    return wrong


def write_at_once(folder: Path, processes: int, commits: int, *, catalogue_url: str | None = None) -> Outcome:
    """Several processes commit at the same time; every other commit is about keys that all of them write."""
    outcome = Outcome(f"{processes} × {commits} commits, {'SQLite' if catalogue_url is None else 'PostgreSQL'}")
    Workspace.create(folder, catalogue_url, tables=TABLES).close()
    started = time.monotonic()
    command = [sys.executable, "-m", "benchmarks.store_faults", "--write", str(folder), "--commits", str(commits)]
    writers = [subprocess.Popen([*command, "--name", f"writer-{n}"]) for n in range(processes)]
    outcome.wrong += [f"writer {n} ended with {code}" for n, w in enumerate(writers) if (code := w.wait())]
    outcome.seconds = time.monotonic() - started
    expected = {f"writer-{n}-{c}": 1 for n in range(processes) for c in range(0, commits, 2)}
    expected |= {f"shared-{c}": processes for c in range(1, commits, 2)}
    with Workspace.open(folder, tables=TABLES) as workspace:
        outcome.done["commits"] = len(workspace.history()) - 1
        if outcome.done["commits"] != processes * commits:
            outcome.wrong.append(f"{outcome.done['commits']} commits in the history")
        for table in TABLES:
            rows = workspace.read(table).rows()
            outcome.done[f"rows in {table}"] = len(rows)
            if len(rows) != len({key for key, _ in rows}):
                outcome.wrong.append(f"{table}: a key twice")
            if dict(rows) != expected:
                outcome.wrong.append(f"{table}: not what its commits wrote")
    return outcome


def write(folder: Path, name: str, commits: int) -> None:
    """Commit rows of one's own, and by turns add one to a row that others write too, or make it."""
    with Workspace.open(folder, tables=TABLES) as workspace:
        for number in range(commits):
            key = f"shared-{number}" if number % 2 else f"{name}-{number}"

            def change(tx: Transaction, key: str = key) -> None:
                for table in TABLES:
                    held = tx.read(table, where={"key": key})["number"].to_list()
                    if held:
                        tx.merge(table, frame({key: held[0] + 1}))
                    else:
                        tx.append(table, frame({key: 1}))

            workspace.commit(change, message=key, author=name)


@contextmanager
def places() -> Iterator[tuple[Path, str | None]]:
    """A folder, and the URL of a PostgreSQL server; None where none is installed."""
    with tempfile.TemporaryDirectory() as folder, server(Path(folder)) as url:
        yield Path(folder), url


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--processes", type=int, default=4)
    parser.add_argument("--commits", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--work", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--first", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--write", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--name", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.work:
        work(given.work, given.first)
    if given.write:
        write(given.write, given.name, given.commits)
        return 0
    wrong = False
    with places() as (folder, url):
        for place, catalogue_url in enumerate([None] if url is None else [None, url]):
            for outcome in (
                kill_at_random(folder / f"kills-{place}", given.kills, seed=given.seed, catalogue_url=catalogue_url),
                write_at_once(folder / f"writers-{place}", given.processes, given.commits, catalogue_url=catalogue_url),
            ):
                done = ", ".join(f"{what} {count}" for what, count in sorted(outcome.done.items()))
                print(
                    f"| {outcome.title} | {outcome.seconds:.0f} s | {done} | wrong: {len(outcome.wrong)} |", flush=True
                )
                for line in outcome.wrong:
                    print("  -", line)
                wrong |= bool(outcome.wrong)
    return int(wrong)


if __name__ == "__main__":
    sys.exit(main())
