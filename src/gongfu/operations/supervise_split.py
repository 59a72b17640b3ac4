"""A target split over districts, years and units, and the sum checked against the whole."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from gongfu.errors import NotFoundError
from gongfu.operations.context import Context, ReadVersion
from gongfu.operations.opens import Given, Of, Opens, source_of
from gongfu.operations.parameters import Argument
from gongfu.operations.registry import operation
from gongfu.operations.results import Layout, Record, Report, Table
from gongfu.operations.supervise_common import By, Item, doing, read_at
from gongfu.operations.supervise_labels import LABELS, terms
from gongfu.text import Text

if TYPE_CHECKING:
    import polars as pl

    from gongfu.loops.plan.ledger import Ledger
    from gongfu.loops.supervision.items import Read
    from gongfu.text import Lang

MEND = Text(
    "写出改正：gongfu quarantine export {name} bad.csv，改后 gongfu supervise split {item} bad.csv",
    "to mend them: gongfu quarantine export {name} bad.csv, and then gongfu supervise split {item} bad.csv",
)
SPLIT_LABELS = {
    **LABELS,
    "quarantined": Text("隔离", "in quarantine"),
    "problem": Text("问题", "what is wrong"),
    "head": Text("表头", "head"),
    "unit": Text("计量单位", "unit"),
    "part": Text("部分", "part"),
}


def _explains(figure: str, **more: str) -> Opens:
    given: dict[str, Given] = {"item": Of("commitment_id"), "dimension": Of("dimension"), "figure": figure}
    return Opens("supervise split-explain", given, **more)


OPENS_CHECK = {
    "whole": source_of("commitment", "value", "commitment_id"),
    "total": _explains("total"),
    "difference": _explains("difference"),
    "parts": _explains("total", counts="rows", part="inputs"),
    "unknown": _explains("total", counts="unknown:value", part="inputs"),
    "quarantined": _explains("total", counts="known:quarantine_id", part="inputs"),
}


@operation(
    "supervise split",
    zh="按文件把一个目标分解到区县、年度或单位，并与总目标核对",
    en="Split a target over districts, years or units as a file says, and check the sum against the whole",
    permission="write",
    examples=["supervise split 001-024 parts.csv"],
    notes=Text(
        "文件的列：维度（区县、年度、单位）、部分、数值、备注；表头可写单位，如 数值（亿元）；空值为未知。同一维度再次导入即取代。"
        "有问题的行进入隔离区，核对时算作未知。撤销：gongfu workspace undo 版本",
        "Columns of the file: dimension (district, year, unit), part, value, note; the head of value may name a unit; an empty "
        "value is unknown. The same dimension again takes the place of what was there. Bad rows go into quarantine and count as unknown parts. To take it back: gongfu workspace undo "
        "VERSION",
    ),
)
def split(
    context: Context,
    item: Item,
    file: Annotated[Path, Argument(zh="分解表（CSV、XLSX）", en="the parts (CSV, XLSX)", metavar="FILE")],
    by: By = None,
) -> Report:
    from gongfu.loops.supervision import splitting
    from gongfu.loops.supervision.items import find_subject
    from gongfu.workspace.intake.quarantine import list_quarantine

    _, ledger, _ = read_at(context, ReadVersion())
    subject = find_subject(ledger, item)
    commit = splitting.split(context.workspace, subject, file, doing(context, by, None))
    read, ledger, _ = read_at(context, ReadVersion())
    checked = _checked(read, ledger, subject.key, commit.version)
    bad = list_quarantine(context.workspace, import_id=commit.result)
    if bad.is_empty():
        return checked
    quarantine = Table(
        bad.select("quarantine_id", "locator", "head", "value", problem=_sentences(bad, context.lang)),
        labels=SPLIT_LABELS, title=Text("隔离的行", "rows in quarantine"),
        layout=Layout(columns=("locator", "head", "value", "problem")),
    )  # fmt: skip
    note = MEND.fill(name=commit.result, item=item)
    return Report(checked.title, {**checked.parts, "quarantine": quarantine}, notes=(note,))


@operation(
    "supervise split-check",
    zh="核对分解：各部分合计与总目标，超出或不足多少",
    en="Check splits: what the parts come to against the whole, and by how much they are over or under",
    permission="read",
    examples=["supervise split-check", "supervise split-check 001-024"],
    notes=Text(
        "数量与金额相加；占比、比率、增速、倍数不能相加；有未知部分时合计为至少。",
        "Counts and amounts are summed; shares, ratios, growth and multiples cannot be; with unknown parts the sum is at least that.",
    ),
)
def split_check(
    context: Context,
    at: ReadVersion,
    item: Annotated[
        str | None,
        Argument(zh="承诺编号；默认全部", en="id of a commitment; by default all that are split", metavar="ITEM"),
    ] = None,
) -> Report:
    from gongfu.loops.supervision.items import find_subject

    read, ledger, version = read_at(context, at)
    return _checked(read, ledger, None if item is None else find_subject(ledger, item).key, version, named=item)


def _checked(
    read: "Read", ledger: "Ledger", commitment_id: str | None, version: int, named: str | None = None
) -> Report:
    from gongfu.loops.supervision.views import split_view

    checked, parts = split_view(read, ledger, commitment_id)
    if named is not None and checked.is_empty():
        raise NotFoundError(f"{named} is not split", mend=f"gongfu supervise split {named} FILE.csv")
    chosen = {name: terms()[name] for name in ("dimension", "rule", "bound", "outcome", "comparator")}
    shown = (
        "id",
        "indicator",
        "dimension",
        "rule",
        "whole",
        "bound",
        "total",
        "difference",
        "unit",
        "outcome",
        "unknown",
        "quarantined",
    )
    return Report(
        Text("目标分解核对", "splits against their targets"),
        {
            "checks": Table(
                checked,
                labels=SPLIT_LABELS,
                terms=chosen,
                title=Text("核对", "checks"),
                layout=Layout(columns=shown),
                opens=OPENS_CHECK,
            ),
            "parts": Table(
                parts,
                labels=SPLIT_LABELS,
                terms=chosen,
                title=Text("各部分", "parts"),
                hidden=("of_target",),
                opens={"value": source_of("target_split", "value", "of_target", "dimension", "part")},
            ),
            "read_by": Record({"version": version}, labels=LABELS),
        },
    )


def _sentences(bad: "pl.DataFrame", lang: "Lang") -> "pl.Series":
    import polars as pl

    from gongfu.workspace.intake.quarantine import sentence

    return pl.Series([sentence(cell, lang) for cell in bad.iter_rows(named=True)], dtype=pl.String)
