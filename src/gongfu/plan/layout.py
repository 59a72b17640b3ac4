"""Lines of a shadow text: how wide they were wrapped, and which of them are rows of a table."""

import re

_LINE = re.compile(r"[^\n\r]+")
_BAR = re.compile(r" *\| *")
_WIDE = re.compile(r" *\t[ \t]*| {2,}")
_FIGURE = re.compile(r"[\[(〔<>≥≤约]*-?\d[\d.,]*(?:[%\])〕+]|以上|左右|年)*$|^[—-]+$")
_HEAD_WORD = re.compile(r"指标|单位|名称|项目|序号|类别|属性")
_TYPICAL_WIDTHS = (30, 140)


def wrap_width(shadow: str) -> float:
    """Display width at which the lines were wrapped (a Chinese character is 2 wide); infinite where they were not."""
    widths = sorted(
        sum(2 if character > "\u2e7f" else 1 for character in line)
        for line in map(str.strip, shadow[:200_000].splitlines())
        if line
    )
    if len(widths) < 4:
        return float("inf")
    full = widths[int(0.8 * len(widths))]
    near = sum(0.85 * full <= width <= 1.1 * full for width in widths)
    if _TYPICAL_WIDTHS[0] <= full <= _TYPICAL_WIDTHS[1] and near >= 0.3 * len(widths):
        return float(full)
    return float("inf")


def tabulated(shadow: str) -> str:
    """Set the cells of table rows apart by tabs, character for character.

    A row is a line of three cells or more, set apart by bars, tabs or wide blanks; or of four or more set apart
    by single blanks, where two are figures or one is a word of a table's head.
    """
    if " " not in shadow and "|" not in shadow:
        return shadow
    return _LINE.sub(_tabulated_line, shadow)


def _tabulated_line(line: re.Match[str]) -> str:
    text = line[0]
    if len(text) > 300 or " " not in text and "|" not in text:
        return text
    for separator in (_BAR, _WIDE):
        cells = [cell for cell in separator.split(text.strip()) if cell.strip()]
        if len(cells) >= 3 and max(map(len, cells)) < 60:
            return separator.sub(_tab, text)
    cells = text.split()
    if len(cells) >= 4 and max(map(len, cells)) < 40:
        figures = sum(bool(_FIGURE.match(cell)) for cell in cells)
        if figures >= 2 or figures and _HEAD_WORD.search(text) or len(_HEAD_WORD.findall(text)) >= 2:
            return re.sub(r" +", _tab, text)
    return text


def _tab(gap: re.Match[str]) -> str:
    return "\t" + " " * (len(gap[0]) - 1)
