"""Put the English rules together."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from gongfu.plan.english.meaning import Sentence, governing_year, indicator_of, kind_of, mode_of, years_of
from gongfu.plan.english.quantities import Quantity, find
from gongfu.plan.kind import BASELINE, OUTCOME

_SENTENCE = re.compile(r"(?<=[a-z\d%)”\"'])[.!?](?=\s+[A-Z(“\"]|\n|$)|\n+")
_TERM = re.compile(r"\b((?:19|20)\d\d)\s?(?:-|–|—|to)\s?((?:20)?\d\d)\b")
_ISSUED = re.compile(r"(?:\d{1,2}(?:st|nd|rd|th)?\s)?(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)\.?,?\s(?:\d{1,2}(?:st|nd|rd|th)?,?\s)?((?:19|20)\d\d)")
_NAMED = re.compile(
    r"[(\[]?\b(?:Lead(?:ing)?(?: agenc(?:y|ies)| department| ministry)?|Responsible(?: (?:agenc(?:y|ies)|departments?|units?|ministr(?:y|ies)|bod(?:y|ies)))?|Responsibility|Implementing agenc(?:y|ies)|Support(?:ing)?(?: agenc(?:y|ies)| departments?)?|Nodal (?:agency|department)|Owner)\s?:\s?([^)\]\n]{3,300})[)\]]?"
)
_ROLE = re.compile(r"\b(?:Support(?:ing)?|Lead|Responsible)(?: [a-z]+)?\s?:\s?")
_THRESHOLD = re.compile(r"\b(?:turnover|investment|revenue|sales|output|size|capacity|capital|value|income|market capitali[sz]ation)s?\b[^,;.]{0,24}$", re.IGNORECASE)
_CONDITION = re.compile(r"\b(?:with|having|exceeding|whose|of|worth)\b[^,;.]{0,40}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Draft:
    """A record before it is numbered; spans are of the flat text."""

    quantity: Quantity
    kind: str
    mode: str
    indicator: str
    period_start: int | None
    deadline: int | None
    size_class: float | None
    responsible: tuple[str, ...]


def drafts(flat: str) -> Iterator[Draft]:
    """All commitments of an English flat text in order."""
    start, end, issued = _term(flat)
    quantities = [quantity for quantity in find(flat)]
    bounds = [0, *(match.end() for match in _SENTENCE.finditer(flat)), len(flat)]
    named = _namings(flat)
    previous: Draft | None = None
    previous_bound = -1
    index = 0
    for quantity in quantities:
        while index + 1 < len(bounds) and bounds[index + 1] <= quantity.start:
            index += 1
        sentence = _sentence(flat, bounds, index, quantity)
        if _is_reference(quantity, sentence):
            continue
        if _is_threshold(quantity, sentence, previous if previous_bound == index else None):
            if previous is not None and previous.quantity.form == "count" and previous.size_class is None:
                previous = replace(previous, size_class=quantity.value)
            continue
        if previous is not None:
            yield previous
        first, last = governing_year(quantity, sentence)
        kind = kind_of(quantity, sentence, last, issued)
        mode = mode_of(quantity, sentence)
        carried = previous.indicator if previous is not None and previous_bound == index else None
        if last is None and kind not in (OUTCOME, BASELINE):
            intro = years_of(sentence.intro)
            if intro:
                first, last = intro[-1][1], intro[-1][2]
            elif re.search(r"current (?:financial |fiscal )?year", sentence.left, re.IGNORECASE):
                last = issued
        if kind == OUTCOME:
            first, last = None, last if last is not None else issued
        elif kind == BASELINE:
            first, last = None, _own_year(sentence)
        else:
            first, last = first if first is not None else start, last if last is not None else end
        previous = Draft(quantity, kind, mode, indicator_of(quantity, sentence, mode, carried), first, last, None, _responsible(named, quantity.start))
        previous_bound = index
    if previous is not None:
        yield previous


def _sentence(flat: str, bounds: list[int], index: int, quantity: Quantity) -> Sentence:
    stop = bounds[index + 1] if index + 1 < len(bounds) else len(flat)
    intro = ""
    for line in reversed(flat[max(0, bounds[index] - 900) : bounds[index]].split("\n")):
        if line.rstrip().endswith(":"):
            intro = line
            break
        if line.strip() and not line.lstrip()[:1] in "•-*–a1234567890(" and not line.rstrip().endswith((";", "and")):
            break
    return Sentence(flat[bounds[index] : quantity.start], flat[quantity.end : stop], intro)


def _is_reference(quantity: Quantity, sentence: Sentence) -> bool:
    """Durations, page furniture and names are no statements."""
    return bool(re.search(r"(?:\bpage|©|copyright|tel|phone|fax|helpline|ISBN)\W*$", sentence.left[-20:], re.IGNORECASE))


def _is_threshold(quantity: Quantity, sentence: Sentence, previous: Draft | None) -> bool:
    if quantity.form != "money" or previous is None or previous.quantity.form != "count":
        return False
    return bool(_THRESHOLD.search(sentence.left) and _CONDITION.search(sentence.left[:-1] if sentence.left else ""))


def _own_year(sentence: Sentence) -> int | None:
    behind = re.match(r"^[^,;.]{0,40}?\bin (?:FY ?)?((?:19|20)\d\d)", sentence.right)
    before = re.search(r"\b((?:19|20)\d\d)\b[^,;.]{0,20}$", sentence.left)
    return int(behind[1]) if behind else int(before[1]) if before else None


def _term(flat: str) -> tuple[int | None, int | None, int | None]:
    head = flat[:600]
    match = _TERM.search(head)
    dated = _ISSUED.search(flat[:1500])
    issued = int(dated[1]) if dated else None
    if match:
        first = int(match[1])
        last = int(match[2]) if len(match[2]) == 4 else int(match[1][:2] + match[2])
        if first < last <= first + 30:
            return first, last, issued or first
    policy = re.search(r"(?:Policy|Strategy|Plan|Mission|Vision|Roadmap|Agenda)[^.\n]{0,20}\b(20\d\d)\b", head)
    goals = [year for _, _, year in years_of(flat) if issued is None or year > issued]
    if policy and issued and int(policy[1]) > issued:
        return issued, int(policy[1]), issued
    return issued, max(set(goals), key=goals.count) if goals and issued else None, issued


def _namings(flat: str) -> list[tuple[int, int, tuple[str, ...]]]:
    headings = [match.start() for match in re.finditer(r"(?:^|\n)(?:\d+(?:\.\d+)*\.?\s|[A-Z][^.\n]{3,80}\n)", flat)]
    result = []
    for match in _NAMED.finditer(flat):
        names = tuple(dict.fromkeys(name.strip(" .") for name in re.split(r"[;,]", _ROLE.sub("", match[1])) if len(name.strip(" .")) > 2))
        begin = max([0, *(heading for heading in headings if heading < match.start() - 1), *(end for _, end, _ in result)])
        result.append((begin, match.end(), names))
    return result


def _responsible(named: list[tuple[int, int, tuple[str, ...]]], position: int) -> tuple[str, ...]:
    for begin, end, names in named:
        if begin <= position < end:
            return names
    return ()
