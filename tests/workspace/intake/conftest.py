import pytest

from gongfu.workspace.schema import Column, Table


@pytest.fixture(scope="session")
def firms():
    """A table with a column of every type, as a declared one would be."""
    return Table(
        "firm",
        "企业",
        "firm",
        "made up for the tests",
        ("code",),
        (
            Column("code", "text", "统一社会信用代码", "code", "", required=True, aliases=("信用代码",)),
            Column("name", "text", "企业名称", "name", "", required=True),
            Column("revenue_yuan", "number", "营业收入", "revenue", "", unit="yuan"),
            Column("profit_yuan", "number", "利润总额", "profit", "", unit="yuan"),
            Column("rd_share", "number", "研发强度", "R&D share", "", unit="percent"),
            Column("employees", "integer", "从业人员", "employees", "", unit="person"),
            Column("founded_on", "date", "成立日期", "founded on", ""),
            Column("seen_at", "timestamp", "更新时间", "seen at", ""),
            Column("district", "text", "所在区", "district", "", codes="divisions"),
            Column("exporter", "boolean", "是否出口", "exporter", ""),
            Column("products", "list[text]", "主要产品", "products", ""),
            Column("more", "json", "其他", "more", ""),
            Column("source_id", "text", "来源", "source", ""),
            Column("locator", "text", "出处", "locator", ""),
        ),
    )


@pytest.fixture(scope="session")
def facts():
    """A long table: each row names its own unit."""
    return Table(
        "fact",
        "事实",
        "fact",
        "made up for the tests",
        ("indicator", "period", "region"),
        (
            Column("indicator", "text", "指标", "indicator", "", required=True, codes="indicators"),
            Column("period", "text", "时期", "period", "", required=True),
            Column("region", "text", "地区", "region", "", required=True, codes="divisions"),
            Column("value", "number", "值", "value", ""),
            Column("unit", "text", "单位", "unit", ""),
            Column("note", "text", "注", "note", ""),
        ),
    )
