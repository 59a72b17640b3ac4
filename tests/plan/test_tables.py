import pytest

from gongfu.plan.tables import tabulated
from tests.plan.sentence import defect, stated

BARS = """| 指标 | 单位 | 2022年 | 2025年目标 |
| --- | --- | --- | --- |
| 工业增加值 | 亿元 | 900 | 1200 |
| 智能工厂 | 家 | 50 | 80 |
"""
TABS = "指标\t单位\t2022年\t2025年目标\n工业增加值\t亿元\t900\t1200\n智能工厂\t家\t50\t80\n"
BLANKS = "指标    单位    2022年    2025年目标\n工业增加值    亿元    900    1200\n智能工厂    家    50    80\n"
SINGLE = "指标 单位 2022年 2025年\n工业增加值 亿元 900 1200\n智能工厂 家 50 80\n"
HTML = (
    "<table><tr><th>指标</th><th>单位</th><th>2022年</th><th>2025年目标</th></tr>"
    "<tr><td>工业增加值</td><td>亿元</td><td>900</td><td>1200</td></tr><tr><td>智能工厂</td><td>家</td><td>50</td><td>80</td></tr></table>"
)


@pytest.mark.parametrize(
    "table", [BARS, TABS, BLANKS, SINGLE, HTML], ids=["bars", "tabs", "blanks", "single blanks", "html"]
)
def test_a_table_is_read_however_its_cells_are_set_apart(table):
    assert [(r.quote, r.indicator, r.value, r.unit, r.kind, r.deadline) for r in stated(table)] == [
        ("900", "工业增加值", 9e10, "元", "baseline", 2022), ("1200", "工业增加值", 1.2e11, "元", "target", 2025),
        ("50", "智能工厂数", 50, "家", "baseline", 2022), ("80", "智能工厂数", 80, "家", "target", 2025),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("工业增加值（亿元）", "元"),
        ("工业增加值(亿元)", "元"),
        ("智能工厂（家）", "家"),
        ("占比（%）", "%"),
        ("供地（万亩）", "亩"),
        ("机器人密度（台/万人）", "台/万人"),
    ],
)
def test_the_unit_may_stand_in_brackets_behind_the_indicator(name, unit):
    records = stated(f"指标\t2022年\t2025年\n{name}\t5\t8\n")
    assert [record.unit for record in records] == [unit, unit]
    assert "（" not in records[0].indicator
    assert "(" not in records[0].indicator


@pytest.mark.parametrize(
    ("cell", "value", "high", "unit", "comparator"),
    [
        ("1200亿元", 1.2e11, None, "元", "="), ("25%", 25, None, "%", "="), (">1200亿元", 1.2e11, None, "元", ">="), ("≥25%", 25, None, "%", ">="),
        ("1200亿元以上", 1.2e11, None, "元", ">="), ("25%左右", 25, None, "%", "~"), ("3-5家", 3, 5, "家", "="), ("不低于80家", 80, None, "家", ">="),
        ("&lt;5%", 5, None, "%", "<="), ("1,200亿元", 1.2e11, None, "元", "="), ("1.3万亿元", 1.3e12, None, "元", "="),
        ("500台/万人", 500, None, "台/万人", "="), defect("翻一番", 2, None, "倍", "=", reason="only numerals are read in cells"),
        defect("80+家", 80, None, "家", ">=", reason="+ is taken for part of the unit"),
    ],
)  # fmt: skip
def test_a_cell_may_bring_its_own_unit_range_and_comparator(cell, value, high, unit, comparator):
    record = stated(f"指标\t2022年\t2025年目标\n甲指标\t—\t{cell}\n")[-1]
    assert (record.value, record.value_high, record.unit, record.comparator) == (value, high, unit, comparator)


@pytest.mark.parametrize("head", ["2022年", "2022年现状", "基期值", "2022年实际", "现状值"])
def test_the_column_of_the_base_year_holds_baselines(head):
    kinds = [record.kind for record in stated(f"指标\t单位\t{head}\t2025年目标\n智能工厂\t家\t50\t80\n")]
    assert kinds == ["baseline", "target"]


def test_a_column_of_what_was_completed_holds_outcomes():
    kinds = [record.kind for record in stated("指标\t单位\t2022年完成\t2025年目标\n智能工厂\t家\t50\t80\n")]
    assert kinds == ["outcome", "target"]


def test_two_columns_of_years_to_come_are_both_targets():
    records = stated("指标\t单位\t2022年\t2024年\t2025年\n智能工厂\t家\t50\t60\t80\n")
    assert [(r.kind, r.deadline) for r in records] == [("baseline", 2022), ("target", 2024), ("target", 2025)]


def test_a_column_without_a_year_has_the_end_of_the_term():
    assert stated("指标\t单位\t目标值\n智能工厂\t家\t80\n")[0].deadline == 2025


def test_a_column_of_growth_holds_rates():
    records = stated("指标\t单位\t2022年\t2025年\t年均增长（%）\n工业增加值\t亿元\t900\t1200\t10\n")
    assert [(r.mode, r.unit, r.value) for r in records] == [
        ("level", "元", 9e10),
        ("level", "元", 1.2e11),
        ("growth", "%", 10),
    ]


@pytest.mark.parametrize(
    ("name", "unit", "mode"),
    [
        ("研发投入强度", "%", "share"), ("单位能耗降低", "%", "growth"), ("工业增加值年均增长", "%", "growth"), ("新增企业", "家", "increment"), ("每年培训工人", "人", "flow"),
        ("智能工厂", "家", "level"), ("占地区生产总值比重", "%", "share"), ("工业增加值增速", "%", "growth"),
    ],
)  # fmt: skip
def test_the_name_of_the_row_tells_the_mode(name, unit, mode):
    assert stated(f"指标\t单位\t2025年\n{name}\t{unit}\t80\n")[0].mode == mode


def test_the_number_of_a_row_is_no_figure():
    records = stated("序号\t指标\t单位\t2022年\t2025年\n1\t智能工厂\t家\t50\t80\n2\t数字化车间\t个\t60\t90\n")
    assert [record.value for record in records] == [50, 80, 60, 90]


def test_a_cell_that_the_row_leaves_out_is_no_figure():
    records = stated("指标\t单位\t2022年\t2025年\n智能工厂\t家\t—\t80\n数字化车间\t个\t/\t90\n")
    assert [record.value for record in records] == [80, 90]


def test_running_text_behind_a_table_is_read_as_text():
    text = TABS + "为实现上述目标，各区要结合实际制定工作计划，到2024年引进人才100名，并抓好任务落实和总结评估工作。\n"
    assert (stated(text)[-1].value, stated(text)[-1].mode) == (100, "increment")


def test_the_figures_of_two_tables_answer_to_their_own_heads():
    text = (
        TABS
        + "表2 园区发展主要指标的目标与现状对照情况一览，由各园区报送后统一汇总并经审核确认无误。\n指标\t单位\t2024年\n园区\t个\t6\n"
    )
    assert (stated(text)[-1].value, stated(text)[-1].unit, stated(text)[-1].deadline) == (6, "个", 2024)


def test_a_table_of_tasks_and_units_holds_no_figures_but_those_it_states():
    text = "序号\t任务\t责任单位\n1\t培育企业20家\t市工信局\n2\t完善机制\t市科技局\n"
    assert [record.value for record in stated(text)] == [20]


def test_tabs_are_set_character_for_character():
    for text in (BARS, BLANKS, SINGLE, HTML, "培育 企业 20 家"):
        assert len(tabulated(text, text)) == len(text)
    assert "\t" not in tabulated("培育 企业 20 家", "培育 企业 20 家")
