"""Years in a plan: its own term, its date, and the years that a sentence names."""

import re
from dataclasses import dataclass

from gongfu.plan.numerals import value_of

_DIGIT = {"〇": "0", "零": "0", "○": "0", "O": "0", "o": "0", "一": "1", "二": "2", "三": "3", "四": "4", "五": "5",
          "六": "6", "七": "7", "八": "8", "九": "9"}  # fmt: skip
_YEAR = r"(?:(?:19|20)\d\d|二[〇零○O0o][一二三四五六七八九〇零○][〇零○一二三四五六七八九])"
FIVE_YEAR_PLANS = {name: (1951 + 5 * n, 1955 + 5 * n) for n, name in enumerate(
    ("一五", "二五", "三五", "四五", "五五", "六五", "七五", "八五", "九五", "十五", "十一五", "十二五", "十三五",
     "十四五", "十五五", "十六五")) if n >= 8}  # fmt: skip
FIVE_YEAR_PLANS.update({"九五": (1996, 2000), "十五": (2001, 2005), "十一五": (2006, 2010), "十二五": (2011, 2015),
                        "十三五": (2016, 2020), "十四五": (2021, 2025), "十五五": (2026, 2030), "十六五": (2031, 2035)})  # fmt: skip
_FIVE_YEAR = r"[“\"'‘《]?(十[一二三四五六]五|九五)[”\"'’》]?"

_RANGE = re.compile(rf"({_YEAR})年?[-—–~―至到－]+({_YEAR})年?")
_SPAN_FROM = re.compile(rf"({_YEAR})年起(?:分|用|利用)?([两三四五六七八九十\d]+)年(?:内|(?=[^,。]))")
_WITHIN = re.compile(rf"({_YEAR})年[^。;]{{0,24}}?[“]?([两三四五])年内")
_FIVE = re.compile(_FIVE_YEAR + r"(期间|时期|末期?|末年|规划期末|收官|初|以来|规划|前[三四]年|开局之年|开局)?")
_SINGLE = re.compile(rf"({_YEAR})(?:年度?|财年)")
_RELATIVE = re.compile(
    r"今年|本年度?|全年|(?:计划|规划|方案|行动)期?末|(?<![\d一二三四五两])年内|年底前|去年|上年度?|明年|前年|当年|本世纪中叶|本届政府|[这未今]来?后?[一二两三四五]年(?!行动|计划)"
    r"|(?:经过|用|力争|通过|未来)?[一二两三四五]年(?:左右)?(?:的?时间|努力|内|时间内)|过去[一二两三四五]年|近[一二两三四五]年"
)
_TERM_TITLE = re.compile(
    rf"[(\[《]?({_YEAR})年?[-—–~―至到－]+({_YEAR})年?[)\]》]?[^。;\n]{{0,30}}?(?:规划|计划|方案|意见|纲要|纲领|策略|蓝图|措施|政策|行动|目标)"
    rf"|(?:规划|计划|方案|意见|纲要|纲领|策略|蓝图|措施|政策|行动|目标|战略|办法)[^。;\n,]{{0,6}}\n?[(\[]({_YEAR})年?[-—–~―至到－]+({_YEAR})年?[)\]]"
)
_PLAN_TITLE = re.compile(r"(?:行动计划|规划|方案|纲要|若干措施|若干政策|实施意见|指导意见)(?=[\n\t(《》]|$)")
_PLAN_BODY = re.compile(
    r"(?:责任单位|牵头单位|责任部门|牵头部门)[:;]|\n[(一二三四五六七八九、.)]{2,4}(?:重点任务|主要任务|行动目标|发展目标|保障措施|总体要求)\n"
)
_TERM_FIVE = re.compile(_FIVE_YEAR + r"[^。;\n,]{0,20}?(?:规划|计划|纲要|方案)")
_DATE = re.compile(
    rf"({_YEAR})(?:年(?:\d{{1,2}}|[一二三四五六七八九十]{{1,2}})月(?:(?:\d{{1,2}}|[一二三四五六七八九十]{{1,3}})日)?|([-/.])\d{{1,2}}\2\d{{1,2}}(?!\d))"
)
_LETTER_DATE = re.compile(
    rf"({_YEAR})(?:年(?:\d{{1,2}}|[一二三四五六七八九十]{{1,2}})月(?:(?:\d{{1,2}}|[一二三四五六七八九十]{{1,3}})日)?|([-/.])\d{{1,2}}\2\d{{1,2}}(?!\d))"
)
_TITLE = re.compile(r"《[^》]*》")
_DOCUMENT_NUMBER = re.compile(r"[〔\[(](20\d\d)[〕\])]\d+号")
_ANNUAL = re.compile(rf"({_YEAR})年(?:度)?[^。\n月日]{{0,12}}?(?:重点工作|工作要点|工作任务|工作计划|发展计划)")
_REVIEW = re.compile(rf"({_YEAR})年(?:政府)?(?:主要)?工作(?:的)?回顾")
_SPEECH = re.compile(r"各位代表|请予审议|人大[一二三四五六七八九十]次会议确定|回顾这一年|一年来,")
_REPORT = re.compile(rf"({_YEAR})?年?(?:[^。;,\n]{{0,20}})?政府工作报告|工作报告|(?:上|下)半年工作总结|年度?工作总结")


def year_of(written: str) -> int:
    """A year in Arabic or Chinese digits."""
    return int("".join(_DIGIT.get(character, character) for character in written))


@dataclass(frozen=True, slots=True)
class Term:
    """What a document says of its own time: first and last year of its term, and the year it was issued.

    ``is_report`` is true of a work report, ``is_plan`` of a document that names itself a plan with a term.
    """

    start: int | None
    end: int | None
    issued: int | None
    is_report: bool
    is_plan: bool = False


@dataclass(frozen=True, slots=True)
class YearMention:
    """A year, or a span of years, named at ``position:after`` of a text."""

    position: int
    after: int
    first: int | None
    last: int | None
    kind: str  # year, range, five, relative


def term_of(flat: str, shade: str) -> Term:
    """Find the term and the date of a document; its date may stand in furniture that only ``shade`` still has.

    The term is the span of years beside the name of a plan (the earliest in the text), else the five-year
    plan that the text names, else unknown. A work report has the year that it looks forward to.
    """
    head = flat[:1500]
    report = _REPORT.search(re.sub(r"\s", "", flat[:400])) or _SPEECH.search(flat[:2000])
    dated = _dated(flat, shade)
    issued = dated or _first_year(flat)
    if report and not _TERM_TITLE.search(head):
        review = _REVIEW.search(flat[:2000])
        titled = year_of(report[1]) if report.re is _REPORT and report[1] else None
        year = titled or (year_of(review[1]) + 1 if review else dated or issued)
        return Term(year, year, year, True)
    title = _TERM_TITLE.search(head) or _TERM_TITLE.search(flat[:20_000])
    five = _TERM_FIVE.search(head)
    if title and not (five and five.start() < title.start() and _FIVE.search(title[0])):
        first, last = title[1] or title[3], title[2] or title[4]
        return Term(year_of(first), year_of(last), dated or year_of(first), False, is_plan=True)
    if five:
        first_year, last_year = FIVE_YEAR_PLANS[five[1]]
        return Term(first_year, last_year, dated or first_year, False, is_plan=True)
    annual = _ANNUAL.search(flat[:600])
    if annual:
        year = year_of(annual[1])
        return Term(year, year, dated or year, False, is_plan=True)
    loose = _RANGE.search(head[:300])
    if loose:
        return Term(year_of(loose[1]), year_of(loose[2]), dated or year_of(loose[1]), False, is_plan=True)
    goal = re.findall(rf"到({_YEAR})年", flat[:20_000])
    if goal:
        ends = [year_of(year) for year in goal]
        return Term(issued, max(set(ends), key=ends.count), issued, False, is_plan=_is_plan(flat))
    span = _SPAN_FROM.search(flat)
    if span:
        first_year = year_of(span[1])
        return Term(first_year, first_year + int(value_of(span[2]) or 1) - 1, dated or first_year, False, is_plan=True)
    if _is_plan(flat):
        return Term(issued, None, issued, False, is_plan=True)
    return Term(issued, issued, issued, False)


def _is_plan(flat: str) -> bool:
    """Whether a text without a named term is a plan all the same: by its title, or by its articles."""
    return bool(_PLAN_TITLE.search(flat[:300])) or bool(_PLAN_BODY.search(flat))


def _dated(flat: str, shade: str) -> int | None:
    numbers = _DOCUMENT_NUMBER.search(flat[:1500])
    if numbers:
        return int(numbers[1])
    letters = _LETTER_DATE.search(shade[:1500])
    if letters:
        return int(letters[1])
    dated = _DATE.search(shade[:600]) or _DATE.search(flat[-300:])
    return year_of(dated[1]) if dated else None


def _first_year(flat: str) -> int | None:
    for match in _SINGLE.finditer(flat[:3000]):
        if not re.search(r"[到至较比在从由自]$|力争$", flat[max(0, match.start() - 2) : match.start()]):
            return year_of(match[1])
    return None


def mentions(sentence: str, term: Term) -> list[YearMention]:
    """All years that a sentence names, in order."""
    found: list[YearMention] = []
    taken: set[int] = set()

    def add(match: re.Match[str], first: int | None, last: int | None, kind: str) -> None:
        if any(position in taken for position in range(match.start(), match.end())):
            return
        taken.update(range(match.start(), match.end()))
        found.append(YearMention(match.start(), match.end(), first, last, kind))

    sentence = _TITLE.sub(lambda m: "《" + "□" * (len(m[0]) - 2) + "》", sentence)
    if "年" not in sentence and "五" not in sentence and "20" not in sentence:
        return found
    for match in (*_SPAN_FROM.finditer(sentence), *_WITHIN.finditer(sentence)):
        first = year_of(match[1])
        add(match, first, first + int(value_of(match[2]) or 1) - 1, "range")
    for match in _RANGE.finditer(sentence):
        add(match, year_of(match[1]), year_of(match[2]), "range")
    for match in _SINGLE.finditer(sentence):
        add(match, None, year_of(match[1]), "year")
    for match in _FIVE.finditer(sentence):
        first, last = FIVE_YEAR_PLANS[match[1]]
        add(match, first, last, "five")
    for match in _RELATIVE.finditer(sentence):
        year = _relative_year(match[0], term)
        if year is not None:
            add(match, None, year, "relative")
    return sorted(found, key=lambda mention: mention.position)


def _relative_year(words: str, term: Term) -> int | None:
    if words.startswith(("去年", "上年")):
        return term.issued - 1 if term.issued else None
    if words.startswith("明年"):
        return term.issued + 1 if term.issued else None
    if words.startswith(("今年", "本年", "年内", "年底前", "全年")):
        return (term.end if term.is_report else term.issued) or None
    if words.endswith(("期末", "计划末", "规划末", "方案末", "行动末")):
        return term.end
    if words.startswith(("过去", "近")):
        return (term.issued - 1) if term.issued and term.is_report else term.issued
    return term.end if any(mark in words for mark in "未今这经用力通内") else None
