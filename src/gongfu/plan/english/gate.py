"""Numbers of an English text that count nothing: names, references, dates, durations, ranks, parts of the text."""

import re

_PARTS_OF_THE_TEXT = frozenset(
    "pillars priorities chapters sections phases themes parts objectives goals principles steps categories"
    " verticals stages levels aspects factors dimensions"
    " annexes paragraphs pages points series others things terms sides basis tiers generations thrusts"
    " missions headings windows elements reasons options areas"
    " ways drivers enablers missions workstreams strands tracks chapters tables figures questions"
    " recommendations targets indicators".split()
)  # fmt: skip
_LENGTHS_OF_TIME = frozenset("years months days weeks hours minutes decades quarters seconds times cents".split())
_REFERENCE = re.compile(
    r"(?:\b(?:FY|phase|tier|articles?|sections?|chapter|nos?\.?|pages?|figure|table|top|class|level|act|rules?"
    r"|para(?:graph)?|zone|highway|part|room|schedule"
    r"|scope|stage|step|annex(?:ure)?|clause|goal|SDG|web|ipv|version|form|point|line|grade|category|type"
    r"|appendix|box|chart|regulation|directive|decree|law"
    r"|order|resolution|circular|notification|item|priority|pillar|objective|action|target|mission|industry"
    r"|horizon|agenda|vision|ISO|IS|EN|PIN|helpline|tel"
    r"|phone|fax|ISBN|number|grant|ref|ranked|rank|ranks|aged|age)\.?:? ?(?:#|\()?)$",
    re.IGNORECASE,
)
_WHOLE_GROUP = re.compile(
    r"\b(?:all|the|these|those|our|its|their|other|last|past|next|first|previous|following|every|each of the"
    r"|both)(?: of)?(?: the)? $",
    re.IGNORECASE,
)
_ALL = re.compile(r"\ball (?:the |of the )?$", re.IGNORECASE)
MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
_DATE_BEFORE = re.compile(rf"\b{MONTH}\.? ?$")
_DATE_BEHIND = re.compile(rf"(?:st|nd|rd|th)?(?:-\d{{1,2}})? (?:of )?{MONTH}\b")
_ORDINAL_OR_NAME = re.compile(r"(?:st|nd|rd|th)\b|[-/x×:]\w|\.\d|\)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_LIST_MARK = re.compile(r"(?:^|\n|[.:;] ?)\(?$")
_LIST_ITEM = re.compile(r"\d{1,2}(?:\.\d+)*[.)]? ?[A-Z]")
_NAMED = re.compile(r" [A-Z][a-z]+")


def is_counted(text: str, start: int, end: int, head: str, *, is_scaled: bool = False) -> bool:
    """Whether the numeral at ``start:end`` counts the noun ``head``, and is no name, reference, date or length of time.

    A number word behind an article ("the three ports") is the size of a known group; so is any behind "all".
    """
    numeral = text[start:end]
    left = text[max(0, start - 28) : start]
    if head in _PARTS_OF_THE_TEXT or head in _LENGTHS_OF_TIME or is_reference(text, start, end):
        return False
    if _YEAR.fullmatch(numeral) and numeral != "2000" or _ALL.search(left):
        return False
    is_word = numeral[0].isalpha()
    if is_word and (numeral.lower() == "one" and not is_scaled or _WHOLE_GROUP.search(left)):
        return False
    if is_word and numeral[0].isupper() and _NAMED.match(text, end) and not re.search(r"(?:^|[.:;\n•–-]) ?$", left):
        return False
    return not (
        _LIST_MARK.search(left)
        and _LIST_ITEM.match(text, start)
        and not re.match(r"\d+ [a-z]", text[start : start + 8])
    )


def is_reference(text: str, start: int, end: int) -> bool:
    """Whether the numeral at ``start:end`` belongs to a date, a name or a reference ("Section 80", "12 May", "4th")."""
    left = text[max(0, start - 28) : start]
    if _DATE_BEFORE.search(left) or _DATE_BEHIND.match(text, end):
        return True
    return bool(_REFERENCE.search(left) or _ORDINAL_OR_NAME.match(text, end))
