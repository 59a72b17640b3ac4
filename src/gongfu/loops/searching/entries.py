"""What of a workspace can be found, and what a person reads of a thing that was."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from gongfu.loops.plan.document import Laid
from gongfu.loops.plan.ledger import Ledger
from gongfu.loops.searching.index import Entry
from gongfu.plan.register import short_names
from gongfu.text import Lang, Text
from gongfu.workspace.codes import code_list

KINDS: dict[str, Text] = {
    "plan": Text("规划", "plan"),
    "indicator": Text("指标", "indicator"),
    "unit": Text("责任单位", "responsible unit"),
    "region": Text("地区", "region"),
    "series": Text("序列", "series"),
    "commitment": Text("承诺", "commitment"),
    "task": Text("任务", "task"),
    "item": Text("督办事项", "item under supervision"),
    "source": Text("来源", "source"),
    "sentence": Text("原文", "sentence"),
}
"""What is found, the kinds first that come first where they match as well."""


@dataclass(frozen=True, slots=True)
class Thing:
    """What a person reads of a thing: its title in both languages, and where it belongs."""

    title: str
    title_en: str | None
    within: str | None

    def named(self, lang: Lang) -> str:
        """Its title in a language, as far as there is one."""
        return (lang == "en" and self.title_en) or self.title


Things = dict[tuple[str, str], Thing]
Read = Callable[[str], pl.DataFrame]


def collect(ledger: Ledger, read: Read, texts: dict[str, Laid]) -> tuple[list[Entry], Things]:
    """Everything that can be found.

    Parameters
    ----------
    ledger
        The plans.
    read
        Gives the rows of another table at the same version and day.
    texts
        The documents of plans whose text is kept, by id.

    Returns
    -------
    The entries by kind, and what they stand for by kind and id. A sentence goes by its plan and the character that it begins at, and
    one of which only a commitment is known by that commitment.
    """
    things: Things = {}
    entries: list[Entry] = []
    for kind, found in {
        "plan": _plans(ledger), "indicator": _indicators(), "unit": _units(ledger), "region": _regions(ledger),
        "series": _series(read("series")), "commitment": _commitments(ledger), "task": _tasks(ledger),
        "item": _items(read("register"), ledger), "source": _sources(read("source")), "sentence": _sentences(ledger, texts),
    }.items():  # fmt: skip
        for key, thing, named in found:
            things[kind, key] = thing
            entries += [
                Entry(kind, key, field, text, field not in _NO_NAMES, field not in _OF_OTHERS)
                for field, text in named
                if text
            ]
    return entries, things


_NO_NAMES = frozenset({"text"})
_OF_OTHERS = frozenset({"issuer", "publisher", "part"})
Found = Iterator[tuple[str, Thing, Sequence[tuple[str, str | None]]]]


def _plans(ledger: Ledger) -> Found:
    for row in ledger.plans.iter_rows(named=True):
        named = [("id", row["doc"]), ("title", row["title"]), ("title_en", row["title_en"]), ("issuer", row["issuer"])]
        yield row["plan_id"], Thing(row["title"], row["title_en"], row["doc"]), named


def _indicators() -> Found:
    for code in code_list("indicators").codes.values():
        named: list[tuple[str, str | None]] = [
            ("title", code.zh),
            ("title_en", code.en),
            *(("title", alias) for alias in code.aliases),
        ]
        yield code.id, Thing(code.zh, code.en, None), named


def _units(ledger: Ledger) -> Found:
    for row in ledger.units.unique("unit_id", maintain_order=True).iter_rows(named=True):
        named = [
            ("title", row["name_zh"]),
            ("title_en", row["name_en"]),
            *(("written", each) for each in (*(row["written"] or ()), *short_names(row["name_zh"]))),
        ]
        yield row["unit_id"], Thing(row["name_zh"], row["name_en"], None), named


def _regions(ledger: Ledger) -> Found:
    for row in ledger.regions.iter_rows(named=True):
        named = [("id", row["code"]), ("title", row["name_zh"]), ("title_en", row["name_en"])]
        yield row["region_id"], Thing(row["name_zh"], row["name_en"], row["code"]), named


def _series(series: pl.DataFrame) -> Found:
    for row in series.iter_rows(named=True):
        within = "，".join(row[name] for name in ("part", "boundary", "definition", "unit") if row[name])
        named = [("title", row["indicator"]), ("title_en", row["indicator_en"]), ("part", row["part"])]
        yield row["series_id"], Thing(row["indicator"], row["indicator_en"], within or None), named


def _commitments(ledger: Ledger) -> Found:
    chosen = ledger.commitments.select("commitment_id", "id", "indicator", "plan")
    for key, name, indicator, plan in chosen.iter_rows():
        yield key, Thing(f"{name} {indicator}", None, plan), [("id", name), ("title", indicator)]


def _tasks(ledger: Ledger) -> Found:
    titles = dict(ledger.plans.select("document_id", "title").iter_rows())
    for row in ledger.tasks.iter_rows(named=True):
        title = f"{row['verb']}{row['object']}"
        yield (
            row["task_id"],
            Thing(title, None, titles.get(row["document_id"])),
            [("title", title), ("text", row["text"])],
        )


def _items(register: pl.DataFrame, ledger: Ledger) -> Found:
    units = dict(ledger.units.select("unit_id", "name_zh").iter_rows())
    for row in register.iter_rows(named=True):
        unit = units.get(row["owner_id"])
        named = [("title", row["name_zh"]), ("title_en", row["name_en"])]
        yield row["entry_id"], Thing(row["name_zh"] or row["entry_id"], row["name_en"], unit), named


def _sources(sources: pl.DataFrame) -> Found:
    for row in sources.iter_rows(named=True):
        named = [
            ("title", row["title"]),
            ("title_en", row["title_en"]),
            ("publisher", row["publisher"]),
            ("id", row["reference"]),
        ]
        yield row["source_id"], Thing(row["title"], row["title_en"], row["publisher"]), named


def _sentences(ledger: Ledger, texts: dict[str, Laid]) -> Found:
    """The pieces of documents that are kept; of the others the sentences of their commitments."""
    plans: dict[str, Any] = {row["document_id"]: row for row in ledger.plans.iter_rows(named=True)}
    for document_id, laid in texts.items():
        plan = plans.get(document_id)
        if plan is None:
            continue
        for piece in laid.pieces:
            text = laid.document.text[piece.start : piece.end]
            yield f"{plan['plan_id']}:{piece.start}", Thing(_short(text), None, plan["title"]), [("text", text)]
    others = ledger.commitments.filter(~pl.col("document_id").is_in(list(texts)) & pl.col("sentence").is_not_null())
    for key, sentence, plan_title in others.select("commitment_id", "sentence", "plan").iter_rows():
        yield key, Thing(_short(sentence), None, plan_title), [("text", sentence)]


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else line[:59] + "…"
