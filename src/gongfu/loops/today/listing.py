"""Everything that needs somebody on a day, as one table."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

import polars as pl

from gongfu.loops.attainment.board import board, known_by
from gongfu.loops.deciding import LINEAGE, decisions
from gongfu.loops.plan.ledger import read_ledger
from gongfu.loops.supervision.views import supervised
from gongfu.loops.today.checks import conflicts, matches, quarantine, unreviewed
from gongfu.loops.today.duties import answers, duties
from gongfu.loops.today.entries import listed
from gongfu.loops.today.figures import alarms, look, stale
from gongfu.loops.today.promises import off_pace, promises
from gongfu.loops.today.work import stopped
from gongfu.loops.watching.pace import paces
from gongfu.text import Lang, Text
from gongfu.workspace.jobs import Job

TABLES = (
    "plan", "document", "region", "section", "action", "task", "commitment", "correction", "responsibility", "unit", "source",
    "series", "observation", "link_decision", "register", "register_status", "milestone", "report", "reminder", "handover",
    "quarantine",
)  # fmt: skip
"""The tables that are read."""


def today(
    read: Callable[[str], pl.DataFrame],
    jobs: Sequence[Job],
    day: date,
    lang: Lang,
    *,
    import_days: Mapping[str, date],
    tables: Mapping[str, Text],
    each: int,
    past: date | None = None,
) -> pl.DataFrame:
    """List what needs somebody, the most pressing first.

    Parameters
    ----------
    read
        Gives the rows of a table at the version asked for: those of :data:`TABLES`.
    jobs
        The jobs of the workspace, the newest first.
    day
        The day: figures published later are left out where ``past`` says so.
    import_days
        The day of each import.
    tables
        What each table is called.
    each
        How many are shown of a kind; a row more says how many are left out.
    past
        The day, where it was asked for by name; links lead to the same day.

    Returns
    -------
    Rows of :data:`gongfu.loops.today.entries.TODAY`.
    """
    known = known_by(read, past)
    ledger = read_ledger(known)
    found = board(ledger, known, day)
    duty = supervised(read, ledger, day)
    who = answers(duty)
    series = look(known("series"), known("observation"), day)
    decided = decisions(known("link_decision"), LINEAGE)
    groups = [
        stopped(jobs, day, lang, each=each),
        *duties(duty, lang, each=each, past=past),
        *promises(found, who, lang, each=each, past=past),
        off_pace(found, paces(found, series.watched), who, each=each, past=past, lang=lang),
        *alarms(series.watched, lang, each=each, past=past),
        stale(series, read("region"), lang, each=each, past=past),
        quarantine(read("quarantine"), import_days, tables, lang, each=each),
        matches(found, lang, each=each, past=past),
        conflicts(ledger, decided, lang, each=each, past=past),
        unreviewed(ledger, lang, each=each),
    ]
    return listed(groups, day, lang)
