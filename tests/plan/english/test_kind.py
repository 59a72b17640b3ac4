import pytest

from gongfu.plan.extract import extract


def kinds(text):
    return [record.kind for record in extract(text)]


@pytest.mark.parametrize(
    "text",
    [
        "The ministry will open 30 clinics.",
        "Coal use should fall by 9% by 2031.",
        "- Reduce water losses by 12%",
        "It is expected to draw in €4 million.",
        "The government announced a package of €4 million.",
        "Of the clinics, 30% will be rural.",
        "The share was set at 25% of sales.",
        "Goals for 2031:\nInstalled wind capacity 12 GW",
    ],
)
def test_what_is_wanted_is_a_target(text):
    assert kinds(text) == ["target"]


@pytest.mark.parametrize(
    "text",
    [
        "The region has opened 30 clinics.",
        "The region currently hosts 30 clinics.",
        "Coal use fell by 9% in 2019.",
        "€4 million has been allocated to the clinics.",
        "Only 40% of the villages have access to power.",
        "Exports stood at €4 million.",
        "Harbour Plan\nAchievements\n30 clinics",
    ],
)
def test_what_was_or_is_is_an_outcome(text):
    assert kinds(text) == ["outcome"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("raise the rate from 20% to 30%", ["baseline", "target"]),
        ("raise the rate to 30% by 2031 from 20%", ["target", "baseline"]),
        ("reach 40 GW by 2031, up from 25 GW in 2020", ["target", "baseline"]),
        ("employ 900 nurses by 2031, compared with 700 in 2020", ["target", "baseline"]),
        ("raise the share of rail (which was 5% in 2010) to 15%", ["baseline", "target"]),
        ("increase stocks by 10% of the 2008 value by 2031 (50 tonnes in 2008)", ["target", "baseline"]),
    ],
)
def test_where_a_move_starts_is_a_baseline(text, found):
    assert kinds(text) == found


def test_a_participle_before_a_noun_does_not_make_an_outcome():
    assert kinds("This means scaling up installed wind capacity to 90 GW.") == ["target"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The ministry launched a €9 million scheme.", "target"),
        ("The programme has a budget of €9 million.", "target"),
        ("The programme was given €9 million.", "outcome"),
        ("Of the budget, €9 million has been spent.", "outcome"),
    ],
)
def test_the_sum_of_a_scheme_is_a_target_until_it_is_spent(text, kind):
    assert kinds(text) == [kind]
