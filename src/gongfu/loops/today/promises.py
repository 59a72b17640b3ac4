"""Targets that are missed, behind, or to which the trend does not lead."""

from dataclasses import replace
from datetime import date

import polars as pl

from gongfu.attainment.words import STATUSES
from gongfu.loops.attainment.board import Board
from gongfu.loops.attainment.views import board_view
from gongfu.loops.today.entries import Entry, Group, Link, command, page
from gongfu.loops.today.kinds import BEHIND, MISSED, OFF_PACE
from gongfu.text import Lang, Text

_SHORT = Text(
    "{verdict}：{observed}，目标 {amount}，差 {short}", "{verdict}: {observed}, target {amount}, short by {short}"
)
_BARE = Text("{verdict}：目标 {amount}；{reason}", "{verdict}: target {amount}; {reason}")
_TREND = Text(
    "按趋势到 {year} 年为 {leads:.4g} {unit}，目标 {goal:.4g}",
    "the trend leads to {leads:.4g} {unit} in {year}, the goal is {goal:.4g}",
)


def promises(found: Board, answers: dict[str, str], lang: Lang, *, each: int, past: date | None) -> list[Group]:
    """Targets behind and missed: of each the ones whose deadline is nearest to the day, or longest ago.

    Parameters
    ----------
    found
        The board of the day.
    answers
        Who answers for a commitment under supervision, by its key.
    each
        How many are shown of a kind.
    past
        The day that was asked for, null for today.
    """
    groups = []
    for status, kind in ((BEHIND, BEHIND), (MISSED, MISSED)):
        mine = found.verdicts.filter(pl.col("status") == status)
        dated = mine.join(found.targets.select("deadline", "id", goal_id="commitment_id"), on="goal_id", how="inner")
        first = dated.sort("deadline", "id", descending=[status == MISSED, False], nulls_last=True).head(each)
        entries = _told(found, first["goal_id"], answers, lang, past)
        everything = Link(
            page("/board", **{"is.status": status}, as_of=past),
            command("attain", "board", "--verdict", status, day=past),
        )
        groups.append(Group(kind, entries, mine.height, everything))
    return groups


def off_pace(
    found: Board, paces: pl.DataFrame, answers: dict[str, str], *, each: int, past: date | None, lang: Lang
) -> Group:
    """Targets to which the trend of their series does not lead, the nearest deadline first; rows of ``paces``."""
    late = paces.filter(
        ~pl.col("on_pace")
        & pl.col("leads_to").is_not_null()
        & pl.col("status").is_in(["on_track", "not_measurable", "behind"])
    )
    docs = dict(found.targets.select("commitment_id", "doc").iter_rows())
    entries = [
        Entry(
            f"{row['id']} {row['indicator']}",
            _TREND.fill(year=row["deadline"], leads=row["leads_to"], goal=row["goal"], unit=row["unit"]).to(lang),
            Link(page(f"/plans/{docs[row['commitment_id']]}", open=row["id"], as_of=past), command("attain", "show", row["id"], day=past)),
            answers.get(row["commitment_id"]),
            _end_of(row["deadline"]), ("of_commitment", row["id"]),
        )
        for row in late.sort("deadline", "id").head(each).iter_rows(named=True)
    ]  # fmt: skip
    return Group(
        OFF_PACE,
        entries,
        late.height,
        Link(page("/data", tab="watch", as_of=past), command("series", "watch", day=past)),
    )


def _told(found: Board, keys: pl.Series, answers: dict[str, str], lang: Lang, past: date | None) -> list[Entry]:
    mine = replace(
        found,
        targets=found.targets.filter(pl.col("commitment_id").is_in(keys.implode())),
        verdicts=found.verdicts.filter(pl.col("goal_id").is_in(keys.implode())),
    )
    rows = {row["commitment_id"]: row for row in board_view(mine, lang).iter_rows(named=True)} if len(keys) else {}
    entries = []
    for key in keys:
        row = rows[key]
        said = _SHORT if row["observed"] and row["behind_by"] else _BARE
        why = said.fill(
            verdict=STATUSES[row["status"]].to(lang), observed=row["observed"], amount=row["amount"].strip(), short=row["behind_by"],
            reason=row["reason"],
        )  # fmt: skip
        link = Link(
            page(f"/plans/{row['doc']}", open=row["id"], as_of=past), command("attain", "show", row["id"], day=past)
        )
        who = answers.get(key) or row["units"]
        entries.append(
            Entry(
                f"{row['id']} {row['indicator']}",
                why.to(lang),
                link,
                who,
                _end_of(row["deadline"]),
                ("of_commitment", row["id"]),
            )
        )
    return entries


def _end_of(year: int | None) -> date | None:
    return None if year is None else date(year, 12, 31)
