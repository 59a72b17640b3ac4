"""Headings of a plan and the section that each character stands in."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

_NUMBER = "[一二三四五六七八九十壹贰叁参肆伍陆柒捌玖拾]{1,3}"
_FORMS = (
    (0, re.compile(r"第[一二三四五六七八九十百\d]{1,3}[篇编]")),
    (1, re.compile(r"第[一二三四五六七八九十百\d]{1,3}(?:章|部分?)")),
    (2, re.compile(r"第[一二三四五六七八九十百\d]{1,3}节")),
    (3, re.compile(rf"{_NUMBER}(?:、|[.,](?!\d))")),
    (4, re.compile(rf"\((?:{_NUMBER}|[-=])\)")),
    (5, re.compile(r"\d{1,2} ?[.、](?! ?\d)|专栏\d{0,2}")),
    (6, re.compile(r"\(\d{1,2}\)|[①②③④⑤⑥⑦⑧⑨⑩]")),
    (7, re.compile(rf"{_NUMBER}是|第{_NUMBER}[,、]|——+(?!\d)")),
)
_STARTS = re.compile("|".join(f"(?P<l{level}>{form.pattern})" for level, form in _FORMS))
_BREAK = re.compile(r"(?:^|\n|(?<=[。;)!?]))(?=[第一二三四五六七八九十壹贰叁参肆伍陆柒捌玖拾(\d专①②③④⑤⑥⑦⑧⑨⑩—])")
_TITLE_END = re.compile(r"[。\n:;]")
_INLINE_TITLE = re.compile(
    r".{2,24}?(?:专项行动|行动|任务|目标|保障|措施|要求|机制|工程|体系|服务|支撑|水平|基础|形势|原则|思路|布局)"
)
_LONGEST_TITLE = 60
RUN_IN = 7


@dataclass(frozen=True, slots=True)
class Section:
    """A heading at ``start:title_end`` and the text that it governs, up to ``end``."""

    start: int
    title_end: int
    end: int
    level: int
    title: str
    parent: int | None


@dataclass(frozen=True)
class Outline:
    """Sections in text order."""

    sections: list[Section]

    @cached_property
    def _starts(self) -> list[int]:
        return [section.start for section in self.sections]

    def at(self, position: int) -> int | None:
        """Index of the innermost section that holds ``position``, or None in front of the first heading."""
        index: int | None = bisect_right(self._starts, position) - 1
        if index == -1:
            return None
        while index is not None and self.sections[index].level == RUN_IN and self.sections[index].end < position:
            index = self.sections[index].parent
        return index

    def path(self, position: int) -> list[Section]:
        """The sections that hold ``position``, from the outermost in."""
        path = []
        index = self.at(position)
        while index is not None:
            path.append(self.sections[index])
            index = self.sections[index].parent
        return path[::-1]


def outline(flat: str) -> Outline:
    """Find the headings of a flat text: 第一章, 一、, (一), 1., (1), 一是, also where one runs on in its paragraph."""
    found: list[tuple[int, int, int, str]] = []
    for gap in _BREAK.finditer(flat):
        match = _STARTS.match(flat, gap.end())
        if match is None:
            continue
        level = int(str(match.lastgroup)[1:])
        title_end = _title_end(flat, match.start(), match.end(), level)
        title = flat[match.start() : title_end].strip(" \t")
        found.append((match.start(), title_end, level, title))
    sections: list[Section] = []
    stack: list[int] = []
    ends = [start for start, *_ in found[1:]] + [len(flat)] if found else []
    for (start, title_end, level, title), end in zip(found, ends, strict=True):
        if level == RUN_IN:
            line_end = flat.find("\n", start)
            end = min(end, line_end if line_end >= 0 else len(flat))
        while stack and sections[stack[-1]].level >= level:
            stack.pop()
        sections.append(Section(start, title_end, end, level, title, stack[-1] if stack else None))
        stack.append(len(sections) - 1)
    return Outline(sections)


def _title_end(flat: str, start: int, number_end: int, level: int) -> int:
    end = _TITLE_END.search(flat, number_end)
    stop = end.start() if end else len(flat)
    if level == RUN_IN and (comma := flat.find(",", number_end, stop)) > 0 and comma - start < _LONGEST_TITLE:
        return comma
    if stop - start <= _LONGEST_TITLE:
        return stop
    inline = _INLINE_TITLE.match(flat, number_end, number_end + 40)
    return inline.end() if inline else min(stop, number_end)
