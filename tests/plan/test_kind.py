import pytest

from tests.plan.sentence import NEWS, PLAN, REPORT, defect, last, only, stated


def kinds(text, title=PLAN):
    return [record.kind for record in stated(text, title)]


@pytest.mark.parametrize(
    "text",
    [
        "培育企业20家。",
        "到2025年，培育企业20家。",
        "力争培育企业20家。",
        "确保产值达到5亿元。",
        "建设园区6个。",
        "产值年均增长5%。",
        "单位能耗降低10%以上。",
    ],
)
def test_a_plan_promises(text):
    assert only(text).kind == "target"


@pytest.mark.parametrize(
    "text",
    [
        "目前，全市有智能工厂50家。", "已建成智能工厂50家。", "截至2022年底，累计建成智能工厂50家。", "现有企业50家。", "建成了智能工厂50家。", "2022年，建成智能工厂50家。",
        "2022年工业增加值达到900亿元。", "“十三五”期间，产值年均增长8%。", "去年，新增企业30家。", "累计已认定企业80家。",
    ],
)  # fmt: skip
def test_a_word_or_a_year_of_the_past_makes_an_outcome_in_a_plan(text):
    assert only(text).kind == "outcome"


@pytest.mark.parametrize(
    "text",
    [
        "到2025年，工业增加值由900亿元提高到1200亿元。", "到2025年，占比从20%提升至25%。", "到2025年，企业由50家增加到80家。",
        "在现有50家的基础上，到2025年培育企业80家。", "到2025年，能耗由0.5吨标准煤/万元下降到0.4吨标准煤/万元。", "到2025年，机器人密度从每万人300台提高到每万人500台。",
    ],
)  # fmt: skip
def test_the_starting_point_of_a_target_is_a_baseline(text):
    assert kinds(text) == ["baseline", "target"]


def test_a_rise_that_has_happened_starts_from_no_baseline():
    assert kinds("目前，占比已由20%提高到25%。") == ["outcome", "outcome"]


@pytest.mark.parametrize(
    "chapter", ["一、发展基础", "一、“十三五”发展回顾", "一、主要成效", "一、发展现状", "一、形势与背景"]
)
def test_a_chapter_that_looks_back_states_outcomes(chapter):
    assert kinds(f"{chapter}\n工业增加值达到900亿元。\n二、主要目标\n工业增加值达到1200亿元。\n") == [
        "outcome",
        "target",
    ]


def test_a_chapter_that_looks_back_may_name_a_goal_for_the_future():
    assert only("一、发展基础\n到2025年，力争产值达到900亿元。\n").kind == "target"


@pytest.mark.parametrize("heading", ["一、2023年工作回顾", "一、过去一年工作回顾"])
def test_a_work_report_tells_outcomes_of_the_year_before_and_targets_of_its_own(heading):
    report = f"{heading}\n新增企业30家，产值增长5%。\n二、2024年重点工作\n新增企业40家，产值增长6%。\n"
    assert kinds(report, REPORT) == ["outcome", "outcome", "target", "target"]


def test_the_expected_goals_of_a_work_report_are_targets():
    assert only("今年发展的主要预期目标是：工业增加值增长6%。", REPORT).kind == "target"


@pytest.mark.parametrize(
    "text", ["3月7日，东山区集中签约项目20个。", "一季度，全市工业投资增长12%。", "截至2月底，全市智能工厂达50家。"]
)
def test_the_figures_of_an_event_are_outcomes(text):
    assert only(text, NEWS).kind == "outcome"


@pytest.mark.parametrize(
    "text", ["到2026年，全市智能工厂将达80家。", "今年，全市力争新增企业40家。", "下一步，全市计划建设园区6个。"]
)
def test_news_may_speak_of_what_is_to_come(text):
    assert only(text, NEWS).kind == "target"


@pytest.mark.parametrize(
    "text",
    [
        "完成“十三五”规划确定的产值1000亿元目标。",
        defect(
            "“十三五”规划提出的培育企业50家的目标如期实现。",
            reason="的目标 behind a count makes it a part of the document",
        ),
        "“十三五”规划确定的产值1000亿元的目标如期实现。",
    ],
)
def test_a_goal_of_an_earlier_plan_that_is_recalled_is_a_target_even_where_it_was_met(text):
    assert last(f"一、发展基础\n{text}\n").kind == "target"


def test_of_the_cues_in_a_sentence_the_nearest_in_front_decides():
    assert kinds("目前全市有企业50家，到2025年力争达到80家。") == ["outcome", "target"]


def test_a_present_state_behind_a_goal_is_an_outcome():
    assert kinds("到2025年力争企业达到80家，目前已有50家。") == ["target", "outcome"]


@pytest.mark.parametrize(
    "text",
    [
        "到2025年，产值较2020年翻一番。", "产值比2020年翻一番。",
        *(
            text
            for text in ("产值较“十三五”末翻一番。", "“十四五”末，产值较“十三五”末翻一番。", "能耗比“十三五”末下降15%。", "占比高于上年1.5个百分点。")
        ),
    ],
)  # fmt: skip
def test_what_a_target_is_compared_with_makes_it_no_outcome(text):
    assert (only(text).kind, only(text).deadline) == ("target", 2025)


def test_a_base_year_alone_is_no_baseline():
    assert kinds("到2025年，单位能耗在2020年基础上下降15%。") == ["target"]
