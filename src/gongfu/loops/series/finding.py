"""Find the series that a person means."""

from typing import Any

import polars as pl

from gongfu.errors import NotFoundError
from gongfu.workspace.codes.text import fold

FEWEST = 6  # characters of an id


def find_series(series: pl.DataFrame, text: str) -> dict[str, Any]:
    """The series that a text means: its indicator, a part of it that no other has, or how its id begins.

    Raises
    ------
    NotFoundError
        There is none, or there are several; names them.
    """
    rows = list(series.iter_rows(named=True))
    exact = [row for row in rows if text == row["series_id"] or fold(text) == fold(row["indicator"])]
    found = exact or [
        row
        for row in rows
        if fold(text) in fold(row["indicator"]) or (len(text) >= FEWEST and row["series_id"].startswith(text))
    ]
    if len(found) != 1:
        names = [f"{row['series_id'][:10]}: {row['indicator']} ({row['unit']}{_more(row)})" for row in found]
        what = f"{text!r} names several series" if found else f"there is no series {text!r}"
        raise NotFoundError(what, offenders=names, mend="Give the beginning of its id.")
    return found[0]


def _more(row: dict[str, Any]) -> str:
    said = [row[name] for name in ("part", "boundary", "definition") if row.get(name)]
    return "，" + "，".join(said) if said else ""
