"""Write docs/reference: the commands from the registry, the tables from their schemas. ``./run docs`` calls this.

A test compares the pages with what this would write.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import click

from gongfu.cli.execute import execute
from gongfu.cli.main import every_command
from gongfu.cli.tree import tree
from gongfu.operations.registry import groups
from gongfu.text import Lang
from gongfu.workspace.schema import Table, tables

REFERENCE = Path(__file__).resolve().parent / "reference"
COLUMNS = "100"
MADE = "<!-- made by ./run docs -->"


def pages() -> dict[str, str]:
    """Each page by its file name."""
    os.environ["COLUMNS"] = COLUMNS  # help pages are as wide as the screen
    return {
        "commands.md": commands("en", "Commands"),
        "commands.zh.md": commands("zh", "命令"),
        "tables.md": all_tables(),
    }


def commands(lang: Lang, title: str) -> str:
    """Every help page, in one language."""
    root = tree(every_command(), groups(), lang, execute)
    parts = [f"# {title}", MADE, _help(root, [])]
    for name in every_command():
        parts += [f"## {name}", _help(root, name.split())]
    return "\n\n".join(parts) + "\n"


def _help(root: click.Group, path: list[str]) -> str:
    context, command = click.Context(root, info_name="./run"), root
    for word in path:
        command = command.commands[word]
        context = click.Context(command, info_name=word, parent=context)
    return f"```text\n{command.get_help(context)}\n```"


def all_tables() -> str:
    """Every declared table with its columns."""
    return "\n\n".join(["# Tables / 表", MADE, *(part for table in tables().values() for part in _table(table))]) + "\n"


def _table(table: Table) -> Iterator[str]:
    yield f"## {table.name}: {table.en} / {table.zh}"
    yield table.meaning
    yield f"Key: {', '.join(f'`{name}`' for name in table.key)}. Version of the columns: {table.version}."
    rows = ["| column | zh | en | type | unit | required | meaning |", "|---|---|---|---|---|---|---|"]
    for column in table.columns:
        required = "yes" if column.required else ""
        kind = f"{column.type}, codes: {column.codes}" if column.codes else column.type
        cells = [f"`{column.name}`", column.zh, column.en, kind, column.unit or "", required, column.meaning]
        rows.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    yield "\n".join(rows)


def main() -> None:
    """Write the pages."""
    REFERENCE.mkdir(exist_ok=True)
    for name, text in pages().items():
        (REFERENCE / name).write_text(text, "utf-8")
        print(f"docs/reference/{name}")


if __name__ == "__main__":
    main()
