import pytest

from gongfu.plan.register import unit_of
from gongfu.plan.roles import roles


@pytest.mark.parametrize(
    "written",
    [
        "市经信委",
        "市经济信息化委",
        "市经济和信息化委员会",
        "上海市经信委",
        "上海市经济和信息化委员会",
        "市經濟信息化委",
        "市 经信委",
    ],
)
def test_every_spelling_is_one_unit(written):
    unit = unit_of(written, region="上海市")
    assert (unit.name, unit.kind) == ("上海市经济和信息化委员会", "department")
    assert unit.english == "Commission of Economy and Informatization"


@pytest.mark.parametrize(
    ("written", "name", "kind"),
    [
        ("市科委", "市科学技术委员会", "department"),
        ("省工信厅", "省工业和信息化厅", "department"),
        ("区市场监管局", "区市场监督管理局", "department"),
        ("浦东新区政府", "浦东新区人民政府", "government"),
        ("各区政府", "各区人民政府", "group"),
        ("各区", "各区人民政府", "group"),
        ("各有关部门", "各有关部门", "group"),
        ("临港新片区管委会", "临港新片区管理委员会", "committee"),
        ("市委组织部", "市委组织部", "party"),
        ("国网某市供电公司", "国网某市供电公司", "other"),
        ("Ministry of Industry", "Ministry of Industry", "other"),
    ],
)
def test_a_unit_has_its_full_name_and_kind(written, name, kind):
    unit = unit_of(written)
    assert (unit.name, unit.kind) == (name, kind)


def test_a_district_department_is_not_the_citys():
    assert unit_of("区商务委", region="上海市").name == "区商务委员会"


def test_a_department_of_another_level_keeps_its_level():
    assert unit_of("苏州市发改委", region="上海市").name == "苏州市发展和改革委员会"


def test_a_full_name_is_its_own_full_name():
    for written in ("市经信委", "各区", "临港新片区管委会", "浦东新区政府"):
        full = unit_of(written, region="上海市")
        assert unit_of(full.name, region="上海市") == full


@pytest.mark.parametrize(
    ("naming", "units", "expected"),
    [
        ("牵头单位:甲局;配合单位:乙局、丙局", ["甲局", "乙局", "丙局"], ["lead", "support", "support"]),
        ("责任单位:甲局、乙局", ["甲局", "乙局"], [None, None]),
        ("甲局牵头,乙局、丙局配合", ["甲局", "乙局", "丙局"], ["lead", "support", "support"]),
        ("责任单位:甲局(牵头)、乙局", ["甲局", "乙局"], ["lead", None]),
        ("牵头单位:甲局\n配合单位:乙局", ["甲局", "乙局"], ["lead", "support"]),
        ("甲局负责,乙局配合", ["甲局", "乙局"], [None, "support"]),
    ],
)
def test_roles_are_those_that_the_text_states(naming, units, expected):
    spans = [(naming.index(unit), naming.index(unit) + len(unit)) for unit in units]
    assert roles(naming, spans) == expected


def test_a_unit_whose_name_holds_a_cue_has_no_role_by_it():
    naming = "责任单位:市支持中小企业办、乙局"
    assert roles(naming, [(5, 14), (15, 17)]) == [None, None]
