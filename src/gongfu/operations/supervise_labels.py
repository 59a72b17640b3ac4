"""What a person reads of supervision in place of the names of columns and codes."""

from functools import cache

from gongfu.operations.plan_labels import LABELS as PLAN_LABELS
from gongfu.operations.plan_labels import TERMS as PLAN_TERMS
from gongfu.operations.results import Terms
from gongfu.text import Text

LABELS = {
    **PLAN_LABELS,
    "kind": Text("事项类别", "kind of item"),
    "title": Text("事项", "item"),
    "unit": Text("责任单位", "unit"),
    "person": Text("责任人", "person"),
    "due": Text("期限", "due"),
    "status": Text("状态", "status"),
    "since": Text("起始日", "since"),
    "set_by": Text("操作人", "by"),
    "round": Text("轮次", "round"),
    "step": Text("序次", "step"),
    "reason": Text("事由", "reason"),
    "day": Text("日期", "day"),
    "days_late": Text("逾期天数", "days late"),
    "what": Text("节点", "milestone"),
    "who": Text("由谁办理", "who acts"),
    "next": Text("下一步", "next step"),
    "reminders": Text("催办次数", "reminders"),
    "last_reminded": Text("最近催办", "last reminded"),
    "reminded_on": Text("催办日", "reminded on"),
    "reminded_by": Text("催办人", "reminded by"),
    "number": Text("次数", "number"),
    "reported_on": Text("报送日", "reported on"),
    "reported_by": Text("报送人", "reported by"),
    "reported": Text("报送数值", "reported"),
    "period": Text("时期", "period"),
    "measure": Text("计量单位", "unit of measure"),
    "file_name": Text("依据文件", "file"),
    "file_sha256": Text("文件哈希", "sha256"),
    "handed_on": Text("移交日", "handed on"),
    "handed_by": Text("操作人", "by"),
    "from_unit": Text("原单位", "from unit"),
    "from_person": Text("原责任人", "from"),
    "to_unit": Text("新单位", "to unit"),
    "due_on": Text("节点日", "due on"),
    "met_on": Text("完成日", "met on"),
    "set_on": Text("设定日", "set on"),
    "items": Text("事项数", "items"),
    "scored": Text("已计分", "scored"),
    "timely": Text("按期报送", "in time"),
    "sound": Text("一次核实", "verified at once"),
    "result": Text("目标达成", "attained"),
    "known": Text("已知权重", "weight known"),
    "score": Text("得分", "score"),
    "part": Text("部分", "part"),
    "weight": Text("权重", "weight"),
    "dimension": Text("维度", "by"),
    "rule": Text("算法", "rule"),
    "whole": Text("总目标", "whole"),
    "parts": Text("部分数", "parts"),
    "unknown": Text("未知", "unknown"),
    "total": Text("合计", "total"),
    "bound": Text("界限", "bound"),
    "difference": Text("差额", "difference"),
    "outcome": Text("结论", "outcome"),
    "calendar": Text("日历文件", "calendar"),
    "source_id": Text("来源", "source"),
    "locator": Text("出处", "place in the source"),
}


@cache
def terms() -> dict[str, Terms]:
    """For each column of codes, what a person reads in place of each code."""
    from gongfu.loops.supervision.assigning import LEFT_OUT
    from gongfu.supervision.due import REASONS, WHO
    from gongfu.supervision.life import STATUSES
    from gongfu.supervision.score import PARTS
    from gongfu.supervision.split import BOUNDS, DIMENSIONS, OUTCOMES, RULES

    return {
        "kind": {"commitment": Text("承诺", "commitment"), "task": Text("任务", "task")},
        "comparator": PLAN_TERMS["comparator"],
        "status": STATUSES,
        "reason": {**REASONS, **LEFT_OUT},
        "who": WHO,
        "part": PARTS,
        "dimension": DIMENSIONS,
        "rule": RULES,
        "bound": BOUNDS,
        "outcome": OUTCOMES,
    }
