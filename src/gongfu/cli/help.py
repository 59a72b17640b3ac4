"""Help pages, in one language, with Chinese characters counted as the two columns that they take."""

import shutil
from collections.abc import Iterable, Sequence

from gongfu.cli.width import pad, width, wrap

NAMES_COLUMNS = 30  # names longer than this get a line of their own
WIDEST = 100

Entries = Sequence[tuple[str, str]]


def page(usage: str, paragraphs: Iterable[str], sections: Iterable[tuple[str, Entries]]) -> str:
    """A help page.

    Parameters
    ----------
    usage
        The line that shows how the command is written.
    paragraphs
        What it does.
    sections
        Heading and entries (name, meaning) of each; an empty section is left out.

    """
    columns = min(shutil.get_terminal_size().columns, WIDEST)
    blocks = [[usage]]
    blocks += [[f"  {line}" for line in wrap(paragraph, columns - 2)] for paragraph in paragraphs]
    blocks += [[heading, *_entries(entries, columns)] for heading, entries in sections if entries]
    return "\n\n".join("\n".join(block) for block in blocks)


def _entries(entries: Entries, columns: int) -> list[str]:
    names = min(max(width(name) for name, _ in entries), NAMES_COLUMNS)
    lines = []
    for name, meaning in entries:
        first, *rest = wrap(meaning, max(columns - names - 4, 20))
        if not meaning:
            lines.append(f"  {name}")
        elif width(name) > names:
            lines += [f"  {name}", f"  {' ' * names}  {first}"]
        else:
            lines.append(f"  {pad(name, names)}  {first}")
        lines += [f"  {' ' * names}  {line}" for line in rest]
    return lines
