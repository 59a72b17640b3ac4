"""Make a workspace, look at its history, and take care of it."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from gongfu.operations.context import Context
from gongfu.operations.opens import Opens
from gongfu.operations.parameters import Argument, Option
from gongfu.operations.registry import group, operation
from gongfu.operations.results import Record, Report, Table
from gongfu.text import Text

if TYPE_CHECKING:
    from gongfu.workspace import Changes, Commit

group("workspace", zh="工作区：建立、历史、撤销、整理、备份", en="the workspace: make, history, undo, tidy, back up")

LABELS = {
    "workspace": Text("工作区", "workspace"),
    "catalogue": Text("目录库", "catalogue"),
    "version": Text("版本", "version"),
    "time": Text("时间", "time"),
    "author": Text("修改者", "author"),
    "message": Text("说明", "message"),
    "kind": Text("种类", "kind"),
    "undoes": Text("撤销的版本", "undoes"),
    "readable": Text("可读", "readable"),
    "changes": Text("改动", "changes"),
    "tables": Text("表数", "tables"),
    "commits": Text("提交数", "commits"),
    "last_commit": Text("最近提交", "last commit"),
    "files_before": Text("原文件数", "files before"),
    "files_after": Text("现文件数", "files after"),
    "bytes_before": Text("原字节数", "bytes before"),
    "bytes_after": Text("现字节数", "bytes after"),
    "backup": Text("备份", "backup"),
}

TERMS = {
    "kind": {
        "commit": Text("提交", "commit"),
        "undo": Text("撤销", "undo"),
        "upgrade": Text("升级", "upgrade"),
    }
}

CatalogueUrl = Annotated[
    str | None,
    Option(
        zh="目录库所在的 PostgreSQL，如 postgresql://user@host/database；默认为文件夹内的 SQLite",
        en="PostgreSQL that keeps the catalogue, postgresql://user@host/database; by default SQLite in the folder",
        metavar="URL",
    ),
]


@operation(
    "workspace init",
    zh="建立工作区",
    en="Make a workspace",
    permission="administer",
    examples=["workspace init", "workspace init --workspace shanghai"],
)
def init(context: Context, catalogue: CatalogueUrl = None) -> Record:
    from gongfu.workspace import Workspace

    with Workspace.create(context.folder, catalogue) as workspace:
        values = {"workspace": workspace.folder, "tables": len(workspace.tables), "version": workspace.version()}
    return Record(values, labels=LABELS)


@operation(
    "workspace info",
    zh="显示工作区的位置、版本和提交数",
    en="Show where the workspace is, its version and number of commits",
    permission="read",
    examples=["workspace info"],
)
def info(context: Context) -> Record:
    workspace = context.workspace
    commits = workspace.history()
    return Record(
        {
            "workspace": workspace.folder,
            "tables": len(workspace.tables),
            "commits": len(commits),
            "version": commits[-1].version,
            "last_commit": commits[-1].time,
            "author": commits[-1].author,
            "message": commits[-1].message,
        },
        labels=LABELS,
        opens={"tables": Opens("tables", {}, counts="rows"), "commits": Opens("workspace history", {}, counts="rows")},
    )


@operation(
    "workspace history",
    zh="列出所有提交，最新的在前",
    en="List all commits, the newest first",
    permission="read",
    examples=["workspace history", "workspace history --limit 10 --json"],
    notes=Text("改动一栏：表名 +新增 ~修改 -删除。", "Changes are written: table +added ~changed -removed."),
)
def history(context: Context) -> Table:
    return _commits(reversed(context.workspace.history()))


@operation(
    "workspace undo",
    zh="撤销一次提交",
    en="Take a commit back",
    permission="write",
    examples=["workspace undo 12", "workspace undo 12 --message 'wrong file'"],
    notes=Text(
        "撤销本身是一次新提交：新增的行删去，修改和删除的行恢复原值；之后又被改过的行不动，并一一列出。",
        "This is a new commit: rows that were added go, rows changed or removed get their earlier value; rows that a "
        "later commit changed are left as they are, and listed.",
    ),
)
def undo(
    context: Context,
    version: Annotated[int, Argument(zh="要撤销的版本", en="the version to take back")],
    message: Annotated[str | None, Option(zh="原因，记入历史", en="why, for the history")] = None,
) -> Report:
    commit = context.workspace.undo(version, author=context.author, message=message)
    done = {"version": commit.version, "changes": changes_text(commit.tables)}
    left = {
        name: Table(keys, title=Text(f"{name}：之后又被改过，未动", f"{name}: changed since, left as they are"))
        for name, keys in commit.result.items()
        if keys.height
    }
    title = Text("已撤销版本 {version}", "Took back version {version}").fill(version=version)
    return Report(title, {"commit": Record(done, labels=LABELS), **left})


@operation(
    "workspace compact",
    zh="合并小文件；所有版本仍可读",
    en="Merge small files; every version stays readable",
    permission="administer",
    long=True,
    examples=["workspace compact"],
)
def compact(context: Context) -> Record:
    context.progress.stage(Text("合并文件", "merging files"))
    done = context.workspace.compact()
    names = ("files_before", "files_after", "bytes_before", "bytes_after")
    return Record({name: getattr(done, name) for name in names}, labels=LABELS)


@operation(
    "workspace expire",
    zh="放弃某一时刻之前的版本，释放空间",
    en="Give up the versions before a time, to free space",
    permission="administer",
    examples=["workspace expire --before 2026-01-01 --dry-run"],
    notes=Text(
        "列出不再可读的版本；该时刻的内容以及历史记录都会保留。",
        "Lists the versions that can no longer be read; what the tables held at that time stays, and so does the "
        "history.",
    ),
)
def expire(
    context: Context,
    before: Annotated[datetime, Option(zh="此时刻之前", en="give up what was past at this time", metavar="TIME")],
    dry_run: Annotated[bool, Option(zh="只列出，不放弃", en="only list them")] = False,
) -> Table:
    return _commits(context.workspace.expire(before, dry_run=dry_run))


@operation(
    "workspace backup",
    zh="把整个工作区复制到新文件夹",
    en="Copy the whole workspace into a new folder",
    permission="administer",
    long=True,
    examples=["workspace backup backups/2026-11-25"],
)
def backup(
    context: Context, folder: Annotated[Path, Argument(zh="新文件夹", en="a new folder", file="write")]
) -> Record:
    context.progress.stage(Text("复制", "copying"))
    return Record({"backup": context.workspace.backup(folder)}, labels=LABELS)


@operation(
    "workspace restore",
    zh="由备份建立工作区",
    en="Make a workspace from a backup",
    permission="administer",
    notes=Text(
        "账户一并恢复，登录状态不恢复；备份之后停用的账户和令牌请再停用一次。",
        "Accounts come with it, sessions do not; what was disabled or ended since the backup is to be ended again.",
    ),
    examples=["workspace restore backups/2026-11-25 --workspace restored"],
)
def restore(
    context: Context,
    backup: Annotated[Path, Argument(zh="备份所在文件夹", en="folder of the backup", file="folder")],
    catalogue: CatalogueUrl = None,
) -> Record:
    from gongfu.workspace import Workspace

    with Workspace.restore(backup, context.folder, catalogue) as workspace:
        _sign_out(workspace.folder)
        return Record({"workspace": workspace.folder, "version": workspace.version()}, labels=LABELS)


def _sign_out(folder: Path) -> None:
    """End the sessions that were open when a backup was taken."""
    from gongfu.access.database import find
    from gongfu.access.sessions import Sessions

    database = find(folder)
    if database is not None:
        Sessions(database).end_all()


def changes_text(changes: "dict[str, Changes]") -> str:
    """Rows added, changed and removed of each table, on one line."""
    return ", ".join(f"{name} +{c.added} ~{c.changed} -{c.removed}" for name, c in sorted(changes.items()))


def _commits(commits: "Iterable[Commit]") -> Table:
    import polars as pl

    rows = [
        (c.version, c.time, c.author, c.message, c.kind, c.undoes, c.readable, changes_text(c.tables)) for c in commits
    ]
    schema = {
        "version": pl.Int64(), "time": pl.Datetime("us", "UTC"), "author": pl.String(), "message": pl.String(),
        "kind": pl.String(), "undoes": pl.Int64(), "readable": pl.Boolean(), "changes": pl.String(),
    }  # fmt: skip
    frame = pl.DataFrame(rows, schema=schema, orient="row")
    return Table(frame, labels=LABELS, terms=TERMS, title=Text("提交", "commits"))
