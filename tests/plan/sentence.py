"""What one sentence, or a few, of a made-up plan give."""

from typing import Any

import pytest

from gongfu.documents.shadow import shadow
from gongfu.plan.commitment import Commitment
from gongfu.plan.extract import extract
from gongfu.plan.quantities import Quantity, find, joined

PLAN = "制造业发展行动计划（2023—2025年）\n"
REPORT = "政府工作报告\n2024年1月15日\n"
NEWS = "2024年3月8日\n"


def stated(text: str, title: str = PLAN) -> list[Commitment]:
    """The commitments of a text under a title."""
    return extract(title + text)


def only(text: str, title: str = PLAN) -> Commitment:
    """The one commitment of a text."""
    (record,) = stated(text, title)
    return record


def last(text: str, title: str = PLAN) -> Commitment:
    """The last commitment of a text."""
    return stated(text, title)[-1]


def found(text: str) -> list[Quantity]:
    """The quantities of a text, whatever they mean."""
    return joined(shadow(text), list(find(shadow(text))))


def written(quantity: Quantity, text: str) -> str:
    """The span of a quantity as the text writes it."""
    return text[quantity.start : quantity.end]


def defect(*case: Any, reason: str) -> Any:
    """A case that the code gets wrong so far."""
    return pytest.param(*case, marks=pytest.mark.xfail(strict=True, reason=reason))
