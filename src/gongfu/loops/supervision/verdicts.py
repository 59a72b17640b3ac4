"""What became of commitments, as the scores take it."""

from datetime import date
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from gongfu.loops.supervision.items import Read


def verdicts_of(read: "Read", day: date) -> pl.DataFrame:
    """The verdicts on commitments as of a day.

    Returns
    -------
    ``commitment_id``, ``status`` (attained, missed, on_track, behind or not_measurable). None are known so far: the part
    ``result`` of every score is unknown.
    """
    return pl.DataFrame(schema={"commitment_id": pl.String, "status": pl.String})
