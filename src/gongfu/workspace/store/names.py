"""How tables and columns are written in SQL."""

from collections.abc import Iterable, Mapping, Sequence


def quoted(name: str) -> str:
    """A name as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def lake(table: str, version: int | None = None) -> str:
    """A table of the workspace, now or as a version left it."""
    return f"lake.main.{quoted(table)}" + ("" if version is None else f" AT (VERSION => {version})")


def listed(columns: Iterable[str], of: str | None = None) -> str:
    """Columns with commas between them, each with the table they are taken of."""
    return ", ".join(quoted(column) if of is None else f"{of}.{quoted(column)}" for column in columns)


def joined(key: Iterable[str], left: str, right: str) -> str:
    """The condition that two rows have the same key."""
    return " AND ".join(f"{left}.{quoted(k)} = {right}.{quoted(k)}" for k in key)


def differ(columns: Iterable[str], left: str, right: str) -> str:
    """The condition that two rows differ in one of the columns."""
    clauses = [f"{left}.{quoted(c)} IS DISTINCT FROM {right}.{quoted(c)}" for c in columns]
    return " OR ".join(clauses) or "false"


def condition(where: Mapping[str, object]) -> tuple[str, list[object]]:
    """The condition that each column has the value given, or one of the values given, and its parameters."""
    clauses, parameters = ["true"], list[object]()
    for column, wanted in where.items():
        several = isinstance(wanted, Sequence | set | frozenset) and not isinstance(wanted, str)
        values = list(wanted) if several else [wanted]  # type: ignore[call-overload]
        known = [value for value in values if value is not None]
        choices = [f"{quoted(column)} IS NULL"] * (len(known) < len(values))
        if len(known) == 1:
            choices.append(f"{quoted(column)} = ?")
            parameters.append(known[0])
        elif known:
            choices.append(f"{quoted(column)} IN (SELECT unnest(?))")
            parameters.append(known)
        clauses.append(f"({' OR '.join(choices) or 'false'})")
    return " AND ".join(clauses), parameters


def literals(values: Iterable[str]) -> str:
    """Texts as an SQL list."""
    return "[" + ", ".join("'" + value.replace("'", "''") + "'" for value in values) + "]"
