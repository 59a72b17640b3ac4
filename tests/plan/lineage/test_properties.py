"""What holds whatever the plans say."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from gongfu.plan.lineage import lineage
from tests.plan.lineage.small import pairs, plan, said

NAMES = [
    grade + title + end
    for grade in ("", "国家级", "市级")
    for title, end in (
        ("绿色工厂", "数"),
        ("独角兽企业", "数"),
        ("上云企业", "数"),
        ("上云中小企业", "数"),
        ("标杆智能工厂", "数"),
        ("工业增加值", ""),
    )
]
RECORDS = st.builds(
    said,
    st.sampled_from(NAMES),
    st.integers(1, 5),
    kind=st.sampled_from(["target", "target", "outcome", "baseline"]),
    mode=st.sampled_from(["level", "increment", "flow"]),
    deadline=st.integers(2018, 2030),
    size_class=st.sampled_from([None, None, 1e10]),
)
YEARS = [2018, 2020, 2021, 2023]
PLANS = st.lists(st.lists(RECORDS, max_size=6), min_size=len(YEARS), max_size=len(YEARS)).map(
    lambda texts: [plan(year, *records) for year, records in zip(YEARS, texts, strict=True)]
)


@given(PLANS, st.randoms())
def test_the_order_of_plans_and_records_does_not_matter(plans, draw):
    shuffled = [replace(one, records=draw.sample(one.records, len(one.records))) for one in plans]
    draw.shuffle(shuffled)
    assert lineage(shuffled) == lineage(plans)


@given(PLANS)
def test_a_plan_added_at_the_end_leaves_earlier_links_unchanged(plans):
    before, after = lineage(plans[:-1]), lineage(plans)
    assert after.links[: len(before.links)] == before.links
    assert [line.id for line in after.lines][: len(before.lines)] == [line.id for line in before.lines]


@given(PLANS)
def test_a_record_stands_on_one_line_and_no_link_stays_in_a_plan(plans):
    found = lineage(plans)
    records = [name for line in found.lines for name in line.records]
    assert sorted(records) == sorted(record["id"] for one in plans for record in one.records)
    assert all(link.earlier[:4] < link.later[:4] for link in found.links)
    assert len(set(pairs(found))) == len({(link.earlier, link.later) for link in found.links}) == len(found.links)
