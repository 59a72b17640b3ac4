"""A figure opened for people: where it comes from in words, the sentence or line it stands in, what persons said of it."""

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import polars as pl

from gongfu.documents.encoding import decode
from gongfu.loops.plan.views import end_of_quote
from gongfu.plan.corrections import effective
from gongfu.text import Lang, Text
from gongfu.workspace.provenance import Figure, Line, Locator, Node, in_words, open_figure, parse_locator

if TYPE_CHECKING:
    from gongfu.workspace.provenance.opening import Reader
    from gongfu.workspace.schema import Table
    from gongfu.workspace.store.originals import Originals

OPENED: dict[str, pl.DataType | type[pl.DataType]] = {
    "figure": pl.String, "about": pl.String, "value": pl.String, "unit": pl.String, "origin": pl.String, "source_id": pl.String,
    "source": pl.String, "source_en": pl.String, "publisher": pl.String, "published_on": pl.String, "url": pl.String,
    "reference": pl.String, "signed_by": pl.String, "reason": pl.String, "locator": pl.String, "place": pl.String,
    "sentence": pl.String, "quote": pl.String, "quote_start": pl.Int64, "quote_end": pl.Int64, "kept": pl.Boolean,
    "formula": pl.String, "inputs": pl.List(pl.String), "problem": pl.String,
}  # fmt: skip
WHOLE = Text("整个来源（位置未记）", "the source as a whole; the place in it is not recorded")
AS_READ = Text("原提取值", "as extracted")
LONGEST_LINE = 1000  # characters of a line that are shown


def opened(
    read: "Reader", tables: Mapping[str, "Table"], originals: "Originals", figure: Figure, lang: Lang
) -> pl.DataFrame:
    """Open a figure.

    Parameters
    ----------
    read
        How rows are read, at the version that the figure was shown by.
    tables
        The declared tables.
    originals
        The documents and files that are kept.
    figure
        What to open.
    lang
        Language of the words in the rows.

    Returns
    -------
    Rows of :data:`OPENED`, the figure first and then what it rests on. ``quote_start`` and ``quote_end`` say where in ``sentence``
    the quantity stands; ``kept`` whether the original is here. A commitment that a person corrected has its value as that
    person signed it, and what was read out of the document behind it.
    """
    ledger = _Corrected(read)
    trace = open_figure(ledger, tables, figure)
    rows = []
    for node in trace.nodes.values():
        rows += [*ledger.signed(node, lang), _row(ledger, tables, originals, node, lang)]
    return pl.DataFrame(rows, schema=OPENED)


class _Corrected:
    """Reads tables; commitments as they stand after what persons said of them, the added ones too."""

    def __init__(self, read: "Reader") -> None:
        self._read = read
        self._rows: dict[Any, dict[str, Any]] = {}
        self._series: dict[str, dict[str, Any]] = {}

    def __call__(self, table: str, /, *, where: Mapping[str, object]) -> pl.DataFrame:
        rows = self._read(table, where=where)
        if table == "commitment" and set(where) == {"commitment_id"}:
            rows = effective(rows, self._read("correction", where=where))
            self._rows |= {row["commitment_id"]: row for row in rows.iter_rows(named=True)}
            rows = rows.drop("status", "corrected_by", "extracted")
        return rows

    def row(self, figure: Figure, tables: Mapping[str, "Table"]) -> dict[str, Any]:
        """The row that a figure stands in."""
        if figure.table == "commitment" and figure.key[0] in self._rows:
            return self._rows[figure.key[0]]
        where = dict(zip(tables[figure.table].key, figure.key, strict=True))
        return next(iter(self._read(figure.table, where=where).iter_rows(named=True)), {})

    def series(self, series_id: str) -> dict[str, Any]:
        """A row of the table of series."""
        if series_id not in self._series:
            found = self._read("series", where={"series_id": series_id}).iter_rows(named=True)
            self._series[series_id] = next(found, {})
        return self._series[series_id]

    def entered(self, row: Mapping[str, Any]) -> tuple[dict[str, Any], Locator] | None:
        """The file that a figure with a source of its own was read from, and the place in it."""
        if not row.get("entered_from") or not row.get("entered_at"):
            return None
        file = next(self._read("source", where={"source_id": row["entered_from"]}).iter_rows(named=True), None)
        return None if file is None else (file, parse_locator(row["entered_at"]))

    def signed(self, node: Node, lang: Lang) -> Iterator[dict[str, Any]]:
        """What a person said last of this value of a commitment, as the row that stands before what was read."""
        if node.figure.table != "commitment":
            return
        where = {"commitment_id": node.figure.key[0]}
        said = self._read("correction", where=where).sort("step")
        own = said.filter((pl.col("action") != "change") | (pl.col("field") == node.figure.column))
        if own.is_empty():
            return
        last = own.filter(pl.col("action") == "change")
        word = (last if last.height else own).row(-1, named=True)
        stands = self._rows[node.figure.key[0]]
        yield {
            **dict.fromkeys(OPENED), "figure": str(node.figure), "about": _about(stands), "value": _text(node.value),
            "unit": stands["unit"] if node.figure.column in ("value", "value_high") else node.unit, "origin": "reviewed",
            "source": _ACTIONS[word["action"]].zh, "source_en": _ACTIONS[word["action"]].en, "signed_by": word["made_by"],
            "published_on": word["made_at"].isoformat(timespec="seconds"), "reason": word["reason"],
            "locator": f"entry:{word['correction_id']}", "place": Text("签署的记录", "signed entry").to(lang),
            "inputs": [f"{AS_READ.to(lang)} = {node.figure}"],
        }  # fmt: skip


_ACTIONS = {
    "accept": Text("认可", "accepted"),
    "change": Text("更正", "corrected"),
    "reject": Text("否定", "rejected"),
    "add": Text("补录", "added"),
}


def _row(
    ledger: _Corrected, tables: Mapping[str, "Table"], originals: "Originals", node: Node, lang: Lang
) -> dict[str, Any]:
    row = {} if node.problem and node.value is None else ledger.row(node.figure, tables)
    source = node.source or {}
    sha256: str = source.get("sha256") or ""
    kept = len(sha256) == 64 and sha256 in originals
    value = node.value
    if row.get("extracted"):
        value = json.loads(row["extracted"]).get(node.figure.column, value)
    unit = node.unit
    if unit is None and node.figure.column in ("value", "value_high"):
        unit = row.get("unit") or (ledger.series(row["series_id"]).get("unit") if "series_id" in row else None)
    place = in_words(node.locator).to(lang) if node.locator else WHOLE.to(lang) if source else None
    entered = ledger.entered(row) if node.locator is None else None
    content = originals.get(sha256) if kept and isinstance(node.locator, Line) else None
    line = node.locator if isinstance(node.locator, Line) else None
    if entered:
        file, at = entered
        place = f"{file['title']} {in_words(at).to(lang)}"
        sha256 = file.get("sha256") or ""
        if isinstance(at, Line) and len(sha256) == 64 and sha256 in originals:
            content, line = originals.get(sha256), at
    return {
        "figure": str(node.figure), "about": _about(row, ledger), "value": _text(value), "unit": unit, "origin": node.origin,
        "source_id": source.get("source_id"), "source": source.get("title"), "source_en": source.get("title_en"),
        "publisher": source.get("publisher"), "published_on": _text(source.get("published_on")) or row.get("published"), "url": source.get("url"),
        "reference": source.get("reference"), "signed_by": source.get("signed_by"), "reason": row.get("reason") or row.get("note"),
        "locator": str(node.locator) if node.locator else None, "place": place, "kept": kept if source else None,
        **_sentence(row, content, line),
        "formula": node.formula, "problem": node.problem,
        "inputs": [f"{name} = {figure}" for name, figures in node.inputs.items() for figure in figures],
    }  # fmt: skip


def _sentence(row: Mapping[str, Any], content: bytes | None, line: Line | None) -> dict[str, Any]:
    """The sentence with the place of the quantity in it, or the line of a file."""
    if row.get("sentence") is not None and row.get("sentence_at") is not None:
        start = row["sentence_at"]
        end = end_of_quote(row["sentence"], start, row.get("quote") or "")
        return {"sentence": row["sentence"], "quote": row["quote"], "quote_start": start, "quote_end": end}
    if content is not None and line is not None:
        return {"sentence": _line(content, line.number)}
    return {"sentence": None, "quote": row.get("quote"), "quote_start": None, "quote_end": None}


def _line(content: bytes, number: int) -> str | None:
    lines = decode(content)[0].splitlines()
    return lines[number - 1][:LONGEST_LINE] if 0 < number <= len(lines) else None


def _about(row: Mapping[str, Any], ledger: _Corrected | None = None) -> str | None:
    """What a row is about, on one line."""
    if ledger is not None and row.get("series_id") and "indicator" not in row:
        series = ledger.series(row["series_id"])
        return "，".join(text for text in (series.get("indicator"), row.get("period")) if text) or None
    names = (row.get("indicator") or row.get("title") or row.get("name_zh"), row.get("period"))
    return "，".join(str(text) for text in names if text) or None


def _text(value: Any) -> str | None:
    return None if value is None else f"{value:.15g}" if isinstance(value, float) else str(value)
