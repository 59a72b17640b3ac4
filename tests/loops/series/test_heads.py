"""Which row of a sheet is its head, and what it means."""

from gongfu.loops.series.heads import find_layout
from gongfu.workspace.intake.mapping import Mapping, Target


def layout(*rows, mapping=None):
    return find_layout([(line, list(row)) for line, row in enumerate(rows, start=1)], mapping or Mapping())


def test_a_head_on_two_rows_of_a_csv_is_joined():
    found = layout(
        ("标题", "", "", ""),
        ("指标", "2022年", "", "2023年"),
        ("", "上半年", "全年", "一季度"),
        ("产值", "1", "2", "3"),
    )
    assert found.head.line == 3
    assert {index: str(period) for index, period in found.periods.items()} == {1: "2022H1", 2: "2022", 3: "2023Q1"}


def test_a_row_of_figures_is_never_taken_for_the_second_row_of_a_head():
    found = layout(("指标", "2022", "2023"), ("产值", "12", "11"))
    assert found.head.line == 1
    assert [str(period) for period in found.periods.values()] == ["2022", "2023"]


def test_a_blank_corner_stands_for_the_indicator():
    assert layout(("", "2022", "2023"), ("产值", "1", "2")).columns == {"indicator": 0}


def test_units_stand_in_heads_or_above_and_of_several_above_none_counts():
    one = layout(("单位：万元", "", ""), ("指标", "2022年（亿元）", "2023年"))
    assert (one.units, one.unit) == ({1: "亿元"}, "万元")
    assert layout(("单位：万元、%", ""), ("指标", "2022年")).unit is None
    assert layout(("指标", "时期", "数值(万元)")).units == {2: "万元"}


def test_a_mapping_names_heads_that_say_nothing():
    mapping = Mapping(columns={"啥": Target("indicator"), "多少": Target("value"), "废": None})
    found = layout(("啥", "年份", "多少", "废", "天气"), mapping=mapping)
    assert found.columns == {"indicator": 0, "period": 1, "value": 2}
    assert found.unmapped == ("天气",)


def test_a_sheet_about_something_else_has_no_head():
    assert layout(("姓名", "年龄"), ("张三", "30")) is None
