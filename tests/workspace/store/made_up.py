"""Made-up tables that the tests of the store write to."""

import polars as pl

from gongfu.workspace.schema import Column, Table


def column(name, kind="text", *, required=False):
    return Column(name=name, type=kind, zh=name, en=name, meaning="made up", required=required)


FIRM = Table(
    name="firm",
    zh="企业",
    en="firm",
    meaning="made up",
    key=("firm_id",),
    columns=(
        column("firm_id", required=True),
        column("name", required=True),
        column("revenue_yuan", "number"),
        column("employees", "integer"),
        column("listed", "boolean"),
        column("founded_on", "date"),
        column("seen_at", "timestamp"),
        column("products", "list[text]"),
        column("published_on", "date"),
    ),
)
LINK = Table(
    name="link",
    zh="联系",
    en="link",
    meaning="made up",
    key=("supplier_id", "buyer_id"),
    columns=(column("supplier_id", required=True), column("buyer_id", required=True), column("share", "number")),
)
TABLES = {"firm": FIRM, "link": LINK}


def firms(*rows, **columns):
    """One row for each id; further columns by keyword, a name by default."""
    given = {"firm_id": list(rows), "name": [f"firm {row}" for row in rows], **columns}
    return pl.DataFrame(given, schema={name: FIRM.polars_schema[name] for name in given})


def links(*rows):
    return pl.DataFrame(rows, schema=LINK.polars_schema, orient="row")
