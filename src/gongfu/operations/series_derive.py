"""Derived indicators: work formulas out over the series, and say what is defined and what is missing."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from gongfu.operations.context import Context, ReadAt
from gongfu.operations.intake import DryRun
from gongfu.operations.opens import Of, Opens, source_of
from gongfu.operations.parameters import Argument, Option
from gongfu.operations.registry import operation
from gongfu.operations.results import Layout, ReadBy, Record, Report, Table
from gongfu.text import Text

if TYPE_CHECKING:
    import polars as pl

    from gongfu.loops.series.deriving import Stand

LABELS = {
    "formula": Text("公式编号", "formula"),
    "kind": Text("种类", "kind"),
    "indicator": Text("指标", "indicator"),
    "boundary": Text("口径范围", "boundary"),
    "unit": Text("单位", "unit"),
    "region": Text("地区", "region"),
    "region_id": Text("地区", "region"),
    "worked": Text("算式", "worked out by"),
    "inputs": Text("输入序列", "inputs"),
    "figures": Text("数字个数", "figures"),
    "unknown": Text("未知", "unknown"),
    "missing": Text("缺少", "missing"),
    "stale": Text("过时", "stale"),
    "source": Text("定义来源", "source of the definition"),
    "dated": Text("定义日期", "dated"),
    "line": Text("行", "line"),
    "period": Text("时期", "period"),
    "derived": Text("推算", "worked out"),
    "printed": Text("来源所载", "printed"),
    "added": Text("新增", "added"),
    "changed": Text("修改", "changed"),
    "removed": Text("删除", "removed"),
    "unchanged": Text("未变", "unchanged"),
    "dry_run": Text("只报告", "dry run"),
    "version": Text("版本", "version"),
    "plan": Text("规划", "plan"),
    "number": Text("序号", "number"),
    "dimension": Text("维度", "dimension"),
    "target": Text("目标", "target"),
    "commitment": Text("承诺", "commitment"),
    "definition": Text("定义", "definition"),
    "status": Text("公开程度", "how far public"),
    "source_id": Text("来源编号", "source id"),
    "note": Text("备注", "note"),
}
TERMS = {
    "kind": {
        "share": Text("比重", "share"),
        "density": Text("密度", "density"),
        "intensity": Text("强度", "intensity"),
        "per_head": Text("人均", "per head"),
        "growth": Text("增速", "growth"),
        "change": Text("增减", "change"),
        "sum": Text("合计", "sum"),
        "difference": Text("差额", "difference"),
        "multiple": Text("倍数", "multiple"),
        "before": Text("上年值", "year before"),
    },
    "status": {
        "name_public": Text("名称公开，规划自身的定义未公开", "name public, the plan's own definition not public"),
        "not_public": Text("定义未公开", "definition not public"),
    },
}
STANDS = ("formula", "kind", "indicator", "region", "figures", "unknown", "missing")
Files = Annotated[
    list[Path],
    Option(zh="公式文件（YAML）；默认用随附的公式", en="files of formulas (YAML); by default those that ship", name="--formulas"),
]  # fmt: skip


@operation(
    "series derive",
    zh="按公式由已有序列推算指标（比重、增速、密度、强度、人均等），写入工作区",
    en="Work indicators out of the series by formulas (share, growth, density, intensity, per head and more) and write them",
    permission="write",
    examples=["series derive --dry-run", "series derive --formulas formulas.yaml"],
    notes=Text(
        "公式先核对单位，再逐期推算：时期必须相同，缺一个输入即不推算，除数为零则为未知。来源已载该期数字的不写，只并列比较。"
        "输入有变时再运行一次即重算；不再成立的推算数字删除。workspace undo 可撤销。",
        "Units are checked first. Inputs must be of one period; where one is missing nothing is worked out, and by zero the "
        "figure is unknown. Where a source prints the figure it stands alone and both are compared. Run it again when "
        "inputs changed: figures that no longer follow go. workspace undo takes it back.",
    ),
)
def derive_series(context: Context, formulas: Files = [], dry_run: DryRun = False) -> Report:  # noqa: B006 - never changed
    import polars as pl

    from gongfu.loops.series.deriving import derive
    from gongfu.loops.series.formulas import formulas_of

    workspace = context.workspace
    regions = workspace.read("region")
    done = derive(workspace, formulas_of(formulas, regions), author=context.author, dry_run=dry_run)
    counts: dict[str, Any] = {name: getattr(done, name) for name in ("added", "changed", "removed", "unchanged")}
    parts: dict[str, Table | Record] = {
        "derived": Record({**counts, "dry_run": dry_run, "version": done.version}, labels=LABELS),
        "formulas": Table(
            _stands(done.stands, regions, context), labels=LABELS, terms=TERMS, title=Text("公式", "formulas"),
            layout=Layout(columns=STANDS), opens=OPENS_STAND, hidden=("series_id",),
        ),
    }  # fmt: skip
    twice = [(stand.formula.id, stand.formula.result.indicator, *one) for stand in done.stands for one in stand.printed]
    if twice:
        schema = {"formula": pl.String, "indicator": pl.String, "period": pl.String, "derived": pl.Float64, "printed": pl.Float64}  # fmt: skip
        frame = pl.DataFrame(twice, schema=schema, orient="row")
        parts["printed"] = Table(frame, labels=LABELS, title=Text("来源已载的数字", "printed by a source"))
    return Report(Text("推算指标", "derived indicators"), parts)


@operation(
    "series formulas",
    zh="列出已定义的公式：输入、已推算的数字、缺少的输入、是否过时",
    en="List the formulas: their inputs, the figures they give, what is missing, and whether figures are stale",
    permission="read",
    examples=["series formulas", "series formulas --formulas formulas.yaml"],
    notes=Text(
        "过时：输入已变而尚未重新运行 series derive。",
        "Stale: inputs changed since series derive was last run.",
    ),
)
def list_formulas(context: Context, formulas: Files = []) -> Table:  # noqa: B006 - never changed
    import polars as pl

    from gongfu.loops.series.deriving import derive
    from gongfu.loops.series.formulas import formulas_of

    workspace = context.workspace
    regions = workspace.read("region")
    done = derive(workspace, formulas_of(formulas, regions), author=context.author, dry_run=True)
    stale = pl.col("formula").is_in(list(done.stale))
    frame = _stands(done.stands, regions, context).with_columns(stale=stale)
    return Table(
        frame, labels=LABELS, terms=TERMS, title=Text("公式", "formulas"), read_by=ReadBy(workspace.version()),
        layout=Layout(columns=(*STANDS, "stale")), opens=OPENS_STAND, hidden=("series_id",),
    )  # fmt: skip


@operation(
    "series indicators",
    zh="列出规划的指标体系：哪些名称与定义已公开，哪些未公开",
    en="List the indicators that a plan declares: which are public by name and definition, and which are not",
    permission="read",
    examples=["series indicators"],
    notes=Text(
        "名称或定义未公开的指标没有名称、单位和目标：未知，不作推测。",
        "An indicator that is not public has no name, unit or target here: it is unknown, and nothing is guessed.",
    ),
)
def list_indicators(context: Context) -> Table:
    from gongfu.loops.series.formulas import declared_indicators

    frame = declared_indicators(context.workspace.read("region"))
    shown = ("plan", "number", "indicator", "unit", "target", "commitment", "formula", "status")
    return Table(
        frame,
        labels=LABELS,
        terms=TERMS,
        title=Text("规划指标", "indicators of plans"),
        layout=Layout(columns=shown),
        opens={"target": Opens("plan show", {"commitment": Of("commitment")})},
    )


def _series_of(stand: "Stand") -> str:
    from gongfu.loops.series.ids import series_id

    about = stand.formula.result
    return series_id(stand.region_id, about.part, about.indicator, about.boundary, about.definition, about.unit)


OPENS_STAND = {
    name: Opens(
        "series worked", {"series": Of("series_id"), "formula": Of("formula"), "unknown": unknown}, counts="rows"
    )
    for name, unknown in (("figures", False), ("unknown", True))
}


@operation(
    "series worked",
    zh="一个公式在一个序列中推算出的数字；或因除数为零等而未知的",
    en="The figures that a formula gave in a series; or those that are unknown, as where one divides by zero",
    permission="read",
    examples=["series worked 4m0x1q robot_density"],
)
def list_worked(
    context: Context,
    at: ReadAt,
    series: Annotated[str, Argument(zh="序列编号的开头，或指标名称", en="how its id begins, or the indicator")],
    formula: Annotated[str, Argument(zh="公式编号", en="id of the formula")],
    unknown: Annotated[bool, Option(zh="未知的", en="those that are unknown")] = False,
) -> Table:
    import polars as pl

    from gongfu.loops.series.views import describe, figures_view, find_series
    from gongfu.operations.series import LABELS as SERIES_LABELS
    from gongfu.operations.series import SHOWN, figures_at
    from gongfu.operations.series import TERMS as SERIES_TERMS

    figures, read_by = figures_at(context, at)
    none = figures.series.filter(pl.col("series_id") == series).is_empty() and len(series) == ID_LENGTH
    chosen = {"series_id": series, "unit": ""} if none else find_series(figures.series, series)
    view = figures_view(figures, chosen, context.lang)
    made = (pl.col("origin") == "derived") & pl.col("note").str.starts_with(formula + ": ")
    known = pl.col("value").is_null() if unknown else pl.col("value").is_not_null()
    title = f"{series} {formula}" if none else f"{describe(chosen)}（{formula}）"
    return Table(
        view.filter(made & known), labels=SERIES_LABELS, terms=SERIES_TERMS, title=Text(title, title), read_by=read_by,
        layout=Layout(columns=SHOWN), opens={"amount": source_of("observation", "value", "observation_id")},
    )  # fmt: skip


ID_LENGTH = 26


def _stands(stands: "tuple[Stand, ...]", regions: "pl.DataFrame", context: Context) -> "pl.DataFrame":
    import polars as pl

    names = {key: (context.lang == "en" and en) or zh for key, zh, en in regions.select("region_id", "name_zh", "name_en").iter_rows()}  # fmt: skip
    rows = [
        {
            "formula": one.formula.id, "kind": one.formula.kind, "indicator": one.formula.result.indicator,
            "boundary": one.formula.result.boundary, "unit": one.formula.result.unit,
            "region": names.get(one.region_id), "worked": one.formula.text,
            "inputs": "; ".join(f"{given.name} = {given.about}" for given in one.formula.inputs),
            "figures": one.figures, "unknown": one.unknown, "missing": ("；" if context.lang == "zh" else "; ").join(said.to(context.lang) for said in one.missing) or None,
            "source": one.formula.source, "dated": one.formula.dated, "line": one.formula.line,
            "region_id": one.region_id, "series_id": _series_of(one),
        }
        for one in stands
    ]  # fmt: skip
    schema = {
        **dict.fromkeys(("formula", "kind", "indicator", "boundary", "unit", "region", "worked", "inputs"), pl.String),
        "figures": pl.Int64, "unknown": pl.Int64, "missing": pl.String, "source": pl.String, "dated": pl.Date,
        "line": pl.Int64, "region_id": pl.String, "series_id": pl.String,
    }  # fmt: skip
    return pl.DataFrame(rows, schema=schema)
