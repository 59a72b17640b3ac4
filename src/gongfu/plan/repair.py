"""Mend the slips of optical character recognition in and beside numbers, without moving a character.

Works on the shadow text; what was mended is kept as evidence, so that a record can say so.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

_COUNTER = r"(?:[万亿]?(?:[家个项名件台套条座款种人户所支部亩吨米处场元兀]|平方|万|亿|%))"
_LOOKS = {
    "O": "0",
    "o": "0",
    "〇": "0",
    "○": "0",
    "Q": "0",
    "l": "1",
    "I": "1",
    "|": "1",
    "!": "1",
    "i": "1",
    "S": "5",
    "Z": "2",
    "B": "8",
}
_DIGITS = re.compile(
    r"(?<![A-Za-z\d])(?=[^\s]*\d|[lIO]{1,2} ?[家个项名件台套条座%])(?:[\dlIOo〇○](?: (?=[\dlIOo]))?|[.,](?=[\dlIOo〇]))+"
    r"(?= ?(?:[家个项名件台套条座款种人户所支部亩吨处场元兀万亿%年月日余多左以/。~-]|平方|百分|[\u4e00-\u9fff]))"
)
_STOP_AS_ZERO = re.compile(
    rf"(?<=[\dOo])。(?=[\dOol]{{0,3}} ?{_COUNTER})(?!项目|个别|个人|个体|家庭|名牌|名优|条件|部门|所有|所属|处理)"
)
_LOOKALIKES = str.maketrans("倌巿囯曰冋増カエ︰∶", "信市国日同增力工::")  # characters that no word of a plan has
_SUSPECT = re.compile(r"\d[Oo〇lI]|[lIO]\d|[lIO] ?[家个项名%]|\d。\d|\d。 ?[万亿家个项名人条件座台]|[lO]\.\d")
_WORDS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"(?<=[\d万亿])兀|(?<=[\d万亿] )兀"), lambda _: "元"),
    (re.compile(r"(?<=以) ?o(?=[\s。,(]|$)"), lambda slip: slip[0].replace("o", "上")),
    (re.compile(r"(?<=[%上右])o(?=\s*(?:[(\n]|$))"), lambda _: "。"),
    (
        re.compile(r"(?<!\d)2[0O][0-3OoIl][0-9SsOoIlZB](?=年)"),
        lambda slip: "".join(_LOOKS.get(c, "5" if c == "s" else c) for c in slip[0]),
    ),
    (
        re.compile(r"改苹|坏境|公可(?=[、,;。)\s]|$)"),
        lambda slip: {"改苹": "改革", "坏境": "环境", "公可": "公司"}[slip[0]],
    ),
    (re.compile(r"(?<=[\d万亿兆])( ?)干(?=瓦)"), lambda slip: slip[0].replace("干", "千")),
    (re.compile(r"标准媒"), lambda _: "标准煤"),
    (re.compile(r"(?<=元/)宙"), lambda _: "亩"),
    (re.compile(r"不少子|不低子"), lambda slip: slip[0].replace("子", "于")),
    (
        re.compile(r"(?<=\d)%。(?=以[上下内]|的标准|左右)|(?<=\d)% ?[,。]{1,2}(?=以内)"),
        lambda slip: "‰".ljust(len(slip[0])),
    ),
    (re.compile(r"(?<=\d[万.])苗(?=[,。;、]|$)|(?<=\d)苗(?=[,。;、]|$)|(?<=万)苗(?=[,。;、])"), lambda _: "亩"),
)


@dataclass(frozen=True, slots=True)
class Repair:
    """``before`` at ``start:end`` of the text was read as ``after``."""

    start: int
    end: int
    before: str
    after: str


def repair(shadow: str) -> tuple[str, list[Repair]]:
    """Give the shadow with slips mended, and what was mended, in text order.

    Letters that look like digits (O, l, I) count as digits where they touch a digit and a counter or unit
    follows; a full stop between a digit and a counter is a zero, or the decimal point of a percentage that
    would pass one hundred; 兀 after a number is 元, 子 of 不少子 is 于, 苗 of an area is 亩.
    """
    repairs: list[Repair] = []
    text = shadow.translate(_LOOKALIKES)
    if _SUSPECT.search(text):
        text = _mend(text, _STOP_AS_ZERO, _zero_or_point, repairs)
        text = _mend(
            text, _DIGITS, lambda slip: "".join(_LOOKS.get(character, character) for character in slip[0]), repairs
        )
    for pattern, read in _WORDS:
        text = _mend(text, pattern, read, repairs)
    return text, sorted(repairs, key=lambda found: found.start)


def _mend(text: str, pattern: re.Pattern[str], read: Callable[[re.Match[str]], str], repairs: list[Repair]) -> str:
    pieces: list[str] = []
    done = 0
    for slip in pattern.finditer(text):
        after = read(slip)
        if after != slip[0]:
            repairs.append(Repair(slip.start(), slip.end(), slip[0], after))
            pieces += text[done : slip.start()], after
            done = slip.end()
    return "".join(pieces) + text[done:] if pieces else text


def _zero_or_point(stop: re.Match[str]) -> str:
    text = stop.string
    whole = re.search(r"\d+$", text[: stop.start()])
    rest = re.match(r"(\d+) ?%", text[stop.end() :])
    return "." if rest and whole and int(whole[0] + "0" + rest[1]) > 100 else "0"
