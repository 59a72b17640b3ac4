"""What a commitment says beyond its value: which way is good, relative to what, and summed over what."""

import re

from gongfu.plan.context import Context
from gongfu.plan.mode import FLOW, GROWTH, INCREMENT, MULTIPLE, SHARE
from gongfu.plan.quantities import AT_MOST
from gongfu.plan.repair import Repair

_LESS_IS_BETTER = re.compile(
    r"能耗|排放|失业率|死亡|事故|成本|负债率|能源消耗|水耗|用水量|淘汰|压减|降幅|下降|降低|减少|缩减|关停|时间|时限|赤字|PM2\.5|污染|闲置|空置"
)
_HOLD = re.compile(r"(?:保持|稳定|维持|守住|稳住)[^,。;]{0,12}$")
_RELATIVE = (
    re.compile(
        r"(?:高于|快于|低于|领先|高出|好于|优于|超过)([^,。;\d]{1,16}?)(?:平均水平|平均|水平|增速|的?增幅)?(?:约|近)?$"
    ),
    re.compile(
        r"(?:比|较|与)((?:(?:19|20)\d\d年|上年|去年|[“]?十[一二三四五]五[”]?末|基期|上年同期)[末底]?)[^,。;\d]*$"
    ),
    re.compile(r"在((?:19|20)\d\d年[^,。;]{0,12}?)(?:的)?基础上[^,。;\d]*$"),
    re.compile(r"((?:19|20)\d\d年)[末底]?的?$"),
)
_FLOWING = re.compile(
    r"增加值|产值|收入|营收|利润|税收|销售额|交易额|投资|产量|出口|进口|贸易额|客流|发电量|消费|能耗|用水量|排放量|支出|经费|生产总值|GDP"
)


def direction_of(context: Context, mode: str, indicator: str) -> str:
    """``up``, ``down`` or ``hold``: which way the indicator is to move."""
    if _HOLD.search(context.clause_left):
        return "hold"
    if _LESS_IS_BETTER.search(indicator) or context.quantity.comparator == AT_MOST and mode != GROWTH:
        return "down"
    return "up"


def relative_to(context: Context, mode: str) -> str | None:
    """The series or year that a relative target is measured against ("高于全市2个百分点": 全市), else null."""
    if mode not in (GROWTH, INCREMENT, MULTIPLE) and context.quantity.form != "points":
        return None
    left = context.clause_left + context.comparator_word
    for pattern in _RELATIVE:
        match = pattern.search(left)
        if match:
            return match[1]
    return None


def aggregation_of(context: Context, mode: str, indicator: str) -> str | None:
    """``stock``, ``per_period`` or ``total`` over the term; null for a share, which is none of them."""
    if mode == SHARE:
        return None
    if re.search(
        r"累计|(?<!公)共(?![同享建治赢性])|合计|总计|[三五]年[^,]{0,6}(?:投资|新增|形成)", context.clause_left
    ):
        return "total"
    if mode == FLOW:
        return "per_period"
    if mode == INCREMENT:
        return "total"
    if mode in (GROWTH, MULTIPLE):
        return "per_period" if re.search(r"年均|同比|每年|逐年", context.clause_left) else "total"
    return "per_period" if _FLOWING.search(indicator) else "stock"


def note_of(start: int, end: int, repairs: list[Repair], relative: str | None) -> str | None:
    """The base year of a change, and the evidence of what was mended inside a span of the source; else null."""
    mended = [f"“{repair.before}”→“{repair.after}”" for repair in repairs if repair.start < end and start < repair.end]
    notes = [f"以{relative}为基数"] if relative and relative[:2].isdigit() else []
    notes += ["OCR：" + "，".join(mended)] if mended else []
    return "；".join(notes) or None
