"""Read the tables of a workspace."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any

from gongfu.errors import InputError, NotFoundError
from gongfu.operations.context import Context, ReadAt, ReadVersion
from gongfu.operations.labels import labels_of, terms_of
from gongfu.operations.no_figures import is_no_figure
from gongfu.operations.opens import Of, Opens, source_of
from gongfu.operations.parameters import Argument, Option, Parameter, read
from gongfu.operations.registry import group, operation
from gongfu.operations.results import ReadBy, Table
from gongfu.text import Text

if TYPE_CHECKING:
    from gongfu.workspace import Workspace
    from gongfu.workspace.schema import Column
    from gongfu.workspace.schema import Table as Declared

group("table", zh="表：内容与列", en="a table: what it holds, its columns")

TYPES: dict[str, type] = {"integer": int, "number": float, "boolean": bool, "date": date, "timestamp": datetime}
LABELS = {
    "table": Text("表", "table"),
    "label": Text("名称", "label"),
    "rows": Text("行数", "rows"),
    "meaning": Text("含义", "meaning"),
    "column": Text("列", "column"),
    "type": Text("类型", "type"),
    "unit": Text("单位", "unit"),
    "key": Text("键", "key"),
    "required": Text("必填", "required"),
}

TableName = Annotated[str, Argument(zh="表名；见 tables", en="name of the table; see: tables")]


@operation(
    "tables",
    zh="列出所有表及其行数",
    en="List all tables and their rows",
    permission="read",
    examples=["tables", "tables --lang zh"],
)
def tables(context: Context, at: ReadVersion) -> Table:
    import polars as pl

    workspace = context.workspace
    version = version_read(workspace, at)
    names = list(workspace.tables)
    declared = [workspace.tables[name] for name in names]
    frame = pl.DataFrame(
        {
            "table": names,
            "label": [Text(table.zh, table.en).to(context.lang) for table in declared],
            "rows": [
                workspace.read(name, version=version, columns=workspace.tables[name].key).height for name in names
            ],
            "meaning": [table.meaning for table in declared],
        }
    )
    opens = {"rows": Opens("table show", {"table": Of("table")}, counts="rows")}
    return Table(frame, labels=LABELS, title=Text("表", "tables"), read_by=ReadBy(version), opens=opens)


@operation(
    "table show",
    zh="显示一张表的行",
    en="Show the rows of a table",
    permission="read",
    examples=[
        "table show region",
        "table show region --where synthetic=false --format csv",
        "table show region --version 2 -o regions.xlsx",
    ],
)
def show(
    context: Context,
    at: ReadAt,
    table: TableName,
    where: Annotated[
        list[str],
        Option(
            zh="只要此列为此值的行；等号后为空表示未知",
            en="only rows with this value in this column; nothing after the sign stands for unknown",
            metavar="COLUMN=VALUE",
        ),
    ] = [],  # noqa: B006 - a default of the command line, never changed
    columns: Annotated[
        str | None, Option(zh="只要这些列，用逗号隔开", en="only these columns, with commas between", metavar="COLUMNS")
    ] = None,
) -> Table:
    workspace = context.workspace
    declared = declared_table(workspace, table)
    version = version_read(workspace, at)
    asked = [name.strip() for name in columns.split(",")] if columns else list(declared.polars_schema)
    hidden = [name for name in declared.key if name not in asked]
    frame = workspace.read(
        table,
        version=version,
        as_of=at.as_of,
        columns=[*asked, *hidden],
        where=_conditions(declared, where),
    )
    return Table(
        frame, labels=labels_of(declared), terms=terms_of(declared), title=Text(declared.zh, declared.en),
        read_by=ReadBy(version, at.as_of), opens=_opens(declared, asked), hidden=tuple(hidden),
    )  # fmt: skip


def _opens(table: "Declared", shown: Sequence[str]) -> dict[str, Opens]:
    """Each column of numbers that are figures opens where its row comes from."""
    numbers = [column.name for column in table.columns if column.type in ("number", "integer")]
    return {
        name: source_of(table.name, name, *table.key) for name in numbers if name in shown and not is_no_figure(name)
    }


@operation(
    "table columns",
    zh="列出一张表的列、类型、单位与含义",
    en="List the columns of a table, with type, unit and meaning",
    permission="read",
    examples=["table columns region"],
)
def columns(table: TableName) -> Table:
    import polars as pl

    from gongfu.workspace.schema import tables as declared_tables

    declared = _among(declared_tables(), table)
    rows = [
        (c.name, c.zh, c.en, c.type, c.unit, c.name in declared.key, c.required, c.meaning) for c in declared.columns
    ]
    schema = {
        "column": pl.String(), "zh": pl.String(), "en": pl.String(), "type": pl.String(), "unit": pl.String(),
        "key": pl.Boolean(), "required": pl.Boolean(), "meaning": pl.String(),
    }  # fmt: skip
    frame = pl.DataFrame(rows, schema=schema, orient="row")
    return Table(frame, labels=LABELS, title=Text(declared.zh, declared.en))


@operation(
    "sql",
    zh="用一条 SELECT 查询各表",
    en="Ask the tables one SELECT",
    permission="read",
    examples=["sql 'SELECT count(*) AS regions FROM region'"],
    notes=Text("DuckDB 的 SQL；不能修改任何内容。", "The SQL of DuckDB; nothing can be changed by it."),
)
def sql(
    context: Context,
    at: ReadVersion,
    query: Annotated[str, Argument(zh="一条 SELECT 语句", en="one SELECT statement")],
) -> Table:
    version = version_read(context.workspace, at)
    return Table(context.workspace.sql(query, version=version), read_by=ReadBy(version))


def version_read(workspace: "Workspace", at: ReadAt | ReadVersion) -> int:
    """The version to read by, as a number that a report can name.

    Raises
    ------
    InputError
        Both a version and a time are asked for.
    NotFoundError
        The workspace was not there at that time.
    """
    if at.version is not None and at.known_at is not None:
        raise InputError("give --version or --known-at, not both")
    if at.version is not None:
        return at.version
    if at.known_at is None:
        return workspace.version()
    return workspace.version_at(at.known_at)


def declared_table(workspace: "Workspace", name: str) -> "Declared":
    """A table of the workspace.

    Raises
    ------
    NotFoundError
        There is none of that name; names those that are near.
    """
    return _among(dict(workspace.tables), name)


def _among(tables: "dict[str, Declared]", name: str) -> "Declared":
    from difflib import get_close_matches

    if name not in tables:
        near = get_close_matches(name, tables, n=3)
        mend = f"did you mean: {', '.join(near)}?" if near else f"tables: {', '.join(tables)}"
        raise NotFoundError(f"there is no table {name!r}", mend=mend)
    return tables[name]


def type_of(column: "Column") -> type:
    """The type in which a value of COLUMN is read from a command line."""
    return TYPES.get(column.type, str)


def _conditions(table: "Declared", where: Sequence[str]) -> dict[str, Any]:
    """The value asked of each column, in the type of the column; every condition that is wrong is named."""
    conditions, wrong = {}, []
    types = {column.name: type_of(column) for column in table.columns}
    for condition in where:
        name, sign, value = condition.partition("=")
        if not sign or name not in types:
            wrong.append(f"{condition!r}: expected COLUMN=VALUE, with a column of {table.name}: {', '.join(types)}")
            continue
        try:
            conditions[name] = read(Parameter(name, types[name], Option("", "")), value) if value else None
        except ValueError as error:
            wrong.append(f"{condition!r}: {error.args[0].en}")
    if wrong:
        raise InputError("conditions cannot be read", offenders=wrong)
    return conditions
