"""The brief: a snapshot of the page as one file with its data inside, which opens from a disk and prints."""

import re
from collections.abc import Collection, Iterator
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, get_args
from urllib.parse import urlencode

from gongfu.errors import NotFoundError
from gongfu.operations.context import Context, ReadAt
from gongfu.operations.described import described
from gongfu.operations.export import whole_file
from gongfu.operations.parameters import Argument
from gongfu.operations.registry import Operation, operation, operations
from gongfu.operations.results import Record
from gongfu.text import Lang, Text

PAGE = Path(__file__).resolve().parent.parent / "page"  # built out of web/
QUESTIONS = ("plan list", "today", "attain board", "plan ledger", "plan lineage", "supervise due")
ALONE = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data: blob:"
LABELS = {
    "file": Text("文件", "file"),
    "bytes": Text("字节", "bytes"),
    "as_of": Text("截至", "as of"),
    "version": Text("版本", "version"),
}


@operation(
    "brief",
    zh="写出简报：一个 HTML 文件，数据与出处都在其中，可离线打开、打印",
    en="Write the brief: one HTML file with its data and sources inside, to be opened offline and printed",
    permission="read",
    examples=["brief brief.html", "brief brief-2023.html --as-of 2023-12-31"],
)
def brief(
    context: Context,
    at: ReadAt,
    file: Annotated[Path, Argument(zh="写入的文件", en="the file to write", file="write")],
) -> Record:
    size = write_brief(context, at, file)
    version = at.version or context.workspace.version()
    return Record({"file": file, "bytes": size, "as_of": at.as_of, "version": version}, labels=LABELS)


def write_brief(context: Context, at: ReadAt, file: Path) -> int:
    """Write the brief to FILE: all of it, or nothing; its length in bytes."""
    text = brief_html(context, at)
    with whole_file(file) as out:
        return out.write(text)


def brief_html(context: Context, at: ReadAt, without: Collection[str] = ()) -> bytes:
    """The brief of a workspace as the bytes of one HTML file.

    Parameters
    ----------
    without
        The sections that it leaves out.

    Raises
    ------
    NotFoundError
        The page has not been built.
    """
    import orjson

    made = {
        "as_of": at.as_of,
        "day": at.as_of or datetime.now().astimezone().date(),
        "version": at.version or context.workspace.version(),
        "made_at": datetime.now().astimezone().isoformat(timespec="minutes"),
        "without": sorted(without),
        "lang": context.lang,
    }
    carried = {"made": made, "answers": dict(answers(context, at))}
    return _page().replace(b"</head>", _carried(orjson.dumps(carried)) + b"</head>", 1)


def answers(context: Context, at: ReadAt) -> Iterator[tuple[str, Any]]:
    """Each answer that the brief shows, in both languages, with its address."""
    spoken = context.lang
    try:
        for name in QUESTIONS:
            asked = operations()[name]
            for lang in get_args(Lang):
                context.lang = lang
                given = _defaults(asked)
                if "on" in given:
                    given["on"] = at.as_of
                yield address_of(asked, at, lang), described(asked.run(context, at, given))
    finally:
        context.lang = spoken


def address_of(asked: Operation, at: ReadAt, lang: Lang) -> str:
    """The address by which the page asks an operation as of a day."""
    day = "as_of" if asked.takes(ReadAt) else "on" if any(p.name == "on" for p in asked.parameters) else None
    given = {day: at.as_of.isoformat()} if day and at.as_of else {}
    return f"/api/v1/{asked.name.replace(' ', '/')}?{urlencode({**given, 'lang': lang})}"


def _defaults(asked: Operation) -> dict[str, Any]:
    return {p.name: [] if p.many else p.default for p in asked.parameters}


def _page() -> bytes:
    """The built page with its script and styles inside."""
    index = PAGE / "index.html"
    if not index.is_file():
        raise NotFoundError("the page has not been built", mend="build it once: ./run serve, or python lock/page.py")
    text = index.read_text(encoding="utf-8")
    text = re.sub(r'<link rel="icon"[^>]*>', "", text)
    text = re.sub(r'<link rel="stylesheet"[^>]*href="/([^"]+)"[^>]*>', _styles, text)
    text = re.sub(r'<script type="module"[^>]*src="/([^"]+)"[^>]*></script>', _script, text)
    policy = f'<meta http-equiv="Content-Security-Policy" content="{ALONE}">'
    return text.replace('<meta charset="utf-8" />', f'<meta charset="utf-8" />{policy}', 1).encode()


def _styles(found: "re.Match[str]") -> str:
    return f"<style>{(PAGE / found[1]).read_text(encoding='utf-8')}</style>"


def _script(found: "re.Match[str]") -> str:
    script = (PAGE / found[1]).read_text(encoding="utf-8").replace("</script", r"<\/script")
    return f'<script type="module">{script}</script>'


def _carried(data: bytes) -> bytes:
    """DATA as an element that no text in it can end."""
    return b'<script type="application/json" id="carried">' + data.replace(b"<", rb"\u003c") + b"</script>"
