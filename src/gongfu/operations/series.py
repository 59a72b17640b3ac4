"""Figures of the region: bring files of them in, look through them."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from gongfu.operations.context import Context
from gongfu.operations.intake import LABELS as INTAKE_LABELS
from gongfu.operations.intake import DryRun, import_figures, import_report
from gongfu.operations.parameters import Argument, Option
from gongfu.operations.registry import group, operation
from gongfu.operations.results import Report, Table
from gongfu.text import Text

if TYPE_CHECKING:
    from gongfu.loops.series.importing import SeriesReport

group("series", zh="指标序列：各期数字及其来源", en="series: figures by period, with their sources")

LABELS = {
    **INTAKE_LABELS,
    "series": Text("新序列", "new series"),
    "place": Text("位置", "place"),
    "text": Text("内容", "text"),
}


@operation(
    "series import",
    zh="把统计数字文件（一行一个数字，或一行一个指标、一列一期）导入工作区",
    en="Bring files of figures into the workspace: one figure a row, or one indicator a row and one period a column",
    permission="write",
    examples=[
        "series import yearbook.xlsx --region 上海市",
        "series import figures.csv --region 310000 --published 2024-03 --dry-run",
        "series import exported.csv",
    ],
    notes=Text(
        "CSV（含 SDMX-CSV 2.0）、XLSX、Parquet、JSON lines；中英文表头皆可。亿元、万元折为元；“—”“…”“未公布”和空格为未知，"
        "绝不为零。有问题的行进入隔离区：quarantine export 写出，改正后再用 series import 导入。每个文件一次提交，"
        "重复导入不变，可用 workspace undo 撤销。",
        "CSV (SDMX-CSV 2.0 too), XLSX, Parquet, JSON lines, with Chinese or English heads. Amounts go into yuan; —, …, "
        "未公布 and blanks are unknown, never zero. Bad rows go into quarantine: quarantine export writes them out, and "
        "series import takes them mended. One commit a file; again it changes nothing; workspace undo takes it back.",
    ),
)
def import_files(
    context: Context,
    files: Annotated[list[Path], Argument(zh="文件", en="files", metavar="FILE")],
    region: Annotated[
        str | None,
        Option(zh="未写地区的行属于哪个地区：代码或名称", en="region of rows that name none: division code or name"),
    ] = None,
    published: Annotated[
        str | None,
        Option(
            zh="未写发布日期的行何时发布：日、月或年",
            en="day, month or year of publication of rows that name none",
            metavar="DAY",
        ),
    ] = None,
    publisher: Annotated[str | None, Option(zh="文件的发布单位", en="who published the file")] = None,
    unit: Annotated[str | None, Option(zh="未写单位的数字以何为单位", en="unit of figures that name none")] = None,
    mapping: Annotated[
        Path | None,
        Option(zh="说明表头等的 YAML 文件", en="a YAML file that says which head is which part of a figure"),
    ] = None,
    dry_run: DryRun = False,
) -> Report:
    from gongfu.loops.series.importing import Given, import_series
    from gongfu.workspace.intake import Mapping

    said = Mapping.read(mapping) if mapping else None
    given = Given(region, published, publisher, unit)
    reports = [
        import_series(
            context.workspace, file, author=context.author, given=given, mapping=said, dry_run=dry_run
        )
        for file in files
    ]  # fmt: skip
    return _report(context, reports)


def _report(context: Context, reports: "list[SeriesReport]") -> Report:
    import polars as pl

    done: list[dict[str, Any]] = [{**import_figures(report), "series": report.series} for report in reports]
    drawn = import_report(context, done, reports)
    parts = {**drawn.parts, "imports": Table(pl.DataFrame(done), labels=LABELS, title=Text("导入", "imports"))}
    unread = [(report.file, place, text) for report in reports for place, text in report.unread]
    if unread:
        frame = pl.DataFrame(unread, schema=dict.fromkeys(("file", "place", "text"), pl.String()), orient="row")
        parts["unread"] = Table(frame, labels=LABELS, title=Text("不是数字的行", "rows that hold no figure"))
    return Report(drawn.title, parts, drawn.notes)
