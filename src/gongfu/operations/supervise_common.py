"""What the commands of supervision share: how items are named, who acts, on which day."""

from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any

from gongfu.operations.context import Context, ReadVersion
from gongfu.operations.kept import kept
from gongfu.operations.parameters import Argument, Option

if TYPE_CHECKING:
    from gongfu.loops.plan.ledger import Ledger
    from gongfu.loops.supervision.items import Read
    from gongfu.loops.supervision.steps import Doing
    from gongfu.loops.supervision.views import Supervised

Item = Annotated[
    str,
    Argument(
        zh="事项：如 001-024、任务编号，或内部编号的开头几位",
        en="item: 001-024, the id of a task, or how a key begins",
        metavar="ITEM",
    ),
]
By = Annotated[
    str | None,
    Option(zh="谁办理；默认为命令的修改者", en="who does it; by default the author of the command", metavar="NAME"),
]
On = Annotated[date | None, Option(zh="哪一天；默认今天", en="on which day; by default today", metavar="DAY")]
Why = Annotated[str | None, Option(zh="说明", en="what there is to say", metavar="TEXT")]
Unit = Annotated[str | None, Option(zh="责任单位（任何写法）", en="unit, in any spelling", metavar="UNIT")]
Ahead = Annotated[int, Option(zh="提前多少天列出", en="days ahead that are listed", metavar="DAYS")]


def today() -> date:
    """The day where the command is given."""
    from datetime import datetime

    return datetime.now().astimezone().date()


def doing(context: Context, by: str | None, on: date | None, why: str | None = None) -> "Doing":
    """Who does something, on which day and why."""
    from gongfu.loops.supervision.steps import Doing

    return Doing(by or context.author, on or today(), context.author, why)


def read_at(context: Context, at: ReadVersion) -> "tuple[Read, Ledger, int]":
    """How tables are read at a version, the ledger there, and the version."""
    from gongfu.loops.plan.ledger import read_ledger
    from gongfu.operations.tables import version_read

    version = version_read(context.workspace, at)

    @cache
    def read(table: str) -> Any:
        return context.workspace.read(table, version=version)

    return read, kept(context.workspace, "ledger", (version, None), lambda: read_ledger(read)), version


def supervised_at(
    context: Context, at: ReadVersion, on: date | None, unit: str | None = None
) -> "tuple[Supervised, Read, int]":
    """What is under supervision on a day, of one unit or of all."""
    from gongfu.loops.supervision.items import find_unit
    from gongfu.loops.supervision.views import supervised

    read, ledger, version = read_at(context, at)
    unit_id = None if unit is None else find_unit(ledger, unit)["unit_id"]
    return supervised(read, ledger, on or today(), unit_id=unit_id), read, version


def item_now(context: Context, text: str) -> dict[str, Any]:
    """The item that a text means, as it stands in the last version."""
    from gongfu.loops.supervision.items import find_item, read_items

    read, ledger, _ = read_at(context, ReadVersion())
    return find_item(read_items(read, ledger), ledger, text)
