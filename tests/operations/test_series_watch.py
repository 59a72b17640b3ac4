"""Series watched on the command line: from files to alarms, overdue figures and the pace against targets."""

import json

import pytest

from tests.operations.prepared import prepare

PLAN = """临江市先进制造业三年行动计划（2024—2026年）
一、主要目标
到2026年，高新技术企业达到500家，工业投资达到2400亿元，研发人员达到9万人。
"""
RESTLESS = [0.9, -0.6, 0.2, -1.0, 0.5, 1.1, -0.4, -0.9, 0.7, -0.2, -1.1, 0.8, 0.3]


def months(first, last):
    """Month and number since January 2020, over whole years."""
    return [
        (f"{year}-{month:02d}", (year - 2020) * 12 + month - 1)
        for year in range(first, last + 1)
        for month in range(1, 13)
    ]


def rows():
    """Firms: 300 and three more every month. Investment: 150 (亿元) and half a one more. Electricity: falls by 40 in 2025-09."""
    for name, n in months(2020, 2025):
        out = f"{int(name[:4]) + (name[5:] == '12')}-{int(name[5:]) % 12 + 1:02d}-15"
        yield "高新技术企业数", name, 300 + 3 * n, "家", out
        yield "工业投资", name, 150 + 0.5 * n + RESTLESS[n % 13] / 10, "亿元", out
        yield "工业用电量", name, 200 + RESTLESS[n % 13] - (40 if n >= 68 else 0), "万千瓦时", out
    for name, n in months(2024, 2025):
        yield "研发人员数", name, 80_000 + n, "人", ""


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A workspace, made once."""
    folder = tmp_path_factory.mktemp("watch")
    (folder / "临江.txt").write_text(PLAN, "utf-8")
    lines = ["指标,时期,数值,单位,发布日期,来源"] + [",".join(map(str, row)) + ",月报" for row in rows()]
    (folder / "months.csv").write_text("\n".join(lines) + "\n", "utf-8")
    return prepare(
        folder,
        ("workspace", "init"),
        ("plan", "import", folder / "临江.txt", "--published-on", "2024-01-15", "--region", "310000"),
        ("series", "import", folder / "months.csv", "--region", "310000"),
    )


@pytest.fixture
def watch(made, gongfu, monkeypatch):
    monkeypatch.setenv("GONGFU_WORKSPACE", str(made))

    def call(*arguments, code=0):
        said = gongfu("series", *arguments)
        assert said.code == code, said.err
        return said

    return call


def test_all_series_are_watched_and_those_that_need_somebody_come_first(watch):
    found = watch("watch", "--as-of", "2026-01-20", "--lang", "zh").rows
    assert [(row["indicator"], row["state"], row["since"], row["behind"]) for row in found] == [
        ("工业用电量", "alarm", "2025-09", []),
        ("工业投资", "normal", None, ["临江-002"]),
        ("高新技术企业数", "no_spread", None, []),
    ]  # the figures of R&D staff have no day of publication: a past day does not know them
    (alarm,) = watch("watch", "--state", "alarm", "--as-of", "2026-01-20").rows
    assert len(alarm["alarm_figures"]) == 4
    assert alarm["step"] == pytest.approx(-400_000, rel=0.01)
    assert "since 2025-09 the level is" in alarm["reason"]
    assert [row["indicator"] for row in watch("watch", "--indicator", "投资", "--lang", "zh").rows] == ["工业投资"]


def test_an_alarm_opens_the_figures_that_it_speaks_of(watch, gongfu):
    (alarm,) = watch("watch", "--state", "alarm", "--as-of", "2026-01-20").rows
    for key in alarm["alarm_figures"]:
        (node,) = gongfu("source", "open", "observation", "value", key).rows
        assert (node["source"], node["value"], node["problem"]) == ("月报", node["value"], None)
        assert float(node["value"]) < 1_700_000  # 千瓦时
    assert f"source open observation value {alarm['alarm_figures'][0]}" in alarm["next"]


def test_what_was_published_later_raises_no_alarm_on_an_earlier_day(watch):
    # On 20 November only September and October were out: two figures are no level.
    before = {row["indicator"]: row for row in watch("watch", "--as-of", "2025-11-20", "--lang", "zh").rows}
    assert before["工业用电量"]["state"] == "outside"
    assert before["工业用电量"]["period"] == "2025-10"


def test_overdue_figures_are_listed_with_the_day_and_the_rule(watch):
    found = watch("watch", "--state", "overdue", "--as-of", "2026-04-20", "--lang", "en").rows
    assert {row["series_id"]: row["overdue_periods"] for row in found} == {
        row["series_id"]: ["2026-01", "2026-02"] for row in found
    }
    assert len(found) == 3
    assert "usually 15 days after" in found[0]["overdue"]
    assert watch("watch", "--state", "overdue", "--as-of", "2026-01-20").rows == []


def test_the_pace_is_held_against_the_targets_that_a_series_measures(watch):
    told = json.loads(watch("outlook", "工业投资", "--as-of", "2026-01-20").out)
    (pace,) = told["pace"]["rows"]
    # The level of December 2025 is 150 + 71/2 = 185.5 a month, 2,226 a year; it grows by 12 x 6 = 72. The months of 2026
    # come to 12 x 150 + (72 + … + 83)/2 = 2,265, their middle lies 6.5 months ahead; missing are 2,400 - 2,226 = 174.
    assert (pace["id"], pace["goal"], pace["on_pace"]) == ("临江-002", 2.4e11, False)
    assert pace["level"] / 1e8 == pytest.approx(2226, rel=0.001)
    assert pace["per_year"] / 1e8 == pytest.approx(72, rel=0.02)
    assert pace["years_left"] == pytest.approx(6.5 / 12)
    assert pace["leads_to"] / 1e8 == pytest.approx(2265, rel=0.001)
    assert pace["needed_per_year"] / 1e8 == pytest.approx(174 / (6.5 / 12), rel=0.02)
    names = {name: pace[name] for name in ("level", "per_year", "years_left", "goal")}
    for part in pace["formula"].split("; "):
        name, formula = part.split(" = ")
        assert eval(formula, {}, names) == pytest.approx(pace[name])


def test_a_stock_is_held_against_the_end_of_the_year(watch):
    # 300 + 3 x 71 = 513 firms in December 2025, 36 more a year: the 500 are there.
    (pace,) = json.loads(watch("outlook", "高新技术企业数", "--as-of", "2026-01-20").out)["pace"]["rows"]
    assert (pace["level"], pace["per_year"], pace["leads_to"], pace["on_pace"]) == pytest.approx((513, 36, 549, True))


def test_a_short_series_has_no_range_and_its_outlook_says_how_much_is_missing(watch):
    told = json.loads(watch("outlook", "研发人员数", "--lang", "zh").out)
    assert (told["standing"]["state"], told["standing"]["low"]) == ("too_short", None)
    assert "已知 24 期，需约 48 期" in told["standing"]["reason"]
    assert told["season"]["rows"] == []


def test_the_outlook_lists_periods_with_the_figure_that_each_opens(watch):
    told = json.loads(watch("outlook", "工业用电量", "--as-of", "2026-01-20", "--years", "1").out)
    periods = told["periods"]["rows"]
    assert [row["period"] for row in periods[:2]] == ["2026-01", "2025-12"]
    assert len(periods) == 13
    assert all(row["observation_id"] for row in periods[1:])
    assert [row["season"] is not None for row in told["season"]["rows"]] == [True] * 12
    watch("outlook", "没有的指标", code=3)
