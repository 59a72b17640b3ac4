"""The kinds of things that need somebody, the most pressing first, and the next step of each in words."""

from gongfu.supervision.due import NEXT_STEPS
from gongfu.supervision.due import REASONS as DUE
from gongfu.text import Text

WORK, BEHIND, MISSED, OFF_PACE = "work_stopped", "behind", "missed", "off_pace"
ALARM, OUTSIDE, STALE = "alarm", "outside", "stale"
QUARANTINE, MATCH, CONFLICT, REVIEW = "quarantine", "match", "conflict", "review"

KINDS: dict[str, Text] = {
    WORK: Text("任务未完成", "work that stopped"),
    **{name: DUE[name] for name in ("report_overdue", "sent_back", "milestone_overdue")},
    BEHIND: Text("进度滞后", "behind"),
    ALARM: Text("序列报警", "alarm of a series"),
    OUTSIDE: Text("数字超出范围", "figure outside its range"),
    **{name: DUE[name] for name in ("to_verify", "report_due", "milestone_due")},
    MISSED: Text("未达成", "missed"),
    OFF_PACE: Text("按趋势达不到", "trend does not lead there"),
    STALE: Text("数据逾期未更新", "stale data"),
    QUARANTINE: Text("隔离行待改正", "rows to mend"),
    CONFLICT: Text("规划间冲突", "plans in conflict"),
    MATCH: Text("待裁定是否同一指标", "same indicator or not"),
    REVIEW: Text("承诺待核对", "commitments to review"),
    **{name: DUE[name] for name in ("to_close", "no_day")},
}
"""What a row is about, the most pressing first."""

STEPS: dict[str, Text] = {
    **NEXT_STEPS,
    WORK: Text("看出错原因，改正后继续或重新提交", "see what went wrong, then take it up again or start it anew"),
    BEHIND: Text("请责任单位说明，或催办", "ask the unit why, or remind it"),
    MISSED: Text("核对数据，写明未达成的原因", "check the figure, and write down why it was missed"),
    OFF_PACE: Text(
        "对照所需进度，与责任单位商定措施", "hold it against the pace needed, and agree on measures with the unit"
    ),
    ALARM: Text("核对来源与口径，属实则查原因", "check source and scope; if it is right, look for the cause"),
    OUTSIDE: Text("核对这一个数字", "check this one figure"),
    STALE: Text("补录逾期的数字", "bring in the figures that are overdue"),
    QUARANTINE: Text("导出、改正后重新导入", "write them out, mend them, bring them in again"),
    CONFLICT: Text("确定以哪一个为准", "decide which of them holds"),
    MATCH: Text("裁定是否为同一指标", "decide whether they are the same"),
    REVIEW: Text("逐条核对：接受、更正或驳回", "go through them: accept, correct or reject"),
}
"""What is to be done for each kind."""

MORE = Text("另有 {count} 项", "and {count} more")
