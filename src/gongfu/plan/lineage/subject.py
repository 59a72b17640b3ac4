"""What a statement speaks of, with the words that the title and the heading supply."""

from dataclasses import dataclass
from functools import lru_cache

from gongfu.plan.lineage.lexicon import lexicon
from gongfu.plan.lineage.phrase import Phrase, parse
from gongfu.plan.lineage.statement import PlanRecords, Statement

Core = tuple[tuple[str, ...], ...]
SAID, SUPPLIED, OPEN = "said", "supplied", "open"
_SEPARATOR = " > "


@dataclass(frozen=True, slots=True)
class Subject:
    """The parts by which two statements are the same; a line keeps one that grows with what later texts say.

    ``place`` is a place other than the region; ``field`` a special field that phrase, title or heading gives;
    ``manufacturing`` is ``said`` where the phrase says 制造业 beside a title, ``supplied`` where the plan's title does,
    else ``open``.
    """

    core: Core
    share: bool
    whole: Core | None
    group: str | None
    grade: tuple[int, int] | None
    size: float | None
    place: str | None
    field: str | None
    manufacturing: str
    act: str | None
    short: str | None
    titled: bool = False
    rate: bool = False
    statistic: bool = False
    local: bool = False
    vague: bool = False


@dataclass(frozen=True, slots=True)
class Setting:
    """What a plan's title supplies: the special field it is for, and whether it is for manufacturing at all."""

    field: str | None
    manufacturing: bool


def setting_of(plan: PlanRecords) -> Setting:
    """What the title of a plan supplies; a plan without a title is taken for one of manufacturing."""
    title = plan.title or ""
    words = lexicon()
    field = max((name for name in words.special_fields if name in title), key=len, default=None)
    return Setting(field, not title or any(word in title for word in words.general_titles))


def subject_of(statement: Statement, setting: Setting) -> Subject:
    """What a statement speaks of."""
    phrase = statement.phrase
    section = statement.section
    beyond, part, industry = _heading(section)
    place = phrase.beyond or beyond or (part if part and part not in phrase.text else None)
    field = None
    if setting.field and not _has_own(phrase.text, setting.field):
        field = setting.field
    elif industry and industry not in phrase.text:
        field = industry
    return Subject(
        core=phrase.core,
        share=phrase.share,
        whole=phrase.whole,
        group=phrase.group,
        grade=phrase.grade or _grade_of_heading(phrase, section),
        size=statement.size,
        place=place,
        field=field,
        manufacturing=SAID if phrase.general else SUPPLIED if setting.manufacturing else OPEN,
        act=phrase.act,
        short=phrase.short,
        titled=phrase.titled,
        rate=phrase.rate,
        statistic=phrase.statistic,
        local=phrase.local,
        vague=phrase.vague and statement.size is None and not phrase.grade,
    )


def _has_own(text: str, field: str) -> bool:
    return any(word in text for word in lexicon().special_fields[field])


@lru_cache(maxsize=10_000)
def _heading(section: str) -> tuple[str | None, str | None, str | None]:
    """Place beyond the region, part of the region, and industry that the innermost heading speaks of.

    A heading of several industries supplies none.
    """
    words = lexicon()
    leaf = section.rsplit(_SEPARATOR, 1)[-1]
    beyond = next((word for word in words.beyond if word in leaf), None)
    part = next((word for word in words.parts if word in leaf), None)
    industries = sorted(set(words.industries.findall(leaf)))
    return beyond, part, industries[0] if len(industries) == 1 else None


def _grade_of_heading(phrase: Phrase, section: str) -> tuple[int, int] | None:
    """The grade that the innermost heading writes in front of the same title ("打造市级特色产业园区")."""
    leaf = section.rsplit(_SEPARATOR, 1)[-1].lstrip("0123456789.、()（）一二三四五六七八九十")
    if "级" not in leaf:
        return None
    heading = parse(leaf)
    return heading.grade if set(phrase.core) <= set(heading.core) else None
