"""Opens every figure of a result, and every figure of what opens it, down to its leaves."""

from collections.abc import Iterator, Mapping
from typing import Any

from gongfu.errors import GongfuError
from gongfu.operations.context import Context, ReadAt
from gongfu.operations.no_figures import IN_WORDS, is_no_figure
from gongfu.operations.opens import Ways, opened_by
from gongfu.operations.parameters import Parameter, read
from gongfu.operations.registry import operations
from gongfu.operations.results import Record, Report, Result, Table

LEAF = "source open"


class Opening:
    """Runs operations on one workspace, each with the same parameters once.

    ``opened`` counts the figures opened at their source; ``problems`` holds what did not open, by operation, part and column.
    """

    def __init__(self, context: Context) -> None:
        self.context = context
        self._results: dict[tuple[str, str], Result] = {}
        self._known: dict[tuple[str, str, str | None], str | None] = {}
        self.opened = 0
        self.problems: dict[tuple[str, str, str], str] = {}

    def result(self, name: str, given: Mapping[str, Any]) -> tuple[tuple[str, str], Result]:
        """What an operation gives for parameters as a page sends them, as texts."""
        operation = operations()[name]
        unknown = given.keys() - {each.name for each in operation.parameters}
        assert not unknown, f"{name} takes no {unknown}"
        values = {each.name: _value(each, given) for each in operation.parameters}
        key = (name, repr(sorted(values.items())))
        if key not in self._results:
            self._results[key] = operation.run(self.context, ReadAt(), values)
        return key, self._results[key]

    def open_all(self, name: str, given: Mapping[str, Any], only: str | None = None) -> str | None:
        """Open every figure that the result of an operation shows, or one part of it; says what went wrong first."""
        asked, result = self.result(name, given)
        key = (*asked, only)
        if key in self._known:
            return self._known[key]
        self._known[key] = f"{name} {given} rests on itself"
        if name == LEAF:
            self.opened += 1
            self._known[key] = _leaf(result)
            return self._known[key]
        first = None
        explains = isinstance(result, Report) and list(result.parts) == ["figure", "inputs"]
        for part_name, part in parts(result).items():
            if (explains and part_name == "figure") or only not in (None, part_name):
                continue
            for column, row, ways in figures(part):
                problem = self._open(column, row, ways)
                if problem is not None:
                    first = first or f"{name}: {problem}"
                    self.problems.setdefault((name, part_name, column), problem)
        if explains and not any(True for _ in figures(parts(result)["inputs"])):
            first = f"{name} {given}: a formula without inputs"
        self._known[key] = first
        return first

    def _open(self, column: str, row: Mapping[str, Any], ways: Ways) -> str | None:
        how = opened_by(ways, column, row)
        if how is None:
            return f"{column} = {row[column]!r} opens nothing"
        try:
            wrong = self.open_all(how["operation"], how["given"], how.get("part"))
        except GongfuError as error:
            return f"{how}: {type(error).__name__}: {error}"
        return wrong or (self._miscounted(how, row[column]) if "counts" in how else None)

    def _miscounted(self, how: Mapping[str, Any], value: object) -> str | None:
        result = self.result(how["operation"], how["given"])[1]
        table = parts(result)[how.get("part", "")]
        assert isinstance(table, Table)
        what, _, column = how["counts"].partition(":")
        found = {
            "rows": lambda: table.frame.height,
            "known": lambda: table.frame[column].drop_nulls().len(),
            "unknown": lambda: table.frame[column].null_count(),
            "different": lambda: table.frame[column].drop_nulls().n_unique(),
        }[what]()
        return None if found == value else f"{how} counts {found}, not {value}"


def parts(result: Result) -> dict[str, Table | Record]:
    """The tables and records of a result by name; that of a single one is empty."""
    if isinstance(result, Report):
        return dict(result.parts)
    assert isinstance(result, Table | Record)
    return {"": result}


def figures(part: Table | Record) -> Iterator[tuple[str, Mapping[str, Any], Ways]]:
    """Each figure that is shown: its column, its row, and what opens the figures of the columns."""
    if isinstance(part, Record):
        row = {**part.hidden, **part.values}
        for name, value in part.values.items():
            number = isinstance(value, int | float) and not isinstance(value, bool) and not is_no_figure(name)
            if value is not None and (number or name in IN_WORDS):
                yield name, row, part.opens
        return
    schema = part.frame.schema
    for name in part.layout.columns or part.shown.columns:
        if (schema[name].is_numeric() and not is_no_figure(name)) or name in IN_WORDS:
            for row in part.frame.iter_rows(named=True):
                if row[name] is not None:
                    yield name, row, part.opens


def _value(parameter: Parameter, given: Mapping[str, Any]) -> Any:
    if parameter.name not in given:
        return parameter.default
    value = given[parameter.name]
    texts = [_text(each) for each in (value if isinstance(value, list) else [value])]
    return [read(parameter, text) for text in texts] if parameter.many else read(parameter, texts[0])


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _leaf(result: Result) -> str | None:
    """What is wrong with an opened figure: every row without a formula has a source, and nothing is missing."""
    assert isinstance(result, Table)
    for row in result.frame.iter_rows(named=True):
        if row["problem"] is not None:
            return f"{row['figure']}: {row['problem']}"
        if row["formula"] is None and (row["source"] is None or row["place"] is None):
            return f"{row['figure']}: no source"
    return None
