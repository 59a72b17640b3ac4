"""Whether a quantity is to be reached, was reached, or is where a target starts from."""

import re

from gongfu.plan.context import Context
from gongfu.plan.outline import RUN_IN, Section
from gongfu.plan.periods import Term, YearMention
from gongfu.plan.tables import Cell

TARGET, OUTCOME, BASELINE = "target", "outcome", "baseline"

_BASELINE_LEFT = re.compile(r"(?:由|从)[^,。由从]{0,16}$")
_BASELINE_RIGHT = re.compile(
    r"^[^,。]{0,4}?(?:提高|提升|增加|增长|上升|扩大|下降|降低|减少|降|升|增|扩展|压缩|发展|跃升|攀升|缩短|缩小|壮大|跨越|翻)[^,。\d]{0,4}(?:到|至|为)"
)
_ON_BASIS_LEFT = re.compile(r"在[^,。]{0,24}$")
_ON_BASIS_RIGHT = re.compile(r"^的?[^,。\d]{0,12}基础上")
_PRESENT = re.compile(
    r"\d{1,2}[-—~至]\d{1,2}月|上半年|前[一二三]季度|[一二三四]季度(?!末)|至今|当年|目前|现有|已(?!知)|截至|截止|迄今|同比|历史性|首次|现已|以来|位居|居全[国省市]"
    r"|现(?:认定|公布|批准)|会上|集中签约|获得|荣获|获评|获批|入选|圆满|顺利|成功|再创|创历史|连续|如期|提前完成"
)
_DONE = re.compile(r"了(?!解|望)")
_FUTURE = re.compile(
    r"力争|争取|确保|将(?!近|以)|目标(?!任务完成|如期)|预期|计划(?=[^,。]{0,6}(?:年|推动|建设|到|新|完|投|培|打|实))|可望|上看|拟|(?<![主重需首必只])要(?!素|求|闻|点)|努力|预计|展望|今后|未来|下一步"
    r"|明年|全力|着力|力求|有望|规划(?:建设|布局|到)|达到.{0,10}的目标"
)
_NOW = re.compile(r"目前|现有|已(?!知)|截至")
_FIRM_FUTURE = re.compile(r"力争|争取|到\d{4}年|目标(?!任务)|今年(?:要|将)|计划(?:总)?投资|将(?!近|以)")
_ACT = re.compile(
    r"打造|培育|建设|推进|推动|实施|争创|组织|开展|加快|支持|创建|形成|建成|引进|狠抓|带动|力争|完善|落实"
)
_RETROSPECT = re.compile(
    r"回顾|成效|成就|基础(?!研究|设施|能力|零|材料|软件|再造|产业)|现状|形势|背景|发展环境|总结|“?十[一二三]五”?(?:时期|期间|发展|以来|取得)|过去|去年|上年|上半年|主要做法|进展|完成情况|发展情况"
    r"|概况|取得|建设情况|工作情况"
)
_PROSPECT = re.compile(
    r"目标|任务|措施|安排|打算|要求|行动|思路|保障|展望|今年|重点工作|工程|布局|举措|路径|工作重点|预期|计划|规划|主攻|实施"
)


def kind_of(
    context: Context, section: list[Section], mention: YearMention | None, term: Term, looks_back: bool | None = None
) -> str:
    """Decide the kind from the words around, the year that governs, and the chapter that it stands in.

    Of the cues in the sentence, words and years alike, the one nearest in front of the quantity wins. Where the
    sentence has none, a chapter that looks back decides, then, for a text that is no plan, which way the text around
    looks (``looks_back``); such a text states what is, unless it speaks of an act to do.
    """
    left, right = context.left, context.right
    if _ON_BASIS_LEFT.search(context.lead) and _ON_BASIS_RIGHT.match(right):
        return BASELINE
    if _RECALLED.search(right) or left.endswith("任务") or _EARLIER_PLAN.search(context.clause_left):
        return TARGET
    starts = _BASELINE_LEFT.search(left) and _BASELINE_RIGHT.match(right)
    past = max(_last(_PRESENT, left), _last(_DONE, left))
    future = _last(_FUTURE, left)
    retrospect = in_retrospect(section)
    if retrospect or looks_back and not term.is_plan:
        future = _last(_FIRM_FUTURE, left)
    kind = _by_cues(context, mention, term, past, future, retrospect, looks_back)
    return BASELINE if starts and kind == TARGET else kind


def _by_cues(
    context: Context,
    mention: YearMention | None,
    term: Term,
    past: int,
    future: int,
    retrospect: bool,
    looks_back: bool | None,
) -> str:
    if mention is not None and mention.last is not None and term.issued is not None:
        year = mention.last
        if year > term.issued:
            return OUTCOME if past > max(mention.position, future) and _NOW.search(context.clause_left) else TARGET
        if year < term.issued or retrospect:
            return TARGET if future > mention.position and not retrospect else OUTCOME
    if past != future:
        return OUTCOME if past > future else TARGET
    if retrospect:
        return OUTCOME
    if term.is_plan:
        return TARGET
    if looks_back is not None:
        return OUTCOME if looks_back else TARGET
    return TARGET if term.is_report or _ACT.search(context.clause_left) else OUTCOME


_EARLIER_PLAN = re.compile(r"(?:规划|计划|会议)(?:提出|确定|明确)的[^,]*$")
_RECALLED = re.compile(
    r"^的?增长目标|^[^。;]{0,24}(?:的?目标[^。;]{0,10}(?:完成|实现|达成)|的(?:奋斗|发展|总体|预期)?目标)"
)


def table_meaning(cell: Cell) -> tuple[str, str]:
    """Kind and mode of a figure in a table: the base-year column holds baselines, the others targets."""
    kind = OUTCOME if cell.is_outcome else BASELINE if cell.is_base else TARGET
    if cell.unit == "百分点":
        return kind, "increment"
    if cell.indicator.endswith("新增"):
        return kind, "increment"
    if cell.unit in ("%", "‰"):
        changes = cell.is_growth or bool(
            re.search(r"(?:增长|增速|增幅|降低|下降|降幅|提升幅度|减少|增长率|提高|提升)[^比]{0,4}$", cell.indicator)
        )
        return kind, "growth" if changes else "share"
    if cell.unit == "倍":
        return kind, "multiple"
    if re.search(r"每年|年均(?!增)|年度", cell.indicator) or cell.is_per_year:
        return kind, "flow"
    if re.search(r"新增|净增|新建|累计新", cell.indicator):
        return kind, "increment"
    return kind, "level"


def _last(pattern: re.Pattern[str], text: str) -> int:
    position = -1
    for match in pattern.finditer(text):
        position = match.start()
    return position


def looks_forward(section: list[Section]) -> bool:
    """Whether the innermost chapter with a title of either kind looks forward (goals, tasks, work to come)."""
    for heading in reversed(section):
        if heading.level != RUN_IN and _PROSPECT.search(heading.title):
            return not (_RETROSPECT.search(heading.title) and "回顾" in heading.title)
    return False


def in_retrospect(section: list[Section]) -> bool:
    """Whether the chapter looks back (a review, a foundation, achievements)."""
    for heading in reversed(section):
        if heading.level == RUN_IN:
            continue
        if _RETROSPECT.search(heading.title) and not _PROSPECT.search(heading.title):
            return True
        if _PROSPECT.search(heading.title):
            return False
    return False
