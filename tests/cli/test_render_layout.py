"""How a table stands on a screen where it says so itself."""

import polars as pl

from gongfu.cli.render import table_notes, table_text
from gongfu.operations.results import Layout, Table
from gongfu.text import Text

FRAME = pl.DataFrame(
    {
        "action": ["强链", "强链", "绿色"],
        "indicator": ["a", "b", "c"],
        "value": [1, 2, 3],
        "secret": [None, "x", None],
        "sentence": ["很长的句子" * 10, "短", "c"],
    }
)


def text(layout, columns=40):
    table = Table(FRAME, labels={"value": Text("数值", "value")}, layout=layout)
    return table_text(table, "zh", offset=0, limit=None, columns=columns).splitlines()


def test_a_group_is_written_once_above_its_rows():
    lines = text(Layout(columns=("indicator", "value"), group="action"))
    assert [line for line in lines if line in {"强链", "绿色"}] == ["强链", "绿色"]
    assert lines[lines.index("强链") + 1].split() == ["a", "1"]
    assert "secret" not in lines[0]


def test_what_stands_below_is_wrapped_to_the_screen():
    from gongfu.cli.width import width

    lines = text(Layout(columns=("indicator", "value"), below="sentence"), columns=40)
    sentence = [line.strip() for line in lines if "很长" in line or "句子" in line]
    assert "".join(sentence) == "很长的句子" * 10
    assert max(map(width, lines)) <= 40


def test_without_a_layout_every_column_stands_in_its_place():
    assert text(Layout(), columns=None)[0].split() == ["action", "indicator", "数值", "secret", "sentence"]


def test_unknown_cells_are_counted_in_the_columns_that_are_shown():
    shown = Table(FRAME, layout=Layout(columns=("indicator",)))
    assert "unknown" not in table_notes(shown, "en", offset=0, limit=None)
    assert "– is unknown (2)" in table_notes(Table(FRAME), "en", offset=0, limit=None)
