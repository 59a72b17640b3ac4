"""Name what a quantity measures, in the words and the order of the text."""

import re

from gongfu.plan.context import Context
from gongfu.plan.mode import FLOW, GROWTH, SHARE

_QUOTES = str.maketrans("", "", "“”‘’\"'「」『』《》 \t")
_STOP = re.compile(r"[,。;:!?\n\t]")
_FUND = re.compile(r"^(?:\([^)]*\))?的?([^,。;、\d]{1,16}(?:基金|资金池|风险池|专项资金))")
_NEXT_NUMBER = re.compile(
    r"(?:[、和及与]|以及|并)[^,、。;和及与]{0,12}?(?=[\d]|[一二两三四五六七八九十百千]+(?:余|多)?[个家项名条座件批人种类所])"
)
_FOLLOWING_NUMBER = re.compile(
    r"(?<=.{4})(?:近|约|超过?|不少于|不低于|达到?)?\d[\d.,]*[万亿]?[家个项名人件座条台](?!以上)"
)
_LEADING = re.compile(
    r"^(?:其中|同时|此外|另外|并且|并|且|还|也|以及|及|和|与|、|到?\d{4}年(?:底前|末前|以前|底|末|前|初)?|(?:力争|争取|确保)?到.{0,8}年[底末前]?|“?十[一二三四五六]五”?(?:期间|时期|末)?"
    r"|展望\d{4}年|展望|[一二两三四五]年(?:累计|内)?|本年度?|年末|\d{1,2}[-—~至]\d{1,2}月份?|上半年|前[一二三]季度|当年|今年|明年|去年|全年|年内|上半年|全[市省县区州国](?!质|统|产)|我[市省县区国]|目前|现有|已|经|累计|共|总计|合计|预计|力争|争取|确保|努力|将|要|使|让|推动|实现|完成|保持|达到?|突破|拥有|有|约|近"
    r"|新增|净增|再|培育|打造|建设|建成|形成|实施|创建|争创|引进|组建|设立|推进|认定|遴选|选树|滚动|梯度|动态|加快|全力|积极|支持|带动|发展|累计建成|获批|在|的|通过|力求|进一步|持续|大力|分别|成功|成立|每年|平均)+"
)
_TRAILING = re.compile(
    r"(?:力争|争取|预计|将|要|(?<!平)均|都|已|也|仍|基本|稳定|保持|保持在|控制在|累计|总计|合计|共|共计|分别|在\d{4}年的?|不断|全部|总体|达|达到|为|是|有|增至|增加到|提高到|提升至|提升到|上升到|上升至|扩大到|降至|降到|下降到|下降至|降低到|降低至|压缩到|突破"
    r"|超过|实现|完成|在|至|到|(?<!节)约|近|可达|预期|目标|(?:是|为|达到|扩大到|提高到|增长到)?\d{4}年(?:水平)?的|目标为|力争达到|力争突破|数量|数|总数|首次|成功|稳步|同比|同期|进一步|再|不低于|大幅|显著|:|,|和|及|、|的|了|从|由|比\d{4}年|较\d{4}年|比上年|较上年|比去年|较去年|较上年同期|(?<!占)比|较|翻|规模化)+$"
)
_RATE = re.compile(
    r"(?:年均|平均|每年|同比|名义|实际|环比|年均复合|可比价)*(?:增长率|增长|增速|增幅|提升|提高|上升|增加|递增)(?:速度|率|幅度)?$"
)
_FALL = re.compile(
    r"(?:年均|平均|每年|同比|累计|环比)*(?:下降|降低|减少|降幅|缩减|压减|回落|下滑|压缩|削减)(?:率|幅度)?$"
)
_PREDICATE = re.compile(
    r"^(.{2,24}?(?:企业|人才|单位|项目|产品|园区|机构|中心|家庭|平台|工厂|材料|软件|设备|公司|集群|品牌|村|县|镇|户))"
    r"((?:进入|实施|上云|上平台|上市|加载|开展|入选|列入|获|纳入|接入|使用|应用|参与|入库|开工|投产|竣工|达产|落地|签约|完成|通过|实现|触网)[^,。;]{0,20})$"
)
_CLAUSE_MODIFIER = re.compile(r"^.*[、,].*的(?=[^的]{2,})")
_ACTS = re.compile(
    r"(?:遴选|推进|实施|新增|新引进|保障|淘汰|培育|认定|开展|组织|举办|选树|支持|新认定|引进|完成|建设|发布|推广|新建|改造|招引|培养)"
)


def indicator_of(context: Context, mode: str, previous: str | None) -> str:
    """Give the noun phrase that is measured.

    ``previous`` is the indicator of the quantity before it in the sentence: "工业增加值超过…,占生产总值比重达…"
    leaves out the subject of its second clause.
    """
    quantity = context.quantity
    if quantity.form == "percent" and (part := _structure_part(context)):
        return part
    fund = _FUND.match(context.clause_right) if quantity.form == "money" else None
    if fund and (size := re.search(r"(?:首期|总|认缴|初始|资金)?规模$", _trim(context.lead))):
        return (fund[1] + size[0]).translate(_QUOTES)
    phrase = _after(context) if _is_attributive(context) else _before(context, previous)
    if quantity.form in ("percent", "fraction", "points") and mode == GROWTH:
        return phrase if re.search(r"(?:率|增速|降幅|幅度)$", phrase) else phrase + "增长率"
    if quantity.form == "fraction" and context.clause_right and _is_attributive(context):
        return phrase + "占比"
    if quantity.form in ("count", "plain") and quantity.unit in _COUNTERS:
        if re.search(r"(?<![数总])(?:量|率|额|值|积)$", phrase):
            return phrase
        phrase = re.sub(r"(?:总数|数量|总量|数)$", "", phrase)
        if mode == FLOW and not phrase.startswith("每年"):
            acts = _ACTS.findall(context.clause_left)
            act = acts[-1] if acts and _is_attributive(context) and not phrase.startswith(acts[-1]) else ""
            phrase = f"每年{act}{phrase.removeprefix('年均')}"
        return phrase + "数"
    if mode == SHARE and re.search(r"占[^占]{2,}$", phrase) and not re.search(r"比重|比例|占比|率$", phrase):
        return phrase + "比重"
    return phrase


def _structure_part(context: Context) -> str | None:
    """The part of the structure of industries that a number of "15:61.9:23.1" is."""
    if ":" not in (context.left[-1:], context.right[:1]) or not re.search(
        r"产业(?:结构|增加值|比)[^,。;]*$", context.left
    ):
        return None
    before = re.search(r"(?:[\d.]+:)*$", context.left)
    place = before[0].count(":") if before else 0
    return f"第{'一二三'[min(place, 2)]}产业占比重"


def table_indicator(name: str, unit: str, mode: str) -> str:
    """Name a figure of a table by its row."""
    phrase = name.translate(_QUOTES)
    if mode == GROWTH:
        fall = _FALL.search(phrase)
        if fall:
            return phrase[: fall.start()] + "降幅"
        return phrase if re.search(r"(?:率|增速|降幅|幅度|增长)$", phrase) else phrase + "增长率"
    counted = unit in ("家", "个", "项", "名", "件", "座", "条", "人", "台", "款", "户", "种") and not re.search(
        r"[数量率度积额]$", phrase
    )
    return phrase + "数" if counted else phrase


def _is_attributive(context: Context) -> bool:
    """Whether what is counted stands behind the quantity ("打造20家工厂"), not before it ("工厂达到20家")."""
    right = context.clause_right
    if context.quantity.form == "plain":
        return True
    if not right or right[0] in ")]([”’'\"":
        return False
    if _GOES_ON.match(right):
        return False
    if context.quantity.form == "count":
        if re.match(r"^(?:、|和|及|以及|与|并|或)", right):
            return _shares_head(context)
        return not re.match(r"^(?:大关|规模$|目标|为|是)", right)
    if context.quantity.form == "money":
        return (
            bool(re.match(r"^的?[^、和及与,的]{2,12}(?:规模|投资|产值|集群|基金|贷款|资金|增量)", right))
            and len(context.lead) < 6
        )
    if context.quantity.form == "fraction" and len(_LEADING.sub("", context.lead)) < 2:
        return True
    return bool(re.match(r"^的", right)) and len(re.sub(_LEADING, "", context.lead)) < 2


_GOES_ON = re.compile(
    r"^的?(?:[^,。;、]{0,6}基础上|增[至加长]|提高|提升|扩大|降[至低到]|减少|上升|下降|发展[到至]|翻|大关|跃升|压[减缩])"
)
_COUNTERS = set(
    "家 个 项 名 人 件 台 套 条 座 款 种 户 所 支 部 辆 艘 架 次 场 篇 本 处 片 块 间 位 对 组 宗 单 笔 栋 幢 店 台套 人次 批次 家次".split()
)


def _shares_head(context: Context) -> bool:
    """Whether the noun stands once, behind the last number: "建成3个、在建5个县级物流园"."""
    if len(_LEADING.sub("", context.lead)) >= 3 or context.run[1] > context.run[0] + 1:
        return False
    return re.match(r"^(?:、|和|及|以及)[^,、\d]{0,8}?[\d一二两三四五六七八九十百千]+", context.right) is not None


def _after(context: Context) -> str:
    right = context.right
    stop = _STOP.search(right)
    phrase = right[: stop.start()] if stop else right
    if re.match(r"^(?:、|和|及|以及)", phrase):
        shared = re.match(
            r"^(?:、|和|及|以及)[^,、\d]{0,8}?(?:\d[\d.]*[万亿]?|[一二两三四五六七八九十百千万亿]+)(?:个|家|项|名|条|座|件|人|种|类|所)(?:以上|左右)?",
            phrase,
        )
        phrase = phrase[shared.end() :] if shared else phrase
    cut = _NEXT_NUMBER.search(phrase)
    tail = ""
    if cut:
        rest = phrase[cut.start() :]
        phrase = phrase[: cut.start()]
        if re.search(r"(?:级|规模|以上|以下)$", phrase):
            tail = re.split(r"(?:级|规模|以上)的?", rest)[-1]
            phrase = phrase + tail.translate(_QUOTES)
    if following := _FOLLOWING_NUMBER.search(phrase):
        phrase = phrase[: following.start()]
    phrase = re.sub(r"^的|的(?:实施|建设|培育|改造|落地|引进|推进)$", "", phrase.lstrip("”’"))
    phrase = re.sub(r"[(\[][^)\]]*$", "", phrase)
    if phrase.startswith("“") and "、" not in phrase:
        phrase = phrase.translate(_QUOTES)
    match = _PREDICATE.match(phrase)
    if match:
        phrase = f"{match[2]}的{match[1]}"
    elif "、" in phrase and "的" in phrase:
        phrase = _CLAUSE_MODIFIER.sub("", phrase)
    phrase = re.split(r"(?:,|;|并[^联购网行]|为[^主期])", phrase)[0]
    return phrase.translate(_QUOTES)


def _before(context: Context, previous: str | None) -> str:
    lead = context.lead + context.comparator_word if context.comparator_word in ("高于", "低于") else context.lead
    lead = re.sub(r"在[^,]*?基础上,?|^的?基础上|(?:由|从)(?:\d{4}年|去年|上年)?的?$", "", lead)
    rate = ""
    lead = re.sub(r"^(?:增长|提高|增加|上升|扩大|下降|降低|提升)[到至](?:\d{4}年的?)?$", "", lead.lstrip("(（"))
    lead = re.sub(r"(?:高于|快于|低于|领先|高出|好于)[^,]*$", "", lead)
    trimmed = _trim(lead)
    for pattern, name in ((_RATE, "增长率"), (_FALL, "降幅")):
        match = pattern.search(trimmed)
        if match:
            yearly = "年均" if "年均" in match[0] else ""
            if context.quantity.form in ("percent", "fraction"):
                rate = yearly + name
            trimmed = _trim(trimmed[: match.start()])
            break
    phrase = _LEADING.sub("", trimmed)
    if phrase.endswith("节约") and context.clause_right:
        return (phrase + context.clause_right).translate(_QUOTES)
    phrase = re.sub(r"^.{0,8}?(?:每年|全年)?(?:安排|设立|发放|撬动)(?=.{2,})", "", phrase)
    if (
        re.search(r"(?<!年)(?:的|者)$", lead)
        and not phrase.startswith("占")
        and previous
        and context.previous is not None
    ):
        return (re.sub(r"者$", "的", lead.removeprefix("其中").strip(",、")) + re.sub(r"数$", "", previous)).translate(
            _QUOTES
        )
    if len(phrase) < 2 or phrase in _BARE:
        phrase = _carried(context, previous, whole=phrase in _BARE or not phrase)
    elif _ONLY_ACTS.fullmatch(phrase) and previous and context.previous is not None:
        phrase = f"{phrase}的{_carried(context, previous).removesuffix('数')}"
    elif phrase in _OF_PROJECTS:
        phrase = "项目" + phrase if "项目" in (previous or "") + context.left else phrase
    elif phrase.startswith("占") or phrase in _DEPENDENT:
        carried = _carried(context, previous)
        phrase = phrase if carried.endswith("数") and phrase in _OF_INDUSTRIES else carried + phrase
    elif phrase.endswith("占"):
        phrase += "比重"
    return (phrase + rate).translate(_QUOTES)


_BARE = {"总数", "总量", "年末", "数量", "增速", "家数", "户数", "规模总量"}
_ONLY_ACTS = re.compile(r"(?:竣工|投产|开工|建设|签约|落地|建成|入库|达产|在建|续建|投用|完工|动工)+")
_OF_PROJECTS = {
    "总投资",
    "投资",
    "计划投资",
    "计划总投资",
    "年度计划投资",
    "投资额",
    "协议投资",
    "协议总投资",
    "合同投资",
    "投入",
}
_OF_INDUSTRIES = {"产值", "年产值", "增加值", "营业收入"}
_DEPENDENT = {
    "规模",
    "首期规模",
    "总规模",
    "总额",
    "面积",
    "产值",
    "年产值",
    "增加值",
    "营业收入",
    "数量",
    "占比",
    "比重",
    "覆盖率",
}


def _trim(phrase: str) -> str:
    return _TRAILING.sub("", phrase.rstrip("(（["))


def _carried(context: Context, previous: str | None, *, whole: bool = False) -> str:
    """The subject that the clause leaves out: of the quantity before, else of the clause before."""
    if previous and context.previous is not None:
        return re.sub(r"(?:年均)?(?:增长率|降幅)$" if whole else r"(?:年均)?(?:增长率|降幅)$|占.*$", "", previous)
    clauses = re.split(r"[,:]", context.left)
    for clause in reversed(clauses[:-1]):
        subject = _trim(_LEADING.sub("", clause))
        if len(subject) >= 2:
            return subject
    return ""
