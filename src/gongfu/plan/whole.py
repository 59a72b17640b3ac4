"""A text that a program cut every n characters, made whole again, with the way back to the cut one."""

from bisect import bisect_right
from dataclasses import dataclass

from gongfu.documents.joins import find_period


@dataclass(frozen=True, slots=True)
class WholeText:
    """``text`` without the cuts; ``edges`` are the positions in it in front of which a cut lay."""

    text: str
    edges: list[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the cut text that ``start:end`` of the whole one stands at."""
        return start + bisect_right(self.edges, start), end - 1 + bisect_right(self.edges, end - 1) + 1


def whole(text: str) -> WholeText:
    """Take out the line breaks of a text that was cut every n characters, even inside of tags and numbers."""
    period = find_period(text)
    cuts = [at for at in range(period - 1, len(text), period) if text[at] == "\n"] if period else []
    if not cuts:
        return WholeText(text, [])
    pieces = [text[after + 1 : at] for after, at in zip([-1, *cuts], [*cuts, len(text)], strict=True)]
    return WholeText("".join(pieces), [at - before for before, at in enumerate(cuts)])
