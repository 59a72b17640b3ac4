import pytest

from gongfu.plan.extract import extract


def indicators(text):
    return [record.indicator for record in extract(text)]


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("The state will build 12 deep-sea ports.", "deep-sea ports"),
        ("The state will set up 12 centres of research.", "centres of research"),
        ("The plan will create 900 jobs.", "jobs created"),
        ("Tourism employs 900 people.", "people employed in Tourism"),
        ("The share of rail freight will rise to 30%.", "share of rail freight"),
        ("30% of rural clinics will be solar powered.", "share of rural clinics solar powered"),
        ("Wind should account for 30% of power use.", "Wind share of power use"),
        ("Grain losses will be cut by 30%.", "Grain losses reduction"),
        ("We plan a 30% improvement of fuel economy.", "improvement of fuel economy"),
        ("Steel exports will reach €3 million.", "Steel exports"),
        ("We will set up a €3 million Harbour Fund.", "Harbour Fund"),
        ("We will invest €3 million in harbour dredging.", "harbour dredging"),
        ("We will add 30 MW of tidal power.", "tidal power"),
        ("€3 million will be allocated to coastal towns.", "allocated to coastal towns"),
        ("We will double fish exports by 2031.", "fish exports"),
        ("Roads: total length doubled", "length Roads"),
    ],
)
def test_indicator_is_the_noun_phrase_beside_the_quantity(text, indicator):
    assert indicators(text) == [indicator]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Raise the literacy rate from 70% in 2020 to 90% in 2031.", ["literacy rate"] * 2),
        ("The share of oil will be 7%, gas 4% and coal 2%.", ["share of oil", "share of gas", "share of coal"]),
        ("Set aside 12 new parks covering 300 hectares.", ["new parks", "area of new parks"]),
        ("Add 40 MW for pumps by 2027 and 60 MW for mills by 2031.", ["pumps", "mills"]),
    ],
)
def test_an_elliptical_quantity_takes_its_name_from_the_one_before(text, found):
    assert indicators(text) == found
