"""What the heads of a file of figures mean: a column for each part of a figure, or one column a period."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from gongfu.workspace.codes import Period, PeriodError, UnitError, parse_period, parse_unit
from gongfu.workspace.intake.heads import columns_named
from gongfu.workspace.intake.mapping import Mapping
from gongfu.workspace.intake.raw import Head
from gongfu.workspace.schema import Column, Table

_ALIASES = {
    "region": ("地区", "region", "区域", "省份", "城市", "行政区划", "所属地区", "ref area", "area"),
    "part": ("部分", "part", "行业", "园区", "领域", "分项", "district", "industry"),
    "indicator": ("指标", "indicator", "指标名称", "统计指标", "项目", "indicator name"),
    "boundary": ("口径范围", "boundary", "口径", "统计口径", "统计范围", "范围", "scope"),
    "definition": ("定义", "definition", "指标定义", "计算方法"),
    "unit": ("单位", "unit", "计量单位", "unit measure", "unit of measure"),
    "period": ("时期", "period", "年份", "年度", "时间", "期间", "报告期", "统计时期", "year", "time period", "time"),
    "value": ("数值", "value", "值", "指标值", "数据", "数额", "obs value", "figure"),
    "value_high": ("上限", "upper value", "obs value high"),
    "comparator": ("比较", "comparator", "比较符"),
    "published": (
        "发布日期", "published", "发布时间", "公布日期", "公布时间", "发布日", "publication date", "release date",
        "published on",
    ),
    "source": ("来源", "source", "数据来源", "资料来源", "来源名称", "source title"),
    "publisher": ("发布单位", "publisher", "发布机构", "发布机关", "来源单位"),
    "url": ("网址", "url", "链接", "来源网址", "address", "link"),
    "locator": ("出处", "locator", "页码", "位置", "place"),
    "source_kind": ("来源类别", "kind of source"),
    "note": ("备注", "note", "说明", "注释", "remark", "remarks", "comment"),
}  # fmt: skip
FIGURE = Table(
    name="figure",
    zh="数字",
    en="figure",
    meaning="A figure as a file gives it: every part is text, and becomes a series, an observation and a source.",
    key=(),
    columns=tuple(
        Column(name, "text", names[0], names[1], "a part of a figure", aliases=names[2:])
        for name, names in _ALIASES.items()
    ),
)

_BRACKETED = re.compile(r"(.+?)\s*[(（\[【](.+)[)）\]】]\s*")
_UNIT_ABOVE = re.compile(r"(?:计量)?单位\s*[:：]\s*(.+?)\s*[)）]?$|units?\s*:\s*(.+?)\s*\)?$", re.IGNORECASE)
_SEVERAL = re.compile(r"[、，,;；]")


@dataclass(frozen=True, slots=True)
class Layout:
    """Where in a row each part of a figure stands.

    Parameters
    ----------
    head
        The row of the head; null where the rows name their own columns.
    columns
        For each part of a figure the place of its cell.
    periods
        For each place of a wide sheet its period; empty for a long one.
    units
        For each place of a value the unit that its head names.
    unit
        The unit that stands above the table.
    unmapped
        Heads that mean nothing here.
    """

    head: Head | None
    columns: dict[str, int]
    periods: dict[int, Period] = field(default_factory=dict)
    units: dict[int, str] = field(default_factory=dict)
    unit: str | None = None
    unmapped: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether rows under it can be figures at all."""
        return "indicator" in self.columns and bool(self.periods or {"period", "value"} <= self.columns.keys())


def find_layout(top: Sequence[tuple[int, list[str]]], mapping: Mapping) -> Layout | None:
    """The head among the first rows of a sheet; null where no row looks like one.

    Of a head on two rows ("2023年" above "上半年") the texts are joined, and the blanks of the upper row take the text
    to their left.
    """
    found: list[tuple[int, int, Layout]] = []
    for index, (line, cells) in enumerate(top):
        if mapping.head_row not in (None, line):
            continue
        above = [cell for _, row in top[:index] for cell in row]
        alone = layout_of(cells, mapping, line=line, above=above)
        found.append((_named(alone), -index, alone))
        if index and _may_be_second(top[index - 1][1], cells):
            both = layout_of(_joined(top[index - 1][1], cells), mapping, line=line, above=above)
            upper = layout_of(top[index - 1][1], mapping, line=line, above=above)
            if _named(both) > max(_named(upper), _named(alone)):
                found.append((_named(both), -index, both))
    whole = [each for each in found if each[2].is_whole]
    best = max(whole or found, key=lambda each: each[:2], default=None)
    return best[2] if best is not None and best[0] > 0 else None


def layout_of(heads: Sequence[str], mapping: Mapping, *, line: int | None = None, above: Sequence[str] = ()) -> Layout:
    """What heads mean; of two heads for one part the first counts, and the other is not used."""
    columns: dict[str, int] = {}
    periods: dict[int, Period] = {}
    units: dict[int, str] = {}
    unmapped: list[str] = []
    for index, head in enumerate(heads):
        name, unit = _split(head)
        part = next(iter(columns_named(Head(0, (head,)), FIGURE, mapping)), None) if head.strip() else None
        period = None if part else _period(name)
        if part and part not in columns:
            columns[part] = index
        elif period is not None:
            periods[index] = period
        elif head.strip() and mapping.columns.get(head, "") is not None:
            unmapped.append(head)
        if unit and (part == "value" or period is not None):
            units[index] = unit
    if "period" in columns or "value" in columns:
        unmapped += [heads[index] for index in periods]
        periods = {}
    elif periods and "indicator" not in columns and heads and not heads[0].strip():
        columns["indicator"] = 0  # a corner that is left blank
    head_row = None if line is None else Head(line, tuple(heads))
    return Layout(head_row, columns, periods, units, mapping.unit or _unit_above(above), tuple(unmapped))


def known_unit(text: str | None) -> bool:
    """Whether a text is a unit."""
    try:
        return bool(text) and bool(parse_unit(text or ""))
    except UnitError:
        return False


def name_and_unit(text: str) -> tuple[str, str | None]:
    """A name and the unit in brackets behind it, where what stands there is one: "工业增加值（亿元）"."""
    match = _BRACKETED.fullmatch(text)
    return (match[1], match[2]) if match and known_unit(match[2]) else (text, None)


def _split(head: str) -> tuple[str, str | None]:
    name, unit = name_and_unit(head.replace("\n", "").strip())
    if unit is None and "/" in name and known_unit(name.partition("/")[2]):
        name, _, unit = name.partition("/")
    return name, unit


def _period(text: str) -> Period | None:
    try:
        return parse_period(text) if text.strip() else None
    except PeriodError:
        return None


def _named(layout: Layout) -> int:
    return len(layout.columns) + len(set(layout.periods.values()))


def _may_be_second(upper: Sequence[str], lower: Sequence[str]) -> bool:
    """Whether a row holds no bare number that differs from the row above, as rows of figures do."""
    pairs = zip(upper, lower, strict=False)
    return not any(b.strip().replace(".", "").replace(",", "").isdigit() and a != b for a, b in pairs)


def _joined(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    names, last = [], ""
    for index, below in enumerate(lower):
        above = upper[index] if index < len(upper) else ""
        last = above.strip() or last
        below = below.strip()
        names.append(above.strip() if not below or below == above.strip() else last + below)
    return names


def _unit_above(cells: Sequence[str]) -> str | None:
    """The one unit that stands above a table; null where none does, or several do."""
    texts = [(match[1] or match[2]) for cell in cells if (match := _UNIT_ABOVE.search(cell.strip()))]
    units = {part.strip() for text in texts for part in _SEVERAL.split(text)}
    (unit,) = units if len(units) == 1 else (None,)
    return unit if known_unit(unit) else None
