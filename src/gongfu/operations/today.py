"""What needs somebody now, from every part of the work."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

from gongfu.errors import InputError
from gongfu.operations.context import Context, ReadAt
from gongfu.operations.opens import Of, Opens, Ways
from gongfu.operations.parameters import Option
from gongfu.operations.registry import operation
from gongfu.operations.results import Layout, ReadBy, Table, Terms
from gongfu.operations.supervise_common import today as this_day
from gongfu.operations.tables import version_read
from gongfu.text import Text

if TYPE_CHECKING:
    from gongfu.workspace import Workspace

LABELS = {
    "kind": Text("类别", "kind"),
    "title": Text("事项", "what"),
    "why": Text("原因", "why"),
    "who": Text("责任方", "who"),
    "day": Text("日期", "day"),
    "days": Text("已逾（天）", "days late"),
    "next": Text("下一步", "next step"),
    "page": Text("页面", "page"),
    "command": Text("命令", "command"),
    "more": Text("未列出", "not listed"),
}
NEGATIVE = Text("每类项数不能为负", "the number of each kind cannot be negative")
SHOWN = ("title", "why", "who", "day", "days", "next", "command")

OPENS: Ways = {
    "days": (
        Opens("attain show", {"commitment": Of("of_commitment")}),
        Opens("supervise show", {"item": Of("of_item")}),
        Opens("series show", {"series": Of("of_series")}),
        Opens("imports list", {}),
    ),
    "more": Opens("today", {"each": 100_000}),
}


@operation(
    "today",
    zh="今天需要有人处理的：滞后与未达成、到期、待核实、陈旧数据、报警、失败的导入、待裁定，按紧迫排列",
    en="What needs somebody now: behind and missed, due, to verify, stale data, alarms, failed imports, to decide; by urgency",
    permission="read",
    reads_jobs=True,
    examples=["today", "today --as-of 2022-12-31", "today --each 20 -o today.xlsx"],
    notes=Text(
        "每类先列最紧迫的几项，其余以“另有几项”一行表示；天数为负表示尚有时间；责任方不详的为空。",
        "The most pressing of each kind come first, one row says how many more there are; negative days are time left; whoever is "
        "not known stays empty.",
    ),
)
def today(
    context: Context,
    at: ReadAt,
    each: Annotated[int, Option(zh="每类最多列出几项", en="how many are listed of each kind", metavar="N")] = 5,
) -> Table:
    from gongfu.loops.today.entries import ABOUT
    from gongfu.loops.today.kinds import KINDS
    from gongfu.loops.today.listing import TABLES
    from gongfu.loops.today.listing import today as everything

    if each < 0:
        raise InputError(NEGATIVE.to(context.lang))
    workspace = context.workspace
    version = version_read(workspace, at)
    tables = workspace.read_several(TABLES, version=version)
    day = at.as_of or this_day()
    frame = everything(
        tables.__getitem__, context.jobs.all(), day, context.lang, each=each, past=at.as_of,
        import_days=_import_days(workspace) if tables["quarantine"].height else {},
        tables={name: Text(table.zh, table.en) for name, table in workspace.tables.items()},
    )  # fmt: skip
    terms: dict[str, Terms] = {"kind": KINDS}
    count = frame["more"].null_count() + (frame["more"].sum() or 0)
    title = Text(f"待办（{day}）：{count} 项", f"to do on {day}: {count}")
    return Table(
        frame, labels=LABELS, terms=terms, title=title, read_by=ReadBy(version, at.as_of),
        layout=Layout(columns=SHOWN, group="kind"), opens=OPENS, hidden=ABOUT,
    )  # fmt: skip


def _import_days(workspace: "Workspace") -> dict[str, date]:
    """The day on which each import came in."""
    times = {commit.version: commit.time for commit in workspace.history()}
    rows = workspace.written("import").iter_rows()
    return {key: times[version].astimezone().date() for key, version in rows if version in times}
