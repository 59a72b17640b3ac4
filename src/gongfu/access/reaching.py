"""How far the scopes of a person reach in one workspace."""

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from gongfu.access.roles import OFFICES, Person, Scopes
from gongfu.workspace.store.reach import Reach

if TYPE_CHECKING:
    from gongfu.workspace import Workspace

REGION_SCHEME = "GB/T 2260"


def reach_of(workspace: "Workspace", person: Person) -> Reach:
    """The rows that a person reaches: those of the account, and with a token no more than the token says."""
    parents = dict(workspace.read("region", columns=["region_id", "parent_id"]).rows())
    codes = dict(workspace.read("region", columns=["region_id", "code"]).rows())
    merged = dict(workspace.read("entity", columns=["entity_id", "merged_into"]).drop_nulls().rows())
    office = person.role in OFFICES

    def regions(scopes: Scopes) -> frozenset[str]:
        return _below(scopes.regions, parents, codes)

    def firms(scopes: Scopes) -> frozenset[str]:
        wanted = set(scopes.firms)
        return frozenset(wanted | {entity for entity in merged if _survivor(entity, merged) in wanted})

    whole, within, own = person.scopes.whole, regions(person.scopes), firms(person.scopes)
    narrowed = person.narrowed
    if narrowed is not None and not narrowed.whole:
        within = regions(narrowed) if whole else within & regions(narrowed)
        own = firms(narrowed) if whole and office else own & firms(narrowed)
        whole = False
    return Reach(person.name, whole, within, frozenset() if whole else _above(within, parents, codes), own, office)


def _below(named: Iterable[str], parents: dict[str, str | None], codes: dict[str, str | None]) -> frozenset[str]:
    """The regions named by id or code, and all that are part of them by the table or by the list of divisions."""
    wanted = set(named)
    divisions = set().union(*(_divisions_below(name) for name in wanted)) if wanted else set()
    found = {region for region, code in codes.items() if region in wanted or code in wanted or code in divisions}
    found |= {_region_id(code) for code in divisions}
    while more := {region for region, parent in parents.items() if parent in found} - found:
        found |= more
    return frozenset(found | (wanted & parents.keys()))


def _above(regions: Iterable[str], parents: dict[str, str | None], codes: dict[str, str | None]) -> frozenset[str]:
    known = set(regions)
    found: set[str] = set()
    by_code = {code: region for region, code in codes.items() if code}
    for region in known:
        code = codes.get(region)
        upper = {by_code[above] for above in _divisions_above(code) if above in by_code} if code else set()
        parent = parents.get(region)
        while parent and parent not in upper:
            upper.add(parent)
            parent = parents.get(parent)
        found |= upper
    return frozenset(found - known)


def _survivor(entity: str, merged: dict[str, str]) -> str:
    passed = {entity}
    while (following := merged.get(entity)) and following not in passed:
        passed.add(following)
        entity = following
    return entity


@lru_cache(maxsize=256)
def _divisions_below(code: str) -> frozenset[str]:
    """The divisions of the list that are part of the one with a code, and itself; none where there is no such code."""
    if not (code.isdecimal() and len(code) == 6):
        return frozenset()
    kept = code[:2] if code.endswith("0000") else code[:4] if code.endswith("00") else code
    from gongfu.workspace.codes import code_list

    return frozenset({code, *(each for each in code_list("divisions").codes if each.startswith(kept))})


def _divisions_above(code: str) -> list[str]:
    return [above for above in (f"{code[:2]}0000", f"{code[:4]}00") if above != code]


def _region_id(code: str) -> str:
    from gongfu.workspace.ids import id_of

    return id_of(REGION_SCHEME, code)
