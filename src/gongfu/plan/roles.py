"""Who leads and who supports, where the text that names the units says so."""

import re
from collections.abc import Sequence

_CUE = re.compile(
    r"(?P<lead>牵头|主办|主责)|(?P<support>配合|协办|参与|参加|协作|协助|支持|协同)|(?P<plain>责任|负责|落实|实施)"
)
_OPENS = re.compile(r"(?:责任|实施|落实)?(?:单位|部门|处室|主体|科室|地区|机构)[^:;,、。]{0,12}:")
_BEHIND = re.compile(r"[(（]?(?P<lead>牵头|主办)|[(（](?P<support>配合|协办|参与|参加)")


def roles(naming: str, units: Sequence[tuple[int, int]]) -> list[str | None]:
    """The role of each unit of a naming.

    Parameters
    ----------
    naming
        The folded text in which the units are named: "牵头单位:市经信委;配合单位:市财政局", "由市经信委牵头,各区配合".
    units
        Span of each unit in it.

    Returns
    -------
    For each unit ``lead``, ``support`` or null where the text does not say.

    """
    cues = [(m.start(), m.end(), str(m.lastgroup)) for m in _CUE.finditer(naming) if not _inside(m.start(), units)]
    opening = [(end, role) for _, end, role in cues if _OPENS.match(naming, end)]
    closing = [(start, role) for start, end, role in cues if not _OPENS.match(naming, end)]
    found: list[str | None] = []
    for start, end in units:
        behind = _BEHIND.match(naming, end)
        before = [role for place, role in opening if place <= start]
        after = [role for place, role in closing if place >= end]
        role = str(behind.lastgroup) if behind else before[-1] if before else after[0] if after else None
        found.append(role if role in ("lead", "support") else None)
    return found


def _inside(position: int, units: Sequence[tuple[int, int]]) -> bool:
    return any(start <= position < end for start, end in units)
