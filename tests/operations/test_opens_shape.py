"""What opens a figure, as tables say it."""

from datetime import date

import polars as pl
import pytest

from gongfu.operations.opens import Of, Opens, opened_by, source_of
from gongfu.operations.results import Record, Table

ROW = {"amount": 5, "commitment_id": "c1", "task_id": None, "due": date(2026, 1, 2), "ids": ["a", "b"], "step": 2}


def test_parameters_are_taken_from_the_row_of_the_figure():
    how = opened_by({"amount": source_of("report", "value", "commitment_id", "step")}, "amount", ROW)
    assert how == {"operation": "source open", "given": {"table": "report", "column": "value", "key": ["c1", 2]}}


def test_of_several_ways_the_first_whose_parameters_are_known_counts():
    ways = {"amount": (source_of("task", "deadline", "task_id"), source_of("commitment", "value", "commitment_id"))}
    assert opened_by(ways, "amount", ROW)["given"]["table"] == "commitment"


@pytest.mark.parametrize("row", [{**ROW, "amount": None}, {**ROW, "commitment_id": None}])
def test_what_is_unknown_opens_nothing(row):
    assert opened_by({"amount": source_of("commitment", "value", "commitment_id")}, "amount", row) is None


def test_a_list_is_several_values_and_a_day_a_text():
    how = Opens("attain board", {"only": Of("ids"), "day": Of("due")}, counts="rows")
    assert opened_by({"amount": how}, "amount", ROW) == {
        "operation": "attain board", "given": {"only": ["a", "b"], "day": "2026-01-02"}, "counts": "rows",
    }  # fmt: skip


def test_a_column_that_is_not_there_is_a_fault_of_the_table_and_not_passed_over():
    with pytest.raises(KeyError):
        opened_by({"amount": source_of("commitment", "value", "key")}, "amount", ROW)


def test_hidden_columns_are_in_no_file_and_hidden_values_in_no_record():
    table = Table(pl.DataFrame({"amount": [1], "key": ["k"]}), hidden=("key",))
    assert list(table.rows()) == [{"amount": 1}]
    record = Record({"amount": 1}, opens={"amount": source_of("commitment", "value", "key")}, hidden={"key": "k"})
    assert record.to_json() == {"amount": 1}
    assert record.opened()["amount"]["given"]["key"] == "k"
