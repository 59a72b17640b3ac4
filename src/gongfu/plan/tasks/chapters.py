"""Which stretches of a plan hold tasks: articles do, headings, aims, background and closing words do not."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from gongfu.plan.outline import RUN_IN, Outline, Section
from gongfu.plan.responsible import Naming
from gongfu.plan.tasks.lexicon import VERBS

_NUMBER = re.compile(
    r"^(?:第[一二三四五六七八九十百\d]+[章篇编部节]分?|\(?[一二三四五六七八九十壹贰叁参肆伍陆柒捌玖拾]{1,3}[)、.,]|\(?\d{1,2}[)、.]?|专栏\d*|[①-⑳]|——+|[一二三四五六七八九十]是|第[一二三四五六七八九十][,、])\s*"
)
_NO_TASKS = re.compile(
    r"(?:总体|工作|发展|建设|基本|指导|规划|编制)?(?:要求|思想|思路|原则|考虑|方针|理念|遵循|定位)(?:和.{0,12}目标)?$|总体要求|指导思想|基本原则"
    r"|(?:^|[和与及、])(?:总体|主要|发展|工作|行动|计划|规划|预期|奋斗|具体|阶段性?|战略|量化|年度|建设|近期|远期|中长期|分阶段|核心|[一二三四五六七八九十]年|20\d\d年)*目标(?:愿景|定位|要求|指标|任务)?$"
    r"|基础(?:和.{0,8})?$|现状|现况|形势|背景|回顾|成效|成就|总结|问题|机遇|挑战|意义|愿景|展望|起草|编制说明|有关情况|基本情况|名词解释|附则|适用范围|概况|过去|总体考虑|主要指标|年度安排|^注$|解读"
)
_RUN_ON = re.compile(r".{2,24}?(?:专项行动|行动|任务|目标|保障|措施|要求|机制|工程|体系|服务|支撑|水平|基础|考虑|内容)")
_LABEL = re.compile(
    r"(?:主要|发展|工作|总体|行动|预期)?目标:|(?:指导思想|基本原则|总体要求|实施期限|适用范围|联系人|联系电话|附件|抄送|注)[:：]|(?:本|该)(?:方案|规划|计划|意见|办法|行动|纲要|措施|政策)(?:自|由|有效|实施期|印发|所称)"
)
_LONGEST_HEADING = 36
_FIRST_WORDS = VERBS | {
    "对标",
    "围绕",
    "聚焦",
    "依托",
    "面向",
    "瞄准",
    "通过",
    "按照",
    "根据",
    "立足",
    "加快",
    "加大",
    "大力",
    "积极",
    "持续",
    "深入",
    "建设",
    "发展",
}


def _bare(section: Section) -> str:
    title = _NUMBER.sub("", section.title).strip(" 。:")
    if len(title) > 20 and (run_on := _RUN_ON.match(title)):
        return run_on[0]
    return title


def stretches(flat: str, sections: Outline, named: list[Naming]) -> Iterator[tuple[int, int]]:
    """Spans of running text that may hold tasks, each within one paragraph of one section.

    What is left out: headings, also those that run on in their paragraph; chapters without tasks; what stands in
    front of the first heading; namings of units; rows of tables.
    """
    if len(sections.sections) < 2:
        yield from _paragraphs(flat, 0, len(flat), named)
        return
    edges = [section.start for section in sections.sections[1:]] + [len(flat)]
    namings_from = [naming.end for naming in named]
    skipped: list[bool] = []
    for section, end in zip(sections.sections, edges, strict=True):
        skipped.append(bool(_NO_TASKS.search(_bare(section))) or section.parent is not None and skipped[section.parent])
        if skipped[-1]:
            continue
        start = _text_start(flat, section, end)
        first = bisect_right(namings_from, start)
        last = bisect_left(named, end, first, key=lambda naming: naming.start)
        yield from _paragraphs(flat, start, end, named[first:last])


def _text_start(flat: str, section: Section, end: int) -> int:
    """Where the text under a heading begins: behind it, or at its own start where the heading is all there is."""
    stop = section.title_end
    closing = flat[stop : stop + 1]
    if section.level == RUN_IN:
        return _run_in_start(flat, section, end)
    title = flat[section.start : stop]
    alone = not flat[stop + 1 : end].strip(" \n\t。")
    number = _NUMBER.match(title)
    behind = section.start + (number.end() if number else 0)
    if alone and closing in ("。", ";") and len(title) > 8:
        return behind
    if closing != "\n" and ("," in title or len(title) > 20):
        run_on = _RUN_ON.match(flat, behind, stop)
        if run_on and flat[run_on.end() : run_on.end() + 2] in _FIRST_WORDS:
            return run_on.end()
    if closing == "。" and "," in title and section.level >= 4 and len(title) > _LONGEST_HEADING:
        return behind
    return min(stop + 1, end)


def _run_in_start(flat: str, section: Section, end: int) -> int:
    """一是...: the first sentence is a heading where more follows it, else the task itself."""
    stop = flat.find("。", section.start, end)
    line = flat.find("\n", section.start, end)
    if line >= 0 and (stop < 0 or line < stop):
        stop = line
    if 0 <= stop - section.start <= _LONGEST_HEADING and flat[stop + 1 : end].split("\n")[0].strip(" "):
        return stop + 1
    number = _NUMBER.match(flat[section.start : section.start + 12])
    return section.start + (number.end() if number else 0)


def _paragraphs(flat: str, start: int, end: int, named: list[Naming]) -> Iterator[tuple[int, int]]:
    position = start
    for naming in named:
        yield from _lines(flat, position, naming.start)
        position = naming.end
    yield from _lines(flat, position, end)


def _lines(flat: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The lines of a stretch that are prose: no rows of tables, no headings without a number, no labels."""
    position = start
    while position < end:
        stop = flat.find("\n", position, end)
        stop = end if stop < 0 else stop
        line = flat[position:stop]
        is_prose = (
            "。" in line
            or ";" in line
            or "," in line
            and (len(line) > _LONGEST_HEADING or flat[stop : stop + 1] != "\n")
        )
        if is_prose and "\t" not in line and not _LABEL.match(line):
            yield position, stop
        position = stop + 1
