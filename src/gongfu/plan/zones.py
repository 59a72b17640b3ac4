"""Stretches of running text that look back or look forward, for documents without chapters to tell."""

import re
from bisect import bisect_right
from dataclasses import dataclass

_MARK = re.compile(
    r"(?P<past>工作回顾|回顾(?:过去|这)|一年来|过去(?:的)?一年|初步预计|初步核算|[今去]年以来|上半年|\d{1,2}[-—~至]\d{1,2}月|前[一二三]季度|[一二三四]季度|五年来"
    r"|取得了?[^,。]{0,8}成[效绩就]|“?十[一二三]五”?时期,|成绩来之不易|会议确定的|(?:圆满|较好|全面|胜利)完成)"
    r"|(?P<future>预期目标|主要目标|总体要求|工作安排(?=\n)|工作打算|奋斗目标|重点(?:抓好|做好)|今后|展望|下一步|下阶段|(?:做好|围绕)[^,。]{0,8}年工作|将进一步)"
)


@dataclass(frozen=True, slots=True)
class Zones:
    """Marks in text order; ``past[i]`` says which way the text behind ``starts[i]`` looks."""

    starts: list[int]
    past: list[bool]

    def looks_back(self, position: int) -> bool | None:
        """Whether the text at ``position`` looks back (True) or forward (False); None where nothing says."""
        index = bisect_right(self.starts, position) - 1
        return self.past[index] if index >= 0 else None


def zones(flat: str) -> Zones:
    """Find the words that turn a text to the past or to the future."""
    marks = [(match.start(), match["past"] is not None) for match in _MARK.finditer(flat)]
    return Zones([start for start, _ in marks], [past for _, past in marks])
