"""What a person decides of two things that may be one indicator."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from gongfu.workspace import Commit, Workspace

LINEAGE, MEASURE = "lineage", "measure"


def decide(
    workspace: "Workspace", kind: str, one: str, other: str, decision: str, *, by: str, why: str | None, author: str
) -> "Commit":
    """Keep a decision in one commit; it replaces an earlier one on the same two.

    Parameters
    ----------
    kind
        ``lineage`` (two commitments, the earlier first) or ``measure`` (a commitment and a series).
    decision
        ``join``, ``apart``, or ``open`` to take an earlier decision back.
    by, why
        Who decided, and the reason.
    """
    row = {
        "kind": kind, "from_id": one, "to_id": other, "decision": decision, "made_by": by,
        "made_at": datetime.now(UTC), "reason": why,
    }  # fmt: skip
    frame = pl.DataFrame([row], schema_overrides={"made_at": pl.Datetime("us", "UTC"), "reason": pl.String})
    return workspace.commit(
        lambda tx: tx.merge("link_decision", frame), message=f"Decide {decision} of {one} and {other}", author=author
    )


def decisions(table: pl.DataFrame, kind: str) -> dict[tuple[str, str], str]:
    """The decisions of a kind that stand, by the two ids."""
    made = table.filter((pl.col("kind") == kind) & (pl.col("decision") != "open"))
    return {(one, other): said for one, other, said in made.select("from_id", "to_id", "decision").iter_rows()}
