"""How a quantity is meant: a level, a share, a growth rate, an increment, a flow a year or a multiple."""

import re

from gongfu.plan.context import Context

LEVEL, SHARE, GROWTH, INCREMENT, FLOW, MULTIPLE = "level", "share", "growth", "increment", "flow", "multiple"

_YEARLY = re.compile(r"(?<![本上全])年度(?=实施|新增|完成|培育)|每年|逐年|年均(?!增)|平均年")
_RISE_TAIL = re.compile(
    r"(?:(?:增长率|增长|增速|增幅|降幅|递增|同比|增长速度|环比|复合增长|跌幅|升幅|涨幅)(?:率|了|约|近|超|冲上|升至|为|在|达到?|保持在?|保持|力争|预计|不低于|分别|均|控制在|稳定在|目标|也|仍|名义|实际|左右|幅度|的|:)*"
    r"|(?:提升|提高|下降|降低|增加|上升|减少|缩减|压减|节约|下滑|回落|压缩|削减|压降|萎缩|成长|扩大|缩短|节能|节水|降耗|减排|减量)(?:了|约|近|超|幅度|均|分别|超过|不低于|也|再|力争|达到?(?=$)|率)*)$"
)
_ADDED = re.compile(
    r"新增|净增|新建|新培育|新引进|新认定|新设|新引育|新获批|新签约|新开工|新投产|新入库|新上|增加(?!值)|提高|再(?!次|制|生|造|工业|就业|贷|保险|融资|利用|度)|引进|引育|吸引|招引|吸纳|招募|引入|集聚高层次|新落地|新登记|新注册|新晋|新入选|新创建|扩大|提升|减少|降低|净增加|新增加"
)


def mode_of(context: Context, previous: str | None = None) -> str:
    """Decide the mode from the form of the quantity and the words that govern it.

    ``previous`` is the mode of the quantity before it in the sentence, which "其中" takes over.
    """
    quantity, lead, left = context.quantity, context.lead, context.clause_left
    if quantity.form in ("doubling", "times"):
        return MULTIPLE
    yearly = (
        quantity.unit.endswith("/年")
        or bool(_YEARLY.search(context.since_previous))
        or context.touches_previous
        and bool(_YEARLY.search(left))
    )
    if quantity.form == "points":
        return GROWTH if re.search(r"高于|快于|低于|领先|高出|超过|好于|(?<!占)比[^,]*[高低快]$", lead) else INCREMENT
    if quantity.form in ("percent", "fraction"):
        if yearly and _SAVING.search(lead):
            return FLOW
        return GROWTH if _rising(context) else SHARE
    if yearly:
        return FLOW
    if _added(context) or previous == INCREMENT and re.match(r"其中(?!.*(?:累计|达到?|总数))", context.clause_left):
        return INCREMENT
    return LEVEL


_STRIVING = re.compile(r"力争|争取|努力达到|奋斗目标|力争达到|争取达到")
_SAVING = re.compile(r"节约|节能|节水|压减|淘汰|节地|节材")


def _rising(context: Context) -> bool:
    lead = context.lead if len(context.lead) > 2 else context.clause_left
    if _RISE_TAIL.search(lead):
        return True
    if context.right.startswith(("增长", "的增长", "的增速", "的年均", "的增幅", "以上的增长", "的速度增")):
        return True
    place, _, head = context.run
    if place > 0 and _RISE_TAIL.search(head):
        return True
    previous = context.previous
    if previous is None or previous.form != "percent" or not _STRIVING.fullmatch(context.lead):
        return False
    return _RISE_TAIL.search(context.left[: previous.start - context.sentence_start]) is not None


def _added(context: Context) -> bool:
    left = context.clause_left
    own = context.lead if context.touches_previous else left
    if _TOTAL.search(own) and not _ADDED.search(own):
        return False
    found = list(_ADDED.finditer(left))
    if not found:
        return False
    between = left[found[-1].end() :]
    if _TOTAL.search(between) and found[-1][0] not in _PLAINLY_ADDED:
        return False
    return not _OTHER_ACT.search(between)


_PLAINLY_ADDED = ("新增", "净增", "新增加", "净增加")
_TOTAL = re.compile(r"(?:达到?|累计|总数|总量|突破|超过|增至|[到至为])[^,]{0,6}$")
_OTHER_ACT = re.compile(
    r"[,;]|[、和及](?:打造|培育|建设|形成|创建|争创|实施|推动|推进|认定|建成|组建|完成|开展|遴选|选树|发展|制定)"
)
