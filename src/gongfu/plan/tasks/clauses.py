"""Cut a flat text into sentences, and these into clauses."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gongfu.plan.tasks.lexicon import AMBIGUOUS, SLIPS, VERBS

# What a comma inside does not cut: names in quotes and angles, remarks in brackets.
_CLOSED = re.compile(
    r"“[^“”。;\n]{1,30}”|‘[^‘’。;\n]{1,30}’|「[^「」。;\n]{1,30}」|『[^『』。;\n]{1,30}』|《[^《》\n]{1,60}》|\"[^\"。;,\n]{1,20}\"|'[^'。;,\n]{1,20}'"
    r"|\([^()。\n]{1,80}\)|\[[^\[\]。\n]{1,40}\]"
)
_SENTENCE = re.compile(r"[^。!?\n]+[。!?]?")
_CLAUSE = re.compile(r"(?:[^,;:。!?]|(?<=\d),(?=\d{3}(?!\d)))+")
_BULLET = re.compile(
    r"[\s,、]*(?:[-•●■◆▪·*]+|[—–]{1,2}|\(?\d{1,2}\)|\d{1,2}[.、](?!\d)|[①-⑳]|[一二三四五六七八九十]{1,3}(?:是要?|、|要)|第[一二三四五六七八九十]{1,2}[,、]?)?\s*"
)
_ABOUT = re.compile(r"左右")  # what may have lost the comma behind it
_NEXT = (VERBS - AMBIGUOUS) | SLIPS.keys()


@dataclass(frozen=True, slots=True)
class Clause:
    """``start:end`` of the flat text; ``after`` is the sign that ends it, or "" at the end of the sentence."""

    start: int
    end: int
    after: str


def closed(flat: str) -> str:
    """The text, character for character, with the inside of quotes and brackets blotted out."""
    return _CLOSED.sub(lambda match: match[0][0] + "□" * (len(match[0]) - 2) + match[0][-1], flat)


def sentences(blotted: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Spans of the sentences in ``start:end``."""
    for match in _SENTENCE.finditer(blotted, start, end):
        yield match.span()


def clauses(blotted: str, start: int, end: int) -> list[Clause]:
    """The clauses of the sentence ``start:end``, bullets and blanks at their start left out."""
    result: list[Clause] = []
    for match in _CLAUSE.finditer(blotted, start, end):
        bullet = _BULLET.match(blotted, match.start(), match.end())
        first = bullet.end() if bullet else match.start()
        after = blotted[match.end()] if match.end() < end else ""
        for about in _ABOUT.finditer(blotted, first, match.end()):
            if blotted[about.end() : about.end() + 2] in _NEXT:
                result.append(Clause(first, about.end(), ","))
                first = about.end()
        if first < match.end():
            result.append(Clause(first, match.end(), after))
    return result
