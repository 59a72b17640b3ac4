"""Rows and columns that a request picks out of a table, the same for JSON and for files."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gongfu.api import words
from gongfu.errors import InputError, NotFoundError
from gongfu.operations.opens import named_by
from gongfu.operations.parameters import Option, Parameter
from gongfu.operations.results import Report, Result, Table
from gongfu.text import Lang

if TYPE_CHECKING:
    import polars as pl

COLUMNS = Parameter("columns", str, Option(words.COLUMNS.zh, words.COLUMNS.en), (), many=True)
FILTER = Parameter("filter", str, Option(words.FILTER.zh, words.FILTER.en), (), many=True)
FIND = Parameter("find", str, Option(words.FIND.zh, words.FIND.en), None)
SORT = Parameter("sort", str, Option(words.SORT.zh, words.SORT.en), None)
PART = Parameter("part", str, Option(words.PART.zh, words.PART.en), None)


@dataclass(frozen=True, slots=True)
class Pick:
    """What is picked: columns by name, rows by ``column=value`` (nothing behind the sign is unknown) or by a text in them."""

    columns: tuple[str, ...] = ()
    filters: tuple[str, ...] = ()
    find: str | None = None
    sort: str | None = None
    part: str | None = None


def picked(result: Result, pick: Pick, lang: Lang) -> Result:
    """The part of a report, or the table, with the rows and columns that were picked.

    Raises
    ------
    NotFoundError
        The report has no such part.
    InputError
        The table lacks columns that are named; each is named.
    """
    if isinstance(result, Report) and pick.part is not None:
        if pick.part not in result.parts:
            parts = ", ".join(result.parts)
            raise NotFoundError(
                words.NO_PART.fill(part=pick.part).to(lang), mend=words.PARTS.fill(parts=parts).to(lang)
            )
        result = result.parts[pick.part]
    if not isinstance(result, Table) or pick == Pick(part=pick.part):
        return result
    frame = _rows(result, pick, lang)
    shown = tuple(name for name in result.layout.columns if name in frame.columns)
    there = set(frame.columns)
    opens = {name: way for name, way in result.opens.items() if {name, *named_by(result.opens, name)} <= there}
    return replace(result, frame=frame, layout=replace(result.layout, columns=shown), opens=opens)


def _rows(table: Table, pick: Pick, lang: Lang) -> "pl.DataFrame":
    import polars as pl

    frame = table.frame
    wanted = [name for name, sign, _ in (each.partition("=") for each in pick.filters) if sign]
    sort = (pick.sort or "").removeprefix("-")
    _known(frame, [*pick.columns, *wanted, *([sort] if sort else [])], pick, lang)
    for each in pick.filters:
        name, _, value = each.partition("=")
        frame = frame.filter(_holds(pl.col(name), frame.schema[name], value))
    if pick.find:
        frame = frame.filter(_found(table, frame, pick.find))
    if sort:
        frame = frame.sort(sort, descending=bool(pick.sort and pick.sort.startswith("-")), nulls_last=True)
    return frame.select(pick.columns) if pick.columns else frame


def _known(frame: "pl.DataFrame", names: list[str], pick: Pick, lang: Lang) -> None:
    wrong = [words.NO_COLUMN.fill(name=name).to(lang) for name in names if name not in frame.columns]
    wrong += [words.NO_CONDITION.fill(given=each).to(lang) for each in pick.filters if "=" not in each]
    if wrong:
        mend = words.COLUMNS_ARE.fill(names=", ".join(frame.columns)).to(lang)
        raise InputError(words.BAD_REQUEST.to(lang), offenders=wrong, mend=mend)


def _holds(column: "pl.Expr", kind: "pl.DataType", value: str) -> "pl.Expr":
    """Whether a column holds a value that is written as JSON writes it; a list holds it if one of its values is it."""
    import polars as pl

    if isinstance(kind, pl.List):
        return (
            column.list.len().fill_null(0) == 0 if value == "" else column.cast(pl.List(pl.String)).list.contains(value)
        )
    if value == "":
        return column.is_null() | (column.cast(pl.String) == "")
    if kind.is_float():
        try:
            return column == float(value)
        except ValueError:
            return pl.lit(value=False)
    return column.cast(pl.String) == value


def _found(table: Table, frame: "pl.DataFrame", text: str) -> "pl.Expr":
    """Whether a text stands in one of the shown columns, codes as the words that they mean."""
    import polars as pl

    shown = [name for name in table.layout.columns or frame.columns if not isinstance(frame.schema[name], pl.Struct)]
    needle = _folded(text)
    tests = []
    for name in shown:
        kind = frame.schema[name]
        column = (
            pl.col(name).cast(pl.List(pl.String)).list.join(" ")
            if isinstance(kind, pl.List)
            else pl.col(name).cast(pl.String)
        )
        if name in table.terms:
            said = {code: f"{term.zh} {term.en}" for code, term in table.terms[name].items()}
            column = column.replace(said)
        plain = column.str.normalize("NFKC").str.to_lowercase().str.replace_all(r"\s+", "")
        tests.append(plain.str.contains(needle, literal=True).fill_null(value=False))
    return pl.any_horizontal(tests)


def _folded(text: str) -> str:
    import unicodedata

    return "".join(unicodedata.normalize("NFKC", text).lower().split())
