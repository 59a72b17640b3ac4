"""Small plans for single rules."""

from datetime import date
from typing import Any

from gongfu.plan.lineage import Decision, Lineage, PlanRecords, lineage

TITLE = "某市制造业高质量发展行动计划"


def said(indicator: str, value: float = 10, **fields: Any) -> dict[str, Any]:
    """One commitment, with its mode and unit guessed from the name where they are not given."""
    share, growth = (
        "占" in indicator or "率" in indicator[-2:] and "增长率" not in indicator,
        indicator.endswith(("增长率", "降幅")),
    )
    record: dict[str, Any] = {
        "kind": "target", "indicator": indicator, "value": value, "value_high": None,
        "unit": "%" if share or growth else "家", "mode": "growth" if growth else "share" if share else "level",
        "comparator": "=", "deadline": None, "period_start": None, "size_class": None, "section": "", "same_as": None,
    }  # fmt: skip
    return record | fields


def plan(year: int, *records: dict[str, Any], title: str | None = TITLE, years: int = 3, **fields: Any) -> PlanRecords:
    """A plan of ``year`` for three years; its records are named ``2021-1``, ``2021-2`` in their order."""
    last = year + years - 1
    numbered = [
        {
            "id": f"{year}-{number}",
            "start": number * 100,
            "end": number * 100 + 5,
            "quote": "",
            "responsible": [],
            "note": None,
        }
        | record
        | {"deadline": record["deadline"] if record["deadline"] or record["kind"] != "target" else last}
        | {"period_start": record["period_start"] or (year if record["kind"] == "target" else None)}
        for number, record in enumerate(records, 1)
    ]
    return PlanRecords(
        **(
            {
                "id": str(year),
                "published_on": date(year, 6, 1),
                "records": numbered,
                "term": (year, last),
                "title": title,
            }
            | fields
        )
    )


def two(first: dict[str, Any], second: dict[str, Any], **fields: Any) -> Lineage:
    """A plan of 2021 and one of 2023 with one commitment each."""
    return lineage([plan(2021, first, **fields), plan(2023, second, **fields)])


def pairs(found: Lineage) -> list[tuple[str, str, str]]:
    """The links as (from, to, relation)."""
    return [(link.earlier, link.later, link.relation) for link in found.links]


def became(first: str, second: str, **fields: Any) -> str | None:
    """The relation of two names with the values 10 and 20, or null where they are not joined; fields are the second's."""
    links = two(said(first, 10), said(second, 20, **fields)).links
    return links[0].relation if links else None


__all__ = ["TITLE", "Decision", "became", "pairs", "plan", "said", "two"]
