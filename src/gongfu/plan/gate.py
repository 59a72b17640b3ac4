"""Which quantities state something reached or to be reached, and which only name, date, bound or count parts."""

import re

from gongfu.plan.context import Context

_SMALL = re.compile(r"[一二两三四五六七八九十]{1,2}")
_PARTS = re.compile(  # counts of the document's own parts, of sides of a matter, of a listed set
    r"^(?:以上|左右)?的?(?:具体|重点|重大|主要|专项|分|细分|核心|子|方面的?|关键|一级|二级|三级|基本|定量|约束性|预期性|定性|突出|明显|新兴|新|大|专门)*"
    r"(?:任务|举措|措施|行动|方面|维度|环节|部分|目标|原则|要求|问题|特点|考虑|层面|阶段|章节|附件|条款|步骤|关系|意识|自信"
    r"|坚持|确保|优先|指标|板块|篇章|领域|方向|抓手|要素|层次|条线|一号|关键词|重点$|专栏|坚定|导向|机制|体系|转变|突破口|统筹"
    r"|结合|聚焦|着力|强化|所有|为主|融合|片区|功能区|组团|队伍|兴领域|支柱|战场|机遇|环境|主体任务|关口|重点领域|赛道方向|不变|到位|统一|路径|短板|亮点|变化|优势|条件|方案|文件|意见|政策|清单|故事|梯队|梯次|层级|档次|类别|等级|圈层|循环|市场|大局|中心任务|重要讲话)"
)
_OWN_PARTS = re.compile(
    r"^\d+[”%]|^部门|^专栏|^的?(?:具体|政策|重点|重大|主要|专项|分)*(?:任务|举措|措施|专项行动|行动(?!计划)|维度|指标|方面|部分|目标)"
)
_FEW_PARTS = re.compile(
    r"^的?(?:具体|重点|重大|主要|分|细分|核心|子|关键|新兴|新)*(?:方面|领域|环节|问题|原则|要求|方向|层面|阶段|章节|部分|步骤|板块|篇章|附件|要素|抓手|片区|特点|清单)"
)
_OPEN_LIST = re.compile(r"等$")
_IDIOM_UNITS = set(
    "次 头 张 篇 幅 支 道 起 本 场 束 口 根 节 首 片 块 级 处 部 类 层 对 门 群 间 集 分 位 顶 方 卷 队 群".split()
)
_COUNT_VERB = re.compile(
    r"打造|培育|建设|建成|形成|新增|创建|争创|引进|组建|设立|布局|实施|完成|举办|突破|制定|研制|达到|超过|力争|获批|入选|拥有"
    r"|认定|遴选|选树|引育|新建|集聚|落地|开工|投产|签约|招引|建立|搭建|评选|创成|培养|发展|改造|增加|累计|扶持|开展"
    r"|争取|实现|推出|发布|开发|淘汰|关停|整治|盘活|规划|启动|储备|谋划|吸引|授牌|树立|挖掘|上市|扩建|出台|修订|参与|主导|牵头"
)
_SECTION_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2})+")  # at the head of a line: "4.3　分三期发展…"
_TIME = re.compile(
    r"^(?:以上|以内|左右)?(?:月|工作日|小时|自然日|季度|年(?!度[重计项])|年度(?![一-龥])|世纪|星期|交易日|周|学时|日历天|百分点以内的误差|时辰)"
)
_RANK = re.compile(r"(?:前|第|排名|位列|位居|居|列|排|名列|至第|TOP|百强第|升至|跃居|全国|全省|全市)[^,\d]{0,2}$")
_PAGE = re.compile(
    r"(?:浏览|阅读|点击|下载|访问|页数|文档|大小|字体|字数|人气|评论|收藏|点赞|转发|热度|共|编号|电话|传真|邮编)(?:量|次数|数|人数)?[:]?$"
)
_REWARD = re.compile(
    r"(?:给予|予以|一次性|最高(?:不超过)?|每[家个户项人台条][^,。]{0,10}(?:给予|奖|补|资助))[^,。]{0,16}$|(?:奖励|补助|补贴|资助|奖补|补偿|贴息)(?:不超过|最高|上限|标准)?[^,。]{0,4}$(?<!额)(?<!额约)(?<!总额)"
)
_REWARD_RIGHT = re.compile(
    r"^的?(?:一次性)?(?:奖励|补助|补贴|资助|奖补|扶持|支持|贴息|的?比例给予|奖金|经费补助|财政奖)"
)
_BASIS = re.compile(r"每$|每(?=[百千万亿]*$)")
_DISTRICTS = re.compile(r"^(?:区县|县区|区|县|设区市|地级市)(?:分别|均|都|全部|同步)")
_NEW_TOWNS = re.compile(r"^新城(?![区])")
_SET_NAME = re.compile(r"^(?:[“‘《]|[^,。]{0,6}[”’》])")
_NAME_AFTER_QUOTE = re.compile(
    r"^[^,。“”]{0,12}[”’](?:工程|行动|计划|活动|专项|战略|方案|体系|格局|布局|政策|机制|目标|模式|平台|品牌)"
)
_BOUND = re.compile(
    r"(?:在|对|全省|全市|全县|全区|全国|所辖|下辖|其余|其他|上述|以下|这|该|我省|我市|全部|覆盖|涉及|联合|选取)$"
)
_BOUNDED = re.compile(
    r"^的?(?:镇街|乡镇|区县|县区|区|县|市州|设区市|地市|市|省份|省|州|重点行业|行业|门类|大类|传统|工业大类|大类|新城|乡镇|街道|镇|村|直辖市|国家和地区|城市|地级市|湖库|流域)"
)
_MEASURED_GROUP = re.compile(
    r"^[^,。;、\d]{2,14}(?:平均|均|全部|全都|总体|合计)[^,。;、\d]{0,14}[\d一二三四五六七八九]|^[^,。;、\d]{0,8}(?:大类|门类|中类|行业)(?:的|中)|^[^,。;、\\d]{2,14}(?:产值|营收|营业收入|规模|总投资|累计)[^,。;、\\d]{0,8}\\d"
)
_ENTITY = (
    r"(?:企业|公司|项目|集群|园区|产业链|产业|单位|平台|基地|产品|品牌|工厂|供应商|街区|商圈|县|镇|区|市|强县|龙头|链主|集团|楼宇|基金"
    r"|开发区|服务商|上市公司|市场|市场主体|工程|机构|企业集团|独角兽|赛道|总部|行业|增长点|品种|大品种|单品)"
)
_MEASURE_WORDS = (
    r"(?:预增|计划|年均)?(?:营业?收入?|产值|年产值|销售收入|销售额|主营业务收入|营收|总投资|投资额?|投资规模|规模|市值|估值|税收|纳税|年收入|年营业收入|资产|注册资本|交易额|产能"
    r"|单体投资|合同金额|亩均税收|固定资产投资|计划投资|出口额|研发投入|增速|占比|面积|容量|装机|综合能耗|能耗|用水量|用地|单个投资|单项投资)(?:均|分别|额|总额)?(?:在|达到?|超过?|过)?"
)
_FUND = re.compile(r"的?[^,。;、]{0,14}(?:基金|资金池|风险池|专项资金)")
_COUNT_AHEAD = re.compile(r"^[^,。;]{0,24}?\d+ ?[家个项座户名]")
_ONLY_MEASURE = re.compile(f"的?(?:{_MEASURE_WORDS})?")
_THRESHOLD_BEFORE = re.compile(_MEASURE_WORDS + "$")


def is_stated(context: Context) -> bool:
    """Whether the quantity states something; False for names, ordinals, parts, ranks, bounds and thresholds."""
    quantity = context.quantity
    left, right = context.left, context.right
    if quantity.form in ("doubling", "fraction", "points"):
        return not (quantity.form == "fraction" and _REWARD.search(left[-24:]))
    numeral_left = left[-24:]
    if _BASIS.search(numeral_left) and quantity.unit != "%":
        return False
    if context.quantity.numeral in ("百", "千", "万") and left.endswith("“"):
        return False
    if _inside_title(left, right) or _NAME_AFTER_QUOTE.match(right) and _open_quote(left):
        return False
    if quantity.form == "money":
        return not (_is_rewarded(numeral_left, right)) and not is_threshold(context)
    if quantity.form == "percent":
        return not (_is_rewarded(numeral_left, right)) and not is_threshold(context)
    if quantity.form == "count":
        return not is_threshold(context) and _is_counted(context)
    return True


def _is_rewarded(left: str, right: str) -> bool:
    return bool(_REWARD_RIGHT.match(right) or _REWARD.search(left) and not re.search(r"发放|兑现|落实|拨付|累计", left))


def is_threshold(context: Context) -> bool:
    """Whether the quantity is the size of what is counted ("产值超过100亿元的企业"), not a statement of its own."""
    quantity, right = context.quantity, context.clause_right
    if quantity.form not in ("money", "percent") and quantity.unit not in (
        "亩",
        "平方米",
        "吨标准煤",
        "千瓦",
        "兆瓦",
        "平方公里",
        "吨",
        "人",
    ):
        return False
    if quantity.unit == "人" and quantity.comparator == "=":
        return False
    if right.startswith(("级", "量级")):
        return True
    previous = context.previous
    counted = previous is not None and previous.form == "count" and context.touches_previous
    if _bare_numeral(context) and quantity.form == "money":
        if counted or re.match(rf"^[^,。;、()\d的]{{0,8}}?{_ENTITY}", right):
            return True
        return not _REACHED.search(context.lead + context.comparator_word)
    if counted and _ONLY_MEASURE.fullmatch(context.lead) and re.match(r"^(?:规模|以上|、|和|的|及|$)", right):
        return True
    if re.match(r"^(?:规模)?(?:的|者|的有|的达到?|的共|者有)\d+ ?[家个户项名]", right):
        return True
    if re.match(
        rf"^(?:或\d[\d.]*[万亿]*(?:美元|元)(?:以上)?)?的?[^,。;、()\d]{{0,8}}?{_ENTITY}[^,。;、\d]{{0,6}}\d+ ?[家个项座户名]",
        right,
    ):
        return True
    measured = bool(_THRESHOLD_BEFORE.search(context.lead))
    if measured and right.startswith("的") and _COUNT_AHEAD.search(right):
        return True
    if not re.match(rf"^(?:规模|产值|以上|的)*(?:的)?(?:[^,。;、()\d的]{{0,12}}?){_ENTITY}", right):
        return False
    if quantity.form == "percent" and not measured:
        return False
    bounded = quantity.comparator != "=" or context.lead.endswith("过") or right.startswith(("规模", "产值"))
    if _FUND.match(right):
        return False
    if right.startswith("的"):
        return (
            bounded
            and quantity.form == "money"
            or measured
            and (bounded or counted or bool(_COUNT_AHEAD.search(right)))
        )
    return bounded or measured and quantity.form == "money"


_REACHED = re.compile(r"(?:突破|超过?|达到?|近|迈上|冲刺|跨越|跃上|迈入|迈向|过|至|到|成为|冲击|站上|逼近)$")


def _bare_numeral(context: Context) -> bool:
    return context.quantity.numeral.startswith(("百", "千", "万", "亿", "十亿"))


def _is_counted(context: Context) -> bool:
    quantity, left, right = context.quantity, context.left, context.clause_right
    numeral = context.quantity.numeral
    if quantity.unit == "个" and _TIME.match(right):
        return False
    if quantity.numeral in ("万", "亿") and not re.search(
        r"(?:培训|带动|新增|引进|突破|超过?|达到?|近|过|培养|吸引)$", left
    ):
        return False
    if (
        right.startswith(("万亿元台阶", "千亿元台阶", "台阶"))
        or quantity.unit == "位"
        and re.match(r"(?:提升|上升|前移|跃升)[到至]", right)
    ):
        return False
    if quantity.unit == "位" and re.search(r"(?:跃升|上升|提升|前移|进位|晋升|下降)了?$", left):
        return False
    if left.endswith(("第", "前")) or (quantity.unit in ("位", "名") and _RANK.search(left[-4:])):
        return False
    if _PAGE.search(left[-8:]) and quantity.unit in ("次", "人次", "个", "件", "条", "页", "人", "本", "篇"):
        return False
    if _SECTION_NUMBER.fullmatch(numeral) and (not left or left.endswith("\n")):
        return False
    small = _SMALL.fullmatch(numeral) is not None
    digits = numeral.isdigit() and int(numeral) <= 30
    if quantity.comparator == "=" and _OWN_PARTS.match(right):
        return False
    if (
        quantity.comparator == "="
        and (small and _PARTS.match(right) or digits and _FEW_PARTS.match(right))
        and not _OPEN_LIST.search(left)
    ):
        return False
    if small and quantity.unit in _IDIOM_UNITS and quantity.comparator == "=" and not _COUNT_VERB.search(context.lead):
        return False
    if small and quantity.unit in ("类", "次"):
        return False
    if quantity.unit == "分" and left.endswith(("时", "点", ":")):
        return False
    if right.startswith(("点赞", "评论", "镇街", "回复", "收藏")) or re.search(
        r"(?:附件|附表|附录)[^,。]{0,12}$|\d号$|共印$", left
    ):
        return False
    if _MEASURED_GROUP.match(right) and quantity.comparator == "=":
        return False
    if (small or digits) and _BOUND.search(left) and _BOUNDED.match(right):
        return False
    if _DISTRICTS.match(right) or _NEW_TOWNS.match(right) or digits and re.match(r"的?重点传统", right):
        return False
    if small:
        if _SET_NAME.match(right) and quantity.comparator == "=" and quantity.value < 10:
            return False
        if numeral == "一" and quantity.value_high is None and quantity.comparator == "=":
            return bool(re.search(r"新增$|增加$|至少[^,。;\d]{0,4}$|不少于[^,。;\d]{0,4}$", left))
        return bool(_COUNT_VERB.search(context.clause_left) or quantity.comparator != "=" or not right)
    return True


def _open_quote(left: str) -> bool:
    return left.rfind("“") > left.rfind("”") or left.rfind("‘") > left.rfind("’")


def _inside_title(left: str, right: str) -> bool:
    return left.rfind("《") > left.rfind("》") and "》" in right
