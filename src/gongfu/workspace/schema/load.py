"""Read the declared tables from the YAML files beside this module."""

from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from gongfu.errors import NotFoundError
from gongfu.workspace.schema.model import Access, Column, Table
from gongfu.workspace.yaml_loader import LOADER


@cache
def tables() -> dict[str, Table]:
    """All declared tables by name, in alphabetical order."""
    folder = files("gongfu.workspace.schema")
    declared = sorted((entry for entry in folder.iterdir() if entry.name.endswith(".yaml")), key=lambda e: e.name)
    return {table.name: table for table in (_table(yaml.load(entry.read_text("utf-8"), LOADER)) for entry in declared)}


def table(name: str) -> Table:
    """One declared table.

    Raises
    ------
    NotFoundError
        Names the tables that exist.
    """
    try:
        return tables()[name]
    except KeyError:
        raise NotFoundError(f"there is no table {name!r}", mend=f"tables: {', '.join(tables())}") from None


def _table(declared: dict[str, Any]) -> Table:
    columns = tuple(
        Column(**{**column, "aliases": tuple(column.get("aliases", ()))}) for column in declared.pop("columns")
    )
    signed = tuple(declared["signed"]) if "signed" in declared else None
    read = {"key": tuple(declared["key"]), "columns": columns, "signed": signed, "access": _access(declared["access"])}
    return Table(**{**declared, **read})


def _access(declared: dict[str, Any]) -> Access:
    of = tuple((column, tuple(tables)) for column, tables in declared.get("of", {}).items())
    return Access(**{**declared, "of": of, "unique": tuple(declared.get("unique", ()))})
