"""Units named as responsible for an article, and the stretch of text that each naming governs."""

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass

from gongfu.plan.outline import RUN_IN, Section

_ROLE = (
    r"(?:责任|牵头|配合|主办|协办|支持|参与|参加|协作|实施|落实|承办|联系|主管|完成|指导|协同|主责)"
    r"(?:责任|实施|落实)?(?:单位|部门|处室|主体|科室|地区|机构|单位和部门)(?:及配合(?:单位|部门))?"
)
_OPENING = re.compile(rf"(?:[(\[【〔<]\s*)?(?:{_ROLE})\s*(?:[(\[][^)\]]*[)\]])?\s*[:;]")
_ROLE_INSIDE = re.compile(rf"(?:{_ROLE})\s*[:]")
_BY_DUTY = r"按(?:照)?(?:各自|部门)?(?:职责|职能)?(?:分工)?(?:协同|分别|共同|抓好)?(?:负责|落实)(?:落实)?"
_SENTENCE = re.compile(
    r"(?<=\n)(?:(?:上述|以上|本项|该项)(?:任务|工作|事项)?)?由([^。\n,]{2,80}?(?:牵头|负责)(?:(?:实施|落实|组织实施))?(?:,[^。\n]{2,120}?(?:配合|参与|参加|协助))?)。"
)
_VERB_BRACKET = re.compile(
    rf"[(\[【〔]([^()\[\]【】〔〕\n]{{2,200}}?)(?:{_BY_DUTY}|分别负责|共同负责|具体负责|负责落实|负责)[)\]】〕]"
    r"|[(\[【]((?:由)?[^()\[\]【】\n]{2,160}?(?:牵头|负责)[^()\[\]【】\n]{0,160}?(?:配合|参加|参与|协助)(?:落实)?)[)\]】]"
    r"|[(\[【]((?:由)?[^()\[\]【】\n,]{2,60}?牵头(?:负责)?)[)\]】]"
)
_ARTICLE = 4  # level of the headings (一)
_CLOSERS = {"(": ")", "[": "]", "【": "】", "〔": "〕", "<": ">"}
_LIST_END = re.compile(r"[。\n]|(?<![(区市])\)(?=[\n。(]|\s|$)")
_SPLIT = re.compile(
    r"[、,;:/。\s]+|(?<=[局委厅办府会部行关院])(?:和|及|与|以及|会同)(?=[市省区县各国州])|牵头(?:负责)?|配合|参与|参加|协助"
)
_NOISE_BEFORE = re.compile(r"^(?:由|会同|以及|及|和|与|[()\[\]【】〔〕])+")
_NOISE_AFTER = re.compile(
    rf"(?:\((?:牵头|配合|主办|协办|负责)[^)]*\)|等?(?:相关|有关)(?:部门|单位)|{_BY_DUTY}|等|负责|分工|[\[\]【】〔〕])+$"
)
_EACH, _OF_EACH = re.compile(r"各(?:设区)?市"), re.compile(r"县\(市、区\)")  # 各市、县(市、区)政府 is one
_UNIT = re.compile(
    r"(?:[局委厅办府会部行院司署处社校团组区县市州]|公司|集团|中心|小组|单位|部门|公所|机构|企业|管委会|各地|银行|联盟)$"
)


@dataclass(frozen=True, slots=True)
class Naming:
    """Units (spans of the flat text) named at ``start:end`` for the text since ``governs_from``.

    ``is_torn`` where shuffled pages tore it from the beginning of its article.
    """

    start: int
    end: int
    governs_from: int
    units: tuple[tuple[int, int], ...]
    is_torn: bool = False


class Named:
    """Namings in text order, to be asked for a position."""

    def __init__(self, found: list[Naming], sections: list[Section]) -> None:
        self.namings = found
        self._starts = [naming.start for naming in found]
        self._headings = [section.start for section in sections if section.level != RUN_IN]

    def at(self, position: int, *, torn: bool = False) -> tuple[tuple[int, int], ...]:
        """Units named behind ``position`` in its article, run-in headings passed over; of torn articles if asked."""
        index = bisect_right(self._starts, position)
        if index == len(self.namings):
            return ()
        naming = self.namings[index]
        if naming.governs_from <= position:
            return naming.units
        heading = bisect_right(self._headings, position)
        if naming.is_torn and not torn or heading < len(self._headings) and self._headings[heading] < naming.start:
            return ()
        return naming.units


def namings(flat: str, sections: list[Section]) -> list[Naming]:
    """Find where units are named, in order.

    A naming governs the text in front of it, back to the heading of its article or to the naming before it,
    whichever is nearer; one that stands right under a chapter, in a document whose namings stand under articles,
    was torn from its article by shuffled pages, and governs nothing. Lead and supporting units both count, in the order of the text.
    """
    found: list[tuple[int, int, tuple[tuple[int, int], ...]]] = []
    position = 0
    while opening := _OPENING.search(flat, position):
        start, end = opening.span()
        stop, after = _closing(flat, start, end)
        units = units_in(flat, end, stop)
        if units:
            found.append((start, after, units))
        position = max(after, end)
    starts = [start for start, *_ in found]
    brackets: list[tuple[int, int, tuple[tuple[int, int], ...]]] = []
    for match in _VERB_BRACKET.finditer(flat):
        nearest = bisect_right(starts, match.end()) - 1
        if nearest >= 0 and found[nearest][1] > match.start():
            continue
        units = units_in(flat, *next(match.span(group) for group in (1, 2, 3) if match[group]))
        if units and _UNIT.search(flat[slice(*units[0])]):
            brackets.append((match.start(), match.end(), units))
    brackets += [(match.start(), match.end(), units_in(flat, *match.span(1))) for match in _SENTENCE.finditer(flat)]
    return _govern(flat, _joined(flat, sorted(found + brackets)), sections)


def _closing(flat: str, start: int, end: int) -> tuple[int, int]:
    """Where the list of units ends, and where the text goes on."""
    closer = _CLOSERS.get(flat[start])
    if closer:
        depth = 1
        for position in range(end, min(end + 600, len(flat))):
            depth += (flat[position] == flat[start]) - (flat[position] == closer)
            if depth == 0:
                return position, position + 1
    line_end = _LIST_END.search(flat, end)
    stop = line_end.start() if line_end else len(flat)
    return stop, stop


def _joined(
    flat: str, found: list[tuple[int, int, tuple[tuple[int, int], ...]]]
) -> list[tuple[int, int, tuple[tuple[int, int], ...]]]:
    """Namings with nothing between them (牵头单位 in one line, 配合单位 in the next) are one."""
    result: list[tuple[int, int, tuple[tuple[int, int], ...]]] = []
    for start, end, units in found:
        if result and not flat[result[-1][1] : start].strip(" \n。;,、"):
            first_start, _, first_units = result[-1]
            known = {flat[slice(*unit)] for unit in first_units}
            result[-1] = (first_start, end, first_units + tuple(u for u in units if flat[slice(*u)] not in known))
        else:
            result.append((start, end, units))
    return result


def _govern(
    flat: str, found: list[tuple[int, int, tuple[tuple[int, int], ...]]], sections: list[Section]
) -> list[Naming]:
    starts = [section.start for section in sections]
    under = [bisect_right(starts, start) - 1 for start, *_ in found]
    levels = Counter(sections[index].level for index in under if index >= 0)
    usual = levels.most_common(1)[0][0] if levels else 0
    result: list[Naming] = []
    previous_end = 0
    for (start, end, units), index in zip(found, under, strict=True):
        heading = starts[index] if index >= 0 else 0
        if len(found) > 3 and index >= 0 and sections[index].level < min(usual, _ARTICLE):
            result.append(Naming(start, end, start, units, is_torn=True))
            previous_end = end
            continue
        if index >= 0 and (not start or flat[start - 1] == "\n"):
            heading = _whole_group(sections, index, start, end, found, heading)
        result.append(Naming(start, end, max(heading, previous_end), units))
        previous_end = end
    return result


def _whole_group(
    sections: list[Section],
    index: int,
    start: int,
    end: int,
    found: list[tuple[int, int, tuple[tuple[int, int], ...]]],
    heading: int,
) -> int:
    """A line of its own that closes a group of articles, none of which names its units, counts for all of them."""
    parent = sections[index].parent
    if parent is None or sections[index].level >= RUN_IN:
        return heading
    follower = sections[index + 1] if index + 1 < len(sections) else None
    if follower is not None and (follower.level > sections[parent].level or follower.start < end):
        return heading
    earlier = bisect_right(found, (sections[parent].start,))
    return heading if found[earlier][0] < start else sections[parent].start


def units_in(flat: str, start: int, stop: int) -> tuple[tuple[int, int], ...]:
    """Spans of the units listed at ``start:stop``, each once, in order."""
    units: list[tuple[int, int]] = []
    known: set[str] = set()
    position = start
    roles = [match.span() for match in _ROLE_INSIDE.finditer(flat, start, stop)]
    for gap in (*_SPLIT.finditer(flat, start, stop), None):
        end = gap.start() if gap else stop
        if gap and flat.count("(", position, end) > flat.count(")", position, end):
            continue
        unit = _trimmed(flat, position, end, roles)
        name = flat[slice(*unit)]
        if units and _EACH.fullmatch(flat[slice(*units[-1])]) and _OF_EACH.match(name) and unit[0] - units[-1][1] == 1:
            units[-1] = units[-1][0], unit[1]
        elif 2 <= len(name) <= 30 and name not in known:
            known.add(name)
            units.append(unit)
        position = gap.end() if gap else stop
    return tuple(units)


def _trimmed(flat: str, start: int, end: int, roles: list[tuple[int, int]]) -> tuple[int, int]:
    if any(first <= start < last for first, last in roles):
        return end, end
    before = _NOISE_BEFORE.match(flat, start, end)
    start = before.end() if before else start
    after = _NOISE_AFTER.search(flat, start, end)
    return start, after.start() if after and after.start() > start else end
