from gongfu.plan.extract import extract

TABLE = """Harbour Plan 2025-2031
Indicator | Unit | Baseline (2024) | Target 2031
Cargo handled | million tonnes | 40 | 55
Share of rail | % | 12 | at least 20
Revenue (US$ million) | | 300 | 450
"""


def test_a_table_gives_baselines_and_targets_with_the_unit_of_the_row():
    records = extract(TABLE)
    assert [(r.kind, r.value, r.unit, r.deadline) for r in records] == [
        ("baseline", 4e7, "tonnes", 2024),
        ("target", 5.5e7, "tonnes", 2031),
        ("baseline", 12, "%", 2024),
        ("target", 20, "%", 2031),
        ("baseline", 3e8, "USD", 2024),
        ("target", 4.5e8, "USD", 2031),
    ]
    assert [r.indicator for r in records][::2] == ["Cargo handled", "Share of rail", "Revenue"]
    assert records[3].comparator == ">="


def test_a_table_of_past_years_only_gives_outcomes():
    text = "Issued on 3 May 2024.\nItem | 2021 | 2022\nNew berths | 4 | 6\n"
    assert [(r.kind, r.deadline) for r in extract(text)] == [("outcome", 2021), ("outcome", 2022)]
