import pytest

from gongfu.plan.english.quantities import find


def only(text):
    (quantity,) = find(text)
    return quantity


def quote(text):
    return text[(quantity := only(text)).start : quantity.end]


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("plant 40 million trees", "trees", 4e7),
        ("an outlay of Rs. 75 crore", "INR", 7.5e8),
        ("a fund worth €2.5bn", "EUR", 2.5e9),
        ("about 300 million pounds", "GBP", 3e8),
        ("raise it to 18 per cent", "%", 18),
        ("up by 3 percentage points", "percentage points", 3),
        ("reuse a third of the water", "%", 33.3333),
        ("triple the yield", "倍", 3),
        ("build 900 MW of solar", "MW", 900),
        ("emit 80 grams / km", "grams/km", 80),
        ("1.2 million new jobs", "jobs", 1.2e6),
        ("forty-five mobile clinics", "clinics", 45),
        ("200 micro, small and medium firms", "firms", 200),
        ("3,000 person-days", "person-days", 3000),
    ],
)
def test_find_reads_value_and_unit(text, unit, value):
    assert (only(text).unit, only(text).value) == (unit, value)


@pytest.mark.parametrize(
    ("text", "span", "comparator"),
    [
        ("hire at least 60 teachers", "at least 60", ">="),
        ("hire no more than 60 teachers", "no more than 60", "<="),
        ("hire nearly 60 teachers", "nearly 60", "~"),
        ("hire 60 teachers", "60", "="),
        ("hire 60+ teachers", "60+", ">="),
        ("sales of US$ 5 million or more", "US$ 5 million or more", ">="),
        ("sales that exceed US$ 5 million", "US$ 5 million", ">="),
        ("a water cap of 9 litres", "9 litres", "="),
        ("the water cap 9 litres", "9 litres", "<="),
    ],
)
def test_find_keeps_the_comparator_that_touches(text, span, comparator):
    assert (quote(text), only(text).comparator) == (span, comparator)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("between 6 and 8 ports", 6, 8),
        ("grow by 4-5%", 4, 5),
        ("spend €3 to 4 million", 3e6, 4e6),
        ("loans valued from Rs 20 to 30 crore", 2e8, 3e8),
        ("a fleet of 400-600 electric buses", 400, 600),
    ],
)
def test_find_reads_a_range_as_one_quantity(text, low, high):
    assert (only(text).value, only(text).value_high) == (low, high)


@pytest.mark.parametrize("text", ["raise the share from 20 to 30 per cent", "raise the share from 20% to 30%"])
def test_find_reads_a_move_as_two_quantities_of_one_unit(text):
    assert [(quantity.value, quantity.unit) for quantity in find(text)] == [(20, "%"), (30, "%")]


def test_find_splits_pairs_of_a_list_introduced_by_a_span_of_years():
    text = "Changes from 2015 to 2020:\nForest cover: 30% to 35%"
    assert [quantity.value for quantity in find(text)] == [30, 35]


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Singapore will add $5 million", "SGD"),
        ("Canada will add $5 million", "CAD"),
        ("We will add $5 million", "USD"),
    ],
)
def test_find_takes_a_bare_dollar_for_that_of_the_country(text, unit):
    assert only(text).unit == unit


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("train 50 nurses by 2027 and 1,200 by 2030", "nurses"),
        ("the number of exporting firms will rise to 700", "exporting firms"),
        ("Women trainees: 650", "Women trainees"),
        ("ten (10) cold stores", "cold stores"),
    ],
)
def test_find_takes_the_noun_from_where_it_stands(text, noun):
    assert list(find(text))[-1].noun == noun


def test_find_takes_crores_without_a_noun_for_rupees():
    assert [quantity.unit for quantity in find("₹5 crore for roads and an investment of 300 crore.")] == ["INR", "INR"]
