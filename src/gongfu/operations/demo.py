"""The demo: what five plans of a real region promised, or what plans of one's own do."""

import os
import shlex
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from gongfu.operations.attain import board_at
from gongfu.operations.attain_labels import LABELS as BOARD_LABELS
from gongfu.operations.attain_labels import TERMS as BOARD_TERMS
from gongfu.operations.context import Context, ReadAt
from gongfu.operations.ledger import ledger_at
from gongfu.operations.parameters import Argument, Option
from gongfu.operations.plan import each_plan
from gongfu.operations.plan_labels import LABELS, TERMS
from gongfu.operations.registry import operation
from gongfu.operations.results import Layout, Record, Report, Table
from gongfu.text import Text

if TYPE_CHECKING:
    import polars as pl

    from gongfu.loops.plan.ledger import Ledger
    from gongfu.workspace import Workspace

REGION = "shanghai"
PAST = date(2023, 12, 31)
BRIEF = Path("gongfu-brief.html")


@operation(
    "demo",
    zh="演示：五个规划（2018—2023）承诺了什么、后来如何；或给出自己的文件",
    en="Show what five plans (2018 to 2023) promised and what became of it, or what documents of your own promise",
    permission="read",
    examples=["demo", "demo --lang zh", "demo plan.docx notice.pdf", "demo --keep --workspace shanghai"],
    notes=Text(
        "不带文件时用随附的上海五个规划的事实；带文件时从文件中提取，并给出每条承诺的原句。",
        "Without files it uses the facts about five plans of Shanghai that ship; with files it reads them, and shows "
        "each commitment in its sentence.",
    ),
)
def demo(
    context: Context,
    files: Annotated[
        list[Path],
        Argument(zh="规划文件；默认用随附的事实", en="plan documents; by default the facts that ship", metavar="FILE"),
    ] = [],  # noqa: B006 - a default of the command line, never changed
    keep: Annotated[
        bool,
        Option(zh="把工作区留在 --workspace", en="leave the workspace in --workspace, else it is made and thrown away"),
    ] = False,
    brief: Annotated[
        Path,
        Option(zh="简报写入此文件", en="write the brief to this file", file="write", metavar="FILE"),
    ] = BRIEF,
) -> Report:
    from gongfu.loops.plan.views import plan_view

    with _workspace(context, keep=keep) as workspace:
        if files:
            _from_files(context, workspace, files)
        else:
            _from_facts(context, workspace, keep=keep)
        inside = Context(workspace.folder, context.lang, context.progress, context.author, opened=workspace)
        ledger, _ = ledger_at(inside, ReadAt())
        boards = {} if files else {name: _board(inside, day) for name, day in _days().items()}
        written = _brief(inside, brief)
    plans = plan_view(ledger)
    columns = ("doc", "title", "published_on", "period_end", "targets", "outcomes", "actions", "units")
    shown = (*columns[:4], "tasks", *columns[4:]) if files else columns
    parts: dict[str, Table | Record] = {
        "plans": Table(plans, labels=LABELS, title=Text("规划", "Plans"), layout=Layout(columns=shown))
    }
    for plan in plans.iter_rows(named=True):
        parts[plan["doc"]] = _plan(ledger, plan, context, sentences=bool(files))
    parts |= boards
    return Report(_title(plans, ledger, files), parts, notes=(written, _next_steps(files, context, ledger, keep=keep)))


@contextmanager
def _workspace(context: Context, *, keep: bool) -> "Iterator[Workspace]":
    """A workspace of its own: in the folder of the context, or thrown away behind the demo."""
    from gongfu.workspace import Workspace

    if keep:
        with Workspace.create(context.folder) as workspace:
            yield workspace
        return
    with tempfile.TemporaryDirectory(prefix="gongfu-demo-") as folder, Workspace.create(folder) as workspace:
        yield workspace


def _from_facts(context: Context, workspace: "Workspace", *, keep: bool) -> None:
    from gongfu.loops.plan.facts import read_region, region_folder
    from gongfu.loops.plan.storing import store_region
    from gongfu.loops.series.facts import read_figures, store_figures

    folder = region_folder(REGION)
    store_region(workspace, read_region(folder), author=context.author)
    figures = read_figures(folder)
    if not keep:  # nobody opens a figure of a workspace that is thrown away
        figures = {name: frame for name, frame in figures.items() if not name.startswith("derivation")}
    store_figures(workspace, figures, message="Add the figures observed", author=context.author)


def _brief(inside: Context, file: Path) -> Text:
    """Write the brief, where the page has been built; what to say of it."""
    from gongfu.operations.brief import PAGE, write_brief

    if not PAGE.is_dir():
        return Text(
            "简报未写：页面尚未构建（./run demo 会构建）",
            "No brief: the page has not been built (./run demo builds it)",
        )
    write_brief(inside, ReadAt(), file)
    return Text(f"简报（一个文件，可离线打开和打印）：{file}", f"The brief, one file to open offline and print: {file}")


def _days() -> dict[str, date | None]:
    """The two days that the scoreboard is shown as of; null is today."""
    return {"board_2023": PAST, "board_today": None}


def _board(inside: Context, day: date | None) -> Table:
    """What became of the targets by a day, with the evidence of each."""
    from gongfu.loops.attainment.views import board_view, counted

    found, _ = board_at(inside, ReadAt(day))
    view = board_view(found, inside.lang)
    said = Text(
        f"截至 {found.day}，{view.height} 个目标：{counted(view, 'zh')}",
        f"As of {found.day}, of {view.height} targets: {counted(view, 'en')}",
    )
    columns = ("id", "indicator", "amount", "deadline", "status", "observed", "evidence")
    return Table(view, labels=BOARD_LABELS, terms=BOARD_TERMS, title=said, layout=Layout(columns=columns))


def _from_files(context: Context, workspace: "Workspace", files: list[Path]) -> None:
    from gongfu.loops.plan.importing import store_plan
    from gongfu.loops.plan.rows import NOTHING

    for plan in each_plan(context, files):
        store_plan(workspace, plan, NOTHING, author=context.author)


def _plan(ledger: "Ledger", plan: "dict[str, object]", context: Context, *, sentences: bool) -> Table:
    import polars as pl

    from gongfu.loops.plan.views import commitment_view

    view = commitment_view(ledger, context.lang).filter(pl.col("plan_id") == plan["plan_id"])
    term = f"{plan['period_start'] or '?'}–{plan['period_end'] or '?'}"
    title = Text(
        f"{plan['doc']}  {plan['title']}  {term}：{view.height} 条承诺",
        f"{plan['doc']}  {plan['title_en'] or plan['title']}  {term}: {_counted(view.height, 'commitment')}",
    )
    columns: tuple[str, ...] = ("id", "indicator", "amount", "kind", "deadline", "units", "place")
    if view["units"].null_count() == view.height:
        columns = tuple(name for name in columns if name != "units")
    return Table(
        _grouped(view), labels=LABELS, terms=TERMS, title=title,
        layout=Layout(
            columns=columns,
            group="group",
            below="shown" if sentences else None,
        ),
    )  # fmt: skip


def _grouped(view: "pl.DataFrame") -> "pl.DataFrame":
    """The rows with those of one action together, in the order in which the actions first appear."""
    import polars as pl

    first = view.with_row_index("_row").group_by("group").agg(_first=pl.col("_row").min())
    return (
        view.join(first, on="group", how="left", nulls_equal=True, maintain_order="left")
        .sort("_first", maintain_order=True)
        .drop("_first")
    )


def _title(plans: "pl.DataFrame", ledger: "Ledger", files: list[Path]) -> Text:
    count, height = ledger.commitments.height, plans.height
    if files:
        return Text(
            f"{height} 个文件中的 {count} 条承诺", f"{_counted(count, 'commitment')} in {_counted(height, 'document')}"
        )
    years = sorted(day.year for day in plans["published_on"].drop_nulls())
    return Text(
        f"上海：{years[0]}—{years[-1]} 年 {height} 个规划的 {count} 条承诺",
        f"Shanghai: {count} commitments in {height} plans, {years[0]} to {years[-1]}",
    )


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _next_steps(files: list[Path], context: Context, ledger: "Ledger", *, keep: bool) -> Text:
    """The exact commands for one's own documents."""
    program = os.environ.get("GONGFU_PROGRAM", "gongfu")
    named = shlex.join(map(str, files))
    ids = ledger.commitments["id"]
    first = ids[0] if files and len(ids) else None
    folder = f" --workspace {shlex.quote(str(context.folder))}" if keep else ""
    own_zh, own_en = named or "你的规划.docx", named or "your-plan.docx"
    first_zh, first_en = first or "你的规划-001", first or "your-plan-001"
    steps = [
        (
            f"{program} demo {{own}}",
            "你自己的文件：docx、pdf、html、txt",
            "documents of your own: docx, pdf, html, txt",
        ),
        (f"{program} plan extract {{own}} -o commitments.jsonl", "承诺写成 JSON 行", "the commitments as JSON lines"),
        (f"{program} workspace init", "建立工作区", "make a workspace"),
        (f"{program} plan import {{own}}", "导入", "bring them in"),
        (f"{program} plan ledger -o ledger.xlsx", "台账", "the ledger"),
        (f"{program} plan correct {{first}} --accept", "核对更正", "check and correct"),
    ]
    if files:
        steps = steps[1:]
    if keep:
        steps = [
            (f"{program} plan ledger{folder}", "台账", "the ledger"),
            (f"{program} attain board{folder}", "计分板", "the scoreboard"),
            (f"{program} attain show 001-004{folder}", "一个目标的判定与依据", "one verdict with its evidence"),
        ]
    zh = "\n".join(f"  {command.format(own=own_zh, first=first_zh)}    # {said}" for command, said, _ in steps)
    en = "\n".join(f"  {command.format(own=own_en, first=first_en)}    # {said}" for command, _, said in steps)
    return Text(f"下一步：\n{zh}", f"What to do next:\n{en}")
