"""What one person reads and changes of a workspace that holds more than is theirs."""

import shutil
from datetime import date

import polars as pl
import pytest

from gongfu.errors import ForbiddenError, InputError, NotFoundError
from gongfu.workspace import Workspace
from gongfu.workspace.store.reach import Reach
from gongfu.workspace.store.within import Within

OFFICE = Reach("office", regions=frozenset({"r1"}), office=True)
DAY = date(2026, 1, 1)


def frame(workspace, table, **row):
    return pl.DataFrame([row], schema={name: workspace.tables[table].polars_schema[name] for name in row})


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("within") / "workspace"
    with Workspace.create(folder) as workspace:

        def change(tx):
            def put(table, **row):
                tx.append(table, frame(workspace, table, **row))

            for n in ("1", "2"):
                put("region", region_id=f"r{n}", name_zh=n, synthetic=True, source_id="s")
                put("series", series_id=f"s{n}", region_id=f"r{n}", indicator="i", unit="yuan", origin="observed")
                put("observation", observation_id=f"o{n}", series_id=f"s{n}", comparator="=", origin="observed",
                    source_id=f"src{n}", locator=f"formula:f{n}")  # fmt: skip
                put("source", source_id=f"src{n}", kind="file", title=n)
                put("derivation", derivation_id=f"f{n}", formula="a")
                put("derivation_input", derivation_id=f"f{n}", name="a", table_name="t", column_name="c", rows="{}")
                put(
                    "evidence",
                    table_name="series",
                    column_name="unit",
                    row_key=f'["s{n}"]',
                    origin="observed",
                    source_id=f"ev{n}",
                )
                put("source", source_id=f"ev{n}", kind="page", title=n)
                put("entity", entity_id=f"e{n}", kind="firm", region_id=f"r{n}", synthetic=True)
                put("register", entry_id=f"g{n}", register="title", subject_id=f"e{n}", origin="observed")
                put("milestone", entry_id=f"g{n}", due_on=DAY, what="x", set_by="a", set_on=DAY)
            put("series", series_id="s0", region_id="r0", indicator="i", unit="yuan", origin="observed")

        workspace.commit(change, message="Fill", author="tests")
    return folder


@pytest.fixture
def workspace(made, tmp_path):
    with Workspace.open(shutil.copytree(made, tmp_path / "workspace")) as workspace:
        yield workspace


def first_column(workspace, table):
    return workspace.read(table).to_series(0).to_list()


@pytest.mark.parametrize(
    ("table", "seen"),
    [("series", ["s1"]), ("observation", ["o1"]), ("source", ["ev1", "src1"]), ("derivation", ["f1"]),
     ("derivation_input", ["f1"]), ("evidence", ["series"]), ("register", ["g1"]), ("milestone", ["g1"]),
     ("region", ["r1", "r2"])],
)  # fmt: skip
def test_rows_belong_where_the_rows_belong_that_they_name_or_are_named_by(workspace, table, seen):
    within = Within(workspace, OFFICE)
    assert first_column(within, table) == seen
    assert within.sizes()[table] == len(seen)
    assert within.read_several([table])[table].height == len(seen)
    assert within.read(table, version=workspace.version()).height == len(seen)


def test_who_is_no_office_reads_no_private_rows_save_those_of_their_firm(workspace):
    viewer = Within(workspace, Reach("viewer", whole=True))
    assert first_column(viewer, "series") == ["s0", "s1", "s2"]
    assert first_column(viewer, "register") == []
    firm = Within(workspace, Reach("firm", firms=frozenset({"e2"})))
    assert (first_column(firm, "register"), first_column(firm, "series")) == (["g2"], [])
    assert firm.private_rows == {"register": 1}


def test_what_holds_in_a_region_above_is_read_and_not_changed(workspace):
    within = Within(workspace, Reach("office", regions=frozenset({"r1"}), above=frozenset({"r0"}), office=True))
    assert first_column(within, "series") == ["s0", "s1"]
    with pytest.raises(ForbiddenError, match="series_id='s0'"):
        within.commit(lambda tx: tx.delete("series", pl.DataFrame({"series_id": ["s0"]})), message="", author="office")


@pytest.mark.parametrize(
    ("table", "row"),
    [
        ("observation", {"observation_id": "new", "series_id": "s2", "comparator": "=", "origin": "observed"}),
        ("observation", {"observation_id": "o2", "series_id": "s1", "comparator": "=", "origin": "observed"}),
        ("observation", {"observation_id": "o1", "series_id": "s2", "comparator": "=", "origin": "observed"}),
        ("source", {"source_id": "src2", "kind": "file", "title": "changed"}),
        ("derivation_input", {"derivation_id": "f2", "name": "b", "table_name": "t", "column_name": "c", "rows": "{}"}),
        ("evidence", {"table_name": "series", "column_name": "part", "row_key": '["s2"]', "origin": "observed", "source_id": "x"}),
        ("evidence", {"table_name": "series", "column_name": "part", "row_key": "*", "origin": "observed", "source_id": "x"}),
        ("milestone", {"entry_id": "g2", "due_on": DAY, "what": "y", "set_by": "a", "set_on": DAY}),
        ("region", {"region_id": "new", "name_zh": "x", "synthetic": True}),
    ],
)  # fmt: skip
def test_a_commit_beyond_the_reach_is_refused_whole_and_names_the_row(workspace, table, row):
    within, version = Within(workspace, OFFICE), workspace.version()
    with pytest.raises(ForbiddenError) as refused:
        within.commit(lambda tx: tx.merge(table, frame(workspace, table, **row)), message="", author="office")
    assert str(row[workspace.tables[table].key[0]]) in refused.value.offenders[0]
    assert workspace.version() == version


def test_a_commit_within_the_reach_is_made_with_its_sources_and_formulas_and_can_be_taken_back(workspace):
    within = Within(workspace, OFFICE)

    def change(tx):
        tx.append("observation", frame(workspace, "observation", observation_id="n", series_id="s1", comparator="=",
                                       origin="derived", source_id="new", locator="formula:new"))  # fmt: skip
        tx.append("source", frame(workspace, "source", source_id="new", kind="file", title="x"))
        tx.append("derivation", frame(workspace, "derivation", derivation_id="new", formula="a"))
        tx.merge("source", frame(workspace, "source", source_id="src1", kind="file", title="better"))

    made = within.commit(change, message="", author="office")
    assert first_column(within, "source") == ["ev1", "new", "src1"]
    assert [commit.version for commit in within.history() if commit.kind == "commit"] == [made.version]
    assert within.undo(made.version, author="office").tables["source"].removed == 1
    with pytest.raises(NotFoundError):
        within.undo(made.version - 1, author="office")


def test_an_import_is_signed_with_who_brought_it_in_and_seen_by_them_alone(workspace):
    within = Within(workspace, OFFICE)
    row = {
        "import_id": "i",
        "source_id": "s",
        "table_name": "t",
        "file": "f",
        "mode": "append",
        "good_rows": 0,
        "bad_rows": 1,
    }
    within.commit(lambda tx: tx.append("import", frame(workspace, "import", **row)), message="", author="office")
    assert within.read("import")["brought_by"].to_list() == ["office"]
    colleague = Within(workspace, Reach("colleague", regions=OFFICE.regions, office=True))
    assert colleague.read("import").is_empty()


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * FROM read_text('{folder}/workspace.json')",
        "SELECT * FROM sqlite_scan('{folder}/catalogue.sqlite', 'ducklake_snapshot')",
        "SELECT * FROM glob('{folder}/*')",
        "SELECT * FROM lake.main.series",
        "SELECT * FROM frame",
        "SELECT * FROM '{folder}/tables/*'",
        "ATTACH '{folder}/catalogue.sqlite'",
        "SELECT 1; SELECT 2",
        "COPY (SELECT 1) TO '{folder}/x.csv'",
        "SET enable_external_access = true",
    ],
)
@pytest.mark.parametrize("reach", [OFFICE, Reach("keeper", whole=True, office=True)], ids=["office", "whole"])
def test_sql_reaches_nothing_beside_the_rows(workspace, query, reach):
    with pytest.raises(InputError):
        Within(workspace, reach).sql(query.format(folder=workspace.folder))
    assert not (workspace.folder / "x.csv").exists()


@pytest.mark.parametrize("file", ["workspace.json", "access.sqlite", "oidc.json", "jobs.sqlite", "uploads/x/x.csv"])
def test_sql_without_accounts_reads_no_file_of_the_folder_that_is_no_table(workspace, file):
    path = workspace.folder / file
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("secret", "utf-8")
    with pytest.raises(InputError):
        workspace.sql(f"SELECT * FROM read_text('{path}')")


def test_sql_joins_the_rows_that_are_seen(workspace):
    answered = Within(workspace, OFFICE).sql(
        "SELECT o.observation_id FROM main.observation o JOIN Source s USING (source_id)"
    )
    assert answered.to_series().to_list() == ["o1"]


def test_an_original_is_handed_out_where_a_row_that_is_seen_names_it(workspace):
    sha256 = workspace.originals.put(b"foreign")
    workspace.commit(
        lambda tx: tx.merge("source", frame(workspace, "source", source_id="src2", kind="file", title="2", sha256=sha256)),
        message="", author="tests",
    )  # fmt: skip
    within = Within(workspace, OFFICE)
    assert sha256 not in within.originals
    with pytest.raises(NotFoundError):
        within.originals.get(sha256)
    assert Within(workspace, Reach("keeper", whole=True, office=True)).originals.get(sha256) == b"foreign"


@pytest.mark.parametrize("what", ["compact", "backup", "expire"])
def test_looking_after_the_whole_is_for_who_reaches_the_whole(workspace, what, tmp_path):
    arguments = {"compact": (), "backup": (tmp_path / "b",), "expire": (None,)}[what]
    with pytest.raises(ForbiddenError):
        getattr(Within(workspace, OFFICE), what)(*arguments)
