import pytest

from gongfu.plan.extract import extract

ARTICLE = "一、重点任务\n(一)建设工厂。到2025年,建成智能工厂20家。{naming}\n(二)引进人才。引进人才100名。"


def responsible(naming: str) -> list[str]:
    return extract(ARTICLE.format(naming=naming))[0].responsible


@pytest.mark.parametrize(
    ("naming", "units"),
    [
        ("(责任单位：市工信局、市发展改革委)", ["市工信局", "市发展改革委"]),
        ("（牵头单位：市工信局；配合单位：市发展改革委、各区政府）", ["市工信局", "市发展改革委", "各区政府"]),
        ("【责任单位：市工信局，市科技局】", ["市工信局", "市科技局"]),
        ("\n责任单位：市工信局、各县（市、区）人民政府", ["市工信局", "各县（市、区）人民政府"]),
        (
            "\n牵头单位：省工业和信息化厅\n配合单位：省发展改革委、省科技厅",
            ["省工业和信息化厅", "省发展改革委", "省科技厅"],
        ),
        ("（市工信局牵头，市发展改革委、市科技局配合）", ["市工信局", "市发展改革委", "市科技局"]),
        ("（市工信局、市科技局等按职责分工负责）", ["市工信局", "市科技局"]),
        ("（责任单位：市工信局（牵头）、市科技局）", ["市工信局", "市科技局"]),
        ("（市工信局负责）", ["市工信局"]),
        ("（責任單位：市經信局、市科技局）", ["市經信局", "市科技局"]),
        ("(责任单位:市经济信 息化委、市科委 )", ["市经济信息化委", "市科委"]),
    ],
)
def test_units_are_given_in_the_order_of_the_text_as_it_writes_them(naming, units):
    assert responsible(naming) == units


def test_a_naming_counts_for_its_own_article_only():
    records = extract(ARTICLE.format(naming="(责任单位：市工信局)"))
    assert [record.responsible for record in records] == [["市工信局"], []]


def test_a_line_that_closes_a_group_of_articles_counts_for_all_of_them():
    text = "二、主要任务\n(一)集群行动\n1.培育集群5个。\n2.引进项目30个。\n责任单位：市工信局、市商务局\n(二)园区行动\n1.建设园区6个。\n"
    records = extract(text)
    assert [record.responsible for record in records] == [["市工信局", "市商务局"]] * 2 + [[]]


def test_brackets_that_name_no_unit_are_not_taken_for_one():
    assert responsible("（以上任务由企业自主负责）") == []
