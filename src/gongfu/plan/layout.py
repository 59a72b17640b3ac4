"""Lines of a shadow text: how wide they were wrapped, and which of them are rows of a table."""

import re

_CELLS = re.compile(r"\t| {2,}| ?\| ?")
_LINE_END = re.compile(r"[\n\r]")
_FIGURE = re.compile(r"[\[(<>≥≤约]*\d[\d.,]*[%\])以上左右]*$|^[—-]+$")
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


def row_gap(shadow: str, start: int) -> int:
    """How many blanks part the cells of the table row that begins at ``start``; 0 where the line is no row.

    A row has three cells or more, set apart by tabs, bars or wide blanks (2), or, where most of them are
    figures, by single blanks (1).
    """
    end = _LINE_END.search(shadow, start)
    line = shadow[start : end.start() if end else len(shadow)].strip()
    if len(line) > 300:
        return 0
    if "\t" in line or "|" in line or "  " in line:
        cells = [cell for cell in _CELLS.split(line) if cell.strip()]
        return 2 if len(cells) >= 3 and max(map(len, cells)) < 60 else 0
    cells = line.split(" ")
    figures = sum(bool(_FIGURE.match(cell)) for cell in cells)
    return 1 if len(cells) >= 4 and figures >= 2 and max(map(len, cells)) < 40 else 0
