"""The flat text that rules run on: shadow text without furniture, mere line wraps and blanks between characters.

Each character of it knows where it stands in the source, so that a span found in the flat text points at the
right characters of the file.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from gongfu.documents.furniture import find_masks, find_page_breaks, merge_spans
from gongfu.documents.joins import find_joins
from gongfu.plan.stacked import unstacked
from gongfu.plan.tables import tabulated

_FURNITURE, _JOIN = "\x00", "\x01"
_GAP = re.compile(r"[ \t\n\x00\x01]+")
_CELL_END = re.compile(r"</t[dh]\b", re.IGNORECASE)
_TAIL = re.compile(r"[\u4e00-\u9fff]{1,2}[,。;]")
_ENDS = "。;!?:…)”》"
_PINYIN = re.compile(r"(?<=[\u4e00-\u9fff])\([a-zü]{0,5}[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ][a-zü]{0,5}\)")
_WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U000323af]")


@dataclass(frozen=True, slots=True)
class FlatText:
    """``text`` with the position in the source of each of its runs."""

    text: str
    run_starts: list[int]
    source_starts: list[int]

    def source(self, position: int) -> int:
        """Source offset of the character at ``position``."""
        run = bisect_right(self.run_starts, position) - 1
        return self.source_starts[run] + position - self.run_starts[run]

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """Source offsets of ``start:end``; blanks and furniture inside it are part of the span."""
        return self.source(start), self.source(end - 1) + 1


def flatten(text: str, shade: str) -> FlatText:
    """Make the flat text of ``text`` from its (mended) shadow.

    Page furniture and mere line wraps go; a line break stays where a paragraph ends; a table cell ends in a tab;
    of other blanks only those between two Latin words, or between two numbers, stay.
    """
    shade = _PINYIN.sub(lambda reading: _FURNITURE * len(reading[0]), shade)
    masks = find_masks(shade, page_breaks=find_page_breaks(text))
    rows = tabulated(text, unstacked(shade))
    joins = [(start, end) for start, end in find_joins(shade, masks) if not _beside_row(rows, start, end)]
    shade = rows
    shade = _marked(shade, merge_spans([(mask.start, mask.end) for mask in masks]), _FURNITURE)
    shade = _marked(shade, joins, _JOIN)

    def kept(gap: re.Match[str]) -> str:
        start, end = gap.span()
        return "\t" if _is_cell_end(text[start:end]) else _kept(shade, start, end, gap[0])

    return collapsed(shade, _GAP, kept)


def collapsed(shade: str, gaps: re.Pattern[str], kept: Callable[[re.Match[str]], str]) -> FlatText:
    """The shadow with only what ``kept`` gives in the place of each of ``gaps``; nothing is kept at the head."""
    pieces: list[str] = []
    run_starts: list[int] = []
    source_starts: list[int] = []
    length = last = 0

    def add(piece: str, source: int) -> None:
        nonlocal length
        pieces.append(piece)
        run_starts.append(length)
        source_starts.append(source)
        length += len(piece)

    for gap in gaps.finditer(shade):
        start, end = gap.span()
        if start > last:
            add(shade[last:start], last)
        stays = kept(gap)
        if stays and length:
            add(stays, start)
        last = end
    if last < len(shade):
        add(shade[last:], last)
    return FlatText("".join(pieces), run_starts or [0], source_starts or [0])


def _beside_row(rows: str, start: int, end: int) -> bool:
    """Whether a line break stands above or below a table row, which no sentence runs on from."""
    above = rows.rfind("\n", 0, start) + 1
    below = rows.find("\n", end)
    return rows.count("\t", above, start) > 1 or rows.count("\t", end, below if below >= 0 else len(rows)) > 1


def _marked(shade: str, spans: Iterable[tuple[int, int]], mark: str) -> str:
    pieces: list[str] = []
    done = 0
    for start, end in spans:
        pieces += shade[done:start], mark * (end - start)
        done = end
    return "".join(pieces) + shade[done:] if pieces else shade


def _is_cell_end(source: str) -> bool:
    """Whether the markup in a gap ends a cell but not its row, however its lines are broken."""
    return "</t" in source and _CELL_END.search(source) is not None and "</tr" not in source.lower()


def _kept(shade: str, start: int, end: int, gap: str) -> str:
    if "\n" in gap:
        return (
            ""
            if _TAIL.match(shade, end) and start and _WIDE.match(shade[start - 1]) and shade[start - 1] not in _ENDS
            else "\n"
        )
    if "\t" in gap:
        return "\t"
    if start == 0 or end >= len(shade):
        return ""
    left, right = shade[start - 1], shade[end]
    if _WIDE.match(left) or _WIDE.match(right):
        return ""
    if left.isdigit() and right.isdigit():
        return "" if _one_number(shade, start, end, gap) else " "
    if left.isdigit() != right.isdigit() and (left in ".,%(/-+~<>" or right in ".,%)/-+~<>"):
        return ""
    return " "


def _one_number(shade: str, start: int, end: int, gap: str) -> bool:
    """Whether the blanks split one number: wrapped, grouped in thousands, or torn apart digit by digit."""
    before, after = _digits(shade, start - 1, -1), _digits(shade, end, 1)
    return _JOIN in gap or after == 3 and before <= 3 or before < 3 and after < 3


def _digits(shade: str, position: int, step: int) -> int:
    count = 0
    while 0 <= position < len(shade) and shade[position].isdigit():
        count += 1
        position += step
    return count
