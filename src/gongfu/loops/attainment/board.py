"""The verdict on every target of the ledger as of a day."""

from dataclasses import dataclass, replace
from datetime import date

import polars as pl

from gongfu.attainment import combine, judge
from gongfu.attainment.figures import points
from gongfu.attainment.goals import GOALS
from gongfu.loops.attainment.figures import with_plans
from gongfu.loops.attainment.matching import Match, Named, match
from gongfu.loops.deciding import LINEAGE, MEASURE, decisions
from gongfu.loops.plan.ledger import Ledger, Read
from gongfu.plan.lineage.statement import PlanRecords
from gongfu.plan.lineage.subject import setting_of


@dataclass(frozen=True, slots=True)
class Board:
    """What is known of every target as of a day.

    ``targets`` are the rows of the ledger that are judged (a repeat goes with its first mention) with ``region_id``;
    ``verdicts`` has one row a target, columns of :data:`gongfu.attainment.judge.VERDICT` and ``series_ids``;
    ``by_series`` one a target and series; ``matches`` what measures what, and what only looks alike; ``linked`` what
    persons decided of two commitments, by their keys.
    """

    day: date
    ledger: Ledger
    targets: pl.DataFrame
    goals: pl.DataFrame
    verdicts: pl.DataFrame
    by_series: pl.DataFrame
    matches: list[Match]
    series: pl.DataFrame
    observations: pl.DataFrame
    sources: pl.DataFrame
    linked: dict[tuple[str, str], str]


def board(ledger: Ledger, read: Read, day: date) -> Board:
    """Judge the targets of a ledger.

    Parameters
    ----------
    ledger
        As of the day.
    read
        Gives rows of ``series``, ``observation``, ``link_decision`` and ``source`` at the version and day asked for.
    day
        The day: later figures must not be among the rows read.
    """
    regions = dict(ledger.regions.select("region_id", "name_zh").iter_rows())
    said = ledger.commitments.filter(pl.col("status") != "rejected")
    series, observations = with_plans(read("series"), read("observation"), said, ledger.plans, regions)
    targets = said.filter((pl.col("kind") == "target") & pl.col("same_as").is_null()).join(
        ledger.plans.select("plan_id", "region_id", plan_title="title"),
        on="plan_id",
        how="inner",
        maintain_order="left",
    )
    decided = read("link_decision")
    matches = match(_goals_named(targets), _series_named(series), regions, decisions(decided, MEASURE))
    used = [m for m in matches if m.used]
    goals = _goals(targets)
    pairs = pl.DataFrame(
        [(m.goal_id, m.series_id, m.role, m.factor, m.new) for m in used],
        schema={
            "goal_id": pl.String,
            "series_id": pl.String,
            "role": pl.String,
            "factor": pl.Float64,
            "new": pl.Boolean,
        },
        orient="row",
    )
    measured = observations.join(pairs.select("series_id").unique(), on="series_id", how="semi")
    by_series = judge(goals, pairs, points(measured, series), day)
    return Board(
        day, ledger, targets, goals, combine(goals, by_series), by_series, matches, series, observations, read("source"),
        decisions(decided, LINEAGE),
    )  # fmt: skip


def narrowed(found: Board, goal_id: str) -> Board:
    """The board of one target, with the series that measure it."""
    matches = [one for one in found.matches if one.goal_id == goal_id]
    series = pl.col("series_id").is_in([one.series_id for one in matches])
    observations = found.observations.filter(series)
    mine = pl.col("goal_id") == goal_id
    return replace(
        found,
        targets=found.targets.filter(pl.col("commitment_id") == goal_id),
        goals=found.goals.filter(mine),
        verdicts=found.verdicts.filter(mine),
        by_series=found.by_series.filter(mine),
        matches=matches,
        series=found.series.filter(series),
        observations=observations,
        sources=found.sources.filter(pl.col("source_id").is_in(observations["source_id"].unique().implode())),
    )


def known_by(read: Read, day: date | None) -> Read:
    """The rows that the world could know on a day, null for all; sources are read whole, for they say where a figure comes from."""

    def known(name: str) -> pl.DataFrame:
        frame = read(name)
        if day is None or name == "source" or "published_on" not in frame.columns:
            return frame
        return frame.filter(pl.col("published_on") <= day)

    return known


def _goals(targets: pl.DataFrame) -> pl.DataFrame:
    year = pl.col("note").str.extract(r"以(\d{4})年为基数", 1).cast(pl.Int64)
    return targets.with_columns(
        goal_id="commitment_id",
        base_year=year,
        relative=pl.col("relative_to").is_not_null() & ~pl.col("relative_to").str.contains(r"^\d").fill_null(False),
    ).select(pl.col(name).cast(kind) for name, kind in GOALS.items())


def _goals_named(targets: pl.DataFrame) -> list[Named]:
    titles = dict(targets.select("plan_id", "plan_title").unique().iter_rows())
    settings = {key: setting_of(PlanRecords(key, None, (), title=title)) for key, title in titles.items()}
    columns = (
        "commitment_id",
        "region_id",
        "indicator",
        "unit",
        "mode",
        "section",
        "size_class",
        "plan_id",
        "relative_to",
    )
    return [
        Named(key, region, indicator, unit, mode, section or "", size, None, settings[plan], relative)
        for key, region, indicator, unit, mode, section, size, plan, relative in targets.select(columns).iter_rows()
    ]


def _series_named(series: pl.DataFrame) -> list[Named]:
    columns = ("series_id", "region_id", "indicator", "unit", "part")
    return [
        Named(key, region, indicator, unit, part=part)
        for key, region, indicator, unit, part in series.select(columns).iter_rows()
    ]
