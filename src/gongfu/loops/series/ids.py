"""Ids of series and figures, and the day from which a figure could be known."""

from calendar import monthrange
from datetime import date

from gongfu.workspace.ids import id_of


def series_id(
    region_id: str, part: str | None, indicator: str, boundary: str | None, definition: str | None, unit: str
) -> str:
    """The id of a series: what it is about makes it."""
    return id_of(region_id, part, indicator, boundary, definition, unit)


def observation_id(
    series: str, period: str | None, source_id: str | None, published: str | None, locator: str | None
) -> str:
    """The id of a figure: one source may print it again in another vintage."""
    return id_of(series, period, source_id, published, locator)


def published_on(text: str | None) -> date | None:
    """The day by which something was surely known that was published on a day, in a month or in a year ("2021-09")."""
    if not text:
        return None
    parts = [int(part) for part in text.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else 12
    return date(year, month, parts[2] if len(parts) > 2 else monthrange(year, month)[1])
