"""Verbs at a position of a clause: adverbs in front of them, rows of them, and whether an object follows."""

import re
from dataclasses import dataclass

from gongfu.plan.tasks.lexicon import (
    ADVERBS,
    AMBIGUOUS,
    COMPLEMENT,
    EFFECTS,
    EVENTS,
    LIGHT,
    NAMES,
    RESULTATIVE,
    SLIPS,
    SPEED,
    VERBS,
)  # fmt: skip

_ADV_PRED = r"(?:显著|明显|大幅度?|不断|持续|稳步|进一步|全面|更加|更为|基本|有效|有序|整体|加速|加快|逐步|日益|初步|充分|大为|较大|深入|稳定|平稳|明显地|总体|相对|较为|趋于)"
_PREDICATE = re.compile(
    rf"{_ADV_PRED}+(?:提升|增强|提高|壮大|改善|优化|完善|健全|凸显|显现|夯实|下降|降低|增长|扩大|加快|形成|建立|推进|深化|成型|建成|发展|集聚|加强|好转|拓展|向好|普及|缩小|减少|领先|释放|迸发|见效|应用|转型|协调|合理|成熟|丰富|活跃|便捷|顺畅|稳固|巩固|彰显|涌现)$"
    r"|(?:取得|迈上|迈入|实现|跃上|再上|上)(?:了|新|重大|明显|突破|显著|积极|阶段|实质|更大|较大)[^,]{0,8}$|(?:位居|居|名列|走在|保持|进入|跻身)[^,]{0,8}(?:前列|前茅|领先|第[一二三四五\d]|前[一二三四五十\d]+)[^,]{0,3}$"
)
_MEASURED = re.compile(
    r"(?<!不)(?:达到?|超过|突破|占|年均|增长|下降|降低|提升|提高|控制在|保持在|稳定在|位居|高于|低于)[^,]{0,12}\d"
)
_MEASURE = re.compile(
    r"能力|水平|规模|强度|质量|效率|效益|总量|收入|总额|面积|力度|后劲|动能|活力|成效|进程|进度|步伐|速度|数量|比例|比重|占比|密度"
)
_REACHES = re.compile(r"达到?|超过|进入|突破|增长")
_BAD_START = re.compile(
    r"[的者由或、,。;:)”’]|和(?!谐|平)|与(?!会)|及(?!时)|并(?![购网联])|等(?!级)|了(?!解)|过(?![程剩渡])|着(?!眼)|率(?!先)|化(?![工学肥妆石解])|以及|(?:力度|情况|工作$|人员$|率|之|比例|占比|须|明确|提出|所)"
)
_UP_TO = frozenset("提升 提高 降低 增加 减少 扩大 突破 增强 缩短 下降 扩展 拓展 压减 压缩".split())
_EVENT_END = re.compile(rf"(?:{EVENTS})$")
_PACE = re.compile(r"(?:步伐|进程|速度|进度|节奏|力度)$")
_MORE = re.compile(r"(?:力度|投入|支持|供给|强度|支出|倾斜|保障|扶持|倾斜和聚焦|投资|资金|储备)$")
_GRANT = re.compile(r"(?:奖励|补助|补贴|资助|支持|扶持|表彰|贴息|优惠|倾斜|减免|帮扶)$")
_ROW_JOINT = re.compile(r"[和与及并或、]|以及|并且")
# Behind these a word that may be a noun goes on with the row of verbs: 创新发展, 推广应用.
_ROWING = frozenset("支持 研究 探索 创新 集聚 推广 规划 布局 新增 引进 设计 开发 融合 改造".split())
_LONGEST_ADVERB = max(map(len, ADVERBS))
_FIRST_OF_ADVERB = frozenset(word[0] for word in ADVERBS)
_QUOTED = re.compile(r"[“‘'\"「][^“”‘’'\"「」]{1,12}[”’'\"」](?:的?方式|模式|式|机制)?")
NOMINAL = re.compile(
    r"[力型链业]|平台|机构|中心|基地|项目|园区|工程|领导|行动|规划|战略|纲要|计划|改革|最高|能力|水平|规模|强度|体系|环境|质量|效率|效益|总量|收入|总额|面积|力度|后劲|动能|活力|基础|需求|空间|格局|成本|结构|质效|成效|成果|成就|主体|要素|资源|投入|产出|产值|业绩|进程|进度|步伐|速度|指标|任务|工作|方向|理念|贡献|服务业|数量|比例|比重|占比|密度|率|额|量|性"
)


@dataclass(frozen=True, slots=True)
class Head:
    """A verb behind its adverbs."""

    verb: str
    start: int
    end: int


def verb_at(clause: str, position: int) -> str:
    """The verb at ``position``, or ""."""
    two = clause[position : position + 2]
    if two in AMBIGUOUS or two in VERBS or two in SLIPS:
        return "" if NAMES.match(clause, position) else two
    found = RESULTATIVE.match(clause, position)
    return found[0] if found else ""


def head_at(clause: str, position: int) -> Head | None:
    """The verb at ``position``, adverbs skipped; an adverb that leads to no verb may be the verb itself."""
    if clause[position : position + 1] in _FIRST_OF_ADVERB:
        for length in range(min(_LONGEST_ADVERB, len(clause) - position), 0, -1):
            word = clause[position : position + length]
            if word not in ADVERBS:
                continue
            behind = position + length
            if clause[behind : behind + 1] in ("、", "和"):
                further = (
                    head_at(clause, behind + 1) if _is_adverb(clause, behind + 1) else behind_manner(clause, behind + 1)
                )
            else:
                further = _speed(clause, position, word) if word in SPEED else head_at(clause, behind)
            if further is not None:
                return further
    light = clause[position : position + 2]
    if light in LIGHT:
        further = head_at(clause, position + 2)
        grant = _GRANT.search(clause, position + 2)
        return Head(grant[0], position, position + 2) if further is None and grant else further
    if light in SPEED:
        return _speed(clause, position, light)
    if light == "聚焦":
        verb = verb_at(clause, position + 2)
        return (
            Head(verb, position + 2, position + 2 + len(verb))
            if verb and has_object(clause, verb, position + 2 + len(verb))
            else None
        )
    verb = verb_at(clause, position)
    end = position + len(verb)
    if not verb or not has_object(clause, verb, end):
        return None
    return Head(verb, position, end)


def _is_adverb(clause: str, position: int) -> bool:
    return any(clause[position : position + length] in ADVERBS for length in range(2, 6))


def _speed(clause: str, position: int, word: str) -> Head | None:
    """加快 and its like are adverbs where a verb with an object of its own follows, else the verb."""
    end = position + 2
    rest = clause[end:]
    if not rest or rest[0] in "向的、和" and word != "加大":
        return None
    alone = Head(word, position, end)
    if _PACE.search(rest) or word == "加大" and _MORE.search(rest):
        return alone
    inner = head_at(clause, end)
    if inner is None:
        return alone
    after = clause[row_end(clause, inner.verb, inner.end) :]
    nominal = inner.verb in AMBIGUOUS and (_EVENT_END.search(after) or NOMINAL.match(after))
    return alone if not after or nominal or is_verbs(after) else inner


def is_verbs(text: str) -> bool:
    """Whether a text is nothing but verbs."""
    position = 0
    while position < len(text):
        verb = verb_at(text, position)
        if not verb:
            return False
        position += len(verb)
    return True


def has_object(clause: str, verb: str, end: int) -> bool:
    """Whether what follows the verb can be its object, and the clause is no predication about a noun."""
    rest = clause[end:]
    if not rest or _BAD_START.match(rest) and not (rest[0] in "和与及并或、" and verb_at(rest, 1)):
        return False
    if verb == "争取" and _REACHES.search(rest) or verb == "统筹" and is_verbs(rest):
        return False
    if verb in _UP_TO and (rest[0] in "到至为" or rest[0].isdigit() and not re.search(r"[\u4e00-\u9fff]{3}$", rest)):
        return False
    if verb == "形成" and rest.endswith(EFFECTS):
        return False
    if verb not in COMPLEMENT and _PREDICATE.search(rest):
        return False
    if verb in AMBIGUOUS:
        if len(rest) < 2 or _MEASURED.search(rest):
            return False
        nominal = _MEASURE.match(rest)
        if nominal and len(rest) > nominal.end() and rest[nominal.end()] not in "、和与":
            return False
    return True


def behind_manner(clause: str, position: int) -> Head | None:
    """The verb behind a word of manner: in quotes, in -化, -式, -性 or -地, 一企一策, 分行业, 逐户."""
    quoted = _QUOTED.match(clause, position)
    if quoted:
        return head_at(clause, quoted.end())
    for end in range(position + 2, min(position + 8, len(clause) - 3)):
        word = clause[position:end]
        if word[-1] in "化式性地" or word[0] in "分按逐" or len(word) == 4 and word[0] == word[2] == "一":
            head = head_at(clause, end + (clause[end] in "、和"))
            if head is not None:
                return head
    return None


def row_end(clause: str, first: str, position: int) -> int:
    """Where the row of verbs that goes on at ``position`` ends."""
    if is_verbs(clause[position:]):
        return position
    while True:
        joint = _ROW_JOINT.match(clause, position)
        start = joint.end() if joint else position
        while (adverb := _adverb(clause, start)) and not verb_at(clause, start):
            start += adverb
        verb = verb_at(clause, start)
        rest = clause[start + len(verb) :]
        if not verb or len(rest) < 2 or _BAD_START.match(rest):
            return position
        if (
            verb in AMBIGUOUS
            and verb != "建设"
            and (first not in _ROWING or len(rest) < 3 or _EVENT_END.search(rest) or NOMINAL.match(rest))
        ):
            return position
        position = start + len(verb)


def _adverb(clause: str, position: int) -> int:
    for length in range(4, 1, -1):
        if clause[position : position + length] in ADVERBS:
            return length
    return 0
