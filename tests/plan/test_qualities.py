import pytest

from tests.plan.sentence import NEWS, last, only


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("产值达到900亿元。", "up"), ("企业达到50家。", "up"), ("产值增长6%。", "up"), ("单位能耗下降13.5%。", "down"), ("碳排放强度降低18%。", "down"),
        ("失业率控制在5%以内。", "down"), ("成本降低10%。", "down"), ("淘汰落后设备300台。", "down"), ("审批时限压缩60%。", "down"), ("占比稳定在25%左右。", "hold"),
        ("增加值占比保持在25%。", "hold"), ("用水量不超过3亿立方米。", "down"), ("资产负债率低于60%。", "down"), ("覆盖率提高到80%。", "up"),
        ("工业用地规模不低于500平方公里。", "up"), ("比重保持30%以上。", "hold"),
    ],
)  # fmt: skip
def test_the_direction_says_which_way_the_indicator_is_to_move(text, direction):
    assert only(text).direction == direction


@pytest.mark.parametrize(
    ("text", "series"),
    [
        ("工业增加值增速高于全市2个百分点。", "全市"), ("工业增加值增速高于全国平均水平1个百分点。", "全国"), ("投资增速快于地区生产总值增速2个百分点。", "地区生产总值"),
        ("到2025年，单位能耗比2020年下降15%。", "2020年"), ("到2025年，产值较2020年翻一番。", "2020年"), ("占比较上年提高2个百分点。", "上年"),
        ("单位能耗较“十三五”末下降15%。", "“十三五”末"), ("产值在2020年基础上增长15%。", "2020年"), ("产值达到2020年的1.5倍。", "2020年"),
        ("企业达到50家。", None), ("产值增长6%。", None), ("覆盖率高于90%。", None), ("增速低于全省平均水平0.5个百分点。", "全省"),
    ],
)  # fmt: skip
def test_a_relative_target_names_what_it_is_measured_against(text, series):
    assert only(text).relative_to == series


@pytest.mark.parametrize(
    ("text", "aggregation"),
    [
        ("企业达到50家。", "stock"), ("建成园区6个。", "stock"), ("每年新增企业20家。", "per_period"), ("新增企业50家。", "total"), ("累计投资300亿元。", "total"),
        ("工业增加值达到900亿元。", "per_period"), ("产值年均增长5%。", "per_period"), ("占比达到25%。", None), ("主营业务收入突破千亿元。", "per_period"),
        ("三年投资300亿元。", "total"), ("年均培育企业20家。", "per_period"), ("引进项目30个。", "total"), ("碳排放强度累计下降18%。", "total"),
        ("单位能耗下降13.5%。", "total"), ("发明专利拥有量达到20件/万人。", "stock"), ("机器人密度达到500台/万人。", "stock"), ("产业规模翻一番。", "total"),
        *((text, "stock") for text in ("共同培育企业50家。", "公共服务平台达到50个。")),
    ],
)  # fmt: skip
def test_the_aggregation_tells_a_stock_from_an_amount_a_period_and_a_total(text, aggregation):
    assert last(text).aggregation == aggregation


def test_growth_over_the_year_is_a_figure_a_period():
    assert only("一季度，全市工业投资同比增长12%。", NEWS).aggregation == "per_period"
