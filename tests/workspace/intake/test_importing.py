import subprocess
import sys
import time
from pathlib import Path

import polars as pl
import pytest

from gongfu.errors import ConflictError, InputError, NotFoundError
from gongfu.workspace import Workspace
from gongfu.workspace.intake import (
    Mapping,
    export_quarantine,
    import_file,
    import_mended,
    importing,
    list_quarantine,
)
from gongfu.workspace.jobs import Counter
from gongfu.workspace.schema import Column, Table, tables

CASES = Path(__file__).parents[2] / "cases" / "intake"


@pytest.fixture
def declared(firms, facts):
    return {**tables(), "firm": firms, "fact": facts}


@pytest.fixture
def workspace(tmp_path, declared):
    return Workspace.create(tmp_path / "workspace", tables=declared)


def csv_file(folder, *rows, name="firms.csv"):
    path = folder / name
    path.write_text("code,name,revenue (万元)\n" + "".join(row + "\n" for row in rows), "utf-8")
    return path


def everything(workspace):
    return {name: workspace.read(name) for name in workspace.tables}


def same(one, other):
    return all(one[name].equals(other[name]) for name in one)


def test_good_rows_bad_rows_and_the_source_come_in_with_one_commit(workspace):
    before = len(workspace.history())
    about = {"publisher": "区统计局"}
    report = import_file(workspace, CASES / "districts-gbk.csv", "firm", author="li", source=about)
    assert (report.good_rows, report.bad_rows, report.added) == (4, 1, 4)
    assert len(workspace.history()) == before + 1
    last = workspace.history()[-1]
    assert (last.author, last.message, last.version) == ("li", "Import districts-gbk.csv into firm", report.version)
    firms = workspace.read("firm")
    assert set(firms["source_id"]) == {report.source_id}
    source = workspace.read("source").row(0, named=True)
    assert (source["title"], source["publisher"], source["kind"]) == ("districts-gbk.csv", "区统计局", "file")
    assert workspace.originals.get(source["sha256"]) == (CASES / "districts-gbk.csv").read_bytes()
    logged = workspace.read("import").row(0, named=True)
    assert (logged["import_id"], logged["good_rows"], logged["bad_rows"]) == (report.import_id, 4, 1)
    assert logged["unmapped"] == ["备注"]
    left = list_quarantine(workspace, table="firm").row(0, named=True)
    assert (left["file"], left["line"], left["value"], left["reason"]) == ("districts-gbk.csv", 9, "合计", "total_row")


def test_a_dry_run_reports_the_same_and_writes_nothing(workspace):
    before = everything(workspace)
    tried = import_file(workspace, CASES / "half-known.csv", "firm", author="li", dry_run=True)
    assert same(before, everything(workspace))
    done = import_file(workspace, CASES / "half-known.csv", "firm", author="li")
    assert (tried.good_rows, tried.bad_rows, tried.added) == (done.good_rows, done.bad_rows, done.added) == (4, 7, 4)
    assert tried.reasons == done.reasons
    assert tried.bad.equals(done.bad)
    assert tried.version is None


@pytest.mark.parametrize("mode", ["append", "merge"])
def test_merging_the_same_file_again_changes_nothing(workspace, mode):
    import_file(workspace, CASES / "half-known.csv", "firm", author="li", mode=mode)
    before = everything(workspace)
    again = import_file(workspace, CASES / "half-known.csv", "firm", author="li", mode="merge")
    assert (again.added, again.changed) == (0, 0)
    assert before["firm"].equals(workspace.read("firm"))
    assert before["quarantine"].equals(workspace.read("quarantine"))
    third = import_file(workspace, CASES / "half-known.csv", "firm", author="li", mode="merge")
    assert third.version is None


def test_appending_the_same_file_again_is_refused(workspace):
    import_file(workspace, CASES / "half-known.csv", "firm", author="li")
    with pytest.raises(ConflictError, match="already"):
        import_file(workspace, CASES / "half-known.csv", "firm", author="li")


def test_appending_refuses_keys_that_exist_and_merging_changes_them(workspace, tmp_path):
    import_file(workspace, csv_file(tmp_path, "F1,a,1", "F2,b,2"), "firm", author="li")
    later = csv_file(tmp_path, "F2,b,3", "F3,c,4", name="later.csv")
    appended = import_file(workspace, later, "firm", author="li", dry_run=True)
    assert (appended.good_rows, appended.reasons) == (1, {("code", "key_exists"): 1})
    tried = import_file(workspace, later, "firm", author="li", mode="merge", dry_run=True)
    merged = import_file(workspace, later, "firm", author="li", mode="merge")
    assert (tried.added, tried.changed) == (merged.added, merged.changed) == (1, 1)
    assert workspace.read("firm", where={"code": "F2"})["revenue_yuan"].to_list() == [30_000]


def test_merging_a_few_columns_leaves_the_others(workspace, tmp_path):
    import_file(workspace, csv_file(tmp_path, "F1,a,1"), "firm", author="li")
    (tmp_path / "part.csv").write_text("code,employees\nF1,7\n", "utf-8")
    import_file(workspace, tmp_path / "part.csv", "firm", author="li", mode="merge")
    row = workspace.read("firm").row(0, named=True)
    assert (row["name"], row["revenue_yuan"], row["employees"]) == ("a", 10_000, 7)


def test_an_undone_import_leaves_no_trace_and_can_be_done_again(workspace):
    before = everything(workspace)
    report = import_file(workspace, CASES / "half-known.csv", "firm", author="li")
    workspace.undo(report.version, author="li")
    assert same(before, everything(workspace))
    assert import_file(workspace, CASES / "half-known.csv", "firm", author="li").added == 4


def test_a_better_mapping_closes_what_the_first_import_left_out(workspace):
    import_file(workspace, CASES / "half-known.csv", "firm", author="li", mode="merge")
    better = Mapping(short_rows="unknown")
    report = import_file(workspace, CASES / "half-known.csv", "firm", author="li", mode="merge", mapping=better)
    closed = list_quarantine(workspace, mended=True)
    assert closed.select("line", "mended_by").rows() == [(4, report.import_id)]
    assert "F3" in workspace.read("firm")["code"].to_list()


def test_bad_rows_are_written_out_mended_and_brought_in(workspace, tmp_path):
    first = import_file(workspace, CASES / "districts-gbk.csv", "firm", author="li", mapping=None)
    second = import_file(workspace, csv_file(tmp_path, "F1,a,x", "F2,b,很多", "F3,c,3"), "firm", author="li")
    mended = tmp_path / "mended.csv"
    assert export_quarantine(workspace, second.import_id, mended) == 2
    text = mended.read_text("utf-8-sig")
    assert "revenue (万元) = x: 不是数字" in text
    mended.write_text(text.replace("F1,a,x", "F1,a,1.5"), "utf-8-sig")
    report = import_mended(workspace, mended, author="wang")
    assert (report.good_rows, report.bad_rows) == (1, 1)
    assert workspace.read("firm", where={"code": "F1"})["revenue_yuan"].to_list() == [15_000]
    left = list_quarantine(workspace)
    assert left.select("file", "value").rows() == [("districts-gbk.csv", "合计"), ("mended.csv", "很多")]
    again = tmp_path / "again.csv"
    assert export_quarantine(workspace, report.import_id, again) == 1
    again.write_text(again.read_text("utf-8-sig").replace(",很多", ",2"), "utf-8-sig")
    import_mended(workspace, again, author="wang")
    assert list_quarantine(workspace)["import_id"].to_list() == [first.import_id]
    with pytest.raises(NotFoundError, match="nothing"):
        export_quarantine(workspace, second.import_id, mended)


def test_a_unit_that_stood_above_the_table_still_holds_for_mended_rows(workspace, tmp_path):
    path = tmp_path / "titled.csv"
    path.write_text("单位：万元,,\ncode,name,revenue\nF1,a,x\n", "utf-8")
    report = import_file(workspace, path, "firm", author="li")
    mended = tmp_path / "mended.csv"
    export_quarantine(workspace, report.import_id, mended)
    mended.write_text(mended.read_text("utf-8-sig").replace("F1,a,x", "F1,a,2"), "utf-8")
    import_mended(workspace, mended, author="li")
    assert workspace.read("firm")["revenue_yuan"].to_list() == [20_000]


def test_a_file_that_is_no_export_is_not_taken_for_one(workspace, tmp_path):
    with pytest.raises(InputError, match="no export"):
        import_mended(workspace, csv_file(tmp_path, "F1,a,1"), author="li")
    with pytest.raises(NotFoundError, match="no import"):
        export_quarantine(workspace, "none", tmp_path / "x.csv")


def test_a_table_that_does_not_exist_is_refused(workspace, tmp_path):
    with pytest.raises(NotFoundError, match="no table"):
        import_file(workspace, csv_file(tmp_path, "F1,a,1"), "nothing", author="li")


def test_keys_that_another_writer_adds_meanwhile_go_to_quarantine(workspace, tmp_path, firms, monkeypatch):
    path = csv_file(tmp_path, "F1,a,1", "F2,b,2")
    commit, other = importing._Job.commit, iter([True, False])

    def meanwhile(job, *arguments):
        if next(other):
            row = pl.DataFrame({"code": ["F1"], "name": ["other"]})
            workspace.commit(lambda transaction: transaction.append("firm", row), message="other", author="other")
        return commit(job, *arguments)

    monkeypatch.setattr(importing._Job, "commit", meanwhile)
    report = import_file(workspace, path, "firm", author="li")
    assert (report.added, report.reasons) == (1, {("code", "key_exists"): 1})
    assert workspace.read("firm")["name"].to_list() == ["other", "b"]


def test_progress_counts_to_the_end_of_the_file(workspace, tmp_path):
    path = csv_file(tmp_path, *(f"F{i},n,{i}" for i in range(1000)))
    counter = Counter(lambda standing: None)
    seen = []
    monkey = counter.advance
    counter.advance = lambda steps=1: (monkey(steps), seen.append(counter.standing()))
    import_file(workspace, path, "firm", author="li", progress=counter)
    assert seen[-1].count == seen[-1].total == path.stat().st_size


IMPORT = """
import sys
from pathlib import Path
from gongfu.workspace import Workspace
from gongfu.workspace.intake import import_file
from gongfu.workspace.jobs import Counter
from gongfu.workspace.schema import Column, Table, tables
firm = Table("firm", "企业", "firm", "", ("code",), (
    Column("code", "text", "代码", "code", "", required=True),
    Column("name", "text", "名称", "name", "", required=True),
    Column("revenue_yuan", "number", "营业收入", "revenue", "", unit="yuan"),
))
workspace = Workspace.open(Path(sys.argv[1]), tables={**tables(), "firm": firm})
progress = Counter(lambda standing: print(standing.stage.en, flush=True))
import_file(workspace, Path(sys.argv[2]), "firm", author="li", progress=progress)
"""


@pytest.mark.parametrize(
    ("stage", "delay"),
    [
        ("Read the file", 0.0),
        ("Write to the workspace", 0.0),
        ("Write to the workspace", 0.1),
        ("Write to the workspace", 0.4),
    ],
)
def test_an_import_killed_half_way_leaves_the_workspace_as_it_was(tmp_path, stage, delay):
    columns = (
        Column("code", "text", "代码", "code", "", required=True),
        Column("name", "text", "名称", "name", "", required=True),
        Column("revenue_yuan", "number", "营业收入", "revenue", "", unit="yuan"),
    )
    declared = {**tables(), "firm": Table("firm", "企业", "firm", "", ("code",), columns)}
    workspace = Workspace.create(tmp_path / "workspace", tables=declared)
    import_file(workspace, csv_file(tmp_path, "K1,kept,1"), "firm", author="li")
    before, version = everything(workspace), workspace.version()
    rows = [f"F{i},name {i},{i if i % 10 else 'x'}" for i in range(30_000)]
    path = csv_file(tmp_path, *rows, name="big.csv")
    arguments = [sys.executable, "-c", IMPORT, str(workspace.folder), str(path)]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        while stage not in (line := process.stdout.readline()):
            assert line, "the import ended before it came to that stage"
        time.sleep(delay)
        process.kill()
    opened = Workspace.open(workspace.folder, tables=declared)
    if opened.version() == version:
        assert same(before, everything(opened))
    else:
        assert opened.read("firm").height == 1 + 27_000
        assert opened.read("quarantine").height == 3_000
        assert opened.read("import").height == 2
    import_file(opened, path, "firm", author="li", mode="merge")
    assert opened.read("firm").height == 1 + 27_000
    assert opened.read("quarantine").height == 3_000
