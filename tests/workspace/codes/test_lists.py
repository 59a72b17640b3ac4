import pytest

from gongfu.errors import InputError
from gongfu.workspace.codes import Code, UnknownCodeError, code_list, code_lists, parse_unit, read_code_list
from gongfu.workspace.schema import tables


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("310115", "310115"),
        ("浦东", "310115"),
        ("pudong new area", "310115"),
        ("苏州", "320500"),
        (" 上海市 ", "310000"),
    ],
)
def test_a_division_is_found_by_code_name_or_alias(text, code):
    assert code_list("divisions").find(text).id == code


def test_an_unknown_name_is_answered_with_near_ones():
    with pytest.raises(UnknownCodeError) as caught:
        code_list("divisions").find("浦东新")
    assert "浦东新区" in str(caught.value)


def test_a_name_of_two_divisions_is_refused_and_names_both():
    with pytest.raises(UnknownCodeError, match="names several") as caught:
        code_list("divisions").find("Suzhou")
    assert len(caught.value.offenders) == 2


def test_every_division_stands_in_one_that_exists_and_dates_are_in_order():
    codes = code_list("divisions").codes
    for code in codes.values():
        if code.more["level"] != "province":
            assert codes[code.more["parent"]].id[:2] == code.id[:2]
        if "into" in code.more:
            assert code.more["into"] in codes
            assert "to" in code.more


def test_shanghai_has_sixteen_districts_today():
    today = [
        c for c in code_list("divisions").codes.values() if c.more.get("parent") == "310000" and "to" not in c.more
    ]
    assert len(today) == 16


def test_every_indicator_has_a_known_unit_direction_and_aggregation():
    for code in code_list("indicators").codes.values():
        parse_unit(code.more["unit"])
        assert code.more["direction"] in ("up", "down", "hold")
        assert code.more["aggregation"] in ("stock", "per_period", "total", "ratio")


def test_no_name_of_an_indicator_means_another():
    indicators = code_list("indicators")
    for code in indicators.codes.values():
        for name in (code.zh, code.en, *code.aliases):
            assert indicators.find(name).id == code.id


def test_a_made_up_region_adds_its_own_divisions():
    extended = code_list("divisions").extended([Code("X10000", "云浦", "Yunpu")])
    assert extended.find("云浦").id == "X10000"
    with pytest.raises(UnknownCodeError):
        code_list("divisions").find("云浦")


def test_a_code_list_is_read_from_a_file(tmp_path):
    path = tmp_path / "parks.yaml"
    path.write_text("zh: 园区\nen: parks\ncodes:\n  p1: {zh: 临港, en: Lingang}\n", "utf-8")
    assert read_code_list(path).find("临港").id == "p1"
    path.write_text("codes: [a, b]", "utf-8")
    with pytest.raises(InputError, match="no code list"):
        read_code_list(path)


def test_the_code_list_of_every_declared_column_exists():
    for table in tables().values():
        for column in table.columns:
            if column.codes is not None:
                assert column.codes in code_lists(), f"{table.name}.{column.name}"
    with pytest.raises(UnknownCodeError, match="no code list"):
        code_list("nonsense")


def test_industry_and_industry_above_scale_are_two_indicators():
    indicators = code_list("indicators")
    assert indicators.find("规模以上工业总产值").id == indicators.find("规上工业总产值").id == "gross_output"
    assert indicators.find("工业总产值").id == "industrial_gross_output"
    with pytest.raises(UnknownCodeError):
        indicators.find("总产值")  # of what is not said
    assert indicators.find("工业增加值").id != indicators.find("规模以上工业增加值").id
