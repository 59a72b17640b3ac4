"""The record of a commitment."""

from dataclasses import asdict, dataclass
from typing import Any

BASE_FIELDS = (
    "id", "start", "end", "quote", "kind", "indicator", "value", "value_high", "unit", "comparator", "mode",
    "period_start", "deadline", "size_class", "responsible", "section", "same_as", "note",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Commitment:
    """One quantified statement of a plan.

    ``start``, ``end`` and ``quote`` are of the file as it is; ``value`` and ``value_high`` are in ``unit``;
    the fields up to ``note`` are as scored, the last three tell more: ``direction`` is ``up``, ``down`` or
    ``hold``; ``relative_to`` names the series that a relative target is measured against; ``aggregation`` is
    ``stock``, ``per_period`` or ``total``.
    """

    id: str
    start: int
    end: int
    quote: str
    kind: str
    indicator: str
    value: float
    value_high: float | None
    unit: str
    comparator: str
    mode: str
    period_start: int | None
    deadline: int | None
    size_class: float | None
    responsible: list[str]
    section: str
    same_as: str | None
    note: str | None
    direction: str | None = None
    relative_to: str | None = None
    aggregation: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """The record as plain values; whole numbers as integers."""
        record = asdict(self)
        for name in ("value", "value_high", "size_class"):
            number = record[name]
            if isinstance(number, float) and number.is_integer():
                record[name] = int(number)
        return record
