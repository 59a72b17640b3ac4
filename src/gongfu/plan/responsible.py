"""Units named as responsible for an article, and the stretch of text that each naming governs."""

import re
from dataclasses import dataclass

_ROLE = (
    r"(?:责任|牵头|配合|主办|协办|支持|参与|参加|实施|落实|承办|联系|主管|完成|指导|协同|主责)"
    r"(?:责任|实施|落实)?(?:单位|部门|处室|主体|科室|地区|单位和部门)(?:及配合(?:单位|部门))?"
)
_OPENING = re.compile(rf"[(\[【〔<]?\s*(?:{_ROLE})\s*(?:[(\[][^)\]]*[)\]])?\s*[:;：]")
_NEXT_ROLE = re.compile(rf"[;。,、\s]*(?:{_ROLE})\s*[:：]")
_VERB_BRACKET = re.compile(
    r"[(\[【]([^()\[\]【】\n]{2,200}?)(?:按(?:照)?(?:职责|各自职责|职能)?分工?(?:协同|分别|共同)?负责(?:落实)?|按职责分工落实|分别负责|共同负责|具体负责|负责落实|负责|等按职责分工负责)[)\]】]"
    r"|[(\[【]((?:由)?[^()\[\]【】\n]{2,160}?(?:牵头|负责)[^()\[\]【】\n]{0,160}?(?:配合|参加|参与|协助|按职责分工负责)(?:落实)?)[)\]】]"
    r"|[(\[【]((?:由)?[^()\[\]【】\n,]{2,60}?牵头(?:负责)?)[)\]】]"
)
_SPLIT = re.compile(r"[、,;:/]|(?<=[局委厅办府会部行关院])(?:和|及|与|以及|会同)(?=[市省区县各国州])|\s+")
_CLOSERS = {"(": ")", "[": "]", "【": "】", "〔": "〕", "<": ">"}
_END_WITHOUT_BRACKET = re.compile(r"[。\n]")
_NOISE = re.compile(
    r"^(?:由|各相关单位如下|会同|以及|及|和|与)|(?:等(?:相关|有关)?(?:部门|单位)?(?:按.*)?|牵头(?:负责)?|配合|参与|参加|协助|负责|按职责分工|分工)+$"
)


@dataclass(frozen=True, slots=True)
class Naming:
    """Units named at ``start:end`` for the text since ``governs_from``."""

    start: int
    end: int
    governs_from: int
    units: tuple[str, ...]


def namings(flat: str, section_starts: list[int]) -> list[Naming]:
    """Find where units are named, in order.

    A naming governs the text in front of it, back to the heading of its article or to the naming before it,
    whichever is nearer. Lead and supporting units both count, in the order of the text.
    """
    found: list[tuple[int, int, tuple[str, ...]]] = []
    position = 0
    while opening := _OPENING.search(flat, position):
        start, end = opening.span()
        bracket = flat[start] if flat[start] in _CLOSERS else None
        if bracket:
            stop = flat.find(_CLOSERS[bracket], end, end + 600)
            stop = stop if stop >= 0 else _line_end(flat, end)
            after = stop + 1
        else:
            stop = after = _line_end(flat, end)
        units = _units(_NEXT_ROLE.sub(";", flat[end:stop]))
        if units:
            found.append((start, after, units))
        position = max(after, end)
    for match in _VERB_BRACKET.finditer(flat):
        if any(start < match.end() and match.start() < end for start, end, _ in found):
            continue
        units = _units(re.sub(r"牵头(?:负责)?|配合|参与|参加|按.{0,6}负责", ";", match[1] or match[2] or match[3]))
        if units and all(_LOOKS_LIKE_UNIT.search(unit) for unit in units[:1]):
            found.append((match.start(), match.end(), units))
    found.sort()
    return _govern(flat, _joined(flat, found), section_starts)


_LOOKS_LIKE_UNIT = re.compile(r"[局委厅办府会部行院司署处社校团组区县市州]$|公司$|集团$|中心$|小组$|单位$|部门$")


def _joined(flat: str, found: list[tuple[int, int, tuple[str, ...]]]) -> list[tuple[int, int, tuple[str, ...]]]:
    """Namings that follow each other with nothing between (牵头单位 in one line, 配合单位 in the next) are one."""
    joined: list[tuple[int, int, tuple[str, ...]]] = []
    for start, end, units in found:
        if joined and not flat[joined[-1][1] : start].strip(" \n。;,、"):
            first_start, _, first_units = joined[-1]
            more = tuple(unit for unit in units if unit not in first_units)
            joined[-1] = (first_start, end, first_units + more)
        else:
            joined.append((start, end, units))
    return joined


def _govern(flat: str, found: list[tuple[int, int, tuple[str, ...]]], section_starts: list[int]) -> list[Naming]:
    result: list[Naming] = []
    previous_end = 0
    starts = iter(section_starts)
    section = next(starts, None)
    governing = 0
    for start, end, units in found:
        while section is not None and section <= start:
            governing = section
            section = next(starts, None)
        result.append(Naming(start, end, max(governing, previous_end), units))
        previous_end = end
    return result


def _line_end(flat: str, position: int) -> int:
    end = _END_WITHOUT_BRACKET.search(flat, position)
    return end.start() if end else len(flat)


def _units(written: str) -> tuple[str, ...]:
    units: list[str] = []
    for part in _SPLIT.split(written.strip(" 。.:")):
        unit = part.strip(" 。.()[]【】〔〕")
        while (shorter := _NOISE.sub("", unit)) != unit:
            unit = shorter
        if 2 <= len(unit) <= 30 and unit not in units:
            units.append(unit)
    return tuple(units)
