"""The words of a verdict: statuses, reasons, and how a figure bears on a goal."""

from gongfu.text import Text

ATTAINED, MISSED, ON_TRACK, BEHIND, NOT_MEASURABLE = "attained", "missed", "on_track", "behind", "not_measurable"

STATUSES: dict[str, Text] = {
    ATTAINED: Text("已达成", "attained"),
    MISSED: Text("未达成", "missed"),
    ON_TRACK: Text("进度正常", "on track"),
    BEHIND: Text("进度滞后", "behind"),
    NOT_MEASURABLE: Text("无法判断", "not measurable"),
}

REASONS: dict[str, Text] = {
    "reached": Text("期限年数据达到目标", "the figure of the deadline reaches the goal"),
    "reached_early": Text("期限前已达到目标", "the goal was reached before the deadline"),
    "short": Text("期限年数据未达到目标", "the figure of the deadline falls short of the goal"),
    "pace_enough": Text("按实际进度可如期达到", "the actual pace is enough"),
    "pace_too_slow": Text("实际进度低于所需进度", "the actual pace is below the pace needed"),
    "every_year_met": Text("已有数据的各年均达到", "every year with a figure meets the goal"),
    "a_year_short": Text("有年份未达到", "a year falls short"),
    "no_series": Text("没有该指标的数据", "there is no series of this indicator"),
    "no_figure": Text("当日尚无可比数据", "no comparable figure was known on the day"),
    "no_final_figure": Text("缺期限年数据", "the figure of the deadline is missing"),
    "no_base": Text("缺基期数据", "the figure of the base year is missing"),
    "one_figure": Text("只有一期数据，无从判断进度", "one figure alone shows no pace"),
    "years_missing": Text("缺部分年份数据", "figures of some years are missing"),
    "only_bound": Text(
        "数据只给出界限或约数，不足以判断", "the figure is only a bound or about, which does not decide"
    ),
    "sources_disagree": Text("各来源数据结论不一", "the sources lead to different verdicts"),
    "no_reference": Text("缺参照对象的数据", "the figure that it is relative to is missing"),
    "no_deadline": Text("没有期限", "there is no deadline"),
}

VALUE, RATE, REFERENCE = "value", "rate", "reference"
"""Roles of a series: the thing itself, its rate of change a year in per cent, what a relative target is held against."""

STATE, SUM, YEARLY, RATES, FROM_BASE, RELATIVE = "state", "sum", "yearly", "rates", "from_base", "relative"
"""Ways to hold figures against a goal: the state at the deadline; the sum over the term; each year by itself; rates of
change compounded over the term; the state at the deadline against that of the base year; the distance to a reference."""

ABOUT = 0.02
"""左右, 约: a goal that is said to be about a number is met from 2 % short of it on (a convention of this program)."""

BASE_YEARS = 5
"""A pace may begin at most so many years before the base year of the term."""
