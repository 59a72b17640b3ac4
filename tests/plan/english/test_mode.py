import pytest

from gongfu.plan.extract import extract


def modes(text):
    return [record.mode for record in extract(text)]


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("The state will build 12 ports.", "level"),
        ("The state will build 12 new ports.", "increment"),
        ("The state will attract 12 firms.", "increment"),
        ("The state will add 500 MW of wind.", "increment"),
        ("An additional sum of €3 million will follow.", "increment"),
        ("Losses will be cut by 3 million tonnes.", "increment"),
        ("The state will train 500 nurses every year.", "flow"),
        ("The state wants annual sales of €3 million.", "flow"),
        ("Yields will grow by 4%.", "growth"),
        ("Yields will rise 4% a year.", "growth"),
        ("A 4% reduction of losses is planned.", "growth"),
        ("The growth rate will be raised to 4%.", "growth"),
        ("Losses will be reduced to 4%.", "share"),
        ("The share of rail will be 4%.", "share"),
        ("The rate will rise by 4 percentage points.", "increment"),
        ("Output will double.", "multiple"),
    ],
)
def test_mode_follows_verb_and_noun(text, mode):
    assert modes(text) == [mode]


def test_an_amount_joined_by_and_shares_the_mode_of_the_one_before():
    assert modes("An extra grant of €3 million to Alba and €2 million to Brera is planned.") == ["increment"] * 2
