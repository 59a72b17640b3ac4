"""Bring files into tables, and mend what was wrong with them."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from gongfu.operations.context import Context
from gongfu.operations.labels import labels_of, terms_of
from gongfu.operations.parameters import Argument, Option
from gongfu.operations.registry import group, operation
from gongfu.operations.results import Layout, Record, Report, Table
from gongfu.text import Text

if TYPE_CHECKING:
    import polars as pl

    from gongfu.workspace.intake import ImportReport

group("quarantine", zh="隔离区：导入时被拦下的行", en="quarantine: rows that an import left out")

MODES = Text(
    "append 只收新键；merge 改已有键的行，重复导入不变",
    "append takes new keys alone; merge changes rows whose key exists",
)
LABELS = {
    "import_id": Text("导入", "import"),
    "file": Text("文件", "file"),
    "table": Text("表", "table"),
    "dry_run": Text("试运行", "dry run"),
    "good_rows": Text("合格行", "good rows"),
    "bad_rows": Text("隔离行", "rows in quarantine"),
    "added": Text("新增", "added"),
    "changed": Text("修改", "changed"),
    "same": Text("不变", "same"),
    "version": Text("版本", "version"),
    "head": Text("表头", "head"),
    "column": Text("列", "column"),
    "unit": Text("单位", "unit"),
    "hint": Text("提示", "hint"),
    "rows": Text("行数", "rows"),
}
FIGURES = ("import_id", "file", "table", "dry_run", "good_rows", "bad_rows", "added", "changed", "same", "version")
OWN_HEADS = {
    "_import": Text("导入", "import"),
    "_locator": Text("位置", "place"),
    "_wrong": Text("问题", "what is wrong"),
}
SHOWN_BAD = ("import_id", "file", "line", "head", "column_name", "value", "reason", "detail")

ImportId = Annotated[str, Argument(zh="导入编号", en="number of the import", metavar="IMPORT")]
DryRun = Annotated[bool, Option(zh="只报告，不写入", en="report the same and write nothing")]


@operation(
    "import",
    zh="把 CSV、XLSX、Parquet 或 JSON lines 文件导入一张表",
    en="Bring CSV, XLSX, Parquet or JSON lines files into a table",
    permission="write",
    long=True,
    resumable=True,
    examples=["import regions.csv --into region", "import regions.xlsx --into region --mode merge --dry-run"],
    notes=Text(
        "列按中文或英文表头对应，单位自动换算；合格的行写入，有问题的行连同原因进入隔离区。每个文件是一次提交，可用 workspace undo 撤销。",
        "Columns are found by Chinese or English heads, units are converted; good rows go in, bad ones into quarantine "
        "with the reason. Each file is one commit, which workspace undo takes back.",
    ),
)
def import_files(
    context: Context,
    files: Annotated[list[Path], Argument(zh="文件", en="files", metavar="FILE")],
    into: Annotated[str, Option(zh="导入哪张表", en="the table to fill", metavar="TABLE")],
    mapping: Annotated[
        Path | None,
        Option(
            zh="说明表头、单位等的 YAML 文件", en="a YAML file that says which head is which column, and in which unit"
        ),
    ] = None,
    mode: Annotated[Literal["append", "merge"], Option(zh=MODES.zh, en=MODES.en)] = "append",
    dry_run: DryRun = False,
) -> Report:
    from gongfu.workspace.intake import Mapping, import_file

    said = Mapping.read(mapping) if mapping else None
    done: list[dict[str, Any]] = context.progress.restored().get("done", [])
    reports = []
    for file in files[len(done) :]:
        report = import_file(
            context.workspace, file, into, author=context.author, mapping=said, mode=mode, dry_run=dry_run,
            progress=context.progress,
        )  # fmt: skip
        reports.append(report)
        done = [*done, import_figures(report)]
        context.progress.checkpoint({"done": done})
    return import_report(context, done, reports)


@operation(
    "quarantine list",
    zh="列出隔离区里尚未改正的内容",
    en="List what stands in quarantine and is not mended",
    permission="read",
    examples=["quarantine list", "quarantine list --table region --format csv"],
)
def list_bad(
    context: Context,
    table: Annotated[str | None, Option(zh="只看要导入此表的", en="only what was meant for this table")] = None,
    import_id: Annotated[
        str | None, Option(zh="只看此次导入的", en="only what this import left out", name="--import", metavar="IMPORT")
    ] = None,
) -> Table:
    from gongfu.workspace.intake import list_quarantine

    return _bad_cells(context, list_quarantine(context.workspace, table=table, import_id=import_id))


@operation(
    "quarantine export",
    zh="把一次导入的问题行写成 CSV，供改正",
    en="Write the bad rows of an import as CSV, to be mended",
    permission="read",
    examples=["quarantine export import-0123456789abcdef0123 bad.csv"],
)
def export_bad(
    context: Context,
    import_id: ImportId,
    file: Annotated[Path, Argument(zh="要写的 CSV 文件", en="the CSV file to write", file="write")],
) -> Record:
    from gongfu.workspace.intake import export_quarantine

    return Record({"file": file, "rows": export_quarantine(context.workspace, import_id, file)}, labels=LABELS)


@operation(
    "quarantine rows",
    zh="一次导入的问题行，按文件自己的表头，供改正",
    en="The bad rows of an import under the heads of their file, to be mended",
    permission="read",
    examples=["quarantine rows import-0123456789abcdef0123 --format csv -o bad.csv"],
    notes=Text(
        "以下划线开头的列保持原样，改正其余各格后交给 quarantine mend。",
        "Leave the columns that begin with a low line, mend the other cells, and give the file to quarantine mend.",
    ),
)
def bad_rows(context: Context, import_id: ImportId) -> Table:
    from gongfu.workspace.intake import rows_to_mend

    rows = rows_to_mend(context.workspace, import_id)
    labels = {name: OWN_HEADS.get(name, Text(name, name)) for name in rows.columns}
    return Table(rows, labels=labels, title=Text("待改正的行", "rows to mend"))


@operation(
    "quarantine mend",
    zh="导入改正后的 CSV",
    en="Bring in the CSV after it was mended",
    permission="write",
    long=True,
    examples=["quarantine mend bad.csv"],
)
def mend(
    context: Context,
    file: Annotated[
        Path, Argument(zh="quarantine export 写出、改正后的文件", en="what quarantine export wrote, mended")
    ],
    dry_run: DryRun = False,
) -> Report:
    from gongfu.workspace.intake import import_mended

    report = import_mended(context.workspace, file, author=context.author, dry_run=dry_run, progress=context.progress)
    return import_report(context, [import_figures(report)], [report])


def import_figures(report: "ImportReport") -> dict[str, Any]:
    return {name: getattr(report, name) for name in FIGURES}


def import_report(context: Context, done: list[dict[str, Any]], reports: "Sequence[ImportReport]") -> Report:
    """All imports by their figures; heads and bad cells of those that this attempt made."""
    import polars as pl

    known = [(r.file, head, target.column, target.unit) for r in reports for head, target in r.heads.items()]
    previews = [r.preview for r in reports if r.preview is not None]
    unmapped = [(r.file, head.head, head.hint) for r in reports for head in r.unmapped if not head.dropped]
    bad = [r.bad for r in reports if r.bad_rows]
    parts = {
        "imports": Table(pl.DataFrame(done), labels=LABELS, title=Text("导入", "imports")),
        "heads": _table(Text("表头", "heads"), ("file", "head", "column", "unit"), known),
    }
    for number, preview in enumerate(previews, start=1):
        parts["rows" if len(previews) == 1 else f"rows_{number}"] = _preview(context, reports[number - 1], preview)
    if unmapped:
        parts["unmapped"] = _table(Text("未用的表头", "heads that fill no column"), ("file", "head", "hint"), unmapped)
    notes: tuple[Text, ...] = ()
    if bad:
        parts["bad"] = _bad_cells(context, pl.concat(bad))
        notes = (
            Text(
                "逐行列出：gongfu quarantine list；改正：gongfu quarantine export 导入编号 文件",
                "list them: gongfu quarantine list; to mend them: gongfu quarantine export IMPORT FILE",
            ),
        )
    title = (
        Text("试运行：未写入", "Tried out: nothing was written") if done[0]["dry_run"] else Text("已导入", "Imported")
    )
    return Report(title, parts, notes)


def _preview(context: Context, report: "ImportReport", rows: "pl.DataFrame") -> Table:
    """The first rows as they were understood."""
    declared = context.workspace.tables
    labels = labels_of(declared["series"]) | labels_of(declared[report.table])
    title = Text("{file}：读成的前 {count} 行", "{file}: the first {count} rows as understood")
    filled = tuple(name for name in rows.columns if rows[name].null_count() < rows.height)
    return Table(
        rows, labels=labels, terms=terms_of(declared[report.table]), title=title.fill(file=report.file, count=rows.height),
        layout=Layout(columns=filled),
    )  # fmt: skip


def _table(title: Text, columns: Sequence[str], rows: Sequence[tuple[str | None, ...]]) -> Table:
    import polars as pl

    return Table(
        pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.String()), orient="row"), labels=LABELS, title=title
    )


def _bad_cells(context: Context, cells: "pl.DataFrame") -> Table:
    declared = context.workspace.tables["quarantine"]
    columns = tuple(name for name in SHOWN_BAD if name in cells.columns)
    return Table(
        cells, labels=labels_of(declared), terms=terms_of(declared),
        title=Text("被拦下的行", "rows in quarantine"), layout=Layout(columns=columns),
    )  # fmt: skip
