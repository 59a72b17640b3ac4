"""Labels and terms of results that come out of declared tables."""

from typing import TYPE_CHECKING

from gongfu.text import Text

if TYPE_CHECKING:
    from gongfu.operations.results import Terms
    from gongfu.workspace.codes.lists import Code
    from gongfu.workspace.schema import Table


def labels_of(table: "Table") -> dict[str, Text]:
    """What a person reads above each column of a declared table."""
    return {column.name: Text(column.zh, column.en) for column in table.columns}


def terms_of(table: "Table") -> "dict[str, Terms]":
    """For each column of codes, what a person reads in place of each code; a number that people know stays beside it."""
    from gongfu.workspace.codes.lists import code_list

    lists = {column.name: code_list(column.codes) for column in table.columns if column.codes}
    return {name: {code: _term(code, each) for code, each in codes.codes.items()} for name, codes in lists.items()}


def _term(code: str, meant: "Code") -> Text:
    number = f"{code} " if code[:1].isdigit() else ""
    return Text(number + meant.zh, number + meant.en)
