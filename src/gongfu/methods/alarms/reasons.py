"""What is said of a judged period, in Chinese and English."""

from gongfu.methods.alarms.series import period_name

STATES = {
    "too_short": ("历史数据不足四年", "less than four years of history"),
    "unknown": ("本期或历年同期无数据", "no figure for this period, or for this season in earlier years"),
    "no_spread": ("历史数据无波动，无从判断", "the history never varied, so nothing tells what is usual"),
    "normal": ("在正常范围内", "inside its range"),
    "outside": ("本期超出正常范围", "this period outside its range"),
    "alarm": ("水平发生变化，报警", "alarm: the level has moved"),
}
"""States of a period, with what they mean in zh and en."""


def of_figure(state: str, value: float, low: float, high: float) -> tuple[str, str]:
    """Say where a figure lies in its range."""
    zh, en = STATES[state]
    return (
        f"{zh}：{value:.4g}，范围 {low:.4g} 至 {high:.4g}",
        f"{en}: {value:.4g}, range {low:.4g} to {high:.4g}",
    )


def of_alarm(every: str, since: int, step: float, spread: float) -> tuple[str, str]:
    """Say since when the level has moved, and how far."""
    zh, en = STATES["alarm"]
    begin, size, times = period_name(since, every), abs(step), abs(step) / spread
    way_zh, way_en = ("高", "above") if step > 0 else ("低", "below")
    return (
        f"{zh}：自 {begin} 起比预期{way_zh} {size:.4g}（中位数），为稳健标准差的 {times:.1f} 倍",
        f"{en}: since {begin} {size:.4g} {way_en} what was expected (median), {times:.1f} robust standard deviations",
    )
