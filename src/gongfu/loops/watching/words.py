"""What is said of a watched series, in Chinese and English."""

from typing import Any

from gongfu.loops.series.views import amount
from gongfu.loops.watching.rhythm import MONTHS, period_of
from gongfu.loops.watching.watch import (
    ALARM,
    FROM_JANUARY,
    NO_SPREAD,
    NORMAL,
    NOT_REGULAR,
    OUTSIDE,
    TOO_SHORT,
    UNKNOWN,
    Watched,
)
from gongfu.methods.alarms import STATES as JUDGED
from gongfu.methods.alarms import YEARS_NEEDED
from gongfu.text import Lang, Text
from gongfu.workspace.codes import Period

STATES: dict[str, Text] = {
    ALARM: Text("报警", "alarm"),
    OUTSIDE: Text("超出范围", "outside its range"),
    NORMAL: Text("正常", "normal"),
    UNKNOWN: Text("未知", "unknown"),
    TOO_SHORT: Text("历史过短", "too short"),
    NO_SPREAD: Text("无波动", "never varied"),
    FROM_JANUARY: Text("累计数", "from January on"),
    NOT_REGULAR: Text("非月季序列", "not monthly or quarterly"),
}
"""States of a series."""

_MEANINGS: dict[str, Text] = {
    **{name: Text(*said) for name, said in JUDGED.items()},
    FROM_JANUARY: Text("累计数，不逐月判断", "runs from January: not judged month by month"),
    NOT_REGULAR: Text("非月度或季度序列，不逐期判断", "neither months nor quarters: not judged period by period"),
}

RHYTHMS: dict[str, Text] = {
    "month": Text("月度", "monthly"),
    "quarter": Text("季度", "quarterly"),
    "half": Text("半年", "half-yearly"),
    "year": Text("年度", "yearly"),
    "to_date": Text("年初累计", "from January on"),
}

_NEXT: dict[str, Text] = {
    ALARM: Text(
        "打开数字核对来源与口径：gongfu source open observation value {id}；属实则查原因：gongfu series outlook {series}",
        "open the figure and check source and scope: gongfu source open observation value {id}; if it is right, look for the "
        "cause: gongfu series outlook {series}",
    ),
    OUTSIDE: Text(
        "核对这一个数字：gongfu source open observation value {id}",
        "check this one figure: gongfu source open observation value {id}",
    ),
    FROM_JANUARY: Text("补当月数：gongfu series import", "bring in figures of single months: gongfu series import"),
    TOO_SHORT: Text("补历史数据：gongfu series import", "bring in earlier figures: gongfu series import"),
}
_UPDATE = Text(
    "补 {first} 起的数字：gongfu series import", "bring in the figures from {first} on: gongfu series import"
)
_SEE_TARGETS = Text("对照目标：gongfu attain board", "see the targets: gongfu attain board")

_ALARM = Text(
    "自 {since} 起水平{way} {step}（中位数），为 {times:.1f} 倍标准差，报警需 {needed:.1f}；预期 {low} 至 {high}，实际 {value}",
    "since {since} the level is {step} {way} (median); statistic {times:.1f}, an alarm needs {needed:.1f}; expected {low} to {high}, "
    "observed {value}",
)
_FIGURE = Text("{value}，预期 {low} 至 {high}", "{value}, expected {low} to {high}")
_SHORT = Text("已知 {known} 期，需约 {needed} 期", "{known} figures known, about {needed} needed")
_WAYS = {True: Text("高", "higher"), False: Text("低", "lower")}
_OVERDUE = Text(
    "{periods} 应已发布（{due} 前）；通常在期末后 {delay} 天发布（{how}）",
    "{periods} should be out (by {due}); usually {delay} days after the period ends ({how})",
)
_SEEN, _CONVENTION = (
    Text("据以往发布日", "as seen so far"),
    Text("约定", "a convention: days of publication are not known"),
)
SIGNIFICANT = 4  # figures that are worked out are shown with so many digits


def state_reason(one: Watched, lang: Lang) -> str:
    """Why a series has its state, with the figures that it rests on."""
    said = _MEANINGS[one.state].to(lang)
    row, unit = one.last, one.series["unit"]
    figures = {name: shown(row.get(name), unit, lang) for name in ("value", "low", "high")}
    colon = "：" if lang == "zh" else ": "
    if one.state == ALARM:
        told = _ALARM.fill(
            **figures, since=str(period_of(row["since"], str(one.rhythm.every))), step=shown(abs(row["step"]), unit, lang),
            times=abs(row["statistic"] or 0.0), needed=row["needed"], way=_WAYS[row["step"] > 0].to(lang),
        )  # fmt: skip
        return said + colon + told.to(lang)
    if one.state in (NORMAL, OUTSIDE):
        return said + colon + _FIGURE.fill(**figures).to(lang)
    if one.state in (TOO_SHORT, UNKNOWN):
        needed = YEARS_NEEDED * 12 // MONTHS[str(one.rhythm.every)]
        return said + colon + _SHORT.fill(known=one.known, needed=needed).to(lang)
    return said


def next_look(one: Watched, lang: Lang) -> str | None:
    """What to look at next; null where nothing asks for it."""
    steps = []
    if one.state in _NEXT:
        first = (one.alarmed or [""])[0]
        steps.append(_NEXT[one.state].fill(id=first, series=one.series["series_id"][:8]))
    if one.overdue.periods:
        steps.append(_UPDATE.fill(first=str(one.overdue.periods[0])))
    if not steps and one.state in (NOT_REGULAR, NO_SPREAD):
        steps.append(_SEE_TARGETS)
    return ("；" if lang == "zh" else "; ").join(step.to(lang) for step in steps) or None


def overdue_reason(one: Watched, lang: Lang) -> str | None:
    """Which periods are overdue, since when and by which rule; null where none is."""
    late = one.overdue
    if not late.periods:
        return None
    how = _SEEN if late.known_delay else _CONVENTION
    said = _OVERDUE.fill(periods=_span(late.periods, lang), due=late.due, delay=late.delay, how=how.to(lang))
    return said.to(lang)


def shown(value: Any, unit: str, lang: Lang) -> str | None:
    """A figure that was worked out, with four digits and its unit."""
    if value is None:
        return None
    rounded = float(f"{value:.{SIGNIFICANT}g}")
    return amount({"value": rounded, "value_high": None, "comparator": "="}, unit, lang)


def _span(periods: tuple[Period, ...], lang: Lang) -> str:
    if len(periods) == 1:
        return str(periods[0])
    between = Text("{first} 至 {last} 共 {count} 期", "{first} to {last}, {count} periods,")
    return between.fill(first=str(periods[0]), last=str(periods[-1]), count=len(periods)).to(lang)
