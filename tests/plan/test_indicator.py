import pytest

from tests.plan.sentence import last, only, stated


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("打造20家智能工厂。", "智能工厂数"), ("到2025年，市级专精特新企业达到300家。", "市级专精特新企业数"), ("新增数字化车间60个。", "数字化车间数"),
        ("到2025年，规上工业企业数量突破1万家。", "规上工业企业数"), ("引进高层次人才1000名。", "高层次人才数"), ("建设“无废园区”10个。", "无废园区数"),
        ("力争上市企业总数达到80家。", "上市企业数"), ("培育“小巨人”企业30家以上。", "小巨人企业数"), ("推广应用数控机床不少于3万台。", "推广应用数控机床数"),
    ],
)  # fmt: skip
def test_a_count_ends_in_number_of(text, indicator):
    assert only(text).indicator == indicator


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("到2025年，工业增加值年均增长5%。", "工业增加值年均增长率"), ("工业投资增速保持在8%左右。", "工业投资增长率"), ("产值增长6%。", "产值增长率"),
        ("劳动生产率提升20%。", "劳动生产率增长率"), ("工业增加值同比增长6%。", "工业增加值增长率"),
    ],
)  # fmt: skip
def test_a_rise_ends_in_rate_of_growth(text, indicator):
    assert only(text).indicator == indicator


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("单位增加值能耗下降13.5%。", "单位增加值能耗降幅"),
        ("用水量降低10%以上。", "用水量降幅"),
        ("碳排放强度累计下降18%。", "碳排放强度降幅"),
    ],
)
def test_a_fall_ends_in_fall(text, indicator):
    assert only(text).indicator == indicator


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("工业增加值占地区生产总值比重达25%。", "工业增加值占地区生产总值比重"), ("高技术产业占规上工业比重提高到30%。", "高技术产业占规上工业比重"),
        ("工业增加值突破2.6万亿元，占地区生产总值比重达35%以上。", "工业增加值占地区生产总值比重"), ("战略性新兴产业产值达到900亿元，占比40%。", "战略性新兴产业产值占比"),
    ],
)  # fmt: skip
def test_a_share_names_the_part_and_the_whole(text, indicator):
    assert last(text).indicator == indicator


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("工业增加值超过2.6万亿元。", "工业增加值"), ("到2025年，工业增加值达到900亿元左右。", "工业增加值"), ("产业规模突破千亿元。", "产业规模"),
        ("研发投入强度达3.5%。", "研发投入强度"), ("关键工序数控化率达到70%。", "关键工序数控化率"), ("机器人密度提高100台/万人。", "机器人密度"),
        ("三大先导产业“上海方案”产值达到900亿元。", "三大先导产业上海方案产值"), ("力争到2025年，全员劳动生产率达到50万元/人。", "全员劳动生产率"),
        ("设立规模50亿元的产业基金。", "产业基金规模"), ("全市工业用地保持在500平方公里。", "工业用地"),
    ],
)  # fmt: skip
def test_a_level_is_named_by_its_noun_phrase_without_verbs_years_and_quotation_marks(text, indicator):
    assert only(text).indicator == indicator


@pytest.mark.parametrize(
    ("text", "indicator", "reason"),
    [
        ("建成10个园区，实现产值1.2万亿元。", "产值", "the count before it is carried over: 园区数产值"),
        ("新能源汽车产量达到120万辆。", "新能源汽车产量", "数 behind 量"),
        ("每万人口高价值发明专利拥有量达到30件。", "每万人口高价值发明专利拥有量", "数 behind 量"),
        ("规上工业产值达8000亿元（其中高新技术产业3000亿元）。", "高新技术产业", "the bracket and 其中 stay"),
        ("产值由2020年3.2万亿元增长到2025年4.5万亿元。", "产值", "增长到2025年"),
        ("设立总规模100亿元的母基金。", "母基金总规模", "的 stays in front"),
        ("年均培育企业30家。", "每年培育企业数", "每年年均"),
        (
            "工业增加值年均增长6.5%，占GDP的35%。",
            "工业增加值占GDP比重",
            "the rate is carried over: 占GDP的工业增加值年均增长率",
        ),
    ],
)
def test_what_stands_around_the_noun_phrase_is_no_part_of_it(text, indicator, reason):
    assert last(text).indicator == indicator, reason


def test_a_number_before_its_noun_takes_what_follows():
    assert [record.indicator for record in stated("打造20家智能工厂、60个数字化车间和3个创新中心。")] == [
        "智能工厂数",
        "数字化车间数",
        "创新中心数",
    ]


def test_joined_numbers_share_the_noun_behind_the_last():
    assert [record.indicator for record in stated("建成3个、培育5个省级物流园区。")] == ["省级物流园区数"] * 2


def test_a_part_of_a_count_takes_over_what_is_counted():
    assert last("新增企业50家，其中专精特新的20家。").indicator == "专精特新的企业数"


def test_the_parts_of_the_structure_of_industries_are_told_apart():
    records = stated("到2025年，三次产业结构调整为2:38:60。")
    assert [(record.indicator, record.value, record.unit) for record in records] == [
        ("第一产业占比重", 2, "%"), ("第二产业占比重", 38, "%"), ("第三产业占比重", 60, "%"),
    ]  # fmt: skip


def test_the_indicator_is_in_simplified_script():
    assert only("培育專精特新企業30家。").indicator == "专精特新企业数"


@pytest.mark.xfail(strict=True, reason="not made yet")
def test_places_that_the_section_gives_are_left_out():
    assert only("一、东山区\n东山区工业增加值达到900亿元。").indicator == "工业增加值"


@pytest.mark.parametrize("text", ["每年新增企业20家。", "年均培育企业20家。"])
def test_a_yearly_count_still_ends_in_number_of(text):
    assert only(text).indicator.endswith("企业数")
