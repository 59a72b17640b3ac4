"""The flat text that rules run on: shadow text without furniture, mere line wraps and blanks between characters.

Each character of it knows where it stands in the source, so that a span found in the flat text points at the
right characters of the file.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass

from gongfu.plan.layout import tabulated, wrap_width

_GAP = re.compile(r"[ \t\n\r\x00\v\f\x85\u2028\u2029\u200b\ufeff]+")
_TIGHT = re.compile(r"[^\x21-\x7e]")
_ENDS = "。;!?:…”』」》"
_STARTS = re.compile(
    r"(?:第[一二三四五六七八九十百零\d]{1,4}[章节篇部条]|[一二三四五六七八九十]{1,3}[、.,]|\([一二三四五六七八九十\d]{1,3}\)"
    r"|\d{1,2}(?:\.\d{1,2})*[.、](?!\d)|——|[•●■◆▪·○※*①②③④⑤⑥⑦⑧⑨⑩-]|专栏|附件|表\d)"
)


_ROW = re.compile(r"[^\n\t]*\t[^\n\t]*\t")
_TAIL = re.compile(r"[^\W\d_]{1,2}[,。;]")


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


def flatten(shadow: str) -> FlatText:
    """Make the flat text of a shadow text in which furniture is written as NUL characters.

    A line break stays where a paragraph ends and goes where a line was only wrapped; a table cell ends in a tab;
    of other blanks only those between two Latin words, or between figures, stay.
    """
    width = wrap_width(shadow)
    shadow = tabulated(shadow)
    pieces: list[str] = []
    run_starts: list[int] = []
    source_starts: list[int] = []
    length = last = 0
    line_start = 0
    for gap in _GAP.finditer(shadow):
        start, end = gap.span()
        if start > last:
            pieces.append(shadow[last:start])
            run_starts.append(length)
            source_starts.append(last)
            length += start - last
        kept = ""
        if "\n" in gap[0] or "\r" in gap[0]:
            if not _is_wrap(shadow, line_start, start, end, width, "\x00" in gap[0]):
                kept = "\n"
            elif not _tight(shadow, start, end):
                kept = " "
            line_start = end
        elif "\t" in gap[0]:
            kept = "\t"
        elif not _tight(shadow, start, end):
            kept = " "
        if kept and length:
            pieces.append(kept)
            run_starts.append(length)
            source_starts.append(start)
            length += 1
        last = end
    if last < len(shadow):
        pieces.append(shadow[last:])
        run_starts.append(length)
        source_starts.append(last)
    return FlatText("".join(pieces), run_starts or [0], source_starts or [0])


def _tight(shadow: str, start: int, end: int) -> bool:
    """Whether the blanks at ``start:end`` mean nothing: they touch a Chinese character, or split a number."""
    if start == 0 or end >= len(shadow):
        return True
    left, right = shadow[start - 1], shadow[end]
    if _TIGHT.match(left) or _TIGHT.match(right):
        return True
    if left.isdigit() and right.isdigit():
        before, after = _digits(shadow, start - 1, -1), _digits(shadow, end, 1)
        return after == 3 and before <= 3 or before < 3 and after < 3 or "\n" in shadow[start:end]
    return left.isdigit() != right.isdigit() and (left in ".,%(/-+~<>" or right in ".,%)/-+~<>")


def _digits(shadow: str, position: int, step: int) -> int:
    count = 0
    while 0 <= position < len(shadow) and shadow[position].isdigit():
        count += 1
        position += step
    return count


def _is_wrap(shadow: str, line_start: int, start: int, end: int, width: float, furniture: bool) -> bool:
    if end >= len(shadow) or start == line_start or "\t" in shadow[line_start:start] or _ROW.match(shadow, end):
        return False
    left = shadow[start - 1]
    if left in _ENDS or _STARTS.match(shadow, end):
        return False
    if shadow[end] in ",。;、:)》”%" or _TAIL.match(shadow, end):
        return True
    if furniture or left in ",、(":
        return True
    length = sum(2 if character > "\u2e7f" else 1 for character in shadow[line_start:start])
    return length >= 0.8 * width
