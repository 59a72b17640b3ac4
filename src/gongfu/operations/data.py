"""What is in the workspace, how old it is, from where; what came in by which import."""

from gongfu.operations.context import Context, ReadAt
from gongfu.operations.labels import labels_of
from gongfu.operations.opens import Of, Opens, source_of
from gongfu.operations.registry import group, operation
from gongfu.operations.results import Layout, ReadBy, Report, Table
from gongfu.operations.supervise_common import today
from gongfu.operations.tables import version_read
from gongfu.operations.workspace import LABELS as WORKSPACE_LABELS
from gongfu.text import Text

group("data", zh="数据：有什么、多新、从何而来", en="data: what there is, how old, from where")
group("imports", zh="导入：何时、何人、多少行", en="imports: when, by whom, how many rows")

LABELS = {
    **WORKSPACE_LABELS,
    "table": Text("表", "table"),
    "table_name": Text("表", "table"),
    "label": Text("名称", "label"),
    "rows": Text("行数", "rows"),
    "changed": Text("最近改动", "last change"),
    "age": Text("已过天数", "days since"),
    "title": Text("标题", "title"),
    "publisher": Text("发布单位", "publisher"),
    "published_on": Text("发布日", "published on"),
    "kind": Text("类别", "kind"),
    "figures": Text("数字", "figures"),
    "series": Text("序列", "series"),
    "commitments": Text("承诺", "commitments"),
    "newest": Text("最近时期", "newest period"),
    "overdue": Text("逾期未更新的序列", "series overdue"),
    "url": Text("网址", "address"),
    "source_id": Text("来源编号", "source id"),
    "import_id": Text("导入编号", "import id"),
    "file": Text("文件", "file"),
    "good_rows": Text("合格行", "good rows"),
    "bad_rows": Text("隔离行", "rows in quarantine"),
    "waiting": Text("尚待改正", "still to mend"),
    "mode": Text("方式", "mode"),
}
READ = ("source", "observation", "series", "commitment")


@operation(
    "data overview",
    zh="工作区里有什么：每张表、每个来源的行数、最近时期、新旧，哪些该更新了",
    en="What is in the workspace: rows, newest period and age of each table and source, and what is overdue",
    permission="read",
    examples=["data overview", "data overview --as-of 2023-12-31"],
)
def overview(context: Context, at: ReadAt) -> Report:
    import polars as pl

    from gongfu.loops.attainment.board import known_by
    from gongfu.loops.holdings.views import source_view, table_view

    workspace = context.workspace
    version = version_read(workspace, at)
    read = known_by(workspace.read_several(READ, version=version).__getitem__, at.as_of)
    day = at.as_of or today()
    past = [commit for commit in workspace.history() if commit.version <= version]
    labels = {name: Text(table.zh, table.en).to(context.lang) for name, table in workspace.tables.items()}
    tables = table_view(workspace.sizes(version=version), labels, past, day)
    sources = source_view(read("source"), read("observation"), read("series"), read("commitment"), day)
    read_by = ReadBy(version, at.as_of)
    return Report(
        Text(f"版本 {version}，{day}", f"version {version}, {day}"),
        {
            "tables": Table(
                tables, labels=LABELS, title=Text("表", "tables"), read_by=read_by,
                opens={"rows": Opens("table show", {"table": Of("table")}, counts="rows"), "age": Opens("workspace history", {})},
                layout=Layout(columns=("label", "rows", "changed", "age", "author", "message")),
            ),
            "sources": Table(
                sources.with_columns(of_source="source_id=" + pl.col("source_id")), labels=LABELS, title=Text("来源", "sources"),
                read_by=read_by, hidden=("of_source",),
                opens={
                    "figures": Opens("table show", {"table": "observation", "where": Of("of_source")}, counts="known:value"),
                    "age": source_of("source", "published_on", "source_id"),
                    "series": Opens("table show", {"table": "observation", "where": Of("of_source")}, counts="different:series_id"),
                    "overdue": Opens("series watch", {"state": "overdue"}),
                    "commitments": Opens("table show", {"table": "commitment", "where": Of("of_source")}, counts="rows"),
                },
                layout=Layout(columns=("title", "publisher", "published_on", "age", "figures", "series", "commitments", "newest", "overdue")),
            ),
        },
    )  # fmt: skip


@operation(
    "imports list",
    zh="列出导入：文件、时间、导入者、合格与隔离的行数，及可撤销的版本",
    en="List the imports: file, time, author, good rows and rows in quarantine, and the version to take back",
    permission="read",
    examples=["imports list"],
    notes=Text("撤销：gongfu workspace undo 版本", "To take one back: gongfu workspace undo VERSION"),
)
def list_imports(context: Context) -> Table:
    import polars as pl

    from gongfu.loops.holdings.views import import_view

    workspace = context.workspace
    version = workspace.version()
    read = workspace.read_several(("import", "quarantine"), version=version)
    frame = import_view(read["import"], workspace.written("import"), read["quarantine"], workspace.history())
    return Table(
        frame.with_columns(of_import="import_id=" + pl.col("import_id")), hidden=("of_import",), labels={**labels_of(workspace.tables["import"]), **LABELS}, title=Text("导入", "imports"), read_by=ReadBy(version),
        opens={
            "good_rows": Opens("table show", {"table": "import", "where": Of("of_import")}),
            "bad_rows": Opens("table show", {"table": "quarantine", "where": Of("of_import")}, counts="different:locator"),
            "waiting": Opens("quarantine list", {"import_id": Of("import_id")}, counts="different:locator"),
        },
        layout=Layout(columns=("file", "table_name", "time", "author", "good_rows", "bad_rows", "waiting", "version")),
    )  # fmt: skip
