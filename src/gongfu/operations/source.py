"""Open a figure down to where it comes from."""

from typing import TYPE_CHECKING, Annotated, Any

from gongfu.errors import InputError, NotFoundError
from gongfu.operations.context import Context, ReadVersion
from gongfu.operations.parameters import Argument, Option, Parameter, read
from gongfu.operations.registry import group, operation
from gongfu.operations.results import Layout, ReadBy, Table
from gongfu.operations.tables import TableName, declared_table, type_of, version_read
from gongfu.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

    from gongfu.workspace.schema import Table as Declared

group("source", zh="来源：数字出自何处", en="sources: where a figure comes from")

LABELS = {
    "figure": Text("数字", "figure"),
    "about": Text("内容", "about"),
    "value": Text("值", "value"),
    "unit": Text("单位", "unit"),
    "origin": Text("性质", "origin"),
    "source_id": Text("来源编号", "source id"),
    "source": Text("来源", "source"),
    "source_en": Text("来源英文名", "source in English"),
    "publisher": Text("发布单位", "publisher"),
    "published_on": Text("发布日", "published on"),
    "url": Text("网址", "address"),
    "reference": Text("文号", "reference number"),
    "signed_by": Text("签署人", "signed by"),
    "reason": Text("说明", "said"),
    "locator": Text("出处代码", "locator"),
    "place": Text("出处", "place"),
    "sentence": Text("原句", "sentence"),
    "quote": Text("原文", "quote"),
    "quote_start": Text("句中起", "from, in the sentence"),
    "quote_end": Text("句中止", "to, in the sentence"),
    "kept": Text("原件已存", "original kept"),
    "formula": Text("公式", "formula"),
    "inputs": Text("由何得出", "inputs"),
    "problem": Text("问题", "problem"),
}
SHOWN = (
    "about",
    "value",
    "unit",
    "origin",
    "source",
    "published_on",
    "signed_by",
    "place",
    "sentence",
    "formula",
    "inputs",
    "problem",
)
TERMS = {
    "origin": {
        "observed": Text("实测", "observed"),
        "derived": Text("推算", "derived"),
        "estimated": Text("估计", "estimated"),
        "synthetic": Text("合成", "synthetic"),
        "reviewed": Text("经复核", "reviewed"),
    }
}


@operation(
    "source open",
    zh="打开一个数字，直到文档中的原句、文件中的行或签署的记录",
    en="Open a figure down to a sentence of a document, a line of a file or a signed entry",
    permission="read",
    examples=["source open region name_zh r1"],
    notes=Text(
        "依次列出该数字和它所依据的每个数字；无法打开之处写在“问题”一栏。",
        "Lists the figure and every figure it rests on, nearest first; what cannot be opened says why.",
    ),
)
def open_source(
    context: Context,
    at: ReadVersion,
    table: TableName,
    column: Annotated[str, Argument(zh="列名", en="name of the column")],
    key: Annotated[
        list[str], Argument(zh="行的键，按表中键列的顺序", en="key of the row, in the order of the table's key")
    ],
) -> Table:
    from gongfu.loops.opening import opened
    from gongfu.workspace.provenance import NO_ROW, Figure

    workspace = context.workspace
    version = version_read(workspace, at)
    declared = declared_table(workspace, table)
    figure = Figure(table, _key(declared, key), column)
    if column not in declared.polars_schema:
        mend = f"columns: {', '.join(declared.polars_schema)}"
        raise NotFoundError(f"{table} has no column {column!r}", mend=mend)

    def rows(name: str, /, *, where: "Mapping[str, object]") -> "pl.DataFrame":
        return workspace.read(name, version=version, where=where)

    frame = opened(rows, workspace.tables, workspace.originals, figure, context.lang)
    if frame["problem"].to_list() == [NO_ROW]:
        raise NotFoundError(f"there is no row {figure}", mend=f"look: gongfu table show {table}")
    return Table(
        frame, labels=LABELS, terms=TERMS, title=Text("来源", "sources"), read_by=ReadBy(version),
        layout=Layout(columns=SHOWN),
    )  # fmt: skip


def _key(table: "Declared", given: list[str]) -> tuple[Any, ...]:
    if len(given) != len(table.key):
        raise InputError(f"the key of {table.name} is made of {', '.join(table.key)}", mend="give a value for each")
    values = []
    for name, text in zip(table.key, given, strict=True):
        try:
            values.append(read(Parameter(name, type_of(table.column(name)), Option("", "")), text))
        except ValueError as error:
            raise InputError(f"{name}: {text!r}: {error.args[0].en}") from None
    return tuple(values)
