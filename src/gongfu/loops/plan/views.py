"""Views of the ledger that a person reads: plans, tree, commitments, units."""

from typing import Any

import polars as pl

from gongfu.loops.plan.ledger import Ledger
from gongfu.plan.readable import value_text
from gongfu.text import Lang, Text

NO_HEADING = Text("无标题", "no heading")
CONTEXT = 46  # characters of a sentence that are shown on each side of its quantity


def commitment_view(ledger: Ledger, lang: Lang) -> pl.DataFrame:
    """The commitments, with what a person reads beside what a program reads.

    Returns
    -------
    A row a commitment, in the order of plans and text: ids, plan, ``group`` (special action, else section),
    indicator, ``amount`` (the value in words), the fields of the definition, ``units`` (responsible, short),
    ``place``, ``shown`` (the sentence, its quantity in brackets), status and who spoke last.

    """
    frame = ledger.commitments
    rows = [_shown(row, lang) for row in frame.iter_rows(named=True)]
    schema = {"group": pl.String, "amount": pl.String, "units": pl.String, "place": pl.String, "shown": pl.String}
    shown = pl.DataFrame(rows, schema=schema)
    sources = frame.select(
        "status", "corrected_by", "extracted", "commitment_id", "plan_id", "action_id", "section_id", "task_id",
        "document_id", "origin", "published_on", "source_id", "locator",
    )  # fmt: skip
    fields = frame.select(
        "kind", "value", "value_high", "unit", "comparator", "mode", "period_start", "size_class", "responsible",
        "section", "start", "end", "quote", "sentence", "note", "direction", "relative_to", "aggregation",
        same_as="same_as_id",
    )  # fmt: skip
    head = frame.select("id", "doc", "plan", "action", "indicator", "deadline")
    return pl.concat([head, shown, fields, sources], how="horizontal")


def _shown(row: dict[str, Any], lang: Lang) -> dict[str, str | None]:
    return {
        "group": row["action"] or _heading(row["section"]) or NO_HEADING.to(lang),
        "amount": value_text(row["value"], row["value_high"], row["unit"], row["comparator"], row["mode"], lang=lang),
        "units": short_units(row["responsible"], lang),
        "place": f"{row['start']}–{row['end']}",
        "shown": marked(row["sentence"], row["sentence_at"], row["quote"]),
    }


def _heading(section: str | None) -> str | None:
    """The innermost heading, shortened where the text ran into it."""
    if not section:
        return None
    title = section.split(" > ")[-1]
    return title if len(title) <= 40 else title[:39] + "…"


def short_units(names: list[str] | None, lang: Lang) -> str | None:
    """The first unit and how many more there are; null where none is named."""
    if not names:
        return None
    if len(names) == 1:
        return names[0]
    return f"{names[0]}等{len(names)}家" if lang == "zh" else f"{names[0]} +{len(names) - 1}"


def marked(sentence: str | None, at: int | None, quote: str | None) -> str | None:
    """A sentence, its quantity in brackets, cut where it is long."""
    if sentence is None or at is None:
        return None
    end = end_of_quote(sentence, at, quote or "")
    before, behind = sentence[:at].strip(), sentence[end:].strip()
    before = before if len(before) <= CONTEXT else "…" + before[-CONTEXT:]
    behind = behind if len(behind) <= CONTEXT else behind[:CONTEXT] + "…"
    return f"{before}【{sentence[at:end]}】{behind}"


def end_of_quote(sentence: str, at: int, quote: str) -> int:
    """Where the quantity ends in a sentence from which line breaks and blanks of the quote are gone."""
    place = at
    for sign in quote:
        if place < len(sentence) and sentence[place] == sign:
            place += 1
    return place


def plan_view(ledger: Ledger) -> pl.DataFrame:
    """The plans with their counts: commitments by kind, tasks, special actions, units named, and corrections."""
    counted = [_counts(ledger, row["plan_id"], row["document_id"]) for row in ledger.plans.iter_rows(named=True)]
    head = ledger.plans.select(
        "doc",
        "title",
        "title_en",
        "issuer",
        "period_start",
        "period_end",
        "published_on",
        "plan_id",
        "document_id",
        "source_id",
    )
    schema = dict.fromkeys(("targets", "outcomes", "baselines", "tasks", "actions", "units", "corrected"), pl.Int64)
    return pl.concat([head, pl.DataFrame(counted, schema=schema)], how="horizontal")


def _counts(ledger: Ledger, plan_id: str, document_id: str) -> dict[str, int]:
    mine = ledger.commitments.filter((pl.col("plan_id") == plan_id) & (pl.col("status") != "rejected"))
    kinds = dict(mine.group_by("kind").len().iter_rows())
    counts = (pl.col("item_kind") == "task") | pl.col("item_id").is_in(mine["commitment_id"].implode())
    named = ledger.responsibilities.filter((pl.col("plan_id") == plan_id) & counts)
    here = pl.col("document_id") == document_id
    return {
        "targets": kinds.get("target", 0),
        "outcomes": kinds.get("outcome", 0),
        "baselines": kinds.get("baseline", 0),
        "tasks": ledger.tasks.filter(here).height,
        "actions": ledger.actions.filter(here).height,
        "units": named["unit_id"].n_unique(),
        "corrected": ledger.commitments.filter(
            (pl.col("plan_id") == plan_id) & (pl.col("status") != "extracted")
        ).height,
    }


def tree_view(ledger: Ledger, plan: dict[str, Any], lang: Lang, *, tasks: bool) -> pl.DataFrame:
    """The tree of one plan in the order of the document.

    Returns
    -------
    A row a node: ``node`` (indented), ``level`` (section, task or commitment), ``amount``, ``deadline``,
    ``units``, ``id`` and ``place``. Commitments stand under their task, or under their section where no task
    holds them or tasks are left out.

    """
    sections = ledger.sections.filter(pl.col("document_id") == plan["document_id"])
    commitments = ledger.commitments.filter(pl.col("plan_id") == plan["plan_id"])
    found = ledger.tasks.filter(pl.col("document_id") == plan["document_id"]) if tasks else ledger.tasks.clear()
    depth = dict(sections.select("section_id", "depth").iter_rows())
    under: dict[str | None, list[dict[str, Any]]] = {}
    for task in found.iter_rows(named=True):
        under.setdefault(task["section_id"], []).append(
            _node("task", task, f"{task['verb']} {task['object']}", depth.get(task["section_id"], 0) + 1, lang)
        )
    held = set(found["task_id"])
    for row in commitments.iter_rows(named=True):
        level = depth.get(row["section_id"], 0) + (2 if row["task_id"] in held else 1)
        under.setdefault(row["section_id"], []).append(_node("commitment", row, row["indicator"], level, lang))
    rows = _in_order(under.get(None, []))
    for section in sections.iter_rows(named=True):
        rows.append(_node("section", section, section["title"], section["depth"], lang))
        rows += _in_order(under.get(section["section_id"], []))
    schema = {
        "node": pl.String(), "level": pl.String(), "amount": pl.String(), "deadline": pl.Int64(),
        "units": pl.String(), "id": pl.String(), "place": pl.String(), "commitment_id": pl.String(), "task_id": pl.String(),
    }  # fmt: skip
    return pl.DataFrame([{name: row[name] for name in schema} for row in rows], schema=schema)


def _in_order(nodes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(nodes, key=lambda node: (node["start"], node["level"] == "commitment", -node["end"]))


def _node(level: str, row: dict[str, Any], text: str, depth: int, lang: Lang) -> dict[str, Any]:
    amount = (
        value_text(row["value"], row["value_high"], row["unit"], row["comparator"], row["mode"], lang=lang)
        if level == "commitment"
        else None
    )
    marks = {"section": "", "task": "· ", "commitment": "◆ "}
    return {
        "node": "  " * (depth - 1) + marks[level] + text,
        "level": level,
        "amount": amount,
        "deadline": row.get("deadline"),
        "units": short_units(row.get("responsible"), lang),
        "id": row["id"] if level == "commitment" else row[f"{level}_id"],
        "place": row["locator"],
        "commitment_id": row["commitment_id"] if level == "commitment" else None,
        "task_id": row["task_id"] if level == "task" else None,
        "start": row.get("start", 0),
        "end": row.get("end", 0),
    }


def duty_view(ledger: Ledger, units: pl.Series, lang: Lang) -> pl.DataFrame:
    """What units answer for, in the order of plans and text.

    Returns
    -------
    A row a unit and commitment or task: ``id``, ``title``, ``kind``, ``role``, ``amount``, ``deadline``, ``plan`` (title), ``name_zh`` (unit),
    ``written`` (the unit as the text writes it), ``plan_id``, ``unit_id``, ``commitment_id`` or ``task_id``.
    """
    said = ledger.commitments
    amounts = [
        value_text(*amount, lang=lang)
        for amount in said.select("value", "value_high", "unit", "comparator", "mode").iter_rows()
    ]
    promised = said.select(
        "id", "start", "deadline", item_id="commitment_id", title="indicator", commitment_id="commitment_id",
        task_id=pl.lit(None, pl.String), amount=pl.Series(amounts, dtype=pl.String),
    )  # fmt: skip
    undertaken = ledger.tasks.select(
        "start", "deadline", item_id="task_id", id=pl.col("task_id").str.slice(0, 10), task_id="task_id",
        title=pl.col("verb") + " " + pl.col("object"), commitment_id=pl.lit(None, pl.String), amount=pl.lit(None, pl.String),
    )  # fmt: skip
    items = pl.concat([promised, undertaken.select(promised.columns)])
    plans = ledger.plans.with_row_index("_order").select("plan_id", "_order", plan="title")
    named = ledger.units.select("unit_id", "name_zh").unique("unit_id")
    held = ledger.responsibilities.filter(pl.col("unit_id").is_in(units.implode()))
    return (
        held.select("item_id", "unit_id", "plan_id", "role", "written", kind="item_kind")
        .join(items, on="item_id", how="inner")
        .join(plans, on="plan_id", how="inner")
        .join(named, on="unit_id", how="left")
        .sort("_order", "start", "id", "unit_id")
        .select(
            "id", "title", "kind", "role", "amount", "deadline", "plan", "name_zh", "written", "plan_id", "unit_id",
            "commitment_id", "task_id",
        )
    )  # fmt: skip


def unit_view(ledger: Ledger) -> pl.DataFrame:
    """The units with the number of commitments and tasks that name them, and as what; the busiest first."""
    chosen = ledger.commitments["commitment_id"].implode()
    held = ledger.responsibilities.filter((pl.col("item_kind") == "task") | pl.col("item_id").is_in(chosen))
    counted = held.group_by("unit_id").agg(
        commitments=(pl.col("item_kind") == "commitment").sum().cast(pl.Int64),
        tasks=(pl.col("item_kind") == "task").sum().cast(pl.Int64),
        lead=(pl.col("role") == "lead").sum().cast(pl.Int64),
        support=(pl.col("role") == "support").sum().cast(pl.Int64),
        plans=pl.col("plan_id").n_unique().cast(pl.Int64),
    )
    names = ledger.units.select("unit_id", "name_zh", "name_en", "kind", "written")
    return (
        names.join(counted, on="unit_id", how="inner")
        .sort(["commitments", "tasks", "name_zh"], descending=[True, True, False])
        .select("name_zh", "name_en", "kind", "written", "plans", "commitments", "tasks", "lead", "support", "unit_id")
    )
