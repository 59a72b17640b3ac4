"""Units that a commitment inherits, through links worked by hand."""

from dataclasses import fields
from datetime import date
from types import SimpleNamespace

import polars as pl
import pytest

from gongfu.loops.plan import inheriting
from gongfu.loops.plan.inheriting import inherited_units
from gongfu.loops.plan.ledger import Ledger

SCHEMA = {
    "commitment_id": pl.String, "id": pl.String, "plan_id": pl.String, "plan": pl.String, "same_as": pl.String,
    "responsible": pl.List(pl.String), "status": pl.String,
}  # fmt: skip


def ledger(*rows, regions=None):
    """Commitments: id (plan, dash, number), units, and what it repeats; keys are the ids with a k in front."""
    frame = pl.DataFrame(
        [
            {
                "commitment_id": f"k{name}", "id": name, "plan_id": name[0], "plan": f"规划{name[0]}",
                "same_as": f"k{repeated[0]}" if repeated else None, "responsible": units, "status": "extracted",
            }
            for name, units, *repeated in rows
        ],
        schema=SCHEMA,
    )  # fmt: skip
    plans = frame.select("plan_id").unique(maintain_order=True)
    areas = [(regions or {}).get(plan, "r") for plan in plans["plan_id"]]
    plans = plans.with_columns(region_id=pl.Series(areas), published_on=date(2024, 1, 1))
    rest = dict.fromkeys(field.name for field in fields(Ledger) if field.name not in ("plans", "commitments"))
    return Ledger(plans=plans, commitments=frame, **rest)


@pytest.fixture
def link(monkeypatch):
    """Say which records are linked, in the place of the rules of lineage."""

    def say(*links):
        made = [
            SimpleNamespace(earlier=one, later=other, relation=relation, origin=origin)
            for one, other, relation, origin in links
        ]
        monkeypatch.setattr(inheriting, "ledger_lineage", lambda ledger, decided: SimpleNamespace(links=made))

    say()
    return say


def inherited(*arguments, decided=None, **options):
    found = inherited_units(ledger(*arguments, **options), decided or {})
    return {row["commitment_id"]: (row["units"], row["from_ids"], row["by"]) for row in found.iter_rows(named=True)}


def test_repeats_in_the_plan_come_before_other_plans(link):
    link(("a-1", "b-1", "raised", "rule"))
    found = inherited(("a-1", ["甲"]), ("b-1", None), ("b-2", ["乙", "丙"], "b-1"), ("b-3", ["丙"], "b-1"))
    assert found == {"kb-1": (["乙", "丙"], ["b-2", "b-3"], "repeat")}


def test_the_nearest_commitment_that_names_somebody_counts_and_of_two_as_near_the_earlier(link):
    link(("a-1", "b-1", "held", "rule"), ("b-1", "c-1", "raised", "rule"), ("c-1", "d-1", "raised", "rule"))
    rows = [("a-1", ["甲"]), ("b-1", None), ("c-1", None), ("d-1", ["丁"])]
    assert inherited(*rows) == {"kb-1": (["甲"], ["a-1"], "rule"), "kc-1": (["丁"], ["d-1"], "rule")}
    link(("a-1", "b-1", "held", "rule"), ("b-1", "c-1", "raised", "rule"))
    assert inherited(("a-1", ["甲"]), ("b-1", None), ("c-1", ["丙"])) == {"kb-1": (["甲"], ["a-1"], "rule")}


def test_a_redefined_commitment_hands_nothing_on(link):
    link(("a-1", "b-1", "redefined", "rule"))
    assert inherited(("a-1", ["甲"]), ("b-1", None)) == {}


def test_nothing_comes_from_a_commitment_that_a_person_keeps_apart_even_by_way_of_a_third(link):
    link(("a-1", "b-1", "held", "rule"), ("b-1", "c-1", "held", "rule"))
    rows = [("a-1", ["甲"]), ("b-1", None), ("c-1", None)]
    assert set(inherited(*rows)) == {"kb-1", "kc-1"}
    assert set(inherited(*rows, decided={("ka-1", "kc-1"): "apart"})) == {"kb-1"}


def test_what_a_persons_link_hands_on_says_so(link):
    link(("a-1", "b-1", "renamed", "person"), ("b-1", "c-1", "held", "rule"))
    found = inherited(("a-1", ["甲"]), ("b-1", None), ("c-1", None))
    assert {key: by for key, (_, _, by) in found.items()} == {"kb-1": "person", "kc-1": "person"}


def test_another_region_hands_nothing_on(link):
    link(("a-1", "b-1", "held", "rule"))
    assert inherited(("a-1", ["甲"]), ("b-1", None), regions={"b": "other"}) == {}


def test_a_commitment_that_names_its_own_inherits_nothing(link):
    link(("a-1", "b-1", "held", "rule"))
    assert inherited(("a-1", ["甲"]), ("b-1", ["乙"])) == {}
