"""Read a clause: what stands in front of its verb, the verb, and the object."""

import re
from dataclasses import dataclass

from gongfu.plan.tasks.lexicon import (
    ADVERBS,
    AMBIGUOUS,
    COMPLEMENT,
    EFFECTS,
    EVENTS,
    FRAME_WORDS,
    LIGHT,
    NAMES,
    RESULTATIVE,
    SLIPS,
    SPEED,
    VERBS,
)

_YEAR = r"(?:20\d\d年?(?:[-—–~至到]+20\d\d年?)?)"
_TIME = re.compile(
    rf"(?:[到至自从]?{_YEAR}(?:\d{{1,2}}月)?(?:\d{{1,2}}日)?(?:起|底|末|初|年?内|期间|上半年|下半年)?(?:[三四五]年[内间])?之?以?前?[,、]?"
    r"|[到至]?[“\"']?十[一二三四五六]五[”\"']?(?:期间|时期|末期?|以来)?|每年|每半年|每季度?|每月|逐年|全年|当年|今年|明年|今明两年|本年度?|年内|年底前?|年度|近期|远期|中长期"
    r"|未来[一二三四五两\d]+年[内间]?|[两三四五六]年[内间]?|(?:力争)?(?:用|经过)[一二三四五两]年(?:左右)?(?:的?时间)?|到?(?:计划|规划|方案|行动)?期末|上半年|下半年|第?[一二三四]季度|期间|届时|下一步|接下来|\d{1,2}月底?前?|24小时)"
)
_JOINT = re.compile(r"并且|以及|同时|此外|另外|其次|首先|最后|进而|从而|一方面|另一方面|其中|包括|并|和|及|且|还|也|又|各自|分别|一律|统一(?=[^、]{0,1}[调配管])|等")
_AGENTS = (
    re.compile(
        r"各(?:相关|有关|级|责任|成员|牵头|地|类)*[^,、的]{0,8}?(?:单位|部门|园区|委办局|街道|乡镇|镇街|(?:区县|县区|县市|市州|镇|地|区|县|市|省)(?:人民政府|政府|管委会)?)(?:和(?:有关|相关)?(?:部门|单位|企业))?"
        r"|(?:市|区|县|省|州|国家|中央|地方|自治区|本[市省区县]|[我全][市省区县州国旗盟])(?:[级直])?"
        r"|(?:有关|相关)(?:部门|单位|地区|方面)(?:和(?:单位|地区|企业))?"
    ),
    re.compile(
        r"(?:市|区|县|省|州|国家|中央|地方)[级直]?[^,、的]{0,14}?(?:部门|单位|财政|政府|领导小组|工作组|专班|办公室|联席会议)"
        r"|[^,、的]{2,14}?(?:局|委|办|厅|部门|单位|政府|领导小组|办公室|专班|管委会|中心)(?=[要应须将]|牵头|会同|负责)"
    ),
)
_AFTER_AGENT = re.compile(r"(?:负责|牵头|会同[^,]{2,14}?(?:部门|单位))?(?:要|应当?|须|必须|将)?(?:按照职责分工|结合(?:自身)?实际|因地制宜|共同)?")
_FRAME = re.compile(FRAME_WORDS)
_AS = re.compile(r"以[^,]{1,50}?为(?:核心|重点|抓手|总?目标|导向|主线|主轴|引领|牵引|载体|主体|支撑|基础|契机|突破口|龙头|依托|中心|纽带|桥梁|驱动|动力|主导|根本|关键|特色|指引|主攻方向|引擎|平台|单元|原则)(?:和[^,]{2,4}(?=,|$))?")
_FRAME_END = re.compile(
    r"(?:的?(?:基础|前提|条件|背景|情况|框架|过程|同时|原则|支持|带动|指导|领导|统筹|部署|安排|要求)(?:之?[上下中]|之内)?|(?:之|方面|领域|需求|原则|要求|方式|路径|模式|目标定位|定位|导向|环节|重点|方向|契机|机遇)等?)$"
    r"|为[^,为]{2,8}$"
)
_CLOSERS = re.compile(r"方面|环节|(?:基础|前提|条件|过程|背景|框架|范围)[上下中内]|等(?:行业|地区|区域|方式|途径|形式|渠道)|期间|之[间中内]")
_QUOTED = re.compile(r"[“‘'\"「][^“”‘’'\"「」]{1,12}[”’'\"」](?:的?方式|模式|式|机制)?")
_FIRMS = re.compile(r"企业|人才|群众|居民|员工|职工|工人|市场主体|客户|用户|[公市村农渔牧]民|创业者|经营者|青年|学生|毕业生|劳动者|个体|商户|家庭|师|老人|儿童|妇女|对象|机构|投资者|消费者|园区|团队|公众|者")
_PURPOSE = re.compile(r"打下|奠定|留足|留出|注入|作出|做出|贡献|增添|打牢|夯实|筑牢|积累|积蓄|赢得|创造(?:良好|有利)?条件")
_ADV_PRED = r"(?:显著|明显|大幅度?|不断|持续|稳步|进一步|全面|更加|更为|基本|有效|有序|整体|加速|加快|逐步|日益|初步|充分|大为|较大|深入|稳定|平稳|明显地|总体|相对|较为|趋于)"
_PREDICATE = re.compile(
    rf"{_ADV_PRED}+(?:提升|增强|提高|壮大|改善|优化|完善|健全|凸显|显现|夯实|下降|降低|增长|扩大|加快|形成|建立|推进|深化|成型|建成|发展|集聚|加强|好转|拓展|向好|普及|缩小|减少|领先|释放|迸发|见效|应用|转型|协调|合理|成熟|丰富|活跃|便捷|顺畅|稳固|巩固|彰显|涌现)$"
    r"|(?:取得|迈上|迈入|实现|跃上|再上|上)(?:了|新|重大|明显|突破|显著|积极|阶段|实质|更大|较大)[^,]{0,8}$|(?:位居|居|名列|走在|保持|进入|跻身)[^,]{0,8}(?:前列|前茅|领先|第[一二三四五\d]|前[一二三四五十\d]+)[^,]{0,3}$"
)
_MEASURED = re.compile(r"(?<!不)(?:达到?|超过|突破|占|年均|增长|下降|降低|提升|提高|控制在|保持在|稳定在|位居|高于|低于)[^,]{0,12}\d")
_NOMINAL = re.compile(
    r"[力型链业]|平台|机构|中心|基地|项目|园区|工程|领导|行动|规划|战略|纲要|计划|改革|最高|能力|水平|规模|强度|体系|环境|质量|效率|效益|总量|收入|总额|面积|力度|后劲|动能|活力|基础|需求|空间|格局|成本|结构|质效|成效|成果|成就|主体|要素|资源|投入|产出|产值|业绩|进程|进度|步伐|速度|指标|任务|工作|方向|理念|贡献|服务业|数量|比例|比重|占比|密度|率|额|量|性"
)
_MEASURE = re.compile(r"能力|水平|规模|强度|质量|效率|效益|总量|收入|总额|面积|力度|后劲|动能|活力|成效|进程|进度|步伐|速度|数量|比例|比重|占比|密度")
_REACHES = re.compile(r"达到?|超过|进入|突破|增长")
_BAD_START = re.compile(r"[的和与及并或等了过着者率化由、,。;:)”’]|以及|(?:力度|情况|工作$|人员$|率|之|比例|占比|须|明确|提出|所)")
_UP_TO = frozenset("提升 提高 降低 增加 减少 扩大 突破 增强 缩短 下降 扩展 拓展 压减 压缩".split())
_EVENT_END = re.compile(rf"(?:{EVENTS})$")
_PACE = re.compile(r"(?:步伐|进程|速度|进度|节奏|力度)$")
_MORE = re.compile(r"(?:力度|投入|支持|供给|强度|支出|倾斜|保障|扶持|倾斜和聚焦|投资|资金|储备)$")
_GRANT = re.compile(r"奖励|补助|补贴|资助|支持|扶持|表彰|贴息|优惠|倾斜|减免|帮扶|评选|指导|服务|保障")
_ROW_JOINT = re.compile(r"[和与及并或、]|以及|并且")
_INTO = frozenset("打造 培育 建成 纳入 列入 融入 转变 作为".split())
_LONGEST_ADVERB = max(map(len, ADVERBS))
_FIRST_OF_ADVERB = frozenset(word[0] for word in ADVERBS)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A verb phrase in a clause: offsets into the clause."""

    start: int
    verb: str
    verb_end: int
    object_start: int
    object_end: int
    end: int


@dataclass(frozen=True, slots=True)
class _Head:
    """A verb behind its adverbs."""

    verb: str
    start: int
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
    return _read(clause, 0, 0)


def _read(clause: str, position: int, depth: int) -> Phrase | None:
    if depth > 6 or position >= len(clause):
        return None
    sign = clause[position]
    if sign == "为" and (served := _for(clause, position)):
        return served
    head = _head(clause, position)
    if head is not None:
        return _phrase(clause, position, head)
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
        return _after_frame(clause, position, frame.end(), depth)
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
    head = _behind_manner(clause, position)
    return _phrase(clause, position, head) if head is not None else None


def _behind_manner(clause: str, position: int) -> _Head | None:
    """The verb behind a word of manner: in quotes, in -化, -式, -性 or -地, 一企一策, 分行业, 逐户."""
    quoted = _QUOTED.match(clause, position)
    if quoted:
        return _head(clause, quoted.end())
    for end in range(position + 2, min(position + 8, len(clause) - 3)):
        word = clause[position:end]
        if word[-1] in "化式性地" or word[0] in "分按逐" or len(word) == 4 and word[0] == word[2] == "一":
            head = _head(clause, end + (clause[end] in "、和"))
            if head is not None:
                return head
    return None


def _verb(clause: str, position: int) -> str:
    """The verb at ``position``, or ""."""
    two = clause[position : position + 2]
    if two in AMBIGUOUS or two in VERBS or two in SLIPS:
        return "" if NAMES.match(clause, position) else two
    found = RESULTATIVE.match(clause, position)
    return found[0] if found else ""


def _head(clause: str, position: int) -> _Head | None:
    """The verb at ``position``, adverbs skipped; an adverb that leads to no verb may be the verb itself."""
    if clause[position : position + 1] in _FIRST_OF_ADVERB:
        for length in range(min(_LONGEST_ADVERB, len(clause) - position), 0, -1):
            word = clause[position : position + length]
            if word not in ADVERBS:
                continue
            behind = position + length
            if clause[behind : behind + 1] in ("、", "和"):
                further = _head(clause, behind + 1) if _is_adverb(clause, behind + 1) else _behind_manner(clause, behind + 1)
            else:
                further = _speed(clause, position, word) if word in SPEED else _head(clause, behind)
            if further is not None:
                return further
    light = clause[position : position + 2]
    if light in LIGHT:
        return _head(clause, position + 2)
    if light in SPEED:
        return _speed(clause, position, light)
    if light == "聚焦":
        verb = _verb(clause, position + 2)
        return _Head(verb, position + 2, position + 2 + len(verb)) if verb and _has_object(clause, verb, position + 2 + len(verb)) else None
    verb = _verb(clause, position)
    end = position + len(verb)
    if not verb or not _has_object(clause, verb, end):
        return None
    return _Head(verb, position, end)


def _is_adverb(clause: str, position: int) -> bool:
    return any(clause[position : position + length] in ADVERBS for length in range(2, 6))


def _speed(clause: str, position: int, word: str) -> _Head | None:
    """加快 and its like are adverbs where a verb with an object of its own follows, else the verb."""
    end = position + 2
    rest = clause[end:]
    if not rest or rest[0] in "向的、和" and word != "加大":
        return None
    alone = _Head(word, position, end)
    if _PACE.search(rest) or word == "加大" and _MORE.search(rest):
        return alone
    inner = _head(clause, end)
    if inner is None:
        return alone
    after = clause[_row_end(clause, inner.end) :]
    nominal = inner.verb in AMBIGUOUS and (_EVENT_END.search(after) or _NOMINAL.match(after))
    return alone if not after or nominal or _is_verbs(after) else inner


def _is_verbs(text: str) -> bool:
    """Whether a text is nothing but verbs."""
    position = 0
    while position < len(text):
        verb = _verb(text, position)
        if not verb:
            return False
        position += len(verb)
    return True


def _has_object(clause: str, verb: str, end: int) -> bool:
    """Whether what follows the verb can be its object, and the clause is no predication about a noun."""
    rest = clause[end:]
    if not rest or _BAD_START.match(rest) and not (rest[0] in "和与及并或、" and _verb(rest, 1)):
        return False
    if verb == "争取" and _REACHES.search(rest) or verb == "统筹" and _is_verbs(rest):
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


def _phrase(clause: str, start: int, head: _Head, *, fronted: tuple[int, int] | None = None) -> Phrase | None:
    end = len(clause.rstrip(" ,、"))
    tail = re.search(r"\([^()]{4,}\)$", clause[:end])
    if tail:
        end = tail.start()
    object_start = _row_end(clause, head.end)
    if object_start >= end:
        object_start = head.end
    while object_start < end and clause[object_start] == " ":
        object_start += 1
    if fronted is not None and object_start >= end:
        return Phrase(start, _mended(head.verb), head.end, *fronted, end)
    if object_start >= end:
        return None
    return Phrase(start, _mended(head.verb), head.end, object_start, end, end)


def _mended(verb: str) -> str:
    return SLIPS.get(verb, verb)


def _row_end(clause: str, position: int) -> int:
    """Where the row of verbs that goes on at ``position`` ends."""
    while True:
        joint = _ROW_JOINT.match(clause, position)
        start = joint.end() if joint else position
        while (adverb := _adverb(clause, start)) and not _verb(clause, start):
            start += adverb
        verb = _verb(clause, start)
        rest = clause[start + len(verb) :]
        if not verb or len(rest) < 2 or _BAD_START.match(rest):
            return position
        if verb in AMBIGUOUS and (len(rest) < 3 or _EVENT_END.search(rest) or _NOMINAL.match(rest)):
            return position
        position = start + len(verb)


def _adverb(clause: str, position: int) -> int:
    for length in range(4, 1, -1):
        if clause[position : position + length] in ADVERBS:
            return length
    return 0


def _after_frame(clause: str, start: int, position: int, depth: int) -> Phrase | None:
    """The verb phrase behind a prepositional phrase: the first sure verb behind a noun, else the first likely one."""
    if _FRAME_END.search(clause):
        return None
    for closer in _CLOSERS.finditer(clause, position + 1, len(clause) - 3):
        position = closer.end() - 2
    for ambiguous in (False, True):
        for place in range(position + 2, len(clause) - 2):
            if clause[place - 1] == "的":
                continue
            sign = clause[place]
            if sign == "为" and (served := _for(clause, place)):
                return served
            if sign in "对将把" and (fronted := _fronted(clause, place)):
                return fronted
            head = _head(clause, place)
            if head is None or (head.verb in AMBIGUOUS) is not ambiguous:
                continue
            rest = clause[head.end :]
            if len(rest) < 3 or ambiguous and ( _NOMINAL.match(rest) or _FRAME_END.search(rest)):
                continue
            return _phrase(clause, place, head)
    return None


def _for(clause: str, position: int) -> Phrase | None:
    """为 + whom + verb + what."""
    for place in range(position + 2, len(clause) - 2):
        head = _head(clause, place)
        if head is None or head.verb in AMBIGUOUS and head.verb != "培训":
            continue
        whom = clause[position + 1 : place]
        if _PURPOSE.match(clause, head.start):
            return None
        if not _FIRMS.search(whom):
            return None
        return _phrase(clause, position, head)
    return None


def _fronted(clause: str, position: int) -> Phrase | None:
    """对 / 将 / 把 + what + verb: what is the object unless the verb brings its own."""
    light = re.compile("予以|给予|进行|加以|实施|开展|实行").search(clause, position + 2)
    if light:
        whom = (position + 1, light.start())
        if light[0] in ("实施", "开展", "实行"):
            return _phrase(clause, position, _Head(light[0], light.start(), light.end()))
        head = _head(clause, light.end())
        if head is not None and not _is_verbs(clause[head.end :]):
            return _phrase(clause, position, head, fronted=whom)
        named = _verb(clause, light.end()) or (found[0] if (found := _GRANT.search(clause, light.end())) else "")
        if named:
            return Phrase(position, _mended(named), clause.index(named, light.end()) + len(named), *whom, len(clause))
        return None
    for place in range(position + 2, len(clause) - 1):
        verb = _verb(clause, place)
        if not verb or verb in AMBIGUOUS or clause[place - 1] == "的":
            continue
        end = place + len(verb)
        rest = clause[end:]
        if rest.startswith("的") or "的" in rest and verb not in _INTO:
            continue
        if not rest or _is_verbs(rest):
            framed = _FRAME.match(clause, position + 1) or clause[position + 1] == "对"
            return None if framed else Phrase(position, _mended(verb), end, position + 1, place, len(clause))
        if _has_object(clause, verb, end):
            return _phrase(clause, position, _Head(verb, place, end))
    return None
