"""Tell a file's format, and open its parts."""

from collections.abc import Sequence
from pathlib import Path

from gongfu.workspace.intake.csv_file import CsvPart
from gongfu.workspace.intake.errors import UnreadableFileError
from gongfu.workspace.intake.mapping import Mapping
from gongfu.workspace.intake.raw import Part
from gongfu.workspace.intake.record_files import JsonPart, ParquetPart
from gongfu.workspace.intake.xlsx_file import open_workbook

_WORKBOOKS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
_ZIP, _OLD_OFFICE, _PARQUET = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"PAR1"


def open_file(path: Path, mapping: Mapping) -> Sequence[Part]:
    """The parts of a file: one, or one for each sheet. The content decides, then the ending.

    Raises
    ------
    UnreadableFileError
        There is no such file, it is empty or damaged, or of none of the formats.
    """
    try:
        with path.open("rb") as file:
            start = file.read(4)
    except OSError as error:
        raise UnreadableFileError(f"{path} cannot be read: {error.strerror}") from None
    if not start:
        raise UnreadableFileError(f"{path.name} is empty")
    ending = path.suffix.lower()
    if start == _PARQUET:
        return [ParquetPart.open(path)]
    if start in (_ZIP, _OLD_OFFICE) or ending in _WORKBOOKS:
        return open_workbook(path, mapping.sheets)
    if ending in (".jsonl", ".ndjson", ".json"):
        return [JsonPart.open(path, mapping.encoding)]
    pad_short = mapping.short_rows == "unknown"
    return [CsvPart.open(path, mapping.encoding, mapping.delimiter, pad_short=pad_short)]
