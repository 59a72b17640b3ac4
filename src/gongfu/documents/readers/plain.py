"""Plain text and markdown: the decoded file exactly as it is, so that positions are those of the file."""

import re
from hashlib import sha256

from gongfu.documents.document import Document, Format, IdentityMap
from gongfu.documents.encoding import decode
from gongfu.documents.errors import NoTextError
from gongfu.documents.shadow import shadow

_FRONT_MATTER_TITLE = re.compile(r"\A\s*---\s*?\n(?:.*\n){0,20}?title:[ \t]*(.+)", re.MULTILINE)
_TITLE_SIGN = re.compile(r"(?:计划|规划|方案|意见|纲要|报告|通知|条例|办法|plan|strategy|report)\W*", re.IGNORECASE)
_LINE = re.compile(r"[^\n]+")
_SUFFIX = re.compile(r"\.(?:docx?|pdf|html?|txt|md|wps)$", re.IGNORECASE)
_MARGIN = " \t\r#*-\ufeff\u3000"
_LONGEST_TITLE = 90
_TITLE_LINES = 12  # a title stands among the first lines with text


def read_plain(data: bytes, *, kind: Format) -> Document:
    """Read plain text or markdown.

    Parameters
    ----------
    data
        The file.
    kind
        ``txt`` or ``md``; both are read the same way.

    Returns
    -------
    A document whose text is the decoded file: nothing added, changed or left out.

    Raises
    ------
    UnsupportedFormatError
        The bytes are no text.
    NoTextError
        The file is empty, or holds blanks alone.

    """
    text, encoding, lost = decode(data)
    if not text.strip("\ufeff\x00 \t\r\n"):
        raise NoTextError("the file is empty", mend="Give a file with text in it.")
    notes = (f"{lost:.2%} of the characters could not be decoded as {encoding}",) if lost else ()
    return Document(text, kind, encoding, sha256(data).hexdigest(), guess_title(text), IdentityMap(), notes=notes)


def guess_title(text: str) -> str | None:
    """Guess the title of a plan from its first lines.

    Parameters
    ----------
    text
        The whole text or its beginning.

    Returns
    -------
    The title in the front matter; else the first of the first lines that names a kind of plan; else the
    first line with text, if short; else null.

    """
    beginning = text[:4000]
    shade = shadow(beginning)
    if match := _FRONT_MATTER_TITLE.match(shade):
        return beginning[match.start(1) : match.end(1)].strip().strip("'\"") or None
    lines = []
    for match in _LINE.finditer(shade):
        line = _SUFFIX.sub("", beginning[match.start() : match.end()].strip(_MARGIN))
        if line:
            lines.append(line)
    lines = lines[:_TITLE_LINES]
    for line in lines:
        if len(line) <= _LONGEST_TITLE and line[-1] not in "。，；、,;" and _TITLE_SIGN.search(shadow(line)):
            return line
    return lines[0] if lines and len(lines[0]) <= _LONGEST_TITLE else None
