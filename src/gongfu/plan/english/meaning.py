"""What an English quantity means: kind, mode, period and name."""

import re
from dataclasses import dataclass

from gongfu.plan.english.quantities import Quantity
from gongfu.plan.kind import BASELINE, OUTCOME, TARGET
from gongfu.plan.mode import FLOW, GROWTH, INCREMENT, LEVEL, MULTIPLE, SHARE

_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_FISCAL = re.compile(r"(?:FY|fiscal year|financial year)?\s?'?((?:19|20)\d\d)[-–/](\d\d)(?!\d)|\bFY\s?'?((?:20)?\d\d)\b", re.IGNORECASE)
_RANGE = re.compile(r"\b((?:19|20)\d\d)\s?(?:-|–|—|to|and)\s?((?:19|20)\d\d)\b")
_YEAR = re.compile(r"(?<![\d.,/$-])((?:19|20)\d\d)(?![\d,/%]|\.\d)")
_BASE = re.compile(r"(?:from|compared (?:to|with)|relative to|over|on|versus|against|than in|since|of|than)(?: the| its| their)?\s?$", re.IGNORECASE)
_BASE_AFTER = re.compile(r"^\s?(?:levels?|baseline|base year|figures?|to (?:over |more than |about )?[\d₹$€])", re.IGNORECASE)
_PAST = re.compile(
    r"\b(?:currently|today|already|now|at present|presently|was|were|has|have|had|stood|stands|grew|rose|fell|increased|reached|recorded|accounted|accounts|contributed"
    r"|contributes|hosts|employs|employed|attracted|generated|achieved|created|exported|registered|received|witnessed|is home to|houses|produced|produces|remains|continues"
    r"|approved|sanctioned|invested|announced|secured|completed|launched|supported|delivered|provided|trained|declined|represents|represented|constitutes|constitute|ranked|awarded|surpassed|crossed|is|are)\b",
    re.IGNORECASE,
)
_FUTURE = re.compile(
    r"\b(?:will|shall|to be|aims?|aim(?:ed|ing)|target(?:s|ed|ing)?|goals?|plans? to|intends?|expects?|expected|should|would|propos\w+|envisag\w+|projected|seeks?|commit(?:s|ted|ment)|set out to"
    r"|ambition|vision|by (?:the end of |March |FY ?|fiscal )?20\d\d|must|strive|wants? to|looking to|is to|are to|plan(?:s|ned|ning)|objective|hope|aspir\w+|creat(?:e|ing)|attract(?:ing)?|promote|develop|establish|increase|raise|achieve|ensure|reach|double|build|set up|add|cut|reduce)\b",
    re.IGNORECASE,
)
_GROWTH = re.compile(
    r"(?:\b(?:gr[eo]w(?:s|n|ing|th)?|increas(?:e|es|ed|ing)|ris(?:e|en|es|ing)|rose|reduc(?:e|es|ed|ing|tion)|cut(?:s|ting)?|decreas\w+|declin\w+|f[ae]ll(?:s|en)?|expand(?:s|ed|ing)?|improv\w+|CAGR|growth rate|lower(?:s|ed|ing)?|boost\w*|up|down|shr[iau]nk|contract(?:ed)?|jump(?:ed)?|climbed|surged|gained)\b[^.;,]{0,70}?\b(?:by|of|at|was|is)?\s*(?:an? (?:average|annual|further|additional|compound)[\w ]{0,24}(?:of|at)?\s*)?)$",
    re.IGNORECASE,
)
_TO = re.compile(r"\b(?:to|at)\s*(?:an? )?$", re.IGNORECASE)
_RATE_RIGHT = re.compile(r"^\s?(?:annual |average |year-on-year |yearly |per annum |compound |real |a year |export |gdp )*(?:growth|increase|reduction|decrease|decline|rise|cut|CAGR|year-on-year|y-o-y|higher|lower|more|less|improvement|fall)\b", re.IGNORECASE)
_YEARLY = re.compile(r"\b(?:every year|each year|annually|per annum|a year|per year|yearly|every financial year|p\.a\.)", re.IGNORECASE)
_ADDED = re.compile(r"\b(?:additional|new|fresh|add(?:s|ed|ing)?|extra|more|further|attract(?:s|ed|ing)?|recruit(?:s|ed|ing)?|incremental|create(?:s|d)?|creating|generat(?:e|es|ed|ing)|increase(?:s|d)? by|another)\b", re.IGNORECASE)
_SHARE = re.compile(r"\b(?:share|proportion|percentage|rate|ratio|accounts?|contribut\w+|of (?:the |all |total |its )?\w+|cover\w*|penetration|part)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sentence:
    """The sentence around a quantity: what stands before it, what behind it, and the line that introduces it."""

    left: str
    right: str
    intro: str

    @property
    def clause_left(self) -> str:
        return re.split(r"[,;:]\s|\band\b(?=[^,;]*$)", self.left)[-1]

    @property
    def clause_right(self) -> str:
        return re.split(r"[,;:.]\s|[;:]|\.$", self.right)[0]


def kind_of(quantity: Quantity, sentence: Sentence, year: int | None, issued: int | None) -> str:
    """Target, outcome or baseline, by the nearest cue in front of the quantity."""
    left, right = sentence.left, sentence.right
    if re.search(r"\bfrom\s(?:the |its |a |an |about |around |the current |current )?$", left, re.IGNORECASE) and re.match(r"[^.;]{0,40}?\bto\b", right):
        return BASELINE
    if re.search(r"\b(?:on top of|up from|compared (?:to|with)|against|down from)\s(?:the |a |an )?(?:current |present )?$", left, re.IGNORECASE):
        return BASELINE
    past, future = _last(_PAST, left), _last(_FUTURE, left)
    if year is not None and issued is not None and year != issued:
        if year > issued:
            return TARGET
        return OUTCOME if future < past or future < 0 else TARGET
    if past < 0 and future < 0:
        return OUTCOME if re.match(r"[^.;]{0,40}?\b(?:was|were|have been|has been|are|is)\b", right) and not _FUTURE.search(right[:60]) else TARGET
    if re.search(r"\b(?:will|shall|is to|are to|should|must)\b", left):
        return TARGET
    return OUTCOME if past > future else TARGET


def mode_of(quantity: Quantity, sentence: Sentence) -> str:
    """Level, share, growth, increment, flow or multiple."""
    left, right = sentence.left, sentence.right
    near = left[-60:]
    if quantity.form == "multiple":
        return MULTIPLE
    if quantity.form == "points":
        return INCREMENT
    if quantity.form == "percent":
        if _RATE_RIGHT.match(right):
            return GROWTH
        if _GROWTH.search(left) and not _TO.search(left):
            return GROWTH if not re.search(r"\bfrom\s*$", left) else SHARE
        return SHARE
    if _YEARLY.search(sentence.clause_right) or re.search(r"\b(?:annual|annually|every year|each year|yearly|per year)\b", near, re.IGNORECASE):
        return FLOW
    if _ADDED.search(quantity.noun) or re.search(r"\b(?:add|adding|additional|attract(?:s|ed|ing)?|recruit(?:s|ed)?|fresh|new|increase[sd]? by|further|extra|another|creat(?:e|ed|es|ing)|generat(?:e|ed|es|ing))\b[^,;.]{0,30}$", near, re.IGNORECASE):
        return INCREMENT
    return LEVEL


def years_of(text: str) -> list[tuple[int, int | None, int]]:
    """(position, first, last) of each year or span of years; a fiscal year counts as the year it ends in."""
    found: list[tuple[int, int | None, int]] = []
    taken: list[tuple[int, int]] = []
    for pattern in (_RANGE, _FISCAL, _YEAR):
        for match in pattern.finditer(text):
            if any(a < match.end() and match.start() < b for a, b in taken):
                continue
            taken.append(match.span())
            if pattern is _RANGE:
                found.append((match.start(), int(match[1]), int(match[2])))
            elif pattern is _FISCAL:
                if match[1]:
                    last = int(match[1][:2] + match[2])
                    found.append((match.start(), None, last if last > int(match[1]) else int(match[1]) + 1))
                elif len(match[3]) == 4 or int(match[3]) < 60:
                    found.append((match.start(), None, int(match[3]) if len(match[3]) == 4 else 2000 + int(match[3])))
            else:
                found.append((match.start(), None, int(match[1])))
    return sorted(found)


def governing_year(quantity: Quantity, sentence: Sentence) -> tuple[int | None, int | None]:
    """First and last year that the sentence gives the quantity: behind it in its clause, else before it."""
    right_clause = sentence.right
    behind = [(p, f, y) for p, f, y in years_of(right_clause) if not _is_base(right_clause, p)]
    before = [(p, f, y) for p, f, y in years_of(sentence.left) if not _is_base(sentence.left, p)]
    own = [item for item in behind if (item is behind[0] or not before) and re.search(r"(?:by|in|until|before|of|during|through|to|for|over|from|between|end-?)\s?(?:the |end of |March |\w+ )*(?:FY|fiscal|financial year)?\s?$", right_clause[: item[0]], re.IGNORECASE)]
    if own and not (re.search(r"\b(?:set up|and|recruit|create|train|add|build)\b", right_clause[: own[0][0]]) and before):
        return own[0][1], own[0][2]
    if before:
        return before[-1][1], before[-1][2]
    return None, None


def _is_base(text: str, position: int) -> bool:
    after = re.sub(r"^[\d–/-]+", "", text[position:])
    return bool(_BASE_AFTER.match(after)) or bool(re.search(r"(?:from|compared (?:to|with)|relative to|versus|against|over|on)(?: the| its| their)?\s?$", text[:position], re.IGNORECASE)) and not re.search(r"\bover the\s?$", text[:position])


def _last(pattern: re.Pattern[str], text: str) -> int:
    position = -1
    for match in pattern.finditer(text):
        position = match.start()
    return position


_SUBJECT_VERB = re.compile(
    r"\b(?:will|shall|should|would|is|are|was|were|has|have|had|stood|stands|grew|rose|fell|reached|contributed|accounts|accounted|to (?:reach|be|attain|exceed)|increased|grow|reach|exceed|hosts|employs|aims?|expects?|be|been|recorded|targets?|"
    r"amounted|totalled|totaled|crossed|exceeded|declined|surpassed|represents|represented|comprises|made up)\b",
    re.IGNORECASE,
)
_OBJECT_VERB = re.compile(
    r"\b(?:raise|raising|increase|increasing|attract|attracting|expand|expanding|create|creating|cut|cutting|reduce|reducing|bring|bringing|double|doubling|secure|support|improve|achieve|achieving|generate|generating|boost|grow|lower|mobilise|mobilize|lift|take|keep|maintain|ensure|add|develop|establish|train|set up|build|invest|recycle|provide|allocate|commit|reach|deliver|double|produce|install|employ|employs|attracted|created|received|generated|contributed)\b\s*",
    re.IGNORECASE,
)
_TAIL = re.compile(r"\s*\b(?:of|to|at|by|is|was|are|were|will be|from|worth|for|in|over|a total|an|the|and|or|nearly|about|target|totalling|totaling|reach|reaching|valued|estimated|up|down|currently|further|average|annual|a)\s*$", re.IGNORECASE)


def indicator_of(quantity: Quantity, sentence: Sentence, mode: str, previous: str | None) -> str:
    """A short noun phrase for what is measured, in the words and the order of the text."""
    if quantity.form == "count":
        return _counted(quantity, sentence)
    right = sentence.clause_right.strip()
    own = re.match(r"^(?:of|in)\s(?:the |its |all |total )?([a-z][\w' -]{3,60}?)(?=$|[,.;(]|\s(?:by|will|in 20|over|from|to|each|every|per|through|that|under|on|is|are|with|should|would|must|for)\b)", right, re.IGNORECASE)
    phrase = _left_phrase(sentence)
    if quantity.form == "percent" and mode == SHARE and own and right.startswith("of"):
        return f"share of {own[1]}"
    if quantity.form in ("money", "measure") and own and len(phrase) < 4:
        return own[1]
    if quantity.form in ("money", "measure") and own and _OBJECT_VERB.search(sentence.left[-30:]):
        return own[1]
    if quantity.form == "multiple":
        after = re.match(r"^\s?(?:the |its |their |our )?([\w' -]{3,60}?)(?=$|[,.;(]|\s(?:by|from|over|to|between|in 20|compared|within)\b)", sentence.right)
        if after:
            return re.sub(r"^(?:size|number|value|amount) of (?:the |its )?", "", after[1])
    if len(phrase) < 4:
        phrase = own[1] if own else (previous or right or quantity.unit)
    if mode == GROWTH and not re.search(r"growth|increase|reduction|rate|decline|cagr|rise|cut", phrase, re.IGNORECASE):
        falls = re.search(r"\b(?:reduc\w+|cut\w*|decreas\w+|declin\w+|lower\w*|f[ae]ll\w*)\b", sentence.left[-90:], re.IGNORECASE)
        phrase += " reduction" if falls else " growth"
    return phrase


def _counted(quantity: Quantity, sentence: Sentence) -> str:
    noun = re.sub(r"^(?:of|the|more|such|-)\s", "", quantity.noun)
    right = sentence.right.strip()
    after = re.match(r"^\s?(of [a-z]\w+(?: \w+)?)\b", right[len(quantity.noun) :].strip()) if right.startswith(quantity.noun) else None
    return f"{noun} {after[1]}" if after and not re.search(r"which|them", after[1]) else noun


def _left_phrase(sentence: Sentence) -> str:
    left = re.sub(r"\([^)]*\)", "", sentence.left)
    clause = re.split(r"[;:]\s?|,\s(?=(?:and|while|with|by|to|of)\b)|,\s|\s(?:while|whereas|which|that)\s", left)[-1]
    verb = None
    for verb in _OBJECT_VERB.finditer(clause):
        pass
    subject = _SUBJECT_VERB.search(clause)
    if subject and (verb is None or subject.start() > verb.start() or len(clause[verb.end() :].strip()) < 4):
        phrase = clause[: subject.start()]
    elif verb is not None and len(clause[verb.end() :].strip()) >= 4:
        phrase = clause[verb.end() :]
    else:
        phrase = clause
    phrase = re.split(r"\bfrom\b(?=[^a-z]*$|\s(?:the )?(?:current |present )?(?:level|about|around|over)?\s*$)", phrase)[0]
    phrase = re.sub(r"^(?:\W|\d\.?)*(?:and|the|a|an|its|their|our|this|in FY [\d-]+|in \d{4}|by \d{4}|with|of|also|total|overall|to|would|which|In|By)\s+", "", phrase.strip(), flags=re.IGNORECASE)
    phrase = re.sub(r"^(?:In|By|During|Since) (?:FY )?[\d-]+,?\s*", "", phrase)
    while (shorter := _TAIL.sub("", phrase)) != phrase:
        phrase = shorter
    return phrase.strip(" ,.•-*–")
