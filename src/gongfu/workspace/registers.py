"""Registers: things with a life. Pure functions over the tables ``register`` and ``register_status``."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl

from gongfu.errors import ConflictError


@dataclass(frozen=True, slots=True)
class Lifecycle:
    """Which status may come first, and which may follow on which; a status that nothing follows is final."""

    first: frozenset[str]
    next: Mapping[str, frozenset[str]]

    def allows(self, before: str | None, after: str) -> bool:
        """Whether a status may follow on another; None is no status yet."""
        return after in (self.first if before is None else self.next.get(before, frozenset()))


def status_on(statuses: pl.DataFrame, day: date) -> pl.DataFrame:
    """The status of each thing on a day.

    Parameters
    ----------
    statuses
        Rows of ``register_status``.
    day
        The day asked for.

    Returns
    -------
    One row for each thing that had a status by then: ``entry_id``, ``status``, ``since``.
    """
    past = statuses.filter(pl.col("since") <= day).sort("entry_id", "since", "step")
    return past.group_by("entry_id", maintain_order=True).last().select("entry_id", "status", "since")


def in_force(entries: pl.DataFrame, day: date) -> pl.DataFrame:
    """Rows of ``register`` that hold on a day; those whose first day is not known are left out."""
    return entries.filter((pl.col("valid_from") <= day) & (pl.col("valid_to").is_null() | (pl.col("valid_to") >= day)))


def advance(
    statuses: pl.DataFrame,
    lifecycle: Lifecycle,
    *,
    entry_id: str,
    status: str,
    since: date,
    set_by: str,
    reason: str | None = None,
    source_id: str | None = None,
    locator: str | None = None,
) -> pl.DataFrame:
    """The row of ``register_status`` that gives a thing its next status.

    Raises
    ------
    ConflictError
        The status cannot follow on the last one, or begins before it.
    """
    past = statuses.filter(pl.col("entry_id") == entry_id).sort("step")
    last = past.row(-1, named=True) if past.height else None
    before: str | None = None if last is None else last["status"]
    if not lifecycle.allows(before, status):
        following = sorted(lifecycle.first if before is None else lifecycle.next.get(before, frozenset()))
        mend = f"it may become {', '.join(following)}" if following else "that status is final"
        raise ConflictError(f"{entry_id} is {before or 'new'} and cannot become {status}", mend=mend)
    if last and since < last["since"]:
        raise ConflictError(f"{entry_id} has been {before} since {last['since']}, which is after {since}")
    return pl.DataFrame(
        {
            "entry_id": [entry_id],
            "step": [1 if last is None else last["step"] + 1],
            "status": [status],
            "since": [since],
            "set_by": [set_by],
            "reason": [reason],
            "source_id": [source_id],
            "locator": [locator],
        },
        schema_overrides={"reason": pl.String, "source_id": pl.String, "locator": pl.String},
    )


def broken_steps(statuses: pl.DataFrame, lifecycle: Lifecycle) -> pl.DataFrame:
    """Steps that the lifecycle does not allow, or that begin before the one before.

    Returns
    -------
    One row for each: ``entry_id``, ``step``, ``before`` (null for a first status), ``status``.
    """
    steps = statuses.sort("entry_id", "step").with_columns(
        before=pl.col("status").shift().over("entry_id"), earlier=pl.col("since").shift().over("entry_id")
    )
    pairs = steps.select("before", "status").unique().rows()
    allowed = pl.DataFrame(
        [(before, after) for before, after in pairs if lifecycle.allows(before, after)],
        schema={"before": pl.String, "status": pl.String},
        orient="row",
    )
    early = steps.filter(pl.col("since") < pl.col("earlier"))
    unheard = steps.join(allowed, on=["before", "status"], how="anti", nulls_equal=True)
    return pl.concat([early, unheard]).select("entry_id", "step", "before", "status").unique().sort("entry_id", "step")
