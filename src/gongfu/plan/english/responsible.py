"""The units that an English plan makes responsible: "(Lead: Skills Agency; Support: Department of Labour)"."""

import re
from bisect import bisect_right
from dataclasses import dataclass

_ROLE = (
    r"(?:Lead(?:ing)?(?: (?:agency|agencies|department|ministry|organi[sz]ation|partner|body))?"
    r"|Responsible(?: (?:agency|agencies|party|parties|departments?|units?|ministry"
    r"|ministries|body|bodies|entity|entities))?|Responsibility|Implementing (?:agency|agencies|body"
    r"|partners?)|Implementation|Support(?:ing|ed by)?(?: (?:agency|agencies|departments?))?"
    r"|Nodal (?:agency|department|ministry)|Owners?|Partners?|Coordinat(?:or|ing (?:agency|ministry)))"
)
_NAMING = re.compile(rf"[(\[]?\b{_ROLE} ?: ?(?P<names>[^)\]\n]{{3,300}})[)\]]?", re.IGNORECASE)
_LONGEST_HEADING = 120  # characters; a longer line is an article with its heading run in
_INNER_ROLE = re.compile(rf"\b{_ROLE} ?: ?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Naming:
    """Units named for the text from ``start`` to ``end``."""

    start: int
    end: int
    units: tuple[str, ...]


def namings(flat: str, headings: list[int]) -> list[Naming]:
    """Find who is named for what.

    On a line of its own a naming governs the text since the heading or the naming before it, or, where it follows
    the heading at once, the text up to the next heading; within a line it governs that line.
    """
    found: list[Naming] = []
    for match in _NAMING.finditer(flat):
        units = _units(match["names"])
        line_start = flat.rfind("\n", 0, match.start()) + 1
        if flat[line_start : match.start()].strip(" •*-–—"):
            found.append(Naming(line_start, match.end(), units))
            continue
        if found and found[-1].end >= match.start() - 2 and not flat[found[-1].end : match.start()].strip():
            found[-1] = Naming(found[-1].start, match.end(), tuple(dict.fromkeys(found[-1].units + units)))
            continue
        index = bisect_right(headings, match.start() - 1) - 1
        heading = headings[index] if index >= 0 else 0
        heading_end = flat.find("\n", heading)
        start = max([heading, *(naming.end for naming in found[-1:])])
        if heading_end + 1 == line_start and index >= 0 and heading_end - heading < _LONGEST_HEADING:
            following = headings[index + 1] if index + 1 < len(headings) else len(flat)
            found.append(Naming(match.start(), following, units))
        else:
            found.append(Naming(start, match.end(), units))
    return found


def _units(names: str) -> tuple[str, ...]:
    units: list[str] = []
    for group in _GROUP_END.split(names):
        for part in (part.strip(" .") for part in _INNER_ROLE.sub("", group).split(",")):
            if units and part and _GOES_ON.fullmatch(part) and _OF_SEVERAL.match(units[-1]):
                units[-1] = f"{units[-1]}, {part}"
            elif len(part) > 2:
                units.append(part)
    return tuple(dict.fromkeys(units))


_GROUP_END = re.compile(r";|(?<=[a-z])\. (?=[A-Z])")
_OF_SEVERAL = re.compile(r"(?:Ministry|Department|Directorate|Secretariat) (?:of|for) [^,]+$")
_GOES_ON = re.compile(r"[A-Z][a-z]+ and [A-Z][a-z]+")  # "Ministry of Industry, Trade and Energy" is one


def responsible_for(position: int, found: list[Naming]) -> tuple[str, ...]:
    """The units named for the text at ``position``."""
    index = bisect_right(found, position, key=lambda naming: naming.start) - 1
    return found[index].units if index >= 0 and position < found[index].end else ()
