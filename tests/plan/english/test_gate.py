import pytest

from gongfu.plan.english.quantities import find


@pytest.mark.parametrize(
    "text",
    [
        "by 30 June 2027",
        "dated June 4, 2021",
        "in FY 2024-25",
        "as Section 12 provides",
        "under Article 9 rules",
        "Law No. 44 on mines",
        "page 17 tables",
        "call 0800 555 010",
        "valid for 10 years",
        "people aged 60",
        "ranked 7th of the ports",
        "the 4th industrial revolution",
        "the three ministries",
        "all 28 districts",
        "five pillars",
        "ISO 14001 audits",
        "the Mission-200 firms",
        "Industry 4.0 parks",
        "the 24x7 desks",
        "half a century",
        "net zero emissions",
        "3.2 Ports and Roads",
        "one district",
        "2030 targets",
    ],
)
def test_find_leaves_out_what_counts_nothing(text):
    assert list(find(text)) == []
