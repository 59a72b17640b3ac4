"""Tables that lost their cells: "森林覆盖率(%)21.6623.04〔1.38〕约束性" behind a head that names two years."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gongfu.plan import units
from gongfu.plan.numerals import MULTIPLIER, value_of
from gongfu.plan.quantities import ABOUT, AFTER, BEFORE, EQUAL
from gongfu.plan.tables import Cell

_HEAD = re.compile(r"指标((?:19|20)\d\d)年((?:19|20)\d\d)年[^。\n]{0,24}")
_END = re.compile(r"注:|。|\n")
_LONGEST = 4000  # characters of a table
_RUN = r"(?:[<>≥≤]?[\d.]+(?:左右|以上|以下|%|个百分点)?|〔[\d.]+〕|\[[\d.]+\]|-)+"
_ROW = re.compile(
    rf"(?P<name>[^-\d<>≥≤〔〕\[\]]{{2,60}}?(?:\([^()]{{1,8}}、[^()]{{1,8}}\)[^-\d()]{{0,8}})?)(?:\((?P<unit>[^()]{{1,8}})\))?(?P<run>{_RUN})(?=预期性|约束性|[^\d.%-]|$)"
)
_TOKEN = re.compile(
    r"[〔\[](?P<sum>[\d.]+)[〕\]]|(?P<change>-\d[\d.]*(?:%|个百分点)|(?<=[\d.])\d(?:\.\d+)?个百分点)|(?P<none>-)"
    r"|(?P<sign>[<>≥≤])?(?P<number>\d[\d.]*)(?P<after>左右|以上|以下|%|个百分点)?"
)
_NOT_NAME = re.compile(r"^(?:预期性|约束性|属性|\d*[.、])+")
_DECREASE = re.compile(r"下降|降低|减少")


@dataclass(frozen=True, slots=True)
class _Figure:
    start: int
    end: int
    value: float
    column: int  # 0 base year, 1 target year, 2 sum or change
    comparator: str
    is_points: bool = False


def cells(flat: str) -> tuple[list[Cell], list[tuple[int, int]]]:
    """Read the figures of fused tables, and give the spans of those tables.

    Numbers that ran together are parted so that both have as many decimals, or as many digits; a sign, a bracket
    or a hyphen parts them as well. What stays in doubt is left out.
    """
    found: list[Cell] = []
    spans: list[tuple[int, int]] = []
    for head in _HEAD.finditer(flat):
        stop = _END.search(flat, head.end(), head.end() + _LONGEST)
        end = stop.start() if stop else min(len(flat), head.end() + _LONGEST)
        spans.append((head.start(), end))
        years = (int(head[1]), int(head[2]), int(head[2]))
        unit = ""
        for row in _ROW.finditer(flat, head.end(2) + 1, end):
            unit = row["unit"] or unit
            name = _NOT_NAME.sub("", row["name"]).split("(")[0] if not row["unit"] else _NOT_NAME.sub("", row["name"])
            found += _cells(name, unit, list(_figures(flat, *row.span("run"))), years)
    return found, spans


def _figures(flat: str, start: int, end: int) -> Iterator[_Figure]:
    column = 0
    after_change = False
    for token in _TOKEN.finditer(flat, start, end):
        mark = after_change or flat[token.end() : token.end() + 1] == "-"  # the number of a row or of a footnote
        after_change = token["change"] is not None
        if token["none"]:
            column += 1
        elif token["number"] and len(token[0]) == 1 and mark:
            continue
        elif token["sum"]:
            yield _Figure(*token.span("sum"), float(token["sum"]), 2, EQUAL)
        elif token["change"]:
            digits = re.sub(r"[^\d.]", "", token["change"])
            yield _Figure(*token.span(), float(digits), 2, EQUAL, "点" in token["change"])
        else:
            for part_start, part_end in _parts(flat, *token.span("number"), token["after"] == "个百分点"):
                value = value_of(flat[part_start:part_end])
                last = part_end == token.end("number")
                if value is None:
                    return
                sign = token["sign"] if part_start == token.start("number") else None
                after = token["after"] if last else None
                comparator = BEFORE.get(sign or "") or AFTER.get(after or "") or (ABOUT if after == "左右" else EQUAL)
                points = last and after == "个百分点"
                yield _Figure(
                    part_start - bool(sign), token.end() if last else part_end, value, 2 if points else column, comparator, points
                )  # fmt: skip
                column += 1


def _parts(flat: str, start: int, end: int, points: bool) -> list[tuple[int, int]]:
    """Part a run of digits into the numbers that it is made of."""
    text = flat[start:end]
    if points and "." not in text and len(text) > 2:
        return [(start, end - 1), (end - 1, end)]
    dots = text.count(".")
    if dots == 2:
        first = text.index(".") + 1 + len(text.rpartition(".")[2])
        return [(start, start + first), (start + first, end)]
    if dots == 1 and len(text.partition(".")[2]) > len(text.partition(".")[0]) > 1:
        whole = len(text.partition(".")[0])
        return [(start, end - whole), (end - whole, end)]
    if dots == 0 and len(text) >= 4 and len(text) % 2 == 0:
        return [(start, start + len(text) // 2), (start + len(text) // 2, end)]
    return [(start, end)] if dots < 2 else []


def _cells(name: str, written: str, figures: list[_Figure], years: tuple[int, int, int]) -> list[Cell]:
    scale = re.match(MULTIPLIER, written)
    unit = units.UNIT.match(written[scale.end() :] if scale else written)
    if unit is None or len(name) < 2:
        return []
    canonical, factor = units.canonical(unit)
    factor *= (value_of("1" + scale[0]) or 1) if scale else 1
    result = []
    for figure in figures:
        if figure.column > 2:
            continue
        change = figure.column == 2
        falls = bool(_DECREASE.search(name))
        label, measure, times = name, canonical, factor
        if change and figure.is_points:
            measure, times = "百分点", 1.0
        elif change and canonical != "%" and not falls and name.endswith("总量"):
            label, measure, times = name + "降低", "%", 1.0
        elif change and not falls:
            label = name + "新增"
        result.append(
            Cell(
                start=figure.start,
                end=figure.end,
                value=figure.value * times,
                value_high=None,
                unit=measure,
                comparator=figure.comparator,
                indicator=label,
                year=years[figure.column],
                first_year=None,
                is_base=figure.column == 0,
                is_growth=change and falls,
                is_per_year=False,
                is_outcome=False,
                units=(),
            )
        )
    return result
