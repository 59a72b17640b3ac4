"""Every commitment of a plan text, without a model and without a network."""

import re
from bisect import bisect_right
from dataclasses import replace

from gongfu.documents.shadow import shadow
from gongfu.plan.commitment import Commitment
from gongfu.plan.context import Context, contexts
from gongfu.plan.deadlines import governing, period_of
from gongfu.plan.english.extraction import Draft as EnglishDraft
from gongfu.plan.english.extraction import drafts as english_drafts
from gongfu.plan.english.flat import flatten as flatten_english
from gongfu.plan.flat import FlatText
from gongfu.plan.fused import cells as fused_cells
from gongfu.plan.gate import is_stated
from gongfu.plan.indicator import indicator_of, table_indicator
from gongfu.plan.kind import TARGET, in_retrospect, kind_of, looks_forward, table_meaning
from gongfu.plan.mentions import first_mentions
from gongfu.plan.mode import mode_of
from gongfu.plan.numerals import value_of
from gongfu.plan.outline import RUN_IN, Section
from gongfu.plan.periods import Term, mentions
from gongfu.plan.qualities import aggregation_of, direction_of, note_of, relative_to
from gongfu.plan.quantities import Quantity, find, joined
from gongfu.plan.reading import Reading, is_english, read_chinese
from gongfu.plan.tables import Cell, cells
from gongfu.plan.whole import whole

_SIZE = re.compile(r"([\d.]*[一二两三四五六七八九十百千]*(?:万亿|[百千十]?[万亿]))(元?)(?=级|元|规模|以上|量级)")


def extract(text: str, *, document: str = "doc") -> list[Commitment]:
    """List the commitments of a text in order.

    Parameters
    ----------
    text
        The text of the file as it is; offsets of the records are into it.
    document
        Prefix of the ids (``<document>-<nnn>``).

    Returns
    -------
    Records in text order; see :class:`Commitment`.
    """
    cut = whole(text)
    records = _numbered(_drafts(cut.text), document)
    if not cut.edges:
        return records
    spans = [cut.span(record.start, record.end) for record in records]
    return [
        replace(record, start=start, end=end, quote=text[start:end])
        for record, (start, end) in zip(records, spans, strict=True)
    ]


def _drafts(text: str) -> list[Commitment]:
    plain = shadow(text)
    if is_english(plain):
        english = flatten_english(text, plain)
        return [_from_english(text, english, draft) for draft in english_drafts(english.text)]
    reading = read_chinese(text, plain)
    flat = reading.flat.text
    yuan = _yuan(text, plain)
    figures, tables = _tables(flat, reading.term)
    found = [quantity for quantity in joined(flat, list(find(flat))) if not _inside(quantity.start, tables)]
    stated = [context.quantity for context in contexts(flat, found) if is_stated(context)]
    drafts: list[Commitment] = []
    for context in contexts(flat, stated):
        drafts.append(_record(reading, context, drafts[-1] if drafts else None, yuan))
    drafts += [_from_table(reading, figure) for figure in figures]
    return sorted(drafts, key=lambda draft: draft.start)


def _tables(flat: str, term: Term) -> tuple[list[Cell], list[tuple[int, int]]]:
    figures, spans = cells(flat, term)
    fused, fused_spans = fused_cells(flat)
    return figures + fused, sorted(spans + fused_spans)


def _record(reading: Reading, context: Context, previous: Commitment | None, yuan: str) -> Commitment:
    quantity = context.quantity
    flat, term = reading.flat, reading.term
    path = reading.sections.path(quantity.start)
    years = mentions(context.sentence, term)
    mention = governing(years, context)
    looks_back = None if looks_forward(path) else reading.turns.looks_back(quantity.start)
    kind = kind_of(context, path, mention, term, looks_back)
    mode = mode_of(context, previous.mode if previous and context.previous else None)
    intro = _intro(flat.text, _section_start(path), context.sentence_start)
    period_start, deadline = period_of(
        context, kind, mode, mention, intro, path, term, in_retrospect(path) or bool(looks_back)
    )
    start, end = flat.source_span(quantity.start, quantity.end)
    indicator = indicator_of(context, mode, previous.indicator if previous else None)
    relative = relative_to(context, mode)
    return Commitment(
        id="",
        start=start,
        end=end,
        quote=reading.text[start:end],
        kind=kind,
        indicator=indicator,
        value=quantity.value,
        value_high=quantity.value_high,
        unit=_unit(reading, quantity, yuan),
        comparator=quantity.comparator,
        mode=mode,
        period_start=period_start,
        deadline=deadline,
        size_class=_size_class(context),
        responsible=[reading.written(*unit) for unit in reading.named.at(quantity.start)],
        section=reading.section_path(path),
        same_as=None,
        note=note_of(start, end, reading.repairs, relative),
        direction=direction_of(context, mode, indicator),
        relative_to=relative,
        aggregation=aggregation_of(context, mode, indicator),
    )


def _section_start(path: list[Section]) -> int:
    """Where the innermost section that is no run-in heading begins."""
    return next((section.start for section in reversed(path) if section.level != RUN_IN), 0)


def _intro(flat: str, section_start: int, sentence_start: int) -> str:
    """The line of the section that ends in a colon and so introduces what follows it, or ""."""
    for line in reversed(flat[max(section_start, sentence_start - 1500) : sentence_start].split("\n")):
        if line.endswith(":"):
            return line
    return ""


def _yuan(text: str, plain: str) -> str:
    """The currency that a bare 元 means: of Hong Kong or Taiwan where the text, in their script, says so."""
    if "新台币" in plain:
        return "TWD"
    if "圓" not in text and "億" not in text and "萬" not in text and "國" not in text:
        return "元"
    if plain.count("香港") >= 2 and "人民币" not in plain:
        return "HKD"
    return "TWD" if "行政院" in plain else "元"


def _unit(reading: Reading, quantity: Quantity, yuan: str) -> str:
    """The unit: a bare 元 is the document's currency, brackets stand as the source writes them (台（套）)."""
    if quantity.form == "money":
        return quantity.unit.replace("元", yuan)
    if "(" in quantity.unit:
        return reading.written(quantity.bare_end - len(quantity.unit), quantity.bare_end)
    return quantity.unit


def _from_english(text: str, flat: FlatText, draft: EnglishDraft) -> Commitment:
    quantity = draft.quantity
    start, end = flat.source_span(quantity.start, quantity.end)
    return Commitment(
        id="",
        start=start,
        end=end,
        quote=text[start:end],
        kind=draft.kind,
        indicator=draft.indicator,
        value=quantity.value,
        value_high=quantity.value_high,
        unit=quantity.unit,
        comparator=quantity.comparator,
        mode=draft.mode,
        period_start=draft.period_start,
        deadline=draft.deadline,
        size_class=draft.size_class,
        responsible=list(draft.responsible),
        section=draft.section,
        same_as=None,
        note=None,
    )


def _from_table(reading: Reading, figure: Cell) -> Commitment:
    start, end = reading.flat.source_span(figure.start, figure.end)
    kind, mode = table_meaning(figure)
    return Commitment(
        id="",
        start=start,
        end=end,
        quote=reading.text[start:end],
        kind=kind,
        indicator=table_indicator(figure.indicator, figure.unit, mode),
        value=figure.value,
        value_high=figure.value_high,
        unit=figure.unit,
        comparator=figure.comparator,
        mode=mode,
        period_start=None if kind != TARGET else figure.first_year or reading.term.start,
        deadline=figure.year,
        size_class=None,
        responsible=[reading.written(*unit) for unit in figure.units],
        section=reading.section_path(reading.sections.path(figure.start)),
        same_as=None,
        note=None,
    )


def _inside(position: int, spans: list[tuple[int, int]]) -> bool:
    index = bisect_right(spans, (position, 1 << 60)) - 1
    return index >= 0 and spans[index][0] <= position < spans[index][1]


def _size_class(context: Context) -> float | None:
    if context.quantity.form != "count":
        return None
    match = _SIZE.search(re.split(r"[,。;]|、\d", context.right)[0]) or _SIZE.search(context.lead)
    return value_of(match[1]) if match else None


def _numbered(drafts: list[Commitment], document: str) -> list[Commitment]:
    ids = [f"{document}-{number:03d}" for number in range(1, len(drafts) + 1)]
    firsts = first_mentions(
        [(d.value, d.value_high, d.unit, d.mode, d.kind, d.deadline) for d in drafts], [d.indicator for d in drafts]
    )
    return [
        replace(draft, id=identifier, same_as=None if first is None else ids[first])
        for draft, identifier, first in zip(drafts, ids, firsts, strict=True)
    ]
