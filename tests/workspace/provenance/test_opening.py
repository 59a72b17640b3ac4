from functools import partial

import polars as pl
import pytest

from gongfu.errors import ConflictError
from gongfu.workspace import Workspace
from gongfu.workspace.provenance import (
    Figure,
    Formula,
    Input,
    Line,
    evidence,
    open_figure,
    recorded,
)
from gongfu.workspace.schema import Column, Table, tables


def made_up(name, key, *columns, **units):
    declared = [Column(column, "text", zh=column, en=column, meaning="made up", required=True) for column in key]
    declared += [Column(column, "text", zh=column, en=column, meaning="made up") for column in columns]
    declared += [
        Column(column, "number", zh=column, en=column, meaning="made up", unit=unit) for column, unit in units.items()
    ]
    return Table(name, zh=name, en=name, meaning="made up", key=key, columns=tuple(declared))


PLACES = ("source_id", "locator", "origin")
TABLES = dict(tables()) | {
    "firm": made_up("firm", ("firm_id",), "area", *PLACES, revenue="yuan", people="person", productivity="yuan/person"),
    "area": made_up("area", ("area",), *PLACES, revenue="yuan", share="percent"),
}
PRODUCTIVITY = Formula(
    "revenue / people",
    [
        Input("revenue", "firm", "revenue", same={"firm_id": "firm_id"}),
        Input("people", "firm", "people", same={"firm_id": "firm_id"}),
    ],
)
AREA_REVENUE = Formula("sum(revenue)", [Input("revenue", "firm", "revenue", same={"area": "area"})], made_by="test")


@pytest.fixture
def workspace(tmp_path):
    with Workspace.create(tmp_path / "workspace", tables=TABLES) as made:
        derivations, inputs = recorded([PRODUCTIVITY, AREA_REVENUE, PRODUCTIVITY])
        firms = pl.DataFrame(
            {
                "firm_id": ["a", "b", "c"],
                "area": ["north", "north", "south"],
                "revenue": [10.0, 20.0, None],
                "people": [2.0, 4.0, 1.0],
                "productivity": [5.0, 5.0, None],
                "source_id": "file",
                "locator": ["line:2", "line:3", "line:4"],
            }
        )
        areas = pl.DataFrame(
            {"area": ["north"], "revenue": [30.0], "origin": ["derived"], "locator": [AREA_REVENUE.locator]}
        )

        def change(tx):
            tx.append(
                "source",
                pl.DataFrame({"source_id": ["file", "survey"], "kind": "file", "title": ["firms.csv", "survey"]}),
            )
            tx.append("firm", firms)
            tx.append("area", areas)
            tx.merge("derivation", derivations)
            tx.merge("derivation_input", inputs)
            tx.append("evidence", evidence(("firm", "productivity"), origin="derived", locator=PRODUCTIVITY.locator))

        made.commit(change, message="", author="")
        yield made


def opened(workspace, table, key, column, **options):
    return open_figure(
        partial(workspace.read, version=workspace.version()), TABLES, Figure(table, key, column), **options
    )


def write(workspace, table, frame):
    workspace.commit(lambda tx: tx.merge(table, frame), message="", author="")


def test_an_observed_figure_is_its_own_leaf(workspace):
    trace = opened(workspace, "firm", ("a",), "revenue")
    (leaf,) = trace.leaves
    assert (leaf.value, leaf.unit, leaf.origin, leaf.source["title"], leaf.locator) == (
        10.0,
        "yuan",
        "observed",
        "firms.csv",
        Line(2),
    )
    assert trace.problems == []


def test_a_derived_column_opens_into_the_row_of_each_figure(workspace):
    trace = opened(workspace, "firm", ("b",), "productivity")
    assert trace.nodes[trace.root].formula == "revenue / people"
    assert [(leaf.figure.column, leaf.value, leaf.locator) for leaf in trace.leaves] == [
        ("people", 4.0, Line(3)),
        ("revenue", 20.0, Line(3)),
    ]
    assert trace.problems == []


def test_a_total_opens_into_every_row_that_went_into_it(workspace):
    trace = opened(workspace, "area", ("north",), "revenue")
    assert [leaf.figure.key for leaf in trace.leaves] == [("a",), ("b",)]
    assert trace.problems == []


def test_inputs_that_are_derived_open_in_turn_and_shared_ones_once(workspace):
    doubled = Formula(
        "2 * x + y", [Input("x", "area", "revenue", {"area": "north"}), Input("y", "firm", "revenue", {"firm_id": "a"})]
    )
    for table, frame in zip(("derivation", "derivation_input"), recorded([doubled]), strict=True):
        write(workspace, table, frame)
    write(
        workspace, "evidence", evidence(Figure("area", ("north",), "share"), origin="derived", locator=doubled.locator)
    )
    trace = opened(workspace, "area", ("north",), "share")
    assert len(trace.nodes) == 4
    assert [leaf.figure.key for leaf in trace.leaves] == [("a",), ("b",)]


def test_evidence_of_a_cell_goes_before_its_column_and_its_row(workspace):
    write(
        workspace,
        "evidence",
        evidence(Figure("firm", ("a",), "productivity"), origin="reviewed", source_id="survey", locator="entry:7"),
    )
    cell = opened(workspace, "firm", ("a",), "productivity").leaves[0]
    assert (cell.origin, cell.source["title"], str(cell.locator)) == ("reviewed", "survey", "entry:7")
    assert (
        opened(workspace, "firm", ("b",), "productivity").nodes[Figure("firm", ("b",), "productivity")].origin
        == "derived"
    )


def test_an_unknown_value_opens_too(workspace):
    trace = opened(workspace, "firm", ("c",), "revenue")
    assert (trace.leaves[0].value, trace.problems) == (None, [])


def test_a_circle_is_reported_and_ends(workspace):
    there = Formula("x", [Input("x", "firm", "people", {"firm_id": "b"})])
    back = Formula("x", [Input("x", "firm", "people", {"firm_id": "a"})])
    for table, frame in zip(("derivation", "derivation_input"), recorded([there, back]), strict=True):
        write(workspace, table, frame)
    for firm, formula in (("a", there), ("b", back)):
        write(
            workspace,
            "evidence",
            evidence(Figure("firm", (firm,), "people"), origin="derived", locator=formula.locator),
        )
    trace = opened(workspace, "firm", ("a",), "people")
    assert trace.problems == ['circle: firm["a"].people ← firm["b"].people ← firm["a"].people']
    assert trace.leaves == []


@pytest.mark.parametrize(
    ("table", "key", "column", "problem"),
    [
        ("firm", ("x",), "revenue", "there is no such row"),
        ("firm", ("a", "b"), "revenue", "the key is made of firm_id"),
        ("firm", ("a",), "colour", "there is no such column"),
        ("planet", ("a",), "revenue", "there is no such table"),
    ],
)
def test_a_figure_that_is_not_there_is_reported(workspace, table, key, column, problem):
    assert opened(workspace, table, key, column).problems == [f"{Figure(table, key, column)}: {problem}"]


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ({"source_id": None, "locator": None}, "no source"),
        ({"source_id": "lost", "locator": "line:1"}, "the source lost is not recorded"),
        ({"source_id": "file", "locator": "over there"}, "'over there' names no place in a source"),
        ({"source_id": "file", "locator": None, "origin": "derived"}, "derived, but by no formula"),
        ({"source_id": None, "locator": "formula:lost"}, "the formula lost is not recorded"),
    ],
)
def test_what_keeps_a_figure_from_opening_is_reported(workspace, row, problem):
    frame = pl.DataFrame({"firm_id": ["a"], **{name: [value] for name, value in row.items()}})
    write(workspace, "firm", frame.cast(pl.String))
    assert opened(workspace, "firm", ("a",), "revenue").problems == [f'firm["a"].revenue: {problem}']


def test_a_missing_input_is_reported_with_its_name(workspace):
    lost = Formula(
        "x + y", [Input("x", "firm", "people", {"firm_id": "lost"}), Input("y", "firm", "people", {"area": "west"})]
    )
    for table, frame in zip(("derivation", "derivation_input"), recorded([lost]), strict=True):
        write(workspace, table, frame)
    write(workspace, "evidence", evidence(Figure("firm", ("a",), "people"), origin="derived", locator=lost.locator))
    assert opened(workspace, "firm", ("a",), "people").problems == [
        'firm["a"].people: no row for the inputs y',
        'firm["lost"].people: there is no such row',
    ]


def test_a_figure_that_rests_on_too_many_is_refused(workspace):
    with pytest.raises(ConflictError, match="rests on more than 2 figures"):
        opened(workspace, "area", ("north",), "revenue", at_most=2)


def test_a_figure_is_opened_as_it_was_at_its_version(workspace):
    version = workspace.version()
    write(workspace, "firm", pl.DataFrame({"firm_id": ["a"], "revenue": [99.0], "locator": ["line:9"]}))
    then = open_figure(partial(workspace.read, version=version), TABLES, Figure("firm", ("a",), "revenue"))
    assert (then.leaves[0].value, then.leaves[0].locator) == (10.0, Line(2))


def test_the_same_formula_is_recorded_once():
    derivations, inputs = recorded([PRODUCTIVITY, PRODUCTIVITY, AREA_REVENUE])
    assert (derivations.height, inputs.height) == (2, 3)
