"""Yearly series carried forward in intervals; where no number can be given, why."""

from typing import Annotated

from gongfu.operations.context import Context, ReadAt
from gongfu.operations.opens import Of, Opens
from gongfu.operations.parameters import Option
from gongfu.operations.registry import operation
from gongfu.operations.results import Layout, Table
from gongfu.operations.series import LABELS as SERIES_LABELS
from gongfu.operations.series import figures_at
from gongfu.text import Text

LABELS = {
    **SERIES_LABELS,
    "year": Text("年份", "year"),
    "last": Text("最近数据年", "last year known"),
    "points": Text("数据个数", "figures used"),
    "sisters": Text("同类序列", "sister series"),
    "forecast": Text("预测", "forecast"),
    "low_80": Text("80% 下限", "80 % from"),
    "high_80": Text("80% 上限", "80 % to"),
    "low_95": Text("95% 下限", "95 % from"),
    "high_95": Text("95% 上限", "95 % to"),
    "calibration_years": Text("校准年数", "years calibrated on"),
    "why_not": Text("未给出的原因", "why none is given"),
}
SHOWN = ("indicator", "part", "year", "forecast", "low_80", "high_80", "unit", "points", "sisters", "why_not")


def _explains(figure: str, **more: str) -> Opens:
    return Opens("series explain", {"series": Of("series_id"), "figure": figure, "period": Of("year")}, **more)


OPENS = {
    **{name: _explains(name) for name in ("forecast", "low_80", "high_80", "low_95", "high_95")},
    "points": Opens("series yearly", {"series": Of("series_id")}, counts="rows"),
    "sisters": Opens("series yearly", {"series": Of("series_id"), "sisters": True}, counts="different:series_id"),
    "calibration_years": _explains("low_80"),
}


@operation(
    "series forecast",
    zh="年度序列的预测及其 80% 与 95% 区间；数据不足的说明原因",
    en="Forecasts of yearly series with 80 % and 95 % intervals; where the figures are too few, it says so",
    permission="read",
    examples=["series forecast", "series forecast --indicator 工业增加值 --as-of 2023-12-31"],
    notes=Text(
        "同一指标、口径、定义、单位的序列互为参照；区间按本方法过去的误差校准（决策 0070）。",
        "Series of one indicator, boundary, definition and unit are sisters; intervals are calibrated on the method's own errors "
        "of the past (decision 0070).",
    ),
)
def forecast_series(
    context: Context,
    at: ReadAt,
    indicator: Annotated[str | None, Option(zh="指标名称的一部分", en="part of the indicator", metavar="TEXT")] = None,
) -> Table:
    import polars as pl

    from gongfu.loops.series.forecasting import forecasts
    from gongfu.methods.forecast import REASONS

    figures, read_by = figures_at(context, at)
    english = context.lang == "en"
    words = {code: said[english] for code, said in REASONS.items()}
    name = pl.coalesce("indicator_en", "indicator") if english else pl.col("indicator")
    named = figures.series.select("series_id", "part", "boundary", "definition", "unit", indicator=name)
    told = forecasts(figures.series, figures.observations).join(named, on="series_id", maintain_order="left")
    if indicator is not None:
        wanted = figures.series.filter(pl.col("indicator").str.contains(indicator, literal=True))
        told = told.join(wanted.select("series_id"), on="series_id", how="semi")
    frame = told.select(
        "indicator", "part", "boundary", "definition", "year", "forecast", "low_80", "high_80", "low_95", "high_95", "unit",
        "points", "sisters", "calibration_years", last=pl.col("year") - pl.col("horizon"),
        why_not=pl.col("reason").replace_strict(words, default=None), series_id="series_id",
    )  # fmt: skip
    return Table(
        frame.sort("indicator", "series_id", "year"), labels=LABELS, title=Text("预测", "forecasts"), read_by=read_by,
        sources=figures.sources, layout=Layout(columns=SHOWN), opens=OPENS,
    )  # fmt: skip
