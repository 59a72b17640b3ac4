"""Saved views: states of the page under names."""

from typing import Annotated

from gongfu.operations.context import Context, ReadVersion
from gongfu.operations.parameters import Argument
from gongfu.operations.registry import group, operation
from gongfu.operations.results import ReadBy, Record, Table
from gongfu.text import Text

group("views", zh="保存的视图：页面的状态", en="saved views: states of the page")

LABELS = {
    "name": Text("名称", "name"),
    "address": Text("地址", "address"),
    "made_by": Text("保存人", "saved by"),
    "made_at": Text("保存时间", "saved at"),
    "removed": Text("已删除", "removed"),
    "version": Text("版本", "version"),
}
Name = Annotated[str, Argument(zh="名称", en="name of the view")]


@operation(
    "views save",
    zh="把页面的一个状态保存为视图；同名的取代",
    en="Save a state of the page as a view; one of the same name is replaced",
    permission="self",
    examples=["views save 滞后的目标 '/plans?verdict=behind&lang=zh'"],
    notes=Text(
        "地址为页面的路径与查询，以一个 / 开头，不含主机。",
        "The address is path and query of the page: one slash first, no host.",
    ),
)
def save_view(
    context: Context,
    name: Name,
    address: Annotated[str, Argument(zh="页面的路径与查询", en="path and query of the page")],
) -> Record:
    from gongfu.loops.viewing import checked_name, save

    commit = save(context.workspace, name, address, by=context.author)
    return Record({"name": checked_name(name), "address": address, "version": commit.version}, labels=LABELS)


@operation(
    "views list",
    zh="列出保存的视图",
    en="List the saved views",
    permission="read",
    examples=["views list"],
)
def list_views(context: Context, at: ReadVersion) -> Table:
    from gongfu.operations.tables import version_read

    version = version_read(context.workspace, at)
    frame = context.workspace.read("view", version=version)
    return Table(frame, labels=LABELS, title=Text("视图", "views"), read_by=ReadBy(version))


@operation(
    "views remove",
    zh="删除一个保存的视图",
    en="Remove a saved view",
    permission="self",
    examples=["views remove 滞后的目标"],
    notes=Text("撤销：gongfu workspace undo 版本", "To take it back: gongfu workspace undo VERSION"),
)
def remove_view(context: Context, name: Name) -> Record:
    from gongfu.loops.viewing import remove

    return Record(
        {"removed": name, "version": remove(context.workspace, name, by=context.author).version}, labels=LABELS
    )
