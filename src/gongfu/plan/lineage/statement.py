"""What goes in: plans with their records. What a plan says of one thing: a statement."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from gongfu.plan.commitment import Commitment
from gongfu.plan.lineage.errors import LineageError
from gongfu.plan.lineage.phrase import Phrase, parse
from gongfu.plan.lineage.sentence import Sentences

Record = Mapping[str, Any]

TARGET, OUTCOME = "target", "outcome"
_REGION = re.compile(r"([\u4e00-\u9fff]{2,8}?(?:省|市|自治区|自治州|县|区))")


@dataclass(frozen=True, slots=True)
class PlanRecords:
    """One plan or report with its commitments.

    Parameters
    ----------
    id
        Opaque id of the document.
    published_on
        Day of publication, by which plans are ordered; where null, the first day of the term stands for it.
    term
        First and last year of the plan; null in a report, or where nothing says it.
    records
        Commitments as dicts (fields of the definition of commitments) or :class:`Commitment`.
    title
        Title of the plan: it supplies words that sentences leave out, and the field that the plan is for.
    region
        Name of the region ("上海市"); where null, the title is looked at.
    text
        The document that the records' offsets point into: it supplies a grade that only the sentence says. May be null.
    """

    id: str
    published_on: date | None
    records: Sequence[Record | Commitment]
    term: tuple[int | None, int | None] = (None, None)
    title: str | None = None
    region: str | None = None
    text: str | None = None

    @property
    def day(self) -> date | None:
        """The day that the plan is ordered by."""
        if self.published_on or self.term[0] is None:
            return self.published_on
        return date(self.term[0], 1, 1)

    @property
    def place(self) -> str:
        """Name of the region, or ""."""
        found = None if self.region else _REGION.match(self.title or "")
        return self.region or (found[1] if found else "")


@dataclass(slots=True)
class Statement:
    """One commitment of a plan with its repeats (``same_as``); ``id`` is that of the first mention."""

    id: str
    plan: str
    order: int
    record: Record
    phrase: Phrase
    size: float | None
    section: str
    members: list[str] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """``target``, ``outcome`` or ``baseline``."""
        return str(self.record["kind"])

    @property
    def mode(self) -> str:
        """The mode of the record."""
        return str(self.record["mode"])

    @property
    def deadline(self) -> int | None:
        """Year that is aimed at or, of an outcome, described."""
        year = self.record.get("deadline")
        return None if year is None else int(year)

    @property
    def middle(self) -> float:
        """The value; of a range, its middle."""
        low, high = float(self.record["value"]), self.record.get("value_high")
        return low if high is None else (low + float(high)) / 2


def statements(plan: PlanRecords) -> list[Statement]:
    """The statements of a plan in the order of the text, whatever the order of its records.

    Raises
    ------
    LineageError
        Names each ``same_as`` that is no record of the plan, or that goes in a circle.
    """
    records = [record.as_dict() if isinstance(record, Commitment) else record for record in plan.records]
    records.sort(key=lambda record: (record.get("start") or 0, str(record["id"])))
    roots = _roots(plan.id, {str(record["id"]): record.get("same_as") for record in records})
    place = plan.place
    sentences = Sentences(plan.text) if plan.text else None
    alone = {str(record["id"]): _alone(plan, record, order, place, sentences) for order, record in enumerate(records)}
    found: dict[str, Statement] = {}
    for identifier in sorted(alone, key=lambda name: (roots[name] != name, alone[name].order)):
        one = alone[identifier]
        first = found.get(roots[identifier])
        if first is None or _contradict(first, one):
            found[identifier] = one
            continue
        first.members.append(identifier)
        first.size = one.size if first.size is None else first.size
    return sorted(found.values(), key=lambda statement: statement.order)


def _alone(plan: PlanRecords, record: Record, order: int, place: str, sentences: Sentences | None) -> Statement:
    phrase = parse(str(record["indicator"]), place)
    if sentences:
        phrase = sentences.graded(phrase, int(record.get("start") or 0))
    size = record.get("size_class")
    identifier = str(record["id"])
    return Statement(
        identifier, plan.id, order, record, phrase, phrase.size if size is None else float(size),
        str(record.get("section") or ""), [identifier],
    )  # fmt: skip


def _contradict(first: Statement, repeat: Statement) -> bool:
    """Whether a repeat names another size class or grade than the first mention, so that it is none."""
    sizes = first.size, repeat.size
    grades = first.phrase.grade, repeat.phrase.grade
    return (None not in sizes and sizes[0] != sizes[1]) or (None not in grades and grades[0] != grades[1])


def _roots(plan: str, before: dict[str, str | None]) -> dict[str, str]:
    """First mention of each record."""
    roots: dict[str, str] = {}
    wrong: list[str] = []
    for identifier in before:
        path = [identifier]
        while (earlier := before[path[-1]]) is not None:
            if earlier not in before or earlier in path:
                wrong.append(
                    f"{identifier}: same_as {earlier} {'goes in a circle' if earlier in path else 'is no record'}"
                )
                break
            path.append(earlier)
        roots[identifier] = path[-1]
    if wrong:
        raise LineageError(f"plan {plan} repeats what it does not say", offenders=wrong, mend="Mend same_as.")
    return roots
