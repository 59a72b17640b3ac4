"""What is annotated and what is not, rule by rule."""

import pytest

from tests.plan.sentence import PLAN, stated


def values(text, title=PLAN):
    return [record.value for record in stated(text, title)]


@pytest.mark.parametrize(
    "text",
    [
        "落实22项重点任务。", "明确三个分目标。", "实施五大行动、18项具体举措。", "从六个方面加强保障。", "坚持四项原则。", "抓好三个环节。", "按照三个阶段推进。",
        "设置8个专栏。", "聚焦四个领域：新材料、新能源、生物医药、智能装备。", "提出12条措施。",
    ],
)  # fmt: skip
def test_parts_of_the_document_and_fully_listed_sets_are_out(text):
    assert values(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "做强六大重点产业。", "建设五个新城。", "形成六大集群。", "构建“3+6”产业体系。", "布局“一核两带三区”。", "推进“双百工程”。", "实施十大专项行动。",
        "发展5G和6G网络。", "推动2.0版平台上线。", "打造G60科创走廊。", "巩固“十四五”成果。", "对标世界500强。", "开展百城千园行动。", "实施“千企升级”计划。",
        "实施“城市设计100+”行动。", "开展“百日攻坚”行动。", "落实“三线一单”要求。", "推进“一网统管”。", "参加第三届博览会。", "瞄准中国制造2025。",
        "推广ISO9001体系。", "打造全国第一个示范区。", "引进民营企业500强项目。", "对接长三角G60。", "优化“四名”企业培育。",
    ],
)  # fmt: skip
def test_numbers_in_names_are_out(text):
    assert values(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("到2025年，4家企业进入制造业世界500强。", [4]), ("到2025年，培育民营500强企业12家。", [12]), ("到2025年，建成3个国家级“双创”基地。", [3]),
        ("到2025年，建设5G基站2万个。", [2e4]), ("到2025年，建成“无废园区”10个。", [10]),
    ],
)  # fmt: skip
def test_the_count_in_front_of_a_name_with_a_number_is_in(text, expected):
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("建设“1000+工业场景”。", [1000]), ("在化工等10个重点领域开展试点。", [10]), ("建设东山、西河、南湖3个特色园区。", [3]),
        ("到2025年，推出20个以上应用场景。", [20]), ("力争培育“独角兽”企业5家。", [5]),
    ],
)  # fmt: skip
def test_an_open_list_a_goal_with_named_members_and_a_noun_in_quotation_marks_are_in(text, expected):
    assert values(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "培育一批千亿级集群。",
        "壮大百亿级企业梯队。",
        "实现监测全覆盖。",
        "建设一批智能工厂。",
        "引进若干创新平台。",
        "形成万亿级产业。",
    ],
)
def test_words_of_no_exact_number_and_size_classes_without_a_count_are_out(text):
    assert values(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "2023年5月6日印发。",
        "会议于9月召开。",
        "自2023年7月1日起施行，有效期5年。",
        "截至5月底。",
        "2023—2025年分步推进。",
        "上午9时30分开始。",
    ],
)
def test_dates_alone_are_out(text):
    assert values(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "产值连续9年位居前列。", "提前一年完成任务。", "在6个月内完成审批。", "压减至10个工作日。", "服务热线24小时响应。", "连续三年保持增长。", "开展为期两年的试点。",
        "推行“7×24小时”服务。", "年龄不超过45岁的青年人才。", "提前两个月完成。", "用3个季度建成。", "经过5年建设。",
    ],
)  # fmt: skip
def test_streaks_durations_ages_and_delays_are_out(text):
    assert values(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "规模排名前15家的企业。",
        "综合实力居全国第3位。",
        "列全省第5名。",
        "进入全国前10名。",
        "位次前移3位。",
        "保持全省前三名。",
        "排名跃升5位。",
    ],
)
def test_ranks_are_out(text):
    assert values(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "推动17个重点传统制造业转型。",
        "在13个设区市推广。", "覆盖全市16个区。", "对26个工业大类开展摸排。", "全省11个市同步推进。", "其余9个县加快补短板。",
        "16个区分别制定方案。",
    ],
)  # fmt: skip
def test_the_size_of_a_group_that_only_bounds_a_statement_is_out(text):
    assert values(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("到2025年，培育产值超过100亿元的企业20家。", [20]), ("到2025年，年主营业务收入2000万元以上的企业达到500家。", [500]),
        ("引进投资10亿元以上项目30个。", [30]), ("到2025年，营收超50亿元企业突破40家。", [40]), ("支持年综合能耗1万吨标准煤以上的企业改造。", []),
        ("建设100亩以上园区6个。", [6]), ("推动亩均税收低于3万元的企业整改。", []), ("到2025年，研发投入占比超过5%的企业达到60家。", [60]),
        ("到2025年，培育20家产值百亿元以上企业。", [20]), ("实施总投资亿元以上项目200个。", [200]),
        ("建设1000亩以上的特色园区10个。", [10]),
    ],
)  # fmt: skip
def test_a_threshold_has_no_record_of_its_own(text, expected):
    assert values(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "贯彻《推进100家企业上市行动方案》。",
        "根据《关于建设20个特色园区的意见》要求。",
        "落实《制造业“百千万”工程实施方案（2021—2023年）》。",
    ],
)
def test_numbers_in_a_title_are_out(text):
    assert values(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "联系电话：021-12345678。", "邮编：200000", "浏览次数：1234次", "字号：大 中 小 阅读：560次", "\n— 12 —\n", "\n第3页 共20页\n", "沪府办〔2023〕15号",
        "ICP备12345678号", "附件1：任务分工表", "上一篇：建成20家智能工厂",
    ],
)  # fmt: skip
def test_page_furniture_and_the_numbers_of_phones_and_licences_are_out(text):
    assert values(text) == []


@pytest.mark.parametrize(
    "text",
    ["（一）总体目标", "1.加强保障", "（2）完善机制", "第三章 主要任务", "①夯实基础", "一是强化要素。", "3.2 重点方向"],
)
def test_the_numbers_of_sections_and_lists_are_out(text):
    assert values(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("到2025年，规模以上工业企业突破1万家，其中专精特新企业2000家。", [1e4, 2000]), ("每年组织攻关课题100个以上。", [100]), ("控制在500平方公里以内。", [500]),
        ("到2025年，机器人密度提高100台/万人。", [100]), ("到2025年，产业规模倍增。", [2]), ("到2025年，三分之二的企业完成改造。", [66.6667]),
        ("到2025年，过半企业上云。", [50]), ("到2025年，推动80%的规上企业上云。", [80]),
        ("推动超过80%的规上企业上云。", [80]), ("推动80%以上的规上企业上云。", [80]),
        ("对80%以上规上企业开展诊断。", [80]), ("到2025年，全员劳动生产率年均增长7%。", [7]), ("到2025年，产值突破千亿元。", [1e11]),
        ("到2025年，新增1家国家级创新中心。", [1]), ("到2025年，至少培育一家链主企业。", [1]), ("到2025年，建成1个国家实验室。", [1]),
    ],
)  # fmt: skip
def test_what_is_to_be_reached_or_done_is_in(text, expected):
    assert values(text) == pytest.approx(expected, rel=1e-4)


@pytest.mark.parametrize(
    "text",
    [
        "十分重要",
        "万一停产",
        "千方百计",
        "一体化",
        "三角洲",
        "一方面",
        "四川省",
        "百度",
        "一起",
        "五粮液",
        "统一",
        "二手车",
        "一带一路",
        "百年老店",
        "万物互联",
        "八仙镇",
        "三明市",
        "九江市",
    ],
)
def test_numerals_inside_words_are_out(text):
    assert values(f"到2025年，{text}发展。") == []


def test_a_number_inside_a_name_is_out_also_where_its_noun_could_be_counted():
    assert values("实施“百家企业上云”行动。") == []
