"""An indicator as a structured thing: title or act, object, group, grade, size, place and measure."""

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache

from gongfu.plan.lineage.lexicon import Lexicon, Word, lexicon
from gongfu.plan.numerals import value_of

_JUNK = re.compile(r"[\s“”\"'‘’「」『』《》〈〉]")
_LONG_BRACKETS = re.compile(r"\(([^()]*)\)")
_SHARE = re.compile(r"^(.+?)占(.+?)的?(?:比重|比例|份额|百分比|比)$")
_PLAIN_SHARE = re.compile(r"(?:占比|比重)$")
_GROWTH = re.compile(r"(年均|平均|累计|年)?(?:复合)?(增长率|增长速度|增速|增幅|增长|降幅|下降率|降低率|下降|降低)$")
_MEASURE = re.compile(r"(?:增加值|总?产值|营业收入|投资)$")
_PRODUCT = re.compile(r"生产总值|GDP|收入|支出|消费|总量|总数")
_RATE = re.compile(r"(?:普及|覆盖|数控化|联网|上云|应用|渗透|转型|改造)(?:率|比例)$")
_STATE = re.compile(r"^(国家|省(?![份会内外际])|市(?![场值政域民区县内外]))(?!级)")
_ANNUAL = re.compile(r"年均|每年|同比")
_GRADE = re.compile(
    r"(?:(?:世界|国际|国家|[省市区县])级?[、和及与或])*(?:世界|国际|国家|[省市区县])(?:[二两三四]?级)(?:及?以上)?|全国|国家(?=重点实验室)"
)
_AMOUNT = r"([\d.]*[一二两三四五六七八九十百千]*(?:万亿|[百千十]?[万亿]))元?"
_OF = r"(?:总?投资额?|年?(?:工业)?总?产值|年?主?营业?务?收入|年?营收|年?销售(?:收入|额)|规模|市值)?"
_SIZE = re.compile(
    rf"{_OF}(?:超过?|达到?|突破)?{_AMOUNT}(?:级(?:以上)?|规模|以上|量级)(?:的|规模)?|{_OF}(?:超过?|达到?|突破){_AMOUNT}的?"
)
_SUMMED = re.compile(r"^(?:.+、.+?)(?=[二两三四五六七八九十]大)")
_YEARS = re.compile(
    r"(?:到|至|自)?(?:20\d\d年?(?:[-—–~至到]20\d\d)?年(?:末|底)?|[“]?十[三四五六]五[”]?(?:期间|末)?)(?:的|,)?"
)
_LIST = re.compile(r"[、和与及或]|以及")
_SMART_MAKING, _SMART = "智能制造", "智能"  # in front of a factory the first is the second under another name
_SMART_THING = re.compile(r"(?:工厂|车间|单元|产线|生产线)$")
_WORLD_CLASS = Word("praise", "世界级", "世界级", "world-class")
_WEIGHTS = ("重点",)
_BARE = 2  # words: with so few, a word of praise or weight is what tells one thing from another
_FUNCTION = re.compile(r"[的在等之]")


@dataclass(frozen=True, slots=True)
class Phrase:
    """What an indicator says.

    ``core`` is what must be the same: a sorted tuple of items, each a sorted tuple of words and, where a word is unknown, of
    characters. ``names`` are the words in the order and spelling of the text, by which a renaming shows; those of ``praise``
    and ``field_words`` are among them. ``grade`` is the lowest and highest rank. ``general`` says that a general field was left out
    of ``core`` because a title says enough.
    """

    text: str
    core: tuple[tuple[str, ...], ...]
    names: tuple[str, ...]
    group: str | None = None
    grade: tuple[int, int] | None = None
    size: float | None = None
    beyond: str | None = None
    general: bool = False
    titled: bool = False
    act: str | None = None
    short: str | None = None
    share: bool = False
    whole: tuple[tuple[str, ...], ...] | None = None
    whole_names: tuple[str, ...] = ()
    praise: tuple[str, ...] = ()
    field_words: tuple[str, ...] = ()
    growth: str | None = None
    doing: str | None = None
    rate: bool = False
    statistic: bool = False
    local: bool = False
    vague: bool = False


@lru_cache(maxsize=100_000)
def parse(indicator: str, region: str = "") -> Phrase:
    """Take an indicator apart.

    Parameters
    ----------
    indicator
        As a record has it: simplified script, ending in 数 for a count, 增长率 or 降幅 for a change, 占…比重 for a share.
    region
        Name of the plan's region ("上海市"), which says nothing where it stands in a phrase.

    Returns
    -------
    The parts; unknown words stay in ``core``.
    """
    text = _clean(indicator)
    words = lexicon()
    if text.isascii():
        return _english(text, words)
    return _chinese(text, region, words)


def _chinese(text: str, region: str, words: Lexicon) -> Phrase:
    for name in (region, region.rstrip("省市区县")):
        if len(name) > 1:
            text = text.replace(name, "")
    growth = None
    match = _GROWTH.search(text)
    if match and match.start() > 0:
        growth = ("annual " if _ANNUAL.search(text) else "") + ("fall" if match[2][0] in "降下" else "rise")
        text = text[: match.start()]
    share, plain = _SHARE.match(text), _PLAIN_SHARE.search(text)
    whole: Phrase | None = None
    if share:
        text = share[1]
        whole = _chinese(_with_measure(share[2], text), region, words)
    elif plain:
        text = text[: plain.start()]
    part = _part(text, words)
    return Phrase(
        text=part.text, core=part.core, names=part.names, group=part.group, grade=part.grade, size=part.size,
        beyond=part.beyond, general=part.general, titled=part.titled, act=part.act, short=part.short, growth=growth,
        share=bool(share or plain), doing=part.doing, rate=bool(_RATE.search(part.text)), statistic=part.statistic,
        local=part.local, vague=part.vague, praise=part.praise, field_words=part.field_words,
        whole=_whole_core(whole) if whole else None,
        whole_names=whole.names if whole else (),
    )  # fmt: skip


def _with_measure(whole: str, part: str) -> str:
    """The denominator with the measure that it leaves to the numerator (增加值占规模以上工业比重)."""
    measure = _MEASURE.search(part)
    return whole + measure[0] if measure and not _MEASURE.search(whole) and not _PRODUCT.search(whole) else whole


def _whole_core(whole: Phrase) -> tuple[tuple[str, ...], ...]:
    return (*whole.core, (f"<{whole.group}>",)) if whole.group else whole.core


def _clean(indicator: str) -> str:
    if indicator.isascii():
        return indicator
    text = _YEARS.sub("", _JUNK.sub("", unicodedata.normalize("NFKC", indicator)))
    return _LONG_BRACKETS.sub(lambda m: m[1] if len(m[1]) <= 3 else "", text)


def _part(text: str, words: Lexicon) -> Phrase:
    text, doing = _stripped(text, words)
    text = _SUMMED.sub("", text)
    grade: tuple[int, int] | None = None
    if match := _GRADE.search(text):
        grade = _ranks(match[0], words)
        text = text[: match.start()] + text[match.end() :]
        text, again = _stripped(text, words)
        doing = doing or again
    elif (match := _STATE.match(text)) and not _opens_with(text, match.end(), words):
        grade = words.grades[match[1]], words.grades[match[1]]
        text = text[match.end() :]
    size = None
    if match := _SIZE.search(text):
        size = value_of(match[1] or match[2])
        text = text[: match.start()] + text[match.end() :]
    items: list[tuple[str, ...]] = []
    worldly = [_WORLD_CLASS] if grade and grade[1] == words.grades["世界"] else []  # praise as much as a grade
    names = [word.spelling for word in worldly]
    found = list(worldly)
    for piece in _pieces(text, words):
        item: list[str] = []
        for form, word in piece:
            if word is None:
                item += form
                names.append(form)
                continue
            found.append(word)
            if word.kind == "word":
                item.append(word.canonical)
                names.append(word.spelling)
            elif word.kind in ("praise", "field"):
                names.append(word.spelling)
        items.append(tuple(sorted(item)))
    return _assembled(text, items, names, found, grade, size, doing, words)


def _opens_with(text: str, more_than: int, words: Lexicon) -> bool:
    """Whether a known word opens the text that goes on after its first characters (国家标准)."""
    known = words.pattern.match(text)
    return bool(known and known.end() > more_than)


def _is_vague(core: tuple[tuple[str, ...], ...], words: Lexicon) -> bool:
    """Whether all that is left of a phrase is a word like 企业 or 项目."""
    left = [word for item in core for word in item if word not in ("field", "工业", "产业", "制造业")]
    return len(left) == 1 and left[0] in words.words and words.words[left[0]].vague


def _assembled(
    text: str,
    items: list[tuple[str, ...]],
    names: list[str],
    found: list[Word],
    grade: tuple[int, int] | None,
    size: float | None,
    doing: str | None,
    words: Lexicon,
) -> Phrase:
    groups = [word.canonical for word in found if word.kind == "group"]
    fields = [word.canonical for word in found if word.kind == "field"]
    titled = any(word.title for word in found)
    if titled and (general := next((word for word in found if word.kind == "group" and word.general), None)):
        field = general.canonical.removesuffix("企业")
        groups, fields = ["企业"], [*fields, field]
        names.append(field)
    if not titled and sum(map(len, items)) <= _BARE:
        items = [*items, *((word.spelling,) for word in found if word.kind == "praise" or word.canonical in _WEIGHTS)]
    core = tuple(sorted(item for item in items if item))
    if not titled and fields:
        core = (*core, ("field", *sorted(fields)))
        fields = []
    group = groups[0] if groups else "企业" if any(word.firms for word in found) else None
    if not core and group:
        core, group = ((group,),), None
    kinds = {kind: next((word.canonical for word in found if word.kind == kind), None) for kind in ("beyond", "act")}
    return Phrase(
        text, core, tuple(names), group, grade, size, kinds["beyond"], bool(fields), titled, kinds["act"],
        next((word.short for word in found if word.short), None), doing=doing,
        statistic=bool(found) and all(word.statistic for word in found if word.kind == "word")
        and not any(len(one) == 1 for item in items for one in item),
        praise=tuple(word.spelling for word in found if word.kind == "praise"), field_words=tuple(fields),
        local=any(word.local for word in found), vague=_is_vague(core, words),
    )  # fmt: skip


def _pieces(text: str, words: Lexicon) -> list[list[tuple[str, Word | None]]]:
    """The text cut at 和 and its like, each piece as known words and what stands between them."""
    smart = bool(_SMART_THING.search(text))
    text = _turned(text, words)
    pieces: list[list[tuple[str, Word | None]]] = [[]]
    at = 0
    for match in words.pattern.finditer(text):
        _unknown(text[at : match.start()], pieces)
        word = words.words[match[0]]
        if smart and word.canonical == _SMART_MAKING:
            word = replace(word, canonical=_SMART)
        at = match.end()
        pieces[-1].append((match[0], word))
    _unknown(text[at:], pieces)
    return [piece for piece in pieces if piece]


def _turned(text: str, words: Lexicon) -> str:
    """企业上云 as 上云企业: the group stands behind, and an act in front goes."""
    first = words.pattern.match(text)
    if not first or words.words[first[0]].kind != "group" or first.end() == len(text):
        return text
    rest, _ = _stripped(text[first.end() :], words)
    return rest + first[0]


def _unknown(text: str, pieces: list[list[tuple[str, Word | None]]]) -> None:
    parts = _LIST.split(text)
    for number, part in enumerate(parts):
        if number:
            pieces.append([])
        bare = _FUNCTION.sub("", part)
        if bare:
            pieces[-1].append((bare, None))


def _stripped(text: str, words: Lexicon) -> tuple[str, str | None]:
    """The text without the endings of counting and the acts that open or close it; and the first act."""
    doing = None
    while True:
        before = text
        cut = words.endings.sub("", text)
        text = cut if len(cut) > 1 else text
        known = words.pattern.match(text)
        act = words.opening.match(text)
        if act and len(text) - act.end() >= 2 and not (known and known.end() > act.end()):
            doing = doing or act[0].rstrip("的")
            text = text[act.end() :]
        act = words.closing.search(text)
        if act and act.start() >= 2 and not _ends_in_longer_word(text, act.start(), words):
            doing = doing or act[0]
            text = text[: act.start()].rstrip("的")
        if text == before:
            return text.removeprefix("的"), doing


def _ends_in_longer_word(text: str, start: int, words: Lexicon) -> bool:
    return any(text.endswith(form) and len(form) > len(text) - start for form in _closing_words(text, words))


def _closing_words(text: str, words: Lexicon) -> list[str]:
    return [text[i:] for i in range(max(0, len(text) - 10), len(text)) if text[i:] in words.words]


def grade_of(text: str) -> tuple[int, int] | None:
    """The lowest and highest grade that the end of a text names ("国家级、市级"), or null."""
    last = None
    for match in _GRADE.finditer(text):
        last = match
    return _ranks(last[0], lexicon()) if last and last.end() == len(text.rstrip("的")) else None


def _ranks(text: str, words: Lexicon) -> tuple[int, int]:
    if text.startswith("全国"):
        return 4, 4
    ranks = [rank for word, rank in words.grades.items() if word in text]
    return min(ranks), 4 if text.endswith("以上") else max(ranks)


def _english(text: str, words: Lexicon) -> Phrase:
    lower = text.lower()
    for form, word in words.english_same.items():
        lower = re.sub(rf"\b{re.escape(form)}\b", word, lower)
    grade = None
    kept: list[str] = []
    for word in re.findall(r"[\w&%'-]+", lower):
        if word in words.english_grades:
            rank = words.english_grades[word]
            grade = rank, rank
        elif word not in words.english_stop:
            kept.append(word[:-1] if word.endswith("s") and len(word) > 3 else word)
    return Phrase(text, (tuple(sorted(kept)),), tuple(kept), grade=grade)
