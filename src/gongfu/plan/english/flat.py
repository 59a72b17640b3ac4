"""The flat text of an English file: paragraphs on one line each, cells of tables set apart by tabs."""

import re

from gongfu.documents.furniture import find_masks, find_page_breaks
from gongfu.documents.joins import find_joins
from gongfu.plan.flat import FlatText, collapsed

_FURNITURE, _JOIN, _PAGE = "\x00", "\x01", "\x02"
_GAP = re.compile(r"[ \t\n\x00-\x02]+")
_LONE_NUMBER = re.compile(r"(?<=\n)[ \t]*\d{1,4}[ \t]*(?=\n\s*\f)|(?<=\f)\s*\d{1,4}[ \t]*(?=\n)")
_CELL_GAP = re.compile(r"\||\t|(?<=\S) {3,}(?=\S)")
_ITEM = re.compile(
    r"[•●▪◦·–—*-]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]|\d+\.\d|(?:Chapter|Part|Section|Annex|Table|Figure)\s"
)
_SHORTEST_WRAPPED = 45  # characters of a line that was broken because it was full


def flatten(text: str, shade: str) -> FlatText:
    """Make the flat text of an English file.

    Parameters
    ----------
    text
        The text of the file.
    shade
        Its shadow, character for character.

    Returns
    -------
    The text with one blank between words, a tab between table cells and a newline where a paragraph, a heading, a
    list item or a row ends. Page furniture is gone, and the blank of a number grouped in thousands ("15 000").
    """
    masks = find_masks(shade, page_breaks=find_page_breaks(text))
    letters = list(shade)
    for join_start, join_end in find_joins(shade, masks):
        letters[join_start:join_end] = _JOIN * (join_end - join_start)
    for mask in masks:
        letters[mask.start : mask.end] = _FURNITURE * (mask.end - mask.start)
    for number in _LONE_NUMBER.finditer(text):
        letters[number.start() : number.end()] = _PAGE * (number.end() - number.start())
    for gap in _CELL_GAP.finditer(text):
        if shade[gap.start() : gap.end()].strip(" \t|") == "":
            letters[gap.start()] = "\t"
    flat = "".join(letters)
    return collapsed(flat, _GAP, lambda gap: _kept(flat, gap.start(), gap.end(), gap[0]))


def _kept(shade: str, start: int, end: int, gap: str) -> str:
    """What stays of a run of blanks: a newline, a tab, a blank or nothing."""
    if start == 0 or end >= len(shade):
        return ""
    if "\n" in gap:
        return " " if _is_wrap(shade, start, end, gap) else "\n"
    if "\t" in gap:
        return "\t" * gap.count("\t")
    return "" if _is_one_number(shade, start, end) else " "


def _is_wrap(shade: str, start: int, end: int, gap: str) -> bool:
    before, after = shade[start - 1], shade[end]
    if before in ".!?:;|" or _ITEM.match(shade, end):
        return False
    if _PAGE in gap or _JOIN in gap:
        return True
    if gap.count("\n") > 1 or "\t" in gap:
        return False
    line = shade[shade.rfind("\n", 0, start) + 1 : start]
    return "\t" not in line and (
        after.islower() or before in ",(-" or len(line) >= _SHORTEST_WRAPPED and not after.isupper()
    )


def _is_one_number(shade: str, start: int, end: int) -> bool:
    """Whether a blank groups thousands: one to three digits before it, exactly three behind."""
    before = re.search(r"(?<![\w.,])(?<![A-Za-z]-)\d{1,3}$", shade[max(0, start - 5) : start])
    return bool(before and re.match(r"\d{3}(?![\d.,]\d|\d)", shade[end : end + 5]))
