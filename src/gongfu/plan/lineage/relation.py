"""What became of a value: the relation of two statements of one line."""

import re
from collections import Counter

from gongfu.plan.lineage.phrase import Phrase
from gongfu.plan.lineage.results import HELD, LOWERED, RAISED, REDEFINED, RENAMED
from gongfu.plan.lineage.statement import Statement

TOLERANCE = 0.001  # values within 0.1 % are equal, as the definition of lineage says
_MEASURED = re.compile(r"元|%|百分点|倍|亩|平方|公顷|吨|瓦|立方|米|/|^[A-Z]{3}$|天|小时|年")
_COUNTED = "counted"


def unit_family(statement: Statement) -> str:
    """The unit; all counters (家, 个, 项, 名) are one."""
    unit = str(statement.record["unit"])
    return unit if _MEASURED.search(unit) else _COUNTED


def same_value(first: float, second: float) -> bool:
    """Whether two values are equal within 0.1 %."""
    return abs(first - second) <= TOLERANCE * max(abs(first), abs(second)) * (1 + 1e-9)


def measured_otherwise(first: Statement, second: Statement) -> bool:
    """Whether the figures cannot be subtracted because mode or unit differ, or one growth is a year's and the other is not."""
    return (
        first.mode != second.mode
        or unit_family(first) != unit_family(second)
        or first.phrase.growth != second.phrase.growth
    )


def is_renamed(first: Statement, second: Statement) -> bool:
    """Whether the second name is another one: neither is the other written shorter, and the words are not the same.

    Words of praise and general fields count where both names have them. The denominator of a share counts as long as
    it is the same: another one is no other name.
    """
    one, other = first.phrase, second.phrase
    if one.names == other.names and one.whole_names == other.whole_names:
        return False
    if one.whole == other.whole and _other_words(one.whole_names, other.whole_names):
        return True
    if Counter(one.names) == Counter(other.names):
        return one.names != other.names and len(one.core) == 1
    return (
        is_called_otherwise(first, second)
        or _other_words(one.praise, other.praise)
        or _other_words(one.field_words, other.field_words)
    )


def is_called_otherwise(first: Statement, second: Statement) -> bool:
    """Whether the names differ in more than praise and general fields."""
    if first.phrase.names == second.phrase.names:
        return False
    return _other_words(*(_bare(statement.phrase) for statement in (first, second)))


def _bare(phrase: Phrase) -> tuple[str, ...]:
    return tuple(name for name in phrase.names if name not in phrase.praise and name not in phrase.field_words)


def _other_words(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    """Whether each has something that the other has not, and neither is the other with characters left out."""
    one, other = Counter(first), Counter(second)
    if not one - other or not other - one:
        return False
    return not _within("".join(first), "".join(second)) and not _within("".join(second), "".join(first))


def _within(short: str, full: str) -> bool:
    """Whether all characters of one name stand in the other in their order."""
    rest = iter(full)
    return all(character in rest for character in short)


def relation_of(first: Statement, second: Statement, redrawn: bool, renamed: bool) -> str:
    """The word for what became of a value.

    Parameters
    ----------
    first, second
        The earlier and the later statement.
    redrawn
        Whether group, grades or denominator changed, so that no difference is computed.
    renamed
        Whether the later statement has another name.
    """
    if redrawn or measured_otherwise(first, second):
        return REDEFINED
    if same_value(first.middle, second.middle):
        return RENAMED if renamed and first.deadline == second.deadline else HELD
    return RAISED if second.middle > first.middle else LOWERED
