"""Open a figure down to its leaves: places in sources, each with what was found on the way."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import polars as pl

from gongfu.errors import ConflictError, InputError
from gongfu.workspace.provenance.figures import Figure, Key, row_key
from gongfu.workspace.provenance.formulas import WHOLE_COLUMN
from gongfu.workspace.provenance.locators import Derivation, Entry, Locator, parse_locator
from gongfu.workspace.schema import Table

MOST_FIGURES = 100_000


class Reader(Protocol):
    """Reads rows of a table by value: ``Workspace.read`` with a version, or ``Transaction.read``."""

    def __call__(self, table: str, /, *, where: Mapping[str, object]) -> pl.DataFrame: ...


@dataclass(frozen=True, slots=True)
class Node:
    """One figure that was opened.

    A leaf has a ``source`` (row of the table ``source``, or who signed it) and a ``locator``; a derived figure has a ``formula``
    and its ``inputs`` by name. ``problem`` says why a figure could not be opened.
    """

    figure: Figure
    value: Any = None
    unit: str | None = None
    origin: str | None = None
    source: Mapping[str, Any] | None = None
    locator: Locator | None = None
    formula: str | None = None
    inputs: Mapping[str, tuple[Figure, ...]] = field(default_factory=dict)
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Trace:
    """All figures that a figure rests on, each once, nearest first."""

    root: Figure
    nodes: Mapping[Figure, Node]

    @property
    def leaves(self) -> list[Node]:
        """Figures that no formula made."""
        return [node for node in self.nodes.values() if not node.inputs and node.formula is None]

    @property
    def problems(self) -> list[str]:
        """Everything that keeps the figure from being opened to its last leaf; empty when it is."""
        found = [f"{node.figure}: {node.problem}" for node in self.nodes.values() if node.problem]
        return found + [f"circle: {' ← '.join(map(str, circle))}" for circle in _circles(self.nodes)]


def open_figure(read: Reader, tables: Mapping[str, Table], figure: Figure, *, at_most: int = MOST_FIGURES) -> Trace:
    """Follow a figure through its formulas down to the sources.

    The nearest statement counts: evidence of the cell, then evidence of its column, then who signed its row, then the
    ``source_id``, ``locator`` and ``origin`` of its row.

    Parameters
    ----------
    read
        How rows are read, at the version that the figure was shown by.
    tables
        The declared tables.
    figure
        What to open.
    at_most
        Number of figures to open.

    Returns
    -------
    The trace. Whatever is missing or runs in a circle is among its problems.

    Raises
    ------
    ConflictError
        The figure rests on more than ``at_most`` figures.
    """
    nodes: dict[Figure, Node] = {}
    level = [figure]
    while level:
        if len(nodes) + len(level) > at_most:
            raise ConflictError(f"{figure} rests on more than {at_most} figures", mend="open one of its inputs")
        opened = _open_level(read, tables, level)
        nodes |= opened
        following = (given for node in opened.values() for given in _flat(node.inputs))
        level = [given for given in dict.fromkeys(following) if given not in nodes]
    return Trace(figure, nodes)


def _flat(inputs: Mapping[str, tuple[Figure, ...]]) -> Iterable[Figure]:
    return (figure for figures in inputs.values() for figure in figures)


def _open_level(read: Reader, tables: Mapping[str, Table], figures: Sequence[Figure]) -> dict[Figure, Node]:
    """Open figures together: a few reads for all of them."""
    rows = _rows_of(read, tables, figures)
    stated = _statements(read, tables, figures, rows)
    signed = {figure: said["signed"] for figure, said in stated.items() if "signed" in said}
    sources = _by(read, "source", "source_id", {s["source_id"] for s in stated.values()})
    places = {figure: _place(statement["locator"]) for figure, statement in stated.items()}
    formulas = {place.id for place in places.values() if isinstance(place, Derivation)}
    derivations = _by(read, "derivation", "derivation_id", formulas)
    inputs: dict[str, list[dict[str, Any]]] = {}
    if formulas:
        for given in read("derivation_input", where={"derivation_id": sorted(formulas)}).iter_rows(named=True):
            inputs.setdefault(given["derivation_id"], []).append(given)
    picked = _Picked(read, tables)
    opened = {}
    for figure in figures:
        row, statement = rows.get(figure), stated.get(figure)
        if row is None or statement is None:
            opened[figure] = Node(figure, problem=_absent(tables, figure))
            continue
        place = places[figure]
        known = {
            "value": row[figure.column],
            "unit": tables[figure.table].column(figure.column).unit,
            "origin": statement["origin"],
            "source": signed.get(figure) or sources.get(statement["source_id"]),
            "locator": place if not isinstance(place, str) else None,
        }
        if isinstance(place, Derivation):
            derivation = derivations.get(place.id)
            given = {each["name"]: picked.figures(each, row) for each in inputs.get(place.id, ())}
            opened[figure] = Node(
                figure,
                **known,
                formula=None if derivation is None else derivation["formula"],
                inputs=given,
                problem=_gap(place.id, derivation, given),
            )
        else:
            problem = None if figure in signed else _unsourced(statement, sources, place)
            opened[figure] = Node(figure, **known, problem=problem)
    return opened


def _rows_of(read: Reader, tables: Mapping[str, Table], figures: Sequence[Figure]) -> dict[Figure, dict[str, Any]]:
    wanted: dict[str, set[Key]] = {}
    for figure in figures:
        if _absent(tables, figure) == NO_ROW:
            wanted.setdefault(figure.table, set()).add(figure.key)
    found: dict[tuple[str, Key], dict[str, Any]] = {}
    for table, keys in wanted.items():
        columns = tables[table].key
        where = {column: sorted({key[place] for key in keys}, key=str) for place, column in enumerate(columns)}
        for row in read(table, where=where).iter_rows(named=True):
            found[table, tuple(row[column] for column in columns)] = row
    return {figure: found[figure.table, figure.key] for figure in figures if (figure.table, figure.key) in found}


NO_ROW = "there is no such row"


def _absent(tables: Mapping[str, Table], figure: Figure) -> str:
    """Why the figure cannot be found."""
    if figure.table not in tables:
        return "there is no such table"
    table = tables[figure.table]
    if figure.column not in table.polars_schema:
        return "there is no such column"
    if len(figure.key) != len(table.key):
        return f"the key is made of {', '.join(table.key)}"
    return NO_ROW


def _statements(
    read: Reader,
    tables: Mapping[str, Table],
    figures: Sequence[Figure],
    rows: Mapping[Figure, Mapping[str, Any]],
) -> dict[Figure, dict[str, Any]]:
    """For each figure the nearest statement of where it comes from."""
    where = {
        "table_name": sorted({figure.table for figure in rows}),
        "column_name": sorted({figure.column for figure in rows}),
        "row_key": [WHOLE_COLUMN, *sorted({row_key(figure.key) for figure in rows})],
    }
    told = {
        (each["table_name"], each["column_name"], each["row_key"]): each
        for each in read("evidence", where=where).iter_rows(named=True)
    }
    stated = {}
    for figure, row in rows.items():
        cell = told.get((figure.table, figure.column, row_key(figure.key)))
        column = told.get((figure.table, figure.column, WHOLE_COLUMN))
        stated[figure] = cell or column or _signed(tables[figure.table], figure, row) or _of_row(row)
    return stated


def _signed(table: Table, figure: Figure, row: Mapping[str, Any]) -> dict[str, Any] | None:
    """What a row says of itself that somebody entered and that names no other source."""
    if table.signed is None or row.get("source_id") is not None:
        return None
    by, at = (row[name] for name in table.signed)
    if by is None:
        return None
    entry = {"kind": "entry", "title": table.zh, "title_en": table.en, "signed_by": by, "published_on": at}
    locator = str(Entry("/".join(map(str, figure.key))))
    return {"source_id": None, "locator": locator, "origin": "reviewed", "signed": entry}


def _of_row(row: Mapping[str, Any]) -> dict[str, Any]:
    """What a row says of itself; one with a source and no other word was observed."""
    source_id, locator = row.get("source_id"), row.get("locator")
    silent = "synthetic" if row.get("synthetic") else "observed" if source_id else None
    return {"source_id": source_id, "locator": locator, "origin": row.get("origin") or silent}


def _by(read: Reader, table: str, column: str, values: Iterable[str | None]) -> dict[str, dict[str, Any]]:
    known = sorted({value for value in values if value is not None})
    return {row[column]: row for row in read(table, where={column: known}).iter_rows(named=True)} if known else {}


def _place(text: str | None) -> Locator | str | None:
    """The place that a text names; the text itself when it names none."""
    try:
        return None if text is None else parse_locator(text)
    except InputError:
        return text


def _gap(
    derivation_id: str, derivation: Mapping[str, Any] | None, inputs: Mapping[str, Sequence[Figure]]
) -> str | None:
    if derivation is None:
        return f"the formula {derivation_id} is not recorded"
    if not inputs:
        return f"the formula {derivation_id} has no inputs"
    lacking = [name for name, figures in inputs.items() if not figures]
    return f"no row for the inputs {', '.join(lacking)}" if lacking else None


def _unsourced(statement: Mapping[str, Any], sources: Mapping[str, Any], place: Locator | str | None) -> str | None:
    if statement["origin"] == "derived":
        return "derived, but by no formula"
    if statement["source_id"] is None:
        return "no source"
    if statement["source_id"] not in sources:
        return f"the source {statement['source_id']} is not recorded"
    return f"{place!r} names no place in a source" if isinstance(place, str) else None


class _Picked:
    """Finds the rows that inputs pick; inputs that pick the same rows are read once."""

    def __init__(self, read: Reader, tables: Mapping[str, Table]) -> None:
        self._read = read
        self._tables = tables
        self._known: dict[tuple[str, str], list[Key]] = {}

    def figures(self, given: Mapping[str, Any], row: Mapping[str, Any]) -> tuple[Figure, ...]:
        table, column = given["table_name"], given["column_name"]
        if table not in self._tables or column not in self._tables[table].polars_schema:
            return ()
        rows = {
            name: row.get(value["column"]) if isinstance(value, dict) else value
            for name, value in json.loads(given["rows"]).items()
        }
        key = self._tables[table].key
        if rows.keys() == set(key):
            values = tuple(value for value in (rows[name] for name in key) if value is not None)
            return (Figure(table, values, column),) if len(values) == len(key) else ()
        asked = (table, json.dumps(rows, sort_keys=True, default=str))
        if asked not in self._known:
            self._known[asked] = self._read(table, where=rows).select(key).rows()
        return tuple(Figure(table, found, column) for found in self._known[asked])


def _circles(nodes: Mapping[Figure, Node]) -> list[list[Figure]]:
    """Each way on which a figure rests on itself, as the figures along it."""
    found: list[list[Figure]] = []
    done: set[Figure] = set()
    for start in nodes:
        if start in done:
            continue
        way: dict[Figure, Iterator[Figure]] = {start: iter([*_flat(nodes[start].inputs)])}
        while way:
            figure = next(reversed(way))
            following = next(iter(way[figure]), None)
            if following is None:
                done.add(figure)
                del way[figure]
            elif following in way:
                along = list(way)
                found.append([*along[along.index(following) :], following])
            elif following not in done and following in nodes:
                way[following] = iter([*_flat(nodes[following].inputs)])
    return found
