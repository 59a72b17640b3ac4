"""What waits for a person's decision: bad rows, conflicts of plans, undecided matches, commitments not reviewed."""

from collections.abc import Mapping
from datetime import date

import polars as pl

from gongfu.loops.attainment.board import Board
from gongfu.loops.attainment.matching import RULE
from gongfu.loops.plan.ledger import Ledger
from gongfu.loops.plan.lineage import conflict_view, ledger_lineage
from gongfu.loops.today.entries import Entry, Group, Link, command, page
from gongfu.loops.today.kinds import CONFLICT, MATCH, QUARANTINE, REVIEW
from gongfu.text import Lang, Text

FOLLOWED = 5_000
"""Commitments up to which conflicts are looked for here; beyond, that takes seconds and is left to ``plan lineage``."""
_ROWS = Text("{table}：{count} 行有问题，如 {heads}", "{table}: {count} bad rows, as in {heads}")
_EXTRACTED = Text("程序读出的 {count} 条承诺无人核对", "{count} commitments that the program read, checked by nobody")
_LOOK = Text("承诺超过 {count} 条，冲突未在此列出", "more than {count} commitments: conflicts are not listed here")
_CONFLICTS = Text("规划间冲突", "conflicts of plans")
_TO = Text("{from_says} 与 {to} {to_says}：{reason}", "{from_says} against {to} {to_says}: {reason}")


def quarantine(
    rows: pl.DataFrame, days: Mapping[str, date], tables: Mapping[str, Text], lang: Lang, *, each: int
) -> Group:
    """Rows in quarantine that nobody mended, import by import, the longest waiting first.

    Parameters
    ----------
    rows
        Rows of ``quarantine``.
    days
        The day of each import, as far as it is known.
    tables
        What each table is called.
    """
    open_ = rows.filter(pl.col("mended_by").is_null())
    imports = open_.group_by("import_id", "file", "table_name").agg(
        rows=pl.struct("sheet", "line").n_unique(),
        heads=pl.coalesce("head", "column_name").drop_nulls().unique(maintain_order=True).head(3),
    )
    ordered = sorted(
        imports.iter_rows(named=True), key=lambda row: (days.get(row["import_id"], date.max), row["import_id"])
    )
    entries = [
        Entry(
            row["file"],
            _ROWS.fill(
                table=tables[row["table_name"]].to(lang) if row["table_name"] in tables else row["table_name"],
                count=row["rows"], heads=("、" if lang == "zh" else ", ").join(row["heads"]) or "…",
            ).to(lang),
            Link(
                page("/data", tab="quarantine", open=row["import_id"]),
                command("quarantine", "list", "--import", row["import_id"]),
            ),
            None, days.get(row["import_id"]),
        )
        for row in ordered[:each]
    ]  # fmt: skip
    everything = Link(page("/data", tab="quarantine"), command("quarantine", "list"))
    return Group(QUARANTINE, entries, len(ordered), everything)


def matches(found: Board, lang: Lang, *, each: int, past: date | None) -> Group:
    """Series that look like the measure of a target, where only a person can say whether they are."""
    waiting = [one for one in found.matches if not one.used and one.by == RULE]
    shown = waiting[:each]
    targets = found.targets.filter(pl.col("commitment_id").is_in([one.goal_id for one in shown]))
    told = {row["commitment_id"]: row for row in targets.iter_rows(named=True)}
    mine = found.series.filter(pl.col("series_id").is_in([one.series_id for one in shown]))
    series = dict(mine.select("series_id", "indicator").iter_rows())
    entries = []
    for one in shown:
        row = told[one.goal_id]
        title = f"{row['id']} {row['indicator']} ≟ {series[one.series_id]}"
        link = Link(
            page(f"/plans/{row['doc']}", open=row["id"], as_of=past),
            command("attain", "matches", "--undecided", day=past),
        )
        entries.append(Entry(title, one.reason.to(lang), link))
    everything = Link(
        page("/board", tab="matches", **{"is.used": "false"}, as_of=past),
        command("attain", "matches", "--undecided", day=past),
    )
    return Group(MATCH, entries, len(waiting), everything)


def conflicts(
    ledger: Ledger, decided: Mapping[tuple[str, str], str], lang: Lang, *, each: int, past: date | None
) -> Group:
    """Statements of plans that contradict each other."""
    everything = Link(page("/plans", tab="lineage", as_of=past), command("plan", "lineage", day=past))
    if ledger.commitments.height > FOLLOWED:
        said = _LOOK.fill(count=FOLLOWED).to(lang)
        return Group(CONFLICT, [Entry(_CONFLICTS.to(lang), said, everything)], 1, everything)
    rows = conflict_view(ledger_lineage(ledger, decided), ledger, lang)
    named = {row["id"]: row for row in ledger.commitments.select("id", "doc", "indicator").iter_rows(named=True)}
    entries = [
        Entry(
            f"{row['from']} {row['line']}", _TO.fill(**row).to(lang),
            Link(
                page(f"/plans/{named[row['from']]['doc']}", open=row["from"], as_of=past),
                command("plan", "lineage", "--indicator", named[row["from"]]["indicator"], day=past),
            ),
        )
        for row in rows.head(each).iter_rows(named=True)
    ]  # fmt: skip
    return Group(CONFLICT, entries, rows.height, everything)


def unreviewed(ledger: Ledger, lang: Lang, *, each: int) -> Group:
    """Commitments that a program read and nobody looked at, plan by plan, the latest plan first."""
    waiting = ledger.commitments.filter((pl.col("status") == "extracted") & (pl.col("origin") != "reviewed"))
    counts = dict(waiting.group_by("plan_id").len().iter_rows())
    plans = [row for row in ledger.plans.iter_rows(named=True) if row["plan_id"] in counts]
    entries = [
        Entry(
            f"{row['doc']} {(lang == 'en' and row['title_en']) or row['title']}",
            _EXTRACTED.fill(count=counts[row["plan_id"]]).to(lang),
            Link(
                page(f"/plans/{row['doc']}", tab="review"),
                command("plan", "ledger", "--plan", row["doc"], "--status", "extracted"),
            ),
        )
        for row in reversed(plans[-each:] if each else [])
    ]
    return Group(REVIEW, entries, len(plans), Link("/plans", command("plan", "list")))
