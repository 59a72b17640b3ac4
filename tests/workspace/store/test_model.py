"""Whatever is done, the workspace holds at every version what a dictionary would."""

import shutil
import tempfile
from datetime import timedelta
from pathlib import Path

import polars as pl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongfu.workspace import Workspace
from tests.workspace.store.made_up import LINK, TABLES

KEYS = st.tuples(st.sampled_from("abc"), st.sampled_from("xyz"))
SHARES = st.none() | st.sampled_from([0.0, 1.5, float("inf")])
ROWS = st.dictionaries(KEYS, SHARES, max_size=9)
WRITES = st.tuples(st.sampled_from(["merge", "replace", "append new", "delete", "delete and append"]), ROWS)
STEPS = st.lists(
    st.one_of(
        st.lists(WRITES, min_size=1, max_size=3),
        st.tuples(st.just("undo"), st.integers(1, 6)),
        st.sampled_from(["compact", "copy", "restore", "open again"]),
    ),
    min_size=2,
    max_size=10,
)


def frame(rows):
    return pl.DataFrame([(*key, share) for key, share in rows.items()], schema=LINK.polars_schema, orient="row")


def write(tx, held, kind, rows):
    """Do one write, and say what a dictionary holds after it."""
    present = {key: held[key] for key in rows if key in held}
    if kind == "merge":
        tx.merge("link", frame(rows))
        return held | rows
    if kind == "replace":
        tx.replace("link", frame(rows))
        return rows
    if kind == "append new":
        new = {key: share for key, share in rows.items() if key not in held}
        tx.append("link", frame(new))
        return held | new
    tx.delete("link", frame(present))
    if kind == "delete and append":
        tx.append("link", frame(rows))
        return held | rows
    return {key: share for key, share in held.items() if key not in present}


def undone(versions, number):
    """What a dictionary holds after an undo, and the keys left alone."""
    order = sorted(versions)
    place = order.index(number)
    before, after, now = versions[order[place - 1]], versions[number], versions[order[-1]]
    touched = changed(before, after)
    later = {
        key
        for a, b in zip(order[place:], order[place + 1 :], strict=False)
        for key in changed(versions[a], versions[b])
    }
    kept = {key: share for key, share in now.items() if key not in touched - later}
    return kept | {key: before[key] for key in touched - later if key in before}, touched & later


def changed(before, after):
    return {key for key in before.keys() | after.keys() if before.get(key, "none") != after.get(key, "none")}


def check(workspace, versions):
    for version, held in versions.items():
        assert {(a, b): share for a, b, share in workspace.read("link", version=version).rows()} == held, version
    assert workspace.read("link").rows() == workspace.read("link", version=max(versions)).rows()


def run(folder, steps, catalogue_url):
    workspace = Workspace.create(folder / "0", catalogue_url, tables=TABLES)
    workspace._connection.execute("CALL lake.set_option('data_inlining_row_limit', '4')")  # some rows here, some there
    versions = {workspace.version(): {}}
    for number, step in enumerate(steps, start=1):
        held = versions[max(versions)]
        if isinstance(step, list):
            commit = workspace.commit(lambda tx, step=step, held=held: writes(tx, held, step), message="", author="")
            versions[commit.version] = commit.result
        elif isinstance(step, tuple):
            undoable = sorted(versions)[1:]
            if not undoable:
                continue
            after, left = undone(versions, undoable[-min(step[1], len(undoable))])
            commit = workspace.undo(undoable[-min(step[1], len(undoable))], author="")
            assert set(commit.result["link"].rows() if commit.result else ()) == left
            versions[commit.version] = after
        elif step == "compact":
            workspace.compact(grace=timedelta(0))
        elif step == "restore":
            workspace.backup(folder / f"{number}.backup")
            workspace.close()
            workspace = Workspace.restore(
                folder / f"{number}.backup", folder / str(number), catalogue_url, tables=TABLES
            )
        else:
            workspace.close()
            if step == "copy" and catalogue_url is None:
                shutil.copytree(workspace.folder, folder / str(number))
                shutil.rmtree(workspace.folder)
            where = folder / str(number) if (folder / str(number)).exists() else workspace.folder
            workspace = Workspace.open(where, tables=TABLES)
        check(workspace, versions)
    workspace.close()


def writes(tx, held, step):
    for kind, rows in step:
        held = write(tx, held, kind, rows)
    return held


def test_every_version_stays_what_it_was(catalogue_url):
    @settings(max_examples=12, suppress_health_check=list(HealthCheck))
    @given(STEPS)
    def holds(steps):
        with tempfile.TemporaryDirectory() as folder:
            run(Path(folder), steps, catalogue_url)

    holds()
