"""Whether a quantity is to be reached, was reached, or is where a target starts from."""

import re

from gongfu.plan.context import Context
from gongfu.plan.outline import Section
from gongfu.plan.periods import Term, YearMention

TARGET, OUTCOME, BASELINE = "target", "outcome", "baseline"

_BASELINE_LEFT = re.compile(r"(?:由|从)[^,。由从]{0,16}$")
_BASELINE_RIGHT = re.compile(
    r"^[^,。]{0,4}?(?:提高|提升|增加|增长|上升|扩大|下降|降低|减少|降|升|增|扩展|压缩|发展|跃升|攀升|缩短|缩小|壮大|跨越|翻)[^,。\d]{0,4}(?:到|至|为)"
)
_ON_BASIS_LEFT = re.compile(r"在[^,。]{0,24}$")
_ON_BASIS_RIGHT = re.compile(r"^的?[^,。\d]{0,12}基础上")
_PRESENT = re.compile(
    r"目前|现有|已(?!知)|截至|截止|迄今|同比|较上年|比上年|较去年|比去年|较\d{4}年|比\d{4}年|历史性|首次|现已|自\d{4}年以来|以来|位居|居全[国省市]"
    r"|实现了|完成了|取得了?|达到了|突破了|新增了|引进了|获得|荣获|获评|获批|入选|圆满|顺利|成功|圆满完成|再创|创历史|连续"
)
_DONE = re.compile(r"[建获引完形培认签开投落取成实发新攻突达超]?(?:成|得|进|定|约|工|产|地|了|破)?了(?!解)")
_FUTURE = re.compile(
    r"力争|争取|确保|将(?!近)|目标|预期|计划(?:新增|建设|投资|完成|实施)|拟|要(?!素|求|闻)|努力|预计|到\d{4}年|至\d{4}年|\d{4}年底前|\d{4}年前|展望|今后|未来|下一步|今年(?:要|将)|明年|全力|着力"
    r"|力求|有望|达到.{0,10}的目标|规划"
)
_RETROSPECT = re.compile(
    r"回顾|成效|成就|基础(?!研究|设施|能力|零|材料|软件|再造|产业)|现状|形势|背景|发展环境|总结|“?十[一二三]五”?(?:时期|期间|发展|以来|取得)|过去|去年|上年|上半年|主要做法|进展|完成情况|发展情况"
    r"|概况|取得|建设情况|工作情况"
)
_PROSPECT = re.compile(
    r"目标|任务|措施|安排|打算|要求|行动|思路|保障|展望|今年|重点工作|工程|布局|举措|路径|工作重点|预期|计划|规划|主攻|实施"
)


def kind_of(context: Context, section: list[Section], paragraph_left: str, years: list[YearMention], term: Term) -> str:
    """Decide the kind from the words around, the year named, and the chapter that it stands in.

    ``years`` are those of the sentence up to the quantity. The cue nearest to the quantity wins.
    """
    left, right = context.left, context.right
    if _BASELINE_LEFT.search(left) and _BASELINE_RIGHT.match(right):
        return BASELINE
    if _ON_BASIS_LEFT.search(context.lead) and _ON_BASIS_RIGHT.match(right):
        return BASELINE
    present = _last(_PRESENT, left)
    done = _last(_DONE, left)
    future = _last(_FUTURE, left)
    retrospect = _in_retrospect(section, term)
    year, position = _governing_year(years, left)
    if year is not None and term.issued is not None:
        limit = term.issued if not (term.is_report) else term.issued
        if year < limit:
            if future > position and not retrospect:
                return TARGET
            return OUTCOME
        if year > limit:
            return TARGET
        if max(present, done) > future:
            return OUTCOME
        if future >= 0 or not retrospect:
            return TARGET
    if future > max(present, done):
        return TARGET
    if max(present, done) >= 0:
        return OUTCOME
    if retrospect:
        return OUTCOME
    if re.search(r"增长|下降|完成|达到?|实现", context.lead) and _PRESENT.search(paragraph_left[-200:]) and not _FUTURE.search(paragraph_left[-200:]) and not section:
        return OUTCOME
    return TARGET


def _last(pattern: re.Pattern[str], text: str) -> int:
    position = -1
    for match in pattern.finditer(text):
        position = match.start()
    return position


def _governing_year(years: list[YearMention], left: str) -> tuple[int | None, int]:
    for mention in reversed(years):
        if mention.position <= len(left) and mention.last is not None:
            return mention.last, mention.position
    return None, -1


def _in_retrospect(section: list[Section], term: Term) -> bool:
    for heading in reversed(section):
        if _RETROSPECT.search(heading.title) and not _PROSPECT.search(heading.title):
            return True
        if _PROSPECT.search(heading.title):
            return False
    return False
