import pytest

from gongfu.plan.periods import Term, mentions, term_of
from tests.plan.sentence import NEWS, PLAN, REPORT, last, only, stated


def period(text, title=PLAN):
    record = last(text, title)
    return record.period_start, record.deadline


@pytest.mark.parametrize(
    ("title", "start", "end"),
    [
        ("制造业行动计划（2023—2025年）\n", 2023, 2025), ("东山市制造业三年行动方案(2021-2023年)\n", 2021, 2023), ("制造业发展规划（2021～2035年）\n", 2021, 2035),
        ("“十四五”制造业发展规划\n", 2021, 2025), ("东山市“十三五”工业发展规划\n", 2016, 2020), ("“十五五”规划纲要\n", 2026, 2030),
        ("2022—2024年制造业提质行动计划\n", 2022, 2024), ("制造业行动计划（二〇二三至二〇二五年）\n", 2023, 2025), ("十二五工业规划\n", 2011, 2015),
        ("制造业发展“十四五”规划\n", 2021, 2025), ("关于支持制造业的若干措施（2024-2026年）\n", 2024, 2026),
    ],
)  # fmt: skip
def test_the_title_gives_the_term_where_nothing_else_does(title, start, end):
    assert period("培育企业20家。", title) == (start, end)


def test_an_unknown_term_gives_no_years():
    assert period("培育企业20家。", "关于支持制造业的意见\n") == (None, None)


def test_a_year_of_the_file_is_no_term_of_its_own():
    term = term_of("制造业行动计划(2023-2025年)\n2022年12月30日\n", "制造业行动计划(2023-2025年)\n2022年12月30日\n")
    assert (term.start, term.end, term.issued, term.is_plan, term.is_report) == (2023, 2025, 2022, True, False)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("到2024年，培育企业20家。", 2023, 2024), ("到2024年底，培育企业20家。", 2023, 2024), ("2024年培育企业20家。", 2023, 2024), ("到2030年，产值翻一番。", 2023, 2030),
        ("2024—2025年，培育企业20家。", 2024, 2025), ("2024至2025年培育企业20家。", 2024, 2025), ("培育企业20家，到2024年完成。", 2023, 2024),
        ("“十五五”期间，培育企业20家。", 2026, 2030), ("到“十四五”末，培育企业20家。", 2021, 2025), ("到二〇二四年，培育企业20家。", 2023, 2024),
        ("2024年起3年内培育企业20家。", 2024, 2026), ("到2025年，培育企业20家。", 2023, 2025),
    ],
)  # fmt: skip
def test_the_sentence_comes_before_the_term_and_each_end_is_looked_up_by_itself(text, start, end):
    assert period(text) == (start, end)


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("2024年重点任务\n培育企业20家。", 2025),
        ("一、2024年目标\n培育企业20家。", 2024),
        ("（一）到2024年的目标\n1.集群\n培育企业20家。", 2024),
    ],
)
def test_a_heading_comes_between_the_sentence_and_the_term(text, end):
    assert only(text).deadline == end


def test_the_line_that_introduces_a_list_dates_its_items():
    records = stated("一、主要目标\n到2024年，实现以下目标：\n——规模壮大。培育企业20家。\n——质量提升。建设园区6个。\n")
    assert [record.deadline for record in records] == [2024, 2024]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [("从2012年起5年内，培育企业20家。", 2012, 2016), ("2013年起3年内培育企业20家。", 2013, 2015)],
)
def test_within_n_years_from_a_named_year_counts_that_year(text, start, end):
    assert period(text, "工业振兴意见\n2012年3月1日\n") == (start, end)


@pytest.mark.parametrize("text", ["3年内培育企业20家。", "用两年时间培育企业20家。"])
def test_a_length_without_a_year_gives_no_year(text):
    assert only(text, "关于支持制造业的意见\n").deadline is None


@pytest.mark.parametrize(
    "text",
    [
        "到2025年，单位能耗比2020年下降15%。", "到2025年，单位能耗较2020年下降15%。", "到2025年，产值在2020年基础上增长15%。", "到2025年，产值与2020年相比增长15%。",
        "单位能耗比2020年下降15%。", "以2020年为基期，到2025年产值增长15%。", "产值在2020年的基础上增长15%。",
    ],
)  # fmt: skip
def test_a_base_year_is_no_deadline(text):
    assert (only(text).kind, only(text).deadline) == ("target", 2025)


@pytest.mark.parametrize("text", ["到2025年，产值在2020年基础上增长15%。", "到2025年，单位能耗比2020年下降15%。"])
def test_a_base_year_goes_into_the_note(text):
    assert "2020" in (only(text).note or "")


@pytest.mark.parametrize(
    ("text", "title", "end"),
    [
        ("今年新增企业40家。", REPORT, 2024), ("上年新增企业40家。", REPORT, 2023), ("去年新增企业40家。", REPORT, 2023), ("今年力争新增企业40家。", NEWS, 2024),
        ("明年力争新增企业40家。", NEWS, 2025), ("年内力争新增企业40家。", NEWS, 2024),
    ],
)  # fmt: skip
def test_years_are_counted_from_the_year_of_the_document(text, title, end):
    assert only(text, title).deadline == end


@pytest.mark.parametrize(
    ("text", "title", "end"),
    [
        ("2022年，建成智能工厂50家。", PLAN, 2022), ("“十三五”期间，产值年均增长8%。", PLAN, 2020), ("目前，全市有智能工厂50家。", NEWS, 2024),
        ("截至2022年底，建成智能工厂50家。", PLAN, 2022), ("全市现有智能工厂50家，产业基础好。", NEWS, 2024),
    ],
)  # fmt: skip
def test_an_outcome_has_the_year_that_it_describes_and_no_first_year(text, title, end):
    assert (only(text, title).kind, *period(text, title)) == ("outcome", None, end)


def test_a_work_report_of_january_tells_of_the_year_before():
    assert period("一、过去一年工作回顾\n新增企业30家。\n", REPORT) == (None, 2023)


def test_a_year_and_a_decimal_are_no_date():
    text = "制造业行动计划(2023-2025年)\n到2024年3.5万家企业上云。\n"
    assert term_of(text, text).issued == 2023


def test_a_year_in_a_neighbouring_sentence_does_not_count():
    assert last("到2024年，培育企业20家。建设园区6个。").deadline == 2025
    assert last("一、发展基础\n2021年，企业达到50家。产值增长8%。\n").deadline != 2021


def test_each_number_has_the_year_that_it_is_listed_with():
    records = stated("2023年、2024年、2025年分别新增企业20家、30家、40家。")
    assert [record.deadline for record in records] == [2023, 2024, 2025]
    records = stated("到2024年培育企业20家，到2025年培育企业40家。")
    assert [record.deadline for record in records] == [2024, 2025]


def test_a_baseline_has_its_own_year():
    records = stated("到2025年，工业增加值由2022年的900亿元提高到1200亿元。")
    assert [(record.kind, record.deadline) for record in records] == [("baseline", 2022), ("target", 2025)]


@pytest.mark.parametrize(
    ("sentence", "years"),
    [
        ("到2025年", [(None, 2025)]), ("2023—2025年", [(2023, 2025)]), ("“十四五”时期", [(2021, 2025)]), ("到十三五末", [(2016, 2020)]), ("二〇二五年", [(None, 2025)]),
        ("《纲要（2021—2025年）》", []), ("2025家", []), ("2021年和2022年", [(None, 2021), (None, 2022)]), ("2022年度", [(None, 2022)]), ("2021-2022财年", [(2021, 2022)]),
    ],
)  # fmt: skip
def test_a_sentence_names_years_alone_in_spans_and_by_plan(sentence, years):
    assert [(mention.first, mention.last) for mention in mentions(sentence, Term(None, None, None, False))] == years
