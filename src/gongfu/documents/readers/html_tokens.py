"""Cut decoded html into tags and text, each with its place in the source; in linear time, however broken it is.

A tree builder would lose the places. What a tree builder does for broken markup is done here as far as text needs
it: a ``<`` that opens nothing is text, comments and scripts that never close swallow only their opening.
"""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

_TOKEN = re.compile(
    r"""<(?P<close>/?)(?P<name>[A-Za-z][^\s/>]{0,60}+)(?P<rest>(?:[^<>"']++|"[^"]*+"|'[^']*+'|["'])*+)>"""
    r"""|(?P<comment><!--)|<[!?/][^<>]*+>"""
)
_COMMENT_END = re.compile(r"--!?>")
_RAW = frozenset(("script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"))


class Token(NamedTuple):
    """A tag, or text between tags, from ``start`` to ``end`` in the source; ``rest`` are the attributes of a tag."""

    kind: Literal["open", "close", "text", "raw"]
    start: int
    end: int
    name: str = ""
    rest: str = ""


def tokens(source: str) -> Iterator[Token]:
    """Cut html into tokens.

    Parameters
    ----------
    source
        The decoded html.

    Yields
    ------
    Tags and texts in order. Comments and declarations are left out. What stands inside an element such as
    ``script`` or ``title`` is one token of kind ``raw`` with the element's name, between its two tags.

    """
    position = 0
    unclosed: set[str] = set()
    while match := _TOKEN.search(source, position):
        if match.start() > position:
            yield Token("text", position, match.start())
        position = match.end()
        if match["comment"]:
            end = None if "!--" in unclosed else _COMMENT_END.search(source, position)
            if end is None:
                unclosed.add("!--")
            position = end.end() if end else position
        elif match["name"]:
            name = match["name"].lower()
            yield Token("close" if match["close"] else "open", match.start(), position, name, match["rest"])
            if name in _RAW and not match["close"] and name not in unclosed:
                end = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(source, position)
                if end is None:
                    unclosed.add(name)
                elif end.start() > position:
                    yield Token("raw", position, end.start(), name)
                    position = end.start()
    if position < len(source):
        yield Token("text", position, len(source))
