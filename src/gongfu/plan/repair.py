"""Mend the slips of optical character recognition in and beside numbers, without moving a character.

Works on the shadow text; what was mended is kept as evidence, so that a record can say so.
"""

import re
from dataclasses import dataclass

_COUNTER = r"(?:[万亿]?(?:[家个项名件台套条座款种人户所支部亩吨米处场元兀]|平方|万|亿|%))"
_LOOKS = {"O": "0", "o": "0", "〇": "0", "○": "0", "Q": "0", "l": "1", "I": "1", "|": "1", "!": "1", "i": "1", "S": "5", "Z": "2", "B": "8"}
_DIGITS = re.compile(
    r"(?<![A-Za-z\d])(?=[^\s]*\d|[lIO]{1,2} ?[家个项名件台套条座%])(?:[\dlIOo〇○](?: (?=[\dlIOo]))?|[.,](?=[\dlIOo〇]))+"
    rf"(?= ?(?:[家个项名件台套条座款种人户所支部亩吨处场元兀万亿%年月日余多左以/。~-]|平方|百分|[\u4e00-\u9fff]))"
)
_STOP_AS_ZERO = re.compile(rf"(?<=[\dOo])。(?=[\dOol]{{0,3}} ?{_COUNTER})(?!项目|个别|个人|个体|家庭|名牌|名优|条件|部门|所有|所属|处理)")
_LOOKALIKES = str.maketrans("倌巿囯曰冋増カエ︰∶", "信市国日同增力工::")  # characters that no word of a plan has
_WORDS = (
    (re.compile(r"(?<=[\d万亿])兀|(?<=[\d万亿] )兀"), "元"),
    (re.compile(r"(?<=以) ?o(?=[\s。,(]|$)"), None),
    (re.compile(r"(?<=[%上右])o(?=\s*(?:[(\n]|$))"), "。"),
    (re.compile(r"不少子|不低子"), None),
    (re.compile(r"(?<=\d)%。(?=以|的|左右)|(?<=\d)% ?[,。]{1,2}(?=以内)"), None),
    (re.compile(r"(?<=\d[万.])苗(?=[,。;、]|$)|(?<=\d)苗(?=[,。;、]|$)|(?<=万)苗(?=[,。;、])"), "亩"),
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

    def mend(match: re.Match[str], after: str) -> str:
        if after != match[0]:
            repairs.append(Repair(match.start(), match.end(), match[0], after))
        return after

    text = shadow.translate(_LOOKALIKES)
    if re.search(r"\d[Oo〇lI]|[lIO]\d|[lIO] ?[家个项名%]|\d。\d|\d。 ?[万亿家个项]|[lO]\.\d", text):
        text = _STOP_AS_ZERO.sub(lambda m: mend(m, _zero_or_point(text, m)), text)
        text = _DIGITS.sub(lambda m: mend(m, "".join(_LOOKS.get(c, c) for c in m[0])), text)
    for pattern, after in _WORDS:
        text = pattern.sub(lambda m: mend(m, after if after is not None else _word(m[0])), text)
    return text, sorted(repairs, key=lambda found: found.start)


def _zero_or_point(text: str, match: re.Match[str]) -> str:
    whole = re.search(r"\d+$", text[: match.start()])
    rest = re.match(r"(\d+) ?%", text[match.end() :])
    if rest and whole and int(whole[0] + "0" + rest[1]) > 100:
        return "."
    return "0"


def _word(slip: str) -> str:
    if slip.startswith("%"):
        return "‰".ljust(len(slip))
    return slip.replace("子", "于").replace("o", "上")
