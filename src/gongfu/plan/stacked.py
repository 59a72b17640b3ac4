"""Tables whose cells stand one to a line, as text of web pages and word processors often has them."""

import re

_LINE = re.compile(r"[^\n]*\S[^\n]*")
_HEAD = re.compile(r"^(?:序号?|编号|指标|项目|类别|名称)$")
_WHOLE_TITLE = re.compile(r"(?:序号|单位|属性|类别|备注)$")
_LONGEST_HEAD, _FEWEST_COLUMNS, _MOST_COLUMNS, _LONGEST_CELL = 20, 3, 12, 60
_NOTHING = "\x00"  # no blank, so that no cell ends there
_SHORT_TAIL = 3  # characters: such a line of a head belongs to the line above it


def unstacked(shade: str) -> str:
    """Put the cells of each row of a stacked table on one line, set apart by tabs, character for character.

    A stacked table begins with a line "序号" (or 指标 …) and the other titles, then rows that are numbered 1, 2, …
    at an equal distance in lines.
    """
    if "序" not in shade:
        return shade
    lines = [(match.start(), match.end(), match[0].strip()) for match in _LINE.finditer(shade)]
    gaps: list[tuple[int, int, bool]] = []
    index = 0
    while index < len(lines):
        table = _table(lines, index) if _HEAD.match(lines[index][2]) else None
        if table is None:
            index += 1
            continue
        tails = _tails(lines, table[0], len(table[1]))
        for row in table:
            gaps += [(lines[cell][1], lines[cell + 1][0], cell + 1 not in tails) for cell in row[:-1]]
        index = table[-1][-1] + 1
    return _joined(shade, gaps)


def _table(lines: list[tuple[int, int, str]], head: int) -> list[list[int]] | None:
    """Lines of the head and of each row, or None where no table begins at ``head``."""
    first = next((i for i in range(head + 2, min(head + 2 * _MOST_COLUMNS, len(lines))) if lines[i][2] == "1"), None)
    if first is None or any(len(lines[i][2]) > _LONGEST_HEAD for i in range(head, first)):
        return None
    reach = range(first + _FEWEST_COLUMNS, min(first + _MOST_COLUMNS, len(lines)) + 1)
    width = next((i - first for i in reach if i < len(lines) and lines[i][2] == "2"), 0)
    if not width or first - head < width:
        return None
    rows = [list(range(head, first))]
    row = first
    while row + width <= len(lines) and lines[row][2] == str(len(rows)):
        cells = list(range(row, row + width))
        if any(len(lines[cell][2]) > _LONGEST_CELL for cell in cells):
            break
        rows.append(cells)
        row += width
    return rows if len(rows) > 2 else None


def _tails(lines: list[tuple[int, int, str]], head: list[int], width: int) -> set[int]:
    """Lines of the head that go on with the title above them, where it has more lines than the rows have cells."""
    short = [i for i in head[1:] if len(lines[i][2]) <= _SHORT_TAIL and not _WHOLE_TITLE.match(lines[i][2])]
    return set(short[: len(head) - width])


def _joined(shade: str, gaps: list[tuple[int, int, bool]]) -> str:
    pieces: list[str] = []
    done = 0
    for start, end, parts in gaps:
        pieces += shade[done:start], "\t" + " " * (end - start - 1) if parts else _NOTHING * (end - start)
        done = end
    return "".join(pieces) + shade[done:] if pieces else shade
