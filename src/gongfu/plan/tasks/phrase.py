"""Read a clause: what stands in front of its verb, the verb, and the object."""

import re
from dataclasses import dataclass

from gongfu.plan.tasks.heads import NOMINAL, Head, behind_manner, has_object, head_at, is_verbs, row_end, verb_at
from gongfu.plan.tasks.lexicon import AMBIGUOUS, FRAME_WORDS, SLIPS

_YEAR = r"(?:20\d\d年?(?:[-—–~至到]+20\d\d年?)?)"
_TIME = re.compile(
    rf"(?:[到至自从]?{_YEAR}(?:\d{{1,2}}月)?(?:\d{{1,2}}日)?(?:起|底|末|初|年?内|期间|上半年|下半年)?(?:[三四五]年[内间])?之?以?前?[,、]?"
    r"|[到至]?[“\"']?十[一二三四五六]五[”\"']?(?:期间|时期|末期?|以来)?|每年|每半年|每季度?|每月|逐年|全年|当年|今年|明年|今明两年|本年度?|年内|年底前?|年度|近期|远期|中长期"
    r"|未来[一二三四五两\d]+年[内间]?|[两三四五六]年[内间]?|(?:力争)?(?:用|经过)[一二三四五两]年(?:左右)?(?:的?时间)?|到?(?:计划|规划|方案|行动)?期末|上半年|下半年|第?[一二三四]季度|期间|届时|下一步|接下来|\d{1,2}月底?前?|24小时)"
)
_JOINT = re.compile(
    r"并且|以及|同时|此外|另外|其次|首先|最后|进而|从而|一方面|另一方面|其中|包括|并|和|及|且|还|也|又|各自|分别|一律|统一(?=[^、]{0,1}[调配管])|等"
)
_AGENTS = (
    re.compile(
        r"各(?:相关|有关|级|责任|成员|牵头|地|类)*[^,、的]{0,8}?(?:单位|部门|园区|委办局|街道|乡镇|镇街|(?:区县|县区|县市|市州|镇|地|区|县|市|省)(?:人民政府|政府|管委会)?)(?:和(?:有关|相关)?(?:部门|单位|企业))?"
        r"|(?:市|区|县|省|州|国家|中央|地方|自治区|本[市省区县]|[我全][市省区县州国旗盟])(?:[级直])?"
        r"|每[一个条家名座支][^,、的]{1,8}?(?=编制|组建|建立|配备|制定|打造|培育|建设|形成|明确|安排)|(?:有关|相关)(?:部门|单位|地区|方面)(?:和(?:单位|地区|企业))?"
    ),
    re.compile(
        r"(?:市|区|县|省|州|国家|中央|地方)[级直]?[^,、的]{0,14}?(?:部门|单位|财政|政府|领导小组|工作组|专班|办公室|联席会议)"
        r"|[^,、的]{2,14}?(?:(?:局|委|办|厅|部门|单位|政府|领导小组|办公室|专班|管委会|中心|学校|企业|园区|领导)(?=牵头|会同|负责)|(?<![主重需首必只])要(?!素|点|求|件|塞|务)|应当?(?!用|急|对)|须|必须|将(?!近))"
    ),
)
_AFTER_AGENT = re.compile(
    r"(?:负责|牵头|会同[^,]{2,14}?(?:部门|单位))?(?:要|应当?|须|必须|将)?(?:按照职责分工|结合(?:自身)?实际|因地制宜|共同)?"
)
_FRAME = re.compile(FRAME_WORDS)
_AS_AIM = re.compile(r"摆在|放在|作为")
_AS = re.compile(
    r"以[^,]{1,50}?为(?:核心|重点|抓手|总?目标|导向|主线|主轴|引领|牵引|载体|主体|支撑|基础|契机|突破口|龙头|依托|中心|纽带|桥梁|驱动|动力|主导|根本|关键|特色|指引|主攻方向|引擎|平台|单元|原则)(?:和[^,]{2,4}(?=,|$))?"
)
_FRAME_END = re.compile(
    r"(?:的?(?:基础|前提|条件|背景|情况|框架|过程|同时|原则|支持|带动|指导|领导|统筹|部署|安排|要求)(?:之?[上下中]|之内)?|(?:之|方面|领域|需求|原则|要求|方式|路径|模式|目标定位|定位|导向|环节|重点|方向|契机|机遇)等?)$"
    r"|为[^,为]{2,8}$"
)
_CLOSERS = re.compile(
    r"方面|环节|(?:基础|前提|条件|过程|背景|框架|范围)[上下中内]|等(?:行业|地区|区域|方式|途径|形式|渠道)|期间|之[间中内]"
)
_FIRMS = re.compile(
    r"企业|人才|群众|居民|员工|职工|工人|市场主体|客户|用户|[公市村农渔牧]民|创业者|经营者|青年|学生|毕业生|劳动者|个体|商户|家庭|师|老人|儿童|妇女|对象|机构|投资者|消费者|园区|团队|公众|者"
)
_PURPOSE = re.compile(
    r"打下|奠定|留足|留出|注入|作出|做出|贡献|增添|打牢|夯实|筑牢|积累|积蓄|赢得|创造(?:良好|有利)?条件"
)
_GRANT = re.compile(r"奖励|补助|补贴|资助|支持|扶持|表彰|贴息|优惠|倾斜|减免|帮扶|评选|指导|服务|保障")
_REMARK = re.compile(r"\([^()]{4,}\)$")
_LIGHT = re.compile("予以|给予|进行|加以|实施|开展|实行")
_LONGEST_CLAUSE = 400  # characters; what is longer is no sentence of a plan
_FARTHEST_VERB = 60  # characters between a preposition and the verb
_PREPARING = frozenset(("研究", "组织"))  # go first in a row of verbs
_INTO = frozenset("打造 培育 建成 纳入 列入 融入 转变 作为".split())


@dataclass(frozen=True, slots=True)
class Phrase:
    """A verb phrase in a clause: offsets into the clause."""

    start: int
    verb: str
    object_start: int
    object_end: int
    end: int


def read(clause: str) -> Phrase | None:
    """Find the task that a clause states.

    Parameters
    ----------
    clause
        A clause of a flat text, without the sign that ends it.

    Returns
    -------
    Its verb phrase, or None: a predication, a frame of another clause, a purpose, a noun phrase.
    """
    return _read(clause, 0, 0) if len(clause) <= _LONGEST_CLAUSE else None


def _read(clause: str, position: int, depth: int) -> Phrase | None:
    if depth > 6 or position >= len(clause):
        return None
    sign = clause[position]
    if sign == "为" and (served := _for(clause, position)):
        return served
    head = head_at(clause, position)
    if head is not None:
        return _phrase(clause, position, head)
    if clause.startswith(("力争", "争取"), position) and (late := _TIME.match(clause, position + 2)):
        return _read(clause, late.end(), depth + 1)
    if sign in "对将把" and (fronted := _fronted(clause, position)):
        return fronted
    time = _TIME.match(clause, position)
    if time:
        return _read(clause, time.end(), depth + 1)
    as_ = _AS.match(clause, position)
    if as_:
        return _read(clause, as_.end(), depth + 1)
    frame = _FRAME.match(clause, position)
    if frame:
        return _after_frame(clause, frame.end())
    joint = _JOINT.match(clause, position)
    if joint and depth < 3:
        return _read(clause, joint.end(), depth + 1)
    if sign in "对将把为":
        return None
    for agents in _AGENTS:
        agent = agents.match(clause, position)
        if agent:
            behind = _AFTER_AGENT.match(clause, agent.end())
            found = _read(clause, behind.end() if behind else agent.end(), 5)
            if found is not None:
                return found
    head = behind_manner(clause, position)
    return _phrase(clause, position, head) if head is not None else None


def _phrase(clause: str, start: int, head: Head) -> Phrase | None:
    end = len(clause.rstrip(" ,、"))
    tail = _REMARK.search(clause, 0, end)
    if tail:
        end = tail.start()
    object_start = row_end(clause, head.verb, head.end)
    if object_start >= end:
        object_start = head.end
    while object_start < end and clause[object_start] in " 好":
        object_start += 1
    if object_start >= end:
        return None
    return Phrase(start, _mended(head.verb), object_start, end, end)


def _mended(verb: str) -> str:
    return SLIPS.get(verb, verb)


def _after_frame(clause: str, position: int) -> Phrase | None:
    """The verb phrase behind a prepositional phrase: the first sure verb behind a noun, else the first likely one."""
    if _FRAME_END.search(clause):
        return None
    for closer in _CLOSERS.finditer(clause, position + 1, len(clause) - 3):
        position = closer.end() - 2
    for ambiguous in (False, True):
        for place in range(position + 2, min(len(clause) - 2, position + _FARTHEST_VERB)):
            if clause[place - 1] == "的":
                continue
            sign = clause[place]
            if sign == "为" and (served := _for(clause, place)):
                return served
            if sign in "对将把" and (fronted := _fronted(clause, place)):
                return fronted
            head = head_at(clause, place)
            if head is None or (head.verb in AMBIGUOUS) is not ambiguous:
                continue
            rest = clause[head.end :]
            if clause[place - 2 : place] in _PREPARING and place - 2 > position:
                head = Head(clause[place - 2 : place], place - 2, place)
                place -= 2
            if len(rest) < 3 or ambiguous and (NOMINAL.match(rest) or _FRAME_END.search(rest)):
                continue
            return _phrase(clause, place, head)
    return None


def _for(clause: str, position: int) -> Phrase | None:
    """为 + whom + verb + what."""
    for place in range(position + 2, min(len(clause) - 2, position + _FARTHEST_VERB)):
        head = head_at(clause, place)
        if head is None or head.verb in AMBIGUOUS and head.verb != "培训":
            continue
        whom = clause[position + 1 : place]
        if _PURPOSE.match(clause, head.start) or not _FIRMS.search(whom):
            return None
        return _phrase(clause, position, head)
    return None


def _fronted(clause: str, position: int) -> Phrase | None:
    """对 / 将 / 把 + what + verb: what is the object unless the verb brings its own."""
    light = _LIGHT.search(clause, position + 2)
    if light:
        whom = (position + 1, light.start())
        if light[0] in ("实施", "开展", "实行"):
            return _phrase(clause, position, Head(light[0], light.start(), light.end()))
        head = head_at(clause, light.end())
        if head is not None:
            return Phrase(position, _mended(head.verb), *whom, len(clause))
        named = verb_at(clause, light.end()) or (found[0] if (found := _GRANT.search(clause, light.end())) else "")
        if named:
            return Phrase(position, _mended(named), *whom, len(clause))
        return None
    for place in range(position + 2, min(len(clause) - 1, position + _FARTHEST_VERB)):
        verb = verb_at(clause, place)
        if not verb or verb in AMBIGUOUS or clause[place - 1] == "的":
            continue
        end = place + len(verb)
        rest = clause[end:]
        if _AS_AIM.search(rest):
            return None
        if rest.startswith("的") or "的" in rest and verb not in _INTO:
            continue
        if not rest or is_verbs(rest):
            framed = _FRAME.match(clause, position + 1) or clause[position + 1] == "对"
            return None if framed else Phrase(position, _mended(verb), position + 1, place, len(clause))
        if has_object(clause, verb, end):
            return _phrase(clause, position, Head(verb, place, end))
    return None
