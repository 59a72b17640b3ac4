"""Which target an outcome answers."""

from collections.abc import Callable, Sequence

from gongfu.plan.lineage.entry import Entry
from gongfu.plan.lineage.relation import unit_family
from gongfu.plan.lineage.statement import OUTCOME, TARGET, Statement

Terms = Sequence[tuple[int | None, int | None]]


def outcomes(entry: Entry) -> list[Statement]:
    """One outcome a year: those that may answer a target."""
    first: dict[int, Statement] = {}
    for statement in entry.statements:
        if statement.kind == OUTCOME and statement.deadline is not None:
            first.setdefault(statement.deadline, statement)
    return list(first.values())


def answered(
    outcome: Statement, earlier: Sequence[Entry], standing: Callable[[Entry], Statement], terms: Terms
) -> Statement | None:
    """The target that an outcome answers.

    Parameters
    ----------
    outcome
        With the year that it describes.
    earlier
        The earlier mentions of its line, in the order of publication.
    standing
        Gives the statement that stands for an entry.
    terms
        First and last year of each plan.

    Returns
    -------
    The latest target whose deadline is the outcome's year, else the latest whose period holds that year; of several in
    one plan one of the same mode, then the one that stands for them, then the first in the text. Null where there is none.
    """
    year = outcome.deadline
    if year is None:
        return None
    for fits in (_due, _open):
        for entry in reversed(earlier):
            found = [
                target
                for target in entry.statements
                if target.kind == TARGET and _speak_alike(target, outcome) and fits(target, year, terms[entry.plan][0])
            ]
            if found:
                chosen = standing(entry)
                return min(found, key=lambda target: (target.mode != outcome.mode, target is not chosen, target.order))
    return None


def _speak_alike(target: Statement, outcome: Statement) -> bool:
    """Whether an outcome can say anything of a target: an amount says nothing of a share or a rate of growth."""
    return unit_family(target) == unit_family(outcome) and target.phrase.share == outcome.phrase.share


def _due(target: Statement, year: int, start: int | None) -> bool:
    return target.deadline == year


def _open(target: Statement, year: int, start: int | None) -> bool:
    first = target.record.get("period_start") or start
    return first is not None and target.deadline is not None and first <= year <= target.deadline
