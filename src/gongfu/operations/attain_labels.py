"""What a person reads of verdicts in place of the names of columns and codes."""

from gongfu.operations.plan_labels import LABELS as PLAN_LABELS
from gongfu.operations.plan_labels import TERMS as PLAN_TERMS
from gongfu.text import Text

LABELS = PLAN_LABELS | {
    "status": Text("判定", "verdict"),
    "was": Text("原判定", "before"),
    "reason": Text("理由", "why"),
    "observed": Text("实际", "observed"),
    "behind_by": Text("差距", "short by"),
    "missing": Text("缺少的数据", "figures missing"),
    "evidence": Text("依据，或缺少的数据", "evidence, or the figure missing"),
    "stale": Text("数据陈旧", "stale"),
    "stale_figures": Text("数据陈旧", "stale figures"),
    "inherited": Text("单位为沿用", "unit inherited"),
    "inherited_from": Text("沿用自", "unit from"),
    "sentence": Text("原句", "sentence"),
    "district": Text("地区", "region"),
    "group": Text("分组", "group"),
    "attained": Text("已达成", "attained"),
    "missed": Text("未达成", "missed"),
    "on_track": Text("正常", "on track"),
    "behind": Text("滞后", "behind"),
    "not_measurable": Text("无法判断", "not measurable"),
    "attained_percent": Text("达成率（%，已判定者）", "% attained of those decided"),
    "year": Text("年份", "year"),
    "ids": Text("可判定的承诺", "would decide"),
    "required_per_year": Text("所需进度（每年）", "required pace a year"),
    "actual_per_year": Text("实际进度（每年）", "actual pace a year"),
    "needed_per_year": Text("今后所需（每年）", "needed a year from now"),
    "formula": Text("公式", "formula"),
    "result": Text("结果", "result"),
    "why_not": Text("未给出的原因", "why none is given"),
    "worked": Text("代入", "with figures"),
    "goal": Text("目标值", "goal"),
    "gap": Text("差额", "gap"),
    "series": Text("序列", "series"),
    "period": Text("时期", "period"),
    "published": Text("发布", "published"),
    "source": Text("来源", "source"),
    "source_kind": Text("来源类别", "kind of source"),
    "used": Text("用于判定", "used"),
    "by": Text("依据", "by"),
    "probability": Text("达成概率", "probability"),
    "probability_low": Text("概率下限（80%）", "probability, lower end (80 %)"),
    "probability_high": Text("概率上限（80%）", "probability, upper end (80 %)"),
    "progress": Text("Open SDG 进度", "Open SDG progress"),
    "progress_score": Text("Open SDG 得分（-5 至 5）", "Open SDG score (-5 to 5)"),
}
STATUSES = {
    "attained": Text("已达成", "attained"),
    "missed": Text("未达成", "missed"),
    "on_track": Text("进度正常", "on track"),
    "behind": Text("进度滞后", "behind"),
    "not_measurable": Text("无法判断", "not measurable"),
}
TERMS = PLAN_TERMS | {
    "status": STATUSES,
    "was": STATUSES,
    "by": {
        "rule": Text("名称、范围、单位相同", "the same name, scope and unit"),
        "person": Text("人工认定", "a person"),
        "repeat": Text("本规划他处", "elsewhere in the plan"),
    },
    "source_kind": {
        "original": Text("发布机构原页", "original"),
        "repost": Text("转载", "repost"),
        "secondary": Text("他人叙述", "secondary"),
        "derived": Text("推算", "derived"),
        "plan": Text("规划文件", "plan"),
    },
}
