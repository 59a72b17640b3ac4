"""Plans in a workspace: done twice nothing changes, and no word of a person is lost."""

from shutil import copytree

import polars as pl
import pytest

from gongfu.errors import ConflictError, InputError, NotFoundError
from gongfu.loops.plan import correcting
from gongfu.loops.plan.importing import store_plan
from gongfu.loops.plan.ledger import Wanted, find_commitment, find_plan, lines, read_ledger, select
from gongfu.loops.plan.reading import read_plan, records
from gongfu.loops.plan.rows import NOTHING, About
from gongfu.workspace import Workspace
from gongfu.workspace.provenance import Figure, open_figure

TEXT = """上海市智能制造行动计划（2023—2025年）
2023-06-15
一、主要目标
到2025年，工业增加值超过2.6万亿元。
二、重点任务
（一）强链升级行动
打造20家引领性智能工厂，培育10家龙头企业。（牵头单位：市经信委；配合单位：各区政府）
（二）绿色领跑行动
创建150家绿色工厂。（责任单位：市生态环境局）
"""


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    """A workspace to copy: making one anew for each test takes longer than the test."""
    folder = tmp_path_factory.mktemp("empty") / "workspace"
    Workspace.create(folder).close()
    return folder


@pytest.fixture
def workspace(tmp_path, empty):
    with Workspace.open(copytree(empty, tmp_path / "workspace")) as opened:
        yield opened


@pytest.fixture
def importing(workspace, tmp_path):
    def store(text, name="007_plan.txt", about=NOTHING):
        path = tmp_path / name
        path.write_text(text, "utf-8", newline="")
        return store_plan(workspace, read_plan(path), about, author="tester")

    return store


def ledger(workspace, **wanted):
    return select(read_ledger(workspace.read), Wanted(**wanted))


def say(workspace, identifier, *, verdict=None, **changes):
    found = find_commitment(read_ledger(workspace.read), identifier)
    return correcting.correct(
        workspace, found, verdict=verdict, changes=list(changes.items()), by="李工", why="核对", author="tester"
    )


def shown(workspace, **wanted):
    return ledger(workspace, **wanted).commitments.select("indicator", "value", "status").rows()


def test_an_import_fills_the_tree_and_keeps_the_original(workspace, importing):
    done = importing(TEXT)
    assert (done.doc, done.commitments, done.added) == ("007", 4, 4)
    heights = {name: workspace.read(name).height for name in ("plan", "document", "source", "action", "unit", "region")}
    assert heights == {"plan": 1, "document": 1, "source": 1, "action": 2, "unit": 3, "region": 1}
    assert workspace.originals.get(workspace.read("document")["document_id"][0]).decode() == TEXT


def test_the_same_file_again_makes_no_version(workspace, importing):
    importing(TEXT)
    version = workspace.version()
    assert importing(TEXT).version is None
    assert importing(TEXT, name="another-name.txt").doc == "007"
    assert workspace.version() == version


def test_what_goes_out_is_what_was_extracted(workspace, importing, tmp_path):
    importing(TEXT)
    assert lines(ledger(workspace)) == records(read_plan(tmp_path / "007_plan.txt"))


def test_every_value_opens_down_to_its_source(workspace, importing):
    importing(TEXT)
    for key in workspace.read("commitment")["commitment_id"]:
        trace = open_figure(workspace.read, workspace.tables, Figure("commitment", (key,), "value"))
        assert trace.problems == []
        assert trace.leaves[0].source["sha256"] == workspace.read("document")["document_id"][0]


def test_a_correction_shows_and_an_undo_takes_it_back(workspace, importing):
    importing(TEXT)
    before = shown(workspace)
    commit = say(workspace, "007-002", value=25.0)
    assert ("引领性智能工厂数", 25.0, "changed") in shown(workspace)
    workspace.undo(commit.version, author="tester")
    assert shown(workspace) == before


def test_a_second_import_leaves_corrections_alone(workspace, importing):
    importing(TEXT)
    say(workspace, "007-002", value=25.0)
    say(workspace, "007-004", verdict="reject")
    importing(TEXT)
    assert ("引领性智能工厂数", 25.0, "changed") in shown(workspace)
    assert len(shown(workspace)) == 3
    assert [status for *_, status in shown(workspace, status="rejected")] == ["rejected"]


def test_a_rejected_commitment_keeps_its_number_and_no_other_shifts(workspace, importing):
    importing(TEXT)
    say(workspace, "007-002", verdict="reject")
    assert ledger(workspace).commitments["id"].to_list() == ["007-001", "007-003", "007-004"]


def test_an_added_commitment_is_numbered_behind_the_others(workspace, importing):
    importing(TEXT)
    known = read_ledger(workspace.read)
    plan = find_plan(known.plans, "007")
    fields = [("indicator", "零碳园区数"), ("value", 3.0), ("unit", "个"), ("responsible", ["市科委"])]
    correcting.add(workspace, known, plan, (30, 34), fields, by="李工", why=None, author="tester")
    rows = {row["id"]: row for row in ledger(workspace).commitments.iter_rows(named=True)}
    assert (rows["007-005"]["indicator"], rows["007-005"]["status"]) == ("零碳园区数", "added")
    assert rows["007-001"]["indicator"] == "工业增加值"
    assert shown(workspace, unit="市科学技术委员会") == [("零碳园区数", 3.0, "added")]
    with pytest.raises(ConflictError, match="30-34"):
        correcting.add(workspace, read_ledger(workspace.read), plan, (30, 34), fields, by="李", why=None, author="t")


def test_an_added_commitment_needs_its_fields(workspace, importing):
    importing(TEXT)
    known = read_ledger(workspace.read)
    with pytest.raises(InputError) as refused:
        correcting.add(workspace, known, known.plans.row(0, named=True), (1, 2), [], by="李", why=None, author="t")
    assert refused.value.offenders == ["indicator", "unit", "value"]


def test_a_later_version_of_the_document_carries_the_corrections_over(workspace, importing):
    importing(TEXT)
    say(workspace, "007-002", value=25.0)
    old = find_commitment(read_ledger(workspace.read), "007-002")["commitment_id"]
    plan = find_plan(workspace.read("plan"), "007")
    later = TEXT.replace("二、重点任务", "工业投资年均增长5%。\n二、重点任务").replace("150家", "180家")
    done = importing(later, "007_v2.txt", About(plan_id=plan["plan_id"], replaces=plan["document_id"]))
    assert (done.carried, done.doc) == (1, "007")
    assert workspace.read("plan").height == 1
    assert ("引领性智能工厂数", 25.0, "changed") in shown(workspace)
    assert ("绿色工厂数", 180.0, "extracted") in shown(workspace)
    assert len(shown(workspace)) == 5
    assert find_commitment(read_ledger(workspace.read), old)["value"] == 25.0
    assert importing(later, "007_v2.txt").version is None


def test_a_replaced_document_must_be_there(workspace, importing):
    with pytest.raises(NotFoundError, match="nowhere"):
        importing(TEXT, about=About(plan_id="p", replaces="nowhere"))


def test_two_plans_of_one_short_name_get_their_own(workspace, importing):
    assert importing(TEXT).doc == "007"
    assert importing(TEXT.replace("20家", "30家"), "007_other.txt").doc == "007~2"


@pytest.mark.parametrize(
    "spelling", ["市经信委", "市经济信息化委", "上海市经济和信息化委员会", "市經濟信息化委", "经济和信息化"]
)
def test_a_unit_is_found_in_any_spelling(workspace, importing, spelling):
    importing(TEXT)
    assert len(shown(workspace, unit=spelling)) == 2


def test_commitments_are_found_by_what_is_asked(workspace, importing):
    importing(TEXT)
    assert [name for name, *_ in shown(workspace, indicator="工厂", action="绿色")] == ["绿色工厂数"]
    assert len(shown(workspace, plan="智能制造", kind="target", deadline=2025)) == 4
    assert shown(workspace, deadline=2030) == []


def test_corrected_names_move_the_commitment_to_the_other_unit(workspace, importing):
    importing(TEXT)
    say(workspace, "007-004", responsible=["市财政局"])
    assert [name for name, *_ in shown(workspace, unit="市财政局")] == ["绿色工厂数"]
    assert shown(workspace, unit="市生态环境局") == []


def test_a_plan_that_several_names_mean_is_asked_for_again(workspace, importing):
    importing(TEXT)
    importing(TEXT.replace("20家", "30家"), "008_other.txt")
    with pytest.raises(NotFoundError, match="several"):
        shown(workspace, plan="智能制造")
    with pytest.raises(NotFoundError) as refused:
        shown(workspace, plan="nothing")
    assert len(refused.value.offenders) == 2


def test_a_commitment_that_is_not_found_any_more_stays_while_a_person_spoke_of_it(
    workspace, importing, monkeypatch, tmp_path
):
    importing(TEXT)
    say(workspace, "007-004", verdict="accept")
    plan = read_plan(tmp_path / "007_plan.txt")
    fewer = type(plan)(plan.name, plan.doc, plan.content, plan.document, plan.commitments[:2])
    done = store_plan(workspace, fewer, NOTHING, author="tester")
    assert (done.removed, done.stranded) == (1, 1)
    assert [name for name, *_ in shown(workspace)] == ["工业增加值", "引领性智能工厂数", "绿色工厂数"]


def test_lead_and_support_are_kept(workspace, importing):
    importing(TEXT)
    roles = read_ledger(workspace.read).responsibilities.filter(pl.col("item_kind") == "commitment")
    assert sorted(roles.select("written", "role").unique().rows(), key=str) == [
        ("各区政府", "support"), ("市生态环境局", None), ("市经信委", "lead"),
    ]  # fmt: skip


def test_a_past_version_and_a_past_day_can_be_read(workspace, importing):
    version = importing(TEXT).version
    say(workspace, "007-002", value=25.0)
    past = read_ledger(lambda name: workspace.read(name, version=version))
    assert past.commitments["status"].unique().to_list() == ["extracted"]
    from datetime import date

    early = read_ledger(lambda name: workspace.read(name, as_of=date(2023, 6, 14)))
    assert early.commitments.is_empty()
    assert read_ledger(lambda name: workspace.read(name, as_of=date(2023, 6, 15))).commitments.height == 4
