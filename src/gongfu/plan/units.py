"""Units of measure as they follow a numeral in a plan, and their canonical form.

A multiplier (万, 亿) is folded into the value, a counter is kept as written, currencies other than the yuan
go by their ISO code.
"""

import re

CURRENCIES = {
    "元人民币": "元", "人民币元": "元", "元": "元", "块钱": "元", "美元": "USD", "美金": "USD", "欧元": "EUR",
    "港元": "HKD", "港币": "HKD", "港纸": "HKD", "新台币元": "TWD", "新台币": "TWD", "台币": "TWD", "日元": "JPY",
    "日圆": "JPY", "英镑": "GBP", "卢比": "INR", "澳元": "AUD", "韩元": "KRW", "新加坡元": "SGD", "新元": "SGD",
    "加元": "CAD", "澳门元": "MOP", "瑞士法郎": "CHF", "卢布": "RUB",
}  # fmt: skip
CURRENCY_PREFIXES = {
    "人民币": "元", "美元": "USD", "美金": "USD", "港币": "HKD", "港元": "HKD", "新台币": "TWD", "台币": "TWD",
    "欧元": "EUR", "US$": "USD", "HK$": "HKD", "NT$": "TWD", "€": "EUR", "$": "USD", "￥": "元", "¥": "元",
}  # fmt: skip
MEASURES = (
    "平方公里 平方千米 平方米 立方米 标准立方米 公顷 亩 公里 千米 吨标准煤 吨标煤 吨二氧化碳当量 吨二氧化碳 吨 千瓦时 "
    "度电 千瓦 兆瓦时 兆瓦 吉瓦 GWh MWh GW MW KW kW kWh 千伏安 千瓦小时 Gbps Mbps Tbps TB PB EB PFLOPS EFLOPS PFlops EFlops "
    "标准机架 标准箱 标箱 TEU 箱 公斤 千克 毫克 微克 升 标方 方 载重吨 总吨 卡 人年 人次 架次 班次 人日 卡路里 焦耳 "
    "吉焦 百万吨 蒸吨"
).split()
COUNTERS = (
    "台(套) 台/套 场次 台套 套(台) 台件 辆(套) 家(次) 家次 项次 件套 家 个 人 项 名 件 台 套 条 座 款 种 类 户 所 只 支 "
    "部 辆 艘 架 次 场 篇 本 份 处 片 块 间 张 门 颗 枚 位 对 组 队 列 批次 宗 单 笔 起 道 栋 幢 例 株 头 瓶 卷 幅 束 "
    "店 团 辑 集 首 口 根 顶 员 群 对 分 柜 节 扇"
).split()
NEVER_COUNTED_AFTER = {  # the character after the counter makes it another word
    "家": "庭电园", "个": "人性体税别", "人": "工才类口均民员大材事机", "项": "目", "名": "单录优列企品园家师校牌称义城",
    "件": "", "台": "湾州账", "套": "餐利", "条": "件例款", "座": "谈", "类": "别型似", "户": "籍", "所": "有在得属以需谓",
    "只": "有要能", "支": "持撑出柱付", "部": "门分署委长件属级", "架": "构", "次": "产要级年生", "场": "景所地", "本": "地市省区土身科级",
    "处": "理置", "片": "区", "块": "链", "间": "接", "张": "家", "门": "槛类", "位": "于列居数次", "对": "接外标口企全于",
    "组": "织建团", "队": "伍", "列": "车", "单": "位项元", "起": "来草点到", "道": "路", "例": "如",
    "头": "部", "束": "", "店": "", "团": "队", "集": "群聚成中", "首": "台批版", "口": "岸", "根": "据", "顶": "尖",
    "员": "工", "群": "众", "分": "辨别布之为类区步级享解层阶钟成行配离期", "方": "面式案向位法米百", "升": "级至到",
    "卷": "", "节": "能约点", "亩": "均", "元": "宇件器素", "卡": "", "箱": "", "种": "子植业",
}  # fmt: skip
DENOMINATORS = (
    "万人年 万人 万名 万户 万辆 万元 亿元 千人 百人 人 亩 年 户 平方公里 平方米 公顷 吨标准煤 吨 家 台 千瓦时 百户 百公里 "
    "人次 小时 件 个 万美元 月 日 天 立方米"
).split()

CANONICAL = {"平方千米": "平方公里", "吨标煤": "吨标准煤", "千米": "公里", "度电": "千瓦时", "标箱": "标准箱"}
FOLDED = {"百万吨": ("吨", 10**6)}


def _alternatives(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(set(words), key=len, reverse=True))


_COUNTED = [
    re.escape(word)
    + (f"(?![{never}])" if (never := NEVER_COUNTED_AFTER.get(word, "")) else "")
    + ("(?!具(?!有))" if word == "家" else "(?!百分)" if word == "个" else "")
    for word in sorted(set(MEASURES + COUNTERS), key=len, reverse=True)
]
UNIT = re.compile(
    rf"(?P<density>台[历力厉/]?万?人)(?<=[历力厉]人)|(?P<point>个?百分点)|(?P<percent>%|％|‰)"
    rf"|(?P<numerator>{_alternatives(list(CURRENCIES))}|{'|'.join(_COUNTED)})"
    rf"(?:/(?P<denominator>{_alternatives(DENOMINATORS)}))?"
    rf"|(?P<times>倍)(?!增)"
)


def canonical(match: re.Match[str]) -> tuple[str, float]:
    """The canonical unit that a match of :data:`UNIT` means, and the factor to multiply the numeral by."""
    if match["density"]:
        return "台/万人", 1
    if match["point"]:
        return "百分点", 1
    if match["percent"]:
        return ("‰", 1) if match["percent"] == "‰" else ("%", 1)
    if match["times"]:
        return "倍", 1
    numerator, factor = FOLDED.get(match["numerator"], (match["numerator"], 1))
    unit = CURRENCIES.get(numerator) or CANONICAL.get(numerator, numerator)
    if match["denominator"]:
        unit = f"{unit}/{match['denominator']}"
    return unit, factor
