"""Results as the bytes of an answer."""

from dataclasses import dataclass, replace
from io import BytesIO
from typing import TYPE_CHECKING, Any

from gongfu.api.asked import Asked
from gongfu.operations.export import to_open_file
from gongfu.operations.results import Record, Report, Result, Table, plain
from gongfu.text import Lang, Text

if TYPE_CHECKING:
    import polars as pl

MEDIA = {
    "json": "application/json",
    "jsonl": "application/x-ndjson",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "parquet": "application/vnd.apache.parquet",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What is sent: bytes and what they are; ``private`` where private rows went into it."""

    body: bytes
    media: str
    private: bool = False


def answer(result: Result, asked: Asked, lang: Lang) -> Answer:
    """RESULT in the format that was asked for; only a table has others than JSON.

    Raises
    ------
    InputError
        A workbook cannot hold that many rows.
    """
    import orjson

    if isinstance(result, Table) and asked.format != "json":
        page = replace(result, frame=result.frame.slice(asked.offset, asked.limit))
        out = BytesIO()
        to_open_file(page, out, asked.format, lang)
        return Answer(out.getvalue(), MEDIA[asked.format])
    return Answer(orjson.dumps(described(result, asked)), MEDIA["json"])


def described(result: Result, asked: Asked) -> dict[str, Any]:
    """RESULT as one JSON object, with every label and term in both languages, so that a page can switch."""
    if isinstance(result, Table):
        return _table(result, asked)
    if isinstance(result, Record):
        return {
            "kind": "record",
            "title": _both(result.title),
            "labels": {name: _both(label) for name, label in result.labels.items()},
            "terms": {name: {code: _both(t) for code, t in terms.items()} for name, terms in result.terms.items()},
            "values": result.to_json(),
        }
    if isinstance(result, Report):
        return {
            "kind": "report",
            "title": _both(result.title),
            "notes": [_both(note) for note in result.notes],
            "parts": {name: described(part, asked) for name, part in result.parts.items()},
        }
    return {"kind": "lines", **result.to_json()}


def _table(table: Table, asked: Asked) -> dict[str, Any]:
    page = table.frame.slice(asked.offset, asked.limit)
    return {
        "kind": "table",
        "title": _both(table.title),
        "columns": [_column(table, name, kind) for name, kind in table.frame.schema.items()],
        "layout": {
            "columns": list(table.layout.columns), "group": table.layout.group, "below": table.layout.below
        },
        "rows": [[plain(value) for value in row] for row in page.iter_rows()],
        "offset": asked.offset,
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


def _both(text: Text | None) -> dict[str, str] | None:
    return {"zh": text.zh, "en": text.en} if text else None
