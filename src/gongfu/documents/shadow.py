"""An equal-length shadow of a text, for matching: one script, one width, one kind of blank, no markup.

Character *i* of the shadow stands for character *i* of the text, so a span that a rule finds in the shadow
is the span in the text. What takes more characters in the text than it means is filled up with blanks.
"""

import html
import re
import unicodedata
from functools import cache

_SPACE = " "
_NEWLINES = "\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"

# Ideographs and the forms that PDF programs put in their place: (first, behind the last).
_IDEOGRAPHS = ((0x3400, 0x4DC0), (0x4E00, 0xA000), (0x20000, 0x323B0))
_DENSE = ((0, 0x3400), *_IDEOGRAPHS[:2], (0xFF00, 0x10000))
_STAND_INS = ((0x2E80, 0x2FD6), (0xF900, 0xFB00), (0xFE50, 0xFE70), (0xFF00, 0xFFF0), (0x2F800, 0x2FA20))

_BREAKING_NAMES = (
    "address|article|aside|blockquote|body|br|caption|center|dd|div|dl|dt|fieldset|figcaption|figure|footer|form"
    "|h1|h2|h3|h4|h5|h6|head|header|hr|html|legend|li|main|nav|ol|option|p|pre|section|table|tbody|tfoot|thead"
    "|title|tr|ul"
)
_INLINE_NAMES = (
    "a|abbr|acronym|area|audio|b|base|basefont|bdi|bdo|big|button|canvas|cite|code|col|colgroup|data|del|details|dfn"
    "|dialog|dir|em|embed|font|frame|frameset|i|iframe|img|input|ins|kbd|label|link|map|mark|meta|noscript|object"
    "|optgroup|output|param|path|picture|progress|q|rp|rt|ruby|s|samp|script|select|small|source|span|strike|strong"
    "|style|sub|summary|sup|svg|template|textarea|time|track|tt|u|use|var|video|wbr"
)
_NAMES = f"{_BREAKING_NAMES}|{_INLINE_NAMES}|td|th"
_BREAKING = frozenset(_BREAKING_NAMES.split("|"))

_ESCAPE = re.compile(r"(?<!\\)\\++(?:r\\++n|[nrt\"'/]|u[0-9a-fA-F]{4})|''")
_TAG = re.compile(
    rf"<(?P<close>/?)(?P<name>{_NAMES}|[a-z]\w*[:-][\w:-]+)(?=[\s/>])"
    r"""(?:[^<>"']++|"[^"<]*+"|'[^'<]*+'|["'])*+>|<[!?][a-z\[][^<>]*+>|\]\]>""",
    re.IGNORECASE | re.ASCII,
)
_ESCAPED_TAG = re.compile(rf"&lt;(?P<close>/?)(?P<name>{_NAMES})(?=[\s/&])[^<>&]{{0,400}}+&gt;", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:amp;)*(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});|&nbsp(?![A-Za-z;])")
_AMPERSANDS = re.compile("^(?:amp;)+")
_UNREAD = (
    ("<!--", re.compile("<!--"), re.compile("-->")),
    ("<", re.compile(r"<script(?=[\s>])", re.IGNORECASE), re.compile(r"</script\s*>", re.IGNORECASE)),
    ("<", re.compile(r"<style(?=[\s>])", re.IGNORECASE), re.compile(r"</style\s*>", re.IGNORECASE)),
)


def shadow(text: str) -> str:
    r"""Give the text in the form that rules match, character for character.

    * Traditional script becomes simplified; radicals and compatibility forms become the ideograph.
    * Full-width forms become half-width, punctuation too (``，`` is ``,``): where the two must be told
      apart, as in ``100，200家``, look at the same position of the text.
    * Every kind of blank, zero-width sign and control character becomes a plain blank; tabs and newlines
      stay, ``\r\n`` is blank and newline, other line ends are newlines.
    * HTML entities become their character, then blanks. Tags become blanks, but for a newline where a block
      or line ends and a tab where a table cell ends. Comments, scripts and style sheets become blanks.
    * Escapes of SQL and JSON written out (``\n``, ``\t``, ``\"``, ``''``, ``\u4e00``) become what they
      stand for, then blanks (``\u4e00``: blanks before).

    Parameters
    ----------
    text
        Any text.

    Returns
    -------
    A string of the same length.

    """
    if "\\" in text or "''" in text:
        text = _ESCAPE.sub(_read_escape, text)
    if "<" in text or "]]>" in text:
        for sign, opening, closing in _UNREAD:
            if sign in text:
                text = _blank_between(text, opening, closing)
        text = _TAG.sub(_read_tag, text)
    if "&" in text:
        text = _ENTITY.sub(_read_entity, _ESCAPED_TAG.sub(_read_tag, text))
    if "\r\n" in text:
        text = text.replace("\r\n", " \n")
    return text.translate(_table())


def _read_escape(match: re.Match[str]) -> str:
    written = match[0]
    meant = written.lstrip("\\")
    if meant[0] == "u":
        code = int(meant[1:], 16)
        sign = _SPACE if 0xD800 <= code < 0xE000 else chr(code)
        return sign.rjust(len(written))  # so that a tag written this way still starts with "<" and its name
    sign = {"n": "\n", "r": "\n", "t": "\t"}.get(meant[0], meant[0])
    return sign.ljust(len(written))


def _read_tag(match: re.Match[str]) -> str:
    name = (match["name"] or "").lower()
    sign = _SPACE
    if name in _BREAKING:
        sign = "\n"
    elif name in ("td", "th") and match["close"]:
        sign = "\t"
    return sign.ljust(len(match[0]))


def _read_entity(match: re.Match[str]) -> str:
    written = match[0]
    name = _AMPERSANDS.sub("", written[1:])
    return html.unescape(f"&{name}").ljust(len(written)) if name else "&".ljust(len(written))


def _blank_between(text: str, opening: re.Pattern[str], closing: re.Pattern[str]) -> str:
    pieces: list[str] = []
    done = 0
    while (start := opening.search(text, done)) and (end := closing.search(text, start.end())):
        pieces += text[done : start.start()], _SPACE * (end.end() - start.start())
        done = end.end()
    return "".join(pieces) + text[done:] if pieces else text


@cache
def _table() -> dict[int, int]:
    """What each character becomes; those that stay are listed where text is dense, for the sake of speed."""
    import opencc

    table = {code: code for first, behind in _DENSE for code in range(first, behind)}
    for first, behind in _STAND_INS:
        for code in range(first, behind):
            plain = unicodedata.normalize("NFKC", chr(code))
            if len(plain) == 1:
                table[code] = ord(plain)
    for code in range(0x10000):
        if unicodedata.category(chr(code)) in ("Zs", "Cc", "Cf"):
            table[code] = ord(_SPACE)
    table |= {ord("\n"): ord("\n"), ord("\t"): ord("\t")} | {ord(sign): ord("\n") for sign in _NEWLINES}
    ideographs = [chr(code) for first, behind in _IDEOGRAPHS for code in range(first, behind)]
    simplified = opencc.OpenCC("t2s").convert("\n".join(ideographs)).split("\n")
    to_simplified = {ord(old): ord(new) for old, new in zip(ideographs, simplified, strict=True) if len(new) == 1}
    for code, plain_code in list(table.items()):
        table[code] = to_simplified.get(plain_code, plain_code)
    table |= {old: new for old, new in to_simplified.items() if old != new}
    return table


def fold_signs(text: str) -> str:
    """The text with script, width and case folded and nothing else, character for character.

    Returns
    -------
    A string of the same length; markup, entities and escapes stay as they are.
    """
    folded = text.translate(_table())
    lower = folded.lower()
    return lower if len(lower) == len(folded) else "".join(s.lower() if len(s.lower()) == 1 else s for s in folded)
