"""Series watched: level, trend and season, alarms with their reason, what is overdue, pace against targets."""

from typing import Annotated, Literal

from gongfu.operations.attain import board_at
from gongfu.operations.attain_labels import STATUSES
from gongfu.operations.context import Context, ReadAt
from gongfu.operations.opens import Of, Opens, source_of
from gongfu.operations.parameters import Argument, Option
from gongfu.operations.registry import operation
from gongfu.operations.results import Layout, Record, Report, Table, Terms
from gongfu.operations.series import LABELS as SERIES_LABELS
from gongfu.operations.series import figures_at
from gongfu.text import Text

LABELS = {
    **SERIES_LABELS,
    "state": Text("状态", "state"),
    "since": Text("自", "since"),
    "reason": Text("理由", "why"),
    "overdue": Text("逾期未到的数字", "overdue"),
    "overdue_periods": Text("逾期各期", "overdue periods"),
    "behind": Text("按趋势达不到的目标", "behind on"),
    "next": Text("下一步", "look next at"),
    "rhythm": Text("频度", "rhythm"),
    "known": Text("已知期数", "figures known"),
    "bounds": Text("仅有界限的期数", "known as bounds only"),
    "expected": Text("预期", "expected"),
    "low": Text("范围下限", "range, lower end"),
    "high": Text("范围上限", "range, upper end"),
    "level": Text("水平（去季节）", "level, without season"),
    "trend_per_year": Text("趋势（每年）", "trend a year"),
    "season": Text("季节差", "season"),
    "step": Text("水平变化", "step"),
    "statistic": Text("统计量", "statistic"),
    "needed": Text("报警所需", "needed for an alarm"),
    "next_period": Text("下一期", "next period"),
    "next_low": Text("下一期范围下限", "next range, lower end"),
    "next_high": Text("下一期范围上限", "next range, upper end"),
    "targets": Text("所度量的目标", "targets measured"),
    "alarm_figures": Text("报警所指的数字", "figures of the alarm"),
    "id": Text("编号", "id"),
    "deadline": Text("期限", "by"),
    "status": Text("判定", "verdict"),
    "goal": Text("目标值", "goal"),
    "per_year": Text("趋势（每年）", "trend a year"),
    "needed_per_year": Text("今后所需（每年）", "needed a year from now"),
    "years_left": Text("剩余年数", "years left"),
    "leads_to": Text("按趋势到期时", "leads to"),
    "on_pace": Text("能否如期", "on pace"),
    "formula": Text("公式", "formula"),
}


def _explains(figure: str) -> Opens:
    return Opens("series explain", {"series": Of("series_id"), "figure": figure})


def _of_period(figure: str) -> Opens:
    return Opens("series explain", {"series": Of("series_id"), "figure": figure, "period": Of("period")})


def _of_target(figure: str) -> Opens:
    return Opens("series explain", {"series": Of("series_id"), "figure": figure, "target": Of("commitment_id")})


OPENS = {
    **{name: source_of("observation", "value", "observation_id") for name in ("amount", "value")},
    **{name: _of_period(name) for name in ("level", "expected", "low", "high", "season", "step")},
    **{name: _explains(name) for name in ("trend_per_year", "next_low", "next_high")},
    "known": Opens("series watched", {"series": Of("series_id")}, counts="rows"),
    "bounds": Opens("series watched", {"series": Of("series_id"), "bounds": True}, counts="rows"),
}
PACE_OPENS = {
    "goal": Opens("attain explain", {"commitment": Of("commitment_id"), "figure": "goal"}),
    "deadline": source_of("commitment", "deadline", "commitment_id"),
    "level": _of_target("pace_level"),
    **{name: _of_target(name) for name in ("per_year", "needed_per_year", "leads_to")},
}
PERIODS_OPENS = {
    "value": source_of("observation", "value", "observation_id"),
    **{name: _of_period(name) for name in ("expected", "low", "high", "level", "season")},
}
LISTED = ("state", "indicator", "period", "amount", "since", "overdue", "behind")
STANDING = (
    "state", "reason", "since", "period", "amount", "level", "trend_per_year", "expected", "low", "high", "next_period",
    "next_low", "next_high", "overdue", "next", "rhythm", "known", "bounds", "unit", "alarm_figures", "series_id",
    "observation_id",
)  # fmt: skip
NOTES = Text(
    "稳健方法：个别异常数字和缺期不动水平；历史不足四年不判断。范围由截至上半年的数据推得，详见决策 0071。--as-of 只用当日已公布的数字。",
    "Robust: single wild figures and gaps move no level; less than four years of history are not judged. What is expected was learnt "
    "without the last six periods (decision 0071). With --as-of only figures published by the day count.",
)


@operation(
    "series watch",
    zh="监测全部序列：水平变化报警、超出范围、逾期未到的数字、按趋势达不到的目标",
    en="Watch all series: alarms of level, figures outside their range, what is overdue, targets to which the trend does not lead",
    permission="read",
    examples=[
        "series watch",
        "series watch --state alarm --as-of 2024-12-31",
        "series watch --indicator 用电量 -o watch.xlsx",
    ],
    notes=NOTES,
)
def watch_series(
    context: Context,
    at: ReadAt,
    indicator: Annotated[str | None, Option(zh="指标名称的一部分", en="part of the indicator", metavar="TEXT")] = None,
    state: Annotated[
        Literal[
            "alarm", "outside", "normal", "overdue", "too_short", "no_spread", "unknown", "from_january", "not_regular"
        ]
        | None,
        Option(zh="只看此状态（overdue：有逾期数字）", en="only this state (overdue: figures are missing)"),
    ] = None,
) -> Table:
    import polars as pl

    from gongfu.loops.watching.pace import paces
    from gongfu.loops.watching.views import watch_view
    from gongfu.loops.watching.watch import watch_all

    figures, read_by = figures_at(context, at)
    found, _ = board_at(context, at)
    series = figures.series
    if indicator is not None:
        either = [pl.col(name).str.contains(indicator, literal=True) for name in ("indicator", "indicator_en")]
        series = series.filter(pl.any_horizontal(*either))
    watched = watch_all(series, figures.observations, found.day)
    view = watch_view(watched, paces(found, watched), figures.regions, context.lang)
    if state == "overdue":
        view = view.filter(pl.col("overdue").is_not_null())
    elif state is not None:
        view = view.filter(pl.col("state") == state)
    title = Text(f"序列监测（{found.day}）", f"series watched, as of {found.day}")
    used = view["source_id"].unique().implode()
    return Table(
        view, labels=LABELS, terms=_terms(), title=title, read_by=read_by, layout=Layout(columns=LISTED, below="reason"), opens=OPENS,
        sources=figures.sources.filter(pl.col("source_id").is_in(used)),
    )  # fmt: skip


@operation(
    "series outlook",
    zh="一个序列的水平、趋势、季节、预期范围、报警及其所指的数字，和对照目标的进度",
    en="One series: level, trend, season, expected range, alarm with the figures that it speaks of, pace against its targets",
    permission="read",
    examples=["series outlook 工业用电量", "series outlook 5bdtzz --as-of 2024-06-30 --years 4"],
    notes=NOTES,
)
def outlook(
    context: Context,
    at: ReadAt,
    series: Annotated[str, Argument(zh="序列编号的开头，或指标名称", en="how its id begins, or the indicator")],
    years: Annotated[int, Option(zh="逐期列出最近几年", en="years that are listed period by period", metavar="N")] = 2,
) -> Report:
    import polars as pl

    from gongfu.loops.series.views import describe, find_series
    from gongfu.loops.watching.pace import paces
    from gongfu.loops.watching.views import periods_view, season_view, watch_view
    from gongfu.loops.watching.watch import watch

    figures, read_by = figures_at(context, at)
    chosen = find_series(figures.series, series)
    found, _ = board_at(context, at)
    mine = figures.observations.filter(pl.col("series_id") == chosen["series_id"])
    one = watch(chosen, mine, found.day)
    pace = paces(found, [one])
    row = watch_view([one], pace, figures.regions, context.lang).row(0, named=True)
    used = mine["source_id"].unique().implode()
    return Report(
        Text(f"{describe(chosen)}，截至 {found.day}", f"{describe(chosen)} as of {found.day}"),
        {
            "standing": Record(
                {name: row[name] for name in STANDING}, labels=LABELS, terms=_terms(), title=Text("现状", "standing"), opens=OPENS,
            ),
            "pace": Table(
                pace, labels=LABELS, terms=_terms(), title=Text("对照目标", "pace against targets"), read_by=read_by,
                layout=Layout(columns=PACE_SHOWN), opens=PACE_OPENS,
            ),
            "season": Table(
                season_view(one).with_columns(series_id=pl.lit(chosen["series_id"])), labels=LABELS, title=Text("季节", "season"),
                opens={"season": _of_period("season")}, hidden=("series_id",),
            ),
            "periods": Table(
                periods_view(one, context.lang, years).with_columns(series_id=pl.lit(chosen["series_id"])), labels=LABELS, terms=_terms(), title=Text("逐期", "period by period"),
                sources=figures.sources.filter(pl.col("source_id").is_in(used)), layout=Layout(columns=PERIODS_SHOWN), opens=PERIODS_OPENS, hidden=("series_id",),
            ),
        },
    )  # fmt: skip


PACE_SHOWN = (
    "id",
    "indicator",
    "deadline",
    "goal",
    "level",
    "per_year",
    "needed_per_year",
    "leads_to",
    "on_pace",
    "status",
)
PERIODS_SHOWN = ("period", "value", "expected", "low", "high", "state", "since", "observation_id")


def _terms() -> dict[str, Terms]:
    from gongfu.loops.watching.words import RHYTHMS, STATES

    return {"state": STATES, "rhythm": RHYTHMS, "status": STATUSES}
