"""What each role may do, and over which regions and firms."""

from dataclasses import dataclass
from typing import Literal, get_args

from gongfu.text import Text

Role = Literal["viewer", "firm", "park", "district", "city", "administrator"]
Permission = Literal["read", "self", "report", "write", "administer"]
"""What an operation needs: to read; to see to one's own access; to report; to change rows; to look after the whole."""

ROLES: tuple[Role, ...] = get_args(Role)
OFFICES: frozenset[Role] = frozenset({"park", "district", "city", "administrator"})
"""Roles that see private rows of their regions and change rows there."""

MAY: dict[Role, frozenset[Permission]] = {
    "viewer": frozenset({"read", "self"}),
    "firm": frozenset({"read", "self", "report"}),
    "park": frozenset({"read", "self", "report", "write"}),
    "district": frozenset({"read", "self", "report", "write"}),
    "city": frozenset({"read", "self", "report", "write"}),
    "administrator": frozenset({"read", "self", "report", "write", "administer"}),
}

NAMES: dict[Role, Text] = {
    "viewer": Text("查看者", "viewer"),
    "firm": Text("企业", "firm"),
    "park": Text("园区", "park"),
    "district": Text("区", "district"),
    "city": Text("市", "city"),
    "administrator": Text("管理员", "administrator"),
}

TOKEN_MAY: dict[str, frozenset[Permission]] = {
    "read": frozenset({"read"}),
    "report": frozenset({"read", "report"}),
    "write": frozenset({"read", "report", "write"}),
}
"""What a token may at most do; accounts and tokens are never looked after by a token."""


@dataclass(frozen=True, slots=True)
class Scopes:
    """Regions (ids or division codes, with all that is part of them) and firms (entity ids); whole is all of them."""

    whole: bool = False
    regions: tuple[str, ...] = ()
    firms: tuple[str, ...] = ()

    def to_json(self) -> dict[str, object]:
        return {"whole": self.whole, "regions": list(self.regions), "firms": list(self.firms)}


@dataclass(frozen=True, slots=True)
class Person:
    """Who asks: an account, as far as the token goes that it asks by.

    ``narrowed`` are the scopes of the token, beside those of the account; ``by`` says how they signed in.
    """

    account_id: str
    name: str
    role: Role
    scopes: Scopes
    may: frozenset[Permission]
    by: str = "session"
    narrowed: Scopes | None = None
    csrf: str | None = None

    def is_called(self, name: str) -> bool:
        """Whether NAME is theirs, whatever its width, case and blanks."""
        from gongfu.access.secrets import fold

        return fold(name) == fold(self.name)

    @property
    def looks_after_all(self) -> bool:
        """Whether they look after the whole workspace."""
        return self.scopes.whole and self.narrowed is None and "administer" in self.may

    def reach_told(self) -> str:
        """The scopes in short, for the audit."""
        scopes = self.narrowed or self.scopes
        return "*" if scopes.whole else ", ".join([*scopes.regions, *(f"firm {firm}" for firm in scopes.firms)])
