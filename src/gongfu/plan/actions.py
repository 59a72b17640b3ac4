"""Special actions: the level of a plan between its sections and its tasks."""

import re
from collections.abc import Sequence

from gongfu.documents.shadow import shadow

_ARTICLE = re.compile(r"\([一二三四五六七八九十=-]{1,3}\)")
_NUMBER = re.compile(
    r"^(?:第[一二三四五六七八九十百\d]+[章节篇编部]?[,、.]?|[(]?[一二三四五六七八九十\d=-]{1,3}[)、.,是]|专栏\d*|——+)\s*"
)
_VERB = r"(?:(?:深入|大力|全面)?(?:实施|开展|推进|推动|启动|组织)(?:好)?)?"
_WHOLE = re.compile(rf"(?:^|[,、:;]){_VERB}([^,、:;]{{2,24}}?(?:行动|工程))$")
_GLUED = re.compile(rf"^{_VERB}([^,、:;()]{{2,12}}?行动)(?=\d|[A-Z])")  # the next heading ran into this one
_OPENS = re.compile(r"^([^,、:;。\s]{2,16}?专项行动)(?=[将要以是,:;])")
_RUNS_IN = re.compile(rf"^[一二三四五六七八九十]{{1,2}}是[^。;\n]{{2,24}}?,{_VERB}([^,、:;。]{{2,12}}?行动)[。,;]")
_GENERIC = re.compile(
    r"^(?:[一二三四五六七八九十\d]*[个大项]?)?(?:重点|主要|专项|重大|核心|关键)*(?:任务)?(?:和|与|及)?(?:专项|重点|重大)*(?:行动|工程)$"
)


def action_of(path: Sequence[str]) -> str | None:
    """Name of the special action that a heading path leads through, without its number.

    Of several the innermost with an article's number, (一), counts, else the outermost. A heading that only says
    that actions follow (专项行动, 重点工程) names none.
    """
    titles = [shadow(title).replace(" ", "") for title in path]
    named = [(title, name) for title in titles if (name := _named(title))]
    articles = [name for title, name in named if _ARTICLE.match(title)]
    return articles[-1] if articles else named[0][1] if named else None


def opening_action(paragraph: str) -> str | None:
    """Name of the special action whose name a folded paragraph begins with, where it has no heading of its own."""
    opens = _OPENS.match(paragraph) or _RUNS_IN.match(paragraph)
    return opens[1] if opens and not _GENERIC.match(opens[1]) else None


def _named(title: str) -> str | None:
    bare = _NUMBER.sub("", title)
    inner = _ARTICLE.search(bare)  # 二、重点任务(-)延链提档行动: an article glued to its chapter
    for candidate in (bare, bare[inner.end() :] if inner else ""):
        found = _WHOLE.search(candidate) or _GLUED.match(candidate)
        if found and not _GENERIC.match(found[1]):
            return found[1]
    return None
