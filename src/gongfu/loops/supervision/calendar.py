"""Days of items as a calendar file (iCalendar, RFC 5545)."""

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

import polars as pl

from gongfu.text import Lang, Text

if TYPE_CHECKING:
    from icalendar import Event

ALARM = timedelta(days=-7)
"""When a calendar reminds of a day."""

NAME = Text("督办日程", "supervision")
_REPORT = Text("报送期限：{id} {title}", "report due: {id} {title}")
_MILESTONE = Text("节点：{what}（{id} {title}）", "milestone: {what} ({id} {title})")
_ABOUT = Text("责任单位：{unit}；责任人：{person}", "unit: {unit}; person: {person}")
_NOBODY = Text("未定", "not named")


def calendar(items: pl.DataFrame, milestones: pl.DataFrame, *, day: date, lang: Lang) -> bytes:
    """A calendar file with the days of items.

    Parameters
    ----------
    items
        Items that are still to be reported on: ``entry_id``, ``id``, ``title``, ``unit``, ``person``, ``due``.
    milestones
        Milestones not reached: ``entry_id``, ``due_on``, ``what``; those of other items are left out.
    day
        The day that it is made for.

    Returns
    -------
    An all-day event for each report and milestone, with an alarm a week before. The same event has the same UID whenever
    the file is made, so that a calendar changes it in place.
    """
    from icalendar import Calendar

    made = Calendar()
    made.add("prodid", "-//Gongfu//supervision//EN")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", NAME.to(lang))
    stamp = datetime.combine(day, time(), UTC)
    told = {row["entry_id"]: row for row in items.iter_rows(named=True)}
    events = [
        (row["due"], f"{key}-report@gongfu", _REPORT.fill(id=row["id"], title=row["title"]), row)
        for key, row in told.items()
        if row["due"] is not None
    ]
    for key, due_on, what in milestones.select("entry_id", "due_on", "what").iter_rows():
        if key in told:
            row = told[key]
            summary = _MILESTONE.fill(what=what, id=row["id"], title=row["title"])
            events.append((due_on, f"{key}-{due_on:%Y%m%d}@gongfu", summary, row))
    for on, uid, summary, row in sorted(events, key=lambda each: (each[0], each[1])):
        person = row["person"] or _NOBODY.to(lang)
        about = _ABOUT.fill(unit=row["unit"] or _NOBODY.to(lang), person=person)
        made.add_component(_event(on, uid, summary.to(lang), about.to(lang), stamp))
    return bytes(made.to_ical())


def _event(on: date, uid: str, summary: str, about: str, stamp: datetime) -> "Event":
    from icalendar import Alarm, Event

    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", stamp)
    event.add("dtstart", on)
    event.add("dtend", on + timedelta(days=1))
    event.add("summary", summary)
    event.add("description", about)
    event.add("transp", "TRANSPARENT")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", summary)
    alarm.add("trigger", ALARM)
    event.add_component(alarm)
    return event
