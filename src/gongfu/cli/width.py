"""How wide text stands on a screen, where a Chinese character takes two columns."""

from unicodedata import combining, east_asian_width


def width(text: str) -> int:
    """Columns that TEXT takes."""
    if text.isascii():
        return len(text)
    return sum(0 if combining(sign) else 2 if east_asian_width(sign) in "WF" else 1 for sign in text)


def pad(text: str, columns: int, *, right: bool = False) -> str:
    """TEXT filled with blanks to COLUMNS."""
    blanks = " " * (columns - width(text))
    return blanks + text if right else text + blanks


def cut(text: str, columns: int) -> str:
    """TEXT in at most COLUMNS, ending in an ellipsis if something was cut off."""
    if width(text) <= columns:
        return text
    kept, taken = [], 0
    for sign in text:
        taken += width(sign)
        if taken > columns - 1:
            break
        kept.append(sign)
    return "".join(kept) + "…"


def wrap(text: str, columns: int) -> list[str]:
    """TEXT in lines of at most COLUMNS: broken at blanks, and between Chinese characters."""
    lines, line = [], ""
    for word in _words(text):
        if line and width(line) + width(word.rstrip()) > columns:
            lines.append(line.rstrip())
            line = ""
        line += word
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


def _words(text: str) -> list[str]:
    words: list[str] = []
    for sign in text:
        joins = words and not words[-1].endswith(" ") and width(sign) < 2 and width(words[-1][-1]) < 2
        closes = words and sign in "，。；：、！？）》】”…,;:.!?)]% "  # never first in a line
        opened = words and words[-1][-1] in "（《【“(["  # never last
        if joins or closes or opened:
            words[-1] += sign
        else:
            words.append(sign)
    return words
