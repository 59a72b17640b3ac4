"""Write a table to a file that other programs read."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from gongfu.errors import InputError
from gongfu.operations.results import Table
from gongfu.text import Lang

if TYPE_CHECKING:
    import polars as pl

FORMATS = ("json", "jsonl", "csv", "xlsx", "parquet")
BINARY = frozenset({"xlsx", "parquet"})
SHEET_ROWS = 1_048_575  # rows that a sheet holds under its heading
CELL_SIGNS = 32_767  # characters that a cell holds
FORMULA = r"^[=+\-@\t\r](?s:.)"
"""What a spreadsheet takes for a formula at the beginning of a text."""
NUMBER = r"^[+-]?[\d.,]+ ?%?$"


def to_file(table: Table, path: Path, kind: str, lang: Lang) -> None:
    """Write TABLE to PATH: all of it, or nothing.

    Parameters
    ----------
    kind
        One of :data:`FORMATS`. A workbook shows labels and terms, and the sources on a sheet of their own; the
        other formats give columns and codes by name.
    lang
        Language of the labels.

    Raises
    ------
    InputError
        A workbook cannot hold that many rows, or the file cannot be written.
    """
    with whole_file(path) as file:
        to_open_file(table, file, kind, lang)


def to_open_file(table: Table, file: IO[bytes], kind: str, lang: Lang, *, for_spreadsheet: bool = False) -> None:
    """Write TABLE into FILE, as :func:`to_file` does.

    Parameters
    ----------
    for_spreadsheet
        A csv file is likely opened in a spreadsheet: a text that it would take for a formula begins with an apostrophe.

    Raises
    ------
    InputError
        A workbook cannot hold that many rows.
    """
    if kind == "xlsx":
        _workbook(table, file, lang)
    elif kind == "parquet":
        table.shown.write_parquet(file)
    else:
        to_stream(table, file, kind, for_spreadsheet=for_spreadsheet)


def to_stream(table: Table, out: IO[bytes], kind: str, *, for_spreadsheet: bool = False) -> None:
    """Write TABLE as ``json`` (one object), ``jsonl`` (an object a row) or ``csv``."""
    import orjson

    if kind == "csv":
        frame = _flat(table.shown)
        out.write((_no_formula(frame) if for_spreadsheet else frame).write_csv().encode())
    elif kind == "json":
        out.write(orjson.dumps(table.to_json(), option=orjson.OPT_APPEND_NEWLINE))
    else:
        for row in table.rows():
            out.write(orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE))


@contextmanager
def whole_file(path: Path) -> Iterator[IO[bytes]]:
    """A file that takes its name only once everything stands in it."""
    unfinished = path.with_name(path.name + ".part")
    try:
        with unfinished.open("wb") as file:
            yield file
        unfinished.replace(path)
    except OSError as error:
        raise InputError(f"{path} cannot be written: {error.strerror}", mend="name a file in another folder") from None
    finally:
        unfinished.unlink(missing_ok=True)


def _workbook(table: Table, file: IO[bytes], lang: Lang) -> None:
    import polars as pl
    import xlsxwriter

    book = xlsxwriter.Workbook(file, {"in_memory": True, "remove_timezone": True, "default_date_format": "yyyy-mm-dd"})
    name = table.title.to(lang) if table.title else ("数据" if lang == "zh" else "data")
    labels = [table.labels[column].to(lang) if column in table.labels else column for column in table.shown.columns]
    frame = table.shown.with_columns(
        pl.col(column).replace({code: text.to(lang) for code, text in terms.items()})
        for column, terms in table.terms.items()
        if column in table.shown.columns
    )
    _sheet(book, name, frame, labels)
    if table.sources is not None:
        _sheet(book, "来源" if lang == "zh" else "sources", table.sources, table.sources.columns)
    book.close()


def _sheet(book: Any, name: str, frame: "pl.DataFrame", labels: list[str]) -> None:
    if frame.height > SHEET_ROWS:
        raise InputError(
            f"a sheet holds {SHEET_ROWS:,} rows, not {frame.height:,}",
            mend="write csv or parquet, or fewer rows: --limit",
        )
    sheet = book.add_worksheet("".join("_" if sign in "[]:*?/\\'" else sign for sign in name)[:31])
    bold, time = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
    for place, label in enumerate(labels):
        sheet.write_string(0, place, label, bold)
    sheet.freeze_panes(1, 0)
    for number, row in enumerate(_flat(frame).iter_rows(), start=1):
        for place, value in enumerate(row):
            if isinstance(value, str):  # never as a formula or a link, whatever it begins with
                sheet.write_string(number, place, value[:CELL_SIGNS])
            elif hasattr(value, "hour"):
                sheet.write_datetime(number, place, value, time)
            elif value is not None and value == value:
                sheet.write(number, place, value)
    sheet.autofit()


def _flat(frame: "pl.DataFrame") -> "pl.DataFrame":
    """FRAME with lists as JSON text, as a cell holds one value."""
    import orjson
    import polars as pl

    def text(values: Any) -> str | None:
        return None if values is None else orjson.dumps(list(values)).decode()

    nested = [name for name, kind in frame.schema.items() if isinstance(kind, pl.List)]
    return frame.with_columns(pl.col(name).map_elements(text, return_dtype=pl.String()) for name in nested)


def _no_formula(frame: "pl.DataFrame") -> "pl.DataFrame":
    """FRAME with an apostrophe before each text that a spreadsheet would work out; a number is none."""
    import polars as pl

    text = pl.col(pl.String)
    formula = text.str.contains(FORMULA) & ~text.str.contains(NUMBER)
    return frame.with_columns(pl.when(formula).then("'" + text).otherwise(text).name.keep())


def kind_of(path: Path) -> str | None:
    """The format that the ending of PATH stands for, if it stands for one."""
    ending = path.suffix.lower().removeprefix(".")
    ending = {"ndjson": "jsonl"}.get(ending, ending)
    return ending if ending in FORMATS else None
