"""One plan document as rows of the workspace."""

from dataclasses import replace

import polars as pl

from gongfu import __version__
from gongfu.loops.plan.reading import PlanFile, in_source, source_text
from gongfu.loops.plan.rows import NOTHING, About, PlanRows, region_code, region_rows
from gongfu.plan import keys
from gongfu.plan.commitment import Commitment
from gongfu.plan.dates import publication_day
from gongfu.plan.places import Places
from gongfu.plan.tasks import Task, tasks
from gongfu.plan.tree import Head, Item, PlanTables, Title, path_of, tree
from gongfu.workspace.codes import code_list
from gongfu.workspace.provenance import Characters, Page

MEDIA = {
    "txt": "text/plain",
    "md": "text/markdown",
    "html": "text/html",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def plan_rows(plan: PlanFile, about: About = NOTHING) -> PlanRows:
    """Lay out a plan that was read as rows of the workspace.

    Parameters
    ----------
    plan
        The document and its commitments.
    about
        What a person says of it.

    Returns
    -------
    The rows; ids depend on the content of the file alone.

    """
    document_id = plan.document.sha256
    places = Places(plan.document.text)
    code = about.region or region_code(f"{plan.document.title or ''}\n{plan.document.text[:600]}")
    division = code_list("divisions").codes.get(code) if code else None
    published_on = about.published_on or publication_day(plan.document.text)
    head = Head(
        document_id=document_id,
        plan_id=about.plan_id or keys.plan_id(document_id),
        source_id=keys.source_id(document_id),
        region_id=keys.region_id(code) if code else None,
        region=division.zh if division else None,
        published_on=published_on,
    )
    placer = _Placer(plan, places)
    found = tasks(plan.document.text, document=plan.doc)
    items = [placer.commitment(each) for each in plan.commitments] + [placer.task(each) for each in found]
    titles = [Title(each.path, placer.locator(each.start, each.end)) for each in places.headings]
    laid = tree(head, items, titles)
    title = about.title or plan.document.title or plan.name
    common = {"published_on": published_on, "source_id": head.source_id}
    frames = _frames(laid)
    frames["plan"] = pl.DataFrame(
        [
            {
                "plan_id": head.plan_id, "doc": plan.doc, "title": title, "issuer": about.issuer,
                "region_id": head.region_id, "period_start": places.term.start, "period_end": places.term.end,
                "document_id": document_id, "origin": "observed", "locator": None, **common,
            }
        ]
    )  # fmt: skip
    frames["document"] = pl.DataFrame(
        [
            {
                "document_id": document_id, "plan_id": head.plan_id, "file": plan.name,
                "format": plan.document.format, "encoding": plan.document.encoding,
                "characters": len(plan.document.text), "notes": list(plan.document.notes),
                "replaces": about.replaces, "program": __version__, **common,
            }
        ],
        schema_overrides={"notes": pl.List(pl.String)},
    )  # fmt: skip
    frames["source"] = pl.DataFrame(
        [
            {
                "source_id": head.source_id, "kind": "document", "title": plan.document.title or plan.name,
                "published_on": published_on, "sha256": document_id, "media_type": MEDIA[plan.document.format],
            }
        ]
    )  # fmt: skip
    if code and division:
        frames["region"] = region_rows([code])
    return PlanRows(document_id, head.plan_id, frames)


def _frames(laid: PlanTables) -> dict[str, pl.DataFrame]:
    names = ("section", "action", "task", "commitment", "unit", "responsibility")
    return {name: frame for name in names if (frame := getattr(laid, name)).height}


class _Placer:
    """Gives the records of a plan their place in the file."""

    def __init__(self, plan: PlanFile, places: Places) -> None:
        self._document = plan.document
        self._written = source_text(plan)
        self._places = places
        self._spans = {each.id: self._in_file(each) for each in plan.commitments}

    def locator(self, start: int, end: int) -> str:
        """The place of a span of the text in its source."""
        if self._document.format == "pdf":
            for number, (first, last) in enumerate(self._document.pages, start=1):
                if first <= start < last:
                    return str(Page(number))
        span = self._document.to_source(start, end)
        return str(Characters(*(span or (start, end))))

    def commitment(self, record: Commitment) -> Item:
        """The commitment with its span in the file, and its sentence."""
        placed = self._spans[record.id]
        sentence, at = self._places.sentence(record.start, record.end)
        fields = placed.as_dict()
        kept = {name: fields[name] for name in fields if name not in ("id", "start", "end", "same_as")}
        for name in ("value", "value_high", "size_class"):
            kept[name] = None if kept[name] is None else float(kept[name])
        first = self._spans[record.same_as] if record.same_as else None
        return Item(
            kind="commitment",
            start=placed.start,
            end=placed.end,
            locator=self.locator(record.start, record.end),
            path=path_of(record.section),
            fields={**kept, "sentence": sentence, "sentence_at": at},
            roles=tuple(self._places.roles(record.start)) if record.responsible else (),
            action=self._places.opening_action(record.start),
            same_as=(first.start, first.end) if first else None,
        )

    def task(self, record: Task) -> Item:
        """The task with its span in the file."""
        span = self._document.to_source(record.start, record.end) or (record.start, record.end)
        fields = {
            "text": record.quote,
            "verb": record.action,
            "object": self._places.written(record.object_start, record.object_end),
            "deadline": record.deadline,
            "responsible": record.responsible,
        }
        return Item(
            kind="task",
            start=span[0],
            end=span[1],
            locator=self.locator(record.start, record.end),
            path=path_of(record.section),
            fields=fields,
            roles=tuple(self._places.roles(record.start)) if record.responsible else (),
            action=self._places.opening_action(record.start),
        )

    def _in_file(self, record: Commitment) -> Commitment:
        return replace(record) if self._written is None else in_source(record, self._document, self._written)
