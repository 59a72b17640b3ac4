"""Line breaks that are mere wraps: the line was full, and its sentence runs on.

How a wrap is told from the end of a paragraph
----------------------------------------------
*The width of the text.* Lines of wrapped text end at one width, ragged by what did not fit. Widths are measured in
columns (an ideograph takes two) and in characters (a program that cuts every n characters); the measure
under which more lines end near one width wins. Text counts as wrapped where at least a quarter of its lines, and
at least five, end near that width, hardly a line is longer, and most of these lines do not end like a sentence;
a seventh is enough where their stretches lead to the end of one, as they do in prose and not in a list.

*Full lines.* A line is full if the first word of the next line would not have fitted. The break behind a
full line is a wrap, unless the next line begins like a heading or a list item, or is indented by two
or more, and then only a comma or an open bracket at the end of the line makes it a wrap.

*Text that is not wrapped.* Only what cannot end a paragraph makes a break a wrap: a comma, an open
bracket or a joining mark before it, or a closing mark after it. One blank line may lie between.

*Cut text.* Where a line break stands at every n-th character of the whole file, those are the wraps, and only they.

*Page breaks.* Page numbers and running heads between two lines are stepped over. There a sentence runs on unless
it has ended or the next page begins with a heading; no width is asked for.

A break that is not given is not surely the end of a paragraph; one that is given is very probably a wrap.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from gongfu.documents.furniture import Mask, find_masks, find_page_breaks
from gongfu.documents.shadow import shadow

_GAP = re.compile(r"[ \t]*\n[ \t\n]*")
_HEADING = re.compile(
    r"第[一二三四五六七八九十百\d]{1,4}[章节条篇部]|[(]?[一二三四五六七八九十]{1,3}[)、,.][ ]*"
    r"(?![一二三四五六七八九十、])|[(]\d{1,2}[)]|\d{1,2}(?:[.][ ]*(?![\d ])|、(?!\d)|[)])|\d{1,2}(?:\.\d{1,2}){1,3}[ ]"
    r"|[#●■◆▪•·○*|]|[-—]{1,2}[ ]?(?=[\u4e00-\u9fff])"
    r"|专栏|附件|表[ ]?\d|[(]?责任单位|[(]?牵头单位|---"
)
_OPEN_END = frozenset(",、(《“‘[{<+—-/和与及或的")  # no paragraph ends like this
_WEAK_END = frozenset("和与及或的")  # but in a list of lines one may
_CLOSED_START = frozenset(",、。;:)》”’]}%!?")  # and none starts like this
_SENTENCE_END = frozenset("。!?;:…")
_AFTER_END = frozenset(')》”’"]')
_NEAR = 0.94  # of the width: a line that long is near it
_FEWEST_LINES, _LEAST_SHARE, _MOST_LONGER, _LEAST_OPEN = 5, 0.25, 0.1, 0.5
_LEAST_SHARE_OF_PROSE, _LEAST_PROSE = 0.15, 0.4
_SHORTEST_CUT, _MOST_CUTS = 8, 0.9  # some cuts vanish in the blanks of a tag
_NARROWEST, _WIDEST = 12, 240
_LONGEST_PAGE_FURNITURE = 200  # characters between two pages


@dataclass(frozen=True, slots=True)
class _Width:
    """Where lines end: ``width`` columns or characters, within ``slack``; 0 is text that is not wrapped."""

    width: int
    slack: int
    in_columns: bool


def joins(text: str) -> list[tuple[int, int]]:
    """Find the line breaks that are mere wraps.

    Parameters
    ----------
    text
        The text, or its shadow.

    Returns
    -------
    Spans, sorted and apart, each a line break with the blanks around it (and the page number and running head
    in it). Read the text as if they were not there: nothing between Chinese characters, one blank between Latin
    words, a hyphen before it gone.

    """
    shade = shadow(text)
    return find_joins(shade, find_masks(shade, page_breaks=find_page_breaks(text)))


def find_joins(shade: str, masks: Sequence[Mask]) -> list[tuple[int, int]]:
    """Find the wraps, given the page furniture.

    Parameters
    ----------
    shade
        The shadow of the text.
    masks
        What :func:`~gongfu.documents.furniture.find_masks` gives for it.

    Returns
    -------
    As :func:`joins` does.

    """
    period = find_period(shade)
    width = _Width(0, 0, in_columns=False) if period else _find_width(shade)
    pages = [mask for mask in masks if mask.kind == "page"]
    starts = [mask.start for mask in pages]
    found: list[tuple[int, int]] = []
    position = 0
    while gap := _GAP.search(shade, position):
        start, end, at_page = _over_pages(shade, gap.start(), gap.end(), pages, starts)
        position = max(end, gap.end())
        if period and (cuts := [at for at in range(gap.start() // period * period + period - 1, end, period)
                                if shade[at] == "\n" and at >= gap.start()]):  # fmt: skip
            found += [(at, at + 1) for at in cuts]
            continue
        if start > 0 and end < len(shade) and _is_wrap(shade, start, end, width, at_page=at_page):
            found.append((start, end))
    return found


def find_period(shade: str) -> int:
    """Find n + 1 where a text was cut every n characters, else 0."""
    lengths = Counter(len(line) for line in shade.split("\n"))
    (length, _count) = max(lengths.items(), key=lambda item: (item[1], item[0]))
    cuts = shade[length :: length + 1]
    cut = length >= _SHORTEST_CUT and len(cuts) >= _FEWEST_LINES and cuts.count("\n") >= _MOST_CUTS * len(cuts)
    return length + 1 if cut else 0


def _over_pages(
    shade: str, start: int, end: int, pages: Sequence[Mask], starts: Sequence[int]
) -> tuple[int, int, bool]:
    """Widen a gap by the page furniture in it."""
    reach = end
    at_page = False
    while (index := bisect_right(starts, reach) - 1) >= 0 and pages[index].end >= reach and pages[index].start >= start:
        mask = pages[index]
        if mask.end - start > _LONGEST_PAGE_FURNITURE:
            break
        at_page = True
        gap = _GAP.match(shade, mask.end)
        widened = gap.end() if gap else mask.end
        if widened <= reach:
            break
        reach = widened
    return start, reach, at_page


def _is_wrap(shade: str, start: int, end: int, width: _Width, *, at_page: bool) -> bool:
    last, first = shade[start - 1], shade[end]
    newlines = shade.count("\n", start, end)
    heading = _HEADING.match(shade, end) is not None
    if at_page:
        return not heading and not _ends_sentence(shade, start)
    if newlines > 2:
        return False
    if not heading and ((last in _OPEN_END and last not in _WEAK_END) or first in _CLOSED_START):
        return True
    if newlines > 1 or not width.width:
        return False
    indented = end - start - shade.index("\n", start, end) + start > 2
    if not _is_full(shade, start, end, width):
        return False
    return last in _OPEN_END if heading or indented else True


def _is_full(shade: str, start: int, end: int, width: _Width) -> bool:
    line = shade[shade.rfind("\n", 0, start) + 1 : start]
    measured = _columns(line) if width.in_columns else len(line)
    word = re.compile(r"[!-~]{1,40}|.").match(shade, end)
    room = 0
    if width.in_columns and word:
        room = _columns(word[0]) + (word[0].isascii() and line[-1:].isascii())
    return width.width - width.slack < measured + room and measured <= width.width + width.slack


def _ends_sentence(shade: str, position: int) -> bool:
    last = shade[position - 1]
    if last in _AFTER_END and position > 1:
        last = shade[position - 2]
    return last in _SENTENCE_END or (last == "." and not shade[position - 2 : position - 1].isdigit())


def _find_width(shade: str) -> _Width:
    lines = [line.rstrip() for line in shade.split("\n")]
    lines = [line for line in lines if line]
    in_characters = _narrow(lines, [len(line) for line in lines], in_columns=False)
    in_columns = _narrow(lines, [_columns(line) for line in lines], in_columns=True)
    return in_characters[1] if in_characters[0] > in_columns[0] else in_columns[1]


def _narrow(lines: Sequence[str], widths: Sequence[int], *, in_columns: bool) -> tuple[int, _Width]:
    """Find the width near which most lines end, and how many do."""
    none = (0, _Width(0, 0, in_columns))
    counts = Counter(widths)
    if len(lines) < _FEWEST_LINES:
        return none
    best, best_count = 0, 0
    for width in [width for width in counts if _NARROWEST <= width <= _WIDEST]:
        least = _least(width, in_columns=in_columns)
        longer = sum(count for other, count in counts.items() if other > width + width - least)
        if longer <= _MOST_LONGER * len(lines):
            count = sum(counts[other] for other in range(least, width + 1))
            if (count, width) > (best_count, best):
                best, best_count = width, count
    least = _least(best, in_columns=in_columns)
    still_open = sum(
        line[-1] not in _SENTENCE_END for line, width in zip(lines, widths, strict=True) if least <= width <= best
    )
    is_prose = _share_of_prose(lines, [least <= width <= best for width in widths]) >= _LEAST_PROSE
    least_share = _LEAST_SHARE_OF_PROSE if is_prose else _LEAST_SHARE
    wrapped = best_count >= max(_FEWEST_LINES, least_share * len(lines)) and still_open >= _LEAST_OPEN * best_count
    return (best_count, _Width(best, best - least + 1, in_columns)) if wrapped else none


def _share_of_prose(lines: Sequence[str], near: Sequence[bool]) -> float:
    """Of the stretches of near lines, how many lead to the end of a sentence; in a list of like items, none does."""
    ended = stretches = 0
    for line, after, is_near, after_is_near in zip(lines, lines[1:], near, near[1:], strict=False):
        if is_near and not after_is_near:
            stretches += 1
            ended += _ends_sentence(after, len(after)) or _ends_sentence(line, len(line))
    return ended / stretches if stretches else 0.0


def _least(width: int, *, in_columns: bool) -> int:
    """A cut every n characters is exact, but for a blank at the end; a page's margin is not."""
    return round(_NEAR * width) - 2 if in_columns else width - 1


def _columns(line: str) -> int:
    return len(line) if line.isascii() else len(line.encode("gb18030", "replace"))
