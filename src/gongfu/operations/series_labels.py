"""What a person reads of the figures that watching and forecasting make of series."""

from gongfu.text import Text

EXPLAINED = {
    "level": Text("水平（去季节）", "level, without season"),
    "pace_level": Text("水平（全年）", "level of a year"),
    "expected": Text("预期", "expected"),
    "low": Text("范围下限", "range, lower end"),
    "high": Text("范围上限", "range, upper end"),
    "season": Text("季节差", "season"),
    "step": Text("水平变化", "step"),
    "trend_per_year": Text("趋势（每年）", "trend a year"),
    "per_year": Text("趋势（每年）", "trend a year"),
    "next_low": Text("下一期范围下限", "next range, lower end"),
    "next_high": Text("下一期范围上限", "next range, upper end"),
    "needed_per_year": Text("今后所需（每年）", "needed a year from now"),
    "leads_to": Text("按趋势到期时", "leads to"),
    "forecast": Text("预测", "forecast"),
    "low_80": Text("80% 下限", "80 % from"),
    "high_80": Text("80% 上限", "80 % to"),
    "low_95": Text("95% 下限", "95 % from"),
    "high_95": Text("95% 上限", "95 % to"),
    "goal": Text("目标值", "goal"),
    "deadline": Text("期限", "by"),
    "figure": Text("数字", "figure"),
}
