"""Rows of a split that wait in quarantine, worked by hand."""

import polars as pl

from gongfu.loops.supervision.splitting import waiting_parts

IMPORTS = pl.DataFrame({"import_id": ["i1", "i2", "i3"], "source_id": ["f1", "f2", "f3"]})
WAITING = {"import_id": pl.String, "locator": pl.String, "mended_by": pl.String, "table_name": pl.String}
PARTS = {"commitment_id": pl.String, "dimension": pl.String, "source_id": pl.String}


def waiting(quarantine, parts):
    rows = pl.DataFrame([(*row, "target_split") for row in quarantine], schema=WAITING, orient="row")
    found = waiting_parts(rows, IMPORTS, pl.DataFrame(parts, schema=PARTS, orient="row"))
    assert found["value"].null_count() == found.height
    return found.select("commitment_id", "dimension", "part").rows()


def test_a_row_that_waits_counts_in_every_dimension_that_came_from_its_file():
    assert sorted(waiting([("i1", "line:3", None)], [("c", "district", "f1"), ("c", "year", "f1"), ("c", "unit", "f2")])) == [
        ("c", "district", "line:3"), ("c", "year", "line:3"),
    ]  # fmt: skip


def test_a_row_with_two_faults_counts_once_and_a_mended_one_not_at_all():
    rows = [("i1", "line:3", None), ("i1", "line:3", None), ("i1", "line:4", "i2")]
    assert waiting(rows, [("c", "district", "f1")]) == [("c", "district", "line:3")]


def test_what_was_mended_alone_still_waits_for_the_rest_of_its_file():
    rows = [("i1", "line:3", None), ("i1", "line:4", "i2")]
    assert waiting(rows, [("c", "district", "f2")]) == [("c", "district", "line:3")]
