"""Print a result, or write it to a file, as the common options say."""

import os
import shutil
import sys
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from gongfu.cli import render, words
from gongfu.cli.common import SCREEN_ROWS, Common
from gongfu.cli.program import as_called, program_name
from gongfu.errors import InputError
from gongfu.operations.export import BINARY, kind_of, to_file, to_stream
from gongfu.operations.results import Lines, Record, Report, Result, Table, plain
from gongfu.text import Text


def draw(result: Result, common: Common) -> None:
    """Print or write RESULT.

    Raises
    ------
    InputError
        The format does not go with where it is to be written.
    """
    if isinstance(result, Table):
        _table(result, common)
    elif isinstance(result, Lines):
        _lines(result, common)
    elif common.json:
        sys.stdout.buffer.write(_line(result.to_json()))
    elif isinstance(result, Record):
        print(render.record_text(result, common.lang))
    else:
        print(_report(result, common))
    sys.stdout.flush()


def _table(table: Table, common: Common) -> None:
    kind = _kind(common)
    offset = common.offset or 0
    if kind == "table" and common.output is None:
        limit = SCREEN_ROWS if common.limit is None else common.limit
        print(render.table_text(table, common.lang, offset=offset, limit=limit, columns=_columns()))
        if not common.quiet:
            print(render.table_notes(table, common.lang, offset=offset, limit=limit), file=sys.stderr)
        return
    page = replace(table, frame=table.frame.slice(offset, common.limit))
    if common.output is None:
        if kind in BINARY:
            raise InputError(words.NEEDS_FILE.fill(format=kind).to(common.lang))
        to_stream(page, sys.stdout.buffer, kind)
    else:
        to_file(page, common.output, kind, common.lang)
        _tell_written(common, page.frame.height)


def _kind(common: Common) -> str:
    if common.format:
        return common.format
    if common.json:
        return "jsonl"
    if common.output is None:
        return "table"
    kind = kind_of(common.output)
    if kind is None:
        raise InputError(words.NO_FORMAT.fill(path=common.output).to(common.lang))
    return kind


def _lines(lines: Lines, common: Common) -> None:
    if common.output is None:
        for item in lines.objects:
            sys.stdout.buffer.write(_line(item))
        return
    unfinished = common.output.with_name(common.output.name + ".part")
    try:
        with unfinished.open("wb") as file:
            count = sum(bool(file.write(_line(item))) for item in lines.objects)
        unfinished.replace(common.output)
    finally:
        unfinished.unlink(missing_ok=True)
    _tell_written(common, count)


def _line(item: Mapping[str, Any]) -> bytes:
    import orjson

    return orjson.dumps(plain(item), option=orjson.OPT_APPEND_NEWLINE)


def _report(report: Report, common: Common) -> str:
    program = program_name(os.environ)
    notes = tuple(Text(as_called(note.zh, program), as_called(note.en, program)) for note in report.notes)
    return render.report_text(replace(report, notes=notes), common.lang, columns=_columns())


def _columns() -> int | None:
    """Width of the screen; null when this is printed to a file or another program."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def _tell_written(common: Common, rows: int) -> None:
    if not common.quiet:
        print(words.WRITTEN.fill(path=common.output, rows=f"{rows:,}").to(common.lang), file=sys.stderr)
