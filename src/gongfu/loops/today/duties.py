"""What supervision waits for: reports, answers, milestones, verification."""

from datetime import date
from typing import Any

from gongfu.loops.supervision.views import Supervised
from gongfu.loops.today.entries import Entry, Group, Link, answerable, command, page
from gongfu.supervision.due import COMMISSION, WHO, due
from gongfu.text import Lang, Text

_BY = Text("期限 {day}", "due by {day}")
_SINCE = Text("自 {day} 起", "since {day}")
_WAITS = ("sent_back", "to_verify", "to_close")
AHEAD = 30


def duties(found: Supervised, lang: Lang, *, each: int, past: date | None) -> list[Group]:
    """Things to do of each reason, the longest waiting first.

    Parameters
    ----------
    found
        What is under supervision on the day.
    each
        How many are shown of a reason.
    past
        The day that was asked for, null for today.
    """
    listed = due(found.items, found.milestones, day=found.day, ahead=AHEAD)
    groups = []
    for (reason,), rows in listed.group_by("reason", maintain_order=True):
        shown = rows.head(each).join(
            found.items.select("entry_id", "id", "title", "unit"), on="entry_id", how="left", maintain_order="left"
        )
        entries = [_entry(row, lang, past) for row in shown.iter_rows(named=True)]
        everything = Link(
            page("/supervise", reason=reason, as_of=past), command("supervise", "due", day=past, option="--on")
        )
        groups.append(Group(str(reason), entries, rows.height, everything))
    return groups


def answers(found: Supervised) -> dict[str, str]:
    """Who answers for each commitment or task under supervision, by its key; without those of whom nobody is known."""
    rows = found.items.select("subject_id", "unit", "person").iter_rows()
    return {key: who for key, unit, person in rows if (who := answerable(unit, person))}


def _entry(row: dict[str, Any], lang: Lang, past: date | None) -> Entry:
    said = None
    if row["day"] is not None:
        said = (_SINCE if row["reason"] in _WAITS else _BY).fill(day=row["day"]).to(lang)
    why = (
        "：".join(part for part in (row["what"], said) if part)
        if lang == "zh"
        else ": ".join(filter(None, (row["what"], said)))
    )
    who = WHO[COMMISSION].to(lang) if row["who"] == COMMISSION else answerable(row["unit"], row["person"])
    link = Link(page("/supervise", open=row["id"], as_of=past), command("supervise", "show", row["id"]))
    return Entry(f"{row['id']} {row['title']}", why or None, link, who, row["day"], ("of_item", row["id"]))
