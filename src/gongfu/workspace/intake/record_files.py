"""Parquet and JSON lines: files whose rows name their own columns."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import polars as pl

from gongfu.workspace.intake.encoding import find_encoding
from gongfu.workspace.intake.errors import UnreadableFileError
from gongfu.workspace.intake.raw import Broken, Head, RawBatch

PARQUET_ROWS = 50_000
JSON_LINES = 20_000


@dataclass
class ParquetPart:
    """A Parquet file; cells keep their type."""

    path: Path
    sheet: str | None = None
    steps: int = 0

    @classmethod
    def open(cls, path: Path) -> "ParquetPart":
        """Look at a file; raises ``UnreadableFileError`` where it is damaged."""
        import pyarrow as pa
        from pyarrow import parquet

        try:
            return cls(path, steps=parquet.read_metadata(path).num_rows)
        except (pa.ArrowInvalid, OSError) as error:
            raise UnreadableFileError(f"{path.name} is no Parquet file that can be read: {error}") from None

    def top(self) -> None:
        """The columns are named in the file."""

    def batches(self, head: Head | None) -> Iterator[RawBatch]:
        """The rows of the file."""
        from pyarrow import parquet

        line = 1
        with parquet.ParquetFile(self.path) as file:
            heads = tuple(file.schema_arrow.names)
            for records in file.iter_batches(PARQUET_ROWS):
                cells = pl.from_arrow(records.rename_columns([str(index) for index in range(len(heads))]))
                assert isinstance(cells, pl.DataFrame)
                yield RawBatch(heads, cells, pl.int_range(line, line + cells.height, eager=True), cells.height)
                line += cells.height


@dataclass
class JsonPart:
    """A file with one JSON object a line."""

    path: Path
    encoding: str
    sheet: str | None = None
    steps: int = 0

    @classmethod
    def open(cls, path: Path, encoding: str | None) -> "JsonPart":
        """Look at a file; raises ``UnreadableFileError`` where it is no text."""
        return cls(path, find_encoding(path, encoding), steps=path.stat().st_size)

    def top(self) -> None:
        """Each line names its columns."""

    def batches(self, head: Head | None) -> Iterator[RawBatch]:
        """The objects of the file; heads are the names met so far, in the order met."""
        import orjson

        heads: dict[str, None] = {}
        known: set[tuple[str, ...]] = set()
        line = 1
        with self.path.open(encoding=self.encoding, errors="replace", newline="\n") as file:
            while lines := list(islice(file, JSON_LINES)):
                objects: list[dict[str, Any]] = []
                numbers: list[int] = []
                broken: list[Broken] = []
                shapes: set[tuple[str, ...]] = set()
                for number, text in enumerate(lines, start=line):
                    try:
                        found = orjson.loads(text)
                    except orjson.JSONDecodeError as error:
                        if text.strip():
                            broken.append(Broken(number, text.strip(), "not_json", str(error)))
                        continue
                    if not isinstance(found, dict):
                        broken.append(Broken(number, text.strip(), "not_json", type(found).__name__))
                        continue
                    objects.append(found)
                    numbers.append(number)
                    shapes.add(tuple(found))
                for shape in shapes - known:
                    heads.update(dict.fromkeys(shape))
                known |= shapes
                cells = pl.DataFrame(
                    [_column(str(index), values) for index, values in enumerate(_values(objects, list(heads), shapes))]
                )
                size = sum(len(text.encode(self.encoding, "replace")) for text in lines)
                yield RawBatch(tuple(heads), cells, pl.Series(numbers, dtype=pl.Int64), size, broken)
                line += len(lines)


def _values(objects: list[dict[str, Any]], heads: list[str], shapes: set[tuple[str, ...]]) -> Iterable[Sequence[Any]]:
    """The values of each head; quickly where all objects name the same ones in the same order."""
    if shapes == {tuple(heads)}:
        return zip(*map(dict.values, objects), strict=True)
    return ([each.get(name) for each in objects] for name in heads)


def _column(name: str, values: Sequence[Any]) -> pl.Series:
    """Values of one kind keep it; mixed and nested ones become text."""
    kinds = set(map(type, values)) - {type(None)}
    if not kinds:
        return pl.Series(name, values, dtype=pl.String)
    if len(kinds) == 1 and kinds <= {str, float, bool}:
        return pl.Series(name, values)
    return pl.Series(name, [_text(value) for value in values], dtype=pl.String)


def _text(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if type(value) in (int, float):
        return repr(value)
    import orjson

    return orjson.dumps(value).decode()
