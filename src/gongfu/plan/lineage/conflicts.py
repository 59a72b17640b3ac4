"""Values that contradict each other: inside one plan, and between plans in force at once."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations

from gongfu.plan.lineage.entry import Entry
from gongfu.plan.lineage.reasons import chinese_number, english_number
from gongfu.plan.lineage.relation import same_value, unit_family
from gongfu.plan.lineage.results import Conflict
from gongfu.plan.lineage.statement import TARGET, Statement
from gongfu.plan.lineage.subject import Subject
from gongfu.text import Text

Term = tuple[int | None, int | None]
_Key = tuple[object, ...]
_OVER_A_PERIOD = ("increment", "growth", "multiple")


def inside(line: str, entry: Entry) -> list[Conflict]:
    """Targets of one plan with two values for the same line, year and mode.

    Two acts (build two, foster four) are two targets and contradict nothing.
    """
    found = []
    for group in _alike([(entry, statement) for statement in entry.statements]).values():
        clash = next(
            (pair for pair in combinations(group, 2) if _clash(*pair) and _one_act(pair[0][1], pair[1][1])), None
        )
        if clash:
            found.append(_conflict("inside", line, [statement for _, statement in clash]))
    return found


def between(line: str, entries: Sequence[Entry], terms: Sequence[Term]) -> list[Conflict]:
    """Targets of plans in force at once with different values for the same line, year and mode."""
    found = []
    for group in _alike([(entry, statement) for entry in entries for statement in entry.statements]).values():
        if len(group) < 2:
            continue
        clashes = [
            pair
            for pair in combinations(group, 2)
            if pair[0][0].plan != pair[1][0].plan
            and _overlap(terms[pair[0][0].plan], terms[pair[1][0].plan])
            and _clash(*pair)
        ]
        if clashes:
            seen = {statement.id: statement for pair in clashes for _, statement in pair}
            found.append(_conflict("between", line, list(seen.values())))
    return found


def _alike(pairs: Iterable[tuple[Entry, Statement]]) -> dict[_Key, list[tuple[Entry, Statement]]]:
    groups: dict[_Key, list[tuple[Entry, Statement]]] = defaultdict(list)
    for entry, statement in pairs:
        if statement.kind == TARGET and statement.deadline is not None:
            groups[_key(entry.subject, statement)].append((entry, statement))
    return groups


def _key(subject: Subject, statement: Statement) -> _Key:
    """What must be the same for two values to contradict each other; sums over a period and rates of it also need its start."""
    start = statement.record.get("period_start") if statement.mode in _OVER_A_PERIOD else None
    return (
        subject.group, subject.whole, subject.share, statement.mode, unit_family(statement), statement.phrase.growth,
        start, statement.deadline,
    )  # fmt: skip


def _clash(first: tuple[Entry, Statement], second: tuple[Entry, Statement]) -> bool:
    grades = first[0].subject.grade, second[0].subject.grade
    return (None in grades or grades[0] == grades[1]) and not same_value(first[1].middle, second[1].middle)


def _one_act(first: Statement, second: Statement) -> bool:
    return first.phrase.doing is None or second.phrase.doing is None or first.phrase.doing == second.phrase.doing


def _overlap(first: Term, second: Term) -> bool:
    if None in first or None in second:
        return False
    return first[0] <= second[1] and second[0] <= first[1]  # type: ignore[operator]


def _conflict(kind: str, line: str, statements: list[Statement]) -> Conflict:
    one = statements[0]
    values = tuple(statement.middle for statement in statements)
    zh, en = (" / ".join(form(value) for value in values) for form in (chinese_number, english_number))
    where = Text("同一文件内", "one plan") if kind == "inside" else Text("同时有效的文件之间", "plans in force at once")
    return Conflict(
        kind, line, tuple(statement.id for statement in statements), values, one.deadline, one.mode,
        Text(f"{where.zh}，同一指标{one.deadline}年有不同数值：{zh}", f"{where.en}: several values for {one.deadline}: {en}"),
    )  # fmt: skip
