"""Values of numerals in plan texts: Arabic, Chinese, mixed with 万 and 亿, and the grammar that finds them.

The grammar works on a flat text: simplified script, half-width digits, blanks removed.
"""

import re

MULTIPLIER = r"(?:兆(?=元|美元|[,。;、)]|$|\d)|[十百千]?万亿|[十百千]?[万亿]|[百千](?!分|米|克|瓦|伏|吨|公里))"
ARABIC = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
CHINESE_TRILLIONS = r"[一二两三四五六七八九十百千零]+兆[零〇一二两三四五六七八九十百千万亿]*亿(?=元|美元|[,。;、)])"
CHINESE = r"[零〇一二两三四五六七八九十百千万亿]*[一二两三四五六七八九十百千万亿](?:点[零〇一二两三四五六七八九]+)?"

COMPOUND = rf"(?:{ARABIC})(?:兆|万亿|亿)(?:{ARABIC})(?:[千百]?亿|[千百]?万)"
_COMPOUND = re.compile(rf"((?:{ARABIC})(?:兆|万亿|亿))((?:{ARABIC})(?:[千百]?亿|[千百]?万))")
_ARABIC_NUMERAL = re.compile(rf"({ARABIC})({MULTIPLIER}?)")
_SHORT_TAIL = re.compile(r"(.*(万|亿))([一二两三四五六七八九])")  # 一亿三 = 1.3 亿
_LONGEST = 24  # characters of a numeral
_TIMES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8, "兆": 10**12}


def value_of(numeral: str) -> float | None:
    """Value of one numeral of the grammar: "1,200", "1.3万亿", "三千", "2.5万", "百亿" (= 10¹⁰), "10兆3,700亿".

    A round numeral counts one of its kind ("千" = 1000). None where the characters form no numeral.
    """
    if len(numeral) > _LONGEST:
        return None
    if (short := _SHORT_TAIL.fullmatch(numeral)) and not short[1].endswith("万亿"):
        head = value_of(short[1])
        return None if head is None else head + (value_of(short[3]) or 0) * _TIMES[short[2]] / 10
    compound = _COMPOUND.fullmatch(numeral)
    if compound:
        high, low = value_of(compound[1]), value_of(compound[2])
        return None if high is None or low is None else high + low
    if "兆" in numeral and not numeral[0].isdigit():
        high, low = (_chinese_value(part) if part else 0 for part in numeral.split("兆", 1))
        return None if high is None or low is None else high * _TIMES["兆"] + low
    match = _ARABIC_NUMERAL.fullmatch(numeral)
    if match:
        scale = 1
        for times in match[2]:
            scale *= _TIMES[times]
        return round(float(match[1].replace(",", "")) * scale, 6)
    return _chinese_value(numeral)


def _chinese_value(numeral: str) -> float | None:
    from cn2an import cn2an

    if len(numeral) > _LONGEST:
        return None
    if numeral[0] in "百千万亿":
        numeral = "一" + numeral
    try:
        return float(cn2an(numeral, "smart"))
    except (ValueError, KeyError, OverflowError):
        return None
