"""Results as the bytes of an answer."""

from dataclasses import dataclass, replace
from io import BytesIO

from gongfu.api import words
from gongfu.api.asked import Asked
from gongfu.api.picked import picked
from gongfu.errors import InputError
from gongfu.operations.described import described
from gongfu.operations.export import to_open_file
from gongfu.operations.results import Report, Result, Table
from gongfu.text import Lang

MEDIA = {
    "json": "application/json",
    "jsonl": "application/x-ndjson",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "parquet": "application/vnd.apache.parquet",
}


ONE_PACKET = 1400  # bytes
PACKED_LEVEL = 5


@dataclass(frozen=True, slots=True)
class Answer:
    """What is sent: bytes and what they are; ``private`` where private rows went into it; ``packed`` the same in gzip."""

    body: bytes
    media: str
    private: bool = False
    packed: bytes | None = None


def packed(body: bytes, media: str) -> bytes | None:
    """BODY in gzip, where that is worth it: JSON that fills more than one packet."""
    import gzip

    return gzip.compress(body, PACKED_LEVEL, mtime=0) if media == MEDIA["json"] and len(body) > ONE_PACKET else None


def answer(result: Result, asked: Asked, lang: Lang) -> Answer:
    """RESULT in the format that was asked for; only a table has others than JSON.

    Raises
    ------
    InputError
        A workbook cannot hold that many rows, or columns are picked that are not there.
    NotFoundError
        A part is picked that is not there.
    """
    import orjson

    result = picked(result, asked.pick, lang)
    if isinstance(result, Report) and asked.format != "json":
        parts = ", ".join(name for name, part in result.parts.items() if isinstance(part, Table))
        raise InputError(words.NAME_PART.to(lang), mend=words.PARTS.fill(parts=parts).to(lang))
    if isinstance(result, Table) and asked.format != "json":
        page = replace(result, frame=result.frame.slice(asked.offset, asked.limit))
        out = BytesIO()
        to_open_file(page, out, asked.format, lang, for_spreadsheet=True)
        return Answer(out.getvalue(), MEDIA[asked.format])
    return Answer(orjson.dumps(described(result, asked.offset, asked.limit)), MEDIA["json"])
