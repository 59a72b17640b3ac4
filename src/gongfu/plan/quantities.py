"""Find every expression of a quantity in a flat text: numeral, unit, and the comparator words that touch it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from gongfu.plan import units
from gongfu.plan.numerals import ARABIC, CHINESE, CHINESE_TRILLIONS, COMPOUND, MULTIPLIER, value_of

AT_LEAST, AT_MOST, ABOUT, EQUAL = ">=", "<=", "~", "="


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity at ``start:end`` of the flat text; ``bare_end`` is where the unit ends, before 以上 and 左右."""

    start: int
    end: int
    numeral_start: int
    bare_end: int
    value: float
    value_high: float | None
    unit: str
    comparator: str
    form: str  # count, percent, money, points, times, fraction, doubling, plain
    numeral: str = ""


BEFORE = {
    **dict.fromkeys(
        ("破", "最少", "不得低于", "不应低于", "不能低于", "不得少于", "不能少于", "不应少于", "不再低于", "不得小于", "不低于", "不少于", "不小于", "不下于", "至少", "超过", "突破", "超", "大于", "高于", "逾", "多于", "≥", ">=", ">",
         "起码", "不低於", "高达"), AT_LEAST),
    **dict.fromkeys(
        ("不突破", "不得突破", "不得高于", "不能高于", "不应高于", "不能超过", "不应超过", "不得大于", "不得多于", "不超过", "不高于", "不多于", "不大于", "低于", "小于", "少于", "不足", "≤", "<=", "<", "不到", "最多", "至多",
         "不逾", "不得超过"), AT_MOST),
    **dict.fromkeys(("约", "大约", "约为", "近", "将近", "接近", "大概", "约达"), ABOUT),
}  # fmt: skip
AFTER = {
    **dict.fromkeys(("以上", "及以上", "或以上", "之上", "多", "余", "+", "强"), AT_LEAST),
    **dict.fromkeys(("以内", "以下", "之内", "及以下", "或以下", "之下"), AT_MOST),
    **dict.fromkeys(("左右", "上下", "前后"), ABOUT),
}
_OUTSIDE = {"高达", "约达"}
_PART_OF_WORD = set("节契集签公预制条特邻亲附就最临靠")
_BEFORE = re.compile("(?:" + "|".join(sorted(map(re.escape, BEFORE), key=len, reverse=True)) + ")$")
_AFTER = re.compile(r"及以上|或以上|以上|之上|及以下|或以下|以内|以下|之内|之下|左右|上下|\+")

_NUMBER = rf"(?:{COMPOUND}|{CHINESE_TRILLIONS}|(?:{ARABIC}){MULTIPLIER}?|{CHINESE})"
_NUMERAL = re.compile(_NUMBER)
_MORE = re.compile(r"[余多+](?!年)")
_RANGE = re.compile(rf"(?:-|~|—|–|―|至|到|－|～|〜|或)+({_NUMBER})")
_STRUCTURE_PART = re.compile(r"\d{1,2}(?:\.\d+)?(?![\d.%])")
_STRUCTURE_BEFORE = re.compile(r"产业(?:结构|增加值|比例|比重|比|之比)[^,。;%]{0,44}$")
_PLUS_UNIT = re.compile(rf"{MULTIPLIER}?(?:{units.UNIT.pattern})")
_NEIGHBOURS = re.compile(r"([一二两三四五六七八])([二两三四五六七八九])([十百千万]?)")
_FRACTION = re.compile(r"(\d{1,2})/(\d{1,2})(?![\d/年月])")
_PARTS = re.compile(rf"(百|千|[一二两三四五六七八九十\d]+)分之(点?{_NUMBER}|半)")
_TENTHS = re.compile(
    r"([1-9](?:\.[1-9])?|[一二两三四五六七八九](?:点[一二三四五六七八九])|[一二两三四五六七八九])成(?:半|五(?![个家项]))?(?![为不立功果长本效员套品熟都型就交片份人才分])"
)
_DOUBLING = re.compile(
    r"翻(?:了)?([一二两三四\d])?番|倍增(?![至到])(?!计|行|工|方|企|效|器|式|规|专|培|政|战|三|五)|翻倍|加倍(?=[,。;、]|$)"
)
_HALF = re.compile(r"(?:一|过)半(?![是时路天年日载夜成])|半数(?=以上)")
_ZERO = re.compile(r"零(?=增长|新增|事故|排放的|上市企业)")
_BARE_MONEY = re.compile(r"(?=大关|规模(?!以上|的)|以上(?![的级])|左右|[,。;、)]|$)")


def joined(flat: str, quantities: list[Quantity]) -> list[Quantity]:
    """Let a comparator before or after joined numbers ("分别不低于30%、28%和40%") count for each of them."""
    result = list(quantities)
    first = 0
    for index in range(1, len(result) + 1):
        if index < len(result) and _JOINT.fullmatch(flat, result[index - 1].end, result[index].start):
            continue
        run = result[first:index]
        if len(run) > 1 and len({quantity.form for quantity in run}) == 1:
            shared = run[0].comparator if run[0].comparator != EQUAL else run[-1].comparator
            for place, quantity in enumerate(run, first):
                if quantity.comparator == EQUAL:
                    result[place] = replace(quantity, comparator=shared)
        first = index
    return result


_JOINT = re.compile("[、和及与]|以及")


def find(flat: str) -> Iterator[Quantity]:
    """All quantities of ``flat`` in order; no judgement yet of what they mean.

    Numerals inside words ("一体化", "5G"), dates and ordinals carry no unit or are refused here.
    """
    position = 0
    for match in _CANDIDATE.finditer(flat):
        if match.start() < position:
            continue
        quantity = _special(flat, match) or _plain(flat, match.start())
        if quantity is not None:
            position = quantity.end
            yield quantity


_CANDIDATE = re.compile(rf"{_NUMBER}|翻|倍增|加倍|过半|半数|零(?=增长)|百分之|千分之")


def _special(flat: str, match: re.Match[str]) -> Quantity | None:
    start = match.start()
    head = flat[start]
    if head in "翻倍加":
        doubling = _DOUBLING.match(flat, start)
        if doubling is None or (head in "倍加" and start and flat[start - 1] in "“《翻"):
            return None
        times = 2.0 if doubling[1] is None else 2.0 ** (value_of(doubling[1]) or 1)
        return _quantity(flat, start, doubling.end(), times, None, "倍", "doubling")
    if head == "零" and _ZERO.match(flat, start):
        return _quantity(flat, start, start + 1, 0.0, None, "%", "percent")
    half = _HALF.match(flat, start)
    if half:
        return _quantity(flat, start, half.end(), 50.0, None, "%", "fraction")
    parts = _PARTS.match(flat, start)
    if parts:
        return _share_in_words(flat, parts)
    tenths = _TENTHS.match(flat, start)
    if tenths and not (start and flat[start - 1] in "0123456789.一二三四五六七八九十百千万第"):
        value = (value_of(tenths[1]) or 0) * 10 + (5 if tenths[0][-1] in "半五" else 0)
        return _quantity(flat, start, tenths.end(), value, None, "%", "fraction")
    return _structure(flat, start) or _slash(flat, start)


def _structure(flat: str, start: int) -> Quantity | None:
    """A part of the structure of industries: "三次产业比调整为11.8:48.3:39.9"."""
    part = _STRUCTURE_PART.match(flat, start)
    if part is None or not _STRUCTURE_BEFORE.search(flat, max(0, start - 40), start):
        return None
    if ":" not in (flat[start - 1 : start], flat[part.end() : part.end() + 1]):
        return None
    return _quantity(flat, start, part.end(), float(part[0]), None, "%", "percent")


def _slash(flat: str, start: int) -> Quantity | None:
    fraction = _FRACTION.match(flat, start)
    if fraction and 0 < int(fraction[1]) < int(fraction[2]) and flat[start - 1 : start] not in ("/", "."):
        value = round(100 * int(fraction[1]) / int(fraction[2]), 4)
        return _quantity(flat, start, fraction.end(), value, None, "%", "fraction")
    return None


def _share_in_words(flat: str, parts: re.Match[str]) -> Quantity | None:
    base, share = parts[1], parts[2]
    part = 0.5 if share == "半" else value_of(share.removeprefix("点"))
    whole = value_of(base)
    if part is None or not whole:
        return None
    end, high = parts.end(), None
    more = re.compile(rf"(?:至|到|-|~)(?:百分之)?({_NUMBER})").match(flat, end) if base == "百" else None
    if more and (top := value_of(more[1])) is not None and top > part and not units.UNIT.match(flat, more.end()):
        high, end = top, more.end()
    if base == "百" and flat[end : end + 4] == "个百分点":
        return _quantity(flat, parts.start(), end + 4, part, high, "百分点", "points")
    if base == "千":
        return _quantity(flat, parts.start(), end, part, high, "‰", "percent")
    return _quantity(
        flat, parts.start(), end, round(100 * part / whole, 4), high, "%", "percent" if base == "百" else "fraction"
    )


def _plain(flat: str, start: int) -> Quantity | None:
    numeral = _NUMERAL.match(flat, start)
    if numeral is None:
        return None
    before = flat[start - 1] if start else ""
    if (
        before in ("第", "唯")
        or (before in ("数", "几", "成") or flat[start - 2 : start] in ("百上", "千上"))
        and flat[start] in "十百千万亿"
        or before in ".-/"
        and start > 1
        and flat[start - 2].isdigit()
        or before.isascii()
        and before.isalpha()
    ):
        return None
    neighbours = _NEIGHBOURS.match(flat, start)
    if neighbours and (unit := units.UNIT.match(flat, neighbours.end())):
        return _between_neighbours(flat, neighbours, unit)
    text, end = numeral[0], numeral.end()
    more = _MORE.match(flat, end)
    if more and (more[0] in "余多" or _PLUS_UNIT.match(flat, more.end())):
        end = more.end()
        tail = re.compile(MULTIPLIER).match(flat, end)
        if tail:
            text, end = text + tail[0], tail.end()
    unit = units.UNIT.match(flat, end)
    low = value_of(text)
    if low is None:
        return None
    second = _RANGE.match(flat, unit.end() if unit else end)
    high = None
    if second and more is None:
        top_unit = units.UNIT.match(flat, second.end())
        top = value_of(second[1])
        if (
            top is not None
            and top_unit
            and _same_measure(unit, top_unit)
            and not (unit is None and _is_year(text) and top_unit["numerator"] is None)
        ):
            scale = _shared_multiplier(text, second[1]) if unit is None else 1.0
            if low * scale < top:
                low, high, unit = low * scale, top, top_unit
                more = _MORE.match(flat, unit.end())
    if unit is None:
        bare = _BARE_MONEY.match(flat, end)
        if (
            bare
            and text[-1] in "亿兆"
            and (text[0].isdigit() or len(text) > 2 or _BEFORE.search(flat, max(0, start - 4), start))
        ):
            return _quantity(flat, start, end, low, None, _prefixed_currency(flat, start) or "元", "money")
        if more and more[0] == "+" and "一" <= flat[more.end() : more.end() + 2].lstrip("”’")[:1] <= "龥":
            return _quantity(flat, start, more.end(), low, None, "个", "plain", AT_LEAST)
        return None
    name, factor = units.canonical(unit)
    form = _form(unit, name)
    if form == "money" and (currency := _prefixed_currency(flat, start)):
        name = name.replace("元", currency, 1)
    comparator = AT_LEAST if more else None
    high = None if high is None else high * factor
    return replace(_quantity(flat, start, unit.end(), low * factor, high, name, form, comparator), numeral=numeral[0])


def _between_neighbours(flat: str, neighbours: re.Match[str], unit: re.Match[str]) -> Quantity | None:
    """Two digits side by side are a range: "两三家", "五六十个"."""
    scale = value_of(neighbours[3]) or 1 if neighbours[3] else 1
    low, high = value_of(neighbours[1]), value_of(neighbours[2])
    if low is None or high is None or high != low + 1:
        return None
    name, factor = units.canonical(unit)
    form = _form(unit, name)
    return _quantity(flat, neighbours.start(), unit.end(), low * scale * factor, high * scale * factor, name, form)


def _same_measure(first: re.Match[str] | None, second: re.Match[str]) -> bool:
    return first is None or first[0] == second[0] or units.canonical(first) == units.canonical(second)


def _is_year(numeral: str) -> bool:
    return len(numeral) == 4 and numeral.isdigit() and numeral[:2] in ("19", "20")


def _shared_multiplier(low: str, high: str) -> float:
    """3-5万家: the multiplier of the second numeral counts for the first as well."""
    tail = re.search(MULTIPLIER + "$", high)
    if tail is None or not low[-1].isdigit() and low[-1] in "百千万亿":
        return 1.0
    return value_of("1" + tail[0]) or 1.0


def _form(unit: re.Match[str], name: str) -> str:
    if unit["point"]:
        return "points"
    if unit["percent"]:
        return "percent"
    if unit["times"]:
        return "times"
    return "money" if unit["numerator"] in units.CURRENCIES else "count"


def _prefixed_currency(flat: str, start: int) -> str | None:
    head = flat[max(0, start - 6) : start]
    head = _BEFORE.sub("", head)
    for prefix, currency in units.CURRENCY_PREFIXES.items():
        if head.endswith(prefix):
            return currency if currency != "元" else None
    return None


def _quantity(flat: str, start: int, end: int, value: float, high: float | None, unit: str, form: str,
              comparator: str | None = None) -> Quantity:  # fmt: skip
    before = _BEFORE.search(flat, max(0, start - 5), start)
    if before and before[0] in ("约", "近") and flat[before.start() - 1 : before.start()] in _PART_OF_WORD:
        before = None
    after = _AFTER.match(flat, end)
    outer_start = before.start() if before and before[0] not in _OUTSIDE else start
    outer_end = after.end() if after else end
    if comparator is None:
        comparator = BEFORE[before[0]] if before else AFTER[after[0]] if after else EQUAL
    return Quantity(outer_start, outer_end, start, end, value, high, unit, comparator, form)
