"""What a person decided about two records. It wins over every rule."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from gongfu.plan.lineage.errors import LineageError
from gongfu.plan.lineage.results import RELATIONS

JOIN, APART = "join", "apart"


@dataclass(frozen=True, slots=True)
class Decision:
    """Two records of different plans belong together, or do not.

    Parameters
    ----------
    earlier, later
        Ids of the records; of a commitment said several times, any mention.
    verdict
        ``join`` or ``apart``.
    relation
        Of a join: the relation to write; where null, it is found as between any two mentions.
    note
        What the person wants to say.
    """

    earlier: str
    later: str
    verdict: Literal["join", "apart"]
    relation: str | None = None
    note: str | None = None


def check(decisions: Sequence[Decision], place: Mapping[str, int]) -> None:
    """Refuse decisions that cannot be kept.

    Parameters
    ----------
    decisions
        As a person made them.
    place
        Place of the plan of each record in the order of publication.

    Raises
    ------
    LineageError
        Lists each decision about a record that is unknown, in the same plan or a later one, and each pair that is
        decided both ways.
    """
    wrong = [fault for decision in decisions if (fault := _fault(decision, place))]
    verdicts: dict[tuple[str, str], str] = {}
    wrong += [
        f"{decision.earlier} and {decision.later}: joined and kept apart"
        for decision in decisions
        if verdicts.setdefault((decision.earlier, decision.later), decision.verdict) != decision.verdict
    ]
    if wrong:
        raise LineageError("decisions that cannot be kept", offenders=wrong, mend="Correct or withdraw them.")


def _fault(decision: Decision, place: Mapping[str, int]) -> str | None:
    unknown = [name for name in (decision.earlier, decision.later) if name not in place]
    if unknown:
        return f"no record {' and no record '.join(unknown)} in a dated plan"
    if place[decision.earlier] >= place[decision.later]:
        return f"{decision.earlier} does not stand in an earlier plan than {decision.later}"
    if decision.relation is not None and decision.relation not in RELATIONS:
        return f"{decision.earlier} and {decision.later}: unknown relation {decision.relation!r}"
    return None
