"""What became of commitments, as the scores take it."""

from datetime import date
from typing import TYPE_CHECKING

import polars as pl

from gongfu.loops.attainment.board import board, known_by
from gongfu.loops.plan.ledger import read_ledger

if TYPE_CHECKING:
    from gongfu.loops.plan.ledger import Read


def verdicts_of(read: "Read", day: date) -> pl.DataFrame:
    """The verdicts on commitments as of a day; a repeat has that of its first mention.

    Returns
    -------
    ``commitment_id``, ``status`` (attained, missed, on_track, behind or not_measurable).
    """
    known = known_by(read, day)
    found = board(read_ledger(known), known, day)
    firsts = found.verdicts.select(commitment_id="goal_id", status="status")
    repeats = found.ledger.commitments.select("commitment_id", "same_as").drop_nulls("same_as")
    told = repeats.join(firsts, left_on="same_as", right_on="commitment_id").select("commitment_id", "status")
    return pl.concat([firsts, told])
