"""Bring plan documents into the workspace."""

from datetime import date
from typing import Annotated

from gongfu.errors import InputError
from gongfu.operations.context import Context
from gongfu.operations.intake import DryRun
from gongfu.operations.parameters import Option
from gongfu.operations.plan import Files, each_plan
from gongfu.operations.plan_labels import LABELS
from gongfu.operations.registry import operation
from gongfu.operations.results import Layout, Table
from gongfu.text import Text


@operation(
    "plan import",
    zh="把规划文件导入工作区：章节、行动、任务、承诺、单位与原件",
    en="Bring plan documents into the workspace: sections, actions, tasks, commitments, units and the originals",
    permission="write",
    examples=[
        "plan import plan.docx",
        "plan import *.txt",
        "plan import new.pdf --replaces 001",
        "plan import new.pdf --dry-run",
    ],
    notes=Text(
        "每个文件一次提交，可单独撤销。同一文件再次导入不产生改动；读不了的文件会一一列出，其余照常导入，退出码为 1。",
        "One commit a file, to be undone one by one. The same file again changes nothing. Files that cannot be read are "
        "named at the end, the others come in all the same, and the exit code is 1.",
    ),
)
def import_plans(
    context: Context,
    files: Files,
    replaces: Annotated[
        str | None,
        Option(
            zh="此文件取代哪个规划的文件；更正会沿用",
            en="the plan whose document this one replaces; corrections are carried over",
            metavar="PLAN",
        ),
    ] = None,
    title: Annotated[
        str | None, Option(zh="规划名称；默认取自文件", en="title; by default that of the document")
    ] = None,
    issuer: Annotated[str | None, Option(zh="发布机关", en="issuing body")] = None,
    region: Annotated[
        str | None,
        Option(zh="行政区划代码或名称；默认取自文件", en="division code or name; by default from the document"),
    ] = None,
    published_on: Annotated[
        date | None,
        Option(zh="公布日期；默认取自文件", en="day of publication; by default from the document", metavar="DAY"),
    ] = None,
    dry_run: DryRun = False,
) -> Table:
    import polars as pl

    from gongfu.loops.plan.importing import store_plan
    from gongfu.loops.plan.ledger import find_plan
    from gongfu.loops.plan.rows import About
    from gongfu.workspace.codes import code_list

    if len(files) > 1 and (replaces or title or issuer or published_on):
        raise InputError("--replaces, --title, --issuer and --published-on speak of one file", mend="Import it alone.")
    workspace = context.workspace
    code = code_list("divisions").find(region).id if region else None
    earlier = find_plan(workspace.read("plan"), replaces) if replaces else {}
    about = About(title, issuer, code, published_on, earlier.get("plan_id"), earlier.get("document_id"))
    rows = []
    for plan in each_plan(context, files):
        done = store_plan(workspace, plan, about, author=context.author, dry_run=dry_run)
        rows.append({"file": plan.name, **{name: getattr(done, name) for name in done.__slots__}})
    schema = dict.fromkeys(("file", "doc", "plan_id", "title"), pl.String()) | dict.fromkeys(
        ("version", "commitments", "tasks", "added", "changed", "removed", "carried", "stranded"), pl.Int64()
    )
    shown = ("doc", "title", "commitments", "tasks", "added", "changed", "removed", "carried", "stranded", "version")
    said = Text("试运行：未写入", "Tried out: nothing was written") if dry_run else None
    return Table(pl.DataFrame(rows, schema=schema), labels=LABELS, title=said, layout=Layout(columns=shown))
