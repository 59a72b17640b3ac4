"""How a figure that watching or forecasting gives of a series is made."""

from typing import Annotated, Literal

from gongfu.operations.attain import board_at
from gongfu.operations.context import Context, ReadAt
from gongfu.operations.explained import explained
from gongfu.operations.opens import Of, Opens, source_of
from gongfu.operations.parameters import Argument, Option
from gongfu.operations.registry import operation
from gongfu.operations.results import Layout, Report, Table
from gongfu.operations.series import LABELS, SHOWN, TERMS, figures_at
from gongfu.operations.series_labels import EXPLAINED
from gongfu.text import Text

FigureName = Annotated[
    Literal[
        "level", "expected", "low", "high", "season", "step", "trend_per_year", "next_low", "next_high", "pace_level", "per_year",
        "needed_per_year", "leads_to", "forecast", "low_80", "high_80", "low_95", "high_95",
    ],
    Argument(zh="哪个数字", en="which figure", metavar="FIGURE"),
]  # fmt: skip


@operation(
    "series yearly",
    zh="预测所用的年度数字：本序列最近十年的，或其同类序列的",
    en="The yearly figures that a forecast uses: those of the last ten years of the series, or of its sisters",
    permission="read",
    examples=["series yearly 工业增加值", "series yearly 工业增加值 --sisters"],
)
def yearly(
    context: Context,
    at: ReadAt,
    series: Annotated[str, Argument(zh="序列编号的开头，或指标名称", en="how its id begins, or the indicator")],
    sisters: Annotated[
        bool, Option(zh="同类序列的，而非本序列的", en="of its sisters, not of the series itself")
    ] = False,
) -> Table:
    from gongfu.loops.series.forecasting import used_figures
    from gongfu.loops.series.views import describe, find_series

    figures, read_by = figures_at(context, at)
    chosen = find_series(figures.series, series)
    frame = used_figures(figures.series, figures.observations, chosen["series_id"], sisters=sisters)
    title = describe(chosen)
    return Table(
        frame, labels=LABELS, title=Text(title, title), read_by=read_by, sources=figures.sources,
        layout=Layout(columns=("indicator", "part", "period", "value", "unit")),
        opens={"value": source_of("observation", "value", "observation_id")},
    )  # fmt: skip


@operation(
    "series watched",
    zh="监测所用的数字：每期一个；或仅有界限而未用的",
    en="The figures that watching uses, one a period; or those of which only a bound is known, which it leaves out",
    permission="read",
    examples=["series watched 工业用电量", "series watched 工业用电量 --bounds"],
)
def watched(
    context: Context,
    at: ReadAt,
    series: Annotated[str, Argument(zh="序列编号的开头，或指标名称", en="how its id begins, or the indicator")],
    bounds: Annotated[bool, Option(zh="仅有界限的", en="those of which only a bound is known")] = False,
) -> Table:
    import polars as pl

    from gongfu.loops.series.views import describe, figures_view, find_series
    from gongfu.loops.watching.rhythm import rhythm

    figures, read_by = figures_at(context, at)
    chosen = find_series(figures.series, series)
    found = rhythm(figures.observations.filter(pl.col("series_id") == chosen["series_id"])).figures
    mine = found.filter(pl.col("bound") if bounds else pl.col("value").is_not_null()) if found.height else found
    view = figures_view(figures, chosen, context.lang)
    title = describe(chosen)
    return Table(
        view.filter(pl.col("observation_id").is_in(mine["observation_id"].implode())), labels=LABELS, terms=TERMS,
        title=Text(title, title), read_by=read_by, sources=figures.sources, layout=Layout(columns=SHOWN),
        opens={"amount": source_of("observation", "value", "observation_id")},
    )  # fmt: skip


@operation(
    "series explain",
    zh="监测或预测的一个数字如何得出：方法，及所用的数据，逐一可打开",
    en="How one figure of watching or forecasting is made: the method, and the figures used, each of which opens",
    permission="read",
    examples=["series explain 工业用电量 level", "series explain 工业增加值 forecast --period 2026"],
)
def explain(
    context: Context,
    at: ReadAt,
    series: Annotated[str, Argument(zh="序列编号的开头，或指标名称", en="how its id begins, or the indicator")],
    figure: FigureName,
    period: Annotated[
        str | None, Option(zh="哪一期；预测须给出年份", en="of which period; of a forecast the year", metavar="PERIOD")
    ] = None,
    target: Annotated[
        str | None, Option(zh="对照哪个目标（内部编号）", en="against which target, by its key", metavar="ID")
    ] = None,
) -> Report:
    from gongfu.errors import InputError
    from gongfu.loops.series.views import describe, find_series
    from gongfu.loops.watching.pace import paces
    from gongfu.loops.watching.watch import watch
    from gongfu.loops.watching.working import OF_FORECAST, forecast_of, made_of

    figures, read_by = figures_at(context, at)
    chosen = find_series(figures.series, series)
    key = chosen["series_id"]
    if figure in OF_FORECAST:
        if period is None or not period.isdecimal():
            raise InputError("a forecast is of a year", mend="Give --period YEAR.")
        made = forecast_of(figures.series, figures.observations, key, figure, int(period))
    else:
        found, _ = board_at(context, at)
        one = watch(chosen, figures.observations.filter(figures.observations["series_id"] == key), found.day)
        rows = paces(found, [one]) if target else None
        mine = [row for row in rows.iter_rows(named=True) if row["commitment_id"] == target] if rows is not None else []
        made = made_of(one, figure, period, mine[0] if mine else {})
    label = EXPLAINED[figure]
    told = f"{describe(chosen)}{f'，{period}' if period else ''}"
    title = Text(f"{told}：{label.zh}", f"{told}: {label.en}")
    if made is None:
        return Report(title, {}, (Text("未知：方法没有给出这个数字。", "Unknown: the method gives no such figure."),))
    said = {
        "figure": figure, "value": made.value, "unit": chosen["unit"], "formula": made.formula.to(context.lang), "worked": made.worked
    }  # fmt: skip
    more = (
        Opens("series explain", {"series": key, "figure": Of("explains"), **({"target": target} if target else {})}),
        Opens("attain explain", {"commitment": Of("goal_of"), "figure": "goal"}),
    )
    return explained(title, said, made.inputs, more, labels=EXPLAINED, read_by=read_by)
