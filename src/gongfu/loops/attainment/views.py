"""The scoreboard as a person reads it."""

from datetime import timedelta

import polars as pl

from gongfu.attainment.words import ATTAINED, BEHIND, MISSED, NOT_MEASURABLE, ON_TRACK, REASONS, STATUSES
from gongfu.loops.attainment.board import Board
from gongfu.loops.plan.inheriting import inherited_units
from gongfu.loops.plan.views import short_units
from gongfu.plan.readable import value_text
from gongfu.text import Lang

STALE = timedelta(days=548)  # a year and a half: the figure of a year should be out by then
DIGITS = 12  # figures are printed with fewer; the rest is the noise of binary fractions
GROUPS = ("plan", "action", "indicator", "unit", "district", "year")
ORDER = (MISSED, BEHIND, ON_TRACK, ATTAINED, NOT_MEASURABLE)


def board_view(found: Board, lang: Lang) -> pl.DataFrame:
    """One row a target, those that need somebody first.

    Returns
    -------
    ``id``, ``indicator``, ``amount``, ``deadline``, ``status``, ``reason`` (in words), ``observed`` (with its period),
    ``behind_by`` (what is missing to the goal), ``missing`` (the figures that would decide), ``evidence`` (the source of the
    figure that decides, else what is missing), ``stale``, ``units``, ``inherited`` (where the text of the target names no
    unit, and the same commitment elsewhere does: ``inherited_from``), ``district``, ``plan``, ``action``, numbers and ids.
    """
    regions = found.ledger.regions.select("region_id", district="name_zh")
    rows = (
        found.targets.rename({"status": "review"})
        .join(found.verdicts, left_on="commitment_id", right_on="goal_id", how="left", maintain_order="left")
        .join(_latest(found), on="commitment_id", how="left", maintain_order="left")
        .join(_inherited(found), on="commitment_id", how="left", maintain_order="left")
        .join(regions, on="region_id", how="left", maintain_order="left")
    )
    named = pl.col("responsible").list.len().fill_null(0) > 0
    unknown = pl.col("status") == NOT_MEASURABLE
    years = pl.col("missing_years").list.drop_nulls().cast(pl.List(pl.String)).list.join(", ")
    open_ = ~pl.col("status").is_in([ATTAINED, MISSED])
    told = rows.with_columns(
        reason=pl.col("reason").replace_strict({key: text.to(lang) for key, text in REASONS.items()}, default=None),
        why="reason",
        missing=pl.when(unknown & (years != "")).then(pl.col("indicator") + " " + years),
        stale=(pl.lit(found.day) - pl.col("last_day") > STALE) & open_,
        inherited_from=pl.when(~named).then("inherited_from"),
        responsible=pl.when(named).then("responsible").otherwise(pl.coalesce("_inherited", "responsible")),
        inherited=~named & pl.col("_inherited").is_not_null(),
        observed_value="observed",
        _place=pl.col("status").replace_strict(
            {name: number for number, name in enumerate(ORDER)}, return_dtype=pl.Int8
        ),
        **{name: pl.col(name).round_sig_figs(DIGITS) for name in _NUMBERS},
    ).with_columns(evidence=pl.when(unknown).then("missing").otherwise("title"))
    texts = pl.DataFrame(
        [_texts(lang, *row) for row in told.select(_SPOKEN).iter_rows()],
        schema=dict.fromkeys(("amount", "observed", "behind_by", "units"), pl.String),
        orient="row",
    )
    return told.with_columns(texts).sort("_place", "deadline", "id", nulls_last=True).select(_COLUMNS)


_NUMBERS = ("goal", "gap", "required_per_year", "actual_per_year", "needed_per_year")
_SPOKEN = ("value", "value_high", "unit", "comparator", "mode", "way", "status", "observed_value", "gap", "last_period", "responsible")  # fmt: skip
_COLUMNS = (
    "id", "indicator", "amount", "deadline", "status", "reason", "observed", "behind_by", "missing", "evidence", "stale",
    "units", "inherited", "inherited_from", "district", "plan", "action", "doc", "responsible", "why", "goal", "observed_value", "gap",
    "required_per_year", "actual_per_year", "needed_per_year", "commitment_id", "series_id", "plan_id", "source_id", "inherited_ids",
)  # fmt: skip


def _latest(found: Board) -> pl.DataFrame:
    """Period, last day and source of the latest figure that a verdict used: ``commitment_id``, ``last_period`` …"""
    used = found.verdicts.select(commitment_id="goal_id", observation_id="observation_ids").explode("observation_id")
    formula = pl.when(pl.col("origin") == "derived").then("note")
    figures = found.observations.select(
        "observation_id", "source_id", last_period="period", last_day="period_end", _formula=formula
    )
    titles = found.sources.select("source_id", "title")
    return (
        used.drop_nulls()
        .join(figures, on="observation_id", how="inner", maintain_order="left")
        .sort("last_day", maintain_order=True)
        .unique("commitment_id", keep="last")
        .join(titles, on="source_id", how="left")
        .with_columns(title=pl.coalesce("title", "_formula"))
        .drop("observation_id", "source_id", "_formula")
    )


def _inherited(found: Board) -> pl.DataFrame:
    """The units that the same commitment names elsewhere: ``commitment_id``, ``_inherited``, ``inherited_from``, ``inherited_ids``."""
    units = inherited_units(found.ledger, found.linked, found.targets["commitment_id"])
    return units.select(
        "commitment_id",
        _inherited="units",
        inherited_from=pl.col("from_ids").list.join(", ") + " " + pl.col("from_plan"),
        inherited_ids="from_commitment_ids",
    )


def inherited_view(found: Board, goal_id: str, lang: Lang) -> pl.DataFrame:
    """Where the units of a target that names none come from; without rows where it names its own, or nobody does.

    Returns
    -------
    A row a commitment that names them: ``id``, ``plan``, ``by``, ``units``, ``indicator``, ``sentence``, ``commitment_id``,
    ``source_id``, ``locator``.
    """
    own = inherited_units(found.ledger, found.linked, pl.Series([goal_id]))
    named = own.select("by", commitment_id="from_commitment_ids").explode("commitment_id")
    rows = named.join(found.ledger.commitments, on="commitment_id", how="inner", maintain_order="left")
    short = pl.Series([short_units(names, lang) for names in rows["responsible"].to_list()], dtype=pl.String)
    shown = ("id", "plan", "by", "units", "indicator", "sentence", "commitment_id", "source_id", "locator")
    return rows.with_columns(units=short).select(shown)


def _texts(
    lang: Lang, value: float, high: float | None, unit: str, comparator: str, mode: str, way: str | None, status: str,
    observed: float | None, gap: float | None, period: str | None, responsible: list[str] | None,
) -> tuple[str, str | None, str | None, str | None]:  # fmt: skip
    """What is promised, what is observed, what is missing to it, and who answers, in words."""
    promised = value_text(value, high, unit, comparator, mode, lang=lang)
    bare = mode in ("multiple", "growth") and way == "from_base"  # figures of a level that a rate was promised of
    seen = short = None
    if observed is not None:
        measure = "" if bare else "%" if way == "rates" else unit
        said = value_text(observed, None, measure, "=", "flow" if mode == "flow" else "level", lang=lang).strip()
        seen = f"{said} ({period})" if period else said
    if status in (MISSED, BEHIND) and gap:
        points = {"zh": "百分点", "en": "pp"}[lang]
        short = value_text(gap, None, "" if bare else points if unit == "%" else unit, "=", "level", lang=lang).strip()
    return promised, seen, short, short_units(responsible, lang)


def summary_view(board: pl.DataFrame, by: str) -> pl.DataFrame:
    """How many targets of each group are decided and how, worst first.

    Parameters
    ----------
    board
        Rows of :func:`board_view`.
    by
        One of :data:`GROUPS`; a target of several units counts for each.
    """
    columns = {"unit": "responsible", "year": "deadline"}
    name = columns.get(by, by)
    frame = board.explode(name) if by == "unit" else board
    counts = [pl.col("status").eq(status).sum().alias(status) for status in ORDER]
    grouped = frame.group_by(pl.col(name).cast(pl.String).alias("group")).agg(
        pl.len().alias("targets"), *counts, pl.col("stale").sum().alias("stale_figures")
    )
    grouped = grouped.with_columns(group_named=pl.col("group").fill_null(""))
    decided = pl.col(ATTAINED) + pl.col(MISSED)
    return grouped.with_columns(
        attained_percent=pl.when(decided > 0).then((pl.col(ATTAINED) / decided * 100).round(1))
    ).sort(pl.col(MISSED) + pl.col(BEHIND), "targets", "group", descending=[True, True, False])


def of_group(board: pl.DataFrame, by: str, group: str) -> pl.DataFrame:
    """The rows that :func:`summary_view` counts in a group; the empty name stands for those of none."""
    name = {"unit": "responsible", "year": "deadline"}.get(by, by)
    if by == "unit":
        none = pl.col(name).list.len().fill_null(0) == 0
        return board.filter(none if group == "" else pl.col(name).list.contains(group))
    mine = pl.col(name).cast(pl.String)
    return board.filter(mine.is_null() if group == "" else mine == group)


def missing_view(found: Board) -> pl.DataFrame:
    """The figures that would decide something, those that decide most first: ``indicator``, ``unit``, ``year``, ``targets``, ``ids``."""
    open_ = found.verdicts.filter(pl.col("status") == NOT_MEASURABLE).select("goal_id", year="missing_years")
    return (
        found.targets.select("id", "indicator", "unit", goal_id="commitment_id")
        .join(open_.explode("year").drop_nulls("year"), on="goal_id", how="inner", maintain_order="left")
        .group_by("indicator", "unit", "year", maintain_order=True)
        .agg(targets=pl.len(), ids=pl.col("id"))
        .sort("targets", "year", "indicator", descending=[True, False, False])
    )


def change_view(before: pl.DataFrame, after: pl.DataFrame) -> pl.DataFrame:
    """The targets whose status is another one than before, and new ones: ``id``, ``indicator``, ``was``, ``status``, ``reason``."""
    was = before.select("commitment_id", was="status", was_observed="observed")
    joined = after.join(was, on="commitment_id", how="left", maintain_order="left")
    return joined.filter(pl.col("was").is_null() | (pl.col("was") != pl.col("status")))


def counted(board: pl.DataFrame, lang: Lang) -> str:
    """Each status with its number, in words."""
    counts = dict(board["status"].value_counts().iter_rows()) if board.height else {}
    return (
        "，".join(f"{STATUSES[s].zh} {counts.get(s, 0)}" for s in (ATTAINED, MISSED, ON_TRACK, BEHIND, NOT_MEASURABLE))
        if lang == "zh"
        else ", ".join(
            f"{counts.get(s, 0)} {STATUSES[s].en}" for s in (ATTAINED, MISSED, ON_TRACK, BEHIND, NOT_MEASURABLE)
        )
    )
