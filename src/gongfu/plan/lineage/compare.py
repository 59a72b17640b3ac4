"""Whether two subjects are the same, the same over a redrawn group, or two things; always with the reason."""

from dataclasses import dataclass, replace

from gongfu.plan.lineage.lexicon import lexicon
from gongfu.plan.lineage.subject import OPEN, SAID, Core, Subject
from gongfu.text import Text

# Changes under which a line goes on, redefined.
GROUP, GRADES, WHOLE, SHAPE = "group", "grades", "denominator", "shape"
_NATIONAL, _LOCAL = (4, 4), (1, 3)
OBJECT = frozenset({GROUP, GRADES})


@dataclass(frozen=True, slots=True)
class Verdict:
    """``apart`` says why two subjects of one core are two things; ``changes`` what was redrawn; ``unsaid`` counts what only
    one of the texts says.
    """

    apart: tuple[Text, ...] = ()
    changes: frozenset[str] = frozenset()
    unsaid: int = 0


def compare(line: Subject, later: Subject) -> Verdict:
    """Compare a line so far with a later subject of the same core."""
    apart: list[Text] = []
    changes: set[str] = set()
    if line.vague or later.vague:
        apart.append(Text("名称太笼统，不能确定是否同一事物", "the name says too little to be sure"))
    if line.size != later.size:
        apart.append(_differs("规模门槛", "size class", _size(line.size), _size(later.size)))
    if line.place != later.place:
        apart.append(_differs("地域", "place", _said(line.place, "本地区"), _said(later.place, "本地区")))
    if line.field != later.field:
        apart.append(_differs("领域", "field", _said(line.field, "不限"), _said(later.field, "不限")))
    if {line.manufacturing, later.manufacturing} == {SAID, OPEN}:
        apart.append(Text("一处限于制造业，另一处没有写明", "one is of manufacturing, the other leaves it open"))
    if line.act and later.act and line.act != later.act:
        apart.append(_differs("做法", "act", line.act, later.act))
    if line.short and later.short and line.short != later.short:
        apart.append(_differs("简称", "short form", line.short, later.short))
    if line.group != later.group and not _left_out(line, later):
        if line.group and later.group and not line.statistic:
            changes.add(GROUP)
        else:
            apart.append(_differs("统计对象", "group counted", _said(line.group, "未写"), _said(later.group, "未写")))
    grades = _grades(line.grade or _unsaid(line, later), later.grade or _unsaid(later, line))
    if grades == GRADES:
        changes.add(GRADES)
    elif grades:
        apart.append(grade_differs(line.grade, later.grade))
    if line.share != later.share:
        changes.add(SHAPE)
    elif line.whole != later.whole and line.whole and later.whole:
        if line.titled or _words(line.whole) & _words(later.whole):
            changes.add(WHOLE)
        else:
            apart.append(Text("分母不同，分子又没有专名", "another denominator, and the numerator is no title"))
    unsaid = (line.grade is None) != (later.grade is None)
    return Verdict(tuple(apart), frozenset(changes), int(unsaid) + int((line.whole is None) != (later.whole is None)))


def grown(line: Subject, later: Subject) -> Subject:
    """The line after a later mention: what the later text says holds, and what it leaves unsaid goes on."""
    return replace(
        later,
        grade=later.grade or line.grade,
        whole=later.whole or (line.whole if later.share else None),
        act=later.act or line.act,
        manufacturing=SAID if line.manufacturing == SAID else later.manufacturing,
        short=later.short if line.short else None,
    )


def _unsaid(subject: Subject, other: Subject) -> tuple[int, int] | None:
    """The grade that a title without one has beside the national one: below it, where the national one has another name."""
    return _LOCAL if subject.local and other.grade == _NATIONAL else None


def _left_out(line: Subject, later: Subject) -> bool:
    """Whether one of two rates only leaves 企业 out."""
    return line.rate and {line.group, later.group} == {None, "企业"}


def _words(core: Core) -> set[str]:
    return {word for item in core for word in item}


def _grades(first: tuple[int, int] | None, second: tuple[int, int] | None) -> str | None:
    """Null where the grades agree or one is unsaid, ``grades`` where several became part of themselves, else ``apart``."""
    if first is None or second is None or first == second:
        return None
    several = first[0] != first[1] and second[0] != second[1]
    return GRADES if several else "apart"


def _differs(zh: str, en: str, first: str, second: str) -> Text:
    return Text(f"{zh}不同：{first}／{second}", f"another {en}: {first} / {second}")


def _said(word: str | None, otherwise: str) -> str:
    return word or otherwise


def _size(size: float | None) -> str:
    return "—" if size is None else f"{size:,.0f}"


def grade_differs(first: tuple[int, int] | None, second: tuple[int, int] | None) -> Text:
    """The words for two grades that are not the same."""
    one, other = _grade(first), _grade(second)
    return Text(f"级别不同：{one.zh}／{other.zh}", f"another grade: {one.en} / {other.en}")


def _grade(grade: tuple[int, int] | None) -> Text:
    if grade is None:
        return Text("—", "—")
    low, high = (lexicon().grade_names[rank] for rank in grade)
    return low if low == high else Text(f"{low.zh}至{high.zh}", f"{low.en} to {high.en}")
