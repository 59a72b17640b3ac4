"""The register of units: a name as a plan writes it becomes the full name of one unit."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from gongfu.documents.shadow import shadow

_BLANKS = re.compile(r"(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])")
_LEVEL = re.compile(r"(?:[\u4e00-\u9fff]{2,8}?(?:自治区|自治州|新区|[省市区县州旗盟])|[省市区县州旗盟]|国家)?")
_GROUP = re.compile(r"^(?:各|有关|相关|其他|全市各|全省各)|(?:等部门|等单位)$")
_GOVERNMENT = re.compile(r"^(.{1,12}?(?:新区|[省市区县州旗镇乡]))(?:人民)?政府$")
_EVERY_GOVERNMENT = re.compile(r"^(各(?:相关|有关)?(?:新区|[省市区县州旗镇乡])+)(?:人民)?政府$")
_COMMITTEE = re.compile(r"^(.{2,16}?)(?:管委会|管理委员会)$")
_PARTY = re.compile(
    r"^(?:[省市区县]|.{2,8}[省市区县])?委(?:组织|宣传|统战|政法|网信|编|军民|金融)?(?:部|办|委|办公室)?$"
)


@dataclass(frozen=True, slots=True)
class UnitName:
    """A unit by its full name; ``kind`` is department, government, committee, party, group or other."""

    name: str
    kind: str
    english: str | None = None


def unit_of(written: str, *, region: str | None = None) -> UnitName:
    """The unit that a name means.

    Parameters
    ----------
    written
        The name as a plan writes it, in any script, short or full: 市经信委, 市经济信息化委, 上海市经济和信息化委员会.
    region
        Full name of the region whose plan it is (上海市): 市 in front of a department then means it.

    Returns
    -------
    Its full name. A name that no rule knows stands for itself, with the kind ``other``.

    """
    name = _BLANKS.sub("", shadow(written).strip())
    if every := _EVERY_GOVERNMENT.match(name):
        return UnitName(f"{every[1]}人民政府", "group")
    if re.fullmatch(r"各[区县市]{1,3}", name):
        return UnitName(f"{name}人民政府", "group")
    if _GROUP.search(name):
        return UnitName(name, "group")
    if committee := _COMMITTEE.match(name):
        return UnitName(f"{committee[1]}管理委员会", "committee")
    if government := _GOVERNMENT.match(name):
        return UnitName(f"{_full_level(government[1], region)}人民政府", "government")
    if _PARTY.match(name) and "委" in name:
        return UnitName(name, "party")
    level = _LEVEL.match(name)
    for end in _ends(name, level[0] if level else ""):
        if known := _departments().get(name[end:]):
            full, english = known
            return UnitName(_full_level(name[:end], region) + full, "department", english)
    return UnitName(name, "other")


def short_names(name: str) -> list[str]:
    """The shorter ways in which plans write the full name of a department: 上海市经信委 for 上海市经济和信息化委员会."""
    shortened = _shortened()
    for size in range(2, len(name)):
        if found := shortened.get(name[-size:]):
            return [name[:-size] + short for short in found]
    return []


@cache
def _shortened() -> dict[str, list[str]]:
    """The short ways to write each department with its kind of body."""
    found: dict[str, list[str]] = {}
    for short, (full, _) in _departments().items():
        if short != full:
            found.setdefault(full, []).append(short)
    return found


def _ends(name: str, level: str) -> list[int]:
    """Where the level may end: behind the longest one, behind 市 alone, or at once."""
    return list(dict.fromkeys([len(level), 1 if name[:1] in "省市区县州旗盟" else 0, 0]))


def _full_level(level: str, region: str | None) -> str:
    if region and level in ("", region[-1]) and region[-1] in "省市区县州旗盟":
        return region if level else level
    return level


@cache
def _departments() -> dict[str, tuple[str, str]]:
    """Full name and English name by every way to write a department with its kind of body."""
    declared = yaml.safe_load(files("gongfu.plan").joinpath("departments.yaml").read_text("utf-8"))
    known: dict[str, tuple[str, str]] = {}
    for department, entry in declared["departments"].items():
        for body, kind in declared["bodies"].items():
            full = (f"{department}{body}", f"{kind['en']} {entry['en']}")
            for stem in (department, *entry.get("short", ())):
                for ending in (body, *kind.get("short", ())):
                    known.setdefault(f"{stem}{ending}", full)
    return known
