"""Tables of indicators: rows found in a text, and the figures in them."""

import re
from dataclasses import dataclass, replace

from gongfu.plan import units
from gongfu.plan.numerals import ARABIC, MULTIPLIER, value_of
from gongfu.plan.periods import FIVE_YEAR_PLANS, Term
from gongfu.plan.quantities import AFTER, BEFORE, EQUAL
from gongfu.plan.responsible import units_in

_LINE = re.compile(r"[^\n\r]+")
_BAR = re.compile(r" *\| *")
_WIDE = re.compile(r" *\t[ \t]*| {2,}")
_PROSE = re.compile(r"[,。;](?!\d{3}\b)")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_BLANKS = re.compile(r" +")
_LONGEST_ROW, _LONGEST_CELL = 300, 60
_FIGURE = re.compile(r"[\[(〔<>≥≤约]*-?\d[\d.,]*(?:[%\])〕+]|以上|左右|年)*$|^[—-]+$")
_HEAD_WORD = re.compile(r"指标|单位|名称|项目|序号|类别|属性|目标|现状|基期")
_YEAR = re.compile(r"((?:19|20)\d\d)(?:年|$)|[“]?(十[一二三四五六]五)[”]?")
_BASE = re.compile(r"现状|基期|基数|实际|实绩|完成|基准|基础|现值|当前")
_GOAL = re.compile(r"目标|规划|预期|计划|到\d{4}")
_OUTCOME_HEAD = re.compile(r"完成(?:情况|值|数|率|$)")
_ATTRIBUTE = re.compile(r"预期性|约束性|引导性|指导性")
_GROWTH_HEAD = re.compile(r"年均|增长|增速|累计")
_UNIT_HEAD = re.compile(r"^(?:计量|计算)?单位$")
_RESPONSIBLE_HEAD = re.compile(r"(?:责任|牵头|配合|主管)(?:单位|部门)")
_NAME_HEAD = re.compile(r"指标|名称|项目|内容")
_OWN_UNIT = re.compile(r"[(\[]([^()\[\]]{1,12})[)\]]$")
_CELL = re.compile(
    rf"([\[(〔]?)\s*(?:五年)?(?:累计)?(?:达到?)?(?P<before>≥|≤|>=|<=|>|<|不低于|不少于|超过|大于|约|不超过|低于|小于|达到?)?\s*(?P<low>-?(?:{ARABIC}){MULTIPLIER}?)"
    rf"(?:\s*[-~—–至]+\s*(?P<high>(?:{ARABIC}){MULTIPLIER}?))?\s*(?P<unit>%|‰|[万亿]?[^\d\s\[\]()〔〕以左]{{0,6}}?)(?P<after>以上|左右|以内|以下|\+)?[\])〕]?$"
)


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure of a table: its span in the flat text, and what row and column say of it."""

    start: int
    end: int
    value: float
    value_high: float | None
    unit: str
    comparator: str
    indicator: str
    year: int | None
    first_year: int | None
    is_base: bool
    is_growth: bool
    is_per_year: bool
    is_outcome: bool
    units: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class _Column:
    position: int
    role: str  # name, unit, figure, responsible, other
    year: int | None = None
    first_year: int | None = None
    is_base: bool = False
    is_growth: bool = False
    is_per_year: bool = False
    is_outcome: bool = False


def tabulated(text: str, shade: str) -> str:
    """Set the cells of table rows in a shadow apart by tabs, character for character.

    A row is a line of three cells or more, set apart by bars, tabs or wide blanks of the text itself (tags that
    the shadow blanked are none); or of four or more set apart by single blanks, where two are figures or one is
    a word of a table's head.
    """
    if " " not in shade and "|" not in shade:
        return shade
    return _LINE.sub(lambda line: _tabulated_line(line, text), shade)


def _tabulated_line(line: re.Match[str], text: str) -> str:
    shade, start = line[0], line.start()
    if len(shade) > _LONGEST_ROW or " " not in shade and "|" not in shade:
        return shade
    for separator in (_BAR, _WIDE):
        gaps = [
            gap
            for gap in separator.finditer(shade)
            if separator is _BAR or text[start + gap.start() : start + gap.end()].isspace()
        ]
        cells = _between(shade, gaps)
        if len(cells) >= 3 and max(map(len, cells)) < _LONGEST_CELL:
            return _with_tabs(shade, gaps)
    gaps = [gap for gap in _BLANKS.finditer(shade) if text[start + gap.start() : start + gap.end()].isspace()]
    cells = _between(shade, gaps)
    if len(cells) >= 4 and max(map(len, cells)) < _LONGEST_CELL and _CHINESE.search(shade) and not _PROSE.search(shade):
        figures = sum(bool(_FIGURE.match(cell)) for cell in cells)
        if figures >= 2 or figures and _HEAD_WORD.search(shade) or len(_HEAD_WORD.findall(shade)) >= 2:
            return _with_tabs(shade, gaps)
    return shade


def _between(line: str, gaps: list[re.Match[str]]) -> list[str]:
    edges = [0, *(edge for gap in gaps for edge in gap.span()), len(line)]
    return [cell for a, b in zip(edges[::2], edges[1::2], strict=True) if (cell := line[a:b].strip())]


def _with_tabs(line: str, gaps: list[re.Match[str]]) -> str:
    pieces: list[str] = []
    done = 0
    for gap in gaps:
        pieces += line[done : gap.start()], "\t", " " * (len(gap[0]) - 1)
        done = gap.end()
    return "".join(pieces) + line[done:]


def cells(flat: str, term: Term) -> tuple[list[Cell], list[tuple[int, int]]]:
    """Read the figures of all tables that have a head, and give the spans of those tables.

    A table is a run of lines with two tabs or more, the first of which names years, targets or a unit column.
    A row's unit stands in the unit column, behind the indicator in brackets, or in the cell.
    """
    found: list[Cell] = []
    spans: list[tuple[int, int]] = []
    if "\t" not in flat:
        return found, spans
    head: list[_Column] | None = None
    width = position = 0
    lines = flat.split("\n")
    for number, line in enumerate(lines):
        parts = line.split("\t")
        if len(parts) >= 3:
            columns = _head(parts, term)
            if columns is not None:
                head, width = columns, len(parts)
                spans.append((position, position + len(line)))
            elif head is not None:
                found += _row(flat, parts, position, head, width)
                spans.append((position, position + len(line)))
            elif (row := _headless_row(parts, position, _beside(lines, number), term)) is not None:
                found.append(row)
                spans.append((position, position + len(line)))
        elif len(line) > 30:
            head = None
        position += len(line) + 1
    return found, spans


def _beside(lines: list[str], number: int) -> tuple[str, str]:
    """The short lines above and below a row, which hold what its cells had no room for."""
    above = lines[number - 1] if number else ""
    below = lines[number + 1] if number + 1 < len(lines) else ""
    return ("" if "\t" in above or len(above) > 24 else above), ("" if "\t" in below or len(below) > 24 else below)


def _headless_row(parts: list[str], position: int, beside: tuple[str, str], term: Term) -> Cell | None:
    """The target of a numbered row with a unit and 预期性 or 约束性, whose table has no head that could be read."""
    cells = [part.strip() for part in parts]
    if not cells[0].isdigit() or not any(_ATTRIBUTE.search(cell) for cell in cells):
        return None
    figures = [index for index, cell in enumerate(cells) if index and _CELL.match(cell) and not _ATTRIBUTE.search(cell)]
    if len(figures) != 1:
        return None
    words = [
        cell
        for index, cell in enumerate(cells)
        if index not in (0, *figures) and not _ATTRIBUTE.search(cell) and cell not in ("-", "—")
    ]
    unit = next((cell for cell in words if _is_unit(cell)), "")
    if not unit and _is_unit("".join(beside)):
        unit = "".join(beside)
    name = "".join(cell for cell in words if cell != unit) or "".join(beside)
    if not unit or not name:
        return None
    start = position + sum(len(part) + 1 for part in parts[: figures[0]])
    return _cell(
        parts[figures[0]], start, re.sub(r"(?<=\D)\d$", "", name), unit, _Column(figures[0], "figure", term.end), ()
    )


def _is_unit(cell: str) -> bool:
    bare = re.sub(rf"^{MULTIPLIER}", "", cell)
    return any((match := units.UNIT.match(form)) is not None and match.end() == len(form) for form in (cell, bare))


def _head(parts: list[str], term: Term) -> list[_Column] | None:
    columns: list[_Column] = []
    for index, part in enumerate(parts):
        column = _column(index, part.strip(), term)
        if column.is_outcome and column.year is None and columns and columns[-1].year is not None:
            column = replace(column, year=columns[-1].year)
        columns.append(column)
    roles = [column.role for column in columns]
    if (
        "figure" not in roles
        or "name" not in roles
        and "unit" not in roles
        or sum(_is_figure(part) for part in parts) > 1
    ):
        return None
    return columns


def _is_figure(part: str) -> bool:
    return bool(_FIGURE.match(part)) and not _YEAR.match(part)


def _column(index: int, title: str, term: Term) -> _Column:
    if _RESPONSIBLE_HEAD.search(title):
        return _Column(index, "responsible")
    if _UNIT_HEAD.match(title):
        return _Column(index, "unit")
    year = _YEAR.search(title)
    growth = bool(_GROWTH_HEAD.search(title))
    if year or _BASE.search(title) or _GOAL.search(title) and not _NAME_HEAD.search(title.removeprefix("目标")):
        first = last = None
        if year and year[1]:
            last = int(year[1])
        elif year:
            first, last = FIVE_YEAR_PLANS[year[2]]
        elif _GOAL.search(title):
            last = term.end
        if _OUTCOME_HEAD.search(title):
            return _Column(index, "figure", last, None, is_outcome=True)
        is_base = bool(_BASE.search(title)) or bool(last and not _GOAL.search(title) and _before_term(last, term))
        return _Column(index, "figure", last, first, is_base, growth, "年均" in title)
    if growth:
        return _Column(index, "figure", term.end, None, False, True, "年均" in title)
    return _Column(index, "name" if _NAME_HEAD.search(title) else "other")


def _before_term(year: int, term: Term) -> bool:
    return year < (term.start or term.issued or 9999)


def _row(flat: str, parts: list[str], position: int, head: list[_Column], width: int) -> list[Cell]:
    starts = []
    offset = position
    for part in parts:
        starts.append(offset)
        offset += len(part) + 1
    shift = len(parts) - width
    name, unit = "", ""
    responsible: tuple[tuple[int, int], ...] = ()
    result: list[Cell] = []
    for column in head:
        index = column.position
        if index >= len(parts):
            continue
        if column.role == "name":
            longest = max(parts[: max(1, len(parts) - _figures(head))], key=len)
            name = parts[index].strip() if len(parts[index].strip()) > 1 else longest
        elif column.role == "responsible":
            responsible += units_in(flat, starts[index], starts[index] + len(parts[index]))
        elif column.role == "unit":
            unit = parts[index + min(shift, 0)].strip() if shift < 0 else parts[index].strip()
    if not name:
        name = parts[0].strip()
    own = _OWN_UNIT.search(name)
    if own and (not unit) and units.UNIT.search(own[1].lstrip("十百千万亿")):
        unit, name = own[1], name[: own.start()]
    name = re.sub(r"^\(?\d{1,2}\)?[.、]?(?=\D)|[①-⑩*]+$|[\[(](?:左右|以上)[)\]]$", "", name)
    for column in head:
        index = column.position + (min(0, shift))
        if column.role == "figure" and 0 <= index < len(parts):
            cell = _cell(parts[index], starts[index], name, unit, column, responsible)
            if cell:
                result.append(cell)
    return result


def _figures(head: list[_Column]) -> int:
    return sum(column.role == "figure" for column in head)


def _cell(
    part: str, start: int, name: str, row_unit: str, column: _Column, responsible: tuple[tuple[int, int], ...]
) -> Cell | None:
    match = _CELL.match(part.strip())
    if match is None:
        return None
    start += len(part) - len(part.lstrip())
    low = value_of(match["low"].lstrip("-"))
    high = value_of(match["high"]) if match["high"] else None
    if low is None:
        return None
    unit, factor = _unit(match["unit"], "%" if column.is_growth and not match["unit"] else row_unit)
    sign = -1 if match["low"].startswith("-") else 1
    begin = match.start("before") if match["before"] and match["before"] in BEFORE else match.start("low")
    end = match.end("after") if match["after"] else match.end("unit")
    comparator = BEFORE.get(match["before"] or "") or AFTER.get(match["after"] or "") or EQUAL
    return Cell(
        start + begin, start + end, sign * low * factor, None if high is None else high * factor, unit, comparator, name,
        column.year, column.first_year, column.is_base, column.is_growth, column.is_per_year, column.is_outcome, responsible,
    )  # fmt: skip


def _unit(written: str, row_unit: str) -> tuple[str, float]:
    text = written or row_unit
    scale = re.match(MULTIPLIER, text)
    bare = text[scale.end() :] if scale else text
    match = units.UNIT.match(bare)
    if match is None or match.end() != len(bare):
        match = units.UNIT.match(text)
        scale = None
    if match is None:
        return text or "个", 1
    name, factor = units.canonical(match)
    return name, factor * ((value_of("1" + scale[0]) or 1) if scale else 1)
