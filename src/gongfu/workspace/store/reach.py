"""How far a person reaches into a workspace: which rows they may see, and which they may change."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from gongfu.workspace.schema import Table
from gongfu.workspace.store.catalogue import quoted as text
from gongfu.workspace.store.names import quoted


@dataclass(frozen=True, slots=True)
class Reach:
    """The rows that one person reaches.

    Parameters
    ----------
    name
        Who it is; commits carry the name.
    whole
        All regions, and rows whose region is not known.
    regions
        Ids of the regions, with all that are part of them.
    above
        Ids of the regions that these are part of: what holds there is read, and not changed.
    firms
        Ids of the firms whose own rows they see.
    office
        An office: it sees private rows of its regions and may change rows there; others only read, save those of their firm.
    """

    name: str
    whole: bool = False
    regions: frozenset[str] = frozenset()
    above: frozenset[str] = frozenset()
    firms: frozenset[str] = frozenset()
    office: bool = False

    @property
    def key(self) -> tuple[object, ...]:
        """What answers depend on: two people who see the same rows have the same key."""
        if self.whole and self.office:
            return ("whole",)
        return (self.name, self.whole, sorted(self.regions), sorted(self.above), sorted(self.firms), self.office)

    def reads_all(self, table: Table) -> bool:
        """Whether every row of TABLE is seen."""
        return table.access.kind == "public" or (self.whole and (self.office or table.access.kind != "private"))

    @property
    def changes_all(self) -> bool:
        """Whether every row may be changed."""
        return self.whole and self.office

    def seen(self, table: Table, at: "Rows") -> str:
        """The condition that a row of TABLE is seen, as SQL."""
        if self.reads_all(table):
            return "true"
        offices = self.regions if self.office else frozenset[str]()
        regions = offices if table.access.kind == "private" else self.regions | self.above
        return _Rule(self, at, regions, reads=True).of(table)

    def changed(self, table: Table, at: "Rows") -> str:
        """The condition that a row of TABLE may be changed, as SQL."""
        if self.changes_all:
            return "true"
        return _Rule(self, at, self.regions if self.office else frozenset(), reads=False).of(table)


class Rows(Protocol):
    """The tables as a version left them."""

    @property
    def tables(self) -> Mapping[str, Table]:
        """The declared tables."""
        ...

    def relation(self, table: Table) -> str:
        """A table, as SQL."""
        ...

    def named(self, table: Table, reach: Reach) -> str:
        """A query for the keys of a table that rows name: that are seen, or where it is about changes that are beyond."""
        ...

    def mentioned(self, table: Table) -> Sequence[Table]:
        """The tables of whose cells rows of a table speak."""
        ...


@dataclass(frozen=True, slots=True)
class _Rule:
    """How the declarations of tables become conditions for one person."""

    reach: Reach
    at: Rows
    regions: frozenset[str]
    reads: bool

    def of(self, table: Table) -> str:
        """The condition for a row of TABLE."""
        access = table.access
        choices = []
        if access.region:
            choices.append(_among(access.region, self.regions))
        if access.firm:
            choices.append(_among(access.firm, self.reach.firms))
        if access.by:
            choices.append(_among(access.by, {self.reach.name}))
        if access.named_in:
            choices.append(
                f"{quoted(table.key[0])} {'' if self.reads else 'NOT '}IN ({self.at.named(table, self.reach)})"
            )
        if access.cell:
            choices += [self._cells(other) for other in self.at.mentioned(table) if not is_named(other)]
        if owners := [self._owned(column, name) for column, names in access.of for name in names]:
            unsaid = f"{quoted(access.region)} IS NULL AND " if access.region else ""
            choices.append(f"({unsaid}({' OR '.join(owners)}))")
        return f"({' OR '.join(choices) or 'false'})"

    def _owned(self, column: str, name: str) -> str:
        owner = self.at.tables[name]
        key = quoted(owner.key[0])
        return f"{quoted(column)} IN (SELECT {key} FROM {self.at.relation(owner)} WHERE {self.of(owner)})"

    def _cells(self, table: Table) -> str:
        seen = self.reads and self.reach.reads_all(table)
        key = ", ".join(f"to_json({quoted(column)})::VARCHAR" for column in table.key)
        rows = f"SELECT '[' || array_to_string([{key}], ', ') || ']' FROM {self.at.relation(table)}"
        whole = "row_key = '*' OR " if self.reads else ""
        return f"(table_name = {text(table.name)} AND ({whole}row_key IN ({rows} WHERE {'true' if seen else self.of(table)})))"


def is_named(table: Table) -> bool:
    """Whether rows of TABLE belong where others name them, or are cells of others."""
    return table.access.named_in is not None or table.access.cell


def naming(table: Table, tables: Mapping[str, Table]) -> list[Table]:
    """The tables that name rows of TABLE."""
    column = table.access.named_in
    return [other for other in tables.values() if column in other.polars_schema and other.access.named_in is None]


def _among(column: str, values: Iterable[str]) -> str:
    listed = ", ".join(text(value) for value in sorted(values))
    return f"{quoted(column)} IN ({listed})" if listed else "false"
