"""Results as the page reads them: JSON with labels, terms, and what opens each figure."""

from typing import TYPE_CHECKING, Any

from gongfu.operations.opens import Opens
from gongfu.operations.results import Record, Report, Result, Table, plain
from gongfu.text import Text

if TYPE_CHECKING:
    import polars as pl


def described(result: Result, offset: int = 0, limit: int | None = None) -> dict[str, Any]:
    """RESULT as one JSON object, with every label and term in both languages, so that a page can switch.

    Parameters
    ----------
    offset, limit
        The rows of a table, and of each table of a report, that are given.
    """
    if isinstance(result, Table):
        return _table(result, offset, limit)
    if isinstance(result, Record):
        return {
            "kind": "record",
            "title": _both(result.title),
            "labels": {name: _both(label) for name, label in result.labels.items()},
            "terms": {name: {code: _both(t) for code, t in terms.items()} for name, terms in result.terms.items()},
            "values": result.to_json(),
            "opens": result.opened(),
        }
    if isinstance(result, Report):
        return {
            "kind": "report",
            "title": _both(result.title),
            "notes": [_both(note) for note in result.notes],
            "parts": {name: described(part, offset, limit) for name, part in result.parts.items()},
        }
    return {"kind": "lines", **result.to_json()}


def _table(table: Table, offset: int, limit: int | None) -> dict[str, Any]:
    page = table.frame.slice(offset, limit)
    shown = table.layout.columns or (table.shown.columns if table.hidden else ())
    return {
        "kind": "table",
        "title": _both(table.title),
        "columns": [_column(table, name, kind) for name, kind in table.frame.schema.items()],
        "layout": {
            "columns": list(shown), "group": table.layout.group, "below": table.layout.below
        },
        "opens": {name: _ways(way) for name, way in table.opens.items()},
        "rows": [[plain(value) for value in row] for row in page.iter_rows()],
        "offset": offset,
        "total": table.frame.height,
        "version": table.read_by.version if table.read_by else None,
        "as_of": table.read_by.as_of.isoformat() if table.read_by and table.read_by.as_of else None,
        "sources": None if table.sources is None else [plain(row) for row in table.sources.iter_rows(named=True)],
    }  # fmt: skip


def _column(table: Table, name: str, kind: "pl.DataType") -> dict[str, Any]:
    terms = table.terms.get(name)
    return {
        "name": name,
        "label": _both(table.labels.get(name)),
        "numeric": kind.is_numeric(),
        "terms": {code: _both(text) for code, text in terms.items()} if terms else None,
    }


def _ways(way: Opens | tuple[Opens, ...]) -> Any:
    return [each.to_json() for each in way] if isinstance(way, tuple) else way.to_json()


def _both(text: Text | None) -> dict[str, str] | None:
    return {"zh": text.zh, "en": text.en} if text else None
