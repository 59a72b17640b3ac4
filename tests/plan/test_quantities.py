import pytest

from tests.plan.sentence import found, last, only, stated, written


def quantity(text):
    (one,) = found(text)
    return one


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("3-5家", 3, 5), ("3～5家", 3, 5), ("3—5家", 3, 5), ("3至5家", 3, 5), ("3到5家", 3, 5), ("3家至5家", 3, 5), ("三至五家", 3, 5), ("3－5家", 3, 5),
        ("3或5家", 3, 5), ("3-5万家", 3e4, 5e4), ("3万-5万家", 3e4, 5e4), ("800-1200家", 800, 1200), ("1,200-1,500家", 1200, 1500),
        ("30-40%", 30, 40), ("30%-40%", 30, 40), ("10亿元至20亿元", 1e9, 2e9), ("10-20亿元", 1e9, 2e9), ("9000万-1亿元", 9e7, 1e8),
        ("9000万元至1亿元", 9e7, 1e8), ("1-2个百分点", 1, 2), ("2000-3000亩", 2000, 3000), ("百分之五至百分之七", 5, 7), ("百分之五至七", 5, 7),
    ],
)  # fmt: skip
def test_a_range_has_both_its_ends(text, low, high):
    assert (quantity(text).value, quantity(text).value_high) == (low, high)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("两三家", 2, 3), ("五六十个", 50, 60), ("七八百人", 700, 800), ("三四万人", 3e4, 4e4),
        ("一两家", 1, 2),
    ],
)  # fmt: skip
def test_two_digits_side_by_side_are_a_range(text, low, high):
    assert (quantity(text).value, quantity(text).value_high) == (low, high)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("三分之二", 66.6667), ("3/4", 75), ("四分之一", 25), ("五分之三", 60), ("十分之一", 10), ("一半", 50), ("2/3", 66.6667), ("3分之1", 33.3333),
        ("百分之三十", 30), ("百分之三点五", 3.5), ("百分之百", 100), ("百分之50", 50), ("百分之二十五点八", 25.8),
        ("九成", 90), ("9成", 90), ("三成半", 35), ("七成五", 75), ("一成", 10), ("五成", 50),
    ],
)  # fmt: skip
def test_fractions_and_tenths_are_percent(text, value):
    assert quantity(text).value == pytest.approx(value, rel=1e-4)
    assert quantity(text).unit == "%"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("翻一番", 2),
        ("翻番", 2),
        ("翻了一番", 2),
        ("翻两番", 4),
        ("翻三番", 8),
        ("规模倍增", 2),
        ("产值翻倍", 2),
        ("3倍", 3),
        ("1.5倍", 1.5),
        ("两倍", 2),
        ("十倍", 10),
    ],
)
def test_doublings_are_multiples(text, value):
    assert (quantity(text).value, quantity(text).unit) == (value, "倍")


@pytest.mark.parametrize(
    "text",
    [
        "倍增计划",
        "“倍增”行动",
        "加倍努力",
        "倍增至",
        "成效",
        "一成不变",
        "八成熟",
        "四成员",
        "大半年",
        "半成品",
        "一半天",
    ],
)
def test_words_that_only_look_like_doublings_tenths_or_halves_are_none(text):
    assert not found(text)


@pytest.mark.parametrize(
    ("text", "value"), [("2个百分点", 2), ("1.5百分点", 1.5), ("0.8个百分点", 0.8), ("三个百分点", 3)]
)
def test_percentage_points_are_no_percent(text, value):
    assert (quantity(text).value, quantity(text).unit) == (value, "百分点")


@pytest.mark.parametrize(
    ("text", "comparator"),
    [
        *((f"{word}20家", ">=") for word in ("不低于", "不少于", "不下于", "至少", "超过", "突破", "超", "大于", "高于", "逾", "多于", "≥", ">=", ">", "不小于")),
        *((f"{word}20家", "<=") for word in ("不超过", "不高于", "不多于", "不大于", "低于", "小于", "少于", "不足", "≤", "<=", "<", "不到", "最多", "至多")),
        *((f"{word}20家", "~") for word in ("约", "近", "接近", "将近", "大约")),
        *((f"20家{word}", ">=") for word in ("以上", "及以上", "或以上", "之上")),
        *((f"20家{word}", "<=") for word in ("以内", "以下", "及以下", "之内")),
        *((f"20家{word}", "~") for word in ("左右", "上下")),
        ("20多家", ">="), ("20余家", ">="), ("20+家", ">="), ("2万多家", ">="), ("20家", "="),
    ],
)  # fmt: skip
def test_a_comparator_that_touches_the_numeral_is_part_of_the_span(text, comparator):
    assert quantity(text).comparator == comparator
    assert written(quantity(text), text) == text


@pytest.mark.parametrize(
    ("words", "comparator"),
    [
        ("不得超过", "<="), ("原则上不低于", ">="), ("力争不少于", ">="),
        *((words, ">=") for words in ("不得低于", "不应低于", "不能少于", "不得少于", "不再低于")),
        *((words, "<=") for words in ("不突破", "不得突破", "不得高于", "不能超过", "不得大于")),
    ],
)  # fmt: skip
def test_a_negated_comparator_is_the_opposite(words, comparator):
    assert only(f"到2025年，工业用地{words}500亩。").comparator == comparator


@pytest.mark.parametrize(
    "text", ["规模达20家", "达到20家", "力争达20家", "累计20家", "共20家", "力争达到20家", "总计20家"]
)
def test_reaching_and_summing_lie_outside_the_span_and_are_equality(text):
    assert (written(quantity(text), text), quantity(text).comparator) == ("20家", "=")


@pytest.mark.parametrize("text", ["邻近3家", "附近3家", "签约3家", "最近3家", "节约3吨", "集约3亩", "靠近3家"])
def test_near_and_about_inside_another_word_are_no_comparator(text):
    assert quantity(text).comparator == "="


@pytest.mark.parametrize("text", ["&lt;20%", "&gt;20%", "不足20%", "超20%"])
def test_comparators_written_as_signs_or_entities_are_read(text):
    record = only(f"到2025年，闲置率{text}。")
    assert (record.value, record.comparator, record.quote) == (
        20,
        "<=" if text in ("&lt;20%", "不足20%") else ">=",
        text,
    )


def test_a_comparator_counts_for_each_of_the_joined_numbers_but_lies_in_one_span():
    text = "分别不低于30%、28%和40%"
    assert [(written(one, text), one.comparator) for one in found(text)] == [
        ("不低于30%", ">="),
        ("28%", ">="),
        ("40%", ">="),
    ]
    text = "分别达到10家、20家、30家以上"
    assert [(written(one, text), one.comparator) for one in found(text)] == [
        ("10家", ">="),
        ("20家", ">="),
        ("30家以上", ">="),
    ]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("30多万亩", 3e5),
        ("3万多人", 3e4),
        ("200余家", 200),
        ("百余家", 100),
        ("千余人", 1000),
        ("两百多项", 200),
        ("1.2万余人", 12000),
        ("三十余个", 30),
    ],
)
def test_more_than_a_number_is_at_least_that_number(text, value):
    assert (quantity(text).value, quantity(text).comparator) == (value, ">=")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("百家", 100),
        ("千座以上", 1000),
        ("万家", 1e4),
        ("百亿元", 1e10),
        ("千亿元", 1e11),
        ("千万元", 1e7),
        ("上百家", 100),
    ],
)
def test_round_numbers_in_characters_are_numerals(text, value):
    assert quantity(text).value == value


@pytest.mark.parametrize(
    "text",
    [
        *(text for text in ("数百家", "几十家", "数十个", "成百上千家")),
        "几家", "数千亿元", "十几家", "若干家", "多家",
    ],
)  # fmt: skip
def test_an_indefinite_number_states_no_exact_quantity(text):
    assert not stated(f"到2025年，培育{text}企业。")


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("3亿元", 3e8, "元"), ("1.3万亿元", 1.3e12, "元"), ("800万元", 8e6, "元"), ("人民币30亿元", 3e9, "元"), ("30亿元人民币", 3e9, "元"),
        ("5亿美元", 5e8, "USD"), ("20亿欧元", 2e9, "EUR"), ("300亿港元", 3e10, "HKD"), ("300亿港币", 3e10, "HKD"), ("50亿日元", 5e9, "JPY"),
        ("10亿英镑", 1e9, "GBP"), ("7亿卢比", 7e8, "INR"), ("新台币100亿元", 1e10, "TWD"), ("100亿新台币", 1e10, "TWD"), ("US$20亿元", 2e9, "USD"),
        ("2亿澳元", 2e8, "AUD"), ("3亿新加坡元", 3e8, "SGD"), ("60亿韩元", 6e9, "KRW"), ("9亿澳门元", 9e8, "MOP"), ("1亿瑞士法郎", 1e8, "CHF"),
    ],
)  # fmt: skip
def test_amounts_are_in_yuan_and_other_currencies_by_their_code(text, value, unit):
    assert (quantity(text).value, quantity(text).unit) == (value, unit)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("突破3000亿。", 3e11),
        ("迈上1.5万亿大关。", 1.5e12),
        ("达49兆9,500亿。", 4.995e13),
        ("达到200亿，", 2e10),
        ("超过2万亿规模。", 2e12),
        ("达10兆3,700亿。", 1.037e13),
    ],
)
def test_a_bare_hundred_million_is_money(text, value):
    assert (quantity(text).value, quantity(text).unit) == (value, "元")


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("500台/万人", 500, "台/万人"), ("12万元/人", 1.2e5, "元/人"), ("300万元/亩", 3e6, "元/亩"), ("0.5吨标准煤/万元", 0.5, "吨标准煤/万元"),
        ("30亿元/平方公里", 3e9, "元/平方公里"), ("18件/万人", 18, "件/万人"), ("6人年/万人", 6, "人年/万人"), ("40立方米/万元", 40, "立方米/万元"),
        ("200吨/年", 200, "吨/年"), ("5千瓦时/件", 5, "千瓦时/件"),
    ],
)  # fmt: skip
def test_compound_units_keep_their_denominator_and_fold_the_multiplier_of_the_numerator(text, value, unit):
    assert (quantity(text).value, quantity(text).unit) == (value, unit)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("500平方公里", 500, "平方公里"), ("3万平方米", 3e4, "平方米"), ("2千亩", 2000, "亩"), ("5万吨标准煤", 5e4, "吨标准煤"), ("1000万千瓦", 1e7, "千瓦"),
        ("12GW", 12, "GW"), ("300PFLOPS", 300, "PFLOPS"), ("40万家", 4e5, "家"), ("20台（套）", 20, "台(套)"), ("5万标准箱", 5e4, "标准箱"),
        ("100公里", 100, "公里"), ("60人次", 60, "人次"), ("3000件", 3000, "件"), ("15名", 15, "名"), ("8款", 8, "款"), ("两万人", 2e4, "人"),
    ],
)  # fmt: skip
def test_counters_and_measures_are_kept_as_written_and_multipliers_folded(text, value, unit):
    assert (quantity(text.replace("（", "(").replace("）", ")")).value, quantity(text).unit) == (value, unit)


def test_a_plus_may_stand_in_front_of_the_multiplier():
    record = only("到2025年，产值达到8000+亿元。")
    assert (record.value, record.unit, record.comparator, record.quote) == (8e11, "元", ">=", "8000+亿元")


def test_a_bare_hundred_million_behind_a_currency_is_of_that_currency():
    record = only("到2025年，引进外资US$20亿，增长迅速。")
    assert (record.value, record.unit) == (2e9, "USD")


def test_zhao_is_known_in_characters_too():
    assert quantity("四十九兆九千五百九十二亿元").value == 49959200000000


@pytest.mark.parametrize(("text", "value"), [("9.5成", 95), ("八点五成", 85)])
def test_tenths_may_have_decimals(text, value):
    assert quantity(text).value == value


def test_a_unit_with_brackets_is_given_as_the_source_writes_it():
    assert only("到2025年，推广首台套装备20台（套）。").unit == "台（套）"
    assert only("到2025年，推广首台套装备20台(套)。").unit == "台(套)"


@pytest.mark.parametrize(
    ("text", "value", "size"),
    [
        ("4个万亿级产业集群", 4, 1e12), ("10个千亿级产业集群", 10, 1e11), ("20家百亿元以上企业", 20, 1e10), ("5个千亿元级园区", 5, 1e11),
        ("3个五百亿级园区", 3, 5e10), ("2个2000亿级产业", 2, 2e11), ("30个十亿级项目", 30, 1e9), ("6个百亿级企业", 6, 1e10), ("8个亿元以上项目", 8, 1e8),
        ("50个5000万元以上项目", 50, 5e7),
    ],
)  # fmt: skip
def test_a_size_class_gives_its_threshold_and_stays_outside_the_span(text, value, size):
    record = only(f"到2025年，培育{text}。")
    assert (record.value, record.size_class, record.quote) == (value, size, text[: len(record.quote)])
    assert record.quote[-1] in "个家"


def test_a_threshold_in_percent_is_no_size_class():
    record = last("到2025年，培育研发投入占比5%以上的企业30家。")
    assert (record.value, record.size_class) == (30, None)


@pytest.mark.parametrize("text", ["第三批", "第5家", "A4纸", "G60走廊", "V2.0", "3.0版", "第一百家"])
def test_ordinals_and_numbers_inside_names_are_no_quantities(text):
    assert not stated(f"到2025年，建设{text}。")


@pytest.mark.parametrize(
    ("text", "value"), [("2 0 家", 20), ("１２０家", 120), ("1 200家", 1200), ("3 . 5亿元", 3.5e8)]
)
def test_blanks_and_full_width_digits_inside_the_expression_stay_in_the_quote(text, value):
    record = only(f"到2025年，培育企业{text}。")
    assert (record.value, record.quote) == (value, text)


def test_zero_growth_is_zero_per_cent_and_the_growth_lies_outside():
    record = only("到2025年，实现建设用地零增长。")
    assert (record.value, record.unit, record.quote) == (0, "%", "零")
