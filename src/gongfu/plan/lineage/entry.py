"""The statements of one plan on one line, and the one that stands for them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from gongfu.plan.lineage.relation import same_value, unit_family
from gongfu.plan.lineage.statement import OUTCOME, TARGET, Statement
from gongfu.plan.lineage.subject import SAID, SUPPLIED, Setting, Subject, subject_of

_KINDS = {TARGET: 0, OUTCOME: 1}
_NEVER = 9999


@dataclass(slots=True)
class Entry:
    """All that one plan says of one subject, in the order of the text."""

    plan: int
    subject: Subject
    statements: list[Statement]

    @property
    def id(self) -> str:
        """Id of the first statement."""
        return self.statements[0].id

    def leading(self) -> list[Statement]:
        """The statements of the kind that stands for the others: targets, else outcomes, else baselines."""
        best = min(_rank(statement) for statement in self.statements)
        return [statement for statement in self.statements if _rank(statement) == best]

    def standing(self, modes: Collection[str] = ()) -> Statement:
        """The statement that stands for all: of the leading kind, in one of ``modes`` if there is one, with the earliest
        deadline, first in the text.
        """
        return min(
            self.leading(),
            key=lambda statement: (
                bool(modes) and statement.mode not in modes,
                _NEVER if statement.deadline is None else statement.deadline,
                statement.order,
            ),
        )


def entries(statements: Iterable[Statement], setting: Setting, plan: int) -> list[Entry]:
    """Put the statements of a plan that speak of the same together.

    A statement that leaves a grade unsaid goes with the one that says it only where both give the same value: else
    the plan may count two things.
    """
    exact: dict[Subject, Entry] = {}
    for statement in statements:
        subject = subject_of(statement, setting)
        said_or_supplied = setting.manufacturing and subject.manufacturing == SAID
        key = replace(subject, manufacturing=SUPPLIED) if said_or_supplied else subject
        entry = exact.setdefault(key, Entry(plan, subject, []))
        entry.statements.append(statement)
        if subject.manufacturing == SAID:
            entry.subject = subject
    graded: dict[Subject, list[Entry]] = {}
    for subject, entry in exact.items():
        if subject.grade is not None:
            graded.setdefault(_ungraded(subject), []).append(entry)
    kept: list[Entry] = []
    for subject, entry in exact.items():
        others = graded.get(subject, []) if subject.grade is None else []
        if len(others) == 1 and _agree(entry, others[0]):
            others[0].statements = sorted([*others[0].statements, *entry.statements], key=lambda one: one.order)
        else:
            kept.append(entry)
    return sorted(kept, key=lambda entry: entry.statements[0].order)


def _ungraded(subject: Subject) -> Subject:
    return replace(subject, grade=None)


def _agree(first: Entry, second: Entry) -> bool:
    return any(
        same_value(one.middle, other.middle) and unit_family(one) == unit_family(other)
        for one in first.statements
        for other in second.statements
    )


def _rank(statement: Statement) -> int:
    return _KINDS.get(statement.kind, len(_KINDS))
