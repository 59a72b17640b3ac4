"""See who did what."""

from datetime import UTC, datetime
from typing import Annotated

from gongfu.operations.context import Context
from gongfu.operations.parameters import Option
from gongfu.operations.registry import group, operation
from gongfu.operations.results import Table
from gongfu.text import Text

group("audit", zh="审计：谁在何时做了什么", en="audit: who did what, and when")

LABELS = {
    "at": Text("时间", "time"),
    "who": Text("谁", "who"),
    "role": Text("角色", "role"),
    "operation": Text("操作", "operation"),
    "outcome": Text("结果", "outcome"),
    "parameters": Text("参数", "parameters"),
    "rows": Text("所读非公开行数", "private rows read"),
    "scopes": Text("范围", "scopes"),
    "address": Text("来自", "from where"),
    "detail": Text("说明", "detail"),
}
TERMS = {
    "outcome": {
        "done": Text("完成", "done"),
        "refused": Text("拒绝", "refused"),
        "failed": Text("失败", "failed"),
    }
}


@operation(
    "audit show",
    zh="列出改动、对非公开数据的读取以及被拒绝的请求，最新的在前",
    en="List changes, reads of private data and what was refused, the newest first",
    permission="administer",
    examples=[
        "audit show",
        "audit show --who 王工 --since 2026-11-01T00:00+08:00",
        "audit show --of 'supervise verify'",
    ],
    notes=Text("只有在有账户之后才有记录。", "It is kept from the first account on."),
)
def show(
    context: Context,
    who: Annotated[str | None, Option(zh="谁", en="who", metavar="NAME")] = None,
    of: Annotated[str | None, Option(zh="哪个操作", en="which operation", metavar="OPERATION")] = None,
    since: Annotated[datetime | None, Option(zh="此时刻之后", en="since this time", metavar="TIME")] = None,
    most: Annotated[int, Option(zh="至多多少条", en="how many at most", metavar="NUMBER")] = 1_000,
) -> Table:
    import polars as pl

    audit = context.audit
    found = audit.show(who=who, operation=of, since=since.timestamp() if since else None, most=most) if audit else []
    rows = [{**{name: row[name] for name in LABELS}, "at": datetime.fromtimestamp(row["at"], UTC)} for row in found]
    schema = {name: pl.String() for name in LABELS} | {"at": pl.Datetime("us", "UTC")}
    frame = pl.DataFrame(rows, schema=schema)
    return Table(frame, labels=LABELS, terms=TERMS, title=Text("审计", "audit"))
