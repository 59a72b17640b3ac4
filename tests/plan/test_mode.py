import pytest

from tests.plan.sentence import NEWS, last, only, stated


def modes(text):
    return [record.mode for record in stated(text)]


@pytest.mark.parametrize(
    "act",
    [
        "打造",
        "培育",
        "建设",
        "实施",
        "选树",
        "推动",
        "争创",
        "滚动培育",
        "认定",
        "建成",
        "形成",
        "累计培育",
        "遴选",
        "创建",
    ],
)
def test_to_build_or_train_so_many_is_a_level(act):
    assert only(f"{act}示范企业20家。").mode == "level"


@pytest.mark.parametrize(
    "act", ["新增", "再建设", "新增培育", "新培育", "净增", "新认定", "引进", "吸引", "吸纳", "新建", "引育"]
)
def test_what_is_added_on_top_is_an_increment(act):
    assert only(f"{act}示范企业20家。").mode == "increment"


@pytest.mark.parametrize(
    "text",
    [
        "机器人密度提高100台/万人。",
        "占比提高2个百分点。",
        "新增产值300亿元。",
        "增加就业岗位5000个。",
        "比重下降3个百分点。",
        "压减产能20万吨。",
        "淘汰落后设备300台。",
    ],
)
def test_a_change_in_units_or_points_is_an_increment(text):
    expected = "level" if text[0] in "压淘" else "increment"
    assert only(text).mode == expected


def test_one_word_of_addition_governs_the_joined_items_of_its_phrase():
    assert modes("新增智能工厂20家、数字化车间60个、创新中心3个。") == ["increment"] * 3
    assert modes("新增智能工厂20家，打造数字化车间60个。") == ["increment", "level"]


@pytest.mark.parametrize(
    "text",
    [
        "每年新增企业20家。",
        "每年组织攻关课题100个以上。",
        "年均培育企业20家。",
        "每年引进人才1000名。",
        "每年新增产值20亿元。",
        "培训工人500人/年。",
    ],
)
def test_so_many_a_year_is_a_flow_and_beats_addition(text):
    assert only(text).mode == "flow"


@pytest.mark.parametrize("text", ["规上企业每年节能3%。", "每年节约用水2%。"])
def test_a_yearly_saving_in_per_cent_is_a_flow(text):
    assert only(text).mode == "flow"


@pytest.mark.parametrize(
    "text",
    [
        "工业增加值年均增长5%。", "投资增速保持在8%左右。", "单位能耗下降13.5%。", "产值同比增长6%。", "规模增长30%以上。", "年均增速超过7%。", "成本降低10%。", "增加值增长6.5%以上，力争7%。",
        "劳动生产率提升20%。", "碳排放强度下降18%。", "用地实现零增长。", "能耗降幅达15%。", "生产效率平均提高30%。",
    ],
)  # fmt: skip
def test_a_rate_of_change_is_growth(text):
    assert last(text).mode == "growth"


@pytest.mark.parametrize(
    "text",
    [
        "占地区生产总值比重达25%。", "覆盖率达到90%以上。", "三分之二的企业完成改造。", "普及率提高到80%。", "利用率不低于70%。", "九成企业上云。", "半数以上企业完成改造。",
        "普及率提升至80%。", "失业率控制在5%以内。", "废弃物利用率稳定在95%以上。", "研发投入强度达3.5%。",
    ],
)  # fmt: skip
def test_a_part_of_a_whole_is_a_share_also_where_it_rises_to_it(text):
    assert only(text).mode == "share"


@pytest.mark.parametrize(
    "text", ["产业规模翻一番。", "产业规模翻两番。", "实现规模倍增。", "产值达到2020年的1.5倍。", "收入比2020年翻番。"]
)
def test_doubling_is_a_multiple(text):
    assert last(text).mode == "multiple"


def test_above_another_series_by_points_is_growth_in_points():
    record = only("工业增加值增速高于全市2个百分点。")
    assert (record.mode, record.unit) == ("growth", "百分点")


@pytest.mark.parametrize(
    "text", ["引进和培养人才500名。", "引进培育领军人才500名。", "引进扶持企业50家。", "培养引进人才500名。"]
)
def test_to_attract_is_an_increment_also_when_joined_with_to_train(text):
    assert only(text).mode == "increment"


def test_to_attract_with_a_total_reached_is_a_level():
    assert only("引进人才达到500名。").mode == "level"
    assert only("到2025年，引进的世界500强企业累计达到30家。").mode == "level"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("新增产值突破300亿元。", "increment"),
        ("增加值达到300亿元。", "level"),
        ("工业增加值超过300亿元。", "level"),
        ("再制造企业达到30家。", "level"),
    ],
)
def test_the_value_added_and_the_remade_are_no_increment(text, expected):
    assert only(text).mode == expected


@pytest.mark.parametrize("text", ["到2025年，三年累计投资300亿元。", "到2025年，累计培训工人5万人。"])
def test_a_total_over_several_years_is_a_level_with_a_note(text):
    assert only(text).mode == "level"


def test_among_them_takes_over_the_mode():
    assert modes("新增企业50家，其中专精特新企业20家。") == ["increment", "increment"]
    assert modes("企业达到50家，其中专精特新企业20家。") == ["level", "level"]


def test_present_growth_is_growth():
    assert only("一季度，全市工业投资同比增长12%。", NEWS).mode == "growth"
