"""Figures of the region: bring files of them in, look through them."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from gongfu.operations.context import Context, ReadAt
from gongfu.operations.export import whole_file
from gongfu.operations.intake import LABELS as INTAKE_LABELS
from gongfu.operations.intake import DryRun, import_figures, import_report
from gongfu.operations.opens import Of, Opens, source_of
from gongfu.operations.parameters import Argument, Option
from gongfu.operations.registry import group, operation
from gongfu.operations.results import Layout, ReadBy, Report, Table
from gongfu.operations.source import TERMS as SOURCE_TERMS
from gongfu.operations.tables import version_read
from gongfu.text import Text

if TYPE_CHECKING:
    import polars as pl

    from gongfu.loops.series.importing import SeriesReport
    from gongfu.loops.series.views import Figures

group("series", zh="指标序列：各期数字及其来源", en="series: figures by period, with their sources")

LABELS = {
    **INTAKE_LABELS,
    "series": Text("新序列", "new series"),
    "place": Text("位置", "place"),
    "text": Text("内容", "text"),
    "series_id": Text("序列编号", "series id"),
    "region": Text("地区", "region"),
    "part": Text("部分", "part"),
    "indicator": Text("指标", "indicator"),
    "boundary": Text("口径范围", "boundary"),
    "definition": Text("定义", "definition"),
    "figures": Text("数字个数", "figures"),
    "first": Text("最早一期", "first period"),
    "last": Text("最近一期", "last period"),
    "latest": Text("最新数字", "latest figure"),
    "period": Text("时期", "period"),
    "amount": Text("数字", "figure"),
    "value": Text("数值", "value"),
    "value_high": Text("上限", "upper value"),
    "comparator": Text("比较", "comparator"),
    "published": Text("发布时间", "published"),
    "age": Text("距发布天数", "days since"),
    "sources": Text("来源数", "sources"),
    "source": Text("来源", "source"),
    "source_kind": Text("来源类别", "kind of source"),
    "origin": Text("性质", "origin"),
    "agreement": Text("各来源", "sources agree"),
    "locator": Text("出处", "place"),
    "url": Text("网址", "address"),
    "note": Text("备注", "note"),
    "observation_id": Text("观测编号", "observation id"),
    "source_id": Text("来源编号", "source id"),
}
TERMS = {
    "origin": SOURCE_TERMS["origin"],
    "agreement": {
        "only": Text("仅一个来源", "one source"),
        "same": Text("一致", "same"),
        "differs": Text("不一致", "differs"),
    },
    "source_kind": {
        "original": Text("原始发布", "original"),
        "repost": Text("转载", "repost"),
        "secondary": Text("二手", "secondary"),
        "derived": Text("推算", "derived"),
    },
}
LISTED = ("indicator", "boundary", "unit", "figures", "first", "last", "latest", "published", "age", "sources")
SHOWN = ("period", "amount", "comparator", "published", "source", "origin", "agreement")

OF_FIGURE = {"amount": "value", "value": "value", "value_high": "value_high"}
OPENS_LISTED = {
    "figures": Opens("series show", {"series": Of("series_id")}, counts="known:value"),
    "sources": Opens("series show", {"series": Of("series_id")}, counts="different:source_id"),
    "latest": source_of("observation", "value", "observation_id"),
    "value": source_of("observation", "value", "observation_id"),
    "age": source_of("observation", "published_on", "observation_id"),
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
        "CSV (SDMX-CSV 2.0 too), XLSX, Parquet, JSON lines, with Chinese or English heads. Amounts go into yuan; dashes, "
        "words for nothing and blanks are unknown, never zero. Bad rows go into quarantine: quarantine export writes them out, "
        "and series import takes them mended. One commit a file; again it changes nothing; workspace undo takes it back.",
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
    from gongfu.loops.series.files import Given
    from gongfu.loops.series.importing import import_series
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


@operation(
    "series list",
    zh="列出指标序列：口径、单位、期数、最新数字及其新旧",
    en="List the series: boundary, unit, number of figures, the latest one and how old it is",
    permission="read",
    examples=["series list", "series list --indicator 工业增加值 --as-of 2024-12-31", "series list -o series.xlsx"],
)
def list_series(
    context: Context,
    at: ReadAt,
    indicator: Annotated[str | None, Option(zh="指标名称的一部分", en="part of the indicator", metavar="TEXT")] = None,
) -> Table:
    from datetime import UTC, datetime

    from gongfu.loops.series.views import series_view

    figures, read_by = figures_at(context, at)
    frame = series_view(figures, context.lang, today=at.as_of or datetime.now(UTC).date(), indicator=indicator)
    return Table(
        frame, labels=LABELS, title=Text("指标序列", "series"), read_by=read_by, sources=figures.sources,
        layout=Layout(columns=LISTED), opens=OPENS_LISTED,
    )  # fmt: skip


@operation(
    "series show",
    zh="显示一个序列的全部数字及来源；同一时期各来源不一致的予以标明",
    en="Show all figures of a series with their sources; where sources disagree about a period it is marked",
    permission="read",
    examples=["series show 工业增加值", "series show 5bdtzz --as-of 2024-01-31 -o figures.xlsx"],
)
def show_series(
    context: Context,
    at: ReadAt,
    series: Annotated[str, Argument(zh="序列编号的开头，或指标名称", en="how its id begins, or the indicator")],
) -> Table:
    import polars as pl

    from gongfu.loops.series.views import describe, figures_view, find_series

    figures, read_by = figures_at(context, at)
    found = find_series(figures.series, series)
    frame = figures_view(figures, found, context.lang)
    title = describe(found)
    used = frame["source_id"].unique().implode()
    return Table(
        frame, labels=LABELS, terms=TERMS, title=Text(title, title), read_by=read_by,
        sources=figures.sources.filter(pl.col("source_id").is_in(used)), layout=Layout(columns=SHOWN),
        opens={name: source_of("observation", column, "observation_id") for name, column in OF_FIGURE.items()},
    )  # fmt: skip


@operation(
    "series export",
    zh="把序列、其预测与规划的目标、基期值导出为 SDMX-CSV 2.0，并可另写数据结构",
    en="Export series, their forecasts, and the targets and baselines of plans as SDMX-CSV 2.0, with their data structure",
    permission="read",
    examples=[
        "series export -o series.csv --structure structure.json",
        "series export --as-of 2024-12-31 --no-forecasts -o series.csv",
        "series export -o series.xlsx",
    ],
    notes=Text(
        "数字为规范单位；未知为空，OBS_STATUS 为 M。KIND：O 实绩，T 目标，B 基期值，F 预测（附 80% 与 95% 区间；年度数据不足五个的不预测）。没有时期的数字和没有期限的目标不导出。"
        "数据结构为 SDMX-JSON 2.0，含代码表。series import 可读回 CSV。",
        "Figures are in canonical units; unknown is empty, with OBS_STATUS M. KIND is O for observations, T for targets, "
        "B for baselines, F for forecasts (with 80 % and 95 % intervals; none with fewer than five yearly figures). What has no period or deadline is left out. The structure is SDMX-JSON 2.0 with code lists. "
        "series import reads the CSV again.",
    ),
)
def export_series(
    context: Context,
    at: ReadAt,
    structure: Annotated[
        Path | None,
        Option(zh="数据结构与代码表写入此文件", en="file for the data structure and code lists", file="write"),
    ] = None,
    forecasts: Annotated[bool, Option(zh="附年度序列的预测", en="with forecasts of yearly series")] = True,
) -> Table:
    from datetime import UTC, datetime

    import orjson
    import polars as pl

    from gongfu.loops.series.exporting import export_rows
    from gongfu.loops.series.forecasting import forecasts as forecasts_of
    from gongfu.loops.series.structure import structure_message
    from gongfu.operations.ledger import ledger_at

    figures, read_by = figures_at(context, at)
    ledger, _ = ledger_at(context, at)
    ahead = forecasts_of(figures.series, figures.observations if forecasts else figures.observations.clear())
    made = export_rows(figures, ledger, ahead)
    if structure is not None:
        with whole_file(structure) as file:
            file.write(orjson.dumps(structure_message(made.codes, datetime.now(UTC)), option=orjson.OPT_INDENT_2))
    sources = pl.concat([figures.sources, ledger.sources]).unique("source_id", maintain_order=True)
    return Table(made.rows, title=Text("SDMX-CSV 2.0", "SDMX-CSV 2.0"), read_by=read_by, sources=sources)


def figures_at(context: Context, at: ReadAt) -> "tuple[Figures, ReadBy]":
    """The tables of figures at the version and day asked for, and what they were read by."""
    from gongfu.loops.series.views import read_tables

    version = version_read(context.workspace, at)

    def read(table: str) -> "pl.DataFrame":
        as_of = at.as_of if table == "observation" else None  # what a source or a region is was known all along
        return context.workspace.read(table, version=version, as_of=as_of)

    return read_tables(read), ReadBy(version, at.as_of)


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
